// What people do to a run, and the file that tells of it.
#include <doctest/doctest.h>

#include "base/error.hpp"
#include "engine/simulation.hpp"
#include "small_site.hpp"

using namespace dray;
using engine::Intervention;

namespace {

std::string faults_of(const engine::Scene& scene, const std::string& text) {
    try {
        (void)engine::parse_interventions(scene, text, "events.csv");
    } catch (const InputError& error) {
        std::string all;
        for (const Diagnostic& fault : error.diagnostics())
            all += fault.text() + "\n";
        return all;
    }
    return "";
}

std::vector<std::string> incidents_of(const engine::Simulation& run) {
    std::vector<std::string> kinds;
    for (const engine::Incident& incident : run.incidents(0))
        kinds.push_back(incident.kind);
    return kinds;
}

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("a robot that people break stands until they repair it, whatever the time of repair") {
        engine::Simulation run(test::small_site({"duration_s=120", "warm_up_s=0"}), 1, {.full_checks = true});
        run.intervene({.step = 400, .kind = Intervention::Kind::Break, .robot = RobotId(3)});
        run.intervene({.step = 1000, .kind = Intervention::Kind::Repair, .robot = RobotId(3)});
        engine::FloorFrame frame;
        while (run.time_s() < 45)
            run.tick();
        run.capture(0, frame);
        CHECK(frame.robots[3].activity == engine::Activity::Broken);
        while (!run.done())
            run.tick();
        CHECK(incidents_of(run) == std::vector<std::string>{"breakdown", "cleared"});
        CHECK(run.incidents(0)[0].time_s == 20);
        CHECK(run.incidents(0)[1].time_s < 55);
    }

    TEST_CASE("a robot that people break is cleared after the mean time to repair when nobody repairs it") {
        engine::Simulation run(test::small_site({"duration_s=120", "warm_up_s=0", "faults.mttr_s=30"}), 1, {});
        run.intervene({.step = 400, .kind = Intervention::Kind::Break, .robot = RobotId(0)});
        // Nothing is done to a robot that is as it should be.
        run.intervene({.step = 400, .kind = Intervention::Kind::Repair, .robot = RobotId(1)});
        while (!run.done())
            run.tick();
        CHECK(incidents_of(run) == std::vector<std::string>{"breakdown", "cleared"});
        CHECK(run.incidents(0)[1].time_s >= 50);
    }

    TEST_CASE("the same interventions at the same steps give the same hash, whenever they are asked for") {
        const std::vector<Intervention> all = {{.step = 320, .kind = Intervention::Kind::Break, .robot = RobotId(2)},
                                               {.step = 640, .kind = Intervention::Kind::Repair, .robot = RobotId(2)},
                                               {.step = 640, .kind = Intervention::Kind::Break, .robot = RobotId(4)}};
        engine::Simulation early(test::small_site({"duration_s=90", "warm_up_s=0"}), 1, {});
        engine::Simulation late(test::small_site({"duration_s=90", "warm_up_s=0"}), 1, {});
        for (auto i = all.rbegin(); i != all.rend(); ++i)
            if (i->step == 320) early.intervene(*i);
        early.intervene(all[1]), early.intervene(all[2]);
        std::size_t next = 0;
        while (!late.done()) {
            while (next < all.size() && late.time_s() * 20 >= static_cast<double>(all[next].step))
                late.intervene(all[next++]);
            late.tick();
        }
        while (!early.done())
            early.tick();
        CHECK(incidents_of(early) == std::vector<std::string>{"breakdown", "breakdown", "cleared"});
        CHECK(early.state_hash() == late.state_hash());
    }

    TEST_CASE("what is written is read back") {
        engine::Simulation run(test::small_site(), 1, {});
        const std::vector<Intervention> all = {{.step = 1, .kind = Intervention::Kind::Repair, .robot = RobotId(0)},
                                               {.step = 17777, .kind = Intervention::Kind::Break, .robot = RobotId(5)}};
        const std::string text = engine::interventions_csv(run.scene(), all);
        CHECK(text == "time_s,area,event,robot\n0.050,storage,repair,0\n888.850,storage,break,5\n");
        CHECK(engine::parse_interventions(run.scene(), text, "x") == all);
    }

    TEST_CASE("faults of the file are told with their place and what is allowed") {
        engine::Simulation run(test::small_site(), 1, {});
        const engine::Scene scene = run.scene();
        const std::string head = "time_s,area,event,robot\n";
        CHECK(faults_of(scene, head) == "");
        CHECK(faults_of(scene, "") == "events.csv:1:1: the first line must be: time_s,area,event,robot\n");
        CHECK(faults_of(scene, "time,what\n") == "events.csv:1:1: the first line must be: time_s,area,event,robot\n");
        CHECK(faults_of(scene, head + "5,storage,break\n") == "events.csv:2:1: has 3 fields; wanted: time_s,area,event,robot\n");
        CHECK(faults_of(scene, head + "\n-1,storage,break,0\n") ==
              "events.csv:3:1: time_s \"-1\" is not a number from 0 to 900\n");
        CHECK(faults_of(scene, head + "nan,storage,break,0\r\n") ==
              "events.csv:2:1: time_s \"nan\" is not a number from 0 to 900\n");
        CHECK(faults_of(scene, head + "1,storag,break,0\n") ==
              "events.csv:2:3: there is no area \"storag\", did you mean \"storage\"?; there are: storage\n");
        CHECK(faults_of(scene, head + "1,storage,brek,0\n") ==
              "events.csv:2:11: there is no event \"brek\", did you mean \"break\"?; there are: break, repair\n");
        CHECK(faults_of(scene, head + "1,storage,break,6\n2,storage,break,-1\n") ==
              "events.csv:2:17: robot \"6\" is not a number from 0 to 5\nevents.csv:3:17: robot \"-1\" is not a number from 0 to "
              "5\n");
        CHECK_THROWS_AS((void)engine::read_interventions(scene, "/nowhere/events.csv"), EnvironmentError);
    }
}
