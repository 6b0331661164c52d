// What carries load units from one area to the next, with one interface for conveyors and lifts.
//
// A unit comes when there is room before the carrier, goes aboard, reaches the far end, and stands there until it is taken. What
// is not taken holds up those behind it, until the carrier is full and has no more room.
//
//   carrier.advance(now);
//   if (carrier.room() > 0) carrier.put(parcel, now);
//   if (carrier.ready()) parcel = carrier.take(now);
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/hash.hpp"
#include "base/time.hpp"
#include "primitives/conveyance/ring.hpp"
#include "primitives/conveyance/stops.hpp"
#include "primitives/parcel.hpp"
#include "primitives/state_times.hpp"

namespace dray::primitives {

/// Counts since the start of the run. Every unit that came waits before the carrier, is aboard, stands at the far end, or was
/// delivered.
struct CarrierFigures {
    std::int64_t arrived = 0;
    std::int64_t boarded = 0;
    std::int64_t carried = 0;  ///< reached the far end
    std::int64_t delivered = 0;
    std::int64_t trips = 0;  ///< of a lift, with load
    Step wait = 0;           ///< from coming to going aboard, of all that have
    Step way = 0;            ///< from coming to the far end, of all that have reached it
};

/// Deterministic; equal seeds and units give equal results, whenever advance() is called. Not for several threads at once.
/// advance(), put() and take() allocate nothing, except for a note of each stop.
class Carrier {
  public:
    virtual ~Carrier() = default;
    Carrier(const Carrier&) = delete;
    Carrier& operator=(const Carrier&) = delete;

    /// Lets everything happen that ends until `now`. Time never goes back.
    void advance(Step now);
    [[nodiscard]] std::size_t room() const { return before_.capacity() - before_.size(); }
    void put(const Parcel& parcel, Step now);  ///< needs room; `now` is the time advanced to
    [[nodiscard]] bool ready() const { return !after_.empty(); }
    Parcel take(Step now);  ///< the unit that has stood longest at the far end; needs one, at the time advanced to

    [[nodiscard]] const CarrierFigures& figures() const { return figures_; }
    [[nodiscard]] std::size_t before() const { return before_.size(); }
    [[nodiscard]] std::int64_t aboard() const { return figures_.boarded - figures_.carried; }
    /// Units at the far end that nobody has taken, also those aboard that stand behind them for that reason.
    [[nodiscard]] virtual std::size_t held() const { return after_.size(); }
    /// All that came and has not been delivered.
    [[nodiscard]] std::int64_t inside() const { return figures_.arrived - figures_.delivered; }
    /// Share of its capacity that it uses while it works.
    [[nodiscard]] virtual double fill() const { return 1; }
    [[nodiscard]] const std::vector<Standstill>& stops() const { return stops_.all(); }
    [[nodiscard]] StationState state() const { return times_.state; }
    /// Time in a state; over all states exactly `now`, the time advanced to.
    [[nodiscard]] Step time_in(StationState state, Step now) const { return times_.in(state, now); }

    void check() const;  ///< nothing is lost; throws BugError
    virtual void add_to(StateHash& hash) const;

  protected:
    struct Unit {
        Parcel parcel;
        Step came = 0;
        std::int64_t at_um = 0;  ///< of a conveyor: its way when the unit came, later when it went aboard
    };
    static constexpr Step kNever = Step{1} << 50;

    /// Places before the carrier, and behind it.
    Carrier(std::size_t before, std::size_t after, const StopsConfig& stops, const Clock& clock, std::uint64_t seed);

    [[nodiscard]] virtual Step next_move() const = 0;  ///< when something happens by itself while it runs
    virtual void move(Step now) = 0;                   ///< lets everything happen that is possible
    virtual void stand_still(Step now) = 0;
    virtual void go_on(Step now) = 0;
    [[nodiscard]] virtual StationState running_state(Step now) const = 0;
    [[nodiscard]] virtual std::size_t counted_aboard() const = 0;
    [[nodiscard]] virtual std::int64_t way_um(Step now) const = 0;  ///< that a conveyor has run; 0 of others
    [[nodiscard]] bool down() const { return stops_.down(); }
    [[nodiscard]] Step now() const { return now_; }
    void count_trip() { ++figures_.trips; }
    void board(const Unit& unit, Step now);   ///< has gone aboard
    void arrive(const Unit& unit, Step now);  ///< comes to the far end; needs a place there

    Ring<Unit> before_, after_;

  private:
    void settle(Step now);

    Stops stops_;
    StateTimes times_;
    Step now_ = 0;
    CarrierFigures figures_;
    StateHash trail_;
};

}  // namespace dray::primitives
