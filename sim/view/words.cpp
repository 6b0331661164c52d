#include "view/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "operations/fleet_control.hpp"

namespace dray::view {

const char* name_of(engine::Activity activity) {
    static constexpr std::array<const char*, engine::kActivities> names = {
        "idle",     "driving empty", "driving with a load", "waiting", "lifting or setting down", "being served",
        "charging", "broken"};
    return names[static_cast<std::size_t>(activity)];
}

std::string clock_text(double seconds) {
    const auto total = static_cast<long>(std::max(seconds, 0.0) + 1e-6);
    return fmt::format("{}:{:02}:{:02}", total / 3600, total % 3600 / 60, total % 60);
}

std::string grouped(std::int64_t number) {
    const std::string plain = std::to_string(number);
    std::string digits;
    for (std::size_t i = 0; i < plain.size(); ++i) {
        if (i > 0 && plain[i - 1] != '-' && (plain.size() - i) % 3 == 0) digits += ' ';
        digits += plain[i];
    }
    return digits;
}

std::string counted(std::int64_t count, const char* what) {
    return fmt::format("{} {}{}", grouped(count), what, count == 1 ? "" : "s");
}

std::string robot_name(const engine::FloorScene& scene, std::size_t robot) {
    if (scene.fleets.size() < 2) return fmt::format("robot {}", robot);
    return fmt::format("robot {} ({})", robot, scene.fleet_of(robot).name);
}

std::string cell_text(const floor::Floor& floor, std::int32_t cell) {
    const CellId id(static_cast<std::size_t>(cell));
    return fmt::format("row {} column {}", floor.row(id), floor.column(id));
}

std::string zone_text(const floor::Floor& floor, const engine::ZonePlace& place) {
    if (place.zone >= 0) return "zone " + floor.zones()[static_cast<std::size_t>(place.zone)].name;
    if (place == engine::whole_floor(floor)) return "the whole floor";
    return fmt::format("rows {} to {}, columns {} to {}", place.row, place.row + place.rows - 1, place.column,
                       place.column + place.columns - 1);
}

int door_of(const floor::Zone& zone) {
    if (!zone.name.starts_with("door-")) return -1;
    int number = 0;
    for (const char c : zone.name.substr(5)) {
        if (c < '0' || c > '9' || number > 100000) return -1;
        number = 10 * number + (c - '0');
    }
    return number - 1;
}

engine::ZonePlace place_of_door(const floor::Floor& floor, std::size_t door) {
    for (std::size_t i = 0; i < floor.zones().size(); ++i)
        if (door_of(floor.zones()[i]) == static_cast<int>(door)) return {.zone = static_cast<std::int32_t>(i)};
    return {};
}

std::string state_text(const engine::ZoneFrame& zone) {
    if (zone.closed != 0) return "closed";
    return zone.speed_mmps == 0 ? "robots stand" : fmt::format("at most {} m/s", zone.speed_mmps / 1000.0);
}

std::string load_text(const engine::FloorScene& scene, const engine::RobotFrame& robot) {
    if (robot.load < 0) return "nothing";
    if (!scene.floor->chutes().empty()) return "a parcel";
    if (scene.doors > 0 && robot.load_share == 0) return "an empty cage";
    if (scene.doors > 0) return fmt::format("a cage, {} % full", robot.load_share);
    return fmt::format("pod {}, {} % full", robot.load, robot.load_share);
}

std::string task_text(const engine::FloorScene& scene, const engine::RobotFrame& robot) {
    if (robot.goal < 0) return "nothing";
    const floor::Floor& floor = *scene.floor;
    const LaneId lane = floor.lane_of(CellId(static_cast<std::size_t>(robot.goal)));
    const std::string place = lane.valid() ? floor.lane(lane).name : cell_text(floor, robot.goal);
    const char* load = scene.doors > 0 ? "cage" : scene.floor->chutes().empty() ? "pod" : "parcel";
    switch (static_cast<operations::Dwell>(robot.dwell)) {
        case operations::Dwell::None:
            return lane.valid() ? "go to " + place : "stand by at " + place;
        case operations::Dwell::Lift:
            return fmt::format("take up the {} at {}", load, place);
        case operations::Dwell::SetDown:
            return fmt::format("set the {} down at {}", load, place);
        case operations::Dwell::Unload:
            return fmt::format("tip the {} from {}", load, place);
        case operations::Dwell::Service:
            return "be served at " + place;
        case operations::Dwell::Charge:
            return "charge at " + place;
    }
    return "nothing";
}

std::string cause_text(const engine::FloorScene& scene, const engine::RobotFrame& robot) {
    if (robot.cause < 0) return "";
    const insight::Root root{static_cast<insight::Cause>(robot.cause), static_cast<std::uint32_t>(robot.cause_number)};
    // A recording may name what its floor does not have.
    const bool at_station = root.cause == insight::Cause::Station || root.cause == insight::Cause::Limit;
    if (at_station && root.number >= scene.floor->lanes().size()) return "a station";
    const std::string where = insight::LostTime(*scene.floor, 0).where(root);
    switch (root.cause) {
        case insight::Cause::Station:
            return "station " + where;
        case insight::Cause::Handling:
            return "a robot that handles its load " + where;
        case insight::Cause::Traffic:
            return "traffic " + where;
        case insight::Cause::Resting:
            return "a robot at rest " + where;
        case insight::Cause::Charger:
            return "a charger";
        case insight::Cause::Broken:
            return "broken " + where;
        case insight::Cause::Plan:
            return "the plan: nothing is in its way";
        case insight::Cause::Cycle:
            return "robots that wait for each other";
        case insight::Cause::Closure:
            return "closed: " + where;
        case insight::Cause::Limit:
            return "enough robots are under way: " + where + " loads no more";
    }
    return "";
}

std::string cost_text(const engine::Scene& scene, const engine::FloorScene& floor, const Moment& moment, std::size_t robot) {
    const engine::RobotFrame& frame = moment.frame().robots[robot];
    const double minutes = scene.seconds(floor.steps_per_tick) / 60;
    const double cost = static_cast<double>(moment.cost_of(frame.cause, frame.cause_number)) * minutes;
    return fmt::format("{} robot-minutes so far", cost < 10 ? fmt::format("{:.1f}", cost) : grouped(std::lround(cost)));
}

std::string event_text(const engine::Scene& scene, const engine::Event& event) {
    const floor::Floor& floor = *scene.floors[static_cast<std::size_t>(event.floor)].floor;
    const auto place = [&] {
        const auto cell = [&](std::int32_t cm) { return std::lround(cm / (100 * floor.cell_m())); };
        return fmt::format("near row {} column {}", cell(event.y_cm), cell(event.x_cm));
    };
    // Only dock doors have a place on the floor.
    const auto door = [&] {
        return scene.floors[static_cast<std::size_t>(event.floor)].doors > 0 ? "the dock door " + place() : "a receiving door";
    };
    const auto words = [&]() -> std::string {
        switch (event.kind) {
            case engine::EventKind::Breakdown:
                return fmt::format("robot {} breaks down", event.robot);
            case engine::EventKind::BrakesFail:
                return fmt::format("the brakes of robot {} fail", event.robot);
            case engine::EventKind::Cleared:
                return fmt::format("robot {} is back", event.robot);
            case engine::EventKind::Collision:
                return fmt::format("robots {} and {} collide", event.robot, event.other);
            case engine::EventKind::WallHit:
                return fmt::format("robot {} hits a wall", event.robot);
            case engine::EventKind::FlatBattery:
                return fmt::format("the battery of robot {} is empty", event.robot);
            case engine::EventKind::Lost:
                return fmt::format("robot {} does not know where it is", event.robot);
            case engine::EventKind::Relocalised:
                return fmt::format("robot {} knows where it is", event.robot);
            case engine::EventKind::AisleClosed:
                return "a zone is closed " + place();
            case engine::EventKind::PeopleIn:
                return "people are in a zone " + place();
            case engine::EventKind::SpeedLimit:
                return "a speed limit holds " + place();
            case engine::EventKind::Reopened:
                return "a zone is free again " + place();
            case engine::EventKind::DoorDown:
                return door() + " is down";
            case engine::EventKind::DoorUp:
                return door() + " works again";
        }
        return "";
    };
    if (scene.floors.size() < 2) return words();
    return fmt::format("{}: {}", scene.floors[static_cast<std::size_t>(event.floor)].name, words());
}

std::string deed_text(const engine::Scene& scene, const engine::Intervention& deed) {
    using Kind = engine::Intervention::Kind;
    const engine::FloorScene& floor = scene.floors[deed.floor];
    const auto words = [&]() -> std::string {
        switch (deed.kind) {
            case Kind::Break:
                return fmt::format("robot {} breaks down", deed.robot.value);
            case Kind::Repair:
                return fmt::format("robot {} is repaired", deed.robot.value);
            case Kind::CloseStation:
                return floor.floor->lane(deed.station).name + " is closed";
            case Kind::OpenStation:
                return floor.floor->lane(deed.station).name + " is open";
            case Kind::LimitRobots:
                return fmt::format("{} of {} {} work", deed.robots, floor.fleets[deed.fleet].count,
                                   floor.fleets[deed.fleet].name);
            case Kind::CloseZone:
                return "closed: " + zone_text(*floor.floor, deed.place);
            case Kind::OpenZone:
                return "open: " + zone_text(*floor.floor, deed.place);
            case Kind::LimitSpeed:
                return fmt::format("{}: {}", deed.speed_mmps < 0 ? "no speed limit" : state_text({.speed_mmps = deed.speed_mmps}),
                                   zone_text(*floor.floor, deed.place));
        }
        return "";
    };
    if (scene.floors.size() < 2) return words();
    return fmt::format("{}: {}", floor.name, words());
}

std::vector<std::size_t> chain_of(const engine::FloorFrame& frame, std::size_t robot) {
    std::vector<std::size_t> chain;
    for (std::int32_t next = frame.robots[robot].behind; next >= 0; next = frame.robots[chain.back()].behind) {
        const auto number = static_cast<std::size_t>(next);
        if (number == robot || std::find(chain.begin(), chain.end(), number) != chain.end()) break;
        chain.push_back(number);
        if (frame.robots[number].activity != engine::Activity::Waiting) break;
    }
    return chain;
}

std::size_t waiting_for_same(const engine::FloorFrame& frame, std::size_t robot) {
    const engine::RobotFrame& one = frame.robots[robot];
    if (one.activity != engine::Activity::Waiting) return 0;
    return static_cast<std::size_t>(std::count_if(frame.robots.begin(), frame.robots.end(), [&](const engine::RobotFrame& other) {
        return other.activity == engine::Activity::Waiting && other.cause == one.cause && other.cause_number == one.cause_number;
    }));
}

std::size_t waiting_behind(const engine::FloorFrame& frame, std::size_t robot) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < frame.robots.size(); ++i) {
        if (i == robot || frame.robots[i].activity != engine::Activity::Waiting) continue;
        const std::vector<std::size_t> chain = chain_of(frame, i);
        count += std::find(chain.begin(), chain.end(), robot) != chain.end() ? 1 : 0;
    }
    return count;
}

}  // namespace dray::view
