// Every action of a run in two bits each.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "motion/planner.hpp"

namespace dray::motion::lorr {

/// Grows by a quarter of a byte per robot and step: 13 MB for 10,000 robots and 5,000 steps.
class PathRecord {
  public:
    explicit PathRecord(std::size_t robots) : robots_(robots) {}

    /// Appends a step; one action per robot.
    void add(std::span<const Action> actions);
    /// Appends a step in which all robots wait because the planner was late.
    void add_late();

    [[nodiscard]] std::size_t robot_count() const { return robots_; }
    [[nodiscard]] std::size_t step_count() const { return steps_.size(); }
    [[nodiscard]] Action action(std::size_t step, RobotId robot) const {
        const std::vector<std::uint8_t>& packed = steps_[step];
        if (packed.empty()) return Action::Wait;
        return static_cast<Action>(packed[robot.index() / 4] >> (robot.index() % 4 * 2) & 3);
    }
    [[nodiscard]] bool late(std::size_t step) const { return steps_[step].empty(); }

  private:
    std::size_t robots_;
    std::vector<std::vector<std::uint8_t>> steps_;  // four robots a byte; empty: a late step
};

}  // namespace dray::motion::lorr
