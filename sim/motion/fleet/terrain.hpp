// What a floor is to the fleet planner: where each robot may go, and how far its goal is from there.
//
// There are two: benchmark instances, where any robot may stand anywhere and goals are many (open_terrain.hpp), and simulated
// sites with pods, lanes, dead ends and closed cells (site_terrain.hpp).
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "motion/fleet/options.hpp"
#include "motion/planner.hpp"

namespace dray::motion {

/// Changed by `begin` alone; between two calls of it any number of threads may ask.
class Terrain {
  public:
    virtual ~Terrain() = default;
    [[nodiscard]] virtual const Roads& roads() const = 0;
    /// The lists of maneuvers; the number of a robot's list is its `Start::kind`.
    [[nodiscard]] virtual std::span<const Maneuvers> kinds() const = 0;
    [[nodiscard]] virtual bool rings_allowed() const = 0;

    /// Takes up what a tick brings. The snapshot's robots stay unchanged until the next call.
    virtual void begin(const Snapshot& snapshot) = 0;
    [[nodiscard]] virtual Start start(std::size_t robot) const = 0;
    /// Whether the robot has nothing to do, so that staying is its best option and costs 0.
    [[nodiscard]] virtual bool rests(std::size_t robot) const = 0;
    /// Lists the robot's options.
    virtual void judge(std::size_t robot, Options& options) const = 0;

    /// Price of a robot's way to its goal; nothing where it is there, has none, knows no way, or may not go on for now. Only
    /// `difference` gives meaning to it.
    [[nodiscard]] virtual std::optional<int> way_left(std::size_t robot) const = 0;
    /// By how much one such price exceeds another of the same goal, a few ticks apart.
    [[nodiscard]] virtual int difference(int price, int reference) const = 0;
    /// Order of priority: the least goes first.
    [[nodiscard]] virtual std::int64_t rank(std::size_t robot) const = 0;
};

}  // namespace dray::motion
