// Words, chains, the camera, places of floors in a picture, overlays: all that needs no display.
#include <doctest/doctest.h>

#include <numeric>

#include "fixture.hpp"
#include "view/camera.hpp"
#include "view/moment.hpp"
#include "view/overlay.hpp"
#include "view/picture.hpp"
#include "view/words.hpp"

using namespace dray;

TEST_SUITE("unit") {
    TEST_CASE("incidents are told as sentences") {
        view::RecordedTape tape(test::recorded_site());
        engine::Event event{.kind = engine::EventKind::Breakdown, .robot = 7};
        CHECK(view::event_text(tape.scene(), event) == "robot 7 breaks down");
        event.kind = engine::EventKind::Collision, event.other = 9;
        CHECK(view::event_text(tape.scene(), event) == "robots 7 and 9 collide");
        event.kind = engine::EventKind::Lost;
        CHECK(view::event_text(tape.scene(), event) == "robot 7 does not know where it is");
        // The middle of the zone, between two cells.
        const engine::Event closes{.kind = engine::EventKind::AisleClosed, .x_cm = 600, .y_cm = 479};
        CHECK(view::event_text(tape.scene(), closes) == "a zone is closed near row 4 column 5");
        CHECK(view::event_text(tape.scene(), {.kind = engine::EventKind::SpeedLimit, .x_cm = 600, .y_cm = 479}) ==
              "a speed limit holds near row 4 column 5");
        CHECK(view::event_text(tape.scene(), {.kind = engine::EventKind::DoorDown}) == "a receiving door is down");
        engine::Scene yard = tape.scene();
        yard.floors[0].doors = 2;
        CHECK(view::event_text(yard, {.kind = engine::EventKind::DoorUp, .x_cm = 600, .y_cm = 479}) ==
              "the dock door near row 4 column 5 works again");
        event.kind = engine::EventKind::Collision;
        engine::Scene two = tape.scene();
        two.floors.push_back(two.floors[0]);
        CHECK(view::event_text(two, event) == "storage: robots 7 and 9 collide");
    }

    TEST_CASE("what people do is told as sentences") {
        view::RecordedTape tape(test::recorded_site());
        using Kind = engine::Intervention::Kind;
        CHECK(view::deed_text(tape.scene(), {.kind = Kind::Break, .robot = RobotId(3)}) == "robot 3 breaks down");
        CHECK(view::deed_text(tape.scene(), {.kind = Kind::Repair, .robot = RobotId(3)}) == "robot 3 is repaired");
        CHECK(view::deed_text(tape.scene(), {.kind = Kind::CloseStation, .station = LaneId(0)}) == "pick-1 is closed");
        CHECK(view::deed_text(tape.scene(), {.kind = Kind::OpenStation, .station = LaneId(1)}) == "stow-1 is open");
        engine::Scene two = tape.scene();
        two.floors.push_back(two.floors[0]);
        const engine::ZonePlace place{.row = 2, .column = 3, .rows = 2, .columns = 1};
        CHECK(view::deed_text(tape.scene(), {.kind = Kind::CloseZone, .place = place}) == "closed: rows 2 to 3, columns 3 to 3");
        CHECK(view::deed_text(tape.scene(), {.kind = Kind::OpenZone, .place = place}) == "open: rows 2 to 3, columns 3 to 3");
        const engine::ZonePlace all = engine::whole_floor(*tape.scene().floors[0].floor);
        const auto limit = [&](std::int32_t mmps) {
            return view::deed_text(tape.scene(), {.kind = Kind::LimitSpeed, .place = all, .speed_mmps = mmps});
        };
        CHECK(limit(450) == "at most 0.45 m/s: the whole floor");
        CHECK(limit(0) == "robots stand: the whole floor");
        CHECK(limit(engine::kNoSpeedLimit) == "no speed limit: the whole floor");
        CHECK(view::deed_text(two, {.kind = Kind::LimitRobots, .fleet = 0, .robots = 5}) == "storage: 5 of 8 drives work");
    }

    TEST_CASE("numbers and times read as people write them") {
        CHECK(view::grouped(0) == "0");
        CHECK(view::grouped(999) == "999");
        CHECK(view::grouped(1234567) == "1 234 567");
        CHECK(view::grouped(-1000) == "-1 000");
        CHECK(view::grouped(-100) == "-100");
        CHECK(view::clock_text(3723.9) == "1:02:03");
        CHECK(view::clock_text(-1) == "0:00:00");
    }

    TEST_CASE("the chain of a waiting robot leads to its head and stops in a ring") {
        engine::FloorFrame frame;
        frame.robots.resize(6);
        for (auto& robot : frame.robots)
            robot.activity = engine::Activity::Waiting;
        frame.robots[0].behind = 1, frame.robots[1].behind = 2, frame.robots[2].behind = 3;
        frame.robots[3].activity = engine::Activity::Served;
        CHECK(view::chain_of(frame, 0) == std::vector<std::size_t>{1, 2, 3});
        CHECK(view::chain_of(frame, 3).empty());
        CHECK(view::waiting_behind(frame, 3) == 3);
        CHECK(view::waiting_behind(frame, 0) == 0);
        frame.robots[0].cause = frame.robots[2].cause = 2;
        CHECK(view::waiting_for_same(frame, 0) == 2);
        CHECK(view::waiting_for_same(frame, 3) == 0);
        frame.robots[4].behind = 5, frame.robots[5].behind = 4;
        CHECK(view::chain_of(frame, 4) == std::vector<std::size_t>{5});
    }

    TEST_CASE("a robot's task, load and cause are told with the names of the floor") {
        view::RecordedTape tape(test::recorded_site());
        const engine::FloorScene& scene = tape.scene().floors[0];
        engine::RobotFrame robot;
        CHECK(view::task_text(scene, robot) == "nothing");
        CHECK(view::load_text(scene, robot) == "nothing");
        robot.load = 12, robot.load_share = 65;
        robot.goal = static_cast<std::int32_t>(scene.floor->lanes()[1].service.value);
        robot.dwell = 4;
        CHECK(view::load_text(scene, robot) == "pod 12, 65 % full");
        CHECK(view::task_text(scene, robot) == "be served at " + scene.floor->lanes()[1].name);
        robot.cause = 0, robot.cause_number = 1;
        CHECK(view::cause_text(scene, robot) == "station " + scene.floor->lanes()[1].name);
        robot.cause_number = 1000;
        CHECK(view::cause_text(scene, robot) == "a station");
        CHECK(view::robot_name(scene, 7) == "robot 7");
    }

    TEST_CASE("zoom keeps what lies under the pointer, pan follows it, fit shows the whole floor") {
        view::Camera camera;
        camera.fit({100, 50, 800, 600}, 60, 30, 1.2, 2);
        CHECK(camera.x(-0.6) >= 100);
        CHECK(camera.x(60 - 0.6) <= 900);
        CHECK(camera.y(-0.6) >= 50);
        CHECK(camera.x(29.4) == doctest::Approx(500));
        const double x_m = camera.x_m(640), y_m = camera.y_m(200);
        camera.zoom(3, 640, 200);
        CHECK(camera.x_m(640) == doctest::Approx(x_m));
        CHECK(camera.y_m(200) == doctest::Approx(y_m));
        camera.pan(10, -20);
        CHECK(camera.x_m(650) == doctest::Approx(x_m));
        CHECK(camera.y_m(180) == doctest::Approx(y_m));
        for (int i = 0; i < 100; ++i)
            camera.zoom(2, 0, 0);
        CHECK(camera.scale() == view::Camera::kMaxScale);
    }

    TEST_CASE("floors in one picture lie side by side without meeting, and use the room well") {
        const view::Box page{10, 20, 1600, 800};
        for (const auto& sizes : {std::vector<std::pair<double, double>>{{100, 50}},
                                  {{100, 50}, {100, 50}},
                                  {{400, 20}, {400, 20}},
                                  {{220, 150}, {46, 36}, {82, 18}},
                                  {{50, 50}, {50, 50}, {50, 50}, {50, 50}}}) {
            const std::vector<view::Box> boxes = view::floor_boxes(page, sizes, 16);
            REQUIRE(boxes.size() == sizes.size());
            for (std::size_t i = 0; i < boxes.size(); ++i) {
                CHECK(boxes[i].x >= page.x - 1e-6);
                CHECK(boxes[i].right() <= page.right() + 1e-6);
                CHECK(boxes[i].bottom() <= page.bottom() + 1e-6);
                for (std::size_t k = 0; k < i; ++k)
                    CHECK_FALSE(boxes[i].inset(1e-6).meets(boxes[k]));
            }
        }
        // Two wide floors go one above the other.
        CHECK(view::floor_boxes(page, {{400, 20}, {400, 20}}, 16)[1].y > 400);
        // Two and two go in two rows.
        const auto four = view::floor_boxes(page, {{34, 34}, {34, 34}, {58, 22}, {58, 22}}, 16);
        CHECK(four[1].x > four[0].right());
        CHECK(four[1].y == doctest::Approx(four[0].y));
        CHECK(four[2].y > four[0].bottom());
        CHECK(four[3].y == doctest::Approx(four[2].y));
    }

    TEST_CASE("the delay overlay adds up to the time that robots waited, density to all robots") {
        view::RecordedTape tape(test::recorded_site());
        const auto sum = [](const std::vector<float>& amounts) { return std::accumulate(amounts.begin(), amounts.end(), 0.0); };
        const view::Overlay density = view::make_overlay(tape, 0, 2400, view::OverlayKind::Density);
        CHECK(sum(density.amount) == doctest::Approx(8));
        const view::Overlay delay = view::make_overlay(tape, 0, 2400, view::OverlayKind::Delay);
        std::int64_t waited = 0;
        for (std::size_t r = 0; r < 8; ++r)
            for (const std::int32_t ticks : view::Moment(tape, 0, 2400).losses(r).ticks)
                waited += ticks;
        REQUIRE(waited > 0);
        CHECK(sum(delay.amount) == doctest::Approx(60 * static_cast<double>(waited) / 151).epsilon(1e-3));
        const view::Overlay flow = view::make_overlay(tape, 0, 2400, view::OverlayKind::Flow);
        CHECK(flow.most > 0);
        CHECK_FALSE(view::sums_cells(view::OverlayKind::Chains));
        CHECK(std::string(view::meaning_of(view::OverlayKind::Chains)) != "");
        CHECK(view::overlay_named("flow") == view::OverlayKind::Flow);
        CHECK_FALSE(view::overlay_named("flaw").has_value());
    }
}
