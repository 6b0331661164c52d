// When robots break down and when they are cleared.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/random.hpp"
#include "operations/operations.hpp"

namespace dray::operations {

/// Faults of the scenario and random ones. Random breakdowns come after exponential running times (mean mtbf_h) and last
/// exponential times (mean mttr_s), both from a stream per robot, so that variants of a site share them. The running clock of a
/// robot stands still while it is broken. A robot broken by a collision or an empty battery is cleared after mttr_s.
class FaultClock {
  public:
    /// Throws InputError for faults of robots that do not exist.
    FaultClock(const FaultsConfig& config, std::size_t robots, const Clock& clock, std::uint64_t seed);

    /// Events up to `now`, in order of time, then robot, and at the end the batteries that are empty. Valid until the next call.
    [[nodiscard]] std::span<const FaultEvent> due(Step now, std::span<const RobotId> flat);
    void broke(RobotId robot, Step now, bool unforeseen);
    void cleared(RobotId robot, Step now);

  private:
    enum class Cause : std::uint8_t { Random, Scheduled, Brakes, Clear };
    struct Event {
        Step at = 0;
        std::uint32_t robot = 0;
        Cause cause = Cause::Random;
        std::uint32_t version = 0;  ///< of the robot's random clock or clearance; another one then: the event is void
        Step duration = 0;          ///< of a scheduled fault
    };
    struct RobotClock {
        Stream stream;
        Step next_random = 0;
        Step clear_at = 0;
        Step running_left = 0;  ///< while broken: time to the next random breakdown after it
        std::uint32_t random_version = 0, clear_version = 0;
        bool broken = false;
        bool draw_new = false;  ///< its random breakdown has happened: the next time is still to be drawn
    };

    [[nodiscard]] static bool later(const Event& a, const Event& b);
    void push(const Event& event);
    void arm(std::uint32_t robot, Step at);
    void clear_at(std::uint32_t robot, Step at);
    void carry_out(const Event& event);

    double mtbf_s_, mttr_s_;
    Clock clock_;
    std::vector<RobotClock> robots_;
    std::vector<Event> heap_;  ///< earliest first
    std::vector<FaultEvent> due_;
};

}  // namespace dray::operations
