// Jams told to people.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "report/figures_text.hpp"
#include "report/flow_documents.hpp"

namespace dray::report {

namespace {

constexpr std::size_t kMostTold = 8;
constexpr double kWorthTelling = 0.005;  // of all robot time

std::string jam_time(double seconds) {
    static const experiment::Metric kJamTime{.name = "", .title = "", .unit = "s"};
    return value_text(kJamTime, seconds);
}

// "station pick-3", "traffic near row 12 column 28", "sorter: broken robot 7".
std::string jam_name(const engine::JamResult& j, bool with_area) {
    const bool place = j.where.starts_with("row ");
    return fmt::format("{}{}{} {}", with_area ? j.area + ": " : "", j.cause, place ? " at" : "", j.where);
}

bool several_areas(const engine::JamsResult& jams) {
    return std::ranges::any_of(jams.largest, [&](const engine::JamResult& j) { return j.area != jams.largest.front().area; });
}

std::string robot_time_text(double robot_h) {
    return robot_h < 0.095 ? fmt::format("{:.1f} robot minutes", 60 * robot_h) : fmt::format("{:.1f} robot hours", robot_h);
}

}  // namespace

std::string jams_line(const engine::JamsResult& jams, double robot_h) {
    if (jams.largest.empty() || jams.robot_h < kWorthTelling * robot_h) return {};
    const engine::JamResult& worst = jams.largest.front();
    return fmt::format("{} lasting {} in the median, {:.1f} % of robot time; worst: {}, {} robots, {} cells back, {}", jams.count,
                       jam_time(jams.median_s()), 100 * jams.robot_h / robot_h, jam_name(worst, several_areas(jams)),
                       worst.robots_max, worst.spill_back_max_cells, jam_time(worst.to_s - worst.from_s));
}

std::string jams_text(const engine::JamsResult& jams) {
    if (jams.count == 0)
        return "No jams: never did three robots wait behind each other for five seconds outside a station's lane.\n";
    std::string out = fmt::format(
        "Jams: {}, {} in all; they last {} in the median and {} at most, and reach up to {} cells back. The worst:\n", jams.count,
        robot_time_text(jams.robot_h), jam_time(jams.median_s()), jam_time(jams.longest_s()), jams.spill_back_max_cells);
    const bool with_area = several_areas(jams);
    for (std::size_t i = 0; i < std::min(kMostTold, jams.largest.size()); ++i) {
        const engine::JamResult& j = jams.largest[i];
        fmt::format_to(std::back_inserter(out),
                       "{:>2}. {}: {}, from {} on for {}\n    {} robots at most and {:.1f} on average wait, {} one behind the "
                       "other, {} cells back from row {} column {}\n",
                       i + 1, jam_name(j, with_area), robot_time_text(j.robot_h), jam_time(j.from_s), jam_time(j.to_s - j.from_s),
                       j.robots_max, j.robots_mean, j.chain_max, j.spill_back_max_cells, j.head_row, j.head_column);
    }
    return out;
}

}  // namespace dray::report
