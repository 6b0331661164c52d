// The books of one floor's batteries.
#include <algorithm>

#include "engine/floor_run.hpp"

namespace dray::engine {

namespace {

constexpr double kJoulesPerKwh = 3.6e6;

}  // namespace

void FloorRun::add_energy(Results& out, std::size_t first_fleet) const {
    const operations::Charging& charging = control.charging();
    std::vector<std::int64_t> at_chargers(setup.fleets.size(), 0), all(setup.fleets.size(), 0);
    std::vector<double> shares(setup.fleets.size(), 0);
    for (std::size_t i = 0; i < robots(); ++i) {
        const RobotId r(i);
        if (!charging.has_battery(r)) continue;
        const std::size_t f = setup.fleet_of[i];
        EnergyResult& energy = out.fleets[first_fleet + f].energy;
        const operations::BatteryFigures& figures = charging.figures(r);
        energy.counted = true;
        energy.used_kwh += figures.used_j / kJoulesPerKwh;
        energy.charged_kwh += figures.charged_j / kJoulesPerKwh;
        energy.charges += figures.charges;
        energy.flat += figures.flat;
        energy.lowest_share = std::min(energy.lowest_share, figures.lowest_share);
        shares[f] += charging.share(r);
        for (std::size_t use = 0; use < kRobotUses; ++use) {
            const std::int64_t ticks = robot_results[i].ticks[use] - (warm_up_use.empty() ? 0 : warm_up_use[i][use]);
            all[f] += ticks;
            at_chargers[f] += use == static_cast<std::size_t>(RobotUse::Charging) ? ticks : 0;
        }
    }
    for (std::size_t f = 0; f < setup.fleets.size(); ++f) {
        EnergyResult& energy = out.fleets[first_fleet + f].energy;
        if (!energy.counted) continue;
        energy.mean_share = shares[f] / static_cast<double>(setup.fleets[f].count);
        energy.charging_share = all[f] > 0 ? static_cast<double>(at_chargers[f]) / static_cast<double>(all[f]) : 0;
    }
}

}  // namespace dray::engine
