// Tables of our own making, read back: a header and rows of as many fields.
#pragma once

#include <string>
#include <vector>

namespace dray::experiment {

struct CsvTable {
    std::vector<std::string> header;
    std::vector<std::vector<std::string>> rows;  ///< each as long as the header

    /// Number of the column, or of none when there is no such column.
    static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
    [[nodiscard]] std::size_t column(const std::string& name) const;
};

/// Throws InputError with `name` and the line of a row that cannot be split or has another number of fields than the header.
[[nodiscard]] CsvTable read_csv(const std::string& text, const std::string& name);

}  // namespace dray::experiment
