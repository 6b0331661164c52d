#include "primitives/handling/station.hpp"

#include <utility>
#include <vector>

#include "base/check.hpp"

using namespace dray;
using namespace dray::primitives;

namespace {

floor::Lane lane_of(floor::StationKind kind) {
    floor::Lane lane;
    lane.name = "lane";
    lane.kind = kind;
    lane.queue = {CellId(1), CellId(2)};
    return lane;
}

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("a line is picked unit by unit, and in full cases first above the case size") {
        StationConfig config;
        CHECK(pick_time_s(config, 1) == 10);
        CHECK(pick_time_s(config, 2) == 13);
        CHECK(pick_time_s(config, 24) == 10 + 23 * 3);
        CHECK(pick_time_s(config, 25) == 10 + 3);
        CHECK(pick_time_s(config, 48) == 10 + 8);
        CHECK(pick_time_s(config, 2880) == 10 + 119 * 8);
        CHECK(pick_time_s(config, 53) == 10 + 8 + 5 * 3);
        config.case_units = 0;
        CHECK(pick_time_s(config, 100) == 10 + 99 * 3);
        CHECK_THROWS_AS((void)pick_time_s(config, 0), BugError);
    }

    TEST_CASE("places are as many as cells in the lane and belong to one robot each") {
        const StationConfig config;
        Station station(config, lane_of(floor::StationKind::Pick), LaneId(4));
        CHECK(station.free_places() == 3);
        station.reserve_place(RobotId(7));
        CHECK_THROWS_AS(station.reserve_place(RobotId(7)), BugError);
        CHECK_THROWS_AS(station.give_back_place(RobotId(8)), BugError);
        station.reserve_place(RobotId(8));
        station.reserve_place(RobotId(9));
        CHECK(station.free_places() == 0);
        CHECK(station.robots_inbound() == 3);
        CHECK_THROWS_AS(station.reserve_place(RobotId(10)), BugError);
        station.give_back_place(RobotId(8));
        CHECK(station.free_places() == 1);
    }

    TEST_CASE("order slots are counted at a pick station, and a stow station has none") {
        StationConfig config;
        config.order_slots = 2;
        Station station(config, lane_of(floor::StationKind::Pick), LaneId(0));
        station.open_order(OrderId(5));
        CHECK_THROWS_AS(station.open_order(OrderId(5)), BugError);
        station.open_order(OrderId(3));
        CHECK(station.free_order_slots() == 0);
        CHECK_THROWS_AS(station.open_order(OrderId(6)), BugError);
        station.close_order(OrderId(5));
        CHECK_THROWS_AS(station.close_order(OrderId(5)), BugError);
        CHECK(station.open_orders() == std::vector<OrderId>{OrderId(3)});
        Station stow(config, lane_of(floor::StationKind::Stow), LaneId(1));
        CHECK(stow.free_order_slots() == 0);
        CHECK_THROWS_AS(stow.open_order(OrderId(1)), BugError);
    }

    TEST_CASE("time is booked to starved, working, blocked and down and adds up to the whole") {
        const StationConfig config;
        Station station(config, lane_of(floor::StationKind::Pick), LaneId(0));
        const RobotId robot(1);
        station.reserve_place(robot);
        station.begin_service(robot, 100, 40);
        CHECK(station.serving());
        CHECK(station.state() == StationState::Working);
        CHECK(station.service_end() == 140);
        station.end_service(140);
        CHECK_FALSE(station.serving());
        CHECK(station.state() == StationState::Blocked);
        station.robot_left(155);
        CHECK(station.state() == StationState::Starved);
        station.set_down_state(true, 200);
        station.set_down_state(true, 210);
        station.set_down_state(false, 230);
        CHECK(station.time_in(StationState::Working, 300) == 40);
        CHECK(station.time_in(StationState::Blocked, 300) == 15);
        CHECK(station.time_in(StationState::Down, 300) == 30);
        CHECK(station.time_in(StationState::Starved, 300) == 100 + 45 + 70);
        CHECK(station.pods_served == 1);
    }

    TEST_CASE("a service pauses while the station is down and goes on afterwards") {
        const StationConfig config;
        Station station(config, lane_of(floor::StationKind::Pick), LaneId(0));
        station.reserve_place(RobotId(1));
        station.begin_service(RobotId(1), 10, 20);
        station.set_down_state(true, 15);
        CHECK(station.state() == StationState::Down);
        CHECK_THROWS_AS(station.end_service(30), BugError);
        station.set_down_state(false, 65);
        CHECK(station.state() == StationState::Working);
        CHECK(station.service_end() == 80);
        station.end_service(80);
        CHECK(station.time_in(StationState::Working, 80) == 20);
    }

    TEST_CASE("only one robot with a place is at the service cell, until it has left") {
        const StationConfig config;
        Station station(config, lane_of(floor::StationKind::Pick), LaneId(0));
        CHECK_THROWS_AS(station.begin_service(RobotId(1), 0, 5), BugError);
        station.reserve_place(RobotId(1));
        station.reserve_place(RobotId(2));
        CHECK_THROWS_AS(station.end_service(0), BugError);
        CHECK_THROWS_AS(station.robot_left(0), BugError);
        station.begin_service(RobotId(1), 0, 5);
        CHECK_THROWS_AS(station.begin_service(RobotId(2), 1, 5), BugError);
        CHECK_THROWS_AS(station.give_back_place(RobotId(1)), BugError);
        CHECK_THROWS_AS(station.robot_left(2), BugError);
        station.end_service(5);
        CHECK_THROWS_AS(station.begin_service(RobotId(2), 6, 5), BugError);
        station.robot_left(8);
        station.give_back_place(RobotId(1));
        station.begin_service(RobotId(2), 9, 5);
        station.set_down_state(true, 10);
        station.set_down_state(false, 11);
        station.end_service(15);
        station.robot_left(15);
        station.set_down_state(true, 16);
        CHECK_THROWS_AS(station.begin_service(RobotId(2), 17, 5), BugError);
    }

    TEST_CASE("the state hash sees each part of a station") {
        const StationConfig config;
        const auto digest = [](const Station& station) {
            StateHash hash;
            station.add_to(hash);
            return hash.digest();
        };
        Station station(config, lane_of(floor::StationKind::Pick), LaneId(0));
        std::uint64_t last = digest(station);
        const auto changed = [&] {
            const std::uint64_t now = digest(station);
            return std::exchange(last, now) != now;
        };
        station.reserve_place(RobotId(1));
        CHECK(changed());
        station.open_order(OrderId(2));
        CHECK(changed());
        station.begin_service(RobotId(1), 3, 4);
        CHECK(changed());
        station.end_service(7);
        CHECK(changed());
        station.robot_left(8);
        CHECK(changed());
        station.set_down_state(true, 9);
        CHECK(changed());
        ++station.units_done;
        CHECK(changed());
    }

    TEST_CASE("the station table shows the struct's defaults within their ranges") {
        const config::Table& table = station_table();
        CHECK(table.fields.size() == 13);
        const auto made = table.make_default();
        for (const config::Field& field : table.fields) {
            CAPTURE(field.name);
            if (field.kind == config::FieldKind::List) continue;
            const double value = field.kind == config::FieldKind::Integer
                                     ? static_cast<double>(*static_cast<std::int64_t*>(field.member(made.get())))
                                     : *static_cast<double*>(field.member(made.get()));
            CHECK(value >= field.range.low);
            CHECK(value <= field.range.high);
        }
    }
}
