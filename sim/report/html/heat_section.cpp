#include "report/html/heat_section.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "report/figures_text.hpp"

namespace dray::report {

namespace {

struct Cells {
    std::size_t width = 0, height = 0;
    std::string kinds;
    std::vector<double> driving_s, waiting_s;
};

char symbol_of(const std::string& kind) {
    static const std::map<std::string, char> symbols = {
        {"aisle", '.'}, {"slot", 'S'}, {"lane", 'L'}, {"charger", 'C'}, {"buffer", 'B'}};
    const auto found = symbols.find(kind);
    return found == symbols.end() ? '.' : found->second;
}

// Sizes first: rows of a table stand in any order.
std::map<std::string, Cells> floors_of(const Tables& tables) {
    std::map<std::string, Cells> floors;
    for (const experiment::CsvTable& table : tables) {
        for (std::size_t row = 0; row < table.rows.size(); ++row) {
            Cells& floor = floors[text_in(table, row, "area")];
            floor.height = std::max(floor.height, static_cast<std::size_t>(number_in(table, row, "row")) + 1);
            floor.width = std::max(floor.width, static_cast<std::size_t>(number_in(table, row, "column")) + 1);
        }
    }
    for (auto& [area, floor] : floors) {
        floor.kinds.assign(floor.width * floor.height, '#');
        floor.driving_s.assign(floor.kinds.size(), 0);
        floor.waiting_s.assign(floor.kinds.size(), 0);
    }
    for (const experiment::CsvTable& table : tables) {
        for (std::size_t row = 0; row < table.rows.size(); ++row) {
            Cells& floor = floors[text_in(table, row, "area")];
            const std::size_t cell = static_cast<std::size_t>(number_in(table, row, "row")) * floor.width +
                                     static_cast<std::size_t>(number_in(table, row, "column"));
            floor.kinds[cell] = symbol_of(text_in(table, row, "kind"));
            floor.driving_s[cell] += number_in(table, row, "driving_s") / static_cast<double>(tables.size());
            floor.waiting_s[cell] += number_in(table, row, "waiting_s") / static_cast<double>(tables.size());
        }
    }
    return floors;
}

}  // namespace

void add_heat_maps(Page& page, const Tables& tables) {
    const std::map<std::string, Cells> floors = floors_of(tables);
    if (floors.empty()) return;
    page.section("The floor");
    const experiment::Metric seconds{.name = "", .title = "", .unit = "s"};
    for (const auto& [area, floor] : floors) {
        for (const auto& [title, what, values] :
             {std::tuple{"where robots drive", "driven", &floor.driving_s}, {"where robots wait", "waited", &floor.waiting_s}}) {
            HeatMap map{.title = fmt::format("{}: {}", area, title),
                        .note = {},
                        .width = floor.width,
                        .height = floor.height,
                        .kinds = floor.kinds,
                        .values = *values,
                        .unit = "s"};
            map.note = fmt::format("Time {} on a cell, all robots together, over the run; at most {}.", what,
                                   value_text(seconds, std::ranges::max(*values)));
            page.heat_map(map);
        }
    }
}

}  // namespace dray::report
