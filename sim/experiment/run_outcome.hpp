// What a process that ran a scenario left behind.
#pragma once

#include <filesystem>

#include "experiment/process_pool.hpp"
#include "experiment/replication.hpp"

namespace dray::experiment {

/// The replication that the process was: its figures from the run directory, or what it failed of.
[[nodiscard]] Replication outcome_of(const Ended& ended, std::size_t number, std::uint64_t seed,
                                     const std::filesystem::path& directory);

}  // namespace dray::experiment
