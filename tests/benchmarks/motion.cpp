// Microbenchmarks of the fleet planner's parts: run build/release/bin/bench_motion.
#include <benchmark/benchmark.h>

#include <array>

#include "../motion/fleet/grids.hpp"
#include "motion/fleet/guidance.hpp"
#include "motion/fleet/open_terrain.hpp"
#include "motion/lorr/matched_tasks.hpp"

using namespace dray;
using namespace dray::motion;

namespace {

/// Blocks of three by two walls between aisles one cell wide, with open cross ways at the sides: 140 x 500 cells as the largest
/// benchmark floors have.
floor::Floor warehouse(int rows, int columns) {
    std::vector<std::string> drawing;
    for (int r = 0; r < rows; ++r) {
        std::string row;
        for (int c = 0; c < columns; ++c) {
            const bool side = r < 6 || r >= rows - 6 || c < 6 || c >= columns - 6;
            row += !side && r % 3 != 0 && c % 4 != 0 ? '#' : '.';
        }
        drawing.push_back(row);
    }
    return test::grid(drawing);
}

const floor::Floor& large_floor() {
    static const floor::Floor floor = warehouse(140, 500);
    return floor;
}

void eight_goal_tables(benchmark::State& state) {
    const Roads roads(large_floor());
    Sweep sweep;
    Stream random(1, "goals");
    for (auto _ : state) {
        std::array<Place, kSweepLanes> goals;
        for (Place& goal : goals)
            goal = static_cast<Place>(random.integer(0, static_cast<std::int64_t>(roads.size()) - 1));
        sweep.run(roads, goals);
        benchmark::DoNotOptimize(sweep.price(0, 0, 0));
    }
}
BENCHMARK(eight_goal_tables)->Unit(benchmark::kMillisecond);

/// The options of one robot, judged by the table of its goal.
void options_of_a_robot(benchmark::State& state) {
    OpenTerrain terrain(Roads(large_floor()), static_cast<int>(state.range(0)), 1 << 20, 1);
    Options options(terrain.kinds(), 1);
    const Roads& roads = terrain.roads();
    std::array<RobotView, 1> robots;
    robots[0].goal = roads.cell(static_cast<Place>(roads.size() / 2));
    Place place = 0;
    for (auto _ : state) {
        place = (place + 7919) % static_cast<Place>(roads.size());
        robots[0].cell = roads.cell(place);
        robots[0].heading = floor::kHeadings[place & 3];
        terrain.begin({.robots = robots, .closed = {}, .budget = {}});
        terrain.judge(0, options);
    }
}
BENCHMARK(options_of_a_robot)->DenseRange(3, 6);

/// One step of a fleet: the first plan, with so many passes of improvement after it.
void fleet_step(benchmark::State& state) {
    const auto robots = static_cast<std::size_t>(state.range(0));
    const floor::Floor floor = robots > 1000 ? warehouse(140, 500) : warehouse(40, 40);
    test::Drivers drivers(floor, robots, fleet_planner_for(robots), Stream(1, "drivers"));
    for (int i = 0; i < 20; ++i)
        (void)drivers.step(1);
    for (auto _ : state)
        if (const std::string fault = drivers.step(state.range(1)); !fault.empty()) state.SkipWithError(fault.c_str());
}
BENCHMARK(fleet_step)
    ->Args({200, 0})
    ->Args({200, 10})
    ->Args({10000, 0})
    ->Args({10000, 1})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

/// Task choice for a fleet that has no tasks yet, with one and a half tasks a robot.
void task_choice(benchmark::State& state) {
    const auto robots = static_cast<std::size_t>(state.range(0));
    const floor::Floor& floor = large_floor();
    Stream random(1, "tasks");
    const auto cell = [&] {
        CellId c;
        do
            c = CellId(static_cast<std::size_t>(random.integer(0, static_cast<std::int64_t>(floor.cell_count()) - 1)));
        while (floor.kind(c) == floor::CellKind::Wall);
        return c;
    };
    std::vector<CellId> cells(3 * robots);
    for (CellId& c : cells)
        c = cell();
    std::vector<lorr::OpenTask> tasks;
    for (std::size_t t = 0; t < robots * 3 / 2; ++t)
        tasks.push_back({TaskId(t), RobotId(), std::span(cells).subspan(2 * t, 2)});
    std::vector<lorr::ChoosingRobot> views(robots);
    for (lorr::ChoosingRobot& robot : views)
        robot.pose.cell = cell();
    lorr::MatchedTasks chooser(floor, robots);
    std::vector<TaskId> holds(robots);
    for (auto _ : state) {
        chooser.choose({.floor = &floor, .robots = views, .tasks = tasks}, holds);
        for (lorr::OpenTask& task : tasks)
            task.holder = RobotId();
        for (std::size_t r = 0; r < robots; ++r)
            if (holds[r].valid()) tasks[holds[r].index()].holder = RobotId(r);
    }
}
BENCHMARK(task_choice)->Arg(1000)->Arg(10000)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace

BENCHMARK_MAIN();
