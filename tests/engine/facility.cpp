#include "facility.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "base/random.hpp"

namespace dray::test {

namespace {

// Faults are of streams of their own too.
class Writer {
  public:
    explicit Writer(const Facility& facility) : f_(facility) {}

    std::string text(int duration_s) {
        std::string last = f_.stores ? storage() : "";
        if (f_.stores && f_.trucks != kNoTrucks) trucks();
        if (f_.wall) last = link(last, wall(), "wall.parcels");
        for (int i = 0; i < f_.packers; ++i)
            last = link(last, handling(fmt::format("packer{}", i)) + ".parcels", fmt::format("packer{}.handled", i));
        if (f_.reads) last = link(last, identification("tunnel") + ".parcels", "tunnel.identified");
        if (!handling_.empty()) text_ += "handling:\n" + handling_;
        if (!identification_.empty()) text_ += "identification:\n" + identification_;
        sorters(last);
        if (f_.managed) management();
        if (!links_.empty()) text_ += "connections:\n" + links_;
        return fmt::format("name: facility\nduration_s: {}\nwarm_up_s: 60\nseed: {}\n", duration_s, f_.number) + text_;
    }

  private:
    Stream stream(const std::string& part) const { return {static_cast<std::uint64_t>(f_.number), part, 0}; }

    std::string link(const std::string& from, const std::string& to, const std::string& next) {
        if (!from.empty()) links_ += fmt::format("  - {{from: {}, to: {}{}}}\n", from, to, carrier(from, to));
        return next;
    }

    // Where parcels or totes pass, most of the time a conveyor or a lift.
    std::string carrier(const std::string& from, const std::string& to) const {
        Stream s = stream(from + " carrier");
        if (!f_.carries || from == "storage.items" || to == "yard.chutes" || s.chance(0.3)) return "";
        const std::string stops =
            fmt::format("stop_mtbf_h: {:.2f}, stop_mttr_s: 30, outages: [{{at_s: {:.0f}, duration_s: {:.0f}}}]",
                        mtbf_h(from + " carrier", 0.05, 1), s.uniform(0, 900), s.uniform(1, 200));
        if (s.chance(0.5))
            return fmt::format(", conveyor: {{length_m: {:.1f}, speed_mps: {:.2f}, pitch_m: {:.2f}, {}}}", s.uniform(0.5, 60),
                               s.uniform(0.05, 3), s.uniform(0.1, 2), stops);
        return fmt::format(", lift: {{units: {}, trip_s: {:.1f}, transfer_s: {:.2f}, wait_s: {:.0f}, queue_units: {}, {}}}",
                           s.integer(1, 12), s.uniform(0.1, 30), s.uniform(0.05, 4), s.uniform(0, 60), s.integer(1, 12), stops);
    }

    // Mean time between faults of a kind, 0 without faults.
    double mtbf_h(const std::string& of, double least, double most) const {
        return f_.faults ? stream(of + " faults").uniform(least, most) : 0.0;
    }

    std::string faults(const std::string& floor, std::int64_t robots) const {
        std::string all;
        if (f_.faults) {
            Stream s = stream(floor + " faults");
            all = fmt::format("mtbf_h: {:.2f}, mttr_s: {:.0f}, ", s.uniform(0.05, 1), s.uniform(5, 200));
            const bool has_doors = floor == "yard" || (floor == "storage" && f_.trucks != kNoTrucks);
            if (s.chance(0.5) && floor != "yard") all += "station_mtbf_h: 0.1, station_mttr_s: 60, ";
            if (s.chance(0.5) && has_doors) all += "door_mtbf_h: 0.1, door_mttr_s: 100, ";
        }
        if (f_.closures) {
            all += "localisation_mtbf_h: 0.5, localisation_mttr_s: 60, scheduled: [";
            Stream s = stream(floor + " closures");
            for (std::int64_t i = s.integer(1, 5); i > 0; --i)
                all += closure(s, robots) + ", ";
            all.resize(all.size() - 2);
            all += "], ";
        }
        if (all.empty()) return "\n";
        all.resize(all.size() - 2);
        return "faults: {" + all + "}\n";
    }

    static std::string closure(Stream& s, std::int64_t robots) {
        static constexpr const char* kKinds[] = {"localisation", "closed_aisle", "people", "people"};
        const std::int64_t kind = s.integer(0, 3);
        std::string text = fmt::format("{{kind: {}, ", kKinds[kind]);
        text += kind == 0 ? fmt::format("robot: {}, ", s.integer(0, robots - 1)) : fmt::format("zone: part{}, ", s.integer(0, 1));
        if (kind == 3) text += fmt::format("speed_limit_mps: {:.2f}, ", s.uniform(0.1, 0.6));
        const double duration_s = s.uniform(5, 400);
        if (s.chance(0.3)) text += fmt::format("every_h: {:.3f}, ", (duration_s + s.uniform(30, 600)) / 3600);
        return text + fmt::format("duration_s: {:.1f}, at_s: {:.1f}}}", duration_s, s.uniform(0, 900));
    }

    // Two small ones of a floor that is at least so large.
    std::string zones(const std::string& floor, std::int64_t rows, std::int64_t columns) const {
        if (!f_.closures) return "";
        Stream s = stream(floor + " zones");
        std::string all;
        for (int i = 0; i < 2; ++i)
            all += fmt::format("{}{{name: part{}, row: {}, column: {}, rows: {}, columns: {}}}", i == 0 ? "" : ", ", i,
                               s.integer(0, rows - 3), s.integer(0, columns - 3), s.integer(1, 3), s.integer(1, 3));
        return ", zones: [" + all + "]";
    }

    static std::string absence(Stream& s, const std::string& who) {
        const double duration_s = s.uniform(10, 400);
        const double every_s = s.chance(0.3) ? duration_s + s.uniform(30, 600) : 0;
        return fmt::format("[{{{}at_s: {:.0f}, duration_s: {:.0f}, every_s: {:.0f}}}]", who, s.uniform(0, 900), duration_s,
                           every_s);
    }

    static std::string grips(Stream& s) {
        return fmt::format("success_rate: {:.2f}, attempts: {}, refusal_rate: {:.2f}, exception_s: {:.0f}", s.uniform(0.5, 1),
                           s.integer(1, 3), s.uniform(0, 0.2), s.uniform(5, 90));
    }

    std::string storage() {
        Stream s = stream("storage");
        pick_stations_ = s.integer(1, 2);
        const std::int64_t drives = s.integer(2, 8);
        text_ += fmt::format(
            "floor: {{layout: storage, storage: {{block_columns: 5, block_rows: 2, blocks_across: 2, blocks_down: 2, "
            "pick_stations: {}, stow_stations: 1, queue_cells: 2, chargers: 2, buffer_cells: 2}}{}}}\n"
            "fleets: [{{name: drives, count: {}}}]\ndemand: {{source: generator, orders_per_h: {:.0f}, skus: 40}}\n{}",
            pick_stations_, zones("storage", 7, 10), drives, s.uniform(60, 400), faults("storage", drives));
        if (f_.trucks == kNoTrucks) text_ += "storage: {pod_capacity_units: 100}\n";
        if (f_.reslots) text_ += "dispatch: {reslot_when_idle: true}\n";
        if (!f_.arms) return f_.wall ? "storage.items" : "storage.orders";
        Stream a = stream("arms");
        const std::string who = a.chance(0.5) ? "station: pick-1, " : a.chance(0.5) ? "station: stow-1, " : "";
        text_ +=
            fmt::format("stations: {{{}, exception_people: {}, absences: {}}}\n", grips(a), a.integer(0, 2), absence(a, who));
        return f_.wall ? "storage.items" : "storage.orders";
    }

    // Little stock, so that they bring something in a short run.
    void trucks() {
        Stream s = stream("trucks");
        text_ += fmt::format(
            "storage: {{pod_capacity_units: 100, initial_stock: {:.3f}, reorder_point: {:.2f}}}\ninbound: {{doors: {}, "
            "truck_every_s: {:.0f}, first_truck_s: {:.0f}, truck_totes: {}, tote_units: {}, lead_time_s: {:.0f}, late_share: "
            "{:.2f}, late_s: 60, change_s: {:.0f}, unload_tote_s: {:.1f}, dock_totes: {}, stow_totes: {}, wrong_item_s: "
            "{:.0f}}}\n",
            s.uniform(0.02, 0.3), s.uniform(0.3, 1), s.integer(1, 3), s.uniform(30, 400), s.uniform(0, 200), s.integer(1, 40),
            s.integer(1, 30), s.uniform(0, 200), s.uniform(0, 0.5), s.uniform(0, 100), s.uniform(1, 30), s.integer(1, 40),
            s.integer(1, 40), s.uniform(0, 60));
        std::string last = "inbound.totes";
        if (f_.trucks == kReceived || f_.trucks == kReceivedAndIdentified)
            last = link(last, handling("receiving") + ".totes", "receiving.handled");
        if (f_.trucks == kIdentified || f_.trucks == kReceivedAndIdentified)
            last = link(last, identification("gate") + ".totes", "gate.identified");
        link(last, "storage.totes", "");
    }

    std::string wall() {
        Stream s = stream("wall");
        text_ += fmt::format(
            "put_walls:\n  - {{name: wall, tote_units: {}, tote_wait_s: {:.0f}, travel_s: {:.0f}, orders_per_h: {:.0f}, wall: "
            "{{cells: {}, columns: {}, putters: {}, packers: {}, queue_totes: {}, outlet_parcels: {}, put_s: {:.1f}, pack_s: "
            "{:.1f}",
            s.integer(1, 10), s.uniform(0, 60), s.uniform(0, 60), s.uniform(60, 600), s.integer(1, 40), s.integer(1, 10),
            s.integer(1, 3), s.integer(1, 4), s.integer(1, 8), s.integer(1, 8), s.uniform(1, 20), s.uniform(2, 60));
        Stream a = stream("wall arms");
        if (f_.arms)
            text_ += fmt::format(", {}, putter_absences: {}, packer_absences: {}", grips(a), absence(a, ""), absence(a, ""));
        text_ += "}}\n";
        return "wall.items";
    }

    std::string handling(const std::string& name) {
        Stream s = stream(name);
        handling_ += fmt::format(
            "  - {{name: {}, parcels_per_h: {:.0f}, work: {{workers: {}, time_s: {:.1f}, time_cv: {:.2f}, queue_parcels: {}, "
            "outlet_parcels: {}, success_rate: {:.2f}, attempts: {}, refusal_rate: {:.2f}, desk_people: {}, mtbf_h: {:.2f}, "
            "mttr_s: 60}}}}\n",
            name, s.uniform(100, 1500), s.integer(1, 8), s.uniform(2, 60), s.uniform(0, 1), s.integer(1, 20), s.integer(1, 10),
            s.uniform(0.5, 1), s.integer(1, 3), s.uniform(0, 0.2), s.integer(1, 2), mtbf_h(name, 0.02, 1));
        return name;
    }

    // Half of the gates read no code and take the articles of a delivery for each other; half of the tunnels do so with parcels.
    std::string identification(const std::string& name) {
        Stream s = stream(name);
        const bool errs = name == "gate" ? s.chance(0.5) : stream(name + " errors").chance(0.5);
        const char* reader = errs ? ", noise_scale: 20}, reader: {accept: 0, attempts: 1}" : "}";
        identification_ += fmt::format(
            "  - {{name: {}, readers: {}, tote_parcels: {}, reader_mtbf_h: {:.2f}, reader_mttr_s: 60, figures: {{sensors: "
            "{{no_read: {:.2f}{}}}}}\n",
            name, s.integer(1, 3), s.integer(1, 30), mtbf_h(name, 0.05, 1), s.uniform(0, 1), reader);
        return name;
    }

    void sorters(std::string last) {
        const bool returns = f_.returns && f_.hauls;
        if (f_.sorter == kFloor) last = link(last, sort_floor(), "sorter.chutes");
        if (f_.sorter == kLoop || returns) text_ += "loop_sorters:\n";
        if (f_.sorter == kLoop) last = link(last, loop("sorter"), "sorter.chutes");
        if (returns) std::ignore = loop("far");
        if (!f_.hauls) return;
        const std::string chutes = yard();
        if (f_.sorter != kNoSorter) link(last, chutes, "");
        if (returns) text_ += "line_hauls: [{from: yard.door-1, to: far.parcels, travel_s: 200}]\n";
    }

    // Two columns and two blocks of chutes: 8 of them, as many as the yard has slots for.
    std::string sort_floor() {
        Stream s = stream("floor");
        induct_stations_ = s.integer(1, 3);
        const std::int64_t robots = s.integer(2, 10);
        text_ += fmt::format(
            "sorting:\n - name: sorter\n   floor: {{layout: sort, cell_m: 0.8, sort: {{chutes_across: 4, chutes_down: 2, "
            "induct_stations: {}, queue_cells: 2, chargers: 1, buffer_cells: 4}}{}}}\n   fleets: [{{name: sorters, count: {}}}]\n"
            "   chutes: {{slide_parcels: {}, jam_mtbf_h: {:.2f}, jam_mttr_s: 60, reassign: {}}}\n"
            "   inlet: {{parcels_per_h: {:.0f}, routes: {}{}}}\n{}   {}",
            induct_stations_, zones("floor", 6, 8), robots, s.integer(0, 5), mtbf_h("chute", 0.1, 2), s.chance(0.5),
            s.uniform(50, 1500), s.integer(1, 9), wave_s("sorter"), waves("sorter"), faults("floor", robots));
        return "sorter.parcels";
    }

    std::string loop(const std::string& name) {
        Stream s = stream(name);
        text_ += fmt::format(
            " - name: {}\n   belt: {{length_m: {:.0f}, pitch_m: 0.6, speed_mps: {:.2f}, stop_mtbf_h: {:.2f}, stop_mttr_s: 60}}\n"
            "   induct: {{count: {}, spacing_m: 1.2, load_s: {:.1f}, queue_parcels: {}}}\n   scanner: {{no_read: {:.2f}, "
            "damaged_label: {:.2f}, wrong_read: {:.2f}}}\n   chutes: {{count: 8, slide_parcels: {}, jam_mtbf_h: {:.2f}, "
            "jam_mttr_s: 60, reassign: {}, max_laps: {}}}\n   inlet: {{parcels_per_h: {:.0f}, routes: {}{}}}\n{}",
            name, s.uniform(40, 120), s.uniform(0.5, 2.5), mtbf_h(name, 0.05, 1), s.integer(1, 4), s.uniform(0.5, 5),
            s.integer(1, 6), s.uniform(0, 0.3), s.uniform(0, 0.1), s.uniform(0, 0.1), s.integer(0, 5),
            mtbf_h(name + " chute", 0.1, 2), s.chance(0.5), s.integer(1, 4), s.uniform(50, 3000), s.integer(1, 9), wave_s(name),
            waves(name));
        return name + ".parcels";
    }

    // Of the sorter over the yard, the other one has no trucks to go by.
    bool has_waves(const std::string& sorter) const { return f_.waves && f_.hauls && sorter == "sorter"; }

    // Parcels may come in waves and be sorted as they come, or come evenly and be sorted in waves.
    std::string wave_s(const std::string& sorter) const {
        Stream s = stream("inlet waves");
        return has_waves(sorter) && s.chance(0.7) ? fmt::format(", wave_s: {:.0f}", s.uniform(0, 1) * truck_every_s()) : "";
    }

    std::string waves(const std::string& sorter) const {
        Stream s = stream("waves");
        if (!has_waves(sorter) || s.chance(0.2)) return "";
        const double close_s = s.uniform(0, 100);
        return fmt::format("   waves: {{open_s: {:.1f}, close_s: {:.1f}, buffer_parcels: {}}}\n", close_s + s.uniform(1, 400),
                           close_s, s.integer(1, 100));
    }

    double truck_every_s() const { return stream("truck times").uniform(200, 600); }

    std::string yard() {
        Stream s = stream("yard");
        const double every_s = truck_every_s();
        const std::int64_t movers = s.integer(1, 6);
        text_ += fmt::format(
            "transport:\n - name: yard\n   floor: {{layout: haul, cell_m: 2.0, haul: {{block_columns: 2, blocks_down: 2, "
            "chute_blocks: 1, highway_blocks: {}, store_blocks: 1, dock_blocks: 2, doors: {}, chargers: 1, buffer_cells: "
            "2}}{}}}\n   fleets: [{{name: movers, count: {}}}]\n   cages: {{parcels_per_cage: {}, store_fill: {:.2f}}}\n   "
            "docks: "
            "{{truck_every_s: {:.0f}, truck_stay_s: {:.0f}, truck_cages: {}, load_cage_s: {:.0f}, pull_s: {:.0f}, "
            "returned_after_s: {:.0f}}}\n   source: {{parcels_per_h: {:.0f}}}\n   {}",
            s.integer(0, 2), s.integer(1, 3), zones("yard", 7, 10), movers, s.integer(2, 20), s.uniform(0, 0.9), every_s,
            0.7 * every_s, s.integer(1, 24), s.uniform(5, 60), s.uniform(0, 0.9) * every_s, stream("returns").uniform(60, 600),
            s.uniform(50, 1500), faults("yard", movers));
        return "yard.chutes";
    }

    void management() {
        Stream s = stream("management");
        const double open_above = s.uniform(1, 10);
        text_ += fmt::format(
            "management: {{mode: reactive, limit_robots: true, steer_stations: true, meter_zones: true, reassign_chutes: true, "
            "flex_pick_stations: {}, flex_induct_stations: {}, flex_open_above: {:.2f}, flex_close_below: {:.2f}, flex_hold_s: "
            "{:.0f}}}\n",
            std::max<std::int64_t>(0, pick_stations_ - 1), std::max<std::int64_t>(0, induct_stations_ - 1), open_above,
            s.uniform(0, 0.5) * open_above, s.uniform(1, 200));
    }

    Facility f_;
    std::int64_t pick_stations_ = 0, induct_stations_ = 0;
    std::string text_, handling_, identification_, links_;
};

std::string lost_inbound(const engine::InboundResult& i) {
    if (i.totes_unloaded != i.totes_stowed + i.totes_at_storage + i.totes_on_the_way + i.totes_at_dock) return "totes got lost";
    if (i.units_returned + i.units_at_desk > i.units_set_aside) return "more units came back than had been set aside";
    return i.units_set_aside <= i.units_misstowed ? "" : "more units were set aside than lay in a wrong place";
}

// What came to an area is inside or has gone on.
std::string lost_units(const engine::AreaResult& a) {
    const auto came = [&](const char* unit) { return a[std::string(unit) + "_arrived"]; };
    const std::string& section = a.sheet->section;
    bool kept = true;
    if (section == "put_walls") kept = a["orders_opened"] == a["orders_gone"] + a["orders_inside"];
    if (section == "handling" || section == "identification") kept = came("parcels") == a["parcels_gone"] + a["parcels_inside"];
    if (section == "sorting")
        kept = came("parcels") == a["parcels_sorted"] + a["parcels_on_robots"] + a["parcels_waiting"] +
                                      a.number("loop.parcels_on_belt").value_or(0) + a.number("loop.rejected_all").value_or(0);
    if (section == "carriers")
        kept = came("units") == a["units_waiting"] + a["units_aboard"] + a["units_at_end"] + a["units_delivered"];
    return kept ? "" : a.name + " lost load units";
}

// What was sorted into a cage of another route is on site, away or back.
std::string lost_astray(const engine::Results& r) {
    if (r.transport.empty()) return "";
    const engine::AstrayResult& a = r.transport[0].astray;
    if (a.shipped != a.away + a.returned || a.put_right > a.returned) return "parcels astray got lost";
    const auto above = std::ranges::find(r.areas, "sorter", &engine::AreaResult::name);
    const double missorted = above == r.areas.end() ? 0 : (*above)["missorted"];
    return missorted == static_cast<double>(a.on_site + a.shipped) ? "" : "parcels sorted astray got lost";
}

}  // namespace

std::ostream& operator<<(std::ostream& out, const Facility& f) {
    return out << fmt::format(
               "stores {}, trucks {}, arms {}, reslots {}, wall {}, packers {}, reads {}, sorter {}, carries {}, hauls {}, "
               "returns {}, "
               "waves {}, faults {}, closures {}, managed {}, number {}",
               f.stores, f.trucks, f.arms, f.reslots, f.wall, f.packers, f.reads, f.sorter, f.carries, f.hauls, f.returns,
               f.waves, f.faults, f.closures, f.managed, f.number);
}

bool empty(const Facility& f) {
    return !f.stores && !f.wall && f.packers == 0 && !f.reads && f.sorter == kNoSorter && !f.hauls;
}

std::string text_of(const Facility& facility, int duration_s) {
    return Writer(facility).text(duration_s);
}

std::string lost_in(const engine::Results& r) {
    if (!r.ledger_balanced) return "the ledger does not balance";
    if (r.orders_released != r.orders_completed + r.orders_open + r.orders_refused) return "orders got lost";
    for (const engine::AreaResult& area : r.areas)
        if (const std::string lost = lost_units(area); !lost.empty()) return lost;
    for (const engine::LineHaulResult& l : r.line_hauls)
        if (l.parcels_taken != l.parcels_on_road + l.parcels_waiting + l.parcels_delivered + l.parcels_sent_back)
            return "a road lost parcels";
    if (const std::string lost = lost_astray(r); !lost.empty()) return lost;
    return r.inbound ? lost_inbound(*r.inbound) : "";
}

}  // namespace dray::test
