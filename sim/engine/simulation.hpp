// One run of one site: the loop that lets operations, planner, traffic and physics work together, tick by tick.
//
//   Simulation run(load_scenario("site.yaml", {}), seed);
//   while (!run.done()) run.tick();
//   Results results = run.results();
//
// Within tick k of a floor the planner decides from a snapshot taken at the tick's start, on another thread, while physics
// executes the tick; the tick ends when both are done, so that timing never changes a result. Floors run side by side and meet
// only between ticks of the run.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string_view>

#include "engine/frame.hpp"
#include "engine/interventions.hpp"
#include "engine/results.hpp"
#include "engine/scenario.hpp"
#include "engine/zones.hpp"
#include "insight/bottlenecks.hpp"
#include "insight/forecast/congestion_tracker.hpp"
#include "traffic/traffic.hpp"

namespace dray::engine {

struct SimulationOptions {
    /// Recount ledgers and traffic invariants every tick instead of every simulated minute, and look after every physics step
    /// that each healthy body is inside its authority and can stop there.
    bool full_checks = false;
    std::string repeat_command;     ///< what a failed check tells the user to run
    bool track_congestion = false;  ///< keep what the forecast looks at, whether or not the scenario forecasts
};

class Simulation {
  public:
    /// Builds and checks the site; throws InputError. The distance tables are prepared here.
    Simulation(LoadedScenario loaded, std::uint64_t seed, SimulationOptions options = {});
    ~Simulation();

    /// One planning tick, of the slowest floor where there are several. Throws EnvironmentError when an external planner fails;
    /// the tick is then whole, with everybody waiting in its plan, and `results` may still be asked for.
    void tick();
    [[nodiscard]] bool done() const;      ///< the duration is over
    [[nodiscard]] double time_s() const;  ///< simulated
    [[nodiscard]] double duration_s() const;
    [[nodiscard]] std::uint64_t state_hash() const;  ///< chained over all ticks so far
    /// Closes the books as of now. `interrupted` and `failure` go into the results as they are.
    [[nodiscard]] Results results(bool interrupted = false, std::string failure = {}) const;

    [[nodiscard]] TimePoint moment() const;  ///< the figures of this moment, of whatever areas there are

    // Views for progress, drawing and tests; valid until the next tick. A site has one floor or more, numbered from 0.
    [[nodiscard]] std::size_t floor_count() const;
    [[nodiscard]] std::string_view floor_name(std::size_t i) const;  ///< of the area: "storage"
    [[nodiscard]] const floor::Floor& floor(std::size_t i = 0) const;
    [[nodiscard]] const operations::FleetControl& control(std::size_t i) const;
    [[nodiscard]] const traffic::Traffic& traffic(std::size_t i = 0) const;
    [[nodiscard]] std::span<const traffic::BodyView> bodies(std::size_t i = 0) const;
    /// What holds the site back, of the last minutes.
    [[nodiscard]] const insight::Bottlenecks& bottlenecks() const;
    /// What the forecast of congestion looks at; null where nobody wants it.
    [[nodiscard]] const insight::CongestionTracker* congestion() const;
    /// The control of the storage area; a site without one has none, and asking for it is a BugError.
    [[nodiscard]] const operations::Operations& operations() const;

    // Plain data for recording and drawing (engine/frame.hpp).
    [[nodiscard]] Scene scene() const;
    /// To be done at its step, or in the next tick when that is past. What is done at the same steps gives the same results.
    void intervene(const Intervention& intervention);
    /// Between ticks, of one floor: closes a zone or says that people are in it (marked_out in zones.hpp makes one), and ends one
    /// that the scenario or people began; false when there is none such. The same calls between the same ticks give the same
    /// results.
    void close_zone(std::size_t floor, const Zone& zone);
    bool open_zone(std::size_t floor, const Zone& zone);
    /// Zones of one floor that are not free, in order of beginning.
    [[nodiscard]] std::span<const Zone> zones(std::size_t floor) const;
    /// Calls `watcher` with a floor's number after each of that floor's ticks, on the thread that runs it, for several floors at
    /// the same time. It may capture that floor, and nothing of it reaches the run.
    /// Returns the number by which it is taken away again.
    [[nodiscard]] std::size_t watch_floors(std::function<void(std::size_t)> watcher);
    void unwatch_floors(std::size_t number);
    /// Sets `frame` to what the floor looks like, at the end of its last tick.
    void capture(std::size_t floor, FloorFrame& frame) const;
    [[nodiscard]] SiteFrame capture_site() const;  ///< between ticks
    /// The group of resources that limits the site now, -1 before the first look; and all groups and resources, as scene() lists
    /// them. Between ticks.
    [[nodiscard]] std::int32_t capture_limits(std::vector<GroupFrame>& groups, std::vector<ResourceFrame>& resources) const;
    /// From now on what happens to orders is gathered for take_orders; nothing of it reaches the run.
    void keep_orders(bool on);
    /// What has happened to orders since the last call, in order of time. Between ticks.
    void take_orders(std::vector<operations::OrderEvent>& events);
    [[nodiscard]] const std::string& order_name(std::int32_t order) const;  ///< of an order that take_orders told of
    /// What people have done so far, in order of time.
    [[nodiscard]] std::span<const Intervention> deeds() const;
    /// Of one floor so far, in order of time; robots are numbered on the floor.
    [[nodiscard]] std::span<const Incident> incidents(std::size_t floor) const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace dray::engine
