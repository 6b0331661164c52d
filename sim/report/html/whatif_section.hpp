// What relieving each candidate bottleneck would bring, as `dray whatif --out` has measured and stored it.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "report/html/page.hpp"

namespace dray::report {

/// The table and its chart from whatif.json of a directory; nothing when it has none. Throws InputError for a broken one.
void add_whatif_section(Page& page, const std::filesystem::path& directory);

/// A report of whatif.json alone, for a directory that holds no run.
[[nodiscard]] std::string whatif_report(const std::filesystem::path& directory);

}  // namespace dray::report
