#include "experiment/run_statistics.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <iterator>

#include "experiment/csv_table.hpp"
#include "insight/statistics/warm_up.hpp"

namespace dray::experiment {

namespace {

constexpr double kConfidence = 0.95;
constexpr double kMinute_s = 60;

std::vector<double> steps_of(const std::vector<double>& totals) {
    std::vector<double> steps;
    for (std::size_t i = 1; i < totals.size(); ++i)
        steps.push_back(totals[i] - totals[i - 1]);
    return steps;
}

// The totals of a site's main rate: lines, else parcels, else cages.
std::vector<double> main_totals(const engine::Results& r) {
    std::array<std::vector<double>, 3> totals;
    for (const engine::TimePoint& p : r.timeline) {
        totals[0].push_back(static_cast<double>(p.lines));
        totals[1].push_back(static_cast<double>(p.parcels_sorted));
        totals[2].push_back(static_cast<double>(p.cages_shipped));
    }
    for (const std::vector<double>& t : totals)
        if (!t.empty() && t.back() > 0) return t;
    return {};
}

RunFigure rate_of(const engine::Results& r, std::span<const double> per_minute) {
    const bool lines = r.has_storage && r.lines > 0;
    const bool parcels = !lines && !r.timeline.empty() && r.timeline.back().parcels_sorted > 0;
    RunFigure out{lines     ? "throughput.lines_per_hour"
                  : parcels ? "throughput.parcels_sorted_per_hour"
                            : "throughput.cages_per_hour",
                  insight::batch_means_interval(per_minute, kConfidence)};
    constexpr double kMinutesPerHour = 60;
    out.run.interval.mean *= kMinutesPerHour;
    out.run.interval.low *= kMinutesPerHour;
    out.run.interval.high *= kMinutesPerHour;
    out.run.interval.deviation *= kMinutesPerHour;
    return out;
}

// The column of a timeseries.csv as totals, or nothing.
std::vector<double> column_of(const CsvTable& table, const std::string& name) {
    std::vector<double> out;
    const std::size_t column = table.column(name);
    if (column == CsvTable::kNone) return out;
    for (const std::vector<std::string>& row : table.rows) {
        double value = 0;
        std::from_chars(row[column].data(), row[column].data() + row[column].size(), value);
        out.push_back(value);
    }
    return out;
}

}  // namespace

WarmUpCheck check_warm_up(std::span<const double> per_minute, double used_s, bool steady_state) {
    WarmUpCheck out{.applies = steady_state, .used_s = used_s};
    if (!steady_state) return out;
    const insight::WarmUp found = insight::find_warm_up(per_minute);
    if (found.values) out.found_s = static_cast<double>(*found.values) * kMinute_s;
    out.refusal = found.refusal;
    return out;
}

RunStatistics statistics_of(const engine::Results& r) {
    RunStatistics out;
    const std::vector<double> per_minute = steps_of(main_totals(r));
    out.warm_up = check_warm_up(per_minute, r.warm_up_s, r.steady_state);
    if (!r.steady_state || per_minute.empty()) return out;
    const auto skipped = std::min(per_minute.size(), static_cast<std::size_t>(r.warm_up_s / kMinute_s + 0.999));
    out.figures.push_back(rate_of(r, std::span(per_minute).subspan(skipped)));
    if (!r.cycle_times_s.empty()) {
        out.figures.push_back({"orders.cycle_time_s.p50", insight::batch_quantile_interval(r.cycle_times_s, 0.50, kConfidence)});
        out.figures.push_back({"orders.cycle_time_s.p95", insight::batch_quantile_interval(r.cycle_times_s, 0.95, kConfidence)});
    }
    return out;
}

std::vector<double> mean_per_minute(const std::vector<std::filesystem::path>& run_directories) {
    std::vector<std::vector<double>> all;
    for (const char* name : {"lines_picked", "parcels_sorted", "cages_shipped"}) {
        for (const std::filesystem::path& directory : run_directories) {
            std::ifstream file(directory / "timeseries.csv", std::ios::binary);
            const std::string text(std::istreambuf_iterator<char>(file), {});
            if (text.empty()) continue;
            std::vector<double> totals = column_of(read_csv(text, (directory / "timeseries.csv").string()), name);
            if (!totals.empty() && totals.back() > 0) all.push_back(steps_of(totals));
        }
        if (!all.empty()) break;
    }
    if (all.empty()) return {};
    std::vector<double> mean(std::ranges::min(all, {}, &std::vector<double>::size).size(), 0);
    for (const std::vector<double>& one : all)
        for (std::size_t i = 0; i < mean.size(); ++i)
            mean[i] += one[i] / static_cast<double>(all.size());
    return mean;
}

}  // namespace dray::experiment
