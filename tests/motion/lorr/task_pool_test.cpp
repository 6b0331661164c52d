#include "motion/lorr/task_pool.hpp"

#include <doctest/doctest.h>

#include "files.hpp"

using namespace dray;
using namespace dray::motion::lorr;
using test::Files;
using test::Parts;

namespace {

/// Poses of robots in those cells.
std::vector<Pose> at(std::initializer_list<std::size_t> cells) {
    std::vector<Pose> poses;
    for (const std::size_t c : cells)
        poses.push_back({CellId(c), floor::Heading::West});
    return poses;
}

constexpr TaskId kNone;

std::vector<TaskId> tasks(std::initializer_list<int> numbers) {
    std::vector<TaskId> result;
    for (const int n : numbers)
        result.push_back(n < 0 ? kNone : TaskId(static_cast<std::size_t>(n)));
    return result;
}

/// Two robots, three known tasks: 0 and 2 lead to cells 8 and 11, 1 to cell 4 twice and then to 0.
struct Site {
    Files files;
    Instance instance = read_instance(Parts().write(files));
    TaskPool pool{instance};
};

/// Robot 0's task j is 2 j, robot 1's 2 j + 1.
struct OldSite {
    Files files;
    Instance instance;
    TaskPool pool;
    explicit OldSite(int reveal) : instance(read(reveal)), pool(instance) {}
    Instance read(int reveal) const {
        Parts parts = Parts::of_2023();
        parts.problem.replace(parts.problem.find(": 1,"), 3, ": " + std::to_string(reveal));
        return read_instance(parts.write(files));
    }
};

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("the pool starts full, and nobody holds anything") {
        Site site;
        CHECK(site.pool.open_tasks().size() == 3);
        CHECK(site.pool.history().known.size() == 3);
        CHECK(site.pool.history().known[2].source == 0);
        CHECK(!site.pool.holds()[0].valid());
        CHECK(!site.pool.goal(RobotId(0)).valid());
        CHECK(!site.pool.next_goal(RobotId(0)).valid());
    }

    TEST_CASE("a task goes errand by errand, one a step, and its end makes room for a new one") {
        Site site;
        TaskPool& pool = site.pool;
        pool.hold(tasks({1, -1}));
        CHECK(pool.goal(RobotId(0)) == CellId(4));
        CHECK(pool.next_goal(RobotId(0)) == CellId(4));
        CHECK(!pool.opened(RobotId(0)));
        CHECK(pool.open_tasks().size() == 3);

        pool.advance(at({4, 0}), 1);
        CHECK(pool.opened(RobotId(0)));
        CHECK(pool.to_go(RobotId(0)).size() == 2);
        CHECK(pool.open_tasks().size() == 2);
        CHECK(pool.next_goal(RobotId(0)) == CellId(0));

        // The same cell again takes a step of its own.
        pool.advance(at({4, 0}), 2);
        CHECK(pool.goal(RobotId(0)) == CellId(0));
        CHECK(!pool.next_goal(RobotId(0)).valid());
        pool.advance(at({1, 0}), 3);
        CHECK(pool.finished() == 0);
        pool.advance(at({0, 3}), 4);
        CHECK(pool.finished() == 1);
        CHECK(!pool.holds()[0].valid());
        CHECK(!pool.goal(RobotId(0)).valid());

        const TaskHistory& history = pool.history();
        REQUIRE(history.done.size() == 3);
        CHECK(history.done[2].step == 4);
        CHECK(history.done[2].errand == 3);
        REQUIRE(history.known.size() == 4);
        CHECK(history.known[3].step == 4);
        CHECK(history.known[3].source == 1);
        CHECK(pool.open_tasks().size() == 3);
    }

    TEST_CASE("a robot that stands on the first errand of a task does it in the step in which it takes it") {
        Site site;
        site.pool.hold(tasks({0, -1}));
        site.pool.advance(at({8, 3}), 1);
        CHECK(site.pool.opened(RobotId(0)));
    }

    TEST_CASE("robots may swap and drop tasks that they have not opened") {
        Site site;
        TaskPool& pool = site.pool;
        pool.hold(tasks({0, 1}));
        CHECK(!pool.fault_of(tasks({1, 0})));
        pool.hold(tasks({1, 0}));
        CHECK(pool.goal(RobotId(0)) == CellId(4));
        CHECK(pool.open_tasks()[0].holder == RobotId(1));
        CHECK(pool.open_tasks()[1].holder == RobotId(0));
        CHECK(!pool.fault_of(tasks({-1, 2})));
        pool.hold(tasks({-1, 2}));
        CHECK(!pool.open_tasks()[0].holder.valid());
        CHECK(!pool.open_tasks()[1].holder.valid());
        CHECK(pool.open_tasks()[2].holder == RobotId(1));
    }

    TEST_CASE("every kind of illegal choice is told") {
        Site site;
        TaskPool& pool = site.pool;
        CHECK(pool.fault_of(tasks({0})) == "1 choices for 2 robots");
        CHECK(pool.fault_of(tasks({2, 2})) == "robots 0 and 1 both take task 2");
        CHECK(pool.fault_of(tasks({-1, 3})) == "robot 1 takes task 3, which is not known yet");
        pool.hold(tasks({0, -1}));
        pool.advance(at({8, 3}), 1);
        CHECK(pool.fault_of(tasks({-1, -1})) == "robot 0 drops task 0, which it has opened");
        CHECK(pool.fault_of(tasks({1, -1})) == "robot 0 drops task 0, which it has opened");
        CHECK(pool.fault_of(tasks({0, 0})) == "robot 1 takes task 0, which another has opened or finished");
        pool.advance(at({11, 3}), 2);
        CHECK(pool.fault_of(tasks({0, -1})) == "robot 0 takes task 0, which another has opened or finished");
        CHECK(!pool.fault_of(tasks({3, 1})));
    }

    TEST_CASE("only changes of hold are recorded, from the step on in which they are in force") {
        Site site;
        TaskPool& pool = site.pool;
        pool.hold(tasks({0, -1}));
        pool.record_holds(1);
        pool.advance(at({8, 3}), 1);
        pool.hold(tasks({0, 1}));
        pool.record_holds(4);
        pool.advance(at({11, 3}), 4);
        pool.hold(tasks({-1, 1}));
        pool.record_holds(5);
        const auto& holds = pool.history().holds;
        REQUIRE(holds.size() == 3);
        CHECK((holds[0].step == 1 && holds[0].robot == RobotId(0) && holds[0].task == TaskId(0)));
        CHECK((holds[1].step == 4 && holds[1].robot == RobotId(1) && holds[1].task == TaskId(1)));
        CHECK((holds[2].step == 5 && holds[2].robot == RobotId(0) && !holds[2].task.valid()));
    }

    TEST_CASE("while a choice is not yet in force only opened tasks go on") {
        Site site;
        TaskPool& pool = site.pool;
        pool.hold(tasks({1, -1}));
        pool.advance(at({4, 11}), 1);
        pool.hold(tasks({1, 0}));
        pool.advance(at({4, 8}), 2, true);
        CHECK(pool.goal(RobotId(0)) == CellId(0));
        CHECK(!pool.opened(RobotId(1)));
        pool.advance(at({4, 8}), 3);
        CHECK(pool.opened(RobotId(1)));
    }

    TEST_CASE("in 2023 each robot has its own tasks, one after the other and round again") {
        OldSite site(1);
        TaskPool& pool = site.pool;
        CHECK(pool.goal(RobotId(0)) == CellId(8));
        CHECK(pool.goal(RobotId(1)) == CellId(11));
        CHECK(!pool.next_goal(RobotId(0)).valid());
        pool.advance(at({8, 2}), 1);
        CHECK(pool.finished() == 1);
        CHECK(pool.goal(RobotId(0)) == CellId(0));
        CHECK(pool.goal(RobotId(1)) == CellId(11));
        pool.advance(at({0, 11}), 2);
        CHECK(pool.finished() == 3);
        CHECK(pool.goal(RobotId(0)) == CellId(8));
        CHECK(pool.goal(RobotId(1)) == CellId(3));
        // Numbers are given in order of becoming known.
        const TaskHistory& history = pool.history();
        REQUIRE(history.known.size() == 5);
        CHECK((history.known[2].robot == RobotId(0) && history.known[2].step == 1 && history.known[2].source == 2));
        CHECK((history.known[3].robot == RobotId(0) && history.known[3].source == 0));
        CHECK((history.known[4].robot == RobotId(1) && history.known[4].source == 3));
    }

    TEST_CASE("in 2023 a robot that is told of several tasks knows its next goal") {
        OldSite site(3);
        TaskPool& pool = site.pool;
        CHECK(pool.goal(RobotId(0)) == CellId(8));
        CHECK(pool.next_goal(RobotId(0)) == CellId(0));
        CHECK(pool.history().known.size() == 6);
        pool.advance(at({8, 1}), 1);
        CHECK(pool.goal(RobotId(0)) == CellId(0));
        CHECK(pool.next_goal(RobotId(0)) == CellId(8));
        pool.advance(at({0, 1}), 2);
        pool.advance(at({8, 1}), 3);
        CHECK(pool.goal(RobotId(0)) == CellId(0));
        CHECK(pool.next_goal(RobotId(0)) == CellId(8));
        CHECK(pool.finished() == 3);
    }
}
