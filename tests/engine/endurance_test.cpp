// A site that has more to do than it can, over hours: what gets stuck for good shows here.
#include <doctest/doctest.h>

#include <vector>

#include "engine/simulation.hpp"

using namespace dray;

TEST_SUITE("scenario") {
    TEST_CASE("every pick station of the drawn site works on for hours") {
        const std::string file = std::string(DRAY_SOURCE_DIR) + "/scenarios/drawn-layout.yaml";
        engine::Simulation run(engine::load_scenario(file, {"duration_s=10800", "demand.orders_per_h=600"}), 2);
        std::vector<std::int64_t> before;
        while (!run.done()) {
            run.tick();
            if (before.empty() && run.time_s() >= 9000) {
                for (const primitives::Station& station : run.operations().stations())
                    before.push_back(station.lines_done);
            }
        }
        for (std::size_t s = 0; s < before.size(); ++s) {
            const primitives::Station& station = run.operations().stations()[s];
            if (station.kind() == floor::StationKind::Pick) CHECK(station.lines_done - before[s] > 50);
        }
    }
}
