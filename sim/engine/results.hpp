// What a run measured: plain data for reports. Definitions and units stand at each field.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "base/time.hpp"
#include "floor/floor.hpp"
#include "insight/resource.hpp"

namespace dray::engine {

/// Where a robot's time went; every tick of every robot is booked to exactly one.
enum class RobotUse : std::uint8_t {
    MovingLoaded,  ///< rolling or turning with a pod
    MovingEmpty,   ///< rolling or turning without one
    Served,        ///< lifting, setting down, or at a station being served
    Charging,      ///< at a charger
    Waiting,       ///< has something to do and stands still
    Idle,          ///< has nothing to do
    Down,          ///< broken, or off the floor
};
inline constexpr std::size_t kRobotUses = 7;

struct Quantiles {
    double p50 = 0, p95 = 0, max = 0;
};

struct RobotResult {
    RobotId id;
    std::size_t fleet = 0;
    double distance_m = 0;                         ///< driven by the body
    std::array<std::int64_t, kRobotUses> ticks{};  ///< planning ticks by use, since the start of the run
    std::int64_t pods_delivered = 0;               ///< services finished at stations
    std::int64_t breakdowns = 0;
};

/// Robot arms at stations, whole run; nothing where people work.
struct ArmResult {
    std::int64_t attempts = 0, failures = 0;  ///< to get hold of a thing
    std::int64_t refused = 0;                 ///< things declined at sight
    std::int64_t exceptions = 0;              ///< things left for a person, the refused ones among them
    double exception_s = 0;                   ///< work of people for these
};

struct StationResult {
    std::string name;  ///< unique in the site: those of a sorting area begin with its name
    floor::StationKind kind = floor::StationKind::Pick;
    std::int64_t lines = 0, units = 0, orders = 0, pods = 0;  ///< since the start of the run
    double working_s = 0, starved_s = 0, blocked_s = 0, down_s = 0;
    ArmResult arms;
};

/// One row a simulated minute; counts are totals since the start.
struct TimePoint {
    double time_s = 0;
    std::int64_t orders_released = 0, orders_completed = 0, orders_open = 0, orders_refused = 0;
    std::int64_t lines = 0, units = 0;
    std::int64_t parcels_sorted = 0, cages_shipped = 0;  ///< of all areas
    std::array<std::int64_t, kRobotUses> robots{};       ///< robots by use at that moment
    std::string bottleneck;                              ///< group that limits the site, of the last minutes; empty at the start
};

/// A collision, a breakdown, a zone that closes, or a door that goes down.
struct Incident {
    /// "collision", "wall", "breakdown", "flat_battery", "brakes", "cleared", "localisation", "relocalised", "closed_aisle",
    /// "people", "speed_limit", "reopened", "door_down", "door_up"; of a conveyor or lift "stop", "restart"
    std::string kind;
    std::string area;   ///< on whose floor: "storage"; or "packing > tunnel"
    std::string where;  ///< the zone or door; empty with a robot
    double time_s = 0;
    RobotId a, b;           ///< a: none with a zone, door or stop; b only with a collision
    double impulse_ns = 0;  ///< normal impulse of the first touching step
    double x_m = 0, y_m = 0;
};

/// Time that robots stood waiting because of one root: the head of the chain of robots that wait for each other.
struct LostTime {
    std::string cause;   ///< "station", "handling", "traffic", "resting", "charger", "broken", "closure", "plan" or "cycle":
                         ///< see insight/lost_time.hpp
    std::string where;   ///< "pick-3", "near row 12 column 28", "sorter robot 7"; with plan and cycle the area, empty for storage
    double robot_h = 0;  ///< hours of all robots together, whole run
};

/// The batteries of a fleet, whole run.
struct EnergyResult {
    bool counted = false;  ///< false: the fleet has no batteries, or its floor no chargers
    double used_kwh = 0, charged_kwh = 0;
    std::int64_t charges = 0;   ///< times that a robot was plugged in
    std::int64_t flat = 0;      ///< times that a battery was empty
    double lowest_share = 1;    ///< of any robot at any time, of the capacity
    double mean_share = 1;      ///< of all robots at the end
    double charging_share = 0;  ///< of robot time after the warm-up at chargers
};

/// A resource in one state without a break, to a second; of a run with very many changes to 2, 4, 8 ... seconds.
struct StateSpan {
    std::size_t resource = 0;  ///< of Results::resources
    double from_s = 0, to_s = 0;
    insight::ResourceState state = insight::ResourceState::Starved;
};

/// How one resource spent the run, as seen once a simulated second. The four times add up to the time it was watched. Working
/// includes changing over. What has no states of its own (a fleet, the ways of a floor, arrivals) is told in shares.
struct ResourceResult {
    std::string name;   ///< "pick-3", "sorter chute-7"
    std::string group;  ///< "pick stations": see BottleneckResult
    std::string kind;   ///< of the group
    double working_s = 0, starved_s = 0, blocked_s = 0, down_s = 0;
    double mean_active_period_s = 0;    ///< working or down without a break
    double sole_s = 0, shifting_s = 0;  ///< as bottleneck by the active-period method: insight/active_periods.hpp
};

/// A group of resources that do one job, and how much it holds the site back: insight/bottlenecks.hpp. Means are of the time
/// after the warm-up.
struct BottleneckResult {
    std::string group;      ///< "pick stations", "drives", "sorter chutes", "arrivals"
    std::string kind;       ///< "pick", "stow", "induct", "reader", "desk", "fleet", "way", "chute", "dock", "merge", "belt",
                            ///< "outlet", "conveyor", "lift" or "arrivals"
    std::string where;      ///< its busiest resource, or the fullest cell of the ways
    double time_share = 0;  ///< of the time in which it was the bottleneck
    double score = 0;       ///< its mean share in the limit; over all groups 1
    double load = 0;        ///< share of its capacity in use, mean
    std::array<double, 4> states{};   ///< mean shares working, starved, blocked, down
    double waiting = 0;               ///< what waits before it, mean: orders, parcels, cages, or robots
    double waiting_growth_per_h = 0;  ///< of that
    double lost_robot_h = 0;          ///< that robots waited because of it, whole run
    double mean_active_period_s = 0;  ///< largest of its resources
};

/// What a rule of management had to say, whole run.
struct ManagementRule {
    std::string name;         ///< "limit_robots": as the scenario calls it
    std::int64_t times = 0;   ///< it began to advise, or advised something new
    double active_share = 0;  ///< of the time in which it held something back or kept something open; of the floor where most
};
/// How the forecast of the bottleneck in five minutes did in the run itself.
struct ForecastResult {
    std::int64_t moments = 0;         ///< forecasts whose time has come; 0: nothing was forecast
    double hit_rate = 0;              ///< the likeliest group was the bottleneck
    double persistence_hit_rate = 0;  ///< the bottleneck was the same as when it was forecast
    double brier = 0;                 ///< mean over moments of the sum over groups of (probability - outcome) squared, 0 to 2
};
struct ManagementResult {
    std::string mode = "none";          ///< of the scenario; none: nobody interfered
    std::vector<ManagementRule> rules;  ///< all of them
    double flex_station_h = 0;          ///< hours that flex stations were open, all together
    ForecastResult forecast;            ///< with mode predictive
};

struct FleetResult {
    std::string name;
    std::int64_t count = 0;
    double utilisation = 0;  ///< share of robot-time after the warm-up neither idle nor charging nor down
    double distance_km = 0;  ///< all robots, whole run
    EnergyResult energy;
};

/// Goods that come by truck. Counts are of the whole run unless a field says otherwise.
struct InboundResult {
    std::int64_t trucks = 0, trucks_late = 0;  ///< came to a door; of them, after their time
    double late_s = 0;                         ///< of all late trucks together
    std::int64_t trucks_waiting = 0;           ///< before the doors, at the end
    std::int64_t totes_unloaded = 0, totes_stowed = 0;
    std::int64_t totes_on_trucks = 0, totes_at_dock = 0;      ///< at the end
    std::int64_t totes_on_the_way = 0, totes_at_storage = 0;  ///< in areas between; before stow stations or partly stowed
    std::int64_t units_on_order = 0;                          ///< that no truck has been loaded with, at the end
    std::int64_t totes_misread = 0;                           ///< came to storage as what they are not
    std::int64_t units_misstowed = 0;                         ///< lie, or lay, in pods as what they are not
    std::int64_t wrong_finds = 0;                             ///< lines for which something else lay in the picker's hand
    std::int64_t units_set_aside = 0;                         ///< of that
    std::int64_t units_at_desk = 0;                           ///< of them, at the exception desk at the end
    std::int64_t units_returned = 0;                 ///< and in pods again as what they are; the others are at the stow stations
    double totes_per_hour = 0, stowed_per_hour = 0;  ///< unloaded and stowed, after the warm-up
    Quantiles dock_to_stock_s;  ///< truck at the door to the last unit of a tote in a pod, of those stowed after the warm-up
    std::int64_t doors = 0;
    double working = 0, starved = 0, blocked = 0, down = 0;  ///< shares of all doors' time: unloading, no truck, dock full
};

/// Trucks from one site to another, whole run.
struct LineHaulResult {
    std::string from, to;                         ///< "yard.door-1", "sorter.parcels"
    std::int64_t trucks = 0, trucks_on_road = 0;  ///< left; of them still driving at the end
    std::int64_t cages = 0, cages_unloaded = 0;
    std::int64_t parcels_taken = 0, parcels_on_road = 0;
    std::int64_t parcels_waiting = 0;    ///< at the other end, in cages or before the area
    std::int64_t parcels_delivered = 0;  ///< into the area
    std::int64_t parcels_sent_back = 0;  ///< of another route than the door's: found when unloaded
};

/// People who do one job side by side: shares of all their time.
struct PeopleResult {
    std::int64_t count = 0;
    double working = 0, starved = 0, blocked = 0, away = 0;
};

/// A put wall. Counts are of the whole run unless a field says otherwise.
struct PutWallResult {
    std::string name;
    std::int64_t upstream = 0;                      ///< own orders that no cell is free for, at the end
    std::int64_t opened = 0, inside = 0, gone = 0;  ///< orders: given a cell; of them at the wall at the end; passed on
    std::int64_t puts = 0;                          ///< items put into cells
    std::int64_t units_to_come = 0;                 ///< picked and on their way to the wall, at the end
    std::int64_t units_inside = 0;                  ///< in totes, cells and parcels of the wall, at the end
    ArmResult arms;                                 ///< of the putters; exceptions cost their own time
    std::int64_t cells = 0;
    double cells_occupied = 0;                      ///< mean share with an order
    double none_free = 0;                           ///< share of the time
    double orders_per_hour = 0, puts_per_hour = 0;  ///< packed and put, after the warm-up
    Quantiles time_s;                               ///< opening to packed, of orders packed after the warm-up
    Quantiles completion_wait_s;                    ///< first to last item in the cell, of orders complete after the warm-up
    PeopleResult putters, packers;
};

/// Workers who pack or check parcels or totes. Counts are of the whole run unless a field says otherwise.
struct HandlingResult {
    std::string name;
    bool totes = false;         ///< they come from inbound trucks; where parcels are named below these are meant
    std::int64_t upstream = 0;  ///< wait before the full area, at the end
    std::int64_t arrived = 0, inside = 0, gone = 0;  ///< came; still in the area at the end; passed on
    std::int64_t attempts = 0, failures = 0;         ///< of workers
    std::int64_t refused = 0, exceptions = 0;        ///< declined at sight; sent to the exception desk
    std::int64_t breakdowns = 0;                     ///< of workers that are machines
    double desk_labour_h = 0;
    std::int64_t workers = 0;
    double parcels_per_hour = 0;                             ///< finished after the warm-up
    Quantiles time_s;                                        ///< arrival to the outlet, of those finished after the warm-up
    double working = 0, starved = 0, blocked = 0, away = 0;  ///< shares of all workers' time; away includes broken
};

/// Readers that identify parcels or totes. Counts are of the whole run unless a field says otherwise.
struct IdentificationResult {
    std::string name;
    bool totes = false;                              ///< as in HandlingResult
    std::int64_t arrived = 0, inside = 0, gone = 0;  ///< came; still in the area at the end; passed on
    std::int64_t identified = 0;                     ///< left a reader or its desk
    std::int64_t wrong = 0;                          ///< of them, taken for an article that they are not
    std::int64_t astray = 0;                         ///< of those, sent to another route than their own
    std::int64_t by_desk = 0, exceptions = 0;        ///< settled by a person; sent to the desk
    std::int64_t readers = 0, reads = 0;
    double desk_labour_h = 0;
    double parcels_per_hour = 0;                ///< identified after the warm-up
    Quantiles time_s;                           ///< arrival to leaving the reader, of those identified after the warm-up
    double reading = 0, blocked = 0, down = 0;  ///< shares of all readers' time
};

/// A conveyor or a lift between two areas. Counts are load units, of the whole run unless a field says otherwise.
struct CarrierResult {
    std::string name;           ///< "packing > tunnel"
    bool lift = false;          ///< else a conveyor
    double length_m = 0;        ///< of a conveyor
    double trip_s = 0;          ///< end to end when nothing holds a unit up; of a lift one way
    std::int64_t units = 0;     ///< that it holds: queued from end to end, or on one trip
    double most_per_hour = 0;   ///< that it can carry
    std::int64_t upstream = 0;  ///< completed orders that the storage area has for it, at the end
    std::int64_t arrived = 0, waiting = 0, aboard = 0, held = 0,
                 delivered = 0;  ///< came = wait + aboard + at its end + delivered
    std::int64_t trips = 0;      ///< of a lift, with load
    double units_per_hour = 0;   ///< carried, after the warm-up
    double wait_s = 0;           ///< mean from coming to going aboard, of those that did after the warm-up
    double time_s = 0;           ///< mean from coming to the far end, of those that reached it after the warm-up
    std::int64_t stops = 0;
    double working = 0, starved = 0, blocked = 0, down = 0;  ///< shares of its time: see primitives/conveyance
};

/// What only a loop sorter has. Counts are of the whole run, shares of its whole time.
struct LoopResult {
    std::int64_t carriers = 0, inducts = 0;
    std::int64_t on_belt = 0;                                ///< at the end
    std::int64_t merged = 0;                                 ///< put on a carrier
    std::int64_t laps = 0;                                   ///< full rounds of all parcels
    std::int64_t rejected_unread = 0, rejected_full = 0;     ///< into the reject chute: never read; no chute took them
    std::int64_t reads = 0, no_reads = 0, wrong_reads = 0;   ///< passes at scanners; without result; with another route's
    std::int64_t refusals = 0;                               ///< passes at a chute of the parcel's route that had no room
    std::int64_t stops = 0;                                  ///< of the belt
    double occupancy = 0;                                    ///< share of carriers with a parcel, while the belt moves
    Quantiles wait_s;                                        ///< arrival to a carrier, of parcels merged after the warm-up
    double working = 0, starved = 0, blocked = 0, down = 0;  ///< belt: moves with parcels, empty, with no carrier free; stopped
};

/// A sort floor or a loop sorter. Counts are of the whole run unless a field says otherwise.
struct SortingResult {
    std::string name;
    std::int64_t parcels_upstream = 0;       ///< completed orders that the full area has not taken yet, at the end
    std::int64_t parcels_arrived = 0;        ///< came to the area
    std::int64_t parcels_waiting = 0;        ///< before the area and at induct stations, at the end
    std::int64_t held_for_wave = 0;          ///< of them, for a wave that is not open yet
    std::int64_t parcels_on_robots = 0;      ///< at the end
    std::int64_t parcels_sorted = 0;         ///< tipped into a chute
    double parcels_per_hour = 0;             ///< sorted, after the warm-up
    Quantiles sort_time_s;                   ///< arrival to tipping, of parcels tipped after the warm-up
    std::int64_t missorted = 0;              ///< of the sorted ones, into a chute of another route: they were identified wrongly
    std::int64_t returned = 0;               ///< of the arrived ones, back after they had left by a truck of another route
    std::int64_t recirculated = 0;           ///< left their station while no chute of their route had room; on a loop: went round
    bool knows_trucks = false;               ///< a transport area is below, whose trucks parcels can make or miss
    std::int64_t in_time = 0, too_late = 0;  ///< sorted before, after the pull time of the truck that they came for
    std::int64_t chutes = 0;
    double chutes_open = 0, chutes_full = 0, chutes_jammed = 0;  ///< shares of all chutes' time
    std::int64_t jams = 0, reassigned = 0;                       ///< chutes given to another route
    std::int64_t cages_swapped = 0;                              ///< by people, where no transport area lies below
    std::optional<LoopResult> loop;                              ///< of a loop sorter; no robots there
};

struct DockResult {
    std::string name;  ///< "door-3"
    std::int64_t trucks = 0, late_trucks = 0;
    double late_s = 0;                                               ///< of all late trucks together
    std::int64_t cages = 0, parcels = 0;                             ///< shipped
    std::int64_t astray = 0;                                         ///< of the parcels, of another route
    std::int64_t missed_cages = 0, missed_parcels = 0;               ///< pulled in time for a truck that left without them
    double working_s = 0, blocked_s = 0, starved_s = 0, down_s = 0;  ///< of the loader; down: the door
};

/// Parcels that were sorted into cages of another route. Counts and times are of the whole run unless a field says otherwise.
struct AstrayResult {
    std::int64_t on_site = 0;      ///< in cages and on slides above them, at the end
    std::int64_t shipped = 0;      ///< left by a truck of another route: away or returned
    std::int64_t orders = 0;       ///< of them, with an order of the storage area
    std::int64_t away = 0;         ///< not back at the end
    std::int64_t on_way_back = 0;  ///< of them, found at another site
    std::int64_t returned = 0;     ///< came back to the sorting area
    std::int64_t put_right = 0;    ///< left by a truck of their own route after that
    Quantiles away_s;              ///< departure of the wrong truck to the sorting area
    Quantiles delay_s;             ///< departure of the first wrong truck to that of the right one
};

/// A transport floor. Counts are of the whole run unless a field says otherwise.
struct TransportResult {
    std::string name;
    std::vector<DockResult> docks;
    double cages_per_hour = 0, parcels_per_hour = 0;  ///< shipped, after the warm-up
    double parcels_per_cage = 0;                      ///< of the cages shipped
    std::int64_t full_moves = 0, empty_moves = 0, return_moves = 0;
    double chutes_blocked = 0;  ///< share of all chutes' time in which no cage stood there to fill
    std::int64_t cages_on_site = 0, parcels_on_site = 0, parcels_waiting = 0;  ///< at the end
    AstrayResult astray;
};

/// Where robots were on one floor; by cell, row by row.
struct FloorResult {
    std::string area;
    int width = 0, height = 0;  ///< cells
    std::vector<floor::CellKind> kind;
    std::vector<float> driving_s, waiting_s;  ///< of all robots together, whole run
};

struct Results {
    std::string scenario;
    std::uint64_t seed = 0;
    double sim_duration_s = 0;      ///< simulated so far
    double planned_duration_s = 0;  ///< as the scenario asks
    double warm_up_s = 0;
    bool steady_state = true;      ///< the scenario's horizon; else terminating
    bool interrupted = false;      ///< ended before its planned duration
    std::string failure;           ///< why it ended early, when that was not the user; else empty
    std::uint64_t state_hash = 0;  ///< chained over all ticks

    // Rates: completed after the warm-up, divided by the time after the warm-up.
    double units_per_hour = 0, lines_per_hour = 0, orders_per_hour = 0;

    std::int64_t orders_released = 0, orders_completed = 0, orders_open = 0, orders_refused = 0;
    std::int64_t orders_late = 0;  ///< completed after their due time
    std::map<std::string, std::int64_t> refused_by_reason;
    double on_time_share = 1;           ///< 1 - late / completed; 1 when none is completed
    Quantiles cycle_time_s;             ///< release to completion, of orders completed after the warm-up
    std::vector<double> cycle_times_s;  ///< of each of them, in the order of their completion
    std::int64_t lines = 0, units = 0;  ///< picked, whole run
    std::int64_t pods_reslotted = 0;    ///< brought to a better place by robots without work, whole run

    std::vector<FloorResult> floors;
    std::vector<FleetResult> fleets;
    std::vector<RobotResult> robots;
    std::vector<StationResult> stations;
    ArmResult arms;                        ///< of all stations together
    std::optional<InboundResult> inbound;  ///< nothing where goods come without trucks
    std::vector<LineHaulResult> line_hauls;
    std::vector<PutWallResult> put_walls;
    std::vector<HandlingResult> handling;
    std::vector<IdentificationResult> identification;
    std::vector<SortingResult> sorting;
    std::vector<TransportResult> transport;
    std::vector<CarrierResult> carriers;
    bool has_storage = true;  ///< the site has a storage area: orders and ledger mean something
    std::vector<TimePoint> timeline;
    std::vector<Incident> incidents;
    double robot_h = 0;                         ///< of all robots, whole run, whatever they did
    std::vector<LostTime> lost_time;            ///< the largest first; together all the time that robots waited
    std::vector<BottleneckResult> bottlenecks;  ///< all groups, the one that limits most first
    std::vector<ResourceResult> resources;      ///< by area
    std::vector<StateSpan> states;              ///< of those with states of their own, by resource and time
    ManagementResult management;
    std::int64_t collisions = 0;  ///< contacts with a manifold point between bodies or with a wall, counted once per touch
    double min_gap_m = 0;         ///< smallest gap of two healthy bodies; 0.2 means at least that
    bool ledger_balanced = false;
    std::map<std::string, std::int64_t> ledger;  ///< units by account

    std::int64_t ticks = 0, steps = 0;
    Quantiles planner_tick_ms, physics_step_ms, operations_tick_ms;  ///< wall time
    double table_work_ms_per_sim_s = 0;  ///< core time of distance tables after preparation, per simulated second
    double table_mb = 0;
    double prepare_s = 0;  ///< wall time before the first tick
};

}  // namespace dray::engine
