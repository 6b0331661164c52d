// What PlanViz gets is a plan that the referee of the benchmark accepts.
#include "report/planviz.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <stdlib.h>

#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>

#include "../engine/small_site.hpp"
#include "motion/lorr/referee.hpp"

namespace fs = std::filesystem;
using namespace dray;
using floor::Heading;
using Json = nlohmann::json;
using report::PlanVizPaths;
using report::PlanVizView;

namespace {

struct Scratch {
    fs::path path;
    Scratch() {
        std::string name = (fs::temp_directory_path() / "dray-test-XXXXXX").string();
        path = ::mkdtemp(name.data());
    }
    ~Scratch() { fs::remove_all(path); }
};

Json json_in(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return Json::parse(std::string(std::istreambuf_iterator<char>(file), {}));
}

// A corridor of five cells and one below its middle.
floor::Floor corridor() {
    floor::FloorPlan plan;
    plan.width = 5;
    plan.height = 2;
    plan.kind.assign(10, floor::CellKind::Wall);
    for (const std::size_t cell : {0, 1, 2, 3, 4, 7})
        plan.kind[cell] = floor::CellKind::Aisle;
    plan.exits.assign(10, 15);
    return floor::Floor(std::move(plan));
}

PlanVizView at(std::size_t cell, Heading heading = Heading::East) {
    return {.pose = {CellId(cell), heading}};
}

motion::Action action_of(char letter) {
    return letter == 'F'   ? motion::Action::Forward
           : letter == 'R' ? motion::Action::TurnRight
           : letter == 'C' ? motion::Action::TurnLeft
                           : motion::Action::Wait;
}

// Replays a file: every step is legal, and every event finds its robot at the task that it holds.
void check_file(const Json& json, const floor::Floor& floor) {
    const std::size_t robots = json["teamSize"];
    std::vector<motion::lorr::Pose> poses;
    std::vector<std::string> paths;
    std::vector<std::map<int, std::size_t>> holds(robots);
    for (std::size_t r = 0; r < robots; ++r) {
        const Json& start = json["start"][r];
        const auto heading = std::string("ESWN").find(start[2].get<std::string>());
        poses.push_back({floor.at(start[0], start[1]), static_cast<Heading>(heading)});
        CHECK(floor.kind(poses.back().cell) != floor::CellKind::Wall);
        paths.push_back(json["actualPaths"][r]);
        std::istringstream schedule(json["actualSchedule"][r].get<std::string>());
        for (std::string entry; std::getline(schedule, entry, ',');) {
            const std::size_t colon = entry.find(':');
            const int step = std::stoi(entry);
            REQUIRE((holds[r].empty() || holds[r].rbegin()->first < step));
            holds[r][step] = std::stoul(entry.substr(colon + 1));
        }
    }
    const int steps = json["makespan"];
    std::vector<std::size_t> held(robots, static_cast<std::size_t>(-1));
    std::size_t event = 0;
    motion::lorr::Referee referee(floor, robots);
    for (int step = 0; step < steps; ++step) {
        std::vector<motion::Action> actions;
        for (std::size_t r = 0; r < robots; ++r) {
            REQUIRE(paths[r].size() == static_cast<std::size_t>(2 * steps - 1));
            actions.push_back(action_of(paths[r][static_cast<std::size_t>(2 * step)]));
            if (const auto hold = holds[r].find(step + 1); hold != holds[r].end()) held[r] = hold->second;
        }
        const auto fault = referee.fault(poses, actions);
        REQUIRE_MESSAGE(!fault, "step ", step, ": ", fault.value_or(""));
        for (std::size_t r = 0; r < robots; ++r)
            poses[r] = motion::lorr::moved(floor, poses[r], actions[r]);
        for (; event < json["events"].size() && json["events"][event][0] == step + 1; ++event) {
            const std::size_t robot = json["events"][event][1], task = json["events"][event][2];
            CHECK(held[robot] == task);
            const Json& cell = json["tasks"][task][2];
            CHECK(poses[robot].cell == floor.at(cell[0], cell[1]));
            CHECK(json["tasks"][task][1] <= step);
        }
    }
    CHECK(event == json["events"].size());
    CHECK(json["numTaskFinished"] == event);
}

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("robots that follow each other move in one step, and what does not fit into a tick comes in the next") {
        const floor::Floor floor = corridor();
        const std::vector<PlanVizView> start = {at(0), at(1)}, then = {at(1), at(2)}, turned = {at(1), at(7, Heading::South)},
                                       end = {at(2), at(7, Heading::South)};
        PlanVizPaths paths(floor, start);
        REQUIRE(paths.add(then));
        REQUIRE(paths.add(turned));
        REQUIRE(paths.add(end));
        CHECK(paths.actions(0) == "FWF");
        CHECK(paths.actions(1) == "FRF");
        CHECK(paths.steps() == 3);
    }

    TEST_CASE("a robot waits until the one before it has left in the plan too") {
        const floor::Floor floor = corridor();
        const std::vector<PlanVizView> start = {at(1), at(2)}, then = {at(2), at(7, Heading::South)};
        PlanVizPaths paths(floor, start);
        // Turning and driving off takes the first robot two steps.
        REQUIRE(paths.add(then));
        CHECK(paths.actions(1) == "RF");
        CHECK(paths.actions(0) == "WF");
    }

    TEST_CASE("a jump, a swap and a shared cell are refused and nothing is taken") {
        const floor::Floor floor = corridor();
        const std::vector<PlanVizView> start = {at(0), at(1)}, jump = {at(4), at(1)}, shared = {at(1), at(1)},
                                       swap = {at(1), at(0, Heading::West)}, over = {at(2), at(1)}, good = {at(0), at(2)};
        PlanVizPaths paths(floor, start);
        for (const auto& bad : {jump, shared, swap, over})
            CHECK_FALSE(paths.add(bad));
        CHECK_FALSE(report::can_begin(floor, shared));
        CHECK_FALSE(report::can_begin(floor, std::vector{at(0), at(5)}));
        CHECK(report::can_begin(floor, good));
        REQUIRE(paths.add(good));
        CHECK(paths.actions(0) == "W");
        CHECK(paths.actions(1) == "F");
    }

    TEST_CASE("an errand is a task that is finished when its robot comes to it") {
        const floor::Floor floor = corridor();
        PlanVizView robot = at(0);
        robot.errand = 5;
        robot.goal = CellId(std::size_t{1});
        PlanVizPaths paths(floor, std::vector{robot});
        robot.pose.cell = robot.goal;
        REQUIRE(paths.add(std::vector{robot}));
        robot.errand = 6;
        REQUIRE(paths.add(std::vector{robot}));
        REQUIRE(paths.events().size() == 2);
        CHECK((paths.events()[0].step == 1 && paths.events()[0].task == 0));
        CHECK((paths.events()[1].step == 3 && paths.events()[1].task == 1));
        CHECK(paths.holds(0)[1].step == 3);
        CHECK(paths.actions(0) == "FWW");
    }
}

TEST_SUITE("scenario") {
    TEST_CASE("a run with breakdowns is a legal plan from its first tick to its last") {
        const Scratch scratch;
        engine::Simulation run(test::small_site({"duration_s=900", "faults.mtbf_h=0.5", "faults.mttr_s=40"}), 1);
        report::PlanViz files(run, scratch.path);
        while (!run.done())
            run.tick();
        REQUIRE(!run.incidents(0).empty());
        files.finish();
        const Json json = json_in(scratch.path / "storage.json");
        check_file(json, run.floor());
        CHECK(json["stepSeconds"].get<double>() * json["makespan"].get<double>() == doctest::Approx(900).epsilon(0.02));
        CHECK(json["numTaskFinished"] > 50);
        CHECK_FALSE(fs::exists(scratch.path / "storage-2.json"));
        std::ifstream map(scratch.path / "storage.map");
        std::string line;
        std::getline(map, line);
        CHECK(line == "type octile");
    }

    TEST_CASE("what nobody drove ends a file, and the next one goes on from there") {
        const Scratch scratch;
        // Without brakes a robot runs into a wall, and is put back on its way.
        std::string faults;
        for (int robot = 0; robot < 4; ++robot)
            faults += fmt::format("{{kind: brakes, robot: {}, at_s: {}, duration_s: 60}},", robot, 104 + 200 * robot);
        engine::Simulation run(test::small_site({"demand.orders_per_h=400", "faults.scheduled=[" + faults + "]"}), 1);
        report::PlanViz files(run, scratch.path);
        while (!run.done())
            run.tick();
        REQUIRE(run.results().collisions > 0);
        files.finish();
        int parts = 0;
        for (const auto& entry : fs::directory_iterator(scratch.path)) {
            if (entry.path().extension() != ".json") continue;
            ++parts;
            check_file(json_in(entry.path()), run.floor());
        }
        CHECK(parts >= 2);
    }
}
