// Conveyors and lifts between the areas of a run.
#include <algorithm>
#include <cmath>

#include "base/check.hpp"
#include "engine/simulation_impl.hpp"
#include "primitives/conveyance/conveyor.hpp"
#include "primitives/conveyance/lift.hpp"

namespace dray::engine {

using primitives::StationState;

// Areas meet once a tick: before and behind a conveyor there is room for what passes in between. Each carrier draws from numbers
// of its own, by its connection.
void Simulation::Impl::add_carrier(std::size_t i) {
    const Clock clock{.steps_per_second = static_cast<int>(steps_per_second)};
    const std::size_t number = links.carriers[i].connection;
    const ConnectionConfig& connection = loaded.scenario.connections[number];
    const std::uint64_t numbers = Stream(seed, "carrier", number).next();
    if (!connection.lift.empty()) {
        carriers.push_back(std::make_unique<primitives::Lift>(connection.lift[0], clock, numbers));
        return;
    }
    const double in_a_tick = primitives::most_units_per_h(connection.conveyor[0]) / 3600 * seconds(window);
    carriers.push_back(std::make_unique<primitives::Conveyor>(
        connection.conveyor[0], 1 + static_cast<std::size_t>(std::ceil(in_a_tick)), clock, numbers));
}

// What an area has given so far, to the carrier behind it.
std::int64_t Simulation::Impl::given_by(AreaRef area) const {
    using operations::TotePlace;
    if (area.kind == AreaKind::Storage) return static_cast<std::int64_t>(orders_handed_over - packed.size());
    if (area.kind == AreaKind::PutWall) return put_walls[area.area]->wall().figures().gone;
    if (area.kind == AreaKind::Handling) return handlers[area.area]->cell().figures().gone;
    if (area.kind == AreaKind::Identification) return identifiers[area.area]->figures().gone;
    const operations::Inbound& inbound = *orders->inbound();
    return inbound.totes_at(TotePlace::OnTheWay) + inbound.totes_at(TotePlace::AtStow) + inbound.totes_at(TotePlace::Stowed);
}

// What has come to the far end goes on as far as there is room.
void Simulation::Impl::hand_over_carried(std::size_t i) {
    primitives::Carrier& carrier = *carriers[i];
    const Carriage& carriage = links.carriers[i];
    carrier.advance(now_step);
    bring_up_to_now(carriage.to);
    for (std::size_t room = parcel_room(carriage.to); room > 0 && carrier.ready(); --room)
        put_parcel(carriage.to, carrier.take(now_step));
    carrier.check();
    const std::int64_t given = given_by(carriage.from);
    DRAY_CHECK(given == carrier.figures().arrived, "an area gave {} load units to a carrier, to which {} came", given,
               carrier.figures().arrived);
}

void Simulation::Impl::add_carriers(Results& out) const {
    for (std::size_t i = 0; i < carriers.size(); ++i) {
        const primitives::Carrier& carrier = *carriers[i];
        const ConnectionConfig& connection = loaded.scenario.connections[links.carriers[i].connection];
        const primitives::CarrierFigures& figures = carrier.figures();
        CarrierResult r;
        r.name = connection.name();
        for (const primitives::ConveyorConfig& c : connection.conveyor) {
            r.length_m = c.length_m;
            r.trip_s = primitives::travel_s(c);
            r.units = primitives::places_of(c);
            r.most_per_hour = primitives::most_units_per_h(c);
        }
        for (const primitives::LiftConfig& c : connection.lift) {
            r.lift = true;
            r.trip_s = c.trip_s;
            r.units = c.units;
            r.most_per_hour = primitives::most_units_per_h(c);
        }
        if (links.carriers[i].from.kind == AreaKind::Storage) r.upstream = static_cast<std::int64_t>(packed.size());
        r.arrived = figures.arrived;
        r.waiting = static_cast<std::int64_t>(carrier.before());
        r.held = static_cast<std::int64_t>(carrier.held());
        r.aboard = carrier.inside() - r.waiting - r.held;
        r.delivered = figures.delivered;
        r.trips = figures.trips;
        r.stops = std::ssize(carrier.stops());
        const auto share = [&](StationState state) {
            return static_cast<double>(carrier.time_in(state, now_step)) / static_cast<double>(std::max<Step>(1, now_step));
        };
        r.working = share(StationState::Working);
        r.starved = share(StationState::Starved);
        r.blocked = share(StationState::Blocked);
        r.down = share(StationState::Down);
        if (at_warm_up) {
            const primitives::CarrierFigures& mark = carried_at_warm_up[i];
            const auto mean_s = [&](Step all, std::int64_t units) {
                return units > 0 ? seconds(all) / static_cast<double>(units) : 0.0;
            };
            r.units_per_hour = rate_per_hour(figures.carried, mark.carried);
            r.wait_s = mean_s(figures.wait - mark.wait, figures.boarded - mark.boarded);
            r.time_s = mean_s(figures.way - mark.way, figures.carried - mark.carried);
        }
        for (const primitives::Standstill& stop : carrier.stops()) {
            out.incidents.push_back({.kind = "stop", .area = r.name, .time_s = seconds(stop.from)});
            if (stop.to >= 0) out.incidents.push_back({.kind = "restart", .area = r.name, .time_s = seconds(stop.to)});
        }
        out.carriers.push_back(std::move(r));
    }
}

}  // namespace dray::engine
