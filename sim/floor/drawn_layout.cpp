#include "floor/drawn_layout.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "floor/legend.hpp"
#include "floor/limits.hpp"
#include "floor/sketch.hpp"

namespace dray::floor {

namespace {

std::vector<std::string_view> lines_of(const std::string& text) {
    std::vector<std::string_view> lines;
    std::string_view rest = text;
    while (!rest.empty()) {
        const std::size_t end = rest.find('\n');
        std::string_view line = rest.substr(0, end);
        if (line.ends_with('\r')) line.remove_suffix(1);
        lines.push_back(line);
        rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    }
    while (!lines.empty() && lines.back().empty())
        lines.pop_back();
    return lines;
}

/// Finds the lanes of a sketch whose cells are drawn.
class LaneFinder {
  public:
    LaneFinder(const Sketch& sketch, const std::vector<Meaning>& cells, Faults& faults)
        : sketch_(sketch), cells_(cells), faults_(faults) {}

    std::vector<Lane> find() {
        for (std::size_t i = 0; i < cells_.size(); ++i)
            if (cells_[i].service) follow(CellId(i));
        return std::move(lanes_);
    }

  private:
    void fault(CellId c, const std::string& text) {
        faults_.cell(sketch_.row(c), sketch_.column(c),
                     fmt::format("{} at row {}, column {} of the drawing", text, sketch_.row(c), sketch_.column(c)));
    }

    [[nodiscard]] bool is_queue(CellId c) const {
        return c.valid() && sketch_.kind(c) == CellKind::Lane && !cells_[c.index()].service;
    }

    /// The queue cells beside `c` other than `but`.
    [[nodiscard]] std::vector<CellId> queue_beside(CellId c, CellId but) const {
        std::vector<CellId> found;
        for (const Heading h : kHeadings)
            if (const CellId n = sketch_.beside(c, h); n != but && is_queue(n)) found.push_back(n);
        return found;
    }

    void follow(CellId service) {
        Lane lane;
        lane.kind = cells_[service.index()].station;
        lane.name = fmt::format("{}-{}", word_of(lane.kind), ++number_[static_cast<std::size_t>(lane.kind)]);
        lane.service = service;
        CellId at = service, before;
        for (std::vector<CellId> next = queue_beside(at, before); !next.empty(); next = queue_beside(at, before)) {
            if (next.size() > 1) return fault(at, fmt::format("the queue of station \"{}\" branches", lane.name));
            before = at;
            at = next.front();
            // A queue that closes on itself has no far end.
            if (lane.queue.size() > cells_.size())
                return fault(at, fmt::format("the queue of station \"{}\" is a ring", lane.name));
            lane.queue.push_back(at);
        }
        std::reverse(lane.queue.begin(), lane.queue.end());
        const CellId last = lane.queue.empty() ? CellId() : lane.queue.back();
        const auto entry = aisle_beside(at, before, true), exit = aisle_beside(service, last, false);
        if (!entry) return fault(at, fmt::format("the entry of station \"{}\" {}", lane.name, kWhichAisle));
        if (!exit) return fault(service, fmt::format("the exit of station \"{}\" {}", lane.name, kWhichAisle));
        lane.entry = *entry;
        lane.exit = *exit;
        lanes_.push_back(std::move(lane));
    }

    /// The aisle cell through which the lane's end is entered or left; nothing when there is none or a choice. `inner` is the
    /// lane cell next to the end, or invalid.
    [[nodiscard]] std::optional<CellId> aisle_beside(CellId end, CellId inner, bool entering) const {
        std::vector<CellId> possible, pointed, in_line;
        for (const Heading h : kHeadings) {
            const CellId n = sketch_.beside(end, h);
            if (!n.valid() || (sketch_.kind(n) != CellKind::Aisle && sketch_.kind(n) != CellKind::Buffer)) continue;
            const Heading along = entering ? opposite(h) : h;
            if (cells_[n.index()].rule == bit(opposite(along))) continue;
            possible.push_back(n);
            if (cells_[n.index()].rule == bit(along)) pointed.push_back(n);
            if (inner.valid() && sketch_.beside(end, opposite(h)) == inner) in_line.push_back(n);
        }
        if (pointed.size() == 1) return pointed.front();
        if (pointed.empty() && in_line.size() == 1) return in_line.front();
        if (possible.size() == 1) return possible.front();
        return std::nullopt;
    }

    static constexpr std::string_view kWhichAisle =
        "is not clear: it needs one aisle cell, one in line with the lane or one whose arrow shows the way";

    const Sketch& sketch_;
    const std::vector<Meaning>& cells_;
    Faults& faults_;
    std::vector<Lane> lanes_;
    std::array<int, kStationKinds> number_{};
};

/// Rectangles that together cover exactly the cells of one drawn zone: runs of a row, joined with equal runs below.
std::vector<Zone> rectangles(const std::vector<Meaning>& cells, int width, int height, int zone, const ZoneConfig& config) {
    std::vector<Zone> found;
    for (int row = 0; row < height; ++row) {
        for (int column = 0; column < width;) {
            const auto in_zone = [&](int c) {
                return c < width && cells[static_cast<std::size_t>(row) * width + c].zone == zone;
            };
            int end = column;
            while (in_zone(end))
                ++end;
            if (end > column) {
                const auto above = std::find_if(found.begin(), found.end(), [&](const Zone& z) {
                    return z.column == column && z.columns == end - column && z.row + z.rows == row;
                });
                if (above != found.end())
                    ++above->rows;
                else
                    found.push_back({config.name, row, column, 1, end - column, config.speed_limit_mps, config.grip});
            }
            column = end + 1;
        }
    }
    return found;
}

/// The meaning of each cell, row by row; faults for unequal rows and unknown symbols.
std::vector<Meaning> read_cells(const std::vector<std::string_view>& lines, const Legend& legend, Faults& faults) {
    std::vector<Meaning> cells;
    const std::size_t width = lines.front().size();
    for (std::size_t row = 0; row < lines.size(); ++row) {
        const int r = static_cast<int>(row);
        if (lines[row].size() != width)
            faults.cell(r, static_cast<int>(std::min(width, lines[row].size())),
                        fmt::format("row {} of the drawing has {} cells, row 0 has {}", row, lines[row].size(), width));
        for (std::size_t column = 0; column < lines[row].size(); ++column) {
            const auto meaning = legend.meaning(lines[row][column]);
            if (!meaning) {
                const auto code = static_cast<unsigned>(static_cast<unsigned char>(lines[row][column]));
                const std::string shown =
                    code > 31 && code < 127 ? fmt::format("'{}'", lines[row][column]) : fmt::format("byte {}", code);
                faults.cell(r, static_cast<int>(column),
                            fmt::format("{} at row {}, column {} of the drawing has no meaning; the symbols are {}", shown, row,
                                        column, legend.symbols()));
            }
            cells.push_back(meaning.value_or(Meaning{}));
        }
    }
    return cells;
}

}  // namespace

std::optional<FloorPlan> read_drawing(const DrawnLayout& layout, const std::vector<ZoneConfig>& zones, double cell_m,
                                      Faults& faults) {
    const std::size_t before = faults.count();
    const config::Place place = faults.place_of("drawn.rows");
    faults.set_cell_place([place](int row, int column) {
        if (place.line == 0) return place;
        return config::Place{place.file, place.line + 1 + row, place.column + 2 + column};
    });
    const Legend legend(layout, zones, faults);
    const std::vector<std::string_view> lines = lines_of(layout.rows);
    if (lines.empty() || lines.front().empty()) {
        faults.field("drawn.rows", "the drawing is empty");
        return std::nullopt;
    }
    if (static_cast<std::int64_t>(lines.size() * lines.front().size()) > kMaxCells) {
        faults.field("drawn.rows", fmt::format("the drawing has more than {} cells", kMaxCells));
        return std::nullopt;
    }
    const std::vector<Meaning> cells = read_cells(lines, legend, faults);
    if (faults.count() != before) return std::nullopt;

    Sketch sketch(static_cast<int>(lines.front().size()), static_cast<int>(lines.size()));
    for (std::size_t i = 0; i < cells.size(); ++i) {
        sketch.set(CellId(i), cells[i].kind, cells[i].rule);
        for (const Heading h : kHeadings)
            if (cells[i].kind == CellKind::Aisle && cells[i].rule == bit(h)) sketch.open_sides(CellId(i), h);
    }
    std::vector<Lane> lanes = LaneFinder(sketch, cells, faults).find();
    if (faults.count() != before) return std::nullopt;
    FloorPlan plan = sketch.plan(cell_m, std::move(lanes));
    for (std::size_t i = 0; i < cells.size(); ++i)
        if (cells[i].chute) plan.chutes.emplace_back(i);
    for (std::size_t z = 0; z < zones.size(); ++z)
        for (Zone& zone : rectangles(cells, plan.width, plan.height, static_cast<int>(z), zones[z]))
            plan.zones.push_back(std::move(zone));
    return plan;
}

}  // namespace dray::floor
