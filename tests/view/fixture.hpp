// Small recorded runs for tests of the view, made once a program.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <string>
#include <vector>

#include "engine/recording/recorder.hpp"
#include "engine/simulation.hpp"
#include "view/tape.hpp"

namespace dray::test {

inline const std::string kViewSite = R"(
name: small
duration_s: 120
warm_up_s: 10
seed: 3
floor:
  layout: storage
  storage: {block_columns: 5, block_rows: 2, blocks_across: 2, blocks_down: 2, pick_stations: 2, stow_stations: 1, queue_cells: 2,
            chargers: 2, buffer_cells: 2, aisles: one_way}
fleets: [{name: drives, count: 8}]
storage: {fill: 0.8, pod_capacity_units: 100}
demand: {source: generator, orders_per_h: 600, skus: 40, backlog_orders: 20}
faults: {scheduled: [{kind: breakdown, robot: 2, at_s: 60, duration_s: 500}]}
)";

inline engine::LoadedScenario view_site(const std::vector<std::string>& overrides = {}) {
    return engine::read_scenario(config::parse(kViewSite, "small.yaml", ".", overrides), "small");
}

/// A directory that goes with the program.
inline const std::filesystem::path& scratch() {
    struct Directory {
        std::filesystem::path path = std::filesystem::temp_directory_path() / ("dray-view-test-" + std::to_string(::getpid()));
        Directory() { std::filesystem::create_directories(path); }
        ~Directory() { std::filesystem::remove_all(path); }
    };
    static const Directory directory;
    return directory.path;
}

/// The recording of two minutes of that site.
inline const std::filesystem::path& recorded_site() {
    static const std::filesystem::path path = [] {
        engine::Simulation run(view_site(), 3, {});
        engine::Recorder recorder(run, kViewSite, scratch() / engine::kRecordingName);
        while (!run.done()) {
            run.tick();
            recorder.tick();
        }
        recorder.finish();
        return scratch() / engine::kRecordingName;
    }();
    return path;
}

}  // namespace dray::test
