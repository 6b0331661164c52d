// `dray run --replications`: one scenario under many random numbers.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"

namespace dray::app {

struct ReplicationArguments {
    std::string count;         ///< a number or "auto"; empty: one plain run
    std::string precision;     ///< "2%" or "0.02"; empty: 2 %
    std::string metric;        ///< that the precision is asked of; empty: the main rate
    std::size_t most = 100;    ///< with "auto"
    std::string one_run_only;  ///< an option that was given and means nothing for several runs; else empty
    std::string events;        ///< file of what people do in every run; empty: nothing
    // Those of a plain run.
    std::string scenario;
    std::vector<std::string> overrides;
    std::optional<std::uint64_t> seed;
    int jobs = 0;
    std::string out;
    bool force = false;
    bool quiet = false;
};

/// Adds --replications and what belongs to it; gives back where their values go.
[[nodiscard]] std::shared_ptr<ReplicationArguments> add_replication_options(CLI::App& command);

/// Exit code 1 when a replication failed, 5 when they were interrupted.
[[nodiscard]] ExitCode run_replications(const ReplicationArguments& arguments);

/// A share as people write it: "2%", "2 %", "0.02". Throws UsageError, naming the option, when it is none between 0 and 1.
[[nodiscard]] double share_of(const std::string& text, const std::string& option);

}  // namespace dray::app
