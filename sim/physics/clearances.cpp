// What a drive, a floor and Box2D must agree on before a run, and the settings of the rigid-body engine.
#include <algorithm>
#include <cmath>
#include <numbers>

#include "physics/world.hpp"

namespace dray::physics {

namespace {

constexpr double kCellMargin_m = 0.15;  // of a cell beyond the footprint
constexpr double kTurnMargin_m = 0.10;  // between what turns and its neighbours
constexpr double kLargestMove_m = 2;    // Box2D cuts longer moves per step
constexpr double kLargestTurn_rad = std::numbers::pi / 2;

// Figures in messages: millimetres are enough, needed sizes are rounded up to them.
std::string metres(double m) {
    return fmt::format("{:.3f} m", m);
}
double needed(double m) {
    return std::ceil(m * 1000 - 1e-6) / 1000;
}

}  // namespace

const config::Table& physics_table() {
    using config::Grade;
    static const config::Table table =
        config::Describe<PhysicsConfig>("physics", "The rigid-body engine.")
            .integer("steps_per_second", &PhysicsConfig::steps_per_second, {10, 240}, "1/s",
                     "Physics steps per simulated second.", {"a drive moves at most 0.1 m between two steps", Grade::Choice})
            .integer("velocity_iterations", &PhysicsConfig::velocity_iterations, {1, 50}, "",
                     "Rounds of the contact solver per step for velocities.", {"Box2D manual suggests 8", Grade::Choice})
            .integer("position_iterations", &PhysicsConfig::position_iterations, {1, 50}, "",
                     "Rounds of the contact solver per step for overlap.", {"Box2D manual suggests 3", Grade::Choice})
            .build();
    return table;
}

void check_clearances(const DriveConfig& drive, double load_half_width_m, const floor::Floor& floor, const PhysicsConfig& physics,
                      const config::Document& document, const std::string& drive_path, config::Diagnostics& faults) {
    const auto report = [&](const char* field, const std::string& message) {
        const std::string path = *field == '\0' ? drive_path : drive_path + "." + field;
        faults.push_back(config::fault_at(document.place_of(path), path + ": " + message));
    };
    const auto steps = static_cast<double>(physics.steps_per_second);
    if (!(drive.top_speed_mps / steps <= kLargestMove_m)) {
        report("top_speed_mps", fmt::format("{} m/s moves {} in a step of 1/{} s, more than the {} m that the physics can take; "
                                            "at most {} m/s, or more physics.steps_per_second",
                                            drive.top_speed_mps, metres(drive.top_speed_mps / steps), physics.steps_per_second,
                                            kLargestMove_m, kLargestMove_m * steps));
    }
    if (!(drive.turn_rate_radps / steps <= kLargestTurn_rad)) {
        report("turn_rate_radps",
               fmt::format("{} rad/s turns {:.3f} rad in a step of 1/{} s, more than the quarter turn that the "
                           "physics can take; at most {:.3f} rad/s, or more physics.steps_per_second",
                           drive.turn_rate_radps, drive.turn_rate_radps / steps, physics.steps_per_second,
                           kLargestTurn_rad * steps));
    }

    const double half = std::max(drive.half_width_m, load_half_width_m);
    const bool load_is_wider = load_half_width_m > drive.half_width_m;
    const std::string what = fmt::format("a {} of half width {}", load_is_wider ? "load" : "drive", metres(half));
    const double straight = needed(2 * half + kCellMargin_m);
    if (!(floor.cell_m() >= straight - 1e-9)) {
        report(load_is_wider ? "" : "half_width_m",
               fmt::format("{} makes a footprint of {}, which with {} m to spare needs cells of at least {}; floor.cell_m "
                           "is {}",
                           what, metres(2 * half), kCellMargin_m, metres(straight), floor.cell_m()));
    }

    // The load keeps its orientation on the turntable: only the body sweeps, and the worst neighbour turns its corner, too, or
    // shows the side of its load.
    const double sweep = drive.half_width_m * std::numbers::sqrt2;
    const double turning = needed(sweep + std::max(sweep, half) + kTurnMargin_m);
    if (!(floor.cell_m() >= turning - 1e-9)) {
        report("half_width_m",
               fmt::format(
                   "a drive of half width {} m sweeps {} around its centre when it turns; to stay {} m clear of a neighbour that "
                   "turns or carries a load it needs cells of at least {}; floor.cell_m is {}",
                   drive.half_width_m, metres(sweep), kTurnMargin_m, metres(turning), floor.cell_m()));
    }
}

}  // namespace dray::physics
