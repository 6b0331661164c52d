// Watches a site's resources once a simulated second and tells insight what each of them is doing. Internal to the room.
#pragma once

#include <deque>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/frame.hpp"
#include "engine/ports.hpp"
#include "engine/results.hpp"
#include "insight/bottlenecks.hpp"
#include "insight/management/floor_moment.hpp"
#include "insight/state_books.hpp"
#include "insight/state_log.hpp"
#include "insight/way_load.hpp"
#include "operations/advice.hpp"
#include "operations/handling/put_wall_area.hpp"
#include "operations/hauling/haul_control.hpp"
#include "operations/identifying/identification_area.hpp"
#include "operations/operations.hpp"
#include "operations/sorting/loop_area.hpp"
#include "operations/sorting/sort_control.hpp"
#include "primitives/conveyance/carrier.hpp"

namespace dray::engine {

struct Area;

/// What the robots of one floor were doing at the last look.
struct FloorCounts {
    std::size_t working = 0;  ///< neither idle, nor at a charger for want of work, nor down
    std::size_t driving = 0;  ///< on their way to work
    std::size_t held = 0;     ///< kept from driving on by others
    std::span<const insight::ZoneMoment> zones;
    std::span<const std::uint16_t> seek_place;  ///< by lane: robots with a load that have no place in it yet
};

/// The parts of a site that are watched; they outlive the watch and stay where they are.
struct WatchedSite {
    std::span<const std::unique_ptr<Area>> areas;
    const operations::Operations* orders = nullptr;  ///< of the first area; null without a storage area
    std::span<operations::SortControl* const> sorters;
    std::span<const std::unique_ptr<operations::LoopArea>> loops;
    std::vector<std::string> loop_names;
    std::span<operations::HaulControl* const> haulers;
    std::span<const std::unique_ptr<operations::HandlingArea>> handlers;
    std::vector<std::string> handler_names;
    std::span<const std::unique_ptr<operations::IdentificationArea>> identifiers;
    std::vector<std::string> identifier_names;
    std::span<const std::unique_ptr<operations::PutWallArea>> put_walls;
    std::vector<std::string> put_wall_names;
    std::span<const std::unique_ptr<primitives::Carrier>> carriers;
    std::vector<std::string> carrier_names;
    std::vector<std::uint8_t> carrier_lifts;  ///< 1: a lift, else a conveyor
    const Links* links = nullptr;
    const std::deque<primitives::Parcel>* packed = nullptr;  ///< completed orders that the next area has not taken yet
    Step steps_per_second = 20;
    bool by_zone = false;  ///< counts by zone and lane are wanted
};

class BottleneckWatch {
  public:
    explicit BottleneckWatch(WatchedSite site);

    /// The end of a tick of the run. Looks at the site when a second has passed since the last look. Allocates nothing. The
    /// seconds since the last look; 0: it has not looked.
    double observe(Step now);
    /// Of a floor, at the last look; by zone and lane only where those are wanted.
    [[nodiscard]] FloorCounts counts(std::size_t area) const;
    /// Stations of a floor in which nobody works on purpose, by lane: they are no capacity of their group. Empty: none.
    void leave_out(std::size_t area, std::span<const std::uint8_t> lanes);
    void end_warm_up() { bottlenecks_.begin_to_count(); }
    [[nodiscard]] const insight::Bottlenecks& bottlenecks() const { return bottlenecks_; }
    [[nodiscard]] std::span<const insight::GroupMoment> moments() const { return moments_; }  ///< of all groups, at the last look
    /// The name of the bottleneck of the last minutes; empty before the first look.
    [[nodiscard]] std::string now() const;
    /// Needs `out.sim_duration_s`.
    void add_to(Results& out) const;
    // bottleneck_frames.cpp
    void add_to(Scene& scene) const;
    /// As Simulation::capture_limits.
    [[nodiscard]] std::int32_t capture(std::vector<GroupFrame>& groups, std::vector<ResourceFrame>& resources) const;

  private:
    static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
    /// Robots of one fleet in one moment.
    struct FleetCount {
        std::size_t active = 0, idle = 0, blocked = 0, down = 0, all = 0;
    };
    /// One area with a floor: where its resources and groups begin.
    struct FloorWatch {
        FloorWatch(std::size_t number, const floor::Floor& floor) : area(number), grid(floor), way_load(floor) {}
        std::size_t area;
        std::size_t arrivals = kNone, chutes = kNone, docks = kNone, chargers = kNone;  // groups
        std::array<std::size_t, floor::kStationKinds> stations{};                       // groups by kind
        std::size_t fleets = kNone, way = kNone;                                        // groups: the first fleet's
        std::size_t first_station = 0, first_fleet = 0, first_place = 0, first_member = 0,
                    charger = 0;  // resources; member: chute or door
        operations::Zones grid;
        insight::WayLoad way_load;
        // Of the moment.
        std::vector<std::uint16_t> in_lane, wait_for;   // by lane: robots in it and not yet served; robots that wait for it
        std::vector<FleetCount> count;                  // by fleet
        std::size_t must_charge = 0, seek_charger = 0;  // robots at a charger that cannot leave yet; without one that need it
        std::size_t held = 0, seek_chute = 0;           // robots that others keep from driving; with a parcel and no chute for it
        std::size_t driving = 0;                        // robots on their way to work
        std::vector<insight::ZoneMoment> zones;         // where wanted
        std::vector<std::uint16_t> seek_place;          // by lane: robots without a place in it; where wanted
        std::vector<std::uint8_t> left_out;             // by lane; empty: none
        std::vector<double> route_load;                 // by route: of its chutes, or its door; smoothed
    };
    struct WorkWatch {
        std::size_t arrivals = kNone, workers = kNone, desk = kNone;  // groups
        std::size_t first_worker = 0;                                 // resources
    };
    struct ReaderWatch {
        std::size_t arrivals = kNone, readers = kNone, desks = kNone;  // groups
        std::size_t first_reader = 0, first_desk = 0;                  // resources
    };
    struct LoopWatch {
        std::size_t arrivals = kNone, inducts = kNone, belt = kNone, chutes = kNone;  // groups
        std::size_t first_induct = 0, carriers = 0, first_chute = 0;                  // resources
        std::vector<primitives::ZoneFlow> seen;                                       // by zone, at the last look
        std::vector<double> route_load;                                               // as on a floor
    };

    struct WallWatch {
        std::size_t arrivals = kNone, putters = kNone, packers = kNone, cells = kNone;  // groups
        std::size_t first = 0;                                                          // resources: putters, packers, cells
    };

    struct CarrierWatch {
        std::size_t group = kNone, resource = kNone;
        std::size_t stage = 0;       // of what it leads to
        std::array<Step, 4> seen{};  // time in each state at the last look
    };

    // bottleneck_frames.cpp
    [[nodiscard]] CellId place_of(const FloorWatch& w, std::size_t resource) const;
    // bottleneck_watch.cpp
    std::size_t add_group(const std::string& area, const std::string& name, insight::GroupKind kind, std::size_t stage);
    void add_floor(std::size_t area);
    void add_handling(std::size_t i);
    void add_identification(std::size_t i);
    void add_loop(std::size_t i);
    void add_receiving();
    [[nodiscard]] insight::StateLog empty_log() const;
    void add_states(Results& out) const;
    double look(Step now);
    void find_piles();
    // bottleneck_robots.cpp and bottleneck_areas.cpp: one kind of resource each.
    void look_at_robots(FloorWatch& w);
    void look_at_robot(FloorWatch& w, RobotId r);
    void count_in_zone(FloorWatch& w, RobotId r, bool is_held);
    void look_at_ways(FloorWatch& w, double dt_s);
    void look_at_chargers(FloorWatch& w);
    void look_at_stations(FloorWatch& w);
    void look_at_fleets(FloorWatch& w);
    void look_at_orders(FloorWatch& w);
    void look_at_sorting(FloorWatch& w, double dt_s);
    void look_at_workers(std::size_t i);
    void look_at_transport(FloorWatch& w, double dt_s);
    void look_at_readers(std::size_t i);
    void look_at_receiving(Step now);
    // bottleneck_loops.cpp
    void look_at_loop(std::size_t i, double dt_s, Step now);
    void look_at_belt(std::size_t i);
    // bottleneck_put_walls.cpp
    void add_put_wall(std::size_t i, std::size_t stage);
    void look_at_put_wall(std::size_t i);
    // bottleneck_carriers.cpp
    void add_carrier(std::size_t i);
    void look_at_carrier(std::size_t i, Step now);
    [[nodiscard]] std::size_t stage_of(AreaRef area) const;
    [[nodiscard]] bool sorts(const FloorWatch& w) const;
    [[nodiscard]] const operations::SortControl& sorter(const FloorWatch& w) const;
    [[nodiscard]] const operations::HaulControl& hauler(const FloorWatch& w) const;
    /// A group's moment as the mean of its resources from `first` on, without those that are left out.
    void take_mean(std::size_t group, std::size_t first, std::size_t count, std::span<const std::uint8_t> left_out = {});

    WatchedSite site_;
    std::vector<insight::Group> groups_;
    std::vector<insight::Resource> resources_;
    std::vector<FloorWatch> floors_;
    std::vector<WorkWatch> work_areas_;
    std::vector<ReaderWatch> reader_areas_;
    std::vector<LoopWatch> loop_areas_;
    std::vector<WallWatch> walls_;
    std::vector<CarrierWatch> carriers_;
    std::size_t doors_ = kNone, first_door_ = 0;  // group of the receiving doors, and the first of them
    insight::Bottlenecks bottlenecks_{{}};
    insight::StateBooks books_{0};
    insight::StateLog log_{{}, 0};
    // Of the moment.
    std::vector<insight::StateShares> states_;   // by resource
    std::vector<insight::GroupMoment> moments_;  // by group
    std::vector<CellId> authority_;
    Step last_look_ = -1;
};

}  // namespace dray::engine
