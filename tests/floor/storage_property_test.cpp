#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "property.hpp"
#include "support.hpp"

using namespace dray;
using namespace dray::floor;
using namespace dray::floor::testing;

TEST_SUITE("property") {
    TEST_CASE("any numbers give a floor that keeps its promises, or a refusal that names what does not fit") {
        CHECK(property::holds("storage layouts", [] {
            StorageLayout s;
            s.block_columns = property::in_range(1, 12);
            s.block_rows = property::in_range(1, 3);
            s.blocks_across = property::in_range(1, 7);
            s.blocks_down = property::in_range(1, 9);
            s.pick_stations = property::in_range(1, 14);
            s.stow_stations = property::in_range(0, 5);
            s.queue_cells = property::in_range(0, 5);
            s.highway_lanes = property::in_range(1, 4);
            s.chargers = property::in_range(0, 12);
            s.buffer_cells = property::in_range(0, 20);
            s.aisles = property::one_of({std::string("one_way"), std::string("two_way")});
            const Built built = build_storage(s);
            if (!built.faults.empty()) {
                RC_TAG("refused");
                RC_ASSERT(built.text().find(" do not fit ") != std::string::npos);
                return;
            }
            RC_LOG() << draw(built.floor);
            RC_ASSERT(built.floor.slots().size() ==
                      static_cast<std::size_t>(s.block_columns * s.block_rows * s.blocks_across * s.blocks_down));
            RC_ASSERT(built.floor.lanes().size() == static_cast<std::size_t>(s.pick_stations + s.stow_stations));
            RC_ASSERT(built.floor.chargers().size() == static_cast<std::size_t>(s.chargers));
            RC_ASSERT(built.floor.buffers().size() == static_cast<std::size_t>(s.buffer_cells));
            RC_ASSERT(broken_promise(built.floor) == std::string());
        }));
    }

    TEST_CASE("next and previous are each other's inverse and stay on the floor") {
        CHECK(property::holds("edges", [] {
            const int rows = property::in_range(1, 8), columns = property::in_range(1, 8);
            const auto cells = static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns);
            FloorPlan plan;
            plan.width = columns;
            plan.height = rows;
            for (std::size_t i = 0; i < cells; ++i) {
                plan.kind.push_back(
                    property::one_of({CellKind::Wall, CellKind::Aisle, CellKind::Slot, CellKind::Charger, CellKind::Buffer}));
                plan.exits.push_back(property::in_range<std::uint8_t>(0, 16));
            }
            const Floor floor(plan);
            for (std::size_t i = 0; i < cells; ++i) {
                for (const Heading h : kHeadings) {
                    const CellId c(i), n = floor.next(c, h);
                    const int row = floor.row(c) + row_step(h), column = floor.column(c) + column_step(h);
                    const bool inside = row >= 0 && row < rows && column >= 0 && column < columns;
                    const bool expected = inside && plan.kind[i] != CellKind::Wall &&
                                          floor.kind(floor.at(row, column)) != CellKind::Wall &&
                                          (plan.exits[i] >> static_cast<int>(h) & 1) != 0;
                    RC_ASSERT(n.valid() == expected);
                    if (n.valid()) {
                        RC_ASSERT(n == floor.at(row, column));
                        RC_ASSERT(floor.previous(n, h) == c);
                    }
                    const CellId p = floor.previous(c, h);
                    if (p.valid()) RC_ASSERT(floor.next(p, h) == c);
                }
            }
        }));
    }
}
