// Flow, density and speed of the robots in each zone of a floor, minute by minute, and how flow depends on density.
//
// Edie's generalized definitions (L. C. Edie, "Discussion of traffic stream measurements and definitions", Proc. 2nd Int. Symp.
// on the Theory of Traffic Flow, 1963) hold in any region of space and time: with the area A of the region in drivable cells, the
// period T, the distance that all robots drove in it and the time that they spent in it,
//   flow = distance / (A T), density = time / (A T), speed = distance / time = flow / density.
// Area is counted in cells, so density is robots per drivable cell and flow is cells driven per cell and minute. A robot spends
// time in traffic while it drives or waits with work: who is served, handles, charges, rests or is broken is parked. A cell is
// driven when a robot leaves it for the next one. A zone's drivable cells are those that are no walls.
//
// Plotted against each other for many minutes, flow rises with density up to a peak and falls beyond it: the fundamental diagram,
// for a neighbourhood of streets shown by Geroliminis and Daganzo, Transp. Res. B 42 (2008). Minutes denser than the peak are
// overcrowded: fewer robots there would get more done.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "base/id.hpp"
#include "floor/floor.hpp"
#include "insight/lost_time.hpp"
#include "operations/advice.hpp"

namespace dray::insight {

/// One zone in one period.
struct ZoneSums {
    std::uint32_t robot_ticks = 0;  ///< of robots in traffic
    std::uint32_t held_ticks = 0;   ///< of them, those that wait
    std::uint32_t cells = 0;        ///< driven
};

/// A range of densities of the fundamental diagram.
struct DensityBin {
    std::uint32_t minutes = 0;     ///< zone minutes with robots and a density in it
    std::uint64_t flow_milli = 0;  ///< sum of their flows, thousandths of a cell per cell and minute
};

/// Not for several threads at once; observe() allocates nothing.
class ZoneFlow {
  public:
    static constexpr std::size_t kBins = 40;
    static constexpr double kBinWidth = 0.025;  ///< robots per cell; the last bin has all above
    using Diagram = std::array<DensityBin, kBins>;
    /// Where flow is highest.
    struct Peak {
        double density = 0;         ///< middle of the bin, robots per cell; 0: nothing drove
        double flow_per_min = 0;    ///< mean of its minutes
        bool passed = false;        ///< denser minutes were seen, and flow was less than nine tenths of that in them
        double overcrowded = 0;     ///< share of the zone minutes with robots that were denser than it; 0 unless `passed`
        std::uint32_t minutes = 0;  ///< zone minutes with robots
    };

    /// `tick_s` is the length of a tick.
    ZoneFlow(const floor::Floor& floor, std::size_t robots, double tick_s);

    /// The end of a tick; one moment a robot, by RobotId.
    void observe(std::span<const RobotMoment> moments);

    [[nodiscard]] const operations::Zones& grid() const { return grid_; }
    [[nodiscard]] std::size_t zones() const { return drivable_.size(); }
    [[nodiscard]] std::uint32_t drivable_cells(std::size_t zone) const { return drivable_[zone]; }

    /// Complete periods so far and the one that runs, if it has begun. A period is a minute to the nearest tick; in a run with so
    /// many that they would fill more than some 60 000 rows it is 2, 4, 8 ... minutes.
    [[nodiscard]] std::size_t periods() const;
    [[nodiscard]] double from_s(std::size_t period) const;
    [[nodiscard]] double to_s(std::size_t period) const;
    [[nodiscard]] ZoneSums sums(std::size_t period, std::size_t zone) const;
    // Edie's measures of some sums over a period of a zone; 0 without cells or time.
    [[nodiscard]] double density(const ZoneSums& sums, std::size_t zone, std::size_t period) const;
    [[nodiscard]] double flow_per_min(const ZoneSums& sums, std::size_t zone, std::size_t period) const;
    [[nodiscard]] double speed_mps(const ZoneSums& sums) const;

    /// Whole minutes of a zone, and of all zones, by density. Zones of fewer than kLeastCells drivable cells are left out.
    static constexpr std::uint32_t kLeastCells = 16;
    [[nodiscard]] const Diagram& diagram(std::size_t zone) const { return diagrams_[zone]; }
    [[nodiscard]] Diagram diagram() const;
    /// Mean flow of a bin, cells per cell and minute.
    [[nodiscard]] static double flow_per_min(const DensityBin& bin);
    /// The highest mean flow of the bins with `least_minutes` or more.
    [[nodiscard]] static Peak peak_of(const Diagram& diagram, std::uint32_t least_minutes);

  private:
    void end_minute();
    void halve();
    [[nodiscard]] std::int64_t ticks_of(std::size_t period) const;

    operations::Zones grid_;
    const floor::Floor* floor_;
    double tick_s_;
    std::int64_t minute_ticks_;
    std::vector<std::uint32_t> zone_of_;   // by cell
    std::vector<std::uint32_t> drivable_;  // by zone
    std::vector<CellId> last_;             // by robot
    std::vector<ZoneSums> minute_;         // of the minute that runs, by zone
    std::vector<ZoneSums> period_;         // of the complete minutes of the period that runs, by zone
    std::vector<ZoneSums> rows_;           // of complete periods, zone by zone
    std::size_t most_periods_ = 0, complete_ = 0;
    std::int64_t period_minutes_ = 1, minutes_in_period_ = 0, ticks_in_minute_ = 0;
    std::vector<Diagram> diagrams_;  // by zone
};

}  // namespace dray::insight
