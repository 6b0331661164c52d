#include "insight/flow/edge_times.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/check.hpp"

namespace dray::insight {

namespace {

constexpr std::uint8_t kNoHeading = 4;

std::uint32_t microseconds(double seconds) {
    return static_cast<std::uint32_t>(std::llround(1e6 * seconds));
}

// The heading from one cell to another of the same row or column, and how many cells that is.
std::pair<std::uint8_t, int> way(const floor::Floor& floor, CellId from, CellId to) {
    const int down = floor.row(to) - floor.row(from), right = floor.column(to) - floor.column(from);
    if (down != 0 && right != 0) return {kNoHeading, 0};
    const floor::Heading heading = right > 0   ? floor::Heading::East
                                   : right < 0 ? floor::Heading::West
                                   : down > 0  ? floor::Heading::South
                                               : floor::Heading::North;
    return {static_cast<std::uint8_t>(heading), std::abs(down + right)};
}

}  // namespace

EdgeTimes::EdgeTimes(const floor::Floor& floor, std::vector<DriveTimes> classes, std::vector<std::size_t> class_of)
    : floor_(&floor),
      classes_(std::move(classes)),
      class_of_(std::move(class_of)),
      stays_(class_of_.size()),
      edges_(4 * floor.cell_count()) {
    for (const DriveTimes& drive : classes_) {
        DRAY_CHECK(drive.speed_mps > 0 && drive.acceleration_empty_mps2 > 0 && drive.acceleration_loaded_mps2 > 0,
                   "a class of {} m/s, {} and {} m/s2", drive.speed_mps, drive.acceleration_empty_mps2,
                   drive.acceleration_loaded_mps2);
        straight_us_.push_back(microseconds(floor.cell_m() / drive.speed_mps));
    }
}

FreeFlow EdgeTimes::free_flow(std::size_t class_number, double load_kg, CellId cell, int quarter_turns) const {
    const DriveTimes& drive = classes_[class_number];
    const double limit = floor_->speed_limit_mps(cell), speed = limit > 0 ? std::min(limit, drive.speed_mps) : drive.speed_mps;
    FreeFlow out{.own_s = floor_->cell_m() / speed};
    if (quarter_turns == 0) return out;
    const double loaded = std::clamp(load_kg / drive.payload_kg, 0.0, 1.0);
    const double acceleration =
        drive.acceleration_empty_mps2 + loaded * (drive.acceleration_loaded_mps2 - drive.acceleration_empty_mps2);
    // Braking from top speed covers v^2 / (2 a): in half a cell it ends from a lower speed, and has begun before.
    const double half_m = floor_->cell_m() / 2, loss_s = speed / (2 * acceleration);
    const bool fits = speed * speed / (2 * acceleration) <= half_m;
    const double own_loss_s = fits ? loss_s : std::sqrt(2 * half_m / acceleration) - half_m / speed;
    out.own_s += quarter_turns * drive.quarter_turn_s + 2 * own_loss_s;
    out.before_s = out.after_s = loss_s - own_loss_s;
    return out;
}

void EdgeTimes::observe(std::span<const RobotMoment> moments) {
    DRAY_CHECK(moments.size() == stays_.size(), "{} moments of {} robots", moments.size(), stays_.size());
    for (std::size_t i = 0; i < moments.size(); ++i) {
        const RobotMoment& moment = moments[i];
        Stay& stay = stays_[i];
        if (moment.cell != stay.cell) leave(i, stay, moment.cell);
        ++stay.ticks;
        stay.other |= moment.doing != Doing::Drives && moment.doing != Doing::Waits;
        stay.load_kg = std::max(stay.load_kg, moment.load_kg);
    }
}

// A robot may cross two borders in a tick that is longer than it needs for a cell: the cell between them took it none.
void EdgeTimes::leave(std::size_t robot, Stay& stay, CellId now) {
    constexpr int kMostCells = 2;
    const auto [heading, cells] = stay.cell.valid() ? way(*floor_, stay.cell, now) : std::pair{kFromNowhere, 0};
    const bool drove = heading != kFromNowhere && cells <= kMostCells;
    if (drove && stay.came != kFromNowhere && !stay.other) {
        book(robot, stay, heading);
    } else {
        other_ticks_ += stay.ticks;
        stay.before = kNoEdge;
        stay.start_us = 0;
    }
    if (drove && cells == kMostCells) {
        stay.cell =
            floor_->at((floor_->row(stay.cell) + floor_->row(now)) / 2, (floor_->column(stay.cell) + floor_->column(now)) / 2);
        stay.ticks = 0;
        stay.came = heading;
        book(robot, stay, heading);
    }
    stay = {.cell = now,
            .ticks = 0,
            .before = stay.before,
            .start_us = stay.start_us,
            .load_kg = 0,
            .came = drove ? heading : kFromNowhere,
            .other = false};
}

// Leaves in the stay what the next one needs to know of it.
void EdgeTimes::book(std::size_t robot, Stay& stay, std::uint8_t heading) {
    const int turns = floor::quarter_turns(static_cast<floor::Heading>(stay.came), static_cast<floor::Heading>(heading));
    const auto number = static_cast<std::uint32_t>(4 * stay.cell.index() + heading);
    EdgeBook& edge = edges_[number];
    ++edge.passages;
    edge.real_ticks += stay.ticks;
    edge.free_us += stay.start_us;
    stay.start_us = 0;
    if (turns == 0 && floor_->speed_limit_mps(stay.cell) <= 0) {
        edge.free_us += straight_us_[class_of_[robot]];
    } else {
        const FreeFlow free = free_flow(class_of_[robot], stay.load_kg, stay.cell, turns);
        edge.free_us += microseconds(free.own_s);
        if (stay.before != kNoEdge) edges_[stay.before].free_us += microseconds(free.before_s);
        stay.start_us = microseconds(free.after_s);
    }
    stay.before = number;
    passage_ticks_ += stay.ticks;
}

std::int64_t EdgeTimes::open_ticks() const {
    std::int64_t ticks = 0;
    for (const Stay& stay : stays_)
        ticks += stay.ticks;
    return ticks;
}

}  // namespace dray::insight
