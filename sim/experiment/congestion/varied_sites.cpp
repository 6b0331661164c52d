#include "experiment/congestion/varied_sites.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "base/random.hpp"

namespace dray::experiment {

namespace {

// Draws the numbers of one site. What must not be balanced to the last bit has few places.
class Draw {
  public:
    Draw(std::uint64_t site_seed, std::size_t family, std::size_t number)
        : stream_(site_seed, "congestion_site", 1000 * family + number) {}
    double real(double low, double high) { return std::round(100 * stream_.uniform(low, high)) / 100; }
    std::int64_t whole(std::int64_t low, std::int64_t high) { return stream_.integer(low, high); }
    /// As many as it takes to do `rate`, within a fifth.
    std::int64_t enough(double rate, double each) {
        return std::max<std::int64_t>(1, std::llround(rate / each * stream_.uniform(0.85, 1.15)));
    }
    std::string faults() {
        return fmt::format("{{mtbf_h: {}, mttr_s: {}, station_mtbf_h: {}, station_mttr_s: {}}}", real(4, 20), real(120, 500),
                           real(0.4, 2), real(150, 600));
    }
    /// Some of `workers` are away now and then.
    std::string absences(std::int64_t workers) {
        return fmt::format("[{{at_s: {}, duration_s: {}, every_s: {}, workers: {}}}]", real(600, 2400), real(300, 900),
                           real(1800, 3600), whole(1, std::max<std::int64_t>(1, workers / 2)));
    }

  private:
    Stream stream_;
};

constexpr const char* kTimes = "duration_s: 5400\nwarm_up_s: 300\n";
constexpr double kLinesPerOrder = 1.9;  // of the generator

// Orders an hour that come near to what the stations can pick.
std::string storage_area(Draw& d, double& orders_per_h) {
    const std::int64_t pick = d.whole(2, 4);
    const double pick_s = d.real(10, 24);
    orders_per_h = std::round(static_cast<double>(pick) * 3600 / pick_s / kLinesPerOrder * d.real(0.6, 0.95));
    const bool charges = d.whole(0, 2) == 0;
    return fmt::format(R"(floor:
  layout: storage
  storage: {{block_columns: 6, block_rows: 2, blocks_across: 3, blocks_down: 4, pick_stations: {}, stow_stations: 1, queue_cells: 3, chargers: {}, buffer_cells: 8}}
fleets: [{{name: drives, count: {}{}}}]
storage: {{fill: 0.8, pod_capacity_units: {}}}
stations: {{pick_line_s: {}, stow_s: {}}}
demand: {{source: generator, orders_per_h: {}, backlog_orders: {}, skus: 200, hourly_profile: [{}, {}]}}
faults: {}
)",
                       pick, charges ? 2 : 4, d.enough(orders_per_h, 38), charges ? ", battery: {capacity_wh: 40}" : "",
                       d.whole(20, 200), pick_s, d.real(8, 40), orders_per_h, d.whole(0, 40), d.real(0.8, 1.2), d.real(0.8, 1.2),
                       d.faults());
}

std::string sort_area(Draw& d, double parcels_per_h, double of_robot_per_h, bool has_inlet) {
    const std::int64_t inducts = d.whole(2, 4), routes = d.whole(4, 8);
    const double load_s = std::round(static_cast<double>(inducts) * 3600 / parcels_per_h * d.real(60, 95)) / 100;
    return fmt::format(R"(sorting:
  - name: sorter
    floor: {{layout: sort, cell_m: 0.8, sort: {{chutes_across: 4, chutes_down: 3, induct_stations: {}, queue_cells: 2, chargers: 1, buffer_cells: 14}}}}
    fleets: [{{name: sorters, count: {}}}]
    inlet: {{routes: {}{}}}
    induct: {{load_s: {}}}
    chutes: {{jam_mtbf_h: {}, jam_mttr_s: 300, cage_parcels: {}, swap_s: {}}}
    faults: {}
)",
                       inducts, d.enough(parcels_per_h, of_robot_per_h), routes,
                       has_inlet ? fmt::format(", parcels_per_h: {}", parcels_per_h) : "", load_s, d.real(1, 6), d.whole(10, 40),
                       d.real(10, 150), d.faults());
}

// Times of the people, so that `rate` comes near to what they can do together.
std::string work(Draw& d, double rate) {
    const std::int64_t workers = d.whole(3, 9);
    const double time_s = std::round(static_cast<double>(workers) * 3600 / rate * d.real(75, 100)) / 100;
    return fmt::format(
        "{{workers: {}, time_s: {}, queue_parcels: {}, outlet_parcels: {}, mtbf_h: {}, mttr_s: 300, absences: {}}}", workers,
        time_s, d.whole(10, 80), d.whole(5, 20), d.real(3, 12), d.absences(workers));
}

std::string storage(Draw& d) {
    double orders_per_h = 0;
    return storage_area(d, orders_per_h);
}

std::string sorting(Draw& d) {
    return sort_area(d, d.real(700, 1700), 140, true);
}

std::string yard(Draw& d) {
    const double parcels_per_h = d.real(700, 2000);
    return fmt::format(R"(transport:
  - name: yard
    floor: {{layout: haul, cell_m: 2.0, haul: {{block_columns: 3, blocks_down: 2, chute_blocks: 1, highway_blocks: 2, store_blocks: 1, dock_blocks: 2, doors: 2, chargers: 2, buffer_cells: 4}}}}
    fleets: [{{name: movers, count: {}}}]
    cages: {{parcels_per_cage: 8}}
    docks: {{truck_every_s: 300, truck_stay_s: 285, load_cage_s: {}, pull_s: 60, truck_cages: 60}}
    source: {{parcels_per_h: {}}}
    faults: {{mtbf_h: {}, mttr_s: 300, door_mtbf_h: {}, door_mttr_s: 300}}
)",
                       d.enough(parcels_per_h, 380), d.real(25, 60), parcels_per_h, d.real(2, 8), d.real(1, 4));
}

std::string handling(Draw& d) {
    const double rate = d.real(500, 1600);
    std::string out = fmt::format("handling:\n  - {{name: first, parcels_per_h: {}, work: {}}}\n", rate, work(d, rate));
    out += fmt::format("  - {{name: second, work: {}}}\n", work(d, rate));
    const bool third = d.whole(0, 1) == 1;
    if (third) out += fmt::format("  - {{name: third, work: {}}}\n", work(d, rate));
    out += "connections:\n  - {from: first.handled, to: second.parcels}\n";
    return out + (third ? "  - {from: second.handled, to: third.parcels}\n" : "");
}

std::string put_wall(Draw& d) {
    const double orders_per_h = d.real(350, 750);
    const std::int64_t putters = d.whole(2, 5), packers = d.whole(3, 6);
    const double put_s = std::round(static_cast<double>(putters) * 3600 / orders_per_h / kLinesPerOrder * d.real(70, 98)) / 100;
    const double pack_s = std::round(static_cast<double>(packers) * 3600 / orders_per_h * d.real(70, 98)) / 100;
    return fmt::format(R"(put_walls:
  - name: wall
    orders_per_h: {}
    pick_s: 40
    tote_wait_s: 30
    travel_s: 20
    wall: {{cells: {}, columns: 10, putters: {}, put_s: {}, packers: {}, pack_s: {}, putter_absences: {}, packer_absences: {}}}
)",
                       orders_per_h, std::llround(orders_per_h / 3600 * d.real(140, 400)), putters, put_s, packers, pack_s,
                       d.absences(putters), d.absences(packers));
}

std::string loop(Draw& d) {
    const std::int64_t inducts = d.whole(4, 9);
    const double parcels_per_h = std::round(static_cast<double>(inducts) * 1450 * d.real(0.75, 1.05));
    return fmt::format(R"(loop_sorters:
  - name: loop
    belt: {{length_m: 120, pitch_m: 0.6, speed_mps: {:.2f}, stop_mtbf_h: {}, stop_mttr_s: {}}}
    induct: {{count: {}, load_s: 2.4}}
    chutes: {{count: {}, cage_parcels: {}, swap_s: {}, max_laps: 100, jam_mtbf_h: {}, jam_mttr_s: 200}}
    inlet: {{parcels_per_h: {}, routes: 8}}
)",
                       parcels_per_h * 0.6 / 3600 * d.real(0.9, 1.15), d.real(0.5, 3), d.real(60, 240), inducts, d.whole(16, 40),
                       d.whole(10, 40), d.real(20, 160), d.real(2, 10), parcels_per_h);
}

std::string identification(Draw& d) {
    const std::int64_t readers = d.whole(2, 4);
    const double read_s = d.real(2, 8);
    return fmt::format(R"(identification:
  - name: tunnel
    readers: {}
    parcels_per_h: {}
    reader_mtbf_h: {}
    reader_mttr_s: 300
    figures: {{reader: {{attempt_s: {}, desk_s: {}, desk_queue_units: {}, use_code: false, attempts: 1, accept: 0.999}}}}
)",
                       readers, std::round(static_cast<double>(readers) * 3600 / read_s * d.real(0.9, 1.06)), d.real(1, 6),
                       read_s, d.real(4, 30), d.whole(4, 20));
}

// What is picked is packed, checked and sorted.
std::string whole_way(Draw& d) {
    double orders_per_h = 0;
    std::string out = storage_area(d, orders_per_h);
    out += fmt::format("handling:\n  - {{name: packing, work: {}}}\n", work(d, orders_per_h));
    out += sort_area(d, orders_per_h, 85, false);
    return out +
           "connections:\n  - {from: storage.orders, to: packing.parcels}\n  - {from: packing.handled, to: sorter.parcels}\n";
}

struct Family {
    const char* name;
    std::string (*make)(Draw&);
};
constexpr std::array<Family, kSiteFamilies> kFamilies = {Family{"storage", storage},  {"sorting", sorting},    {"yard", yard},
                                                         {"handling", handling},      {"put-wall", put_wall},  {"loop", loop},
                                                         {"readers", identification}, {"whole-way", whole_way}};

}  // namespace

std::vector<VariedSite> varied_sites(std::uint64_t site_seed, std::size_t of_each) {
    std::vector<VariedSite> sites;
    for (std::size_t f = 0; f < kFamilies.size(); ++f)
        for (std::size_t i = 1; i <= of_each; ++i) {
            Draw draw(site_seed, f, i);
            sites.push_back({fmt::format("{}-{}", kFamilies[f].name, i), kFamilies[f].name, kTimes + kFamilies[f].make(draw)});
        }
    return sites;
}

}  // namespace dray::experiment
