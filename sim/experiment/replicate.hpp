// Runs the replications of one scenario side by side, each in a process and a directory of its own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "experiment/replication.hpp"

namespace dray::experiment {

struct ReplicateOptions {
    std::string program;              ///< path of dray
    std::filesystem::path directory;  ///< holds resolved.yaml; gets rep-0001, rep-0002, ...
    std::uint64_t scenario_seed = 1;
    std::size_t count = 0;             ///< replications; 0: as many as the precision takes
    double precision = 0.02;           ///< wanted half-width of the main rate's 95 % interval as a share of its mean
    std::string metric;                ///< that the precision is asked of; empty: the main rate of the first replication
    std::size_t most = 100;            ///< replications when `count` is 0
    std::size_t jobs = 1;              ///< processes at a time
    std::vector<std::string> further;  ///< words that go to every run as they are
    std::function<bool()> stop = [] { return false; };  ///< asked several times a second
    std::function<void(std::size_t done, std::size_t wanted, std::size_t running)> progress = [](auto...) {};
};

struct ReplicateResult {
    std::vector<Replication> replications;  ///< in order of their number, from 1, without gaps unless interrupted
    std::string metric;                     ///< that the precision was asked of; empty when no replication ended well
    bool by_precision = false;              ///< `count` was 0
    bool reached = false;                   ///< the precision, by exactly these replications
    bool interrupted = false;
};

/// The name of a replication's directory: "rep-0007".
[[nodiscard]] std::string replication_name(std::size_t number);

/// Replications do not depend on `jobs`: those that a decision of the precision makes superfluous are thrown away. A replication
/// that fails is a result with its message. Throws EnvironmentError when a process cannot be started.
[[nodiscard]] ReplicateResult replicate(const ReplicateOptions& options);

}  // namespace dray::experiment
