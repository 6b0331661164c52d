#include "motion/lorr/leg_meter.hpp"

#include <algorithm>

namespace dray::motion::lorr {

LegMeter::LegMeter(const Run& run) : run_(&run), roads_(run.instance().floor), legs_(run.instance().robot_count()) {}

void LegMeter::observe() {
    const int now = run_->steps_done();
    for (std::size_t r = 0; r < legs_.size(); ++r) {
        Leg& leg = legs_[r];
        if (leg.goal.valid() && leg.goal == run_->poses()[r].cell) {
            shortest_ += std::max(1, leg.shortest);
            driven_ += now - leg.since;
            leg.goal = CellId();
        }
        const CellId goal = run_->tasks().goal(RobotId(r));
        if (goal == leg.goal) continue;
        leg.goal = goal;
        leg.since = now;
        if (goal.valid()) begun_.push_back(static_cast<std::uint32_t>(r));
    }
    begin_legs();
}

// Searches for eight goals at a time; legs are sorted by goal, since many lead to the same.
void LegMeter::begin_legs() {
    std::sort(begun_.begin(), begun_.end(), [this](std::uint32_t a, std::uint32_t b) {
        return legs_[a].goal != legs_[b].goal ? legs_[a].goal < legs_[b].goal : a < b;
    });
    for (std::size_t first = 0; first < begun_.size();) {
        std::array<Place, kSweepLanes> goals{};
        std::size_t lanes = 0, end = first;
        for (; end < begun_.size(); ++end) {
            const Place goal = roads_.place(legs_[begun_[end]].goal);
            if (lanes > 0 && goals[lanes - 1] == goal) continue;
            if (lanes == kSweepLanes) break;
            goals[lanes++] = goal;
        }
        sweep_.run(roads_, std::span(goals).first(lanes));
        std::size_t lane = 0;
        for (; first < end; ++first) {
            Leg& leg = legs_[begun_[first]];
            while (goals[lane] != roads_.place(leg.goal))
                ++lane;
            const Pose& pose = run_->poses()[begun_[first]];
            leg.shortest = sweep_.price(roads_.place(pose.cell), static_cast<std::uint32_t>(pose.heading), lane);
        }
    }
    begun_.clear();
}

double LegMeter::efficiency() const {
    return driven_ == 0 ? 1 : static_cast<double>(shortest_) / static_cast<double>(driven_);
}

}  // namespace dray::motion::lorr
