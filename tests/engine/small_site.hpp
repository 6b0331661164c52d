// A small site for tests of whole runs: 12 by 10 cells, 2 pick stations and a stow station, drawn as text.
#pragma once

#include <string>
#include <vector>

#include "engine/simulation.hpp"

namespace dray::test {

inline const std::string kSmallSite = R"(
name: small
duration_s: 900
warm_up_s: 60
seed: 1
floor:
  layout: storage
  storage: {block_columns: 5, block_rows: 2, blocks_across: 2, blocks_down: 2, pick_stations: 2, stow_stations: 1, queue_cells: 2,
            chargers: 2, buffer_cells: 2, aisles: one_way}
fleets: [{name: drives, count: 6}]
storage: {fill: 0.8, pod_capacity_units: 100}
demand: {source: generator, orders_per_h: 120, skus: 40}
)";

/// The small site with overrides, as `--set` takes them.
inline engine::LoadedScenario small_site(const std::vector<std::string>& overrides = {}) {
    return engine::read_scenario(config::parse(kSmallSite, "small.yaml", ".", overrides), "small");
}

/// Runs a scenario to its end with every check on and gives its results.
inline engine::Results run_to_end(engine::LoadedScenario loaded, std::uint64_t seed = 1) {
    engine::Simulation run(std::move(loaded), seed, {.full_checks = true});
    while (!run.done())
        run.tick();
    return run.results();
}

}  // namespace dray::test
