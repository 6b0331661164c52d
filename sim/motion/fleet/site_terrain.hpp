// The floor of a simulated site: pods, lanes with permits, dead ends, closed cells, turns of several ticks, no rings.
//
// Prices are the travel times of Distances, so that a turn counts with all that it costs a drive. A robot ends its way at its
// goal, where it will dwell.
#pragma once

#include <array>
#include <vector>

#include "motion/distances.hpp"
#include "motion/fleet/dead_ends.hpp"
#include "motion/fleet/terrain.hpp"

namespace dray::motion {

class SiteTerrain final : public Terrain {
  public:
    /// `floor` and `distances` outlive it. Robots whose turns take more than seven ticks cannot be pushed to turn right round.
    SiteTerrain(const floor::Floor& floor, Distances& distances, std::size_t robots);

    [[nodiscard]] const Roads& roads() const override { return roads_; }
    [[nodiscard]] std::span<const Maneuvers> kinds() const override { return kinds_; }
    [[nodiscard]] bool rings_allowed() const override { return false; }
    void begin(const Snapshot& snapshot) override;
    [[nodiscard]] Start start(std::size_t robot) const override;
    [[nodiscard]] bool rests(std::size_t robot) const override;
    void judge(std::size_t robot, Options& options) const override;
    [[nodiscard]] std::optional<int> way_left(std::size_t robot) const override;
    [[nodiscard]] int difference(int price, int reference) const override { return price - reference; }
    [[nodiscard]] std::int64_t rank(std::size_t robot) const override;

  private:
    friend class SiteJourney;
    enum class Mood : std::uint8_t {
        Idle,    ///< nowhere to go: stays, and goes where it is pushed
        Kept,    ///< has somewhere to go but must not go on for now
        Active,  ///< under way to its goal
        First,   ///< under way out of where others may want in: before all others
        Evicted  ///< in a dead end that another one is to enter: gets out, before all others
    };
    struct Trip {
        WayField field;
        Place place = kNoPlace, goal = kNoPlace;
        LaneId permit;
        Units left = kNoUnits;
        std::int32_t priority = 0;
        std::int32_t boxed_ticks = 0;  ///< for how long it has been able to leave its pod's slot and has not
        std::uint8_t heading = 0, busy_ticks = 0;
        std::uint8_t kind = 0;  ///< index of its maneuvers
        bool loaded = false;
        Mood mood = Mood::Idle;
    };
    void assess(std::size_t robot, const RobotView& view);
    [[nodiscard]] Mood mood_of(RobotId robot, const RobotView& view) const;
    [[nodiscard]] bool may_enter(std::size_t robot, Place from, Place to) const;

    const floor::Floor* floor_;
    Distances* distances_;
    Roads roads_;
    std::vector<Maneuvers> kinds_;          // by ticks of a turn, from 1
    std::vector<std::uint8_t> access_;      // by place: kFreeEmpty, kFreeLoaded, kDeadEnd
    std::vector<std::uint8_t> trouble_;     // by place: how much a robot with nowhere to go would be in the way, in steps
    std::vector<Trip> trips_;               // by robot
    std::span<const std::uint8_t> closed_;  // by cell, during a tick
    std::vector<CellId> next_;              // by robot: where its way leads next, if it may go on
    DeadEndRights dead_ends_;
    std::vector<std::pair<CellId, bool>> goals_;
};

}  // namespace dray::motion
