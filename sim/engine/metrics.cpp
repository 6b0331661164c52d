// The books of a run: the timeline, rates after the warm-up, and the results at its end.
#include <algorithm>

#include "engine/quantiles.hpp"
#include "engine/simulation_impl.hpp"

namespace dray::engine {

namespace {

constexpr double kLargestGap_m = 0.2;  // gaps are not told apart beyond it

}  // namespace

TimePoint Simulation::Impl::moment() const {
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
    for (const auto& model : models)
        if (const operations::SortingArea* sorting = model->sorting()) point.parcels_sorted += sorting->sorted();
    for (const operations::HaulControl* hauler : haulers)
        point.cages_shipped += hauler->yard().totals().cages_taken;
    for (const auto& area : areas)
        area->run->count_uses(point.robots);
    point.bottleneck = watch->now();
    return point;
}

void Simulation::Impl::book_tick() {
    const double looked_s = watch->observe(now_step);
    if (management && looked_s > 0) management->advise(looked_s);
    const Step minute = 60 * steps_per_second;
    if (now_step / minute != (now_step - window) / minute) timeline.push_back(moment());
    if (at_warm_up || seconds(now_step) < loaded.scenario.warm_up_s) return;
    at_warm_up = totals();
    if (orders != nullptr) cycle_times_at_warm_up = orders->orders().cycle_time_s.size();
    for (const auto& model : models)
        model->end_warm_up();
    for (const operations::SortControl* sorter : sorters)
        sort_times_at_warm_up.push_back(sorter->figures().sort_time_s.size());
    for (const auto& area : areas)
        area->run->end_warm_up();
    watch->end_warm_up();
}

Totals Simulation::Impl::totals() const {
    Totals totals;
    if (orders != nullptr) {
        const operations::OrderFigures& figures = orders->orders();
        totals.orders = figures.completed;
        totals.lines = figures.lines_done;
        totals.units = figures.units_done;
        if (const operations::Inbound* inbound = orders->inbound()) {
            totals.totes_unloaded = inbound->figures().totes_unloaded;
            totals.totes_stowed = inbound->figures().totes_stowed;
        }
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
        out.cycle_times_s = {figures.cycle_time_s.begin() + static_cast<std::ptrdiff_t>(cycle_times_at_warm_up),
                             figures.cycle_time_s.end()};
        out.cycle_time_s = quantiles_of(out.cycle_times_s);
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
    out.pods_reslotted = figures.pods_reslotted;

    using operations::Account;
    const operations::Ledger& ledger = orders->ledger();
    out.ledger = {{"initial", -ledger.balance(Account::Initial)},
                  {"received", -ledger.balance(Account::Received)},
                  {"stored", ledger.balance(Account::Stored)},
                  {"picked", ledger.balance(Account::Picked)},
                  {"shipped", ledger.balance(Account::Shipped)}};
}

Results Simulation::Impl::results(bool interrupted) const {
    const Scenario& scenario = loaded.scenario;
    Results out;
    out.scenario = scenario.name;
    out.seed = seed;
    out.sim_duration_s = seconds(now_step);
    out.planned_duration_s = scenario.duration_s;
    out.warm_up_s = scenario.warm_up_s;
    out.steady_state = scenario.horizon == "steady_state";
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
    add_inbound(out);
    add_stations(out);
    add_line_hauls(out);
    add_models(out);
    add_transport(out);
    watch->add_to(out);
    if (management) management->add_to(out);
    out.ledger_balanced = true;
    std::stable_sort(out.lost_time.begin(), out.lost_time.end(),
                     [](const LostTime& a, const LostTime& b) { return a.robot_h > b.robot_h; });
    std::stable_sort(out.incidents.begin(), out.incidents.end(),
                     [](const Incident& a, const Incident& b) { return a.time_s < b.time_s; });
    return out;
}

}  // namespace dray::engine
