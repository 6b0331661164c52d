#include "motion/lorr/nearest_tasks.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>

#include "../floors.hpp"

using namespace dray;
using namespace dray::motion::lorr;

TEST_SUITE("property") {
    TEST_CASE("each robot without a task gets the nearest that is left, and no other robot's") {
        Stream random(5, "nearest");
        for (int round = 0; round < 200; ++round) {
            const int width = static_cast<int>(random.integer(1, 60)), height = static_cast<int>(random.integer(1, 60));
            const floor::Floor floor = test::drawn(std::vector(static_cast<std::size_t>(height), std::string(width, '.')));
            std::vector<CellId> cells;
            for (std::int64_t n = random.integer(1, 80); n > 0; --n)
                cells.push_back(test::random_cell(random, floor));
            std::vector<ChoosingRobot> robots(static_cast<std::size_t>(random.integer(1, 60)));
            std::vector<OpenTask> tasks;
            std::vector<TaskId> holds(robots.size());
            for (std::size_t t = 0; t < cells.size(); ++t)
                tasks.push_back({TaskId(t), RobotId(), std::span(cells).subspan(t, 1)});
            for (std::size_t r = 0; r < robots.size(); ++r) {
                robots[r].pose.cell = test::random_cell(random, floor);
                if (r >= tasks.size() || !random.chance(0.5)) continue;
                holds[r] = robots[r].task = TaskId(r);
                tasks[r].holder = RobotId(r);
            }
            std::reverse(tasks.begin(), tasks.end());
            NearestTasks chooser(floor);
            const std::vector<TaskId> before = holds;
            chooser.choose({.floor = &floor, .robots = robots, .tasks = tasks}, holds);

            std::vector<std::uint8_t> taken(cells.size(), 0);
            for (const TaskId task : before)
                if (task.valid()) taken[task.index()] = 1;
            for (std::size_t r = 0; r < robots.size(); ++r) {
                TaskId nearest = before[r];
                int least = 0;
                for (std::size_t t = 0; t < cells.size() && !before[r].valid(); ++t) {
                    const int distance = std::abs(floor.row(cells[t]) - floor.row(robots[r].pose.cell)) +
                                         std::abs(floor.column(cells[t]) - floor.column(robots[r].pose.cell));
                    if (taken[t] != 0 || (nearest.valid() && distance >= least)) continue;
                    nearest = TaskId(t), least = distance;
                }
                CHECK(holds[r] == nearest);
                if (nearest.valid()) taken[nearest.index()] = 1;
            }
        }
    }
}
