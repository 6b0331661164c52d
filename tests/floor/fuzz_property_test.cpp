#include <doctest/doctest.h>
#include <fmt/format.h>
#include <rapidcheck.h>

#include "floor/map_import.hpp"
#include "property.hpp"
#include "support.hpp"

using namespace dray;
using namespace dray::floor;
using namespace dray::floor::testing;

namespace {

/// A grid of random characters, mostly open so that some grids are whole sites.
std::string random_rows(int rows, int columns, const std::string& symbols) {
    std::string text;
    for (int row = 0; row < rows; ++row) {
        for (int column = 0; column < columns; ++column)
            text += property::in_range(0, 4) < 3 ? '.' : symbols[property::in_range<std::size_t>(0, symbols.size())];
        text += '\n';
    }
    return text;
}

constexpr const char* kSite =
    ".........\n"
    ".SS>>SS..\n"
    ".SS.vSS..\n"
    ".........\n"
    ".#q^#C#B.\n"
    ".#P^####v\n"
    ".......^<\n"
    ".SSS.SSS.\n";

}  // namespace

TEST_SUITE("property") {
    TEST_CASE("any drawing is either refused with places inside it or becomes a floor that keeps its promises") {
        int whole = 0;
        CHECK(property::holds("drawings", [&whole] {
            // A good drawing with up to seven cells changed: some stay good, most break in one place.
            constexpr int rows = 8, columns = 9;
            std::string text = kSite;
            for (int changes = property::in_range(0, 8); changes > 0; --changes) {
                const std::size_t cell =
                    property::in_range<std::size_t>(0, rows) * (columns + 1) + property::in_range<std::size_t>(0, columns);
                text[cell] = property::one_of({'#', '.', 'S', 'S', 'q', 'P', 'W', '>', '<', '^', 'v', 'B', 'C'});
            }
            RC_LOG() << text;
            const Built built = build_drawn(text);
            for (const Diagnostic& fault : built.faults) {
                RC_ASSERT(fault.file == std::string("site.yaml"));
                RC_ASSERT((fault.line >= 5 && fault.line < 5 + rows && fault.column >= 7 && fault.column < 7 + columns));
            }
            if (!built.faults.empty()) return;
            ++whole;
            RC_ASSERT(broken_promise(built.floor) == std::string());
        }));
        CHECK(whole > 0);
    }

    TEST_CASE("any map text is either refused with its line or becomes a plan whose lanes are whole") {
        int whole = 0;
        CHECK(property::holds("maps", [&whole] {
            const int rows = property::in_range(1, 9), columns = property::in_range(1, 9);
            std::string text =
                fmt::format("type octile\nheight {}\nwidth {}\nmap\n{}", rows, columns, random_rows(rows, columns, "@@SET"));
            // Now and then one byte of the file is broken.
            if (property::in_range(0, 4) == 0)
                text[property::in_range<std::size_t>(0, text.size())] = static_cast<char>(property::in_range(1, 256));
            const config::Document document;
            config::Diagnostics faults;
            Faults out(document, "floor", faults);
            const auto plan = import_map_text(text, "site.map", {}, 1.2, out);
            RC_ASSERT(plan.has_value() == faults.empty());
            for (const Diagnostic& fault : faults)
                RC_ASSERT((fault.line >= 1 && fault.column >= 1));
            if (!plan) return;
            ++whole;
            const Floor floor(*plan);
            for (const Lane& lane : floor.lanes()) {
                RC_ASSERT(floor.kind(lane.entry) == CellKind::Aisle);
                RC_ASSERT(floor.kind(lane.exit) == CellKind::Aisle);
                RC_ASSERT(floor.lane_of(lane.service).valid());
            }
        }));
        CHECK(whole > 0);
    }
}
