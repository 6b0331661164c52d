// A fleet that does what a planner says, with a referee who sees every tick.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "base/random.hpp"
#include "floor/floor.hpp"
#include "motion/distances.hpp"
#include "motion/planner.hpp"
#include "motion/validity.hpp"

namespace dray::test {

class Fleet {
  public:
    Fleet(const floor::Floor& floor, motion::ActionCosts costs, std::size_t robots, std::size_t budget_bytes = 50'000'000);

    void put(std::size_t robot, CellId cell, floor::Heading heading, CellId goal = {}, bool loaded = false);
    /// Robots on random distinct cells (with a pod: on cells where a pod may be), with that share of pods.
    void scatter(Stream& random, double loaded_share);
    /// A random cell that no robot has as its goal and that the robot may stand on.
    [[nodiscard]] CellId random_goal(Stream& random, std::size_t robot) const;
    /// Plans one tick, has it judged, and carries it out. False when it is illegal; `fault` says why.
    bool tick();
    [[nodiscard]] bool arrived(std::size_t robot) const {
        return robots[robot].cell == robots[robot].goal && ready_at[robot] <= now;
    }

    const floor::Floor* floor;
    motion::ActionCosts costs;
    motion::Distances distances;
    std::unique_ptr<motion::Planner> planner;
    motion::Referee referee;
    std::vector<motion::RobotView> robots;
    std::vector<motion::Action> actions;
    std::vector<Tick> ready_at;   ///< by robot: when it is no longer turning
    std::vector<int> turn_ticks;  ///< by robot: of its class; at first those of `costs`
    std::vector<std::uint8_t> closed, frozen;
    std::uint64_t closed_version = 0;
    std::int64_t iterations = 0;  ///< of improvement a tick
    Tick now = 0;
    std::string fault;
};

}  // namespace dray::test
