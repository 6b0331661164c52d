// All chutes of a sort floor: which route each serves, what it holds, and whether it is open.
//
// A chute has a slide of its own and a cage beneath. A parcel is handed over in two phases: a place is reserved when a robot sets
// out for the chute, and filled when it tips its tray. Parcels slide into the cage as soon as it takes them.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/hash.hpp"
#include "base/id.hpp"
#include "base/random.hpp"
#include "base/time.hpp"
#include "primitives/parcel.hpp"
#include "primitives/sortation/sortation.hpp"
#include "primitives/sortation/waves.hpp"
#include "primitives/state_times.hpp"

namespace dray::primitives {

struct Chute : StateTimes {
    RouteId route;
    std::int64_t slide = 0;      ///< parcels tipped and not yet in the cage
    std::int64_t reserved = 0;   ///< parcels on robots bound for it
    std::int64_t cage_room = 0;  ///< parcels that the cage beneath still takes of the route; 0 while none stands there
    bool cage_empty = true;      ///< nothing has fallen into the cage yet
    Step swap_ends = -1;         ///< without a transport area: the cage is being swapped until then; -1: it is not
    bool jammed = false;
    bool closed = false;  ///< takes nothing, see set_closed()
};

/// Misuse throws BugError. Not for several threads at once.
class ChuteField {
  public:
    /// Chutes are shared among the routes by their shares (each gets at least one while there are enough), spread over the floor.
    /// `linked`: cages come from a transport area, which tells their room by set_cage(); else each chute has a cage of its own.
    ChuteField(const ChuteConfig& config, std::size_t chutes, std::span<const double> route_shares, bool linked,
               const Clock& clock, std::uint64_t seed);

    [[nodiscard]] std::size_t size() const { return chutes_.size(); }
    [[nodiscard]] const Chute& operator[](std::size_t i) const { return chutes_[i]; }
    [[nodiscard]] std::span<const std::uint32_t> of_route(RouteId route) const { return of_route_[route.index()]; }
    /// From now on parcels are counted by whether they are tipped in time for their trucks.
    void set_trucks(TruckPlan plan) { plan_ = std::move(plan); }
    /// Parcels for which a place may still be reserved; 0 when jammed or closed.
    [[nodiscard]] std::int64_t room(std::size_t i) const;

    /// Parcels of a route that may be on their way to its chutes: as many as those that are open take, and one for each of all to
    /// stand ready when a cage has been swapped.
    [[nodiscard]] std::int64_t places_ahead(RouteId route) const;

    void reserve(std::size_t i);  ///< needs room
    void cancel(std::size_t i);   ///< the robot goes elsewhere
    void tip(std::size_t i);      ///< a reserved parcel falls onto the slide
    /// The same; with a transport area below the slide remembers a parcel that is astray or once was.
    void tip(std::size_t i, const Parcel& parcel, Step now);
    /// Linked: what the cage beneath takes now; parcels that it takes leave the slide by take_from_slide().
    void set_cage(std::size_t i, std::int64_t cage_room, bool cage_empty);
    /// The one that has lain there longest, where the slide remembers it: `came` is then the time at which it was tipped.
    std::optional<Parcel> take_from_slide(std::size_t i);
    /// A closed chute takes no further parcel; what is on its way to it still falls in.
    void set_closed(std::size_t i, bool closed) { chutes_[i].closed = closed; }
    /// Time goes on: cages of unlinked chutes are filled and swapped, jams come and go, empty chutes may change to `hungry`
    /// routes (those with parcels that found no chute).
    void tick(Step now, std::span<const std::int64_t> hungry);

    /// Gives a chute to another route, where it is unused and its own route keeps one. Whether it did.
    bool give(std::size_t i, RouteId route);
    [[nodiscard]] bool unused(std::size_t i) const;  ///< no parcel is in it or bound for it, and it has an empty cage

    [[nodiscard]] std::int64_t on_slides() const { return on_slides_; }
    [[nodiscard]] std::int64_t astray_on_slides() const { return astray_on_slides_; }  ///< linked only
    [[nodiscard]] std::int64_t delivered() const { return delivered_; }          ///< parcels in cages, since the start of the run
    [[nodiscard]] std::int64_t cages_swapped() const { return cages_swapped_; }  ///< unlinked only
    [[nodiscard]] std::int64_t reassigned() const { return reassigned_; }
    [[nodiscard]] std::int64_t jams() const { return jams_; }
    [[nodiscard]] bool knows_trucks() const { return plan_.known(); }
    [[nodiscard]] std::int64_t in_time() const { return in_time_; }    ///< parcels tipped before their truck's pull time
    [[nodiscard]] std::int64_t too_late() const { return too_late_; }  ///< tipped after it
    /// Working: room for a parcel. Blocked: full. Down: jammed or closed. (Starved does not occur.)
    [[nodiscard]] Step time_in(std::size_t i, StationState state, Step now) const { return chutes_[i].in(state, now); }
    void check() const;  ///< recounts; throws BugError
    void add_to(StateHash& hash) const;

  private:
    /// A parcel on a slide that is remembered by more than its count.
    struct Remembered {
        std::size_t chute = 0;
        std::int64_t ahead = 0;  ///< parcels of the slide that leave it before
        Parcel parcel;
    };
    void fill_cage(std::size_t i, Step now);
    void come_and_go(std::size_t i, Step now);
    void reassign(std::span<const std::int64_t> hungry);
    void enter_state(std::size_t i, Step now);

    ChuteConfig config_;
    bool linked_;
    Clock clock_;
    std::vector<Chute> chutes_;
    std::vector<std::vector<std::uint32_t>> of_route_;  ///< ascending
    std::vector<Stream> jam_streams_;
    std::vector<Step> next_jam_;          ///< or its end while jammed; empty: no jams
    std::vector<Remembered> remembered_;  ///< in order of tipping; few, mostly none
    std::int64_t on_slides_ = 0, delivered_ = 0, cages_swapped_ = 0, reassigned_ = 0, jams_ = 0, astray_on_slides_ = 0;
    TruckPlan plan_;
    std::int64_t in_time_ = 0, too_late_ = 0;
};

}  // namespace dray::primitives
