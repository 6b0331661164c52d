// What people do to a running site, and the file that tells a run of it: a CSV with `time_s,area,event,what,value`.
//
//   time_s,area,event,what,value
//   600,storage,break,12,            robot 12 breaks down
//   660,storage,repair,12,           and is cleared
//   900,storage,close,pick-3,        nobody works at this station any more
//   1500,storage,open,pick-3,
//   1800,storage,limit_robots,drives,40    the first 40 robots of this fleet work, the others rest
//   2000,storage,close_zone,aisle-5,       nobody enters this zone of the floor
//   2100,storage,open_zone,aisle-5,
//   2200,storage,limit_speed,3:4:2:10,0.5  people are in 2 rows and 10 columns from row 3 and column 4: m/s; 0: robots stand
//   2300,storage,limit_speed,3:4:2:10,     and gone; "all" is the whole floor
//
// Files of earlier versions, with `time_s,area,event,robot`, are read as well.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "base/time.hpp"
#include "engine/frame.hpp"
#include "engine/zone_place.hpp"

namespace dray::engine {

struct Intervention {
    enum class Kind : std::uint8_t {
        Break,         ///< the robot breaks down, until its mean time to repair is over
        Repair,        ///< a broken robot is cleared as soon as it stands still and there is room; a lost one knows where it is
        CloseStation,  ///< nobody works there and it gets no new work; what has been brought waits
        OpenStation,   ///< people come back to a station that was closed
        LimitRobots,   ///< the first `robots` of a fleet work; the others finish what they have begun, and rest
        CloseZone,     ///< nobody enters `place`; who is inside goes about its work and may leave. Closing twice is closing once
        OpenZone,      ///< every closure of just that place ends, also one of the scenario
        LimitSpeed,    ///< people are in `place`: robots keep to the limit, which replaces an earlier one of just that place
    };
    Step step = 0;          ///< done at the first tick of its floor that begins then or later
    std::size_t floor = 0;  ///< of the scene
    Kind kind = Kind::Break;
    RobotId robot;             ///< Break, Repair: of that floor
    LaneId station;            ///< CloseStation, OpenStation: of that floor
    std::uint32_t fleet = 0;   ///< LimitRobots: of that floor
    std::uint32_t robots = 0;  ///< LimitRobots: how many work, 0 to all of the fleet
    ZonePlace place;           ///< CloseZone, OpenZone, LimitSpeed: of that floor
    /// LimitSpeed: 0 to kMaxSpeedLimit_mmps; 0: robots inside stand and nobody enters; kNoSpeedLimit: none any more.
    std::int32_t speed_mmps = 0;
    friend bool operator==(const Intervention&, const Intervention&) = default;
};
inline constexpr std::size_t kInterventionKinds = 8;
inline constexpr std::int32_t kNoSpeedLimit = -1;
inline constexpr std::int32_t kMaxSpeedLimit_mmps = 20000;  ///< as the scenario's field speed_limit_mps

/// "break", "repair", "close", ... as the file says it.
[[nodiscard]] const char* name_of(Intervention::Kind kind);
/// Whether the scene has what the intervention names.
[[nodiscard]] bool exists(const Scene& scene, const Intervention& intervention);

/// The same as numbers, for recordings, and back.
[[nodiscard]] Deed deed_of(const Intervention& intervention);
[[nodiscard]] Intervention intervention_of(const Deed& deed);  ///< needs a kind that there is

/// The text of such a file; `parse_interventions` reads the same back.
[[nodiscard]] std::string interventions_csv(const Scene& scene, const std::vector<Intervention>& interventions);
/// In order of time. Throws InputError with every fault of the text, with line and column of `path`.
[[nodiscard]] std::vector<Intervention> parse_interventions(const Scene& scene, const std::string& text, const std::string& path);
/// The same from a file. Throws EnvironmentError when it cannot be read.
[[nodiscard]] std::vector<Intervention> read_interventions(const Scene& scene, const std::string& path);

}  // namespace dray::engine
