// What each area of a site measured, as plain results.
#include <fmt/format.h>

#include <algorithm>

#include "engine/quantiles.hpp"
#include "engine/simulation_impl.hpp"

namespace dray::engine {

void Simulation::Impl::add_stations(Results& out) const {
    using primitives::StationState;
    for (std::size_t a = 0; a < areas.size(); ++a) {
        const bool storage = orders != nullptr && a == 0;
        const std::size_t sorter = a - (orders != nullptr ? 1 : 0);
        if (!storage && sorter >= sorters.size()) break;
        const FloorSetup& setup = areas[a]->setup;
        for (const primitives::Station& station : storage ? orders->stations() : sorters[sorter]->stations()) {
            const auto time_s = [&](StationState s) { return seconds(station.time_in(s, now_step)); };
            const std::string& name = setup.floor->lane(station.id()).name;
            out.stations.push_back({.name = storage ? name : setup.name + " " + name,
                                    .kind = station.kind(),
                                    .lines = station.lines_done,
                                    .units = station.units_done,
                                    .orders = station.orders_done,
                                    .pods = station.pods_served,
                                    .working_s = time_s(StationState::Working),
                                    .starved_s = time_s(StationState::Starved),
                                    .blocked_s = time_s(StationState::Blocked),
                                    .down_s = time_s(StationState::Down),
                                    .arms = {.attempts = station.grips.attempts,
                                             .failures = station.grips.failures,
                                             .refused = station.grips.refused,
                                             .exceptions = station.grips.exceptions,
                                             .exception_s = station.exception_s}});
            const ArmResult& arms = out.stations.back().arms;
            out.arms.attempts += arms.attempts;
            out.arms.failures += arms.failures;
            out.arms.refused += arms.refused;
            out.arms.exceptions += arms.exceptions;
            out.arms.exception_s += arms.exception_s;
        }
    }
}

void Simulation::Impl::add_line_hauls(Results& out) const {
    for (std::size_t i = 0; i < roads.size(); ++i) {
        const operations::LineHaulFigures& figures = roads[i].figures();
        out.line_hauls.push_back({.from = loaded.scenario.line_hauls[i].from,
                                  .to = loaded.scenario.line_hauls[i].to,
                                  .trucks = figures.trucks,
                                  .trucks_on_road = figures.trucks - figures.trucks_arrived,
                                  .cages = figures.cages,
                                  .cages_unloaded = figures.cages_unloaded,
                                  .parcels_taken = figures.taken,
                                  .parcels_on_road = figures.on_road,
                                  .parcels_waiting = figures.unloading + figures.waiting,
                                  .parcels_delivered = figures.delivered,
                                  .parcels_sent_back = figures.sent_back});
    }
}

void Simulation::Impl::add_transport(Results& out) const {
    for (std::size_t i = 0; i < haulers.size(); ++i) {
        const operations::HaulControl& hauler = *haulers[i];
        const primitives::YardTotals& yard = hauler.yard().totals();
        TransportResult r;
        r.name = loaded.scenario.transport[i].name;
        for (std::size_t d = 0; d < hauler.docks().size(); ++d) {
            const primitives::Dock& dock = hauler.docks()[d];
            const primitives::DockFigures& figures = dock.figures();
            using primitives::StationState;
            r.docks.push_back({.name = fmt::format("door-{}", d + 1),
                               .trucks = figures.trucks,
                               .late_trucks = figures.late,
                               .late_s = figures.late_s,
                               .cages = figures.cages,
                               .parcels = figures.parcels,
                               .astray = figures.astray,
                               .missed_cages = figures.missed_cages,
                               .missed_parcels = figures.missed_parcels,
                               .working_s = seconds(dock.time_in(StationState::Working, now_step)),
                               .blocked_s = seconds(dock.time_in(StationState::Blocked, now_step)),
                               .starved_s = seconds(dock.time_in(StationState::Starved, now_step)),
                               .down_s = seconds(dock.time_in(StationState::Down, now_step))});
        }
        if (at_warm_up) {
            r.cages_per_hour = rate_per_hour(yard.cages_taken, at_warm_up->cages_shipped[i]);
            r.parcels_per_hour = rate_per_hour(yard.parcels_shipped, at_warm_up->parcels_shipped[i]);
        }
        if (yard.cages_taken > 0)
            r.parcels_per_cage = static_cast<double>(yard.parcels_shipped) / static_cast<double>(yard.cages_taken);
        const operations::HaulFigures& figures = hauler.figures();
        r.full_moves = figures.full_moves;
        r.empty_moves = figures.empty_moves;
        r.return_moves = figures.return_moves;
        const Area& area = *areas[areas.size() - haulers.size() + i];
        const double chute_ticks = static_cast<double>(area.run->now_tick) * static_cast<double>(hauler.chutes());
        if (chute_ticks > 0) r.chutes_blocked = static_cast<double>(figures.chute_blocked_ticks) / chute_ticks;
        r.cages_on_site = hauler.yard().on_site();
        r.parcels_on_site = hauler.yard().parcels_on_site();
        r.parcels_waiting = figures.parcels_waiting;
        r.astray = astray_of(i);
        out.transport.push_back(std::move(r));
    }
}

}  // namespace dray::engine
