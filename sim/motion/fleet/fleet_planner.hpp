// The fleet motion planner: each tick a joint plan of several ticks for all robots, of which the first tick is driven.
//
// Every tick: take over what is left of the last plan, judge each robot's options anew, let robots push their way to better ones
// in order of priority (chains.hpp), then vary the plan at random and keep what lowers the sum of the ways left, as in
// large neighbourhood search (Li et al., "Anytime multi-agent path finding via large neighborhood search", IJCAI 2021), for as
// long as the budget lasts. The plan is valid at any moment.
//
// Threads share the work by the floor: it is cut into strips, a group is those robots that cannot leave their strip within the
// window, and each group is one thread's at a time. The cuts move from round to round, so that every robot gets its turn. Who
// does what does not depend on how many threads there are.
#pragma once

#include <memory>
#include <vector>

#include "motion/fleet/chains.hpp"
#include "motion/fleet/terrain.hpp"
#include "motion/planner.hpp"

namespace dray::motion {

/// For benchmark instances.
struct FleetPlannerConfig {
    int window_ticks = 4;                 ///< 1 to 6
    std::size_t table_bytes = 512 << 20;  ///< that goal tables may hold
};

/// The longest window that so many robots can be planned for within a tenth of a second.
[[nodiscard]] FleetPlannerConfig fleet_planner_for(std::size_t robots);

class FleetPlanner final : public Planner {
  public:
    FleetPlanner(std::unique_ptr<Terrain> terrain, std::size_t robots);
    /// For benchmark instances, where an action takes one tick and rings are allowed. `roads` is taken over with its prices.
    FleetPlanner(Roads roads, const FleetPlannerConfig& config, std::size_t robots);
    void plan(const Snapshot& snapshot, std::span<Action> actions) override;

  private:
    struct Kept {
        Place place = kNoPlace;  ///< where the last plan takes the robot in its first tick
        std::uint8_t heading = 0, kind = 0;
        ManeuverId maneuver = 0;  ///< what is left of the last plan
        Place from = kNoPlace;    ///< where it was when that plan was made, and all of the plan
        std::uint8_t from_heading = 0;
        ManeuverId whole = 0;
    };

    /// How a robot gets on towards its goal.
    struct Progress {
        CellId goal;
        int price = 0;                ///< remainder of the price of its way when it was last looked at
        int nearer = 0, nearest = 0;  ///< prices by which it has come nearer, now and at best
        int stuck = 0;                ///< ticks since it was nearest
        bool urgent = false;          ///< was stuck for too long: goes before all others until it arrives
    };
    /// Strips of a floor; see cut_of.
    struct Cut {
        bool by_row;
        int strip, shift, groups;
    };

    void note_progress(std::size_t robot, CellId goal);
    void choose_urgent();
    void rank(const Snapshot& snapshot);
    void judge();
    void take_over();
    void put_back_plan();
    [[nodiscard]] bool keeps(std::size_t robot) const;
    void break_rings();
    void halt(std::size_t robot);
    void advance_all(const Budget& budget);
    void improve(const Budget& budget);
    [[nodiscard]] Cut cut_of(std::uint32_t round, bool whole) const;
    void regroup(const Cut& cut, bool leave_out_urgent);
    void give(std::span<Action> actions);

    template <class Work>
    void for_groups(const Work& work);

    std::unique_ptr<Terrain> terrain_;
    const Roads& roads_;
    Options options_;
    Formation formation_;
    std::size_t robots_;

    // By robot.
    std::vector<Start> start_;
    std::vector<Kept> kept_;
    std::vector<Progress> progress_;
    std::vector<std::uint16_t> group_;
    std::vector<std::uint32_t> mark_, settled_;

    std::vector<std::pair<std::int64_t, std::uint32_t>> stuck_;  // who waits for being urgent: longest stuck first
    std::size_t most_urgent_, urgent_ = 0;                       // how many robots may be urgent at once, and are
    std::vector<std::uint32_t> halting_;                         // robots whose rest of the last plan does not hold
    std::vector<std::uint8_t> halted_;                           // by robot
    std::vector<std::pair<std::int64_t, std::uint32_t>> order_;  // by priority: key and robot
    std::vector<std::uint32_t> members_;                         // robots by group, each group in order of priority
    std::vector<std::uint32_t> first_member_;                    // by group
    std::vector<Chains> chains_;                                 // by group
    std::uint32_t number_ = 0;                                   // chains so far
    std::uint64_t rounds_ = 0;                                   // of group work so far
};

}  // namespace dray::motion
