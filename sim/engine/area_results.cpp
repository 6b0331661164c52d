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

void Simulation::Impl::add_handling(Results& out) const {
    for (std::size_t i = 0; i < handlers.size(); ++i) {
        const primitives::WorkCell& cell = handlers[i]->cell();
        const primitives::WorkFigures& figures = cell.figures();
        HandlingResult r;
        r.name = loaded.scenario.handling[i].name;
        r.totes = links.carries_totes({AreaKind::Handling, i});
        r.arrived = figures.arrived;
        r.upstream = static_cast<std::int64_t>(handlers[i]->before());
        if (links.storage == AreaRef{AreaKind::Handling, i}) r.upstream += static_cast<std::int64_t>(packed.size());
        r.inside = static_cast<std::int64_t>(cell.inside());
        r.gone = figures.gone;
        r.attempts = figures.attempts;
        r.failures = figures.failures;
        r.refused = figures.refused;
        r.exceptions = figures.exceptions;
        r.breakdowns = figures.breakdowns;
        r.desk_labour_h = figures.desk_labour_s / 3600;
        r.workers = static_cast<std::int64_t>(cell.workers());
        if (at_warm_up) {
            const std::size_t before = handled_at_warm_up[i];
            r.parcels_per_hour =
                rate_per_hour(static_cast<std::int64_t>(figures.time_s.size()), static_cast<std::int64_t>(before));
            r.time_s = quantiles_of({figures.time_s.begin() + static_cast<std::ptrdiff_t>(before), figures.time_s.end()});
        }
        using primitives::StationState;
        const double all = static_cast<double>(cell.workers()) * static_cast<double>(std::max<Step>(1, now_step));
        for (std::size_t w = 0; w < cell.workers(); ++w) {
            const auto share = [&](StationState state) { return static_cast<double>(cell.time_in(w, state, now_step)) / all; };
            r.working += share(StationState::Working);
            r.starved += share(StationState::Starved);
            r.blocked += share(StationState::Blocked);
            r.away += share(StationState::Down);
        }
        out.handling.push_back(std::move(r));
    }
}

void Simulation::Impl::add_identification(Results& out) const {
    for (std::size_t i = 0; i < identifiers.size(); ++i) {
        const operations::IdentificationFigures& figures = identifiers[i]->figures();
        IdentificationResult r;
        r.name = loaded.scenario.identification[i].name;
        r.totes = links.carries_totes({AreaKind::Identification, i});
        r.arrived = figures.arrived;
        r.inside = figures.in_totes + figures.at_readers + figures.waiting;
        r.gone = figures.gone;
        r.wrong = figures.wrong;
        r.astray = figures.astray;
        r.by_desk = figures.by_desk;
        r.identified = static_cast<std::int64_t>(figures.time_s.size());
        if (at_warm_up) {
            const std::size_t before = identified_at_warm_up[i];
            r.parcels_per_hour = rate_per_hour(r.identified, static_cast<std::int64_t>(before));
            r.time_s = quantiles_of({figures.time_s.begin() + static_cast<std::ptrdiff_t>(before), figures.time_s.end()});
        }
        using primitives::StationState;
        const auto share = [&](const primitives::ReaderStation& reader, StationState state) {
            return static_cast<double>(reader.time_in(state, now_step)) / static_cast<double>(std::max<Step>(1, now_step));
        };
        const auto readers = static_cast<double>(identifiers[i]->readers().size());
        for (const primitives::ReaderStation& reader : identifiers[i]->readers()) {
            r.reads += reader.reads;
            r.exceptions += reader.exceptions;
            r.desk_labour_h += seconds(reader.desk_labour) / 3600;
            r.reading += share(reader, StationState::Working) / readers;
            r.blocked += share(reader, StationState::Blocked) / readers;
            r.down += share(reader, StationState::Down) / readers;
        }
        r.readers = static_cast<std::int64_t>(identifiers[i]->readers().size());
        out.identification.push_back(r);
    }
}

void Simulation::Impl::add_sorting(Results& out) const {
    for (std::size_t i = 0; i < sorters.size(); ++i) {
        const operations::SortFigures& figures = sorters[i]->figures();
        const primitives::ChuteField& chutes = sorters[i]->chute_field();
        SortingResult r;
        r.name = loaded.scenario.sorting[i].name;
        if (links.storage == AreaRef{AreaKind::Sorting, i}) r.parcels_upstream = static_cast<std::int64_t>(packed.size());
        r.parcels_arrived = figures.arrived;
        r.parcels_waiting = figures.before + figures.at_stations;
        r.held_for_wave = figures.held;
        r.parcels_on_robots = figures.on_robots;
        r.parcels_sorted = figures.sorted;
        add_sort_times(r, i, figures.sorted, figures.sort_time_s);
        r.missorted = figures.missorted;
        r.returned = returned_to(i);
        r.recirculated = figures.recirculated;
        add_chutes(r, chutes);
        out.sorting.push_back(r);
    }
}

void Simulation::Impl::add_sort_times(SortingResult& r, std::size_t sorting, std::int64_t sorted,
                                      std::span<const double> times_s) const {
    if (!at_warm_up) return;
    r.parcels_per_hour = rate_per_hour(sorted, at_warm_up->sorted[sorting]);
    r.sort_time_s = quantiles_of({times_s.begin() + static_cast<std::ptrdiff_t>(sort_times_at_warm_up[sorting]), times_s.end()});
}

void Simulation::Impl::add_chutes(SortingResult& r, const primitives::ChuteField& chutes) const {
    r.chutes = static_cast<std::int64_t>(chutes.size());
    const double all = static_cast<double>(chutes.size()) * static_cast<double>(now_step);
    using primitives::StationState;
    for (std::size_t c = 0; all > 0 && c < chutes.size(); ++c) {
        r.chutes_open += static_cast<double>(chutes.time_in(c, StationState::Working, now_step)) / all;
        r.chutes_full += static_cast<double>(chutes.time_in(c, StationState::Blocked, now_step)) / all;
        r.chutes_jammed += static_cast<double>(chutes.time_in(c, StationState::Down, now_step)) / all;
    }
    r.knows_trucks = chutes.knows_trucks();
    r.in_time = chutes.in_time();
    r.too_late = chutes.too_late();
    r.jams = chutes.jams();
    r.reassigned = chutes.reassigned();
    r.cages_swapped = chutes.cages_swapped();
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
