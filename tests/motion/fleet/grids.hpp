// Floors of plain cells, and a fleet on one that drives what the fleet planner says and judges every step by the rules alone.
#pragma once

#include <string>
#include <vector>

#include "base/random.hpp"
#include "motion/fleet/fleet_planner.hpp"

namespace dray::test {

/// `.` is a cell, everything else a wall; all headings everywhere.
[[nodiscard]] floor::Floor grid(const std::vector<std::string>& rows);
/// With so large a share of walls; the cells that are left need not hang together.
[[nodiscard]] floor::Floor random_grid(Stream& random, int width, int height, double walls);

/// Robots with goals drawn from a stream; a robot that reaches its goal gets another.
class Drivers {
  public:
    Drivers(const floor::Floor& floor, std::size_t robots, const motion::FleetPlannerConfig& config, Stream random);
    /// Plans and drives one step. Says what was against the rules, or nothing.
    std::string step(std::int64_t iterations);
    [[nodiscard]] std::int64_t arrivals() const { return arrivals_; }
    [[nodiscard]] const std::vector<motion::RobotView>& robots() const { return robots_; }
    [[nodiscard]] std::vector<motion::RobotView>& robots() { return robots_; }

  private:
    void new_goal(std::size_t robot);

    const floor::Floor* floor_;
    Stream random_;
    std::vector<CellId> cells_;
    std::vector<motion::RobotView> robots_;
    std::vector<motion::Action> actions_;
    motion::FleetPlanner planner_;
    std::int64_t arrivals_ = 0;
    Tick now_ = 0;
};

}  // namespace dray::test
