// A test bench: an open floor, a world on it and the movements of its robots.
#pragma once

#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

#include "floor/floor.hpp"
#include "physics/world.hpp"

namespace dray::physics {

inline floor::FloorPlan open_plan(int width, int height, double cell_m = 1.2) {
    floor::FloorPlan plan;
    plan.width = width;
    plan.height = height;
    plan.cell_m = cell_m;
    plan.kind.assign(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), floor::CellKind::Aisle);
    plan.exits.assign(plan.kind.size(), 0xF);
    return plan;
}

inline floor::Zone zone(int column, int columns, double speed_limit_mps, double grip, int rows = 1) {
    return {"zone", 0, column, rows, columns, speed_limit_mps, grip};
}

class Rig {
  public:
    Rig(floor::FloorPlan plan, std::size_t robots, PhysicsConfig config = {})
        : floor(std::move(plan)),
          world(floor, config, robots),
          movements(robots),
          step_s(1.0 / static_cast<double>(config.steps_per_second)) {}

    RobotId spawn(std::size_t robot, int row, int column, floor::Heading heading = floor::Heading::East,
                  const DriveConfig& drive = {}) {
        world.spawn(RobotId(robot), drive, floor.at(row, column), heading);
        return RobotId(robot);
    }
    void drive(RobotId robot, int row, int column, floor::Heading heading = floor::Heading::East) {
        movements[robot.index()] = {traffic::MovementKind::Drive, heading, floor.at(row, column)};
    }
    void turn(RobotId robot, floor::Heading heading) { movements[robot.index()] = {traffic::MovementKind::Turn, heading}; }
    void hold(RobotId robot) { movements[robot.index()] = {}; }

    void step(int count = 1) {
        for (int i = 0; i < count; ++i)
            world.step(movements);
    }
    /// Steps until every robot is at rest, at least one step; the number of steps, or `most` when they never are.
    int run_to_rest(int most = 20000) {
        for (int i = 1; i < most; ++i) {
            world.step(movements);
            bool rest = true;
            for (const traffic::BodyView& body : world.bodies())
                rest = rest && body.at_rest;
            if (rest) return i;
        }
        return most;
    }
    /// Steps while `goes_on()`, at most `most` steps; whether it ended by itself.
    template <class Condition>
    bool step_while(Condition&& goes_on, int most = 20000) {
        for (int i = 0; i < most; ++i) {
            if (!goes_on()) return true;
            world.step(movements);
        }
        return false;
    }
    [[nodiscard]] const traffic::BodyView& body(RobotId robot) const { return world.bodies()[robot.index()]; }

    floor::Floor floor;
    World world;
    std::vector<traffic::Movement> movements;
    double step_s;
};

}  // namespace dray::physics
