// The tables of one run directory or of several replications, read for a report.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "experiment/csv_table.hpp"
#include "experiment/run_set.hpp"

namespace dray::report {

/// One file of each run; runs without it are left out.
using Tables = std::vector<experiment::CsvTable>;

/// Directories of the runs that ended well: the directory itself, or its replications.
[[nodiscard]] std::vector<std::filesystem::path> run_directories(const experiment::RunSet& set);

[[nodiscard]] Tables read_tables(const std::vector<std::filesystem::path>& directories, const std::string& file);

/// A column as numbers; empty when the table has no such column. What is no number is 0.
[[nodiscard]] std::vector<double> numbers_in(const experiment::CsvTable& table, const std::string& column);
/// A cell as text; empty when the table has no such column.
[[nodiscard]] std::string text_in(const experiment::CsvTable& table, std::size_t row, const std::string& column);
/// A cell as a number, likewise 0.
[[nodiscard]] double number_in(const experiment::CsvTable& table, std::size_t row, const std::string& column);

/// A value over time, over all runs: mean and 95 % interval (the mean itself with one run).
struct TimeSeries {
    std::vector<double> time_s, mean, low, high;
    [[nodiscard]] bool empty() const { return mean.empty(); }
};
/// What a column of timeseries.csv grows by, per hour, in bins of whole rows: at most 48 of them. Empty when it never grows.
[[nodiscard]] TimeSeries rate_over_time(const Tables& timeseries, const std::string& column);
/// A column of timeseries.csv itself, every so many rows: at most 96 of them.
[[nodiscard]] TimeSeries level_over_time(const Tables& timeseries, const std::string& column);

}  // namespace dray::report
