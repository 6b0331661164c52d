#include "motion/lorr/matched_tasks.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <numeric>

#include "../fleet/grids.hpp"
#include "property.hpp"

using namespace dray;
using namespace dray::motion;
using namespace dray::motion::lorr;

namespace {

/// Robots, tasks of one errand each and who holds what.
struct Scene {
    floor::Floor floor;
    std::vector<CellId> cells;
    std::vector<ChoosingRobot> robots;
    std::vector<OpenTask> tasks;
    std::vector<TaskId> holds;
};

Scene random_scene(Stream& random, int edge, std::int64_t most) {
    Scene scene{
        test::random_grid(random, static_cast<int>(random.integer(2, edge)), static_cast<int>(random.integer(2, edge)), 0.1),
        {},
        {},
        {},
        {}};
    const auto cell = [&] {
        CellId c;
        do
            c = CellId(static_cast<std::size_t>(random.integer(0, static_cast<std::int64_t>(scene.floor.cell_count()) - 1)));
        while (scene.floor.kind(c) == floor::CellKind::Wall);
        return c;
    };
    const auto tasks = static_cast<std::size_t>(random.integer(0, most));
    for (std::size_t t = 0; t < tasks; ++t)
        scene.cells.push_back(cell());
    for (std::size_t t = 0; t < tasks; ++t)
        scene.tasks.push_back({TaskId(t * 3), RobotId(), std::span(scene.cells).subspan(t, 1)});
    scene.robots.resize(static_cast<std::size_t>(random.integer(1, most)));
    scene.holds.resize(scene.robots.size());
    for (std::size_t r = 0; r < scene.robots.size(); ++r) {
        scene.robots[r].pose.cell = cell();
        if (random.chance(0.2)) {
            scene.robots[r].opened = true;
            scene.holds[r] = TaskId(1000000 + r);
        } else if (r < tasks && random.chance(0.3)) {
            scene.holds[r] = scene.robots[r].task = scene.tasks[r].task;
            scene.tasks[r].holder = RobotId(r);
        }
    }
    return scene;
}

}  // namespace

TEST_SUITE("property") {
    TEST_CASE("begun tasks are kept, no task has two robots, and no robot is idle for long while tasks are left") {
        CHECK(property::holds([] {
            Stream random(property::seed(), "matched");
            Scene scene = random_scene(random, 40, 60);
            MatchedTasks chooser(scene.floor, scene.robots.size());
            const std::vector<TaskId> before = scene.holds;
            for (int call = 0; call < 8; ++call) {
                chooser.choose({.floor = &scene.floor, .robots = scene.robots, .tasks = scene.tasks}, scene.holds);
                std::vector<std::uint32_t> given;
                std::size_t idle = 0;
                for (std::size_t r = 0; r < scene.holds.size(); ++r) {
                    if (scene.robots[r].opened) {
                        RC_ASSERT(scene.holds[r] == before[r]);
                    } else if (scene.holds[r].valid()) {
                        given.push_back(scene.holds[r].value);
                    } else {
                        ++idle;
                    }
                }
                std::sort(given.begin(), given.end());
                RC_ASSERT(std::adjacent_find(given.begin(), given.end()) == given.end());
                for (const std::uint32_t id : given)
                    RC_ASSERT(id % 3 == 0 && id / 3 < scene.tasks.size());
                RC_ASSERT(call < 7 || idle == 0 || given.size() == scene.tasks.size());
                for (OpenTask& task : scene.tasks)
                    task.holder = RobotId();
                for (std::size_t r = 0; r < scene.holds.size(); ++r)
                    if (!scene.robots[r].opened && scene.holds[r].valid())
                        scene.tasks[scene.holds[r].value / 3].holder = RobotId(r);
            }
        }));
    }
}

TEST_SUITE("unit") {
    TEST_CASE("two robots whose tasks lie crosswise swap them") {
        const floor::Floor floor = test::grid({std::string(60, '.')});
        const std::vector<CellId> cells = {CellId(std::size_t{50}), CellId(std::size_t{8})};
        std::vector<ChoosingRobot> robots(2);
        robots[0].pose.cell = CellId(std::size_t{5});
        robots[1].pose.cell = CellId(std::size_t{55});
        std::vector<OpenTask> tasks = {{TaskId(std::size_t{0}), RobotId(std::size_t{0}), std::span(cells).first(1)},
                                       {TaskId(std::size_t{1}), RobotId(std::size_t{1}), std::span(cells).last(1)}};
        std::vector<TaskId> holds = {tasks[0].task, tasks[1].task};
        MatchedTasks chooser(floor, 2);
        for (int call = 0; call < 4; ++call) {
            chooser.choose({.floor = &floor, .robots = robots, .tasks = tasks}, holds);
            for (std::size_t t = 0; t < 2; ++t)
                tasks[t].holder = holds[0] == tasks[t].task ? RobotId(std::size_t{0}) : RobotId(std::size_t{1});
        }
        CHECK(holds[0] == tasks[1].task);
        CHECK(holds[1] == tasks[0].task);
    }
}
