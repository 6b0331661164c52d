// The state of a run behind Simulation. Internal to the room.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "base/stopwatch.hpp"
#include "engine/bottleneck_watch.hpp"
#include "engine/floor_run.hpp"
#include "engine/management.hpp"
#include "engine/simulation.hpp"
#include "engine/site.hpp"
#include "operations/hauling/haul_control.hpp"
#include "operations/hauling/returns.hpp"
#include "operations/operations.hpp"
#include "operations/sorting/loop_area.hpp"
#include "operations/sorting/sort_control.hpp"
#include "primitives/conveyance/carrier.hpp"

namespace dray::engine {

/// Counters that only grow; the difference to their value at the end of the warm-up gives the rates.
struct Totals {
    std::int64_t orders = 0, lines = 0, units = 0;
    std::int64_t totes_unloaded = 0, totes_stowed = 0;
    std::vector<std::int64_t> sorted;                          ///< parcels, by sorting area
    std::vector<std::int64_t> cages_shipped, parcels_shipped;  ///< by transport area
};

/// Counts of one put wall at the end of the warm-up.
struct WallMark {
    std::int64_t puts = 0, completed = 0, packed = 0;
};

/// A floor, who controls its fleets, and its run.
struct Area {
    FloorSetup setup;
    operations::FaultsConfig faults;
    std::unique_ptr<motion::Distances> distances;
    std::unique_ptr<operations::FleetControl> control;
    std::unique_ptr<FloorRun> run;
};

struct Simulation::Impl {
    Impl(LoadedScenario loaded, std::uint64_t run_seed, SimulationOptions run_options);

    // simulation.cpp
    void add_storage(FloorSetup setup, operations::Demand demand);
    void add_sorting(FloorSetup setup, std::size_t i, std::size_t routes);
    void add_transport(FloorSetup setup, std::size_t i);
    [[nodiscard]] std::vector<primitives::TruckTimes> trucks_below(std::size_t sorting, std::size_t routes,
                                                                   const Clock& clock) const;
    void add_handling(std::size_t i);
    void add_identification(std::size_t i);
    void add_road(std::size_t i);
    // put_walls.cpp
    void add_put_wall(std::size_t i);
    void feed_put_wall();
    void hand_over_packed(std::size_t i);
    void add_put_walls(Results& out) const;
    [[nodiscard]] std::int64_t articles_read(AreaRef area) const;
    void start_runs();
    void start_watch();
    void tick();
    void tick_areas(Step end);
    void pass_on_interventions();
    [[nodiscard]] std::uint64_t state_hash() const;
    // exchange.cpp: load units pass from area to area.
    void exchange();
    void bring_up_to_now(AreaRef area);
    [[nodiscard]] std::size_t parcel_room(AreaRef area) const;
    void put_parcel(AreaRef area, primitives::Parcel parcel);
    [[nodiscard]] primitives::Parcel parcel_of(OrderId order) const;
    void receive_totes();
    void pack_orders();
    [[nodiscard]] primitives::Parcel logged(primitives::Parcel parcel, operations::OrderStage stage, std::size_t area);
    void hand_over_handled(std::size_t i);
    void hand_over_identified(std::size_t i);
    void drive_road(std::size_t i);
    void hand_over_parcels(std::size_t sorting);
    // returns.cpp: parcels that left by a truck of another route come back.
    void book_departure(std::size_t transport, DoorId door, const primitives::Departure& departure, bool by_road);
    void bring_back(std::size_t transport);
    void check_returns() const;
    [[nodiscard]] AstrayResult astray_of(std::size_t transport) const;
    [[nodiscard]] std::int64_t returned_to(std::size_t sorting) const;
    // loop_sorters.cpp: a sorting area is a sort floor, or a loop behind them.
    void add_loop(std::size_t i, std::size_t routes);
    [[nodiscard]] std::span<const double> route_shares_of(std::size_t sorting) const;
    [[nodiscard]] primitives::ChuteField& chute_field_of(std::size_t sorting);
    [[nodiscard]] const primitives::ChuteField& chute_field_of(std::size_t sorting) const;
    void move_loops();
    void add_loop_stations(Results& out) const;
    void add_loop_sorting(Results& out) const;
    // carriers.cpp: conveyors and lifts between areas.
    void add_carrier(std::size_t i);
    void hand_over_carried(std::size_t i);
    [[nodiscard]] std::int64_t given_by(AreaRef area) const;
    void add_carriers(Results& out) const;
    // metrics.cpp
    void book_tick();
    [[nodiscard]] TimePoint moment() const;
    void add_orders(Results& out) const;
    void add_stations(Results& out) const;
    void add_sorting(Results& out) const;
    void add_sort_times(SortingResult& out, std::size_t sorting, std::int64_t sorted, std::span<const double> times_s) const;
    void add_chutes(SortingResult& out, const primitives::ChuteField& chutes) const;
    void add_transport(Results& out) const;
    void add_handling(Results& out) const;
    void add_identification(Results& out) const;
    void add_line_hauls(Results& out) const;
    void add_inbound(Results& out) const;
    [[nodiscard]] double rate_per_hour(std::int64_t now_count, std::int64_t then_count) const;
    [[nodiscard]] Totals totals() const;
    [[nodiscard]] Results results(bool interrupted) const;

    [[nodiscard]] double seconds(Step step) const { return static_cast<double>(step) / static_cast<double>(steps_per_second); }

    Stopwatch since_start;
    SimulationOptions options;
    std::uint64_t seed;
    LoadedScenario loaded;
    std::vector<std::unique_ptr<Area>> areas;
    Links links;
    operations::Operations* orders = nullptr;                  // the control of the storage area
    std::vector<operations::SortControl*> sorters;             // of the sorting areas
    std::vector<std::unique_ptr<operations::LoopArea>> loops;  // of the loop sorters
    std::vector<operations::HaulControl*> haulers;             // of the transport areas
    std::vector<std::unique_ptr<operations::PutWallArea>> put_walls;
    std::vector<std::unique_ptr<operations::HandlingArea>> handlers;
    std::vector<std::unique_ptr<operations::IdentificationArea>> identifiers;
    std::vector<std::unique_ptr<primitives::Carrier>> carriers;  // of the links
    std::vector<operations::LineHaul> roads;                     // by line haul
    std::vector<operations::Returns> returns;                    // by transport area
    std::size_t orders_handed_over = 0;                          // of the completed ones
    std::deque<primitives::Parcel> packed;                       // orders that the next area has not taken yet
    operations::OrderLog order_log;                              // of parcels between areas

    Step steps_per_second = 20;
    Step window = 1;  // steps of one tick of the whole run: the longest tick of its floors
    Step now_step = 0;
    Step last_step = 0;
    std::unique_ptr<BottleneckWatch> watch;
    std::unique_ptr<Management> management;                        // null: none
    std::vector<std::exception_ptr> failures;                      // of this tick, by area
    std::vector<std::function<void(std::size_t)>> floor_watchers;  // by number; empty: taken away
    std::vector<Intervention> interventions;                       // not yet passed on, in order of time
    std::vector<Intervention> done;                                // those that were passed on
    std::vector<TimePoint> timeline;
    std::optional<Totals> at_warm_up;
    std::size_t cycle_times_at_warm_up = 0;
    std::vector<std::size_t> sort_times_at_warm_up;  // by sorting area
    std::vector<std::size_t> loop_waits_at_warm_up;  // by loop sorter
    std::vector<WallMark> walls_at_warm_up;          // by put wall
    std::vector<std::size_t> handled_at_warm_up;     // by handling area: entries of its times
    std::vector<std::size_t> identified_at_warm_up;  // by identification area: entries of its times
    std::vector<primitives::CarrierFigures> carried_at_warm_up;
    double prepare_s = 0;
};

}  // namespace dray::engine
