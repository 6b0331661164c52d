// A lift between two levels: a vertical reciprocating conveyor.
//
// Units roll aboard one by one. The car leaves when it is full, or when nothing waits before it and its first unit has waited
// long enough; at the other level they roll off as far as there is room, and the car comes back empty.
#pragma once

#include "primitives/conveyance/carrier.hpp"

namespace dray::primitives {

class Lift final : public Carrier {
  public:
    /// Values within lift_table()'s ranges. As many units as one trip brings may stand at the far end.
    Lift(const LiftConfig& config, const Clock& clock, std::uint64_t seed);

    [[nodiscard]] std::size_t held() const override;
    /// Of this trip, or of the one from which it comes back.
    [[nodiscard]] double fill() const override;

  private:
    enum class Phase : std::uint8_t { Loads, Brings, Unloads, Returns };
    // Working: moves, or a unit rolls. Blocked: the next one cannot roll off. Starved: stands and waits for units.
    [[nodiscard]] StationState running_state(Step now) const override;
    [[nodiscard]] Step next_move() const override;
    void move(Step now) override;
    void stand_still(Step now) override;
    void go_on(Step now) override;
    [[nodiscard]] std::size_t counted_aboard() const override { return car_.size(); }
    [[nodiscard]] std::int64_t way_um(Step) const override { return 0; }
    bool step_on(Step now);
    bool load(Step now);
    bool unload(Step now);
    bool begin(Step steps, Step now);

    Step trip_, transfer_, wait_;
    Ring<Unit> car_;
    Phase phase_ = Phase::Loads;
    bool busy_ = false;  ///< moves, or a unit rolls
    bool rolls_off_ = false;
    Step ends_ = 0;          ///< of what it is busy with; while it stands still only the time that is left
    Step leaves_ = 0;        ///< with a unit aboard: when it has waited long enough
    std::size_t batch_ = 0;  ///< units of this trip
};

}  // namespace dray::primitives
