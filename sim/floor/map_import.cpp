#include "floor/map_import.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/error.hpp"
#include "floor/map_text.hpp"
#include "floor/reach.hpp"
#include "floor/sketch.hpp"

namespace dray::floor {

namespace {

/// Larger files cannot hold an allowed map: its cells, a CRLF per row and the header.
constexpr std::uintmax_t kMaxFile_bytes = 16'000'000;

std::string read_file(const std::string& path) {
    std::error_code error;
    if (std::filesystem::is_directory(path, error))
        throw EnvironmentError(fmt::format("cannot read the map {}: it is a directory", path));
    std::ifstream file(path, std::ios::binary);
    if (!file) throw EnvironmentError(fmt::format("cannot read the map {}: {}", path, std::strerror(errno)));
    std::string text(static_cast<std::size_t>(kMaxFile_bytes) + 1, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (file.bad()) throw EnvironmentError(fmt::format("cannot read the map {}: {}", path, std::strerror(errno)));
    text.resize(static_cast<std::size_t>(file.gcount()));
    return text;
}

/// Turns the characters into cells, then the chosen `E` cells into lanes.
class Import {
  public:
    Import(const MapText& map, const MapLayout& layout, Faults& faults)
        : map_(map), layout_(layout), faults_(faults), sketch_(map.width, map.height) {}

    std::optional<FloorPlan> make(double cell_m) {
        const std::size_t before = faults_.count();
        draw_cells();
        for (const CellId c : chosen_)
            sketch_.set(c, CellKind::Lane, 0);
        for (const CellId c : chosen_)
            add_station(c);
        if (faults_.count() != before) return std::nullopt;
        wall_up();
        return sketch_.plan(cell_m, std::move(lanes_));
    }

  private:
    [[nodiscard]] char symbol(CellId c) const {
        return map_.rows[static_cast<std::size_t>(sketch_.row(c))][static_cast<std::size_t>(sketch_.column(c))];
    }
    [[nodiscard]] bool is_aisle(CellId c) const { return c.valid() && sketch_.kind(c) == CellKind::Aisle; }
    /// Whether the cell is open and still nobody's entry, exit or queue.
    [[nodiscard]] bool is_free(CellId c) const { return is_aisle(c) && reserved_[c.index()] == 0; }

    void draw_cells() {
        std::vector<CellId> all;
        reserved_.assign(map_.rows.size() * static_cast<std::size_t>(map_.width), 0);
        for (std::size_t i = 0; i < reserved_.size(); ++i) {
            const CellId c(i);
            const char s = symbol(c);
            if (s == 'E') all.push_back(c);
            if (s == '@' && beside_service(c)) sketch_.set(c, CellKind::Slot);
            if (s == '.' || s == 'S' || s == 'G' || s == 'E') sketch_.set(c, CellKind::Aisle);
        }
        // Evenly spread over the numbering when fewer are wanted than there are.
        const std::size_t wanted = layout_.max_stations > 0 ? static_cast<std::size_t>(layout_.max_stations) : all.size();
        const std::size_t count = std::min(wanted, all.size());
        for (std::size_t k = 0; k < count; ++k)
            chosen_.push_back(all[(2 * k + 1) * all.size() / (2 * count)]);
    }

    [[nodiscard]] bool beside_service(CellId c) const {
        for (const Heading h : kHeadings) {
            const CellId n = sketch_.beside(c, h);
            if (n.valid() && symbol(n) == 'S') return true;
        }
        return false;
    }

    /// The one aisle cell from which a pocket beside a service cell is reached, or invalid when it is no pocket.
    [[nodiscard]] CellId mouth_of(CellId pocket, CellId service) const {
        CellId mouth;
        for (const Heading h : kHeadings) {
            const CellId n = sketch_.beside(pocket, h);
            if (n == service || !n.valid() || sketch_.kind(n) == CellKind::Wall) continue;
            if (mouth.valid() || !is_aisle(n)) return CellId();
            mouth = n;
        }
        return mouth;
    }

    void add_station(CellId service) {
        const std::int64_t index = static_cast<std::int64_t>(lanes_.size()) + 1;
        const bool stows = layout_.stow_every > 0 && index % layout_.stow_every == 0;
        const std::int64_t number = stows ? ++stow_ : ++pick_;
        Lane lane;
        lane.name = fmt::format("{}-{}", stows ? "stow" : "pick", number);
        lane.kind = stows ? StationKind::Stow : StationKind::Pick;
        lane.service = service;
        if (!lay_in_pocket(lane) && !lay_in_the_open(lane) && !lay_without_queue(lane)) {
            faults_.cell(sketch_.row(service), sketch_.column(service),
                         fmt::format("the station 'E' at row {}, column {} has no aisle cell beside it", sketch_.row(service),
                                     sketch_.column(service)));
            return;
        }
        reserved_[lane.entry.index()] = reserved_[lane.exit.index()] = 1;
        lanes_.push_back(std::move(lane));
    }

    bool lay_in_pocket(Lane& lane) {
        for (const Heading h : kHeadings) {
            const CellId pocket = sketch_.beside(lane.service, h);
            if (!is_free(pocket) || symbol(pocket) != '.') continue;
            const CellId mouth = mouth_of(pocket, lane.service);
            if (!mouth.valid()) continue;
            // Straight on out of the service cell saves a turn.
            CellId exit;
            for (const Heading out : {opposite(h), right_of(h), left_of(h)}) {
                const CellId n = sketch_.beside(lane.service, out);
                if (!exit.valid() && is_aisle(n)) exit = n;
            }
            if (!exit.valid()) continue;
            lane.entry = mouth;
            lane.queue = {pocket};
            lane.exit = exit;
            sketch_.set(pocket, CellKind::Lane, 0);
            return true;
        }
        return false;
    }

    /// Whether robots still get past when two neighbouring cells become a lane: the open cells of the ring of ten round them hang
    /// together.
    [[nodiscard]] bool can_pass(CellId service, Heading h) const {
        const Heading right = right_of(h), back = opposite(h), left = left_of(h);
        int row = sketch_.row(service) + 2 * row_step(h), column = sketch_.column(service) + 2 * column_step(h), gaps = 0;
        const auto open_here = [&] { return sketch_.inside(row, column) && is_aisle(sketch_.at(row, column)); };
        bool open = open_here();
        for (const Heading step : {right, back, back, back, left, left, h, h, h, right}) {
            row += row_step(step), column += column_step(step);
            if (open && !open_here()) ++gaps;
            open = open_here();
        }
        return gaps <= 1;
    }

    /// A straight lane: entry, queue cell, service cell and exit in line, where it does not close the way past it.
    bool lay_in_the_open(Lane& lane) {
        for (const Heading h : kHeadings) {
            const CellId queue = sketch_.beside(lane.service, h), exit = sketch_.beside(lane.service, opposite(h));
            if (!is_free(queue) || symbol(queue) != '.' || !is_aisle(exit) || !can_pass(lane.service, h)) continue;
            const CellId entry = sketch_.beside(queue, h);
            if (!is_aisle(entry)) continue;
            lane.entry = entry;
            lane.queue = {queue};
            lane.exit = exit;
            sketch_.set(queue, CellKind::Lane, 0);
            return true;
        }
        return false;
    }

    bool lay_without_queue(Lane& lane) const {
        std::vector<CellId> around;
        for (const Heading h : kHeadings) {
            const CellId n = sketch_.beside(lane.service, h), across = sketch_.beside(lane.service, opposite(h));
            if (!is_aisle(n)) continue;
            around.push_back(n);
            if (is_aisle(across)) {
                lane.entry = n;
                lane.exit = across;
                return true;
            }
        }
        if (around.empty()) return false;
        lane.entry = around.front();
        lane.exit = around.back();
        return true;
    }

    /// Makes walls of the aisle cells that no robot of a station or of the largest connected area can get to.
    void wall_up() {
        const Floor floor(sketch_.plan(1.0, lanes_));
        std::vector<CellId> seeds = members(core(floor));
        for (const Lane& lane : lanes_)
            seeds.insert(seeds.end(), {lane.entry, lane.exit});
        const CellSet reached = reached_from(floor, seeds, true);
        for (std::size_t i = 0; i < reached.size(); ++i)
            if (reached[i] == 0 && floor.kind(CellId(i)) == CellKind::Aisle) sketch_.set(CellId(i), CellKind::Wall, 0);
    }

    const MapText& map_;
    const MapLayout& layout_;
    Faults& faults_;
    Sketch sketch_;
    std::vector<std::uint8_t> reserved_;
    std::vector<CellId> chosen_;
    std::vector<Lane> lanes_;
    std::int64_t pick_ = 0, stow_ = 0;
};

}  // namespace

std::optional<FloorPlan> import_map_text(const std::string& text, const std::string& name, const MapLayout& layout, double cell_m,
                                         Faults& faults) {
    const auto map = read_map_text(text, name, faults);
    if (!map) return std::nullopt;
    const int first_line = map->first_line;
    faults.set_cell_place([name, first_line](int row, int column) { return config::Place{name, first_line + row, column + 1}; });
    return Import(*map, layout, faults).make(cell_m);
}

std::optional<FloorPlan> import_map(const MapLayout& layout, double cell_m, Faults& faults) {
    if (layout.path.empty()) {
        faults.field("map.path", "the layout \"map\" needs the path of a .map file");
        return std::nullopt;
    }
    const std::filesystem::path path(layout.path);
    const std::string full =
        path.is_absolute() ? layout.path : (std::filesystem::path(faults.directory()) / path).lexically_normal().string();
    const std::string text = read_file(full);
    if (text.size() > kMaxFile_bytes) {
        faults.field("map.path", fmt::format("{} has more than {} bytes, too large for a map", full, kMaxFile_bytes));
        return std::nullopt;
    }
    return import_map_text(text, full, layout, cell_m, faults);
}

}  // namespace dray::floor
