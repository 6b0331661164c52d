// What the people of put walls, and their cells, are doing in one moment.
#include <fmt/format.h>

#include "engine/bottleneck_states.hpp"
#include "engine/bottleneck_watch.hpp"
#include "engine/simulation_impl.hpp"

namespace dray::engine {

using insight::GroupKind;
using insight::ResourceState;
using Side = primitives::PutWall::Side;

void BottleneckWatch::add_put_wall(std::size_t i, std::size_t stage) {
    WallWatch& w = walls_.emplace_back();
    const std::string& name = site_.put_wall_names[i];
    const primitives::PutWall& wall = site_.put_walls[i]->wall();
    if (!site_.links->feeds(AreaKind::PutWall, i)) {
        w.arrivals = add_group(name, "arrivals", GroupKind::Arrivals, stage);
        resources_.push_back({name + " arrivals", w.arrivals});
    }
    w.first = resources_.size();
    w.putters = add_group(name, "putters", GroupKind::Worker, stage);
    for (std::size_t p = 0; p < wall.people(Side::Putters); ++p)
        resources_.push_back({fmt::format("{} putter-{}", name, p + 1), w.putters});
    w.packers = add_group(name, "packers", GroupKind::Worker, stage);
    for (std::size_t p = 0; p < wall.people(Side::Packers); ++p)
        resources_.push_back({fmt::format("{} packer-{}", name, p + 1), w.packers});
    w.cells = add_group(name, "cells", GroupKind::Cell, stage);
    resources_.push_back({name + " cells", w.cells});
}

void BottleneckWatch::look_at_put_wall(std::size_t i) {
    const WallWatch& w = walls_[i];
    const operations::PutWallArea& area = *site_.put_walls[i];
    const primitives::PutWall& wall = area.wall();
    const std::size_t putters = wall.people(Side::Putters), packers = wall.people(Side::Packers);
    for (std::size_t p = 0; p < putters; ++p)
        states_[w.first + p] = insight::all_in(state_of(wall.state(Side::Putters, p)));
    for (std::size_t p = 0; p < packers; ++p)
        states_[w.first + putters + p] = insight::all_in(state_of(wall.state(Side::Packers, p)));
    take_mean(w.putters, w.first, putters);
    take_mean(w.packers, w.first + putters, packers);
    const std::size_t totes = wall.totes_waiting() + area.totes_outside();
    moments_[w.putters].waiting = static_cast<double>(totes);
    moments_[w.packers].waiting = static_cast<double>(wall.complete_waiting());

    const bool fed = w.arrivals == kNone;
    const std::size_t orders = fed ? site_.orders->backlog() : area.before();
    bool short_of_work = totes == 0;
    if (fed) {
        std::size_t open = 0, room = 0;
        for (const primitives::Station& station : site_.orders->stations()) {
            open += station.open_orders().size();
            room += station.free_order_slots();
        }
        short_of_work = short_of_work && static_cast<double>(open) < kShortQueue * static_cast<double>(open + room);
    }
    // Cells limit a site when none is free although orders wait, and those that have one do not even give half of the work that
    // there is room for.
    const bool limiting = wall.free_cells() == 0 && orders > 0 && short_of_work && wall.complete_waiting() == 0;
    insight::GroupMoment& cells = moments_[w.cells];
    cells.states = arrivals(limiting ? 1 : 0);
    cells.load = limiting ? 1 : 0;
    cells.waiting = wall.free_cells() == 0 ? static_cast<double>(orders) : 0;
    states_[w.first + putters + packers] = cells.states;
    if (fed) return;
    const auto short_queue = [](std::size_t waits, std::size_t people) {
        return static_cast<double>(waits) < kShortEach * static_cast<double>(people);
    };
    const bool came_limits = orders == 0 && short_queue(totes, putters) && short_queue(wall.complete_waiting(), packers);
    moments_[w.arrivals].states = states_[w.first - 1] = arrivals(came_limits ? 1 : 0);
    moments_[w.arrivals].load = came_limits ? 1 : 0;
    moments_[w.arrivals].waiting = static_cast<double>(orders);
}

}  // namespace dray::engine
