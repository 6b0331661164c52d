// The answers of `dray whatif` as documents: for the terminal, and whatif.json, which a report reads back.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "experiment/whatif/whatif.hpp"

namespace dray::report {

inline constexpr const char* kWhatIfName = "whatif.json";

/// What was asked.
struct WhatIfContext {
    std::string scenario;  ///< the file, as the user named it
    std::string name;      ///< of the scenario
    std::uint64_t seed = 0;
};

/// The base, what limits it, and a line for each relief.
[[nodiscard]] std::string whatif_text(const WhatIfContext& context, const experiment::WhatIf& found);
[[nodiscard]] nlohmann::ordered_json whatif_json(const WhatIfContext& context, const experiment::WhatIf& found);

}  // namespace dray::report
