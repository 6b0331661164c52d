// How long robots take from cell to cell, against what each would take if it were alone on the floor.
//
// A passage is one stay of a robot's centre in a cell, from the border over which it came to the border over which it left. It
// belongs to the edge by which it left: a cell and a heading. Its real time are the ticks at whose end the robot was in the cell.
// Its free-flow time is the width of the cell at the robot's top speed, or at the floor's speed limit in that cell; for a turn
// between coming and leaving also the quarter turns themselves and what braking before and starting after them lose against
// driving through, v / (2 a) each. Of that loss, what does not fit into the half cell before or after the turn belongs to the
// passage before or after it. What a passage took beyond its free-flow time is lost: standing in a queue, driving behind slower
// ones, stopping and starting again because of others. Limits that people set during the run are not free flow: what they cost
// counts as lost.
//
// A stay in which the robot was served, handled a load, charged, rested or was broken is no passage, nor is one that did not
// begin at a border; its ticks are told apart. Where a robot stops for such a stay, or starts from it, the passage before and the
// one after lose the rest of v / (2 a) that does not fit into half a cell, with nobody in the way. Ticks are whole, so that the
// real time of one passage is known to a tick; the mean of many is exact.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/id.hpp"
#include "floor/floor.hpp"
#include "insight/lost_time.hpp"

namespace dray::insight {

/// A class of robot, as free flow needs it. All above 0.
struct DriveTimes {
    double speed_mps = 1;                 ///< top speed
    double acceleration_empty_mps2 = 1;   ///< of starting and of braking, without a load
    double acceleration_loaded_mps2 = 1;  ///< with the largest load; in between in proportion to the load
    double payload_kg = 1;                ///< that load
    double quarter_turn_s = 1;            ///< from rest to rest
};

/// Free-flow time of a passage, seconds, and what of its turn belongs to the passages before and after it.
struct FreeFlow {
    double own_s = 0, before_s = 0, after_s = 0;
    [[nodiscard]] double all_s() const { return own_s + before_s + after_s; }
};

/// Sums over the passages of one edge, whole run.
struct EdgeBook {
    std::uint32_t passages = 0;
    std::uint32_t real_ticks = 0;
    std::uint64_t free_us = 0;  ///< free-flow time, microseconds
};

/// One floor. Not for several threads at once; observe() allocates nothing.
class EdgeTimes {
  public:
    /// `class_of` names the class of each robot.
    EdgeTimes(const floor::Floor& floor, std::vector<DriveTimes> classes, std::vector<std::size_t> class_of);

    /// The end of a tick; one moment a robot, by RobotId.
    void observe(std::span<const RobotMoment> moments);

    [[nodiscard]] const EdgeBook& edge(CellId cell, floor::Heading heading) const {
        return edges_[4 * cell.index() + static_cast<std::size_t>(heading)];
    }
    /// Of one passage with 0 to 2 quarter turns in the cell.
    [[nodiscard]] FreeFlow free_flow(std::size_t class_number, double load_kg, CellId cell, int quarter_turns) const;

    // Every tick of every robot is in exactly one of these three.
    [[nodiscard]] std::int64_t passage_ticks() const { return passage_ticks_; }  ///< of all passages; so the sum over edges
    [[nodiscard]] std::int64_t other_ticks() const { return other_ticks_; }      ///< of stays that were no passage
    [[nodiscard]] std::int64_t open_ticks() const;                               ///< of stays that go on

  private:
    static constexpr std::uint8_t kFromNowhere = 4;
    static constexpr std::uint32_t kNoEdge = 0xffffffffu;
    struct Stay {
        CellId cell;
        std::uint32_t ticks = 0;
        std::uint32_t before = kNoEdge;  // edge of the passage before it
        std::uint32_t start_us = 0;      // of starting after a turn in the cell before it
        float load_kg = 0;
        std::uint8_t came = kFromNowhere;  // heading
        bool other = false;                // something else than driving and waiting
    };
    void leave(std::size_t robot, Stay& stay, CellId now);
    void book(std::size_t robot, Stay& stay, std::uint8_t heading);

    const floor::Floor* floor_;
    std::vector<DriveTimes> classes_;
    std::vector<std::size_t> class_of_;
    std::vector<std::uint32_t> straight_us_;  // by class, where there is no speed limit
    std::vector<Stay> stays_;
    std::vector<EdgeBook> edges_;
    std::int64_t passage_ticks_ = 0, other_ticks_ = 0;
};

}  // namespace dray::insight
