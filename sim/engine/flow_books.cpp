#include "engine/flow_books.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numbers>

#include "base/check.hpp"
#include "engine/scenario.hpp"

namespace dray::engine {

namespace {

// By fleet.
std::vector<insight::DriveTimes> drive_times(const FloorSetup& setup) {
    std::vector<insight::DriveTimes> times;
    for (const FleetConfig& fleet : setup.fleets) {
        const physics::DriveConfig& drive = fleet.drive;
        times.push_back({.speed_mps = drive.top_speed_mps,
                         .acceleration_empty_mps2 = physics::braking_mps2(drive, 0, drive.grip),
                         .acceleration_loaded_mps2 = physics::braking_mps2(drive, drive.payload_kg, drive.grip),
                         .payload_kg = drive.payload_kg,
                         .quarter_turn_s = physics::turn_s(drive, std::numbers::pi / 2)});
    }
    return times;
}

FlowPeak plain(const insight::ZoneFlow::Peak& peak) {
    return {.density = peak.density,
            .flow_per_min = peak.flow_per_min,
            .passed = peak.passed,
            .overcrowded = peak.overcrowded,
            .minutes = peak.minutes};
}

// The name of what causes a jam, or else the cell at its head.
std::string where_of(const insight::Jam& jam, const floor::Floor& floor, const insight::LostTime& lost) {
    using insight::Cause;
    const bool named = jam.root.cause == Cause::Station || jam.root.cause == Cause::Broken || jam.root.cause == Cause::Closure;
    return named ? lost.where(jam.root) : fmt::format("row {} column {}", floor.row(jam.head), floor.column(jam.head));
}

}  // namespace

FlowBooks::FlowBooks(const FloorSetup& setup)
    : setup_(setup),
      edges_(*setup.floor, drive_times(setup), setup.fleet_of),
      zones_(*setup.floor, setup.robot_count(), setup.clock.tick_s()),
      jams_(*setup.floor, setup.robot_count(), setup.clock.tick_s()) {}

void FlowBooks::observe(std::span<const insight::RobotMoment> moments, const insight::LostTime& lost) {
    edges_.observe(moments);
    zones_.observe(moments);
    jams_.observe(moments, lost);
}

void FlowBooks::capture(std::vector<JamFrame>& out) const {
    out.clear();
    for (const insight::Jam& jam : jams_.now())
        out.push_back({.number = static_cast<std::int32_t>(jam.number),
                       .cell = static_cast<std::int32_t>(jam.head_now.value),
                       .since = static_cast<std::int32_t>(jam.first_tick * setup_.clock.steps_per_tick),
                       .robots = static_cast<std::int32_t>(jam.robots),
                       .spill_back = static_cast<std::int32_t>(jam.spill_back),
                       .cause = static_cast<std::int32_t>(jam.root.cause),
                       .cause_number = static_cast<std::int32_t>(jam.root.number)});
}

void FlowBooks::add_to(FloorResult& out) const {
    const std::size_t cells = setup_.floor->cell_count();
    out.passages.assign(cells, 0);
    out.free_s.assign(cells, 0);
    out.real_s.assign(cells, 0);
    for (std::size_t c = 0; c < cells; ++c)
        for (const floor::Heading heading : floor::kHeadings) {
            const insight::EdgeBook& edge = edges_.edge(CellId(c), heading);
            out.passages[c] += edge.passages;
            out.free_s[c] += static_cast<float>(static_cast<double>(edge.free_us) / 1e6);
            out.real_s[c] += static_cast<float>(edge.real_ticks * setup_.clock.tick_s());
        }
}

void FlowBooks::add_periods(FlowResult& out) const {
    for (std::size_t p = 0; p < zones_.periods(); ++p) {
        const double from_s = zones_.from_s(p), to_s = zones_.to_s(p), ticks = (to_s - from_s) / setup_.clock.tick_s();
        for (std::size_t z = 0; z < zones_.zones(); ++z) {
            const insight::ZoneSums sums = zones_.sums(p, z);
            if (sums.robot_ticks == 0 && sums.cells == 0) continue;
            out.periods.push_back({.zone = z,
                                   .from_s = from_s,
                                   .to_s = to_s,
                                   .robots = sums.robot_ticks / ticks,
                                   .held = sums.held_ticks / ticks,
                                   .density = zones_.density(sums, z, p),
                                   .flow_per_min = zones_.flow_per_min(sums, z, p),
                                   .speed_mps = zones_.speed_mps(sums)});
        }
    }
}

FlowResult FlowBooks::flow() const {
    // So many minutes make a mean: of one zone, and of all.
    constexpr std::uint32_t kZoneMinutes = 3, kFloorMinutes = 10;
    constexpr int kEdge = operations::Zones::kEdge;
    const floor::Floor& floor = *setup_.floor;
    FlowResult out{.area = setup_.name, .width = floor.width()};
    for (std::size_t c = 0; c < floor.cell_count(); ++c)
        for (const floor::Heading heading : floor::kHeadings)
            if (const insight::EdgeBook& edge = edges_.edge(CellId(c), heading); edge.passages > 0)
                out.edges.push_back({.cell = c,
                                     .heading = heading,
                                     .passages = edge.passages,
                                     .free_s = static_cast<double>(edge.free_us) / 1e6,
                                     .real_s = edge.real_ticks * setup_.clock.tick_s()});
    const int across = (floor.width() + kEdge - 1) / kEdge;
    for (std::size_t z = 0; z < zones_.zones(); ++z) {
        const int row = static_cast<int>(z) / across * kEdge, column = static_cast<int>(z) % across * kEdge;
        out.zones.push_back({.row = row,
                             .column = column,
                             .rows = std::min(kEdge, floor.height() - row),
                             .columns = std::min(kEdge, floor.width() - column)});
        out.zone_peaks.push_back(plain(insight::ZoneFlow::peak_of(zones_.diagram(z), kZoneMinutes)));
    }
    add_periods(out);
    const insight::ZoneFlow::Diagram diagram = zones_.diagram();
    out.peak = plain(insight::ZoneFlow::peak_of(diagram, kFloorMinutes));
    for (std::size_t b = 0; b < diagram.size(); ++b)
        out.diagram.push_back({.from = static_cast<double>(b) * insight::ZoneFlow::kBinWidth,
                               .to = static_cast<double>(b + 1) * insight::ZoneFlow::kBinWidth,
                               .minutes = diagram[b].minutes,
                               .flow_per_min = insight::ZoneFlow::flow_per_min(diagram[b])});
    while (!out.diagram.empty() && out.diagram.back().minutes == 0)
        out.diagram.pop_back();
    return out;
}

void FlowBooks::add_jams(JamsResult& out, const insight::LostTime& lost) const {
    const floor::Floor& floor = *setup_.floor;
    const double tick_s = setup_.clock.tick_s();
    const insight::JamTotals totals = jams_.totals();
    DRAY_CHECK(totals.robot_ticks <= lost.waiting_ticks(), "robots waited in jams for {} ticks, and for {} at all",
               totals.robot_ticks, lost.waiting_ticks());
    out.count += totals.jams;
    out.robot_h += static_cast<double>(totals.robot_ticks) * tick_s / 3600;
    out.spill_back_max_cells = std::max<std::int64_t>(out.spill_back_max_cells, totals.largest_spill_back);
    for (const auto& [ticks, jams] : totals.lived)
        out.lived_s[static_cast<double>(ticks) * tick_s] += jams;
    for (const insight::Jam& jam : jams_.largest())
        out.largest.push_back({.area = setup_.name,
                               .from_s = static_cast<double>(jam.first_tick) * tick_s,
                               .to_s = static_cast<double>(jam.end_tick) * tick_s,
                               .cause = insight::name_of(jam.root.cause),
                               .where = where_of(jam, floor, lost),
                               .head_row = floor.row(jam.head),
                               .head_column = floor.column(jam.head),
                               .robots_max = jam.robots_max,
                               .robots_mean = static_cast<double>(jam.seen_robots) / jam.looks,
                               .spill_back_max_cells = jam.spill_back_max,
                               .chain_max = jam.chain_max,
                               .robot_h = static_cast<double>(jam.robot_ticks) * tick_s / 3600});
    std::ranges::stable_sort(out.largest, std::ranges::greater(), &JamResult::robot_h);
}

void FlowBooks::add_to(Results& out, const insight::LostTime& lost, Tick ticks) const {
    const auto robot_ticks = static_cast<std::int64_t>(setup_.robot_count()) * ticks;
    const std::int64_t booked = edges_.passage_ticks() + edges_.other_ticks() + edges_.open_ticks();
    DRAY_CHECK(booked == robot_ticks, "robots were in cells for {} ticks, of which {} are booked", robot_ticks, booked);
    out.flow.push_back(flow());
    add_jams(out.jams, lost);
}

}  // namespace dray::engine
