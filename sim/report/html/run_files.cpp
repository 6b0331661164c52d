#include "report/html/run_files.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>

#include "experiment/replicate.hpp"
#include "insight/statistics/intervals.hpp"
#include "report/figures_text.hpp"

namespace dray::report {

namespace {

constexpr std::size_t kMostBins = 48, kMostLevels = 96;
constexpr double kHour_s = 3600;

double number_of(const std::string& text) {
    double value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

// Rows that all runs have.
std::size_t shared_rows(const Tables& tables) {
    return tables.empty() ? 0 : std::ranges::min(tables, {}, [](const auto& t) { return t.rows.size(); }).rows.size();
}

void add(TimeSeries& out, double time_s, const std::vector<double>& values) {
    const insight::Interval i = insight::mean_interval(values, kConfidence);
    out.time_s.push_back(time_s);
    out.mean.push_back(i.mean);
    out.low.push_back(i.bounded() ? i.low : i.mean);
    out.high.push_back(i.bounded() ? i.high : i.mean);
}

}  // namespace

std::vector<std::filesystem::path> run_directories(const experiment::RunSet& set) {
    if (!set.replicated) return {set.directory};
    std::vector<std::filesystem::path> out;
    for (const experiment::Replication& r : set.replications)
        if (r.status == experiment::RunStatus::Ok) out.push_back(set.directory / experiment::replication_name(r.number));
    return out;
}

Tables read_tables(const std::vector<std::filesystem::path>& directories, const std::string& name) {
    Tables out;
    for (const std::filesystem::path& directory : directories) {
        std::ifstream file(directory / name, std::ios::binary);
        const std::string text(std::istreambuf_iterator<char>(file), {});
        if (!text.empty()) out.push_back(experiment::read_csv(text, (directory / name).string()));
    }
    return out;
}

std::vector<double> numbers_in(const experiment::CsvTable& table, const std::string& column) {
    std::vector<double> out;
    const std::size_t at = table.column(column);
    if (at == experiment::CsvTable::kNone) return out;
    for (const std::vector<std::string>& row : table.rows)
        out.push_back(number_of(row[at]));
    return out;
}

std::string text_in(const experiment::CsvTable& table, std::size_t row, const std::string& column) {
    const std::size_t at = table.column(column);
    return at == experiment::CsvTable::kNone ? std::string() : table.rows[row][at];
}

double number_in(const experiment::CsvTable& table, std::size_t row, const std::string& column) {
    return number_of(text_in(table, row, column));
}

TimeSeries rate_over_time(const Tables& tables, const std::string& column) {
    TimeSeries out;
    const std::size_t rows = shared_rows(tables);
    if (rows < 2) return out;
    std::vector<std::vector<double>> totals;
    bool grows = false;
    for (const experiment::CsvTable& table : tables) {
        totals.push_back(numbers_in(table, column));
        if (totals.back().empty()) return {};
        grows = grows || totals.back().back() > 0;
    }
    if (!grows) return out;
    const std::vector<double> time_s = numbers_in(tables.front(), "time_s");
    const std::size_t bin = (rows - 1 + kMostBins - 1) / kMostBins;
    for (std::size_t from = 0; from + bin < rows; from += bin) {
        const std::size_t to = from + bin;
        std::vector<double> rates;
        for (const std::vector<double>& total : totals)
            rates.push_back((total[to] - total[from]) / (time_s[to] - time_s[from]) * kHour_s);
        add(out, (time_s[from] + time_s[to]) / 2, rates);
    }
    return out;
}

TimeSeries level_over_time(const Tables& tables, const std::string& column) {
    TimeSeries out;
    const std::size_t rows = shared_rows(tables);
    if (rows < 2) return out;
    std::vector<std::vector<double>> levels;
    for (const experiment::CsvTable& table : tables) {
        levels.push_back(numbers_in(table, column));
        if (levels.back().empty()) return {};
    }
    const std::vector<double> time_s = numbers_in(tables.front(), "time_s");
    const std::size_t step = (rows + kMostLevels - 1) / kMostLevels;
    for (std::size_t row = 0; row < rows; row += step) {
        std::vector<double> values;
        for (const std::vector<double>& level : levels)
            values.push_back(level[row]);
        add(out, time_s[row], values);
    }
    return out;
}

}  // namespace dray::report
