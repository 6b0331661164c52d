// The books of a run: the timeline, rates after the warm-up, and the results at its end.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/check.hpp"
#include "engine/simulation_impl.hpp"

namespace dray::engine {

namespace {

constexpr double kLargestGap_m = 0.2;  // gaps are not told apart beyond it

Quantiles quantiles_of(std::vector<double> values) {
    if (values.empty()) return {};
    std::sort(values.begin(), values.end());
    // Nearest rank: the smallest value that at least the share q of all values does not exceed.
    const auto at = [&](double q) {
        const auto rank = static_cast<std::size_t>(std::ceil(q * static_cast<double>(values.size())));
        return values[std::max<std::size_t>(rank, 1) - 1];
    };
    return {at(0.50), at(0.95), values.back()};
}

}  // namespace

void Simulation::Impl::sample() {
    TimePoint point;
    point.time_s = seconds(now_step);
    if (orders != nullptr) {
        const operations::OrderFigures& figures = orders->orders();
        point.orders_released = figures.released;
        point.orders_completed = figures.completed;
        point.orders_open = figures.open;
        point.orders_refused = figures.refused;
        point.lines = figures.lines_done;
        point.units = figures.units_done;
    }
    for (const operations::SortControl* sorter : sorters)
        point.parcels_sorted += sorter->figures().sorted;
    for (const operations::HaulControl* hauler : haulers)
        point.cages_shipped += hauler->yard().totals().cages_taken;
    for (const auto& area : areas)
        area->run->count_uses(point.robots);
    timeline.push_back(point);
}

void Simulation::Impl::book_tick() {
    const Step minute = 60 * steps_per_second;
    if (now_step / minute != (now_step - window) / minute) sample();
    if (at_warm_up || seconds(now_step) < loaded.scenario.warm_up_s) return;
    at_warm_up = totals();
    if (orders != nullptr) cycle_times_at_warm_up = orders->orders().cycle_time_s.size();
    for (const auto& identifier : identifiers)
        identified_at_warm_up.push_back(identifier->figures().time_s.size());
    for (const operations::SortControl* sorter : sorters)
        sort_times_at_warm_up.push_back(sorter->figures().sort_time_s.size());
    for (const auto& area : areas)
        area->run->end_warm_up();
}

Totals Simulation::Impl::totals() const {
    Totals totals;
    if (orders != nullptr) {
        const operations::OrderFigures& figures = orders->orders();
        totals.orders = figures.completed;
        totals.lines = figures.lines_done;
        totals.units = figures.units_done;
    }
    for (const operations::SortControl* sorter : sorters)
        totals.sorted.push_back(sorter->figures().sorted);
    for (const operations::HaulControl* hauler : haulers) {
        totals.cages_shipped.push_back(hauler->yard().totals().cages_taken);
        totals.parcels_shipped.push_back(hauler->yard().totals().parcels_shipped);
    }
    return totals;
}

// A run that was cut short inside its warm-up has no rates.
double Simulation::Impl::rate_per_hour(std::int64_t now_count, std::int64_t then_count) const {
    const double hours = (seconds(now_step) - loaded.scenario.warm_up_s) / 3600;
    return hours > 0 ? static_cast<double>(now_count - then_count) / hours : 0;
}

void Simulation::Impl::add_orders(Results& out) const {
    const operations::OrderFigures& figures = orders->orders();
    if (at_warm_up) {
        out.orders_per_hour = rate_per_hour(figures.completed, at_warm_up->orders);
        out.lines_per_hour = rate_per_hour(figures.lines_done, at_warm_up->lines);
        out.units_per_hour = rate_per_hour(figures.units_done, at_warm_up->units);
        out.cycle_time_s = quantiles_of(
            {figures.cycle_time_s.begin() + static_cast<std::ptrdiff_t>(cycle_times_at_warm_up), figures.cycle_time_s.end()});
    }
    out.orders_released = figures.released;
    out.orders_completed = figures.completed;
    out.orders_open = figures.open;
    out.orders_refused = figures.refused;
    out.orders_late = figures.late;
    if (figures.completed > 0) out.on_time_share = 1 - static_cast<double>(figures.late) / static_cast<double>(figures.completed);
    out.refused_by_reason = figures.refused_by_reason;
    out.lines = figures.lines_done;
    out.units = figures.units_done;

    using operations::Account;
    const operations::Ledger& ledger = orders->ledger();
    out.ledger = {{"initial", -ledger.balance(Account::Initial)},
                  {"received", -ledger.balance(Account::Received)},
                  {"stored", ledger.balance(Account::Stored)},
                  {"picked", ledger.balance(Account::Picked)},
                  {"shipped", ledger.balance(Account::Shipped)}};
}

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
                                    .down_s = time_s(StationState::Down)});
        }
    }
}

void Simulation::Impl::add_identification(Results& out) const {
    for (std::size_t i = 0; i < identifiers.size(); ++i) {
        const operations::IdentificationFigures& figures = identifiers[i]->figures();
        IdentificationResult r;
        r.name = loaded.scenario.identification[i].name;
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
        if (links.feeds_sorting(i)) r.parcels_upstream = static_cast<std::int64_t>(packed.size());
        r.parcels_arrived = figures.arrived;
        r.parcels_waiting = figures.before + figures.at_stations;
        r.parcels_on_robots = figures.on_robots;
        r.parcels_sorted = figures.sorted;
        if (at_warm_up) {
            r.parcels_per_hour = rate_per_hour(figures.sorted, at_warm_up->sorted[i]);
            r.sort_time_s = quantiles_of(
                {figures.sort_time_s.begin() + static_cast<std::ptrdiff_t>(sort_times_at_warm_up[i]), figures.sort_time_s.end()});
        }
        r.missorted = figures.missorted;
        r.recirculated = figures.recirculated;
        r.chutes = static_cast<std::int64_t>(chutes.size());
        const double all = static_cast<double>(chutes.size()) * static_cast<double>(now_step);
        using primitives::StationState;
        for (std::size_t c = 0; all > 0 && c < chutes.size(); ++c) {
            r.chutes_open += static_cast<double>(chutes.time_in(c, StationState::Working, now_step)) / all;
            r.chutes_full += static_cast<double>(chutes.time_in(c, StationState::Blocked, now_step)) / all;
            r.chutes_jammed += static_cast<double>(chutes.time_in(c, StationState::Down, now_step)) / all;
        }
        r.jams = chutes.jams();
        r.reassigned = chutes.reassigned();
        r.cages_swapped = chutes.cages_swapped();
        out.sorting.push_back(r);
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
                               .missed_cages = figures.missed_cages,
                               .missed_parcels = figures.missed_parcels,
                               .working_s = seconds(dock.time_in(StationState::Working, now_step)),
                               .blocked_s = seconds(dock.time_in(StationState::Blocked, now_step)),
                               .starved_s = seconds(dock.time_in(StationState::Starved, now_step))});
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
        out.transport.push_back(std::move(r));
    }
}

Results Simulation::Impl::results(bool interrupted) const {
    const Scenario& scenario = loaded.scenario;
    Results out;
    out.scenario = scenario.name;
    out.seed = seed;
    out.sim_duration_s = seconds(now_step);
    out.planned_duration_s = scenario.duration_s;
    out.warm_up_s = scenario.warm_up_s;
    out.interrupted = interrupted;
    out.state_hash = state_hash();
    out.timeline = timeline;
    out.min_gap_m = kLargestGap_m;
    TimeHistogram planner_ms, physics_ms, operations_ms;
    for (const auto& area : areas) {
        area->run->add_to(out);
        area->control->check(true);
        planner_ms.add(area->run->planner_ms);
        physics_ms.add(area->run->physics_ms);
        operations_ms.add(area->run->operations_ms);
    }
    out.planner_tick_ms = planner_ms.quantiles();
    out.physics_step_ms = physics_ms.quantiles();
    out.operations_tick_ms = operations_ms.quantiles();
    out.prepare_s = prepare_s;
    out.has_storage = orders != nullptr;
    if (orders != nullptr) add_orders(out);
    add_stations(out);
    add_identification(out);
    add_sorting(out);
    add_transport(out);
    out.ledger_balanced = true;
    std::stable_sort(out.lost_time.begin(), out.lost_time.end(),
                     [](const LostTime& a, const LostTime& b) { return a.robot_h > b.robot_h; });
    std::stable_sort(out.incidents.begin(), out.incidents.end(),
                     [](const Incident& a, const Incident& b) { return a.time_s < b.time_s; });
    return out;
}

}  // namespace dray::engine
