// An accumulating conveyor: zero pressure, one speed, a pitch between the fronts of units.
//
// Its entry serves like a machine that takes pitch over speed for each unit; then follows a way. A unit that reaches the end and
// is not taken stands, and those behind it close up to their pitch and stand too; all move on at once when the first one leaves.
// When units stand from end to end the line is full.
#pragma once

#include "primitives/conveyance/carrier.hpp"

namespace dray::primitives {

class Conveyor final : public Carrier {
  public:
    /// Values within conveyor_table()'s ranges. `feed_units`: places before the line and behind it, at least 1; where units come
    /// and are taken only now and then, as many as pass in between.
    Conveyor(const ConveyorConfig& config, std::size_t feed_units, const Clock& clock, std::uint64_t seed);

    [[nodiscard]] std::size_t places() const { return line_.capacity(); }
    [[nodiscard]] std::size_t held() const override;

  private:
    // Working: a unit comes on to the line. Blocked: the next one must wait for room. Starved: none comes.
    [[nodiscard]] StationState running_state(Step now) const override;
    [[nodiscard]] Step next_move() const override;
    void move(Step now) override;
    void stand_still(Step now) override;
    void go_on(Step now) override;
    [[nodiscard]] std::size_t counted_aboard() const override { return line_.size(); }
    [[nodiscard]] std::int64_t way_um(Step now) const override;
    [[nodiscard]] Step step_at(std::int64_t way) const;
    [[nodiscard]] std::int64_t exit_um() const;
    [[nodiscard]] std::int64_t entry_um() const;

    std::int64_t length_um_, pitch_um_, step_um_;  ///< the last: travelled in each step
    Ring<Unit> line_;                              ///< the first to leave in front; `at_um`: when it came on to the line
    // All in the way that the line has run so far.
    std::int64_t last_entry_um_, last_exit_um_;
    std::int64_t room_um_ = 0;          ///< units have closed up by then, so that one more has room
    Step moved_ = 0, moves_since_ = 0;  ///< steps before it last stood still, and since when it moves
};

}  // namespace dray::primitives
