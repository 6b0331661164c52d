// The floor of a benchmark instance: every robot may stand everywhere, an action takes one tick, rings are allowed.
#pragma once

#include <vector>

#include "motion/fleet/goal_tables.hpp"
#include "motion/fleet/live_guidance.hpp"
#include "motion/fleet/terrain.hpp"

namespace dray::motion {

class OpenTerrain final : public Terrain {
  public:
    /// `roads` is taken over with its prices. `table_bytes`: what goal tables may hold.
    OpenTerrain(Roads roads, int window_ticks, std::size_t table_bytes, std::size_t robots);

    [[nodiscard]] const Roads& roads() const override { return roads_; }
    [[nodiscard]] std::span<const Maneuvers> kinds() const override { return {&maneuvers_, 1}; }
    [[nodiscard]] bool rings_allowed() const override { return true; }
    void begin(const Snapshot& snapshot) override;
    [[nodiscard]] Start start(std::size_t robot) const override;
    [[nodiscard]] bool rests(std::size_t) const override { return false; }
    void judge(std::size_t robot, Options& options) const override;
    [[nodiscard]] std::optional<int> way_left(std::size_t robot) const override;
    [[nodiscard]] int difference(int price, int reference) const override { return GoalTable::difference(price, reference); }
    [[nodiscard]] std::int64_t rank(std::size_t robot) const override;

    /// On a floor with so many places, robots under way at once beyond which more of them only add to the jam.
    [[nodiscard]] static std::size_t most_active(std::size_t places, std::size_t robots);

  private:
    void hold_back();
    struct Trip {
        Place place = kNoPlace, goal = kNoPlace, next_goal = kNoPlace;
        std::int32_t priority = 0;
        std::uint8_t heading = 0, busy_ticks = 0;
    };

    Roads roads_;
    Maneuvers maneuvers_;
    GoalTables tables_;
    LiveGuidance live_;
    std::vector<Trip> trips_;  // by robot
    std::vector<Place> wanted_;
    std::vector<std::pair<int, std::uint32_t>> under_way_;  // steps to go, less for having waited, and robot
    std::vector<int> held_ticks_;                           // by robot, since it last went
};

}  // namespace dray::motion
