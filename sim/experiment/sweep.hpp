// Runs the points of a sweep, each under several seeds, skipping what its store has already.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "experiment/shard.hpp"
#include "experiment/sweep_store.hpp"

namespace dray::experiment {

struct SweepOptions {
    std::string program;                ///< path of dray
    std::filesystem::path scenario;     ///< file that the points are laid over
    std::vector<std::string> settings;  ///< --set of every run, before those of its point
    SweepBase base;
    std::uint64_t scenario_seed = 1;
    std::size_t replications = 1;
    std::size_t jobs = 1;  ///< processes at a time
    Shard shard;
    std::filesystem::path scratch;  ///< directory for run directories; each is removed when its run is in the store
    bool keep = false;              ///< leave the run directories where they are
    std::function<bool()> stop = [] { return false; };
    std::function<void(std::size_t done, std::size_t all, std::size_t running)> progress = [](auto...) {};
};

struct SweepCounts {
    std::size_t all = 0;      ///< runs of this shard
    std::size_t skipped = 0;  ///< of them, in the store before
    std::size_t failed = 0;   ///< of those run now
    bool interrupted = false;
};

/// Runs what is missing and adds each run to the store as it ends. An interrupted run is not added. Throws EnvironmentError when
/// the store cannot be written; what ended before is in it.
SweepCounts sweep(SweepStore& store, const std::vector<Point>& points, const SweepOptions& options);

}  // namespace dray::experiment
