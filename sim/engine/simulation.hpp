// One run of one site: the loop that lets operations, planner, traffic and physics work together, tick by tick.
//
//   Simulation run(load_scenario("site.yaml", {}), seed);
//   while (!run.done()) run.tick();
//   Results results = run.results();
//
// Within tick k the planner decides from a snapshot taken at the tick's start, on another thread, while physics executes the
// tick; the tick ends when both are done, so that timing never changes a result.
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "engine/results.hpp"
#include "engine/scenario.hpp"
#include "traffic/traffic.hpp"

namespace dray::engine {

struct SimulationOptions {
    /// Recount ledgers and traffic invariants every tick instead of every simulated minute, and look after every physics step
    /// that each healthy body is inside its authority and can stop there.
    bool full_checks = false;
    std::string repeat_command;  ///< what a failed check tells the user to run
};

class Simulation {
  public:
    /// Builds and checks the site; throws InputError. The distance tables are prepared here.
    Simulation(LoadedScenario loaded, std::uint64_t seed, SimulationOptions options = {});
    ~Simulation();

    /// One planning tick. Throws EnvironmentError when an external planner fails; the tick is then whole, with everybody waiting
    /// in its plan, and `results` may still be asked for.
    void tick();
    [[nodiscard]] bool done() const;      ///< the duration is over
    [[nodiscard]] double time_s() const;  ///< simulated
    [[nodiscard]] double duration_s() const;
    [[nodiscard]] std::uint64_t state_hash() const;  ///< chained over all ticks so far
    /// Closes the books as of now. `interrupted` and `failure` go into the results as they are.
    [[nodiscard]] Results results(bool interrupted = false, std::string failure = {}) const;

    // Views for progress, drawing and tests; valid until the next tick.
    [[nodiscard]] const floor::Floor& floor() const;
    [[nodiscard]] const operations::Operations& operations() const;
    [[nodiscard]] const traffic::Traffic& traffic() const;
    [[nodiscard]] std::span<const traffic::BodyView> bodies() const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace dray::engine
