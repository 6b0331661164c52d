// What the time that robots stand waiting is lost to.
//
// A robot that waits stands behind another one, which may wait itself. Followed to its head, the chain ends at what all of them
// wait for: a station that serves, a robot that lifts, drives, rests or is broken, a place in a lane, or nothing but the plan.
// Each waiting robot's tick is booked to that root alone, so that the books balance.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "floor/floor.hpp"

namespace dray::insight {

/// No zone of the floor. The floor's number of zones names one that people marked out while the site ran.
inline constexpr std::uint32_t kNoZone = 0xffffffffu;

/// What a robot does in a tick.
enum class Doing : std::uint8_t {
    Waits,     ///< has something to do and stands
    Served,    ///< at a station
    Handles,   ///< lifts a pod or sets it down
    Charges,   ///< at a charger
    Drives,    ///< rolls or turns
    Rests,     ///< has nothing to do
    IsBroken,  ///< or off the floor
};

/// One robot in one tick.
struct RobotMoment {
    Doing doing = Doing::Rests;
    RobotId behind;  ///< Waits: the robot whose cell it waits for; invalid: none
    LaneId lane;     ///< Served: where; Waits: the station at which it has no place yet or in whose queue it is; else invalid
    bool for_charger = false;                      ///< Waits: it must charge, and no charger is free
    std::uint32_t zone = kNoZone;                  ///< Waits: the zone that is closed and lies in its way
    CellId cell;                                   ///< where it is
    bool limited = false;                          ///< Waits: that station must load nobody, since enough robots are under way
    float load_kg = 0;                             ///< Drives: what it carries
    floor::Heading facing = floor::Heading::East;  ///< Waits: which way it looks
};

/// Kinds of roots; what `number` of a root means stands with each.
enum class Cause : std::uint8_t {
    Station,   ///< a station serves, or has no place free: its lane
    Handling,  ///< a robot lifts a pod or sets it down: the block of cells
    Traffic,   ///< a robot drives on before the others: the block of cells
    Resting,   ///< a robot with nothing to do is in the way: the block of cells
    Charger,   ///< a robot charges, or no charger is free: 0
    Broken,    ///< a broken robot: the robot
    Plan,      ///< nothing is in the way, but the plan does not go on yet: 0
    Cycle,     ///< robots wait for each other: 0
    Closure,   ///< a zone is closed or has people in it: its number on the floor, or the number of zones
    Limit,     ///< a station could load a robot and must not, since enough are under way (rule limit_robots): its lane
};
inline constexpr std::size_t kCauses = 10;
/// "station", "handling", ... as reports say it.
[[nodiscard]] const char* name_of(Cause cause);

struct Root {
    Cause cause = Cause::Plan;
    std::uint32_t number = 0;
    friend bool operator==(const Root&, const Root&) = default;
};

/// Robot ticks lost to one root.
struct Loss {
    Root root;
    std::int64_t ticks = 0;
};

/// Books every tick of a floor's robots. Not for several threads at once. A tick allocates nothing.
class LostTime {
  public:
    LostTime(const floor::Floor& floor, std::size_t robots);

    /// Books one tick; one moment a robot, by RobotId. `behind` names a robot of the same floor.
    void book(std::span<const RobotMoment> moments);

    /// What a robot waited for in the last tick that was booked; meaningless for one that did not wait.
    [[nodiscard]] Root root_of(RobotId robot) const { return root_[robot.index()]; }
    [[nodiscard]] std::int64_t waiting_ticks() const { return waiting_ticks_; }
    /// All roots that something was lost to, the largest loss first; equal ones in order of cause and number. They add up to
    /// waiting_ticks().
    [[nodiscard]] std::vector<Loss> losses() const;
    /// "pick-3", "near row 12 column 28", "robot 7": for people.
    [[nodiscard]] std::string where(const Root& root) const;

    /// Edge of the blocks in which places on the floor are told, in cells.
    static constexpr int kBlock = 8;

  private:
    enum class Mark : std::uint8_t { Open, OnWalk, Known };
    void resolve(std::span<const RobotMoment> moments, std::size_t robot);
    [[nodiscard]] Root head_root(const RobotMoment& head, std::size_t robot) const;
    [[nodiscard]] std::uint32_t block_of(CellId cell) const;

    const floor::Floor* floor_;
    int block_columns_;
    std::vector<Root> root_;  // by robot
    std::vector<Mark> mark_;  // by robot, within a tick
    std::vector<std::size_t> walk_;
    std::vector<std::vector<std::int64_t>> ticks_;  // by cause and number
    std::int64_t waiting_ticks_ = 0;
};

}  // namespace dray::insight
