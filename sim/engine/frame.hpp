// What a site looks like at one moment: plain numbers for drawing, recording and playing back.
//
// Every row of a table is a struct of 32-bit whole numbers, so that tables can be compared and packed column by column. A frame
// owns its memory and refers to nothing: it may cross to another thread.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "floor/floor.hpp"
#include "insight/lost_time.hpp"
#include "insight/resource.hpp"
#include "operations/order_log.hpp"

namespace dray::engine {

/// What a robot is doing, as people look at it.
enum class Activity : std::int32_t {
    Idle,           ///< has nothing to do
    DrivingEmpty,   ///< rolls or turns without a load
    DrivingLoaded,  ///< rolls or turns with one
    Waiting,        ///< has something to do and stands
    Handling,       ///< lifts, sets down or tips
    Served,         ///< at a station
    Charging,       ///< at a charger
    Broken,         ///< or off the floor
};
inline constexpr std::size_t kActivities = 8;

/// One robot. Cells, robots and loads are numbers of their floor; -1 means none.
struct RobotFrame {
    std::int32_t x_cm = 0, y_cm = 0;  ///< of its centre in the floor's frame
    std::int32_t heading = 0;         ///< 1/256 turns from east, clockwise as seen on a map, 0 to 255
    std::int32_t speed_cmps = 0;      ///< along the heading
    Activity activity = Activity::Idle;
    std::int32_t load = -1;       ///< what it carries: the pod, or 0 for a parcel or a cage
    std::int32_t load_share = 0;  ///< how full that is, percent
    std::int32_t battery = 100;   ///< charge, percent in steps of 5; 100 without a battery
    std::int32_t goal = -1;       ///< cell of its oldest errand
    std::int32_t dwell = 0;       ///< operations::Dwell of that errand
    std::int32_t end = -1;        ///< last cell of the run that is granted to it; -1: it holds
    std::int32_t behind = -1;     ///< Waiting: the robot in the cell that it waits for
    std::int32_t cause = -1;      ///< Waiting: insight::Cause of the root
    std::int32_t cause_number = 0;
    std::int32_t jam = -1;  ///< Waiting: the number of the jam that it is part of
    static constexpr std::size_t kFields = 15;
    friend bool operator==(const RobotFrame&, const RobotFrame&) = default;
};

/// One slot of a storage or transport floor.
struct SlotFrame {
    std::int32_t load = -1;   ///< the pod or cage that stands there
    std::int32_t share = 0;   ///< how full it is, percent
    std::int32_t route = -1;  ///< of a cage
    static constexpr std::size_t kFields = 3;
    friend bool operator==(const SlotFrame&, const SlotFrame&) = default;
};

/// One station, by lane.
struct StationFrame {
    std::int32_t state = 0;        ///< primitives::StationState
    std::int32_t inbound = 0;      ///< robots that hold a place in its lane
    std::int32_t open_orders = 0;  ///< 0 at an induct station
    std::int32_t service_end = 0;  ///< step at which the present service ends; 0: none
    std::int32_t lines = 0;        ///< done, since the start of the run
    std::int32_t served = 0;       ///< robots served, since the start of the run
    static constexpr std::size_t kFields = 6;
    friend bool operator==(const StationFrame&, const StationFrame&) = default;
};

/// One chute of a sort floor.
struct ChuteFrame {
    std::int32_t route = 0;
    std::int32_t slide = 0;      ///< parcels tipped and not yet in the cage
    std::int32_t cage_room = 0;  ///< parcels that the cage beneath still takes
    std::int32_t share = 0;      ///< how full that is, percent; 100 while none stands there
    std::int32_t state = 0;      ///< primitives::StationState: Working has room, Blocked is full, Down is jammed
    static constexpr std::size_t kFields = 5;
    friend bool operator==(const ChuteFrame&, const ChuteFrame&) = default;
};

/// One dock door of a transport floor.
struct DoorFrame {
    std::int32_t docked = 0;     ///< 1 while a truck is here
    std::int32_t truck = 0;      ///< its number, or that of the next one
    std::int32_t departure = 0;  ///< its step
    std::int32_t aboard = 0;     ///< cages in it
    std::int32_t loading = 0;    ///< 1 while a cage is rolled aboard
    std::int32_t cages = 0;      ///< shipped, since the start of the run
    std::int32_t down = 0;       ///< 1 while it is out of order
    static constexpr std::size_t kFields = 7;
    friend bool operator==(const DoorFrame&, const DoorFrame&) = default;
};

/// A zone of a floor that is closed or has people in it.
struct ZoneFrame {
    std::int32_t zone = -1;  ///< so with the next four: as in ZonePlace (engine/zone_place.hpp)
    std::int32_t row = 0, column = 0, rows = 0, columns = 0;
    std::int32_t closed = 0;      ///< 1: nobody enters
    std::int32_t speed_mmps = 0;  ///< limit where it is not closed; 0: robots stand
    static constexpr std::size_t kFields = 7;
    friend bool operator==(const ZoneFrame&, const ZoneFrame&) = default;
};

/// A jam that goes on: insight/flow/jam_tracker.hpp.
struct JamFrame {
    std::int32_t number = 0;      ///< in order of beginning
    std::int32_t cell = 0;        ///< of its head
    std::int32_t since = 0;       ///< step
    std::int32_t robots = 0;      ///< waiting in it
    std::int32_t spill_back = 0;  ///< cells from the head to the farthest robot
    std::int32_t cause = 0;       ///< insight::Cause
    std::int32_t cause_number = 0;
    static constexpr std::size_t kFields = 7;
    friend bool operator==(const JamFrame&, const JamFrame&) = default;
};

/// One floor at the end of one of its planning ticks.
struct FloorFrame {
    Step step = 0;
    std::vector<RobotFrame> robots;
    std::vector<SlotFrame> slots;
    std::vector<StationFrame> stations;
    std::vector<ChuteFrame> chutes;
    std::vector<DoorFrame> doors;
    std::vector<ZoneFrame> zones;  ///< in order of beginning; the same one may be there twice
    std::vector<JamFrame> jams;    ///< by number
    friend bool operator==(const FloorFrame&, const FloorFrame&) = default;
};

/// The site's counters; all but `orders_open` and robots since the start of the run.
struct SiteFrame {
    std::int32_t step = 0;
    std::int32_t orders_released = 0, orders_completed = 0, orders_open = 0, orders_refused = 0, orders_late = 0;
    std::int32_t lines = 0, units = 0;
    std::int32_t parcels_arrived = 0, parcels_sorted = 0;  ///< of all sort floors
    std::int32_t cages_shipped = 0, parcels_shipped = 0;   ///< of all transport floors
    std::int32_t collisions = 0;
    std::int32_t robots_waiting = 0, robots_in_use = 0;  ///< now; in use: neither idle, charging nor broken
    std::int32_t orders_waiting = 0;                     ///< now: known and not yet open at a station
    std::int32_t parcels_waiting = 0;                    ///< now: before areas and stations, on all floors and between them
    std::int32_t robots_at_stations = 0;                 ///< now: hold a place in a station's lane
    static constexpr std::size_t kFields = 18;
    friend bool operator==(const SiteFrame&, const SiteFrame&) = default;
};

enum class EventKind : std::int32_t {
    Breakdown,
    BrakesFail,
    Cleared,
    Collision,
    WallHit,
    FlatBattery,
    Lost,         ///< a robot does not know where it is
    Relocalised,  ///< it knows again
    AisleClosed,  ///< nobody enters a zone; so with the next three no robot is named, and the place is the zone's middle
    PeopleIn,
    SpeedLimit,  ///< people have set one for a zone
    Reopened,
    DoorDown,  ///< so with the next no robot is named; the place is the middle of a dock door's slots, 0 with a receiving door
    DoorUp,
};
inline constexpr std::size_t kEventKinds = 14;
/// The kind as incidents say it: "breakdown", "wall", ...
[[nodiscard]] const char* name_of(EventKind kind);

/// Something that happened at one moment.
struct Event {
    std::int32_t step = 0;
    EventKind kind = EventKind::Breakdown;
    std::int32_t floor = 0;
    std::int32_t robot = -1, other = -1;  ///< numbers of the floor; `other` only with a collision of two
    std::int32_t x_cm = 0, y_cm = 0;
    static constexpr std::size_t kFields = 7;
    friend bool operator==(const Event&, const Event&) = default;
};

/// Something that people do to the run: an Intervention (engine/interventions.hpp) as numbers.
struct Deed {
    std::int32_t step = 0;
    std::int32_t floor = 0;
    std::int32_t kind = 0;             ///< Intervention::Kind
    std::int32_t what = 0, value = 0;  ///< number of what it is done to, of its floor; and how many, or mm/s
    std::int32_t row = 0, column = 0, rows = 0, columns = 0;  ///< of a rectangle that people mark out; `what` is then -1
    static constexpr std::size_t kFields = 9;
    friend bool operator==(const Deed&, const Deed&) = default;
};

/// Robot ticks of one floor that were lost to one root, since the start of the run.
struct RootFrame {
    std::int32_t cause = 0;   ///< insight::Cause
    std::int32_t number = 0;  ///< as in insight::Root
    std::int32_t ticks = 0;
    static constexpr std::size_t kFields = 3;
    friend bool operator==(const RootFrame&, const RootFrame&) = default;
};

/// One group of resources that do the same job, at one moment.
struct GroupFrame {
    std::int32_t share_pm = 0;  ///< of what limits the site now, per thousand; over all groups 1000
    std::int32_t load_pm = 0;   ///< of its capacity in use in the last minutes, per thousand
    static constexpr std::size_t kFields = 2;
    friend bool operator==(const GroupFrame&, const GroupFrame&) = default;
};

/// One resource of such a group.
struct ResourceFrame {
    std::int32_t active_s = 0;  ///< working or down, since the start of the run
    static constexpr std::size_t kFields = 1;
    friend bool operator==(const ResourceFrame&, const ResourceFrame&) = default;
};

/// What does not change during a run, for one floor.
struct FloorScene {
    struct Fleet {
        std::string name;
        std::size_t count = 0;
        double half_width_m = 0;  ///< of the square body
        friend bool operator==(const Fleet&, const Fleet&) = default;
    };
    std::string name;  ///< of the area: "storage"
    std::shared_ptr<const floor::Floor> floor;
    std::vector<Fleet> fleets;     ///< robots are numbered fleet by fleet
    double load_half_width_m = 0;  ///< of a pod or cage; 0: loads stay within the robot
    int steps_per_tick = 1;
    std::size_t doors = 0;

    [[nodiscard]] std::size_t robots() const;
    [[nodiscard]] const Fleet& fleet_of(std::size_t robot) const;  ///< needs robot < robots()
};

/// What does not change during a run.
struct Scene {
    std::string scenario;  ///< its name
    std::uint64_t seed = 0;
    int steps_per_second = 20;
    Step last_step = 0;  ///< the run ends here
    double warm_up_s = 0;
    std::vector<FloorScene> floors;
    struct Group {
        std::string name;  ///< "pick stations"
        insight::GroupKind kind = insight::GroupKind::Arrivals;
        friend bool operator==(const Group&, const Group&) = default;
    };
    struct Resource {
        std::string name;                    ///< "pick-3"
        std::int32_t group = 0;              ///< of `groups`
        std::int32_t floor = -1, cell = -1;  ///< where it is; -1: nowhere in particular, such as a fleet
        friend bool operator==(const Resource&, const Resource&) = default;
    };
    std::vector<Group> groups;          ///< what may hold the site back
    std::vector<Resource> resources;    ///< their members
    std::vector<std::string> articles;  ///< names of the SKUs that orders want

    [[nodiscard]] double seconds(Step step) const { return static_cast<double>(step) / steps_per_second; }
};

/// Ticks of one robot that were lost to each cause, since the start of the run.
struct LossFrame {
    std::array<std::int32_t, insight::kCauses> ticks{};
    static constexpr std::size_t kFields = insight::kCauses;
    friend bool operator==(const LossFrame&, const LossFrame&) = default;
};

}  // namespace dray::engine
