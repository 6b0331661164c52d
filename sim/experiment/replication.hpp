// Replications: the same scenario under other random numbers, and the table of what each of them gave.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "experiment/metrics.hpp"
#include "insight/statistics/intervals.hpp"

namespace dray::experiment {

/// The seed of replication `number` (from 1) of a scenario with this seed: the same in every variant, so that variants share
/// demand, service times and faults by entity. Below 2^53, so that it can be given to --seed.
[[nodiscard]] std::uint64_t replication_seed(std::uint64_t scenario_seed, std::size_t number);

enum class RunStatus : std::uint8_t { Ok, Failed, Interrupted };
[[nodiscard]] std::string_view word_of(RunStatus status);

/// One replication. Figures are those of its summary.json; one that failed has none.
struct Replication {
    std::size_t number = 1;
    std::uint64_t seed = 0;
    RunStatus status = RunStatus::Ok;
    std::string state_hash;
    double wall_s = 0;
    Figures figures;
    std::string message;  ///< why it failed, one line; else empty
};

/// Reads what a run directory's summary.json says. A missing or broken one gives a failed replication.
[[nodiscard]] Replication replication_of(std::size_t number, std::uint64_t seed, const std::string& summary_text);

/// replications.csv: a row a replication, a column a figure; figures that a run does not have are empty.
[[nodiscard]] std::string replications_csv(const std::vector<Replication>& replications);
/// Reads it back. Throws InputError with `name`, the line and what is wrong.
[[nodiscard]] std::vector<Replication> read_replications(const std::string& text, const std::string& name);

/// Names of all figures of the replications that ended well, in the order of the first.
[[nodiscard]] std::vector<std::string> metric_names(const std::vector<Replication>& replications);
/// One figure of all replications that ended well and have it.
[[nodiscard]] std::vector<double> values_of(const std::vector<Replication>& replications, std::string_view metric);

}  // namespace dray::experiment
