// One line of a CSV file (RFC 4180), with the place of each field.
//
// A quoted field ends on its line, unlike in the RFC: a forgotten quote then spoils one row of a trace, and is reported there,
// instead of swallowing the rest of the file.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dray::operations {

struct CsvField {
    std::string text;  ///< without quotes and without blanks around it
    int column = 1;    ///< of its first character in the line, from 1
};

struct CsvRow {
    std::vector<CsvField> fields;
    std::string fault;     ///< what is wrong with the line; empty: nothing
    int fault_column = 0;  ///< from 1
};

/// Splits a line without its line end at commas.
[[nodiscard]] CsvRow split_csv(std::string_view line);

/// A field as it stands in a row: in quotes where a comma, a quote or a line end would break the row (RFC 4180).
[[nodiscard]] std::string csv_quoted(const std::string& text);

/// Whether a text is valid UTF-8 (RFC 3629) without control characters.
[[nodiscard]] bool is_clean_text(std::string_view text);

/// A text for an error message: its first 40 characters, with a question mark for each byte that is not printable ASCII.
[[nodiscard]] std::string shown(std::string_view text);

}  // namespace dray::operations
