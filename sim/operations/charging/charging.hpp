// The batteries of one floor's robots and who stands at which charger.
//
// A robot whose charge falls below its class's limit takes no further job and goes to the nearest free charger, the emptiest
// first. Robots without a job use chargers that nobody needs. One that has charged enough leaves when work or an emptier robot
// waits for it. A battery that is empty stops its robot where it is, and people give it a full one.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/hash.hpp"
#include "base/time.hpp"
#include "floor/floor.hpp"
#include "motion/distances.hpp"
#include "operations/charging/battery.hpp"
#include "operations/fleet_control.hpp"
#include "operations/travel.hpp"

namespace dray::operations {

/// What became of one robot's battery since the start of the run.
struct BatteryFigures {
    double used_j = 0, charged_j = 0;
    double lowest_share = 1;   ///< of the capacity
    std::int64_t charges = 0;  ///< times that it was plugged in
    std::int64_t flat = 0;     ///< times that it was empty
};

/// Not for several threads at once. After construction nothing is allocated but up to the largest number of waiting robots.
class Charging {
  public:
    /// Nothing is ever charged.
    Charging() = default;
    /// `batteries` by RobotId. Floor and distances must outlive the object. Charges at the start are random between
    /// `leave_above` and full, from a stream per robot. On a floor without chargers batteries do not count.
    Charging(std::vector<BatteryConfig> batteries, const floor::Floor& floor, const motion::Distances& distances,
             const Clock& clock, std::uint64_t seed);

    /// Whether any robot of the floor has a battery that counts.
    [[nodiscard]] bool active() const { return active_; }

    /// Start of a planning tick: batteries run down by the work that bodies did, and fill at chargers.
    void tick(Step now, std::span<const RobotStatus> robots);
    /// Whether a robot has charge for a further job.
    [[nodiscard]] bool may_work(RobotId robot) const;
    /// Robot and charger.
    struct Way {
        RobotId robot;
        CellId charger;
    };
    /// Whether a robot at a charger has charge enough to leave for a job.
    [[nodiscard]] bool may_leave(RobotId robot) const;
    /// Which of the robots that have no job go to which charger; their chargers are kept for them from now on. A robot that was
    /// chosen is not asked about again before its charging ended or was given up.
    [[nodiscard]] std::span<const Way> choose(std::span<const RobotId> jobless, std::span<const RobotStatus> robots);
    /// So many jobs find no robot: the fullest of those that charge leave, if they have enough. `resting` tells by robot who
    /// takes no job and may stay.
    void call_back(std::size_t jobs, std::span<const std::uint8_t> resting);
    /// The robot stands at its charger.
    void plugged_in(RobotId robot);
    /// A robot that is on its way to a charger does not go there: the charger is free again.
    void give_up(RobotId robot);
    /// Robots whose charging has ended since the last call, ascending; their chargers are free.
    [[nodiscard]] std::span<const RobotId> take_ended();
    /// A load hangs on the robot now.
    void lifted(RobotId robot, double load_kg);
    /// Robots whose battery has become empty in the last tick, ascending. They stop.
    [[nodiscard]] std::span<const RobotId> flat() const { return flat_; }
    /// People have put a stopped robot back: an empty battery was exchanged for a full one.
    void cleared(RobotId robot);

    /// Charge over capacity; 1 without a battery.
    [[nodiscard]] double share(RobotId robot) const;
    /// Of a robot with a battery that counts.
    [[nodiscard]] const BatteryFigures& figures(RobotId robot) const { return figures_[robot.index()]; }
    [[nodiscard]] bool has_battery(RobotId robot) const { return active_ && batteries_[robot.index()].capacity_wh > 0; }
    /// A robot that must charge and has no charger yet.
    [[nodiscard]] bool waits_for_charger(RobotId robot) const;
    void add_to(StateHash& hash) const;

  private:
    enum class Place : std::uint8_t { Away, Bound, Plugged };
    static constexpr std::uint32_t kNoCharger = 0xffffffff;
    void use(std::size_t robot, double energy_j);
    void fill(std::size_t robot, double energy_j);
    void end(std::size_t robot);
    void make_room();
    void release_fullest(std::size_t count, std::span<const std::uint8_t> staying);

    bool active_ = false;
    std::vector<BatteryConfig> batteries_;  // by robot
    std::vector<double> charge_j_;          // by robot
    std::vector<Place> place_;              // by robot
    std::vector<std::uint32_t> charger_;    // by robot: index into the floor's chargers
    std::vector<std::uint8_t> operational_;
    std::vector<BatteryFigures> figures_;
    const floor::Floor* floor_ = nullptr;
    std::vector<RobotId> user_;  // by charger
    std::optional<Travel> travel_;
    Clock clock_;
    Step last_ = 0;
    std::size_t free_chargers_ = 0;
    std::vector<RobotId> ended_, told_, flat_;
    // Scratch memory of one call each.
    std::vector<std::pair<double, RobotId>> by_share_;
    std::vector<Way> ways_;
};

}  // namespace dray::operations
