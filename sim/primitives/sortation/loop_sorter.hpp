// A conveyor loop sorter: carriers on an endless belt that parcels are put on at inducts and leave at chutes of their route.
//
// Places lie one pitch apart beside the belt, and whenever the belt has moved by a pitch every carrier stands at the next place.
// Only then something happens to carriers, and only at places with a station, so that the work grows with the stations and not
// with the carriers; which carrier stands where is an offset into a ring.
//
// A parcel waits at an induct, is laid ready there, and merges on to an empty carrier that no other induct has booked
// (loop_merge.cpp). A scanner reads it, or does not. At the first chute of its route with room it leaves the carrier; what is not
// read, or finds no room, goes round, and after too many laps the reject chute at the end of the loop takes it.
//
//   sorter.advance(now);
//   sorter.put(parcel, now);
#pragma once

#include <cstdint>
#include <deque>
#include <span>
#include <vector>

#include "base/hash.hpp"
#include "base/random.hpp"
#include "base/time.hpp"
#include "primitives/parcel.hpp"
#include "primitives/sortation/chute_field.hpp"
#include "primitives/sortation/loop.hpp"
#include "primitives/state_times.hpp"

namespace dray::primitives {

/// Counts since the start of the run. Every parcel that came waits before the loop, is at an induct, on the belt, sorted or
/// rejected.
struct LoopFigures {
    std::int64_t arrived = 0;
    std::int64_t merged = 0;                                ///< put on a carrier
    std::int64_t sorted = 0;                                ///< left into a chute
    std::int64_t missorted = 0;                             ///< of them, into a chute of another route than their own
    std::int64_t rejected_unread = 0;                       ///< went into the reject chute, and no scanner had read them
    std::int64_t rejected_full = 0;                         ///< went there because no chute of their route took them
    std::int64_t reads = 0, no_reads = 0, wrong_reads = 0;  ///< passes of a parcel at a scanner; without result; with another's
    std::int64_t laps = 0;            ///< full rounds of all parcels: passes of the induct at which each was put on
    std::int64_t recirculated = 0;    ///< parcels that went round at least once
    std::int64_t refusals = 0;        ///< passes of a parcel at a chute of its route without room
    std::int64_t shifts = 0;          ///< pitches that the belt has moved by
    std::int64_t taken_shifts = 0;    ///< carriers with a parcel, summed over them
    std::int64_t stops = 0;           ///< of the belt
    std::vector<double> sort_time_s;  ///< from arrival to the chute, in order of leaving the belt
    std::vector<double> wait_s;       ///< from being given to the loop to a carrier, in order of merging
};

/// What passed a scanner: carriers beyond the last induct of a zone.
struct ZoneFlow {
    std::int64_t fresh = 0;  ///< with a parcel on its first round
    std::int64_t again = 0;  ///< with one that goes round
    std::int64_t empty = 0;
};

/// Deterministic; equal seeds and parcels give equal results, whenever advance() is called. Not for several threads at once.
class LoopSorter {
  public:
    /// Values within the tables' ranges and without loop_misfit(). `route_shares`: of all parcels, one for each route. `linked`:
    /// cages come from elsewhere, see ChuteField.
    LoopSorter(const LoopConfig& config, std::span<const double> route_shares, bool linked, const Clock& clock,
               std::uint64_t seed);

    /// Lets everything happen that ends until `now`. Time never goes back.
    void advance(Step now);
    /// Parcels for which the inducts' queues have room.
    [[nodiscard]] std::size_t room() const;
    /// A parcel is given at the time advanced to, of one of the routes; without room it waits before the loop. `came`: when it
    /// came to the area, which may have kept it.
    void put(const Parcel& parcel, Step now);

    [[nodiscard]] ChuteField& chutes() { return chutes_; }
    [[nodiscard]] const ChuteField& chutes() const { return chutes_; }
    [[nodiscard]] const LoopFigures& figures() const { return figures_; }
    [[nodiscard]] const LoopLayout& layout() const { return layout_; }
    [[nodiscard]] std::span<const ZoneFlow> flows() const { return flows_; }  ///< by zone
    [[nodiscard]] std::size_t before() const { return before_.size(); }
    /// Parcels that were given for a route and have left neither into a chute nor as rejects.
    [[nodiscard]] std::int64_t inside(RouteId route) const { return inside_[route.index()]; }
    [[nodiscard]] std::size_t at_inducts() const;  ///< in their queues and on them
    [[nodiscard]] std::size_t queued(std::size_t induct) const { return inducts_[induct].queue.size(); }
    [[nodiscard]] std::int64_t merged_at(std::size_t induct) const { return inducts_[induct].merged; }
    [[nodiscard]] std::int64_t on_belt() const { return aboard_; }
    [[nodiscard]] std::int64_t going_round() const { return going_round_; }  ///< of them, past their own induct again

    /// Working: lays a parcel ready. Blocked: has one ready, and no carrier comes for it. Starved: has none.
    [[nodiscard]] StationState induct_state(std::size_t induct) const { return inducts_[induct].state; }
    /// Working: moves with parcels. Blocked: every carrier is taken. Starved: all are empty. Down: stands still.
    [[nodiscard]] StationState belt_state() const { return belt_times_.state; }
    /// Time in a state; over all states exactly `now`, the time advanced to.
    [[nodiscard]] Step induct_time(std::size_t i, StationState state, Step now) const { return inducts_[i].in(state, now); }
    [[nodiscard]] Step belt_time(StationState state, Step now) const { return belt_times_.in(state, now); }

    void check(bool full) const;  ///< nothing is lost; `full` recounts the carriers. Throws BugError
    void add_to(StateHash& hash) const;

  private:
    struct Unit {
        Parcel parcel;
        Step put = 0;              ///< when it was given to the loop
        std::uint64_t number = 0;  ///< of its arrival: numbers its random streams
        RouteId given_for;         ///< its route then; a scanner may take it for another one
    };
    struct Carrier {
        Unit unit;
        bool taken = false;    ///< a parcel lies on it
        bool known = false;    ///< and has been read
        bool leaving = false;  ///< and slides into a chute
        std::uint32_t induct = 0;
        std::int32_t booked = -1;           ///< empty, and kept for this induct; -1: for whoever is ready
        std::int32_t laps = 0, passes = 0;  ///< full rounds; passes at scanners
    };
    struct Induct : StateTimes {
        std::deque<Unit> queue;
        Unit unit;
        bool busy = false, ready = false;  ///< has a parcel in hand; it is laid ready
        Step begun = 0;                    ///< to lay it ready
        Step ends = 0;                     ///< of that; while down only the time that is left
        int down = 0;                      ///< outages now
        std::int64_t merged = 0;
        std::vector<std::uint32_t> booked;  ///< carriers on their way that are kept for it, the nearest first
    };
    struct Leaving {
        Step ends = 0;
        std::uint32_t carrier = 0, chute = 0;
    };
    /// The begin or end of an outage.
    struct Change {
        Step at = 0;
        std::size_t outage = 0;
        bool begins = false;
    };

    void plan_outages();
    [[nodiscard]] Step next_event() const;
    [[nodiscard]] Step next_shift() const;
    void change(Step now);
    void stop_belt(Step now, int by);
    void shift(Step now);
    void pass_chutes(Step now);
    void pass_reject(Step now);
    void pass_scanners();
    void read(Carrier& carrier);
    // loop_merge.cpp
    void pass_inducts(Step now);
    void pass_induct(std::uint32_t induct, Step now);
    [[nodiscard]] bool needs(const Induct& induct, std::size_t carriers) const;
    [[nodiscard]] Step way(std::uint32_t carrier, std::uint32_t induct) const;
    [[nodiscard]] Step ready_by(std::uint32_t induct, Step now) const;
    void book(std::uint32_t first, std::uint32_t end, Step now);
    void release(std::uint32_t carrier);
    [[nodiscard]] bool comes_too_soon(std::uint32_t carrier, std::uint32_t induct, Step now) const;
    [[nodiscard]] bool open_to(std::uint32_t induct, Step now);
    void merge(std::uint32_t induct, Carrier& carrier, Step now);
    void leave_belt(Step now);
    void lay_ready(Step now);
    void settle_states(Step now);
    void empty(Carrier& carrier);
    [[nodiscard]] Carrier& at_place(std::int64_t place);
    [[nodiscard]] std::uint32_t carrier_at(std::int64_t place) const;

    LoopConfig config_;
    Clock clock_;
    std::uint64_t seed_;
    std::size_t routes_;
    LoopLayout layout_;
    Step tilt_, mean_load_, sure_load_;
    bool fair_;                        ///< empty carriers are booked
    std::int64_t pitch_um_, step_um_;  ///< of the belt; in each step
    ChuteField chutes_;
    std::vector<Carrier> carriers_;
    std::int64_t offset_ = 0;  ///< carrier c stands at place c + offset, around the ring
    std::int64_t aboard_ = 0, going_round_ = 0;
    std::vector<std::int64_t> inside_;  ///< by route
    std::deque<Unit> before_;
    std::vector<Induct> inducts_;
    std::deque<Leaving> leaving_;
    std::vector<ZoneFlow> flows_;
    std::vector<std::int64_t> hungry_;  ///< by route: parcels that found no room since the chutes last changed
    // The belt's movement: steps before it last stood still, and since when it moves.
    Step moved_ = 0, moves_since_ = 0;
    int belt_down_ = 0;  ///< causes now
    StateTimes belt_times_;
    Stream stops_;
    Step next_stop_ = 0;  ///< or its end
    bool stopped_ = false;
    std::vector<Change> changes_;  ///< ascending in time
    std::size_t next_change_ = 0;
    std::vector<int> scanner_down_, chute_down_;
    Step next_look_ = 0;  ///< at the chutes' cages and jams, every second
    Step now_ = 0;
    LoopFigures figures_;
    StateHash trail_;
};

}  // namespace dray::primitives
