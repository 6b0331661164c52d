#include "motion/lorr/leg_meter.hpp"

#include <doctest/doctest.h>

#include "files.hpp"
#include "motion/lorr/planner.hpp"

using namespace dray;
using namespace dray::motion::lorr;

TEST_SUITE("unit") {
    TEST_CASE("a robot alone drives every leg in the shortest time, and in a crowd legs take longer") {
        const test::Files files;
        const auto efficiency = [&](int robots) {
            test::Parts parts = test::Parts::of_2023();
            parts.map = "type octile\nheight 6\nwidth 6\nmap\n......\n......\n..@@..\n......\n......\n......\n";
            parts.agents = std::to_string(robots) + "\n";
            for (int r = 0; r < robots; ++r)
                parts.agents += std::to_string(r) + "\n";
            parts.tasks = "7\n5\n30\n35\n0\n21\n3\n28\n";
            parts.problem.replace(parts.problem.find("\"teamSize\": 2"), 13, "\"teamSize\": " + std::to_string(robots));
            const Instance instance = read_instance(parts.write(files));
            Run run(instance, {.steps = 200, .iterations = 5}, make_lorr_planner(instance), make_task_chooser(instance));
            LegMeter legs(run);
            while (!run.done()) {
                run.step();
                legs.observe();
            }
            return legs.efficiency();
        };
        CHECK(efficiency(1) == doctest::Approx(1).epsilon(0.03));
        CHECK(efficiency(12) < 0.95);
        CHECK(efficiency(12) > 0.3);
    }
}
