// What robots of one floor did, tick by tick, as a joint plan of the League of Robot Runners: one action a robot and step.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "floor/floor.hpp"
#include "motion/lorr/pose.hpp"

namespace dray::report {

/// A robot at the end of a tick: where its body is, as far as it has driven, and its oldest errand.
struct PlanVizView {
    motion::lorr::Pose pose;
    std::uint32_t errand = 0;  ///< its number, new with each errand of the robot
    CellId goal;               ///< of the errand; invalid: it has none
};

/// Steps are ticks: what a robot has done in a tick is the action of that step, and what does not fit in there follows in the
/// next. Robots enter a cell in the order in which the bodies did, never before the step in which the one before them leaves, so
/// that no step has two robots in a cell or a swap. Errands are tasks with one stop, finished when the robot comes to it.
class PlanVizPaths {
  public:
    struct Task {
        int revealed = 0;  ///< step
        CellId cell;
    };
    struct Event {
        int step = 0;  ///< after so many steps it is done
        std::size_t robot = 0, task = 0;
    };
    struct Hold {
        int step = 0;  ///< from this action on, counted from 1
        std::size_t task = 0;
    };

    /// `views` at the start, with which a plan can begin. `floor` outlives it.
    PlanVizPaths(const floor::Floor& floor, std::span<const PlanVizView> views);

    /// What robots look like a tick later. False when one of them did not drive there (it was pushed, or put back on another
    /// cell): then nothing is taken.
    [[nodiscard]] bool add(std::span<const PlanVizView> views);

    [[nodiscard]] int steps() const { return steps_; }
    [[nodiscard]] const std::vector<motion::lorr::Pose>& starts() const { return starts_; }
    /// The actions of a robot as letters F, R, C and W, one a step.
    [[nodiscard]] std::string actions(std::size_t robot) const;
    [[nodiscard]] const std::vector<Task>& tasks() const { return tasks_; }
    [[nodiscard]] const std::vector<Event>& events() const { return events_; }
    [[nodiscard]] const std::vector<Hold>& holds(std::size_t robot) const { return robots_[robot].holds; }

  private:
    struct Robot {
        motion::lorr::Pose pose;
        std::string actions;  // up to its last one that is no wait
        int free_from = 0;    // first step whose action is open
        std::uint32_t errand = 0;
        bool has_task = false, arrived = false;
        std::vector<Hold> holds;
        std::uint64_t moved_in = 0;  // number of the call that has moved it
    };
    static constexpr std::uint32_t kNobody = 0xffffffffu;

    /// Whether no robot drives over another: nobody ends in a cell that one passes, and no two change places.
    [[nodiscard]] bool passable(std::size_t robot, std::span<const PlanVizView> views) const;
    [[nodiscard]] bool way(const motion::lorr::Pose& from, const motion::lorr::Pose& to, std::string& actions) const;
    void move(std::size_t robot, std::span<const PlanVizView> views);
    void act(std::size_t robot, char action);
    void note_arrival(std::size_t robot, int step);
    void take_errand(std::size_t robot, const PlanVizView& view);

    const floor::Floor* floor_;
    std::vector<motion::lorr::Pose> starts_;
    std::vector<Robot> robots_;
    std::vector<std::string> ways_;          // of this call, by robot
    std::vector<std::uint32_t> robot_in_;    // by cell
    std::vector<int> left_in_;               // by cell: step in which it was left last
    std::vector<std::uint64_t> claimed_in_;  // by cell: number of the call that has found a robot there
    std::vector<Task> tasks_;
    std::vector<Event> events_;
    int ticks_ = 0, steps_ = 0;
    std::uint64_t calls_ = 0;
};

/// Whether all robots stand in cells of their own that are no walls: a joint plan can begin so.
[[nodiscard]] bool can_begin(const floor::Floor& floor, std::span<const PlanVizView> views);

}  // namespace dray::report
