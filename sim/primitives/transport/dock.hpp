// A dock door: the trucks of one route, one after another, and the loader who fills them.
#pragma once

#include <cstdint>
#include <vector>

#include "base/hash.hpp"
#include "base/id.hpp"
#include "base/random.hpp"
#include "base/time.hpp"
#include "primitives/state_times.hpp"
#include "primitives/transport/cage_yard.hpp"
#include "primitives/transport/transport.hpp"
#include "primitives/transport/truck_times.hpp"

namespace dray::primitives {

/// Counts since the start of the run.
struct DockFigures {
    std::int64_t trucks = 0;          ///< departed
    std::int64_t late = 0;            ///< of them, after their time, be it a second
    double late_s = 0;                ///< of all late ones together
    std::int64_t cages = 0;           ///< shipped
    std::int64_t parcels = 0;         ///< shipped
    std::int64_t astray = 0;          ///< of them, of another route
    std::int64_t missed_cages = 0;    ///< pulled in time for a truck that left without them
    std::int64_t missed_parcels = 0;  ///< in them
};

/// A truck that has left.
struct Departure {
    /// A parcel that is astray or once was.
    struct Remembered {
        std::size_t cage = 0;  ///< of the truck, in order of loading
        Parcel parcel;         ///< `came` and, from the first time, `strayed` are the departure
    };
    Step at = 0;
    std::vector<std::int64_t> cages;  ///< parcels in each
    std::vector<Remembered> remembered;
};

/// One door. Trucks keep to its timetable and come their stay earlier. The loader takes one cage
/// after another from the door's staging slots, those of the earliest truck first, and rolls an empty cage of the truck into the
/// slot in exchange as long as the store has room. A truck whose time has come waits for the cage being loaded, and up to the
/// configured hold for cages that were pulled in time; what is not aboard then goes with the next one. Nothing is begun that on
/// average would end after the truck's time. While the door is down nothing is loaded: a loading in progress goes on when it
/// works again, and a truck whose time comes before that leaves the cage behind. Not for several threads at once.
class Dock {
  public:
    Dock(const DockConfig& config, DoorId door, std::size_t doors, const Clock& clock, std::uint64_t seed);

    /// Everything up to `now`, in order of time. `room_for_empties`: free places in the store that nobody is bound for; lowered
    /// by the cages rolled out.
    void tick(Step now, CageYard& yard, std::int64_t& room_for_empties);
    /// The door goes down or works again, after the tick of `now`.
    void set_down(bool down, Step now, const CageYard& yard);
    [[nodiscard]] const TruckTimes& timetable() const { return timetable_; }
    [[nodiscard]] bool down() const { return down_; }
    [[nodiscard]] bool docked() const { return docked_; }
    [[nodiscard]] std::int64_t truck() const { return truck_; }  ///< that is here or comes next
    [[nodiscard]] std::size_t aboard() const { return aboard_.size(); }
    [[nodiscard]] CageId loading() const { return loading_; }
    /// Working: a cage is being loaded. Blocked: cages stand ready and no truck is here or it is full. Down: out of order. Else
    /// starved.
    [[nodiscard]] StationState state() const { return times_.state; }
    [[nodiscard]] Step time_in(StationState state, Step now) const { return times_.in(state, now); }
    /// From now on all departures are kept until they are taken; before, only those with a parcel to remember.
    void keep_departures() { keeps_departures_ = true; }
    /// Those since the last call, in order of time.
    [[nodiscard]] std::vector<Departure> take_departures();
    [[nodiscard]] const DockFigures& figures() const { return figures_; }
    void add_to(StateHash& hash) const;

  private:
    [[nodiscard]] CageId ready_cage(const CageYard& yard) const;
    [[nodiscard]] bool awaits(const CageYard& yard) const;
    void start_loading(CageId cage, Step now);
    void finish_loading(CageYard& yard, std::int64_t& room_for_empties);
    void depart(Step at, CageYard& yard);
    void enter_state(Step now, const CageYard& yard);

    DockConfig config_;
    DoorId door_;
    Clock clock_;
    std::uint64_t seed_;
    TruckTimes timetable_;
    Step stay_, hold_;
    bool docked_ = false, down_ = false;
    std::int64_t truck_ = 0, empties_ = 0;
    std::uint64_t loadings_ = 0;
    std::vector<CageId> aboard_;
    CageId loading_;
    Step loading_ends_ = 0;  ///< while down only the time that is left
    Step free_since_ = 0;    ///< end of the last loading
    StateTimes times_;
    DockFigures figures_;
    bool keeps_departures_ = false;
    std::vector<Departure> departures_;
};

}  // namespace dray::primitives
