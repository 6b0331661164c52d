// A small site for tests of whole runs: 12 by 10 cells, 2 pick stations and a stow station, drawn as text.
#pragma once

#include <doctest/doctest.h>
#include <tbb/global_control.h>

#include <string>
#include <tuple>
#include <vector>

#include "base/error.hpp"
#include "engine/simulation.hpp"
#include "engine/site.hpp"

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

/// An hour of a site of areas, with overrides.
inline engine::LoadedScenario facility(const std::string& text, const std::vector<std::string>& overrides = {}) {
    return engine::read_scenario(config::parse("duration_s: 3600\nwarm_up_s: 600\n" + text, "facility.yaml", ".", overrides),
                                 "facility");
}

/// The words with which the scenario that `make` gives is refused before it runs; empty when it is not.
template <class Make>
std::string refusal_of(const Make& make) {
    try {
        std::ignore = engine::build_site(make(), 1);
    } catch (const InputError& error) {
        return error.what();
    }
    return {};
}

/// An area of a section of summary.json, by its number in the site.
inline const engine::AreaResult& area(const engine::Results& r, const char* section, std::size_t i = 0) {
    const auto areas = r.areas_of(section);
    REQUIRE(i < areas.size());
    return *areas[i];
}

/// Runs a scenario to its end with every check on and gives its results.
inline engine::Results run_to_end(engine::LoadedScenario loaded, std::uint64_t seed = 1) {
    engine::Simulation run(std::move(loaded), seed, {.full_checks = true});
    while (!run.done())
        run.tick();
    return run.results();
}

/// The scenario that `make` gives has the same hash on 1, 2 and 4 threads, and another for another seed.
template <class Make>
void check_hash_on_any_threads(const Make& make) {
    const auto hash = [&](std::size_t jobs, std::uint64_t seed) {
        const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, jobs);
        return run_to_end(make(), seed).state_hash;
    };
    const std::uint64_t one = hash(1, 1);
    CHECK(hash(2, 1) == one);
    CHECK(hash(4, 1) == one);
    CHECK(hash(2, 2) != one);
}

}  // namespace dray::test
