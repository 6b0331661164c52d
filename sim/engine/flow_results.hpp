// What a run measured of the flow on its floors: plain data for reports. Definitions stand in insight/flow/.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "floor/heading.hpp"

namespace dray::engine {

/// The passages over one edge of a floor, whole run: insight/flow/edge_times.hpp.
struct EdgeResult {
    std::size_t cell = 0;  ///< from which it leads
    floor::Heading heading = floor::Heading::East;
    std::int64_t passages = 0;      ///< 1 at least
    double free_s = 0, real_s = 0;  ///< of all passages together
};

/// A square of cells, cut to its floor.
struct ZoneSquare {
    int row = 0, column = 0, rows = 0, columns = 0;
};

/// One zone in one period: insight/flow/zone_flow.hpp.
struct ZonePeriod {
    std::size_t zone = 0;  ///< of FlowResult::zones
    double from_s = 0, to_s = 0;
    double robots = 0;        ///< driving or waiting with work, mean
    double held = 0;          ///< of them, waiting, mean
    double density = 0;       ///< robots per drivable cell
    double flow_per_min = 0;  ///< cells driven per drivable cell and minute
    double speed_mps = 0;     ///< flow / density
};

/// A range of densities of a fundamental diagram.
struct FlowBin {
    double from = 0, to = 0;   ///< robots per drivable cell
    std::int64_t minutes = 0;  ///< zone minutes in it
    double flow_per_min = 0;   ///< their mean
};

/// Where flow is highest: insight::ZoneFlow::Peak.
struct FlowPeak {
    double density = 0, flow_per_min = 0;
    bool passed = false;       ///< there were minutes beyond it, with less flow
    double overcrowded = 0;    ///< share of the minutes with robots
    std::int64_t minutes = 0;  ///< zone minutes with robots
};

/// One floor, whole run.
struct FlowResult {
    std::string area;
    int width = 0;                     ///< cells
    std::vector<EdgeResult> edges;     ///< those with passages, by cell and heading
    std::vector<ZoneSquare> zones;     ///< all of the floor
    std::vector<ZonePeriod> periods;   ///< those with robots, by time and zone
    std::vector<FlowBin> diagram;      ///< of all zones together, up to the last bin with minutes
    FlowPeak peak;                     ///< of that
    std::vector<FlowPeak> zone_peaks;  ///< by zone, each of its own diagram
};

/// One jam: insight/flow/jam_tracker.hpp.
struct JamResult {
    std::string area;
    double from_s = 0, to_s = 0;
    std::string cause;  ///< as LostTime::cause: of most of its robots
    std::string where;  ///< what causes it: "pick-3", "robot 7", "zone north"; else the head's cell: "row 12 column 28"
    int head_row = 0, head_column = 0;      ///< when it was largest
    std::int64_t robots_max = 0;            ///< waiting in it at once
    double robots_mean = 0;                 ///< of the looks in which it was seen
    std::int64_t spill_back_max_cells = 0;  ///< from the head along the chain to the farthest robot
    std::int64_t chain_max = 0;             ///< robots one behind the other
    double robot_h = 0;                     ///< that robots waited in it
};

/// All jams of a site, whole run.
struct JamsResult {
    std::int64_t count = 0;
    double robot_h = 0;
    std::int64_t spill_back_max_cells = 0;
    std::map<double, std::int64_t> lived_s;  ///< jams by how long they lived
    std::vector<JamResult> largest;          ///< by robot_h: up to insight::JamTracker::kKept of each floor, the largest first

    /// How long a jam lived; half of them lived no longer. 0 without jams.
    [[nodiscard]] double median_s() const {
        std::int64_t seen = 0;
        for (const auto& [seconds, jams] : lived_s)
            if (2 * (seen += jams) >= count) return seconds;
        return 0;
    }
    [[nodiscard]] double longest_s() const { return lived_s.empty() ? 0 : lived_s.rbegin()->first; }
};

}  // namespace dray::engine
