// The jams of a floor at one moment: robots that wait behind each other, up to what holds up the first of them.
//
// Every waiting robot is linked to the robot whose cell it waits for. Where the plan names none, because it does not go on for
// the robot at all, that is the robot that waits in the cell straight before it, if any. Links lead to a head: a robot that does
// not wait, or one that waits for nobody. Where they close a ring, its robot of the lowest number is the head. All robots whose
// links lead to one head are a tree. Trees with heads in the lane of one station, in its queue or served there, are one tree: its
// head is the station's service cell.
//
// Waiting where waiting is meant is no jam: robots in the lane of the station that they wait for do not count, nor does a head
// that stands on a slot, a charger or a buffer cell until a station or a charger has a place for it. Those behind them do count,
// so a queue that spills out of its lane onto the ways is a jam, with the station as its cause. A tree of kLeastRobots robots
// that count or more is a jam.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/id.hpp"
#include "floor/floor.hpp"
#include "insight/lost_time.hpp"

namespace dray::insight {

/// One jam at one moment.
struct JamMoment {
    Root root;                     ///< what its head waits for, or is
    CellId head;                   ///< the head's cell; the service cell with a station's lane
    std::uint32_t first = 0;       ///< of JamFinder::members()
    std::uint32_t robots = 0;      ///< that count
    std::uint32_t chain = 0;       ///< robots of the longest chain, those in the lane among them, the head only when it waits
    std::uint32_t spill_back = 0;  ///< cells along a chain from the head to its farthest robot
};

/// One floor. Not for several threads at once; find() allocates nothing.
class JamFinder {
  public:
    static constexpr std::uint32_t kLeastRobots = 3;

    JamFinder(const floor::Floor& floor, std::size_t robots);

    /// One moment a robot, by RobotId, which `lost` has booked last.
    void find(std::span<const RobotMoment> moments, const LostTime& lost);

    /// In order of their lowest robot.
    [[nodiscard]] std::span<const JamMoment> jams() const { return jams_; }
    /// Robots that count, ascending.
    [[nodiscard]] std::span<const RobotId> members(const JamMoment& jam) const {
        return std::span(members_).subspan(jam.first, jam.robots);
    }

  private:
    enum class Mark : std::uint8_t { Open, OnWalk, Known };
    struct Waiter {
        std::uint32_t next = 0;  // robot
        std::uint32_t head = 0;  // robot, or the number of robots and the lane
        std::uint32_t chain = 0, spill_back = 0;
        Root root;  // of the head
        CellId head_cell;
        Mark mark = Mark::Open;
        bool counts = false;
    };
    static constexpr std::uint32_t kNobody = 0xffffffffu;
    static constexpr std::uint32_t kNoJam = 0xffffffffu;

    void link(std::span<const RobotMoment> moments);
    void resolve(std::span<const RobotMoment> moments, const LostTime& lost, std::uint32_t robot);
    void close_ring(std::uint32_t robot);
    void begin_chain(std::span<const RobotMoment> moments, const LostTime& lost, std::uint32_t robot);
    void gather(std::span<const RobotMoment> moments);
    [[nodiscard]] std::uint32_t distance(CellId a, CellId b) const;

    const floor::Floor* floor_;
    std::vector<std::uint32_t> robot_in_;  // by cell: a robot that waits there; kNobody
    std::vector<Waiter> waiters_;          // by robot
    std::vector<std::uint32_t> waiting_;   // robots, ascending
    std::vector<std::uint32_t> walk_;
    std::vector<std::uint32_t> tree_of_;  // by head: number in trees_
    std::vector<JamMoment> trees_, jams_;
    std::vector<std::uint32_t> jam_of_tree_;
    std::vector<RobotId> members_;
};

}  // namespace dray::insight
