// The figures of `dray bench identification`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace dray::app {

/// What the command line asks for.
struct BenchIdentificationArguments {
    std::string settings;                ///< a YAML file; empty: all defaults
    std::vector<std::string> overrides;  ///< "sensors.hidden_share=0.4"
    std::size_t candidates = 40;         ///< SKUs expected in a tote
    std::size_t trials = 20000;          ///< units of each accuracy
    std::size_t units = 20000;           ///< units of each station
    std::uint64_t seed = 1;              ///< of the unseen catalogue, its totes and its reads
    int jobs = 0;                        ///< 0: all cores
    bool fit = false;                    ///< repeat the search for the noise
    bool json = false;                   ///< for the command: print JSON
};

/// Measures everything on the threads that oneTBB has; the figures do not depend on them. Throws InputError for settings that
/// cannot be read, EnvironmentError for a file that cannot, UsageError for arguments that do not fit the settings.
[[nodiscard]] nlohmann::ordered_json identification_figures(const BenchIdentificationArguments& arguments);

}  // namespace dray::app
