#include "floor/dead_ends.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace dray::floor {

namespace {

bool counts(const Floor& floor, CellId c) {
    return floor.kind(c) != CellKind::Wall && floor.kind(c) != CellKind::Slot;
}

/// The cells beside `c` that a robot can drive to or come from, ascending by heading; invalid where there is none.
std::array<CellId, 4> beside(const Floor& floor, CellId c) {
    std::array<CellId, 4> cells;
    for (const Heading h : kHeadings) {
        CellId n = floor.next(c, h);
        if (!n.valid()) n = floor.previous(c, opposite(h));
        if (n.valid() && counts(floor, n)) cells[static_cast<std::size_t>(h)] = n;
    }
    return cells;
}

/// Flags the cells that fall off when cells with one neighbour left are taken away again and again.
std::vector<std::uint8_t> peel(const Floor& floor) {
    std::vector<std::uint8_t> degree(floor.cell_count(), 0), peeled(floor.cell_count(), 0);
    std::vector<CellId> todo;
    for (std::size_t i = 0; i < floor.cell_count(); ++i) {
        if (!counts(floor, CellId(i))) continue;
        for (const CellId n : beside(floor, CellId(i)))
            if (n.valid()) ++degree[i];
        if (degree[i] == 1) todo.push_back(CellId(i));
    }
    for (std::size_t k = 0; k < todo.size(); ++k) {
        const CellId c = todo[k];
        if (degree[c.index()] != 1) continue;
        peeled[c.index()] = 1;
        for (const CellId n : beside(floor, c))
            if (n.valid() && peeled[n.index()] == 0 && --degree[n.index()] == 1) todo.push_back(n);
    }
    return peeled;
}

std::string span_text(std::string_view word, int low, int high) {
    return low == high ? fmt::format("{} {}", word, low) : fmt::format("{}s {} to {}", word, low, high);
}

std::string name_of(const Floor& floor, std::size_t number, const std::vector<CellId>& cells) {
    int top = floor.height(), bottom = -1, left = floor.width(), right = -1;
    for (const CellId c : cells) {
        top = std::min(top, floor.row(c)), bottom = std::max(bottom, floor.row(c));
        left = std::min(left, floor.column(c)), right = std::max(right, floor.column(c));
    }
    return fmt::format("dead-end-{} ({}, {})", number, span_text("row", top, bottom), span_text("column", left, right));
}

}  // namespace

std::vector<DeadEnd> find_dead_ends(const Floor& floor) {
    std::vector<std::uint8_t> peeled = peel(floor);
    std::vector<DeadEnd> found;
    for (std::size_t i = 0; i < floor.cell_count(); ++i) {
        const CellId mouth(i);
        if (!counts(floor, mouth) || peeled[i] == 1) continue;
        for (const CellId first : beside(floor, mouth)) {
            if (!first.valid() || peeled[first.index()] != 1) continue;
            DeadEnd end{.name = {}, .mouth = mouth, .cells = {first}};
            // A cell taken into a dead end is marked 2, so that it is taken once.
            peeled[first.index()] = 2;
            for (std::size_t k = 0; k < end.cells.size(); ++k) {
                for (const CellId n : beside(floor, end.cells[k])) {
                    if (!n.valid() || peeled[n.index()] != 1) continue;
                    peeled[n.index()] = 2;
                    end.cells.push_back(n);
                }
            }
            end.name = name_of(floor, found.size() + 1, end.cells);
            found.push_back(std::move(end));
        }
    }
    return found;
}

}  // namespace dray::floor
