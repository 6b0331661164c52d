#include "insight/management/floor_adviser.hpp"

#include <algorithm>

namespace dray::insight {

FloorAdviser::FloorAdviser(const ManagementConfig& config, const FloorSize& size)
    : config_(&config),
      size_(size),
      limit_(size.robots),
      steering_(size.stations),
      metering_(size.zones),
      sharing_(size.routes),
      flex_(config, size.stations) {}

void FloorAdviser::book(Rule rule, bool active, bool changed, double dt_s) {
    RuleFigures& figures = figures_[static_cast<std::size_t>(rule)];
    figures.times += active && changed ? 1 : 0;
    figures.active_s += active ? dt_s : 0;
}

const operations::Advice& FloorAdviser::observe(const FloorMoment& moment, const FloorExpectation& expected, double dt_s) {
    if (size_.flex > 0) {
        const std::size_t before = flex_.open();
        flex_.observe(moment.stations, moment.waiting, dt_s);
        advice_.shut = flex_.shut();
        flex_open_s_ += dt_s * static_cast<double>(flex_.open());
        book(Rule::FlexStations, flex_.open() > 0, flex_.open() > before, dt_s);
    }
    if (config_->limit_robots) {
        const std::size_t before = advice_.most_working;
        limit_.observe(moment, dt_s);
        advice_.most_working = limit_.limit();
        book(Rule::LimitRobots, limit_.limit() != operations::Advice::kNoLimit, limit_.limit() != before, dt_s);
    }
    if (config_->steer_stations && size_.stations > 0) {
        steering_.observe(moment.stations, expected.waiting, advice_.shut, dt_s);
        const bool changed = advice_.avoid != steering_.avoid();
        advice_.avoid = steering_.avoid();
        book(Rule::SteerStations, std::ranges::find(advice_.avoid, 1) != advice_.avoid.end(), changed, dt_s);
    }
    if (config_->meter_zones) {
        const std::size_t before = metering_.jammed();
        metering_.observe(moment.zones, expected.held, dt_s);
        advice_.entries = metering_.entries();
        book(Rule::MeterZones, metering_.jammed() > 0, metering_.jammed() > before, dt_s);
    }
    if (config_->reassign_chutes && size_.routes > 0) {
        sharing_.observe(moment.chutes, dt_s);
        advice_.chute_moves = sharing_.moves();
        book(Rule::ReassignChutes, !sharing_.moves().empty(), true, dt_s);
    }
    return advice_;
}

}  // namespace dray::insight
