// Planted sites of goods inbound, people and belts.
#include <fmt/format.h>

#include "experiment/bottleneck_bench/site_numbers.hpp"

namespace dray::experiment {

namespace {

struct InboundNumbers {
    std::int64_t doors = 2;
    double unload_s = 2, stow_s = 5;
};

// What is ordered lies on the next truck, so that either the crews at the doors or the people at the stow station are behind.
std::string inbound(Numbers n, const InboundNumbers& s) {
    StorageNumbers storage{.pick = 3, .drives = 16, .pick_s = 5, .stow_s = s.stow_s, .pod_units = 6, .skus = 60};
    storage.stock = ", initial_stock: 0.2";
    storage.more =
        fmt::format(R"(inbound: {{doors: {}, truck_every_s: 60, first_truck_s: 0, truck_totes: 100, tote_units: 3, lead_time_s: 0,
          late_share: 0, unload_tote_s: {}, change_s: 5, dock_totes: 20, stow_totes: 30}}
connections: [{{from: inbound.totes, to: storage.totes}}]
)",
                    s.doors, n.near(s.unload_s));
    return storage_site(n, storage);
}

// One area, or two in a row.
std::string handling(Numbers n, double parcels_per_h, double first_s, double second_s) {
    std::string out = fmt::format(R"(duration_s: 1800
warm_up_s: 300
handling:
  - {{name: packing, parcels_per_h: {}, work: {{workers: 5, time_s: {}, queue_parcels: 30, outlet_parcels: 10, success_rate: 0.95}}}}
)",
                                  n.near(parcels_per_h), n.near(first_s));
    if (second_s > 0)
        out += fmt::format(R"(  - {{name: check, work: {{workers: 3, time_s: {}, queue_parcels: 20}}}}
connections: [{{from: packing.handled, to: check.parcels}}]
)",
                           n.near(second_s));
    return out;
}

struct WallNumbers {
    std::int64_t cells = 120, putters = 4, packers = 6;
    double orders_per_h = 700, put_s = 5, pack_s = 20;
};

std::string put_wall(Numbers n, const WallNumbers& s) {
    return fmt::format(R"(duration_s: 1800
warm_up_s: 400
put_walls:
  - name: wall
    orders_per_h: {}
    pick_s: 40
    tote_wait_s: 30
    travel_s: 20
    wall: {{cells: {}, columns: 10, putters: {}, put_s: {}, packers: {}, pack_s: {}}}
)",
                       n.near(s.orders_per_h), s.cells, s.putters, n.near(s.put_s), s.packers, n.near(s.pack_s));
}

struct LoopNumbers {
    std::int64_t inducts = 10, chutes = 40, routes = 8, cage_parcels = 40;
    double load_s = 2.4, speed_mps = 2, swap_s = 5, parcels_per_h = 14000;
};

std::string loop_sorter(Numbers n, const LoopNumbers& s) {
    return fmt::format(R"(duration_s: 1800
warm_up_s: 300
loop_sorters:
  - name: loop
    belt: {{length_m: 120, pitch_m: 0.6, speed_mps: {}}}
    induct: {{count: {}, load_s: {}}}
    chutes: {{count: {}, cage_parcels: {}, swap_s: {}, max_laps: 100}}
    inlet: {{parcels_per_h: {}, routes: {}}}
)",
                       n.near(s.speed_mps), s.inducts, n.near(s.load_s), s.chutes, s.cage_parcels, n.near(s.swap_s),
                       n.near(s.parcels_per_h), s.routes);
}

}  // namespace

void add_people_and_belts(std::uint64_t site_seed, std::vector<PlantedSite>& sites) {
    const auto add = [&](const std::string& name, const std::string& group, const auto& make, const auto&... numbers) {
        sites.push_back({name, group, make(Numbers(site_seed, name), numbers...), ""});
    };
    add("stow-2", "stow stations", inbound, InboundNumbers{.stow_s = 35});
    add("door-1", "receiving doors", inbound, InboundNumbers{.doors = 1, .unload_s = 20});
    add("worker-1", "packing workers", handling, 1600, 20, 0);
    add("worker-2", "check workers", handling, 1600, 13, 14);
    add("arrivals-4", "packing arrivals", handling, 640, 20, 0);
    add("putter-1", "wall putters", put_wall, WallNumbers{.putters = 3, .put_s = 12});
    add("packer-1", "wall packers", put_wall, WallNumbers{.packers = 3});
    add("cell-1", "wall cells", put_wall, WallNumbers{.cells = 15});
    add("cell-2", "wall cells", put_wall, WallNumbers{.cells = 14, .putters = 2, .put_s = 8});
    add("arrivals-5", "wall arrivals", put_wall, WallNumbers{.packers = 5, .orders_per_h = 430, .pack_s = 24});
    add("merge-1", "loop inducts", loop_sorter, LoopNumbers{.inducts = 5});
    add("belt-1", "loop belt", loop_sorter, LoopNumbers{.speed_mps = 1});
    add("outlet-1", "loop chutes", loop_sorter, LoopNumbers{.chutes = 8, .routes = 4, .cage_parcels = 10, .swap_s = 90});
}

}  // namespace dray::experiment
