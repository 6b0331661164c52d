#include "experiment/bottleneck_bench/sites.hpp"

#include <fmt/format.h>

#include "experiment/bottleneck_bench/site_numbers.hpp"

namespace dray::experiment {

namespace {

// Storage and stations joined by two one-way corridors, one of them slow.
constexpr const char* kAisleRows = R"(
      #########################
      #..........######.......#
      #.SSSS.SSS.<<<<<<.......#
      #.SSSS.SSS.######.......#
      #..........######.......#
      #.SSSS.SSS.######.......#
      #.SSSS.SSS.>ssss>.......#
      #..........######.......#
      #BBB#############q^#q^#B#
      #################q^#q^#B#
      #################P^#P^###
      #########################)";

// The ways to the stations and back cross in one slow cell.
constexpr const char* kCrossingRows = R"(
      #########################
      #..........##v<<<.......#
      #.SSSS.SSS.##v###.......#
      #.SSSS.SSS.##v###.......#
      #..........>>s>>>.......#
      #.SSSS.SSS.##v###.......#
      #.SSSS.SSS.##v###.......#
      #..........<<<###.......#
      #BBB#############q^#q^#B#
      #################q^#q^#B#
      #################P^#P^###
      #########################)";

struct SortNumbers {
    std::int64_t induct = 3, robots = 16, routes = 6, cage_parcels = 40;
    double load_s = 3, swap_s = 5, parcels_per_h = 9000;
};

std::string sorting(Numbers n, const SortNumbers& s) {
    return fmt::format(R"(duration_s: 1800
warm_up_s: 300
sorting:
  - name: sorter
    floor: {{layout: sort, cell_m: 0.8, sort: {{chutes_across: 4, chutes_down: 3, induct_stations: {}, queue_cells: 2, chargers: 2, buffer_cells: 14}}}}
    fleets: [{{name: sorters, count: {}}}]
    inlet: {{parcels_per_h: {}, routes: {}}}
    induct: {{load_s: {}}}
    chutes: {{swap_s: {}, cage_parcels: {}}}
)",
                       s.induct, s.robots > 8 ? n.about(s.robots) : s.robots, n.near(s.parcels_per_h), s.routes, n.near(s.load_s),
                       n.near(s.swap_s), s.cage_parcels);
}

struct YardNumbers {
    std::int64_t movers = 8;
    double parcels_per_h = 6000, load_s = 6;
};

std::string transport(Numbers n, const YardNumbers& s) {
    return fmt::format(R"(duration_s: 1800
warm_up_s: 400
transport:
  - name: yard
    floor: {{layout: haul, cell_m: 2.0, haul: {{block_columns: 3, blocks_down: 2, chute_blocks: 1, highway_blocks: 2, store_blocks: 1, dock_blocks: 2, doors: 2, chargers: 2, buffer_cells: 4}}}}
    fleets: [{{name: movers, count: {}}}]
    cages: {{parcels_per_cage: 8}}
    docks: {{truck_every_s: 300, truck_stay_s: 285, load_cage_s: {}, pull_s: 60, truck_cages: 60}}
    source: {{parcels_per_h: {}}}
)",
                       s.movers, n.near(s.load_s), n.near(s.parcels_per_h));
}

struct ReaderNumbers {
    std::int64_t readers = 2;
    double parcels_per_h = 20000, read_s = 2, desk_s = 60;
    bool doubtful = false;  ///< without bar codes, so that much goes to the desk
};

std::string identification(Numbers n, const ReaderNumbers& s) {
    return fmt::format(R"(duration_s: 1800
warm_up_s: 300
identification:
  - {{name: tunnel, readers: {}, parcels_per_h: {}, figures: {{reader: {{attempt_s: {}, desk_s: {}{}}}}}}}
)",
                       s.readers, n.near(s.parcels_per_h), n.near(s.read_s), n.near(s.desk_s),
                       s.doubtful ? ", use_code: false, attempts: 1, accept: 0.999" : "");
}

struct CarrierNumbers {
    double parcels_per_h = 1500, speed_mps = 0.2;
};

std::string carried(Numbers n, const CarrierNumbers& s) {
    return fmt::format(R"(duration_s: 1800
warm_up_s: 300
handling:
  - {{name: packing, parcels_per_h: {}, work: {{workers: {}, time_s: {}}}}}
  - {{name: check, work: {{workers: {}, time_s: {}}}}}
connections: [{{from: packing.handled, to: check.parcels, conveyor: {{length_m: 20, speed_mps: {}, pitch_m: 0.8}}}}]
)",
                       n.near(s.parcels_per_h), n.about(16), n.near(30), n.about(7), n.near(15), n.near(s.speed_mps));
}

std::string drawn(Numbers n, const char* rows, std::int64_t drives, double speed_mps) {
    return fmt::format(R"(duration_s: 1800
warm_up_s: 300
floor:
  layout: drawn
  drawn:
    rows: |{}
    legend: [{{symbol: s, means: "zone:slow"}}]
  zones: [{{name: slow, speed_limit_mps: {}}}]
fleets: [{{name: drives, count: {}}}]
storage: {{fill: 0.8, pod_capacity_units: 400}}
stations: {{pick_line_s: {}, order_slots: 4}}
demand: {{source: generator, orders_per_h: 900, backlog_orders: 200, skus: 300}}
)",
                       rows, n.near(speed_mps), n.about(drives), n.near(2));
}

// Few orders for the first half of the run, then more than anybody can do.
std::string flood(Numbers n, double few_per_h, double many_per_h) {
    std::string out = "order_id,placed_at,sku,quantity\n";
    const auto add = [&](int number, int at_s) {
        out += fmt::format("T{},2026-01-05T08:{:02}:{:02},S{},1\n", number, at_s / 60, at_s % 60, number * 7 % 60);
    };
    int number = 0;
    for (double at_s = 0; at_s < 900; at_s += n.near(3600 / few_per_h))
        add(++number, static_cast<int>(at_s));
    for (double at_s = 900; at_s < 1800; at_s += n.near(3600 / many_per_h))
        add(++number, static_cast<int>(at_s));
    return out;
}

}  // namespace

std::vector<PlantedSite> planted_sites(std::uint64_t site_seed) {
    // The first of a kind is held back by what is planted alone; in the others something else comes near.
    std::vector<PlantedSite> sites;
    const auto numbers = [&](const std::string& name) { return Numbers(site_seed, name); };
    const auto add_storage = [&](const std::string& name, const std::string& group, const StorageNumbers& s) {
        sites.push_back({name, group, storage_site(numbers(name), s), ""});
    };
    add_storage("pick-1", "pick stations", {.pick = 2, .drives = 14, .pick_s = 30});
    add_storage("pick-2", "pick stations", {.pick = 1, .drives = 2, .pick_s = 9});
    add_storage("stow-1", "stow stations", {.pick = 4, .drives = 18, .pick_s = 4, .stow_s = 80, .pod_units = 6, .skus = 60});
    add_storage("drives-1", "drives", {.pick = 4, .drives = 3, .pick_s = 6});
    add_storage("drives-2", "drives", {.pick = 4, .drives = 6, .pick_s = 5});
    add_storage("chargers-1", "chargers",
                {.pick = 5, .drives = 12, .pick_s = 5, .battery = ", battery: {capacity_wh: 40, charger_w: 500}", .chargers = 2});
    add_storage("arrivals-1", "arrivals", {.pick = 3, .drives = 14, .orders_per_h = 380, .backlog = 0});

    const auto add_sorting = [&](const std::string& name, const std::string& group, const SortNumbers& s) {
        sites.push_back({name, "sorter " + group, sorting(numbers(name), s), ""});
    };
    add_sorting("induct-1", "induct stations", {.induct = 2, .load_s = 12});
    add_sorting("induct-2", "induct stations", {.induct = 3, .robots = 8, .load_s = 8});
    add_sorting("sorters-1", "sorters", {.induct = 4, .robots = 5, .load_s = 2});
    add_sorting("chute-1", "chutes", {.induct = 4, .robots = 18, .routes = 4, .cage_parcels = 15, .load_s = 2, .swap_s = 400});
    add_sorting("chute-2", "chutes", {.induct = 4, .robots = 16, .routes = 8, .cage_parcels = 10, .load_s = 2, .swap_s = 200});
    add_sorting("arrivals-2", "arrivals", {.parcels_per_h = 1300});

    const auto add_transport = [&](const std::string& name, const std::string& group, const YardNumbers& s) {
        sites.push_back({name, "yard " + group, transport(numbers(name), s), ""});
    };
    add_transport("movers-1", "movers", {.movers = 2});
    add_transport("movers-2", "movers", {.movers = 3, .load_s = 45});
    add_transport("dock-1", "docks", {.movers = 8, .load_s = 60});
    add_transport("dock-2", "docks", {.movers = 5, .load_s = 45});
    add_transport("arrivals-3", "arrivals", {.parcels_per_h = 900, .load_s = 10});

    const auto add_identification = [&](const std::string& name, const std::string& group, const ReaderNumbers& s) {
        sites.push_back({name, "tunnel " + group, identification(numbers(name), s), ""});
    };
    add_identification("reader-1", "readers", {.readers = 2, .read_s = 3});
    add_identification("desk-1", "desks", {.readers = 3, .desk_s = 120, .doubtful = true});
    add_identification("desk-2", "desks", {.readers = 2, .parcels_per_h = 6000, .read_s = 12, .desk_s = 120, .doubtful = true});

    sites.push_back({"conveyor-1", "packing > check conveyor", carried(numbers("conveyor-1"), {}), ""});

    sites.push_back({"aisle-1", "ways", drawn(numbers("aisle-1"), kAisleRows, 17, 0.1), ""});
    sites.push_back({"crossing-1", "ways", drawn(numbers("crossing-1"), kCrossingRows, 16, 0.12), ""});

    const StorageNumbers slow_pick = {.pick = 2, .drives = 12, .pick_s = 30, .traced = true};
    sites.push_back({"shift-1",
                     "arrivals",
                     storage_site(numbers("shift-1"), slow_pick),
                     flood(numbers("shift-1t"), 70, 1200),
                     {{"pick stations", 900, 0}}});
    const StorageNumbers few_drives = {.pick = 5, .drives = 4, .pick_s = 5, .traced = true};
    sites.push_back({"shift-2",
                     "arrivals",
                     storage_site(numbers("shift-2"), few_drives),
                     flood(numbers("shift-2t"), 70, 1800),
                     {{"drives", 900, 0}}});
    const StorageNumbers drained = {.pick = 3, .drives = 16, .pick_s = 25, .orders_per_h = 60, .backlog = 100};
    sites.push_back({"shift-3", "pick stations", storage_site(numbers("shift-3"), drained), "", {{"arrivals", 0, 48}}});
    add_people_and_belts(site_seed, sites);
    return sites;
}

}  // namespace dray::experiment
