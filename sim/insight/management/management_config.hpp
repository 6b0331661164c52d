// What the scenario says of management: the rules that act on what insight sees while the site runs.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "config/table.hpp"

namespace dray::insight {

/// The rules, in the order of reports.
enum class Rule : std::uint8_t { LimitRobots, SteerStations, MeterZones, ReassignChutes, FlexStations };
inline constexpr std::size_t kRules = 5;
/// As the scenario calls it: "limit_robots", "steer_stations", "meter_zones", "reassign_chutes", "flex_stations".
[[nodiscard]] const char* name_of(Rule rule);

struct ManagementConfig {
    std::string mode = "none";              ///< none, reactive or predictive
    bool limit_robots = false;              ///< no more robots at work than give the most flow
    bool steer_stations = false;            ///< new work away from saturated stations
    bool meter_zones = false;               ///< few may enter a jammed zone
    bool reassign_chutes = false;           ///< chutes to routes whose own are full
    std::int64_t flex_pick_stations = 0;    ///< of the storage area: the last ones by number are only open when needed
    std::int64_t flex_induct_stations = 0;  ///< the same of each sorting area
    double flex_open_above = 10;            ///< orders or parcels that wait per open station
    double flex_close_below = 2;
    double flex_hold_s = 120;  ///< between two changes
    std::string model;         ///< file of the forecast; empty: the shipped one

    [[nodiscard]] bool on() const { return mode != "none"; }
    [[nodiscard]] bool predicts() const { return mode == "predictive"; }
};
[[nodiscard]] const config::Table& management_table();

/// How much a rule had to say.
struct RuleFigures {
    std::int64_t times = 0;  ///< it began to advise, or advised something new
    double active_s = 0;     ///< it held something back, or kept something open
};
using AllRuleFigures = std::array<RuleFigures, kRules>;

}  // namespace dray::insight
