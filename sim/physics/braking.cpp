#include "physics/braking.hpp"

#include <algorithm>
#include <cmath>

#include "base/check.hpp"

namespace dray::physics {

namespace {

constexpr double kNoise_mps = 1e-3;

CellId cell_under(const floor::Floor& floor, double x_m, double y_m) {
    const auto nearest = [&](double m, int count) {
        return std::clamp(static_cast<int>(std::lround(m / floor.cell_m())), 0, count - 1);
    };
    return floor.at(nearest(y_m, floor.height()), nearest(x_m, floor.width()));
}

}  // namespace

double overrun_m(const floor::Floor& floor, const DriveConfig& drive, double load_kg, const traffic::BodyView& body,
                 const traffic::Movement& movement, double step_s) {
    DRAY_CHECK(step_s > 0, "steps of {} s", step_s);
    // A body that backs up after it rolled too far moves against its heading; the noise of one that stands is no motion.
    const double way = body.speed_mps < -kNoise_mps ? -1 : 1;
    const double ux = way * std::cos(body.heading_rad), uy = way * std::sin(body.heading_rad);
    double x_m = body.x_m, y_m = body.y_m;
    for (double speed = way * body.speed_mps; speed > 0;) {
        speed -= braking_mps2(drive, load_kg, floor.grip(cell_under(floor, x_m, y_m))) * step_s;
        if (speed <= 0) break;
        x_m += ux * speed * step_s;
        y_m += uy * speed * step_s;
    }
    return (x_m - floor.x_m(movement.end)) * ux + (y_m - floor.y_m(movement.end)) * uy;
}

}  // namespace dray::physics
