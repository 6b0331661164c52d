#include "insight/lost_time.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/check.hpp"

namespace dray::insight {

const char* name_of(Cause cause) {
    switch (cause) {
        case Cause::Station:
            return "station";
        case Cause::Handling:
            return "handling";
        case Cause::Traffic:
            return "traffic";
        case Cause::Resting:
            return "resting";
        case Cause::Charger:
            return "charger";
        case Cause::Broken:
            return "broken";
        case Cause::Plan:
            return "plan";
        case Cause::Cycle:
            return "cycle";
        case Cause::Closure:
            return "closure";
        case Cause::Limit:
            return "limit";
    }
    return "";
}

LostTime::LostTime(const floor::Floor& floor, std::size_t robots)
    : floor_(&floor),
      block_columns_((floor.width() + kBlock - 1) / kBlock),
      root_(robots),
      mark_(robots, Mark::Open),
      ticks_(kCauses) {
    walk_.reserve(robots);
    const auto blocks = static_cast<std::size_t>(block_columns_ * ((floor.height() + kBlock - 1) / kBlock));
    const auto numbers = [&](Cause cause) {
        if (cause == Cause::Station || cause == Cause::Limit) return floor.lanes().size();
        if (cause == Cause::Broken) return robots;
        if (cause == Cause::Closure) return floor.zones().size() + 1;
        return cause == Cause::Charger || cause == Cause::Plan || cause == Cause::Cycle ? std::size_t{1} : blocks;
    };
    for (std::size_t c = 0; c < kCauses; ++c)
        ticks_[c].assign(numbers(static_cast<Cause>(c)), 0);
}

std::uint32_t LostTime::block_of(CellId cell) const {
    return static_cast<std::uint32_t>(floor_->row(cell) / kBlock * block_columns_ + floor_->column(cell) / kBlock);
}

void LostTime::book(std::span<const RobotMoment> moments) {
    DRAY_CHECK(moments.size() == root_.size(), "{} moments of {} robots", moments.size(), root_.size());
    std::fill(mark_.begin(), mark_.end(), Mark::Open);
    for (std::size_t robot = 0; robot < moments.size(); ++robot) {
        if (moments[robot].doing != Doing::Waits) continue;
        if (mark_[robot] == Mark::Open) resolve(moments, robot);
        const Root root = root_[robot];
        ++ticks_[static_cast<std::size_t>(root.cause)][root.number];
        ++waiting_ticks_;
    }
}

// Walks to the head of the chain, or to a robot whose root is known, and gives everybody on the way the root that it finds.
void LostTime::resolve(std::span<const RobotMoment> moments, std::size_t robot) {
    walk_.clear();
    Root root;
    for (std::size_t r = robot;;) {
        if (mark_[r] == Mark::Known) {
            root = root_[r];
            break;
        }
        if (mark_[r] == Mark::OnWalk) {
            root = {Cause::Cycle, 0};
            break;
        }
        const RobotMoment& moment = moments[r];
        if (moment.doing != Doing::Waits || !moment.behind.valid()) {
            root = head_root(moment, r);
            if (moment.doing == Doing::Waits) walk_.push_back(r);
            break;
        }
        mark_[r] = Mark::OnWalk;
        walk_.push_back(r);
        r = moment.behind.index();
        DRAY_CHECK(r < moments.size(), "robot {} waits for robot {} of {}", walk_.back(), r, moments.size());
    }
    for (const std::size_t r : walk_) {
        root_[r] = root;
        mark_[r] = Mark::Known;
    }
}

Root LostTime::head_root(const RobotMoment& head, std::size_t robot) const {
    switch (head.doing) {
        case Doing::Charges:
            return {Cause::Charger, 0};
        case Doing::Waits:
            if (head.zone != kNoZone) return {Cause::Closure, head.zone};
            if (head.for_charger) return {Cause::Charger, 0};
            if (head.limited && head.lane.valid()) return {Cause::Limit, head.lane.value};
            [[fallthrough]];
        case Doing::Served:
            return head.lane.valid() ? Root{Cause::Station, head.lane.value} : Root{Cause::Plan, 0};
        case Doing::Handles:
            return {Cause::Handling, block_of(head.cell)};
        case Doing::Drives:
            return {Cause::Traffic, block_of(head.cell)};
        case Doing::Rests:
            return {Cause::Resting, block_of(head.cell)};
        case Doing::IsBroken:
            return {Cause::Broken, static_cast<std::uint32_t>(robot)};
    }
    return {};
}

std::vector<Loss> LostTime::losses() const {
    std::vector<Loss> all;
    for (std::size_t c = 0; c < kCauses; ++c)
        for (std::size_t n = 0; n < ticks_[c].size(); ++n)
            if (ticks_[c][n] > 0) all.push_back({{static_cast<Cause>(c), static_cast<std::uint32_t>(n)}, ticks_[c][n]});
    std::stable_sort(all.begin(), all.end(), [](const Loss& a, const Loss& b) { return a.ticks > b.ticks; });
    return all;
}

std::string LostTime::where(const Root& root) const {
    switch (root.cause) {
        case Cause::Station:
        case Cause::Limit:
            return floor_->lane(LaneId(root.number)).name;
        case Cause::Broken:
            return fmt::format("robot {}", root.number);
        case Cause::Charger:
            return "all chargers";
        case Cause::Closure:
            return root.number < floor_->zones().size() ? "zone " + floor_->zones()[root.number].name : "marked out by people";
        case Cause::Plan:
        case Cause::Cycle:
            return "";
        default:
            break;
    }
    const int block = static_cast<int>(root.number);
    const int row = block / block_columns_ * kBlock + kBlock / 2, column = block % block_columns_ * kBlock + kBlock / 2;
    return fmt::format("near row {} column {}", std::min(row, floor_->height() - 1), std::min(column, floor_->width() - 1));
}

}  // namespace dray::insight
