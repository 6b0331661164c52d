#include "floors.hpp"

#include <algorithm>
#include <string_view>

namespace dray::test {

using floor::CellKind;
using floor::Floor;
using floor::FloorPlan;
using floor::Lane;

Floor drawn(const std::vector<std::string>& rows, std::vector<Lane> lanes) {
    FloorPlan plan;
    plan.height = static_cast<int>(rows.size());
    plan.width = static_cast<int>(rows.front().size());
    for (const std::string& row : rows) {
        for (const char c : row) {
            CellKind kind = CellKind::Aisle;
            std::uint8_t exits = 15;
            if (c == '#') kind = CellKind::Wall;
            if (c == 'S') kind = CellKind::Slot;
            if (c == 'C') kind = CellKind::Charger;
            if (c == 'B') kind = CellKind::Buffer;
            if (const auto way = std::string_view(">v<^").find(c); way != std::string_view::npos)
                exits = static_cast<std::uint8_t>(1u << way);
            plan.kind.push_back(kind);
            plan.exits.push_back(exits);
        }
    }
    // From a one-way aisle a robot also turns off into the slots beside it.
    for (int r = 0; r < plan.height; ++r) {
        for (int c = 0; c < plan.width; ++c) {
            for (const floor::Heading h : floor::kHeadings) {
                const int nr = r + floor::row_step(h), nc = c + floor::column_step(h);
                if (nr < 0 || nc < 0 || nr >= plan.height || nc >= plan.width) continue;
                if (plan.kind[static_cast<std::size_t>(nr * plan.width + nc)] == CellKind::Slot)
                    plan.exits[static_cast<std::size_t>(r * plan.width + c)] |=
                        static_cast<std::uint8_t>(1u << static_cast<unsigned>(h));
            }
        }
    }
    for (const Lane& lane : lanes) {
        for (const CellId c : lane.queue)
            plan.kind[c.index()] = CellKind::Lane;
        plan.kind[lane.service.index()] = CellKind::Lane;
    }
    plan.lanes = std::move(lanes);
    return Floor(std::move(plan));
}

namespace {

struct Grid {
    int width, height;
    std::vector<std::uint8_t> open;

    [[nodiscard]] int cells() const { return width * height; }
    [[nodiscard]] bool connected(int without) const {
        std::vector<std::uint8_t> seen(open.size(), 0);
        std::vector<int> todo;
        int total = 0, reached = 0;
        const auto visit = [&](int n, bool inside) {
            if (!inside || n == without || open[static_cast<std::size_t>(n)] == 0 || seen[static_cast<std::size_t>(n)] != 0)
                return;
            seen[static_cast<std::size_t>(n)] = 1;
            todo.push_back(n);
        };
        for (int c = 0; c < cells(); ++c) {
            if (open[static_cast<std::size_t>(c)] == 0 || c == without) continue;
            if (++total == 1) visit(c, true);
        }
        while (!todo.empty()) {
            const int c = todo.back();
            todo.pop_back();
            ++reached;
            visit(c + 1, c % width + 1 < width);
            visit(c - 1, c % width > 0);
            visit(c + width, c / width + 1 < height);
            visit(c - width, c / width > 0);
        }
        return reached == total;
    }
    [[nodiscard]] bool biconnected() const {
        for (int c = 0; c < cells(); ++c)
            if (open[static_cast<std::size_t>(c)] != 0 && !connected(c)) return false;
        return true;
    }
    // Blocks random cells where the rest stays biconnected; tells which.
    std::vector<std::size_t> block(Stream& random, int tries) {
        std::vector<std::size_t> blocked;
        for (int i = 0; i < tries; ++i) {
            const auto cell = static_cast<std::size_t>(random.integer(0, cells() - 1));
            if (open[cell] == 0) continue;
            open[cell] = 0;
            if (biconnected())
                blocked.push_back(cell);
            else
                open[cell] = 1;
        }
        return blocked;
    }
};

}  // namespace

Floor random_biconnected(Stream& random, int width, int height, double walls, double slots) {
    Grid grid{width, height, std::vector<std::uint8_t>(static_cast<std::size_t>(width * height), 1)};
    std::vector<std::string> rows(static_cast<std::size_t>(height), std::string(static_cast<std::size_t>(width), '.'));
    const auto draw = [&](double share, char c) {
        for (const std::size_t cell : grid.block(random, static_cast<int>(share * grid.cells())))
            rows[cell / static_cast<std::size_t>(width)][cell % static_cast<std::size_t>(width)] = c;
    };
    draw(walls, '#');
    draw(slots, 'S');
    // A slot that touches no aisle would be out of reach for a robot with a pod.
    const auto at = [&](int r, int c) {
        return r < 0 || c < 0 || r >= height || c >= width ? '#' : rows[static_cast<std::size_t>(r)][static_cast<std::size_t>(c)];
    };
    for (int r = 0; r < height; ++r)
        for (int c = 0; c < width; ++c)
            if (at(r, c) == 'S' && at(r, c + 1) != '.' && at(r, c - 1) != '.' && at(r + 1, c) != '.' && at(r - 1, c) != '.')
                rows[static_cast<std::size_t>(r)][static_cast<std::size_t>(c)] = '#';
    return drawn(rows);
}

Floor storage_site(const SiteSize& size) {
    const int side = 7;  // columns beside the blocks: four of lanes, one of entries, two of ring aisles
    const int width = 2 * side + size.blocks_across * (size.block_columns + 1) + 1;
    const int height = size.blocks_down * 3 + 3;
    std::vector<std::string> rows(static_cast<std::size_t>(height), std::string(static_cast<std::size_t>(width), '.'));
    for (int r = 1; r < height - 1; ++r) {
        for (int c = side; c < width - side; ++c) {
            const bool cross = (r - 1) % 3 == 0, along = (c - side) % (size.block_columns + 1) == 0;
            const char row_way = (r - 1) / 3 % 2 == 0 ? '>' : '<';
            const char column_way = (c - side) / (size.block_columns + 1) % 2 == 0 ? 'v' : '^';
            rows[static_cast<std::size_t>(r)][static_cast<std::size_t>(c)] = cross && along ? '.'
                                                                             : cross        ? row_way
                                                                             : along        ? column_way
                                                                                            : 'S';
        }
    }
    // A lane runs outwards along one row and back along the next.
    std::vector<Lane> lanes;
    const int pitch = std::max(2, (height - 2) / ((size.stations + 1) / 2));
    for (int i = 0; i < size.stations; ++i) {
        const int row = 1 + i / 2 * pitch;
        const auto at = [&](int r, int c) {
            return CellId(static_cast<std::size_t>(r * width + (i % 2 == 0 ? c : width - 1 - c)));
        };
        if (row + 1 >= height) break;
        lanes.push_back({.name = "pick-" + std::to_string(i + 1),
                         .entry = at(row, 4),
                         .queue = {at(row, 3), at(row, 2), at(row, 1)},
                         .service = at(row, 0),
                         .exit = at(row + 1, 0)});
    }
    return drawn(rows, std::move(lanes));
}

CellId random_cell(Stream& random, const Floor& floor) {
    for (;;) {
        const CellId c(static_cast<std::size_t>(random.integer(0, static_cast<std::int64_t>(floor.cell_count()) - 1)));
        if (floor.kind(c) != CellKind::Wall) return c;
    }
}

}  // namespace dray::test
