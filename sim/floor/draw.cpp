#include "floor/draw.hpp"

#include <algorithm>

namespace dray::floor {

namespace {

char aisle_symbol(const Floor& floor, CellId c) {
    char symbol = '.';
    int one_way = 0;
    for (const Heading h : kHeadings) {
        const CellId n = floor.next(c, h);
        if (!n.valid() || floor.kind(n) != CellKind::Aisle || floor.next(n, opposite(h)) == c) continue;
        ++one_way;
        symbol = ">v<^"[static_cast<std::size_t>(h)];
    }
    return one_way == 1 ? symbol : '.';
}

char symbol_of(const Floor& floor, CellId c) {
    switch (floor.kind(c)) {
        case CellKind::Wall:
            return std::ranges::binary_search(floor.chutes(), c) ? 'O' : '#';
        case CellKind::Aisle:
            return aisle_symbol(floor, c);
        case CellKind::Slot:
            return 'S';
        case CellKind::Charger:
            return 'C';
        case CellKind::Buffer:
            return 'B';
        case CellKind::Lane:
            break;
    }
    const Lane& lane = floor.lane(floor.lane_of(c));
    return c != lane.service ? 'q' : "PWI"[static_cast<std::size_t>(lane.kind)];
}

}  // namespace

std::string draw(const Floor& floor) {
    std::string text;
    text.reserve(floor.cell_count() + static_cast<std::size_t>(floor.height()));
    for (std::size_t i = 0; i < floor.cell_count(); ++i) {
        text += symbol_of(floor, CellId(i));
        if (floor.column(CellId(i)) == floor.width() - 1) text += '\n';
    }
    return text;
}

}  // namespace dray::floor
