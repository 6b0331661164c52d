#include <fmt/format.h>

#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "report/documents.hpp"
#include "report/json_numbers.hpp"

namespace dray::report {

namespace {

using Json = nlohmann::ordered_json;

Json quantiles(const engine::Quantiles& q) {
    return {{"p50", q.p50}, {"p95", q.p95}, {"max", q.max}};
}

// Hours by cause, and the roots that cost most.
Json lost_time(const engine::Results& r) {
    constexpr std::size_t kLargest = 20;
    double waiting_h = 0;
    std::map<std::string, double> by_cause;
    Json largest = Json::array();
    for (const engine::LostTime& loss : r.lost_time) {
        waiting_h += loss.robot_h;
        by_cause[loss.cause] += loss.robot_h;
        if (largest.size() < kLargest)
            largest.push_back({{"cause", loss.cause}, {"where", loss.where}, {"robot_h", loss.robot_h}});
    }
    return {{"robot_h", r.robot_h}, {"waiting_robot_h", waiting_h}, {"by_cause_robot_h", by_cause}, {"largest", largest}};
}

Json energy(const engine::EnergyResult& e) {
    return {{"used_kwh", e.used_kwh},
            {"charged_kwh", e.charged_kwh},
            {"charges", e.charges},
            {"charging_share", e.charging_share},
            {"flat_batteries", e.flat},
            {"lowest_charge_share", e.lowest_share},
            {"mean_charge_share_at_end", e.mean_share}};
}

Json handling(const engine::HandlingResult& h) {
    return {{"load_unit", h.totes ? "totes" : "parcels"},
            {"parcels_upstream", h.upstream},
            {"parcels_arrived", h.arrived},
            {"parcels_inside", h.inside},
            {"parcels_gone", h.gone},
            {"parcels_per_hour", h.parcels_per_hour},
            {"time_s", quantiles(h.time_s)},
            {"attempts", h.attempts},
            {"failures", h.failures},
            {"refused", h.refused},
            {"exceptions", h.exceptions},
            {"desk_labour_h", h.desk_labour_h},
            {"breakdowns", h.breakdowns},
            {"workers",
             {{"count", h.workers},
              {"working_share", h.working},
              {"starved_share", h.starved},
              {"blocked_share", h.blocked},
              {"away_share", h.away}}}};
}

Json people(const engine::PeopleResult& p) {
    return {{"count", p.count},
            {"working_share", p.working},
            {"starved_share", p.starved},
            {"blocked_share", p.blocked},
            {"away_share", p.away}};
}

Json put_wall(const engine::PutWallResult& w) {
    return {{"orders_upstream", w.upstream},
            {"orders_opened", w.opened},
            {"orders_inside", w.inside},
            {"orders_gone", w.gone},
            {"orders_per_hour", w.orders_per_hour},
            {"puts", w.puts},
            {"puts_per_hour", w.puts_per_hour},
            {"units_to_come", w.units_to_come},
            {"units_inside", w.units_inside},
            {"time_s", quantiles(w.time_s)},
            {"completion_wait_s", quantiles(w.completion_wait_s)},
            {"attempts", w.arms.attempts},
            {"failures", w.arms.failures},
            {"refused", w.arms.refused},
            {"exceptions", w.arms.exceptions},
            {"cells", {{"count", w.cells}, {"occupied_share", w.cells_occupied}, {"none_free_share", w.none_free}}},
            {"putters", people(w.putters)},
            {"packers", people(w.packers)}};
}

Json identification(const engine::IdentificationResult& i) {
    const auto share = [&](std::int64_t count) {
        return i.identified > 0 ? static_cast<double>(count) / static_cast<double>(i.identified) : 0.0;
    };
    return {
        {"load_unit", i.totes ? "totes" : "parcels"},
        {"parcels_arrived", i.arrived},
        {"parcels_inside", i.inside},
        {"parcels_gone", i.gone},
        {"identified", i.identified},
        {"identified_per_hour", i.parcels_per_hour},
        {"accuracy", 1 - share(i.wrong)},
        {"wrong", i.wrong},
        {"astray", i.astray},
        {"desk_share", share(i.by_desk)},
        {"desk_labour_h", i.desk_labour_h},
        {"reads", i.reads},
        {"time_s", quantiles(i.time_s)},
        {"readers", {{"count", i.readers}, {"working_share", i.reading}, {"blocked_share", i.blocked}, {"down_share", i.down}}}};
}

Json loop(const engine::LoopResult& l, std::int64_t recirculated) {
    const auto of_merged = [&](std::int64_t count) {
        return l.merged > 0 ? static_cast<double>(count) / static_cast<double>(l.merged) : 0.0;
    };
    return {{"carriers", l.carriers},
            {"inducts", l.inducts},
            {"parcels_on_belt", l.on_belt},
            {"parcels_merged", l.merged},
            {"carrier_occupancy", l.occupancy},
            {"induct_wait_s", quantiles(l.wait_s)},
            {"laps", l.laps},
            {"laps_mean", of_merged(l.laps)},
            {"recirculation_share", of_merged(recirculated)},
            {"chute_refusals", l.refusals},
            {"rejected", {{"unread", l.rejected_unread}, {"no_chute", l.rejected_full}}},
            {"rejected_share", of_merged(l.rejected_unread + l.rejected_full)},
            {"reads", l.reads},
            {"no_reads", l.no_reads},
            {"wrong_reads", l.wrong_reads},
            {"belt",
             {{"working_share", l.working},
              {"starved_share", l.starved},
              {"blocked_share", l.blocked},
              {"down_share", l.down},
              {"stops", l.stops}}}};
}

// Of the parcels sorted for trucks; where none was sorted none was late.
double in_time_share(std::int64_t in_time, std::int64_t too_late) {
    const std::int64_t all = in_time + too_late;
    return all > 0 ? static_cast<double>(in_time) / static_cast<double>(all) : 1;
}

Json sorting(const engine::SortingResult& s) {
    Json out = {{"parcels_upstream", s.parcels_upstream},
                {"parcels_arrived", s.parcels_arrived},
                {"parcels_sorted", s.parcels_sorted},
                {"parcels_waiting", s.parcels_waiting},
                {"held_for_wave", s.held_for_wave},
                {"parcels_on_robots", s.parcels_on_robots},
                {"parcels_sorted_per_hour", s.parcels_per_hour},
                {"sort_time_s", quantiles(s.sort_time_s)},
                {"missorted", s.missorted},
                {"returned", s.returned},
                {"recirculated", s.recirculated},
                {"chutes",
                 {{"count", s.chutes},
                  {"open_share", s.chutes_open},
                  {"full_share", s.chutes_full},
                  {"jammed_share", s.chutes_jammed},
                  {"jams", s.jams},
                  {"reassigned", s.reassigned},
                  {"cages_swapped", s.cages_swapped}}}};
    if (s.knows_trucks)
        out["trucks"] = {
            {"in_time", s.in_time}, {"too_late", s.too_late}, {"in_time_share", in_time_share(s.in_time, s.too_late)}};
    if (s.loop) out["loop"] = loop(*s.loop, s.recirculated);
    return out;
}

Json carrier(const engine::CarrierResult& c) {
    Json out = {{"kind", c.lift ? "lift" : "conveyor"}, {c.lift ? "trip_s" : "travel_s", c.trip_s}};
    if (!c.lift) out["length_m"] = c.length_m;
    out["holds_units"] = c.units;
    out["most_units_per_hour"] = c.most_per_hour;
    out["units_per_hour"] = c.units_per_hour;
    out["units_upstream"] = c.upstream;
    out["units_arrived"] = c.arrived;
    out["units_waiting"] = c.waiting;
    out["units_aboard"] = c.aboard;
    out["units_at_end"] = c.held;
    out["units_delivered"] = c.delivered;
    if (c.lift) out["trips"] = c.trips;
    out["wait_mean_s"] = c.wait_s;
    out["time_mean_s"] = c.time_s;
    out["stops"] = c.stops;
    out["working_share"] = c.working;
    out["starved_share"] = c.starved;
    out["blocked_share"] = c.blocked;
    out["down_share"] = c.down;
    return out;
}

Json astray(const engine::AstrayResult& a) {
    return {{"on_site", a.on_site},     {"shipped", a.shipped},          {"orders", a.orders},
            {"away", a.away},           {"on_way_back", a.on_way_back},  {"returned", a.returned},
            {"put_right", a.put_right}, {"away_s", quantiles(a.away_s)}, {"delay_s", quantiles(a.delay_s)}};
}

Json transport(const engine::TransportResult& t) {
    engine::DockResult all;
    for (const engine::DockResult& dock : t.docks) {
        all.trucks += dock.trucks;
        all.late_trucks += dock.late_trucks;
        all.late_s += dock.late_s;
        all.cages += dock.cages;
        all.parcels += dock.parcels;
        all.missed_cages += dock.missed_cages;
        all.missed_parcels += dock.missed_parcels;
        all.down_s += dock.down_s;
    }
    return {{"doors", t.docks.size()},
            {"trucks", all.trucks},
            {"late_trucks", all.late_trucks},
            {"late_s", all.late_s},
            {"doors_down_s", all.down_s},
            {"cages_shipped", all.cages},
            {"parcels_shipped", all.parcels},
            {"parcels_shipped_right", all.parcels - t.astray.shipped},
            {"cages_per_hour", t.cages_per_hour},
            {"parcels_per_hour", t.parcels_per_hour},
            {"parcels_per_cage", t.parcels_per_cage},
            {"missed_cages", all.missed_cages},
            {"missed_parcels", all.missed_parcels},
            {"moves", {{"full", t.full_moves}, {"empty", t.empty_moves}, {"return", t.return_moves}}},
            {"chutes_blocked_share", t.chutes_blocked},
            {"cages_on_site", t.cages_on_site},
            {"parcels_on_site", t.parcels_on_site},
            {"parcels_waiting", t.parcels_waiting},
            {"astray", astray(t.astray)}};
}

Json management(const engine::ManagementResult& m) {
    Json rules = Json::object();
    for (const engine::ManagementRule& rule : m.rules)
        rules[rule.name] = {{"times", rule.times}, {"active_share", rule.active_share}};
    Json out = {{"mode", m.mode}, {"rules", rules}, {"flex_station_h", m.flex_station_h}};
    if (m.forecast.moments > 0)
        out["forecast"] = {{"moments", m.forecast.moments},
                           {"hit_rate", m.forecast.hit_rate},
                           {"persistence_hit_rate", m.forecast.persistence_hit_rate},
                           {"brier", m.forecast.brier}};
    return out;
}

Json inbound(const engine::InboundResult& i) {
    return {{"trucks", i.trucks},
            {"trucks_late", i.trucks_late},
            {"late_s", i.late_s},
            {"trucks_waiting", i.trucks_waiting},
            {"totes_per_hour", i.totes_per_hour},
            {"totes_stowed_per_hour", i.stowed_per_hour},
            {"dock_to_stock_s", quantiles(i.dock_to_stock_s)},
            {"totes",
             {{"unloaded", i.totes_unloaded},
              {"on_trucks", i.totes_on_trucks},
              {"at_dock", i.totes_at_dock},
              {"on_the_way", i.totes_on_the_way},
              {"at_storage", i.totes_at_storage},
              {"stowed", i.totes_stowed}}},
            {"units_on_order", i.units_on_order},
            {"mis_stows", {{"totes", i.totes_misread}, {"units", i.units_misstowed}}},
            {"wrong_items",
             {{"finds", i.wrong_finds},
              {"units_set_aside", i.units_set_aside},
              {"units_at_desk", i.units_at_desk},
              {"units_returned", i.units_returned}}},
            {"doors",
             {{"count", i.doors},
              {"working_share", i.working},
              {"starved_share", i.starved},
              {"blocked_share", i.blocked},
              {"down_share", i.down}}}};
}

}  // namespace

nlohmann::ordered_json summary_json(const engine::Results& r, const ProcessFigures& process) {
    Json fleets = Json::object();
    for (const engine::FleetResult& fleet : r.fleets) {
        fleets[fleet.name] = {{"count", fleet.count}, {"utilisation", fleet.utilisation}, {"distance_km", fleet.distance_km}};
        if (fleet.energy.counted) fleets[fleet.name]["energy"] = energy(fleet.energy);
    }
    double parcels_per_hour = 0, cages_per_hour = 0;
    Json line_hauls = Json::array();
    for (const engine::LineHaulResult& road : r.line_hauls)
        line_hauls.push_back({{"from", road.from},
                              {"to", road.to},
                              {"trucks", road.trucks},
                              {"trucks_on_road", road.trucks_on_road},
                              {"cages", road.cages},
                              {"cages_unloaded", road.cages_unloaded},
                              {"parcels_taken", road.parcels_taken},
                              {"parcels_on_road", road.parcels_on_road},
                              {"parcels_waiting", road.parcels_waiting},
                              {"parcels_delivered", road.parcels_delivered},
                              {"parcels_sent_back", road.parcels_sent_back}});
    Json put_walls = Json::object();
    for (const engine::PutWallResult& wall : r.put_walls)
        put_walls[wall.name] = put_wall(wall);
    Json handling_areas = Json::object();
    for (const engine::HandlingResult& area : r.handling)
        handling_areas[area.name] = handling(area);
    Json identification_areas = Json::object();
    for (const engine::IdentificationResult& area : r.identification)
        identification_areas[area.name] = identification(area);
    Json sorting_areas = Json::object(), transport_areas = Json::object();
    for (const engine::SortingResult& area : r.sorting) {
        sorting_areas[area.name] = sorting(area);
        parcels_per_hour += area.parcels_per_hour;
    }
    for (const engine::TransportResult& area : r.transport) {
        transport_areas[area.name] = transport(area);
        cages_per_hour += area.cages_per_hour;
    }
    Json carriers = Json::object();
    for (const engine::CarrierResult& one : r.carriers)
        carriers[one.name] = carrier(one);
    Json ledger = {{"balanced", r.ledger_balanced}};
    for (const auto& [account, units] : r.ledger)
        ledger[account + "_units"] = units;

    Json summary = {
        {"schema_version", 1},
        {"scenario", r.scenario},
        {"seed", r.seed},
        {"sim_duration_s", r.sim_duration_s},
        {"planned_duration_s", r.planned_duration_s},
        {"interrupted", r.interrupted},
        {"failure", r.failure},
        {"warm_up_s", r.warm_up_s},
        {"wall_s", process.wall_s},
        {"real_time_factor", process.wall_s > 0 ? r.sim_duration_s / process.wall_s : 0.0},
        {"state_hash", fmt::format("{:016x}", r.state_hash)},
        {"throughput",
         {{"units_per_hour", r.units_per_hour},
          {"lines_per_hour", r.lines_per_hour},
          {"orders_per_hour", r.orders_per_hour},
          {"parcels_sorted_per_hour", parcels_per_hour},
          {"cages_per_hour", cages_per_hour}}},
        {"orders",
         {{"released", r.orders_released},
          {"completed", r.orders_completed},
          {"open", r.orders_open},
          {"refused", r.orders_refused},
          {"refused_by_reason", r.refused_by_reason},
          {"late", r.orders_late},
          {"on_time_share", r.on_time_share},
          {"cycle_time_s", quantiles(r.cycle_time_s)},
          {"lines_picked", r.lines},
          {"units_picked", r.units}}},
        {"fleets", fleets},
        {"station_arms",
         {{"attempts", r.arms.attempts},
          {"failures", r.arms.failures},
          {"refused", r.arms.refused},
          {"exceptions", r.arms.exceptions},
          {"exception_labour_h", r.arms.exception_s / 3600}}},
        {"put_walls", put_walls},
        {"handling", handling_areas},
        {"identification", identification_areas},
        {"sorting", sorting_areas},
        {"transport", transport_areas},
        {"carriers", carriers},
        {"line_hauls", line_hauls},
        {"lost_time", lost_time(r)},
        {"bottlenecks", bottlenecks_json(r.bottlenecks)},
        {"safety", {{"collisions", r.collisions}, {"min_gap_m", r.min_gap_m}, {"incidents", r.incidents.size()}}},
        {"ledger", ledger},
        {"planner",
         {{"tick_ms", quantiles(r.planner_tick_ms)},
          {"ticks", r.ticks},
          {"table_mb", r.table_mb},
          {"table_work_ms_per_sim_s", r.table_work_ms_per_sim_s},
          {"prepare_s", r.prepare_s}}},
        {"physics", {{"step_ms", quantiles(r.physics_step_ms)}, {"steps", r.steps}}},
        {"operations", {{"tick_ms", quantiles(r.operations_tick_ms)}, {"pods_reslotted", r.pods_reslotted}}},
        {"memory_peak_mb", process.memory_peak_mb},
        {"assumed_parameters", process.assumed_fields},
    };
    if (r.management.mode != "none") summary["management"] = management(r.management);
    if (r.inbound) summary["inbound"] = inbound(*r.inbound);
    round_numbers(summary);
    return summary;
}

}  // namespace dray::report
