#include "report/html/state_section.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>

#include "base/error.hpp"
#include "report/html/gantt.hpp"
#include "report/html/run_files.hpp"

namespace dray::report {

namespace {

using insight::ResourceState;

ResourceState state_named(const std::string& word, const std::filesystem::path& file, std::size_t row) {
    for (std::size_t s = 0; s < insight::kResourceStates; ++s)
        if (word == insight::name_of(static_cast<ResourceState>(s))) return static_cast<ResourceState>(s);
    throw InputError({Diagnostic{file.string(), static_cast<int>(row) + 2, 1, fmt::format("'{}' is no state", word)}});
}

// Rows of a table stand in any order.
std::map<std::string, GanttRow> rows_of(const experiment::CsvTable& table, const std::filesystem::path& file) {
    std::map<std::string, GanttRow> rows;
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        GanttRow& row = rows[text_in(table, i, "resource")];
        row.spans.push_back(
            {number_in(table, i, "from_s"), number_in(table, i, "to_s"), state_named(text_in(table, i, "state"), file, i)});
    }
    for (auto& [name, row] : rows) {
        row.name = name;
        std::ranges::stable_sort(row.spans, {}, &GanttSpan::from_s);
    }
    return rows;
}

double time_in(const GanttRow& row, ResourceState state) {
    return row.time_s()[static_cast<std::size_t>(state)];
}

bool did_something(const GanttRow& row) {
    return std::ranges::any_of(row.spans, [](const GanttSpan& span) { return span.state != ResourceState::Starved; });
}

// Those that others or faults keep from working most come first; of equals those that work most.
void sort_worst_first(std::vector<GanttRow>& rows) {
    std::ranges::stable_sort(rows, std::ranges::greater(), [](const GanttRow& row) {
        return std::pair(time_in(row, ResourceState::Blocked) + time_in(row, ResourceState::Down),
                         time_in(row, ResourceState::Working));
    });
}

}  // namespace

void add_state_section(Page& page, const std::filesystem::path& run, double warm_up_s, bool several) {
    const Tables states = read_tables({run}, "states.csv"), resources = read_tables({run}, "resources.csv");
    if (states.empty() || resources.empty() || states.front().rows.empty()) return;
    const std::map<std::string, GanttRow> rows = rows_of(states.front(), run / "states.csv");
    std::vector<std::string> groups;  // in the order of the goods
    std::map<std::string, std::vector<GanttRow>> rows_by_group;
    double end_s = 0;
    for (std::size_t i = 0; i < resources.front().rows.size(); ++i) {
        const auto row = rows.find(text_in(resources.front(), i, "resource"));
        if (row == rows.end()) continue;
        const std::string group = text_in(resources.front(), i, "group");
        if (rows_by_group[group].empty()) groups.push_back(group);
        rows_by_group[group].push_back(row->second);
        end_s = std::max(end_s, row->second.spans.back().to_s);
    }
    page.section("States over time");
    page.text(
        fmt::format("{}as seen once a second. A station that changes over to a robot that stands ready counts as working here, "
                    "and a group of people or chargers while one of them works. The dashed line is the end of the warm-up.",
                    several ? "The first replication, " : "What each was doing, "));
    for (const std::string& group : groups) {
        std::vector<GanttRow>& members = rows_by_group[group];
        const std::size_t idle = std::erase_if(members, std::not_fn(did_something));
        if (members.empty()) {
            page.text(fmt::format("{}: nothing to do all the time.", group));
            continue;
        }
        sort_worst_first(members);
        std::string note = members.size() > 1 ? "Those that were blocked or down longest come first." : "";
        if (const std::size_t named = named_rows(members.size()); named < members.size())
            note += fmt::format(" The first {} of {} are named, the others tell their name under the pointer.", named,
                                members.size());
        if (idle > 0) note += fmt::format(" {} more had nothing to do all the time.", idle);
        page.drawing(group, note, gantt_svg({.end_s = end_s, .warm_up_s = warm_up_s, .rows = members}));
    }
}

}  // namespace dray::report
