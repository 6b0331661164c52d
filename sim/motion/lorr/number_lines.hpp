// Files of one count and then a line of numbers for each thing counted: agents and tasks.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>

#include "config/document.hpp"

namespace dray::motion::lorr {

/// The most faults told of one file.
inline constexpr std::size_t kMostFaults = 20;

/// How such a file is to be read.
struct NumberLines {
    std::string what;                                              ///< of what the file has a line each, such as "agents"
    std::int64_t at_most = 0;                                      ///< the largest count allowed
    std::int64_t wanted = -1;                                      ///< lines to read; -1: all that are counted
    bool several = false;                                          ///< a line may hold several numbers with commas between
    std::function<void(std::span<const std::int64_t>, int)> take;  ///< gets the numbers of each line, and its number from 1
};

/// Reads the text of a file; `name` stands for it in messages. Blank lines and lines that start with `#` are skipped, lines
/// beyond the count ignored. Every fault is appended with line and column. Returns the count, 0 where it could not be read.
std::int64_t read_number_lines(const std::string& text, const std::string& name, const NumberLines& form,
                               config::Diagnostics& faults);

}  // namespace dray::motion::lorr
