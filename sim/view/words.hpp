// What the view says of robots, stations and times, in words for people.
#pragma once

#include <string>
#include <vector>

#include "engine/frame.hpp"
#include "engine/interventions.hpp"
#include "view/moment.hpp"

namespace dray::view {

/// "driving with a load", "waiting", ...
[[nodiscard]] const char* name_of(engine::Activity activity);
/// 1:02:03.
[[nodiscard]] std::string clock_text(double seconds);
/// 12 345 with thin groups of three.
[[nodiscard]] std::string grouped(std::int64_t number);
/// "1 line", "12 345 lines".
[[nodiscard]] std::string counted(std::int64_t count, const char* what);
/// "robot 7", with the fleet's name where the floor has several fleets.
[[nodiscard]] std::string robot_name(const engine::FloorScene& scene, std::size_t robot);
/// What a robot carries: "pod 12, 65 % full", "a parcel", "a cage, 40 % full", "nothing".
[[nodiscard]] std::string load_text(const engine::FloorScene& scene, const engine::RobotFrame& robot);
/// What it is to do: "take up the pod at row 3 column 8", "be served at pick-3", "nothing".
[[nodiscard]] std::string task_text(const engine::FloorScene& scene, const engine::RobotFrame& robot);
/// What a waiting robot waits for in the end: "station pick-3", "traffic near row 12 column 28", ...
[[nodiscard]] std::string cause_text(const engine::FloorScene& scene, const engine::RobotFrame& robot);
/// What the root that a waiting robot waits for has cost the floor since the start of the run: "42 robot-minutes so far".
[[nodiscard]] std::string cost_text(const engine::Scene& scene, const engine::FloorScene& floor, const Moment& moment,
                                    std::size_t robot);
/// "robot 7 breaks down", "robots 3 and 9 collide", with the area where there are several.
[[nodiscard]] std::string event_text(const engine::Scene& scene, const engine::Event& event);
/// "robot 7 breaks down", "pick-3 is closed", "40 of 80 drives work", with the area where there are several.
[[nodiscard]] std::string deed_text(const engine::Scene& scene, const engine::Intervention& deed);
/// "zone aisle-5", "rows 3 to 4, columns 8 to 12", "the whole floor".
[[nodiscard]] std::string zone_text(const floor::Floor& floor, const engine::ZonePlace& place);
/// Number of the dock door whose place a zone is: 2 for "door-3"; -1 for others.
[[nodiscard]] int door_of(const floor::Zone& zone);
/// Where cages stand for that door; a place that does not exist where the floor has none.
[[nodiscard]] engine::ZonePlace place_of_door(const floor::Floor& floor, std::size_t door);
/// "closed", "at most 0.3 m/s", "robots stand".
[[nodiscard]] std::string state_text(const engine::ZoneFrame& zone);
/// "row 3 column 8", counted as reports count.
[[nodiscard]] std::string cell_text(const floor::Floor& floor, std::int32_t cell);

/// The robots that one waits behind, nearest first, up to the head of the chain; the head is the first one that does not wait
/// behind another, or one that closes a ring.
[[nodiscard]] std::vector<std::size_t> chain_of(const engine::FloorFrame& frame, std::size_t robot);
/// Robots that wait for the same in the end as this one, itself included; 0 for one that does not wait.
[[nodiscard]] std::size_t waiting_for_same(const engine::FloorFrame& frame, std::size_t robot);
/// Robots whose chains pass through one, without itself.
[[nodiscard]] std::size_t waiting_behind(const engine::FloorFrame& frame, std::size_t robot);

}  // namespace dray::view
