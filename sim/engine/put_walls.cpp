// Put walls in a run: what they are given, what they give, and what they measured.
#include <algorithm>

#include "base/check.hpp"
#include "engine/quantiles.hpp"
#include "engine/simulation_impl.hpp"

namespace dray::engine {

using primitives::StationState;
using Side = primitives::PutWall::Side;

// Orders of its own go where those of the sort floor behind it go, and show articles that readers behind it know.
void Simulation::Impl::add_put_wall(std::size_t i) {
    const PutWallConfig& config = loaded.scenario.put_walls[i];
    const AreaRef self{AreaKind::PutWall, i};
    const std::size_t sorting = links.sorting_behind(self);
    const std::vector<double> equal(static_cast<std::size_t>(config.routes), 1.0);
    const bool fed = links.feeds(AreaKind::PutWall, i);
    put_walls.push_back(std::make_unique<operations::PutWallArea>(
        config, fed, fed ? orders->stations().size() : 0,
        sorting == Links::kNone ? std::span<const double>(equal) : route_shares_of(sorting), articles_read(links.behind(self)),
        Clock{.steps_per_second = static_cast<int>(loaded.scenario.physics.steps_per_second)}, seed + i));
    if (fed) orders->begin_batches();
}

// Orders that the storage area has opened get their cells, and what it has picked for them sets off; then it learns for how many
// more there is room.
void Simulation::Impl::feed_put_wall() {
    if (orders == nullptr || !links.items.valid()) return;
    operations::PutWallArea& wall = *put_walls[links.items.area];
    wall.advance(now_step);
    for (const OrderId order : orders->take_opened())
        wall.open({order, orders->units_of(order)}, now_step);
    for (const operations::PickedItem& item : orders->take_picked())
        wall.put({item.order, item.units}, item.station.index(), now_step);
}

// Packed orders go on as far as there is room.
void Simulation::Impl::hand_over_packed(std::size_t i) {
    operations::PutWallArea& wall = *put_walls[i];
    wall.advance(now_step);
    const AreaRef to = links.put_walls[i];
    bring_up_to_now(to);
    const bool fed = links.items == AreaRef{AreaKind::PutWall, i};
    for (std::size_t room = parcel_room(to); room > 0 && wall.ready(); --room) {
        primitives::Parcel parcel = wall.take(now_step);
        if (fed) {
            orders->complete(parcel.order, now_step);
            parcel = parcel_of(parcel.order);
        }
        put_parcel(to, parcel);
    }
    wall.check();
    if (!fed) return;
    orders->set_order_room(wall.free_cells());
    const std::int64_t picked = orders->ledger().balance(operations::Account::Picked);
    DRAY_CHECK(picked == wall.units_to_come() + wall.wall().units_inside(),
               "{} units are picked, the put wall has {} and {} are on their way to it", picked, wall.wall().units_inside(),
               wall.units_to_come());
}

void Simulation::Impl::add_put_walls(Results& out) const {
    for (std::size_t i = 0; i < put_walls.size(); ++i) {
        const primitives::PutWall& wall = put_walls[i]->wall();
        const primitives::PutWallFigures& figures = wall.figures();
        PutWallResult r;
        r.name = loaded.scenario.put_walls[i].name;
        r.upstream = static_cast<std::int64_t>(put_walls[i]->before());
        r.opened = figures.opened;
        r.gone = figures.gone;
        r.inside = figures.opened - figures.gone;
        r.puts = figures.puts;
        r.units_to_come = put_walls[i]->units_to_come();
        r.units_inside = wall.units_inside();
        r.arms = {.attempts = figures.grips.attempts,
                  .failures = figures.grips.failures,
                  .refused = figures.grips.refused,
                  .exceptions = figures.grips.exceptions};
        r.cells = static_cast<std::int64_t>(wall.cells());
        const auto all = static_cast<double>(std::max<Step>(1, now_step));
        r.cells_occupied = static_cast<double>(figures.cell_steps) / all / static_cast<double>(wall.cells());
        r.none_free = static_cast<double>(figures.full_steps) / all;
        if (at_warm_up) {
            const WallMark& mark = walls_at_warm_up[i];
            r.orders_per_hour = rate_per_hour(figures.packed, mark.packed);
            r.puts_per_hour = rate_per_hour(figures.puts, mark.puts);
            const auto since = [](const std::vector<double>& times, std::int64_t from) {
                return quantiles_of({times.begin() + static_cast<std::ptrdiff_t>(from), times.end()});
            };
            r.time_s = since(figures.time_s, mark.packed);
            r.completion_wait_s = since(figures.waits_s, mark.completed);
        }
        for (const Side side : {Side::Putters, Side::Packers}) {
            PeopleResult& people = side == Side::Putters ? r.putters : r.packers;
            people.count = static_cast<std::int64_t>(wall.people(side));
            for (std::size_t p = 0; p < wall.people(side); ++p) {
                const auto share = [&](StationState state) {
                    return static_cast<double>(wall.time_in(side, p, state, now_step)) / all / static_cast<double>(people.count);
                };
                people.working += share(StationState::Working);
                people.starved += share(StationState::Starved);
                people.blocked += share(StationState::Blocked);
                people.away += share(StationState::Down);
            }
        }
        out.put_walls.push_back(r);
    }
}

}  // namespace dray::engine
