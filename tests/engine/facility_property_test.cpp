// Facilities of random parts with random faults, run with every check on: nothing gets lost, whatever passes from area to area.
// RapidCheck takes parts away from a facility that fails as long as it still fails.
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <rapidcheck.h>

#include <algorithm>
#include <sstream>

#include "base/error.hpp"
#include "base/random.hpp"
#include "small_site.hpp"

using namespace dray;

namespace {

enum Sorter { kNoSorter, kLoop, kFloor, kSorters };

struct Facility {
    bool stores = false;  ///< a storage floor, whose orders become parcels
    int packers = 0;      ///< handling areas in a row
    bool reads = false;   ///< an identification area behind them
    int sorter = kNoSorter;
    bool hauls = false;    ///< a yard beneath the chutes, or alone
    bool returns = false;  ///< what the trucks of one door take is sorted once more elsewhere
    bool faults = false;
    int number = 0;  ///< of its figures
};

std::ostream& operator<<(std::ostream& out, const Facility& f) {
    return out << fmt::format("stores {}, packers {}, reads {}, sorter {}, hauls {}, returns {}, faults {}, number {}", f.stores,
                              f.packers, f.reads, f.sorter, f.hauls, f.returns, f.faults, f.number);
}

rc::Gen<Facility> any_facility() {
    return rc::gen::build<Facility>(
        rc::gen::set(&Facility::stores), rc::gen::set(&Facility::packers, rc::gen::inRange(0, 3)), rc::gen::set(&Facility::reads),
        rc::gen::set(&Facility::sorter, rc::gen::inRange<int>(kNoSorter, kSorters)), rc::gen::set(&Facility::hauls),
        rc::gen::set(&Facility::returns), rc::gen::set(&Facility::faults),
        rc::gen::set(&Facility::number, rc::gen::inRange(0, 100000)));
}

// Each part draws its figures from a stream of its own, so that a part taken away changes no other.
class Writer {
  public:
    explicit Writer(const Facility& facility) : f_(facility) {}

    std::string text() {
        std::string last = f_.stores ? storage() : "";
        for (int i = 0; i < f_.packers; ++i)
            last = link(last, packer(i), fmt::format("packer{}.handled", i));
        if (!packers_.empty()) text_ += "handling:\n" + packers_;
        if (f_.reads) last = link(last, tunnel(), "tunnel.identified");
        const bool returns = f_.returns && f_.hauls;
        if (f_.sorter == kFloor) last = link(last, sort_floor(), "sorter.chutes");
        if (f_.sorter == kLoop || returns) text_ += "loop_sorters:\n";
        if (f_.sorter == kLoop) last = link(last, loop("sorter"), "sorter.chutes");
        if (returns) std::ignore = loop("far");
        const bool drops = f_.sorter != kNoSorter;
        if (f_.hauls) {
            const std::string chutes = yard();
            if (drops) link(last, chutes, "");
        }
        if (returns) text_ += "line_hauls: [{from: yard.door-1, to: far.parcels, travel_s: 200}]\n";
        if (!links_.empty()) text_ += "connections:\n" + links_;
        return fmt::format("name: facility\nduration_s: 1500\nwarm_up_s: 60\nseed: {}\n", f_.number) + text_;
    }

  private:
    Stream stream(const char* part, std::uint64_t i = 0) const { return Stream(static_cast<std::uint64_t>(f_.number), part, i); }

    std::string link(const std::string& from, const std::string& to, const std::string& next) {
        if (!from.empty()) links_ += fmt::format("  - {{from: {}, to: {}}}\n", from, to);
        return next;
    }

    std::string faults(Stream& s) const {
        return f_.faults ? fmt::format("faults: {{mtbf_h: {:.2f}, mttr_s: {:.0f}}}\n", s.uniform(0.05, 1), s.uniform(5, 200))
                         : "";
    }

    std::string storage() {
        Stream s = stream("storage");
        text_ += fmt::format(
            "floor: {{layout: storage, storage: {{block_columns: 5, block_rows: 2, blocks_across: 2, blocks_down: 2, "
            "pick_stations: "
            "{}, stow_stations: 1, queue_cells: 2, chargers: 2, buffer_cells: 2}}}}\nfleets: [{{name: drives, count: {}}}]\n"
            "storage: {{pod_capacity_units: 100}}\ndemand: {{source: generator, orders_per_h: {:.0f}, skus: 40}}\n{}",
            s.integer(1, 2), s.integer(2, 8), s.uniform(60, 400), faults(s));
        return "storage.orders";
    }

    std::string packer(int i) {
        Stream s = stream("packer", static_cast<std::uint64_t>(i));
        packers_ += fmt::format(
            "  - {{name: packer{}, parcels_per_h: {:.0f}, work: {{workers: {}, time_s: {:.1f}, time_cv: {:.2f}, queue_parcels: "
            "{}, "
            "outlet_parcels: {}, success_rate: {:.2f}, attempts: {}, refusal_rate: {:.2f}, desk_people: {}, mtbf_h: {:.2f}, "
            "mttr_s: 60}}}}\n",
            i, s.uniform(100, 1500), s.integer(1, 8), s.uniform(2, 60), s.uniform(0, 1), s.integer(1, 20), s.integer(1, 10),
            s.uniform(0.5, 1), s.integer(1, 3), s.uniform(0, 0.2), s.integer(1, 2), f_.faults ? s.uniform(0.02, 1) : 0.0);
        return fmt::format("packer{}.parcels", i);
    }

    std::string tunnel() {
        Stream s = stream("tunnel");
        text_ += fmt::format(
            "identification: [{{name: tunnel, readers: {}, tote_parcels: {}, figures: {{sensors: {{no_read: {:.2f}}}}}}}]\n",
            s.integer(1, 3), s.integer(1, 30), s.uniform(0, 1));
        return "tunnel.parcels";
    }

    // Two columns and two blocks of chutes: 8 of them, as many as the yard has slots for.
    std::string sort_floor() {
        Stream s = stream("floor");
        text_ += fmt::format(
            "sorting:\n - name: sorter\n   floor: {{layout: sort, cell_m: 0.8, sort: {{chutes_across: 4, chutes_down: 2, "
            "induct_stations: {}, queue_cells: 2, chargers: 1, buffer_cells: 4}}}}\n   fleets: [{{name: sorters, count: {}}}]\n"
            "   chutes: {{slide_parcels: {}, jam_mtbf_h: {:.2f}, jam_mttr_s: 60, reassign: {}}}\n"
            "   inlet: {{parcels_per_h: {:.0f}, routes: {}}}\n   {}",
            s.integer(1, 3), s.integer(2, 10), s.integer(0, 5), f_.faults ? s.uniform(0.1, 2) : 0.0, s.chance(0.5),
            s.uniform(50, 1500), s.integer(1, 9), f_.faults ? faults(s) : "\n");
        return "sorter.parcels";
    }

    std::string loop(const char* name) {
        Stream s = stream(name);
        text_ += fmt::format(
            " - name: {}\n   belt: {{length_m: {:.0f}, pitch_m: 0.6, speed_mps: {:.2f}, stop_mtbf_h: {:.2f}, stop_mttr_s: 60}}\n"
            "   induct: {{count: {}, spacing_m: 1.2, load_s: {:.1f}, queue_parcels: {}}}\n   scanner: {{no_read: {:.2f}, "
            "damaged_label: {:.2f}, wrong_read: {:.2f}}}\n   chutes: {{count: 8, slide_parcels: {}, jam_mtbf_h: {:.2f}, "
            "jam_mttr_s: 60, reassign: {}, max_laps: {}}}\n   inlet: {{parcels_per_h: {:.0f}, routes: {}}}\n",
            name, s.uniform(40, 120), s.uniform(0.5, 2.5), f_.faults ? s.uniform(0.05, 1) : 0.0, s.integer(1, 4),
            s.uniform(0.5, 5), s.integer(1, 6), s.uniform(0, 0.3), s.uniform(0, 0.1), s.uniform(0, 0.1), s.integer(0, 5),
            f_.faults ? s.uniform(0.1, 2) : 0.0, s.chance(0.5), s.integer(1, 4), s.uniform(50, 3000), s.integer(1, 9));
        return fmt::format("{}.parcels", name);
    }

    std::string yard() {
        Stream s = stream("yard");
        const double every_s = s.uniform(200, 600);
        text_ += fmt::format(
            "transport:\n - name: yard\n   floor: {{layout: haul, cell_m: 2.0, haul: {{block_columns: 2, blocks_down: 2, "
            "chute_blocks: 1, highway_blocks: {}, store_blocks: 1, dock_blocks: 2, doors: {}, chargers: 1, buffer_cells: 2}}}}\n"
            "   fleets: [{{name: movers, count: {}}}]\n   cages: {{parcels_per_cage: {}, store_fill: {:.2f}}}\n   docks: "
            "{{truck_every_s: {:.0f}, truck_stay_s: {:.0f}, truck_cages: {}, load_cage_s: {:.0f}, pull_s: {:.0f}}}\n   source: "
            "{{parcels_per_h: {:.0f}}}\n   {}",
            s.integer(0, 2), s.integer(1, 3), s.integer(1, 6), s.integer(2, 20), s.uniform(0, 0.9), every_s, 0.7 * every_s,
            s.integer(1, 24), s.uniform(5, 60), s.uniform(0, 0.9) * every_s, s.uniform(50, 1500), f_.faults ? faults(s) : "\n");
        return "yard.chutes";
    }

    Facility f_;
    std::string text_, packers_, links_;
};

// What is lost at the end, or else wrong, in words.
std::string wrong_with(const engine::Results& r) {
    if (!r.ledger_balanced) return "the ledger does not balance";
    if (r.orders_released != r.orders_completed + r.orders_open + r.orders_refused) return "orders got lost";
    for (const engine::HandlingResult& h : r.handling)
        if (h.arrived != h.gone + h.inside) return h.name + " lost parcels";
    for (const engine::IdentificationResult& i : r.identification)
        if (i.arrived != i.gone + i.inside) return i.name + " lost parcels";
    for (const engine::SortingResult& s : r.sorting) {
        const std::int64_t elsewhere =
            s.loop ? s.loop->on_belt + s.loop->rejected_unread + s.loop->rejected_full : s.parcels_on_robots;
        if (s.parcels_arrived != s.parcels_sorted + elsewhere + s.parcels_waiting) return s.name + " lost parcels";
    }
    for (const engine::LineHaulResult& l : r.line_hauls)
        if (l.parcels_taken != l.parcels_on_road + l.parcels_waiting + l.parcels_delivered) return "a road lost parcels";
    return r.collisions == 0 ? "" : fmt::format("{} collisions", r.collisions);
}

bool empty(const Facility& f) {
    return !f.stores && f.packers == 0 && !f.reads && f.sorter == kNoSorter && !f.hauls;
}

void check_facilities(int count, std::uint64_t seed) {
    const auto holds = [] {
        const Facility facility = *any_facility();
        RC_PRE(!empty(facility));
        const std::string text = Writer(facility).text();
        RC_LOG(text);
        std::string wrong;
        try {
            wrong = wrong_with(test::run_to_end(engine::read_scenario(config::parse(text, "facility.yaml", ".", {}), "facility"),
                                                static_cast<std::uint64_t>(facility.number)));
        } catch (const std::exception& e) {
            wrong = e.what();
        }
        if (!wrong.empty()) RC_LOG(wrong);
        RC_ASSERT(wrong.empty());
    };
    rc::detail::TestParams params = rc::detail::configuration().testParams;
    // RC_PARAMS asks for fewer rounds where each costs more.
    params.maxSuccess = std::max(1, count * params.maxSuccess / 100);
    if (seed != 0) params.seed = seed;
    const rc::detail::TestResult result = rc::detail::checkTestable(holds, rc::detail::TestMetadata(), params);
    std::ostringstream told;
    rc::detail::printResultMessage(result, told);
    INFO(told.str());
    CHECK(result.is<rc::detail::SuccessResult>());
}

}  // namespace

TEST_SUITE("property") {
    TEST_CASE("random facilities with random faults lose nothing") {
        check_facilities(20, 1);
    }
}

TEST_SUITE("slow") {
    TEST_CASE("two hundred random facilities with random faults lose nothing") {
        check_facilities(200, 0);  // others each time
    }
}
