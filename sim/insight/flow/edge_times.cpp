#include "insight/flow/edge_times.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/check.hpp"

namespace dray::insight {

namespace {

constexpr std::uint8_t kNoHeading = 4;

double free_s(const DriveTimes& drive, double speed_mps, double cell_m, int quarter_turns) {
    const double driving_s = cell_m / speed_mps;
    return quarter_turns == 0 ? driving_s
                              : driving_s + quarter_turns * drive.quarter_turn_s + speed_mps / drive.acceleration_mps2;
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
        DRAY_CHECK(drive.speed_mps > 0 && drive.acceleration_mps2 > 0, "a class of {} m/s and {} m/s2", drive.speed_mps,
                   drive.acceleration_mps2);
        auto& times = free_us_.emplace_back();
        for (int turns = 0; turns < 3; ++turns)
            times[static_cast<std::size_t>(turns)] =
                static_cast<std::uint32_t>(std::llround(1e6 * free_s(drive, drive.speed_mps, floor.cell_m(), turns)));
    }
}

double EdgeTimes::free_flow_s(std::size_t class_number, bool loaded, CellId cell, int quarter_turns) const {
    const DriveTimes& drive = classes_[2 * class_number + (loaded ? 1 : 0)];
    const double limit = floor_->speed_limit_mps(cell);
    return free_s(drive, limit > 0 ? std::min(limit, drive.speed_mps) : drive.speed_mps, floor_->cell_m(), quarter_turns);
}

void EdgeTimes::observe(std::span<const RobotMoment> moments) {
    DRAY_CHECK(moments.size() == stays_.size(), "{} moments of {} robots", moments.size(), stays_.size());
    for (std::size_t i = 0; i < moments.size(); ++i) {
        const RobotMoment& moment = moments[i];
        Stay& stay = stays_[i];
        if (moment.cell != stay.cell) leave(i, stay, moment.cell);
        ++stay.ticks;
        stay.other |= moment.doing != Doing::Drives && moment.doing != Doing::Waits;
        stay.loaded |= moment.loaded;
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
    }
    if (drove && cells == kMostCells) {
        const CellId between =
            floor_->at((floor_->row(stay.cell) + floor_->row(now)) / 2, (floor_->column(stay.cell) + floor_->column(now)) / 2);
        book(robot, {.cell = between, .ticks = 0, .came = heading, .other = false, .loaded = stay.loaded}, heading);
    }
    stay = {.cell = now, .ticks = 0, .came = drove ? heading : kFromNowhere, .other = false, .loaded = false};
}

void EdgeTimes::book(std::size_t robot, const Stay& stay, std::uint8_t heading) {
    const int turns = floor::quarter_turns(static_cast<floor::Heading>(stay.came), static_cast<floor::Heading>(heading));
    EdgeBook& edge = edges_[4 * stay.cell.index() + heading];
    ++edge.passages;
    edge.real_ticks += stay.ticks;
    edge.free_us +=
        floor_->speed_limit_mps(stay.cell) > 0
            ? static_cast<std::uint64_t>(std::llround(1e6 * free_flow_s(class_of_[robot], stay.loaded, stay.cell, turns)))
            : free_us_[2 * class_of_[robot] + (stay.loaded ? 1 : 0)][static_cast<std::size_t>(turns)];
    passage_ticks_ += stay.ticks;
}

std::int64_t EdgeTimes::open_ticks() const {
    std::int64_t ticks = 0;
    for (const Stay& stay : stays_)
        ticks += stay.ticks;
    return ticks;
}

}  // namespace dray::insight
