// What came by truck, as plain results.
#include <algorithm>

#include "engine/quantiles.hpp"
#include "engine/simulation_impl.hpp"

namespace dray::engine {

void Simulation::Impl::add_inbound(Results& out) const {
    const operations::Inbound* inbound = orders == nullptr ? nullptr : orders->inbound();
    if (inbound == nullptr) return;
    using operations::TotePlace;
    const operations::InboundFigures& figures = inbound->figures();
    InboundResult r{.trucks = figures.trucks,
                    .trucks_late = figures.trucks_late,
                    .late_s = figures.late_s,
                    .trucks_waiting = static_cast<std::int64_t>(inbound->trucks_waiting(now_step)),
                    .totes_unloaded = figures.totes_unloaded,
                    .totes_stowed = figures.totes_stowed,
                    .totes_on_trucks = inbound->totes_at(TotePlace::OnTruck),
                    .totes_at_dock = inbound->totes_at(TotePlace::AtDock),
                    .totes_on_the_way = inbound->totes_at(TotePlace::OnTheWay),
                    .totes_at_storage = inbound->totes_at(TotePlace::AtStow),
                    .units_on_order = inbound->units_on_order(),
                    .totes_misread = figures.totes_misread,
                    .units_misstowed = figures.units_misstowed,
                    .wrong_finds = orders->wrong_items().finds,
                    .units_set_aside = orders->wrong_items().set_aside,
                    .units_at_desk = orders->units_at_desk(),
                    .units_returned = figures.units_returned,
                    .doors = static_cast<std::int64_t>(inbound->doors())};
    if (at_warm_up) {
        r.totes_per_hour = rate_per_hour(figures.totes_unloaded, at_warm_up->totes_unloaded);
        r.stowed_per_hour = rate_per_hour(figures.totes_stowed, at_warm_up->totes_stowed);
        // Each stowed tote has one time.
        r.dock_to_stock_s =
            quantiles_of({figures.dock_to_stock_s.begin() + at_warm_up->totes_stowed, figures.dock_to_stock_s.end()});
    }
    using primitives::StationState;
    const double all = static_cast<double>(inbound->doors()) * static_cast<double>(std::max<Step>(1, now_step));
    for (std::size_t door = 0; door < inbound->doors(); ++door) {
        const auto share = [&](StationState state) { return static_cast<double>(inbound->time_in(door, state, now_step)) / all; };
        r.working += share(StationState::Working);
        r.starved += share(StationState::Starved);
        r.blocked += share(StationState::Blocked);
        r.down += share(StationState::Down);
    }
    out.inbound = r;
    using operations::Account;
    const operations::Ledger& ledger = orders->ledger();
    out.ledger["on_truck"] = ledger.balance(Account::OnTruck);
    out.ledger["at_dock"] = ledger.balance(Account::AtDock);
    out.ledger["on_the_way"] = ledger.balance(Account::OnTheWay);
    out.ledger["set_aside"] = ledger.balance(Account::SetAside);
}

}  // namespace dray::engine
