// A run directory read back: one run, or the replications of a scenario.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "experiment/replication.hpp"

namespace dray::experiment {

struct RunSet {
    std::string label;  ///< for reports: the last part of the directory's name
    std::filesystem::path directory;
    nlohmann::ordered_json summary;         ///< summary.json
    std::vector<Replication> replications;  ///< one without a replications.csv: the run itself
    bool replicated = false;                ///< it has a replications.csv
    /// resolved.yaml as lines "path: value" by field, in its order; empty when the file is missing.
    std::vector<std::pair<std::string, std::string>> fields;

    [[nodiscard]] std::size_t good() const;  ///< replications that ended well
};

/// Reads a directory. Throws EnvironmentError when it holds no readable summary.json and InputError when a file in it is broken.
[[nodiscard]] RunSet read_run_set(const std::filesystem::path& directory);

/// The summary.json of a directory. Throws as above.
[[nodiscard]] nlohmann::ordered_json read_summary(const std::filesystem::path& directory);

/// Gives sets with the same label longer ones, by their path.
void make_labels_unique(std::vector<RunSet>& sets);

}  // namespace dray::experiment
