// Lifelong priority inheritance with backtracking for robots that turn in place.
//
// After Okumura, Machida, Defago, Tamura, "Priority inheritance with backtracking for iterative multi-agent path finding",
// Artificial Intelligence 2022. What differs:
// - A robot whose next cell lies in another heading turns first and keeps its cell; whoever pushed it waits for it, and for the
//   robots it pushes in turn, instead of trying elsewhere. What a robot turns for is remembered, so that it does not dither.
// - Nobody enters the cell of a robot that (directly or through others) pushes it, so that there is no swap and no ring: a
//   chain of pushes ends in a free cell. A later chain cannot close a ring either, since nobody enters an undecided robot's
//   cell unless that robot is part of the same chain.
// - A robot that nobody pushes waits rather than drive a detour that costs more than a short wait.
#pragma once

#include <array>
#include <vector>

#include "motion/distances.hpp"
#include "motion/planner.hpp"

namespace dray::motion {

class Pibt final : public Planner {
  public:
    Pibt(const floor::Floor& floor, Distances& distances, std::size_t robots);
    void plan(const Snapshot& snapshot, std::span<Action> actions) override;

  private:
    enum class Outcome : std::uint8_t {
        None,
        Pending,   ///< waits for the answer of a robot it pushed
        Moves,     ///< leaves its cell in this tick
        Prepares,  ///< keeps its cell in this tick but is about to leave it
        Stays,     ///< cannot leave its cell
    };
    enum class Mood : std::uint8_t {
        Idle,    ///< nowhere to go, or not able to go on for now: stays, and goes where it is pushed
        Active,  ///< under way to its goal
        Leaving  ///< in a dead end that it, or somebody else, needs free: first of all
    };
    struct Candidate {
        Cost key = 0;  ///< less is better
        CellId cell;
        floor::Heading heading = floor::Heading::East;
        std::uint8_t turns = 0;
    };
    struct Frame {
        RobotId robot;
        std::uint8_t count = 0, at = 0;
        bool pushed = false;
        Outcome answer = Outcome::None;
        std::array<Candidate, 4> list;
    };
    /// What is kept of a robot from tick to tick.
    struct Memory {
        CellId goal;
        CellId leaving_for;  ///< the cell it turns for or waits for
        Tick leaving_until = -1;
        Tick since = 0;          ///< when it last had no way to go
        Cost nearest = 0;        ///< shortest time to this goal so far
        std::int32_t stuck = 0;  ///< ticks without coming nearer, those in which it was fixed apart
    };
    struct Rank {
        std::uint64_t first = 0, second = 0;
        RobotId robot;
    };
    struct Reservation {
        RobotId robot;
        Tick at = -100;
    };

    // pibt.cpp: the tick
    void begin(const Snapshot& snapshot, std::span<Action> actions);
    void assess(RobotId robot);
    void rank();
    void finish();

    // pibt_push.cpp: chains of pushes
    void resolve(RobotId root);
    void open(RobotId robot, bool pushed);
    Outcome advance(Frame& frame);
    Outcome attempt(Frame& frame, const Candidate& candidate);
    Outcome take(const Frame& frame, const Candidate& candidate);
    Outcome prepare(const Frame& frame, const Candidate& candidate);
    Outcome stay(const Frame& frame);
    bool enters_dead_end(const Frame& frame, const Candidate& candidate);
    [[nodiscard]] bool about_to_leave(RobotId robot) const;
    void decide(RobotId robot, Action action, CellId target);
    void claim(CellId cell, RobotId robot);

    // pibt_choice.cpp: what a robot would like to do
    void list_candidates(Frame& frame) const;
    [[nodiscard]] Cost key(const RobotView& robot, RobotId id, CellId cell, floor::Heading heading) const;
    [[nodiscard]] Cost crowding(CellId cell, floor::Heading heading) const;
    [[nodiscard]] Cost patience(RobotId robot) const;

    [[nodiscard]] bool decided(RobotId robot) const { return target_[robot.index()].valid(); }
    [[nodiscard]] const ActionCosts& costs(const RobotView& robot) const { return costs_[robot.loaded ? 1 : 0]; }
    [[nodiscard]] bool reserved_by_other(int dead_end, RobotId robot) const;

    const floor::Floor* floor_;
    Distances* distances_;
    std::array<ActionCosts, 2> costs_;
    const Snapshot* snapshot_ = nullptr;  // during a call
    std::span<Action> actions_;

    // By robot.
    std::vector<Memory> memory_;
    std::vector<std::array<Cost, 4>> via_;
    std::vector<Cost> to_go_;  // least of via_
    std::vector<Mood> mood_;
    std::vector<CellId> target_;  // where it ends this tick; invalid: undecided
    std::vector<std::uint8_t> on_chain_;
    // By cell.
    std::vector<RobotId> occupant_, claim_;
    std::vector<std::int8_t> outward_;  // heading that leads out of a dead end, -1 elsewhere
    // By dead end.
    std::vector<Reservation> reservation_;
    std::vector<RobotId> inside_;

    std::vector<CellId> claimed_;
    std::vector<Rank> order_;
    std::vector<Frame> frames_;
    std::size_t depth_ = 0;
    std::vector<std::pair<CellId, bool>> goals_;
};

}  // namespace dray::motion
