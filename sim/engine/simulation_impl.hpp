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
#include "operations/sorting/sort_control.hpp"

namespace dray::engine {

/// Counters that only grow; the difference to their value at the end of the warm-up gives the rates.
struct Totals {
    std::int64_t orders = 0, lines = 0, units = 0;
    std::int64_t totes_unloaded = 0, totes_stowed = 0;
    std::vector<std::int64_t> sorted;                          ///< parcels, by sort floor
    std::vector<std::int64_t> cages_shipped, parcels_shipped;  ///< by transport area
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
    void add_road(std::size_t i);
    void set_clock();
    // models.cpp: areas without a floor, by their one interface.
    void add_models();
    void add_model(std::size_t m);
    [[nodiscard]] std::int64_t articles_read(AreaRef area) const;
    [[nodiscard]] std::vector<primitives::TruckTimes> trucks_below(AreaRef sorting, std::size_t doors, const Clock& clock) const;
    [[nodiscard]] operations::SortingArea& sorting_at(AreaRef area) const;
    void feed_items();
    void hand_over(std::size_t m);
    void audit(std::size_t m) const;
    [[nodiscard]] std::int64_t given_by(AreaRef area) const;
    void add_models(Results& out) const;
    [[nodiscard]] Occasion occasion_of(AreaRef area) const;
    void start_runs();
    void start_watch();
    void tick();
    void tick_areas(Step end);
    void pass_on_interventions();
    [[nodiscard]] std::uint64_t state_hash() const;
    // exchange.cpp: load units pass from area to area.
    void exchange();
    [[nodiscard]] std::size_t parcel_room(AreaRef area);
    void put_parcel(AreaRef area, primitives::Parcel parcel);
    [[nodiscard]] primitives::Parcel parcel_of(OrderId order) const;
    void receive_totes();
    void pack_orders();
    [[nodiscard]] primitives::Parcel logged(primitives::Parcel parcel, operations::OrderStage stage, std::size_t area);
    void drive_road(std::size_t i);
    void hand_over_cages(AreaRef sorting);
    // returns.cpp: parcels that left by a truck of another route come back.
    void book_departure(std::size_t transport, DoorId door, const primitives::Departure& departure, bool by_road);
    void bring_back(std::size_t transport);
    void check_returns() const;
    [[nodiscard]] AstrayResult astray_of(std::size_t transport) const;
    // metrics.cpp
    void book_tick();
    [[nodiscard]] TimePoint moment() const;
    void add_orders(Results& out) const;
    void add_stations(Results& out) const;
    void add_sorting(Results& out) const;
    void add_transport(Results& out) const;
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
    operations::Operations* orders = nullptr;        // the control of the storage area
    std::vector<operations::SortControl*> sorters;   // of the sort floors
    std::vector<operations::HaulControl*> haulers;   // of the transport areas
    std::vector<std::unique_ptr<AreaModel>> models;  // of the links
    std::vector<operations::LineHaul> roads;         // by line haul
    std::vector<operations::Returns> returns;        // by transport area
    std::size_t orders_handed_over = 0;              // of the completed ones
    std::deque<primitives::Parcel> packed;           // orders that the next area has not taken yet
    operations::OrderLog order_log;                  // of parcels between areas

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
    std::vector<std::size_t> sort_times_at_warm_up;  // by sort floor
    double prepare_s = 0;
};

}  // namespace dray::engine
