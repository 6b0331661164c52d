// The floor as a driver reads it: grip, speed limits and the stretches of a straight run.
#include <algorithm>
#include <cmath>
#include <limits>

#include "base/check.hpp"
#include "physics/approach.hpp"
#include "physics/driver.hpp"

namespace dray::physics {

namespace {

// The braking law lands exactly where a stretch ends, often in a step that is faster than the exit by what one more step of
// braking takes. On the border itself the grip beyond would already count and might not give that, so a stretch ends before it:
// further than positions as floats are off, and so little that nobody notices.
constexpr double kBeforeBorder_m = 1e-3;

}  // namespace

Road::Road(const floor::Floor& floor, double step_s) : floor_(floor), step_s_(step_s) {
    for (std::size_t i = 0; i < floor.cell_count() && plain_floor_; ++i) {
        plain_floor_ = floor.grip(CellId(i)) <= 0 && floor.speed_limit_mps(CellId(i)) <= 0;
    }
    plain_ = plain_floor_;
}

void Road::limit_speeds(std::span<const float> by_cell) {
    DRAY_CHECK(by_cell.empty() || by_cell.size() == floor_.cell_count(), "{} speed limits for {} cells", by_cell.size(),
               floor_.cell_count());
    limits_.assign(by_cell.begin(), by_cell.end());
    plain_ = plain_floor_ && limits_.empty();
}

CellId Road::cell_at(double x_m, double y_m) const {
    const auto nearest = [&](double m, int count) {
        return static_cast<int>(std::lround(std::clamp(m / floor_.cell_m(), 0.0, static_cast<double>(count - 1))));
    };
    return floor_.at(nearest(y_m, floor_.height()), nearest(x_m, floor_.width()));
}

double Road::grip_at(const Limits& limits, double x_m, double y_m) const {
    return plain_ ? limits.grip : grip_of(limits, cell_at(x_m, y_m));
}

double Road::grip_of(const Limits& limits, CellId cell) const {
    const double grip = floor_.grip(cell);
    return grip > 0 ? grip : limits.grip;
}

double Road::limit_of(const Limits& limits, CellId cell) const {
    const double limit = floor_.speed_limit_mps(cell);
    double least = limit > 0 ? std::min(limit, limits.top_speed_mps) : limits.top_speed_mps;
    if (!limits_.empty() && limits_[cell.index()] > 0) least = std::min(least, static_cast<double>(limits_[cell.index()]));
    return least;
}

double Road::braking_of(const Limits& limits, CellId cell) const {
    return std::min(limits.acceleration_mps2, kGripShare * grip_of(limits, cell) * kGravity_mps2);
}

void Road::find_stretch(const Limits& limits, const traffic::Movement& movement, const Pose& pose, Stretch& stretch) const {
    const bool horizontal = floor::column_step(movement.heading) != 0;
    const int sign = floor::column_step(movement.heading) + floor::row_step(movement.heading);
    const CellId here = cell_at(pose.x_m, pose.y_m);
    const double cell_m = floor_.cell_m();
    // Cells are counted along the heading.
    const int first = sign * (horizontal ? floor_.column(here) : floor_.row(here));
    const int last = sign * (horizontal ? floor_.column(movement.end) : floor_.row(movement.end));

    stretch.end = movement.end;
    stretch.heading = movement.heading;
    stretch.target_m = last * cell_m;
    stretch.to_m = stretch.target_m;
    stretch.exit_mps = 0;
    if (plain_ || last <= first) {
        stretch.from_m = plain_ ? std::numeric_limits<double>::lowest() : (first - 0.5) * cell_m;
        stretch.braking_mps2 = braking_of(limits, here);
        stretch.limit_mps = limit_of(limits, here);
        return;
    }

    // The cells of the run lie on the line through its end.
    const auto cell_of = [&](int i) {
        return horizontal ? floor_.at(floor_.row(movement.end), sign * i) : floor_.at(sign * i, floor_.column(movement.end));
    };
    stretch.braking_mps2 = braking_of(limits, movement.end);
    stretch.limit_mps = limit_of(limits, movement.end);
    int i = last;
    for (; i > first; --i) {
        const CellId before = cell_of(i - 1);
        const double braking = braking_of(limits, before);
        const double limit = limit_of(limits, before);
        if (braking == stretch.braking_mps2 && limit == stretch.limit_mps) continue;
        // Another kind of cell begins before cell i: the speed allowed at its border closes the stretch before.
        const double border_m = (i - 0.5) * cell_m;
        const double allowed = approach_speed(stretch.to_m - border_m, stretch.exit_mps, stretch.braking_mps2, step_s_);
        stretch.exit_mps = std::min(allowed, stretch.limit_mps);
        stretch.to_m = border_m - kBeforeBorder_m;
        stretch.braking_mps2 = braking;
        stretch.limit_mps = limit;
    }
    stretch.from_m = (first - 0.5) * cell_m;
}

}  // namespace dray::physics
