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

    TEST_CASE("a closed station gets no orders and its service stops until it is open again") {
        engine::Simulation run(test::small_site({"duration_s=300", "warm_up_s=0", "demand.orders_per_h=900"}), 1,
                               {.full_checks = true});
        run.intervene({.step = 600, .kind = Intervention::Kind::CloseStation, .station = LaneId(0)});
        run.intervene({.step = 3600, .kind = Intervention::Kind::OpenStation, .station = LaneId(0)});
        const auto play_to = [&](double time_s) {
            engine::FloorFrame frame;
            while (run.time_s() < time_s)
                run.tick();
            run.capture(0, frame);
            return frame;
        };
        const engine::FloorFrame closed = play_to(40), later = play_to(175), end = play_to(300);
        constexpr auto kDown = static_cast<std::int32_t>(primitives::StationState::Down);
        CHECK(closed.stations[0].state == kDown);
        CHECK(later.stations[0].state == kDown);
        CHECK(later.stations[0].lines == closed.stations[0].lines);
        CHECK(later.stations[0].open_orders == closed.stations[0].open_orders);
        CHECK(later.stations[2].lines > closed.stations[2].lines);
        CHECK(end.stations[0].lines > later.stations[0].lines);
    }

    TEST_CASE("robots beyond the limit of their fleet finish what they have begun and work again when it is lifted") {
        engine::Simulation run(test::small_site({"duration_s=600", "warm_up_s=0", "demand.orders_per_h=300"}), 1,
                               {.full_checks = true});
        run.intervene({.step = 1200, .kind = Intervention::Kind::LimitRobots, .fleet = 0, .robots = 2});
        run.intervene({.step = 7200, .kind = Intervention::Kind::LimitRobots, .fleet = 0, .robots = 6});
        // Robots from the third on that carried a pod in this stretch of the run.
        const auto carriers = [&](double until_s) {
            engine::FloorFrame frame;
            std::size_t some = 0;
            while (run.time_s() < until_s) {
                run.tick();
                run.capture(0, frame);
                for (std::size_t r = 2; r < frame.robots.size(); ++r)
                    some += frame.robots[r].load >= 0 ? 1 : 0;
            }
            return some;
        };
        CHECK(carriers(60) > 0);
        CHECK(carriers(240) > 0);
        CHECK(run.control(0).rests(RobotId(2)));
        CHECK_FALSE(run.control(0).rests(RobotId(1)));
        CHECK(carriers(360) == 0);
        CHECK(carriers(600) > 0);
        CHECK_FALSE(run.control(0).rests(RobotId(5)));
    }

    TEST_CASE("what is written is read back") {
        engine::Simulation run(test::small_site(), 1, {});
        const std::vector<Intervention> all = {{.step = 1, .kind = Intervention::Kind::Repair, .robot = RobotId(0)},
                                               {.step = 40, .kind = Intervention::Kind::CloseStation, .station = LaneId(2)},
                                               {.step = 60, .kind = Intervention::Kind::LimitRobots, .fleet = 0, .robots = 2},
                                               {.step = 80, .kind = Intervention::Kind::OpenStation, .station = LaneId(2)},
                                               {.step = 17777, .kind = Intervention::Kind::Break, .robot = RobotId(5)}};
        const std::string text = engine::interventions_csv(run.scene(), all);
        CHECK(text ==
              "time_s,area,event,what,value\n0.050,storage,repair,0,\n2.000,storage,close,pick-2,\n"
              "3.000,storage,limit_robots,drives,2\n4.000,storage,open,pick-2,\n888.850,storage,break,5,\n");
        CHECK(engine::parse_interventions(run.scene(), text, "x") == all);
    }

    TEST_CASE("files of earlier versions name robots only and are read as before") {
        engine::Simulation run(test::small_site(), 1, {});
        const std::vector<Intervention> all = {{.step = 1, .kind = Intervention::Kind::Repair, .robot = RobotId(0)},
                                               {.step = 17777, .kind = Intervention::Kind::Break, .robot = RobotId(5)}};
        const std::string text = "time_s,area,event,robot\n0.050,storage,repair,0\n888.850,storage,break,5\n";
        CHECK(engine::parse_interventions(run.scene(), text, "x") == all);
    }

    TEST_CASE("faults of the file are told with their place and what is allowed") {
        engine::Simulation run(test::small_site(), 1, {});
        const engine::Scene scene = run.scene();
        const std::string head = "time_s,area,event,what,value\n", at = "events.csv:2:";
        CHECK(faults_of(scene, head) == "");
        CHECK(faults_of(scene, "") == "events.csv:1:1: the first line must be: time_s,area,event,what,value\n");
        CHECK(faults_of(scene, "time,what\n") == "events.csv:1:1: the first line must be: time_s,area,event,what,value\n");
        CHECK(faults_of(scene, head + "5,storage,break\n") == at + "1: has 3 fields; wanted: time_s,area,event,what,value\n");
        CHECK(faults_of(scene, "time_s,area,event,robot\n5,storage,break,1,\n") ==
              at + "1: has 5 fields; wanted: time_s,area,event,robot\n");
        CHECK(faults_of(scene, head + "\n-1,storage,break,0,\n") ==
              "events.csv:3:1: time_s \"-1\" is not a number from 0 to 900\n");
        CHECK(faults_of(scene, head + "nan,storage,break,0,\r\n") == at + "1: time_s \"nan\" is not a number from 0 to 900\n");
        CHECK(faults_of(scene, head + "1,storag,break,0,\n") ==
              at + "3: there is no area \"storag\", did you mean \"storage\"?; there are: storage\n");
        CHECK(faults_of(scene, head + "1,storage,brek,0,\n") ==
              at + "11: there is no event \"brek\", did you mean \"break\"?; there are: break, repair, close, open, "
                   "limit_robots, close_zone, open_zone, "
                   "limit_speed\n");
        CHECK(faults_of(scene, head + "1,storage,break,6,\n2,storage,break,-1,\n") ==
              at + "17: robot \"6\" is not a number from 0 to 5\nevents.csv:3:17: robot \"-1\" is not a number from 0 to 5\n");
        CHECK(faults_of(scene, head + "1,storage,break,5,1\n") ==
              at + "19: value is for limit_robots and limit_speed; break has none\n");
        CHECK(faults_of(scene, head + "1,storage,close,pick-3,\n") ==
              at + "17: there is no station \"pick-3\", did you mean \"pick-1\"?; there are: pick-1, stow-1, pick-2\n");
        CHECK(faults_of(scene, head + "1,storage,limit_robots,drivs,3\n") ==
              at + "24: there is no fleet \"drivs\", did you mean \"drives\"?; there are: drives\n");
        CHECK(faults_of(scene, head + "1,storage,limit_robots,drives,7\n") ==
              at + "31: value \"7\" is not a number from 0 to 6\n");
        CHECK(faults_of(scene, "time_s,area,event,robot\n1,storage,limit_robots,drives\n") ==
              at + "11: limit_robots needs a file with time_s,area,event,what,value\n");
        CHECK_THROWS_AS((void)engine::read_interventions(scene, "/nowhere/events.csv"), EnvironmentError);
    }
}
