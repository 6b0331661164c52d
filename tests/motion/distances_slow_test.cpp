// Figures of the distance tables on the biggest site: bytes, wall time of prepare(), steady work, closures.
#include <doctest/doctest.h>
#include <fmt/core.h>

#include "base/stopwatch.hpp"
#include "floors.hpp"
#include "motion/distances.hpp"

using namespace dray;

TEST_SUITE("slow") {
    TEST_CASE("tables of a site of 73,000 cells, 170 stations and 43,000 slots stay within 230 MB") {
        const floor::Floor floor = test::storage_site({});
        const std::size_t budget = 230'000'000;
        const std::array costs = {motion::ActionCosts{16, 60, 4}, motion::ActionCosts{16, 60, 4}};
        motion::Distances distances(floor, costs, budget);
        const Stopwatch watch;
        distances.prepare();
        fmt::print("{} cells, {} slots, {} stations: prepare {:.0f} ms, {:.1f} MB\n", floor.cell_count(), floor.slots().size(),
                   floor.lanes().size(), watch.elapsed_ms(), static_cast<double>(distances.bytes()) / 1e6);

        // A thousand goals at once, of which 20 change in a simulated second.
        Stream random(1, "slots");
        const auto slot = [&] {
            return floor
                .slot(SlotId(static_cast<std::size_t>(random.integer(0, static_cast<std::int64_t>(floor.slots().size()) - 1))))
                .cell;
        };
        std::vector<std::pair<CellId, bool>> goals;
        for (int i = 0; i < 1000; ++i)
            goals.emplace_back(slot(), i % 2 == 0);
        distances.warm(goals);
        const double before = distances.core_ms();
        const int seconds = 300;
        for (int s = 0; s < seconds; ++s) {
            for (int i = 0; i < 20; ++i)
                goals[static_cast<std::size_t>(random.integer(0, 999))].first = slot();
            distances.warm(goals);
        }
        fmt::print("20 new slot goals a second: {:.2f} core-ms a second, {:.1f} MB\n", (distances.core_ms() - before) / seconds,
                   static_cast<double>(distances.bytes()) / 1e6);
        CHECK(distances.bytes() <= budget);

        std::vector<std::uint8_t> closed(floor.cell_count(), 0);
        for (std::uint64_t version = 1; version <= 6; ++version) {
            CellId cell = test::random_cell(random, floor);
            while (floor.kind(cell) != floor::CellKind::Aisle)
                cell = test::random_cell(random, floor);
            closed[cell.index()] ^= 1;
            if (version % 2 == 0) closed.assign(closed.size(), 0);
            for (std::size_t l = 0; l < floor.lanes().size(); ++l)
                goals.emplace_back(floor.lanes()[l].service, true);
            const double start = distances.core_ms();
            const Stopwatch wall;
            distances.set_closed(closed, version);
            distances.warm(goals);
            fmt::print("{}: {:.0f} core-ms, {:.0f} ms\n", version % 2 == 1 ? "a cell closes" : "all open again",
                       distances.core_ms() - start, wall.elapsed_ms());
        }
        CHECK(distances.bytes() <= budget);
    }
}
