#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <utility>
#include <vector>

#include "report/documents.hpp"

namespace dray::report {

namespace {

std::string duration_text(double seconds) {
    const auto total = static_cast<long>(seconds + 0.5);
    if (total < 60) return fmt::format("{:.1f} s", seconds);
    if (total < 3600) return fmt::format("{} min {:02} s", total / 60, total % 60);
    return fmt::format("{} h {:02} min", total / 3600, total % 3600 / 60);
}

// 12345678 -> 12 345 678: readable without a locale.
std::string grouped(double value) {
    const std::string digits = fmt::format("{:.0f}", std::abs(value));
    std::string out = value <= -0.5 ? "-" : "";
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i > 0 && (digits.size() - i) % 3 == 0) out += ' ';
        out += digits[i];
    }
    return out;
}

class Sheet {
  public:
    explicit Sheet(bool colour) : colour_(colour) {}
    void title(const std::string& text) {
        fmt::format_to(std::back_inserter(out_), "{}{}{}\n", colour_ ? "\033[1m" : "", text, colour_ ? "\033[0m" : "");
    }
    void row(const std::string& name, const std::string& value) {
        fmt::format_to(std::back_inserter(out_), "  {:<13} {}\n", name, value);
    }
    void alarm(const std::string& name, const std::string& value) {
        fmt::format_to(std::back_inserter(out_), "  {}{:<13} {}{}\n", colour_ ? "\033[31m" : "", name, value,
                       colour_ ? "\033[0m" : "");
    }
    [[nodiscard]] std::string text() && { return std::move(out_); }

  private:
    bool colour_;
    std::string out_;
};

struct StationMeans {
    std::size_t count = 0;
    double working = 0, starved = 0, blocked = 0, down = 0;  // shares of station time
};

StationMeans means_of(const engine::Results& r, floor::StationKind kind) {
    StationMeans m;
    double total_s = 0;
    for (const engine::StationResult& s : r.stations) {
        if (s.kind != kind) continue;
        ++m.count;
        m.working += s.working_s;
        m.starved += s.starved_s;
        m.blocked += s.blocked_s;
        m.down += s.down_s;
        total_s += s.working_s + s.starved_s + s.blocked_s + s.down_s;
    }
    if (total_s > 0) m = {m.count, m.working / total_s, m.starved / total_s, m.blocked / total_s, m.down / total_s};
    return m;
}

std::string robot_time(const engine::Results& r, std::size_t fleet) {
    std::array<double, engine::kRobotUses> ticks{};
    double total = 0;
    for (const engine::RobotResult& robot : r.robots) {
        if (robot.fleet != fleet) continue;
        for (std::size_t i = 0; i < ticks.size(); ++i)
            ticks[i] += static_cast<double>(robot.ticks[i]);
    }
    for (const double t : ticks)
        total += t;
    if (total == 0) return "-";
    const auto percent = [&](engine::RobotUse use) { return 100 * ticks[static_cast<std::size_t>(use)] / total; };
    using engine::RobotUse;
    const std::string charging =
        r.fleets[fleet].energy.counted ? fmt::format("charging {:.0f} %, ", percent(RobotUse::Charging)) : "";
    return fmt::format(
        "driving {:.0f} % loaded, {:.0f} % empty; served {:.0f} %, {}waiting {:.0f} %, idle {:.0f} %, down {:.1f} %",
        percent(RobotUse::MovingLoaded), percent(RobotUse::MovingEmpty), percent(RobotUse::Served), charging,
        percent(RobotUse::Waiting), percent(RobotUse::Idle), percent(RobotUse::Down));
}

// "12.3 kWh used, 10.1 charged in 40 charges; lowest battery 18 %"
std::string energy_of(const engine::EnergyResult& e) {
    std::string flat = e.flat > 0 ? fmt::format("; {} batteries were empty", e.flat) : "";
    return fmt::format("energy {:.1f} kWh used, {:.1f} charged at {} stops; lowest battery {:.0f} %{}", e.used_kwh, e.charged_kwh,
                       e.charges, 100 * e.lowest_share, flat);
}

// "stations 3.1 %, traffic 2.0 %, plan 0.4 %; most for pick-3 (0.6 %)": shares of all robot time.
std::string waiting_for(const engine::Results& r) {
    std::map<std::string, double> by_cause;
    for (const engine::LostTime& loss : r.lost_time)
        by_cause[loss.cause] += loss.robot_h;
    std::vector<std::pair<double, std::string>> causes;
    for (const auto& [cause, robot_h] : by_cause)
        causes.emplace_back(-robot_h, cause);
    std::sort(causes.begin(), causes.end());
    std::string out;
    for (const auto& [negative_h, cause] : causes)
        fmt::format_to(std::back_inserter(out), "{}{} {:.1f} %", out.empty() ? "" : ", ", cause, -100 * negative_h / r.robot_h);
    const auto named =
        std::find_if(r.lost_time.begin(), r.lost_time.end(), [](const engine::LostTime& l) { return !l.where.empty(); });
    if (named != r.lost_time.end())
        fmt::format_to(std::back_inserter(out), "; most: {} {} ({:.1f} %)", named->cause, named->where,
                       100 * named->robot_h / r.robot_h);
    return out;
}

// "3 breakdowns, 2 lost robots, 1 closed zone": what there was of each.
std::string out_of_order_text(const engine::Results& r) {
    struct Words {
        const char *kind, *one, *many;
    };
    std::string out;
    for (const Words& words :
         {Words{"breakdown", "breakdown", "breakdowns"}, Words{"localisation", "lost robot", "lost robots"},
          Words{"closed_aisle", "closed zone", "closed zones"}, Words{"people", "zone with people", "zones with people"},
          Words{"speed_limit", "speed limit", "speed limits"}, Words{"door_down", "door down", "doors down"},
          Words{"stop", "stop of a conveyor or lift", "stops of conveyors and lifts"}}) {
        const auto count = std::ranges::count(r.incidents, words.kind, &engine::Incident::kind);
        if (count == 0) continue;
        fmt::format_to(std::back_inserter(out), "{}{} {}", out.empty() ? "" : ", ", count, count == 1 ? words.one : words.many);
    }
    return out;
}

// "reactive: meter_zones 12 times, 3 % of the time": the rules that had something to say.
std::string management_line(const engine::ManagementResult& m) {
    std::vector<std::string> parts;
    for (const engine::ManagementRule& rule : m.rules)
        if (rule.times > 0)
            parts.push_back(fmt::format("{} {}, {:.0f} % of the time", rule.name,
                                        rule.times == 1 ? "once" : fmt::format("{} times", rule.times), 100 * rule.active_share));
    if (m.flex_station_h > 0) parts.push_back(fmt::format("flex stations open {:.1f} h", m.flex_station_h));
    if (m.forecast.moments > 0)
        parts.push_back(fmt::format("bottleneck five minutes ahead foretold {:.0f} % right (as it is now: {:.0f} %)",
                                    100 * m.forecast.hit_rate, 100 * m.forecast.persistence_hit_rate));
    return fmt::format("{}: {}", m.mode,
                       parts.empty() ? "no rule found anything to do" : fmt::format("{}", fmt::join(parts, "; ")));
}

void add_orders(Sheet& sheet, const engine::Results& r) {
    if (r.sim_duration_s > r.warm_up_s)
        sheet.row("throughput", fmt::format("{} units/h, {} lines/h, {} orders/h after {} of warm-up", grouped(r.units_per_hour),
                                            grouped(r.lines_per_hour), grouped(r.orders_per_hour), duration_text(r.warm_up_s)));
    std::string orders =
        fmt::format("{} released = {} completed + {} open + {} refused", grouped(static_cast<double>(r.orders_released)),
                    grouped(static_cast<double>(r.orders_completed)), grouped(static_cast<double>(r.orders_open)),
                    grouped(static_cast<double>(r.orders_refused)));
    sheet.row("orders", orders);
    for (const auto& [reason, count] : r.refused_by_reason)
        sheet.row("", fmt::format("{} refused: {}", count, reason));
    // Of no order there is neither a share nor a time.
    if (r.orders_completed > 0) {
        sheet.row("", fmt::format("{} late, {:.1f} % on time; cycle time {} median, {} at 95 %", r.orders_late,
                                  100 * r.on_time_share, duration_text(r.cycle_time_s.p50), duration_text(r.cycle_time_s.p95)));
    } else {
        sheet.row("", fmt::format("{} late, none completed", r.orders_late));
    }
}

void add_put_wall(Sheet& sheet, const engine::PutWallResult& w) {
    sheet.row(w.name, fmt::format("{} orders/h packed, {} puts/h; {} median and {} at 95 % from opening an order to its parcel",
                                  grouped(w.orders_per_hour), grouped(w.puts_per_hour), duration_text(w.time_s.p50),
                                  duration_text(w.time_s.p95)));
    sheet.row("", fmt::format("{} orders opened = {} gone on + {} inside{}; {} units in it, {} on their way",
                              grouped(static_cast<double>(w.opened)), grouped(static_cast<double>(w.gone)),
                              grouped(static_cast<double>(w.inside)),
                              w.upstream > 0 ? fmt::format(", {} wait for a cell", grouped(static_cast<double>(w.upstream))) : "",
                              grouped(static_cast<double>(w.units_inside)), grouped(static_cast<double>(w.units_to_come))));
    sheet.row("", fmt::format("{} cells: {:.0f} % occupied, none free {:.0f} % of the time; {} at 95 % from first to last item",
                              grouped(static_cast<double>(w.cells)), 100 * w.cells_occupied, 100 * w.none_free,
                              duration_text(w.completion_wait_s.p95)));
    for (const auto& [people, what] : {std::pair{&w.putters, "putters"}, std::pair{&w.packers, "packers"}})
        sheet.row("", fmt::format("{} {}: working {:.0f} %, starved {:.0f} %, blocked {:.0f} %, away {:.0f} %", people->count,
                                  what, 100 * people->working, 100 * people->starved, 100 * people->blocked, 100 * people->away));
}

// ", down 2.1 %" where it was.
std::string down_text(double share) {
    return share > 0 ? fmt::format(", down {:.1f} %", 100 * share) : "";
}

void add_inbound(Sheet& sheet, const engine::InboundResult& i) {
    sheet.row("inbound", fmt::format("{} totes/h unloaded, {} stowed/h; dock to stock {} median, {} at 95 %",
                                     grouped(i.totes_per_hour), grouped(i.stowed_per_hour), duration_text(i.dock_to_stock_s.p50),
                                     duration_text(i.dock_to_stock_s.p95)));
    const std::string late =
        i.trucks_late > 0 ? fmt::format(" by {} on average", duration_text(i.late_s / static_cast<double>(i.trucks_late))) : "";
    sheet.row("", fmt::format("{} trucks came, {} late{}; {} doors: unloading {:.0f} %, dock full {:.0f} %{}", i.trucks,
                              i.trucks_late, late, i.doors, 100 * i.working, 100 * i.blocked, down_text(i.down)));
    sheet.row("", fmt::format("{} totes unloaded = {} stowed + {} at stow stations + {} on their way + {} at the dock",
                              grouped(static_cast<double>(i.totes_unloaded)), grouped(static_cast<double>(i.totes_stowed)),
                              i.totes_at_storage, i.totes_on_the_way, i.totes_at_dock));
    if (i.totes_misread == 0) return;
    sheet.row("", fmt::format("{} totes stowed as what they are not, {} units; {} found at {} lines and set aside",
                              i.totes_misread, i.units_misstowed, i.units_set_aside, i.wrong_finds));
    if (i.units_set_aside > 0)
        sheet.row("", fmt::format("of these {} are in pods again as what they are, {} at stow stations, {} at the exception desk",
                                  i.units_returned, i.units_set_aside - i.units_returned - i.units_at_desk, i.units_at_desk));
}

void add_handling(Sheet& sheet, const engine::HandlingResult& h) {
    sheet.row(h.name, fmt::format("{} {}/h handled, {} median and {} at 95 % from arrival", grouped(h.parcels_per_hour),
                                  h.totes ? "totes" : "parcels", duration_text(h.time_s.p50), duration_text(h.time_s.p95)));
    sheet.row("",
              fmt::format("{} arrived = {} gone on + {} inside{}", grouped(static_cast<double>(h.arrived)),
                          grouped(static_cast<double>(h.gone)), grouped(static_cast<double>(h.inside)),
                          h.upstream > 0 ? fmt::format("; {} wait before it", grouped(static_cast<double>(h.upstream))) : ""));
    sheet.row("", fmt::format("{} workers: working {:.0f} %, starved {:.0f} %, blocked {:.0f} %, away {:.0f} %", h.workers,
                              100 * h.working, 100 * h.starved, 100 * h.blocked, 100 * h.away));
    if (h.exceptions > 0)
        sheet.row("", fmt::format("{} exceptions ({} refused at sight) took {:.1f} h at the desk", h.exceptions, h.refused,
                                  h.desk_labour_h));
}

void add_identification(Sheet& sheet, const engine::IdentificationResult& i) {
    const double all = std::max(1.0, static_cast<double>(i.identified));
    sheet.row(i.name, fmt::format("{} {}/h identified, {:.3f} % right, {} median and {} at 95 % from arrival",
                                  grouped(i.parcels_per_hour), i.totes ? "totes" : "parcels",
                                  100 * (1 - static_cast<double>(i.wrong) / all), duration_text(i.time_s.p50),
                                  duration_text(i.time_s.p95)));
    sheet.row("", fmt::format("{} arrived = {} gone on + {} inside; {} wrong, {} of them sent astray",
                              grouped(static_cast<double>(i.arrived)), grouped(static_cast<double>(i.gone)),
                              grouped(static_cast<double>(i.inside)), i.wrong, i.astray));
    sheet.row("",
              fmt::format("{} readers: reading {:.0f} %, blocked {:.0f} %{}; {:.2f} % settled at the desk in {:.1f} h of labour",
                          i.readers, 100 * i.reading, 100 * i.blocked, down_text(i.down),
                          100 * static_cast<double>(i.by_desk) / all, i.desk_labour_h));
}

void add_sorting(Sheet& sheet, const engine::SortingResult& s) {
    sheet.row(s.name,
              fmt::format("{} parcels/h sorted, {} median and {} at 95 % from arrival to chute", grouped(s.parcels_per_hour),
                          duration_text(s.sort_time_s.p50), duration_text(s.sort_time_s.p95)));
    sheet.row("", fmt::format("{} arrived = {} sorted + {} on robots + {} waiting; {} found no chute at first",
                              grouped(static_cast<double>(s.parcels_arrived)), grouped(static_cast<double>(s.parcels_sorted)),
                              s.parcels_on_robots, grouped(static_cast<double>(s.parcels_waiting)), s.recirculated));
    if (s.missorted > 0)
        sheet.row("", fmt::format("{} went to a chute of another route, taken for what they are not{}", s.missorted,
                                  s.returned > 0 ? fmt::format("; {} came back from a wrong truck", s.returned) : ""));
}

void add_loop(Sheet& sheet, const engine::SortingResult& s, const engine::LoopResult& l) {
    const auto count = [](std::int64_t n) { return grouped(static_cast<double>(n)); };
    const auto share = [](std::int64_t part, std::int64_t all) {
        return all > 0 ? 100 * static_cast<double>(part) / static_cast<double>(all) : 0.0;
    };
    sheet.row(s.name, fmt::format("{} parcels/h sorted, {} median and {} at 95 % from arrival to chute; {} and {} to a carrier",
                                  grouped(s.parcels_per_hour), duration_text(s.sort_time_s.p50), duration_text(s.sort_time_s.p95),
                                  duration_text(l.wait_s.p50), duration_text(l.wait_s.p95)));
    sheet.row("", fmt::format("{} arrived = {} sorted + {} rejected + {} on the belt + {} waiting", count(s.parcels_arrived),
                              count(s.parcels_sorted), count(l.rejected_unread + l.rejected_full), l.on_belt,
                              count(s.parcels_waiting)));
    sheet.row("", fmt::format("{} carriers, {:.0f} % taken; belt moves with parcels {:.1f} % of the time, stands still {:.1f} %",
                              l.carriers, 100 * l.occupancy, 100 * (l.working + l.blocked), 100 * l.down));
    sheet.row("", fmt::format("{:.2f} % went round again, {:.3f} laps a parcel; rejected {} unread and {} without a chute",
                              share(s.recirculated, l.merged), share(l.laps, l.merged) / 100, count(l.rejected_unread),
                              count(l.rejected_full)));
    sheet.row("", fmt::format("{} reads: {:.2f} % without result, {} of another route; {} of the parcels in a wrong chute{}",
                              count(l.reads), share(l.no_reads, l.reads), l.wrong_reads, s.missorted,
                              s.returned > 0 ? fmt::format(", {} came back", s.returned) : ""));
}

// What a loop sorter has as well.
void add_chutes(Sheet& sheet, const engine::SortingResult& s) {
    if (s.parcels_upstream > 0)
        sheet.row("",
                  fmt::format("{} completed orders wait for room before it", grouped(static_cast<double>(s.parcels_upstream))));
    if (s.in_time + s.too_late > 0)
        sheet.row("", fmt::format("{:.1f} % of the sorted ones in time for their truck, {} after its pull time{}",
                                  100 * static_cast<double>(s.in_time) / static_cast<double>(s.in_time + s.too_late),
                                  grouped(static_cast<double>(s.too_late)),
                                  s.held_for_wave > 0
                                      ? fmt::format("; {} wait for their wave", grouped(static_cast<double>(s.held_for_wave)))
                                      : ""));
    sheet.row("", fmt::format("{} chutes: open {:.0f} %, full {:.0f} %{}{}", s.chutes, 100 * s.chutes_open, 100 * s.chutes_full,
                              s.jams > 0 || s.chutes_jammed > 0 ? fmt::format(", jammed {:.1f} %", 100 * s.chutes_jammed) : "",
                              s.reassigned > 0 ? fmt::format("; {} given to another route", s.reassigned) : ""));
}

// "astray: 3 shipped = 2 back after 6 h 00 min median + 1 away; 2 more in cages".
void add_astray(Sheet& sheet, const engine::AstrayResult& a) {
    if (a.shipped == 0 && a.on_site > 0) sheet.row("", fmt::format("astray: {} in cages", a.on_site));
    if (a.shipped == 0) return;
    std::string text = fmt::format("astray: {} shipped = {} back{} + {} away", a.shipped, a.returned,
                                   a.returned > 0 ? fmt::format(" after {} median", duration_text(a.away_s.p50)) : "", a.away);
    if (a.on_way_back > 0) text += fmt::format(", {} of them found", a.on_way_back);
    if (a.on_site > 0) text += fmt::format("; {} more in cages", a.on_site);
    sheet.row("", text);
    if (a.put_right > 0)
        sheet.row("", fmt::format("{} left by the right truck since, {} after the wrong one in the median", a.put_right,
                                  duration_text(a.delay_s.p50)));
}

void add_transport(Sheet& sheet, const engine::TransportResult& t) {
    std::int64_t trucks = 0, late = 0, missed = 0;
    double late_s = 0, working = 0, blocked = 0, down = 0, all = 0;
    for (const engine::DockResult& d : t.docks) {
        trucks += d.trucks;
        late += d.late_trucks;
        late_s += d.late_s;
        missed += d.missed_cages;
        working += d.working_s;
        blocked += d.blocked_s;
        down += d.down_s;
        all += d.working_s + d.blocked_s + d.starved_s + d.down_s;
    }
    sheet.row(t.name, fmt::format("{:.1f} cages/h shipped with {} parcels/h, {:.1f} parcels a cage", t.cages_per_hour,
                                  grouped(t.parcels_per_hour), t.parcels_per_cage));
    sheet.row("", fmt::format("{} trucks left, {} late{}; {} cages missed their truck", trucks, late,
                              late > 0 ? fmt::format(" by {} on average", duration_text(late_s / static_cast<double>(late))) : "",
                              missed));
    sheet.row("", fmt::format("chutes without a cage to fill {:.1f} % of the time; {} parcels wait for one",
                              100 * t.chutes_blocked, t.parcels_waiting));
    if (all > 0)
        sheet.row("", fmt::format("{} doors: loading {:.0f} %, cages ready and no truck {:.0f} %{}", t.docks.size(),
                                  100 * working / all, 100 * blocked / all, down_text(down / all)));
    add_astray(sheet, t.astray);
}

// "lift tunnel > loop: 980 units/h, 4 in 12.0 s; working 63 %, blocked 2 %; 1,000 came = ...".
void add_carrier(Sheet& sheet, const std::string& label, const engine::CarrierResult& c) {
    const auto count = [](std::int64_t n) { return grouped(static_cast<double>(n)); };
    const std::string what = c.lift ? fmt::format("up to {} in {}", c.units, duration_text(c.trip_s))
                                    : fmt::format("{:.4g} m in {}", c.length_m, duration_text(c.trip_s));
    sheet.row(label, fmt::format("{} {}: {} of at most {} units/h, {}; {} on average with waiting", c.lift ? "lift" : "conveyor",
                                 c.name, grouped(c.units_per_hour), grouped(c.most_per_hour), what, duration_text(c.time_s)));
    sheet.row("",
              fmt::format(
                  "working {:.0f} %, starved {:.0f} %, blocked {:.0f} %{}{}", 100 * c.working, 100 * c.starved, 100 * c.blocked,
                  c.stops > 0 ? fmt::format(", down {:.1f} % in {} stop{}", 100 * c.down, c.stops, c.stops == 1 ? "" : "s") : "",
                  c.lift && c.trips > 0
                      ? fmt::format("; {:.1f} units a trip", static_cast<double>(c.delivered) / static_cast<double>(c.trips))
                      : ""));
    sheet.row("", fmt::format("{} came = {} delivered + {} at its end + {} on it + {} waiting{}", count(c.arrived),
                              count(c.delivered), count(c.held), count(c.aboard), count(c.waiting),
                              c.upstream > 0 ? fmt::format("; {} orders wait for room before it", count(c.upstream)) : ""));
}

}  // namespace

std::string terminal_summary(const engine::Results& r, const ProcessFigures& process, bool colour) {
    Sheet sheet(colour);
    sheet.title(fmt::format("{}, seed {}: {} simulated in {:.1f} s, {:.0f} times real time{}", r.scenario, r.seed,
                            duration_text(r.sim_duration_s), process.wall_s,
                            process.wall_s > 0 ? r.sim_duration_s / process.wall_s : 0.0, r.interrupted ? " (interrupted)" : ""));
    if (r.has_storage) add_orders(sheet, r);
    if (r.inbound) add_inbound(sheet, *r.inbound);
    for (const engine::PutWallResult& wall : r.put_walls)
        add_put_wall(sheet, wall);
    for (const engine::HandlingResult& area : r.handling)
        add_handling(sheet, area);
    for (const engine::IdentificationResult& area : r.identification)
        add_identification(sheet, area);
    for (const engine::SortingResult& area : r.sorting) {
        area.loop ? add_loop(sheet, area, *area.loop) : add_sorting(sheet, area);
        add_chutes(sheet, area);
    }
    for (const engine::TransportResult& area : r.transport)
        add_transport(sheet, area);
    for (std::size_t i = 0; i < r.carriers.size(); ++i)
        add_carrier(sheet, i == 0 ? "carriers" : "", r.carriers[i]);
    for (std::size_t i = 0; i < r.line_hauls.size(); ++i) {
        const engine::LineHaulResult& road = r.line_hauls[i];
        sheet.row(
            i == 0 ? "roads" : "",
            fmt::format("{} to {}: {} trucks took {} parcels = {} delivered + {} waiting + {} on the road{}", road.from, road.to,
                        road.trucks, grouped(static_cast<double>(road.parcels_taken)),
                        grouped(static_cast<double>(road.parcels_delivered)), grouped(static_cast<double>(road.parcels_waiting)),
                        grouped(static_cast<double>(road.parcels_on_road)),
                        road.parcels_sent_back > 0 ? fmt::format(" + {} sent back", road.parcels_sent_back) : ""));
    }
    if (r.sim_duration_s <= r.warm_up_s) sheet.row("rates", "none: the run ended inside its warm-up");
    bool first = true;
    for (const auto& [kind, name] : {std::pair{floor::StationKind::Pick, "pick"}, std::pair{floor::StationKind::Stow, "stow"},
                                     std::pair{floor::StationKind::Induct, "induct"}}) {
        const StationMeans m = means_of(r, kind);
        if (m.count == 0) continue;
        sheet.row(std::exchange(first, false) ? "stations" : "",
                  fmt::format("{} {}: working {:.0f} %, starved {:.0f} %, blocked {:.0f} %{}", m.count, name, 100 * m.working,
                              100 * m.starved, 100 * m.blocked, down_text(m.down)));
    }
    if (r.arms.attempts + r.arms.refused > 0)
        sheet.row("", fmt::format("arms: {} attempts, {} failed, {} things refused; people took {:.1f} h for {} exceptions",
                                  grouped(static_cast<double>(r.arms.attempts)), grouped(static_cast<double>(r.arms.failures)),
                                  grouped(static_cast<double>(r.arms.refused)), r.arms.exception_s / 3600,
                                  grouped(static_cast<double>(r.arms.exceptions))));
    if (r.pods_reslotted > 0)
        sheet.row("",
                  fmt::format("{} pods brought to better places by idle robots", grouped(static_cast<double>(r.pods_reslotted))));
    for (std::size_t f = 0; f < r.fleets.size(); ++f) {
        sheet.row(f == 0 ? "robots" : "", fmt::format("{} {}: {:.0f} % in use, {:.1f} km driven", r.fleets[f].count,
                                                      r.fleets[f].name, 100 * r.fleets[f].utilisation, r.fleets[f].distance_km));
        sheet.row("", robot_time(r, f));
        if (r.fleets[f].energy.counted) sheet.row("", energy_of(r.fleets[f].energy));
    }
    if (!r.lost_time.empty()) sheet.row("waiting for", waiting_for(r));
    if (!r.bottlenecks.empty()) sheet.row("bottleneck", bottleneck_line(r.bottlenecks));
    if (r.management.mode != "none") sheet.row("management", management_line(r.management));
    const std::string gap = r.min_gap_m >= 0.2 ? "at least 0.20 m" : fmt::format("{:.3f} m", r.min_gap_m);
    const std::string safety = fmt::format("{} collision{}, smallest gap {}", r.collisions, r.collisions == 1 ? "" : "s", gap);
    if (r.collisions > 0) {
        sheet.alarm("safety", safety);
    } else {
        sheet.row("safety", safety);
    }
    if (const std::string out_of_order = out_of_order_text(r); !out_of_order.empty()) sheet.row("", out_of_order);
    if (!r.ledger_balanced) {
        sheet.alarm("ledger", "NOT BALANCED");
    } else if (r.has_storage) {
        sheet.row("ledger", fmt::format("balanced: {} stored, {} picked and waiting, {} shipped",
                                        grouped(static_cast<double>(r.ledger.at("stored"))),
                                        grouped(static_cast<double>(r.ledger.at("picked"))),
                                        grouped(static_cast<double>(r.ledger.at("shipped")))));
    } else {
        sheet.row("ledger", "balanced");
    }
    sheet.row(
        "computing",
        fmt::format("planner {:.2f} ms a tick (95 %: {:.2f}), physics {:.3f} ms a step, {:.0f} MB, {:.1f} s to prepare",
                    r.planner_tick_ms.p50, r.planner_tick_ms.p95, r.physics_step_ms.p50, process.memory_peak_mb, r.prepare_s));
    sheet.row("state hash", fmt::format("{:016x}", r.state_hash));
    return std::move(sheet).text();
}

}  // namespace dray::report
