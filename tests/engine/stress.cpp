#include "stress.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/random.hpp"
#include "facility.hpp"

namespace dray::test {

namespace {

constexpr double kLongestStand_s = 1800;

// Blocks of slots between a ring of two lanes, stations at the lower edge; some slots are left out and some aisles two-way.
std::string drawing(Stream& random) {
    const auto columns = static_cast<std::size_t>(random.integer(8, 14));
    const auto blocks = random.integer(1, 3);
    const auto row = [&](char left, char middle, char right) {
        return fmt::format("    #{}{}{}#\n", left, std::string(columns, middle), right);
    };
    std::string rows = fmt::format("    {}\n", std::string(columns + 4, '#'));
    rows += row('>', '>', 'v');
    for (std::int64_t b = 0; b < blocks; ++b) {
        for (int half = 0; half < 2; ++half) {
            std::string line = row('^', 'S', 'v');
            for (char& c : line)
                if (c == 'S' && random.chance(0.15)) c = random.chance(0.5) ? '#' : 'B';
            rows += line;
        }
        rows += row('^', random.chance(0.3) ? '.' : b % 2 == 0 ? '<' : '>', 'v');
    }
    rows += row('^', random.chance(0.5) ? 'i' : '<', 'v');
    rows += row('<', '<', '<');
    // Lanes hang below the lowest road: down the left side of a pair of columns, up the right one.
    const std::size_t stations = columns / 4;
    for (int depth = 0; depth < 3; ++depth) {
        std::string line = "    #";
        for (std::size_t s = 0; s < stations; ++s)
            line += depth < 2 ? "q^#" : s + 1 == stations ? "W^#" : "P^#";
        rows += line + std::string(columns + 3 - 3 * stations, '#') + "\n";
    }
    return rows + fmt::format("    {}\n", std::string(columns + 4, '#'));
}

// Of streams of its own, so that a site without batteries is the same site.
std::string battery_text(Stream& random, const Trouble& trouble) {
    if (!trouble.batteries || random.chance(0.1)) return "battery: {capacity_wh: 0}";
    return fmt::format("battery: {{capacity_wh: {:.1f}, charger_w: {:.0f}, recharge_below: {:.2f}, leave_above: {:.2f}}}",
                       random.uniform(2, 40), random.uniform(100, 3000), random.uniform(0, 0.3), random.uniform(0.3, 0.7));
}

// Two small zones of a floor that is at least so large, with a name alone: none without such faults.
std::string named_zones(Stream& random, const Trouble& trouble, std::int64_t rows, std::int64_t columns) {
    if (!trouble.closures) return "";
    std::string zones;
    for (int i = 0; i < 2; ++i)
        zones +=
            fmt::format("{}{{name: part{}, row: {}, column: {}, rows: {}, columns: {}}}", i == 0 ? "" : ", ", i,
                        random.integer(0, rows - 3), random.integer(0, columns - 3), random.integer(1, 3), random.integer(1, 3));
    return zones;
}

std::string closures_text(Stream& random, const Trouble& trouble, std::int64_t robots) {
    if (!trouble.closures) return "";
    std::string scheduled;
    for (std::int64_t i = random.integer(2, 7); i > 0; --i) {
        const double at_s = random.uniform(0, 1800), duration_s = random.uniform(5, 400);
        const std::int64_t kind = random.integer(0, 3);
        scheduled += scheduled.empty() ? "" : ", ";
        if (kind == 0)
            scheduled += fmt::format("{{kind: localisation, robot: {}", random.integer(0, robots - 1));
        else
            scheduled += fmt::format("{{kind: {}, zone: part{}", kind == 1 ? "closed_aisle" : "people", random.integer(0, 1));
        if (kind == 3) scheduled += fmt::format(", speed_limit_mps: {:.2f}", random.uniform(0.1, 0.6));
        if (random.chance(0.3)) scheduled += fmt::format(", every_h: {:.3f}", (duration_s + random.uniform(30, 600)) / 3600);
        scheduled += fmt::format(", at_s: {:.1f}, duration_s: {:.1f}}}", at_s, duration_s);
    }
    return scheduled;
}

std::string floor_text(Stream& random, Stream& zoned, const Trouble& trouble) {
    const std::string named = named_zones(zoned, trouble, 7, 10);
    if (random.chance(0.4)) {
        return fmt::format(
            "floor:\n  layout: drawn\n  drawn:\n   rows: |\n{}   legend: [{{symbol: i, means: 'zone:ice'}}]\n"
            "  zones: [{{name: ice, grip: {:.3f}}}{}{}]\n",
            drawing(random), random.uniform(0.05, 0.3), named.empty() ? "" : ", ", named);
    }
    std::string zones;
    if (random.chance(0.5))
        zones += fmt::format("{{name: ice, row: {}, column: {}, rows: 4, columns: 5, grip: {:.3f}}}", random.integer(0, 6),
                             random.integer(0, 6), random.uniform(0.05, 0.3));
    if (random.chance(0.5))
        zones += fmt::format("{}{{name: slow, row: {}, column: {}, rows: 3, columns: 4, speed_limit_mps: {:.2f}}}",
                             zones.empty() ? "" : ", ", random.integer(0, 3), random.integer(7, 10), random.uniform(0.3, 1.0));
    if (!named.empty()) zones += (zones.empty() ? "" : ", ") + named;
    return fmt::format(
        "floor:\n  layout: storage\n  storage: {{block_columns: {}, block_rows: {}, blocks_across: {}, blocks_down: {}, "
        "pick_stations: {}, stow_stations: {}, queue_cells: {}, chargers: {}, buffer_cells: {}, aisles: {}}}\n  zones: [{}]\n",
        random.integer(4, 8), random.integer(1, 2), random.integer(2, 3), random.integer(2, 3), random.integer(1, 3),
        random.integer(0, 1), random.integer(1, 3), random.integer(0, 3), random.integer(0, 3),
        random.chance(0.7) ? "one_way" : "two_way", zones);
}

std::string fleets_text(Stream& random, Stream& power, const Trouble& trouble, std::int64_t& robots) {
    std::string fleets;
    const std::int64_t classes = random.integer(1, 3);
    for (std::int64_t i = 0; i < classes; ++i) {
        const std::int64_t count = random.integer(2, 12);
        robots += count;
        fleets += fmt::format(
            "  - {{name: fleet{}, count: {}, drive: {{top_speed_mps: {:.2f}, acceleration_loaded_mps2: {:.2f}, grip: "
            "{:.2f}}}, {}}}\n",
            i, count, random.uniform(0.5, 2.0), random.uniform(0.4, 1.0), random.uniform(0.3, 0.8), battery_text(power, trouble));
    }
    return "fleets:\n" + fleets;
}

std::string faults_text(Stream& random, Stream& zoned, const Trouble& trouble, std::int64_t robots, bool has_stations = true) {
    std::string scheduled = closures_text(zoned, trouble, robots);
    const auto add = [&](const char* kind) {
        scheduled +=
            fmt::format("{}{{kind: {}, robot: {}, at_s: {:.1f}, duration_s: {:.1f}}}", scheduled.empty() ? "" : ", ", kind,
                        random.integer(0, robots - 1), random.chance(0.1) ? 0 : random.uniform(0, 2000), random.uniform(1, 300));
    };
    for (std::int64_t i = trouble.breakdowns ? random.integer(0, 8) : 0; i > 0; --i)
        add("breakdown");
    for (std::int64_t i = trouble.brakes ? random.integer(1, 60) : 0; i > 0; --i)
        add("brakes");
    const double mtbf_h = trouble.breakdowns && random.chance(0.7) ? random.uniform(0.05, 2) : 0;
    const double mttr_s = random.uniform(5, 200);
    std::string others = trouble.stations && has_stations ? "station_mtbf_h: 0.1, station_mttr_s: 60, " : "";
    if (trouble.closures) others += "localisation_mtbf_h: 0.5, localisation_mttr_s: 60, ";
    return fmt::format("faults: {{mtbf_h: {:.3f}, mttr_s: {:.1f}, {}scheduled: [{}]}}\n", mtbf_h, mttr_s, others, scheduled);
}

// Sort robots and cage movers: small areas, few robots, everything random that a scenario may say.
std::string sorting_text(Stream& random, Stream& power, Stream& zoned, const Trouble& trouble, std::int64_t columns,
                         std::int64_t blocks) {
    const std::int64_t robots = random.integer(2, 18);
    return fmt::format(
        "sorting:\n - name: sorter\n   floor: {{layout: sort, cell_m: 0.8, sort: {{chutes_across: {}, chutes_down: {}, "
        "induct_stations: {}, queue_cells: {}, chargers: 2, buffer_cells: {}}}, zones: [{}]}}\n   fleets: [{{name: sorters, "
        "count: {}, {}}}]\n"
        "   induct: {{load_s: {:.1f}, queue_parcels: {}}}\n   chutes: {{tilt_s: {:.1f}, slide_parcels: {}, cage_parcels: {}, "
        "swap_s: {:.0f}, jam_mtbf_h: {:.2f}, jam_mttr_s: 60, reassign: {}}}\n   inlet: {{parcels_per_h: {:.0f}, routes: {}}}\n   "
        "{}",
        2 * columns, blocks, random.integer(1, 3), random.integer(1, 3), random.integer(0, 6), named_zones(zoned, trouble, 6, 8),
        robots, battery_text(power, trouble), random.uniform(1, 6), random.integer(1, 8), random.uniform(0.5, 3),
        random.integer(0, 5), random.integer(1, 20), random.uniform(0, 200), random.chance(0.5) ? 0 : random.uniform(0.1, 2),
        random.chance(0.5), random.uniform(50, 2500), random.integer(1, 9), faults_text(random, zoned, trouble, robots));
}

std::string transport_text(Stream& random, Stream& power, Stream& zoned, const Trouble& trouble, std::int64_t columns,
                           std::int64_t blocks) {
    const std::int64_t movers = random.integer(1, 8);
    const double every_s = random.uniform(300, 1500);
    return fmt::format(
        "transport:\n - name: yard\n   floor: {{layout: haul, cell_m: 2.0, haul: {{block_columns: {}, blocks_down: {}, "
        "chute_blocks: 1, "
        "highway_blocks: {}, store_blocks: 1, dock_blocks: {}, doors: {}, chargers: 1, buffer_cells: 2}}, zones: [{}]}}\n   "
        "fleets: [{{name: "
        "movers, count: {}, {}}}]\n   cages: {{parcels_per_cage: {}, store_fill: {:.2f}}}\n   docks: {{truck_every_s: {:.0f}, "
        "truck_stay_s: {:.0f}, truck_cages: {}, load_cage_s: {:.0f}, pull_s: {:.0f}, hold_s: {:.0f}}}\n   source: "
        "{{parcels_per_h: "
        "{:.0f}}}\n   {}",
        columns, blocks, random.integer(0, 3), random.integer(1, 2), random.integer(1, 4), named_zones(zoned, trouble, 7, 10),
        movers, battery_text(power, trouble), random.integer(2, 30), random.uniform(0, 1), every_s, 0.7 * every_s,
        random.integer(1, 24), random.uniform(5, 60), random.uniform(0, 0.9) * every_s, random.chance(0.5) ? 0 : 0.2 * every_s,
        random.uniform(50, 2000), faults_text(random, zoned, trouble, movers, false));
}

std::string overlapping(const engine::Simulation& run, std::size_t floor, std::vector<std::uint32_t>& owner,
                        std::vector<CellId>& cells) {
    owner.assign(run.floor(floor).cell_count(), RobotId().value);
    for (std::size_t i = 0; i < run.bodies(floor).size(); ++i) {
        run.traffic(floor).authority(RobotId(i), cells);
        for (const CellId c : cells) {
            if (owner[c.index()] != RobotId().value)
                return fmt::format("robots {} and {} both own cell {}", owner[c.index()], i, c.value);
            owner[c.index()] = static_cast<std::uint32_t>(i);
        }
    }
    return {};
}

}  // namespace

engine::LoadedScenario random_site(std::uint64_t seed, const Trouble& trouble, std::string& told) {
    Stream random(seed, "stress"), power(seed, "stress_power"), zoned(seed, "stress_zones");
    std::int64_t robots = 0;
    told = fmt::format("name: stress\nduration_s: 2700\nwarm_up_s: 60\nseed: {}\n", seed);
    told += floor_text(random, zoned, trouble);
    told += fleets_text(random, power, trouble, robots);
    told += fmt::format("storage: {{fill: {:.2f}, pod_capacity_units: 100}}\n", random.uniform(0.4, 0.9));
    told += fmt::format("demand: {{source: generator, orders_per_h: {:.0f}, skus: {}, backlog_orders: {}}}\n",
                        random.uniform(20, 400), random.integer(20, 60), random.integer(0, 100));
    told += faults_text(random, zoned, trouble, robots);
    return engine::read_scenario(config::parse(told, "stress.yaml", "."), "stress");
}

engine::LoadedScenario random_facility(std::uint64_t seed, const Trouble& trouble, std::string& told) {
    Stream random(seed, "stress_facility"), power(seed, "stress_power"), zoned(seed, "stress_zones");
    told = fmt::format("name: stress\nduration_s: 2700\nwarm_up_s: 60\nseed: {}\n", seed);
    // With cages below there are as many slots as chutes.
    const std::int64_t columns = random.integer(1, 3), blocks = random.integer(1, 3);
    const bool sorts = random.chance(0.8), hauls = !sorts || random.chance(0.7), stores = sorts && random.chance(0.3);
    std::string connections;
    if (stores) {
        std::int64_t robots = 0;
        told += floor_text(random, zoned, trouble);
        told += fleets_text(random, power, trouble, robots);
        told += "demand: {source: generator, orders_per_h: 200, skus: 30}\nstorage: {pod_capacity_units: 100}\n";
        told += faults_text(random, zoned, trouble, robots);
        const bool reads = random.chance(0.5);
        if (reads)
            told += fmt::format(
                "identification: [{{name: tunnel, readers: {}, tote_parcels: {}, figures: {{sensors: {{no_read: {:.2f}}}}}}}]\n",
                random.integer(1, 3), random.integer(1, 30), random.uniform(0, 1));
        connections += reads
                           ? "  - {from: storage.orders, to: tunnel.parcels}\n  - {from: tunnel.identified, to: sorter.parcels}\n"
                           : "  - {from: storage.orders, to: sorter.parcels}\n";
    }
    if (sorts) told += sorting_text(random, power, zoned, trouble, columns, blocks);
    if (hauls) told += transport_text(random, power, zoned, trouble, columns, blocks);
    if (sorts && hauls) connections += "  - {from: sorter.chutes, to: yard.chutes}\n";
    if (!connections.empty()) told += "connections:\n" + connections;
    return engine::read_scenario(config::parse(told, "stress.yaml", "."), "stress");
}

namespace {

CellId floor_cell(const engine::Simulation& run, std::size_t floor, const traffic::BodyView& body) {
    const floor::Floor& f = run.floor(floor);
    return f.at(static_cast<int>(std::lround(body.y_m / f.cell_m())), static_cast<int>(std::lround(body.x_m / f.cell_m())));
}

// What has been seen of one floor so far.
struct Watched {
    std::vector<double> since;  ///< by robot: time of its last move, or without an errand
    std::vector<traffic::BodyView> before;
};

// The first robot with an errand that has stood still for too long, told with what it wants; or nothing.
std::string stuck(const engine::Simulation& run, std::size_t floor, Watched& seen) {
    const operations::FleetControl& control = run.control(floor);
    for (std::size_t i = 0; i < seen.before.size(); ++i) {
        const traffic::BodyView& body = run.bodies(floor)[i];
        const bool moved = std::hypot(body.x_m - seen.before[i].x_m, body.y_m - seen.before[i].y_m) > 1e-3 ||
                           std::abs(body.heading_rad - seen.before[i].heading_rad) > 1e-3;
        const std::span<const operations::Errand> errands = control.errands(RobotId(i));
        // At a charger it stays as long as it takes, at a station a robot may wait for ever for the next parcel, and aside for a
        // chute that is never emptied.
        const bool stays = !errands.empty() && (errands.front().dwell == operations::Dwell::Service ||
                                                errands.front().dwell == operations::Dwell::Charge);
        const bool waits_there = stays && floor_cell(run, floor, body) == errands.front().goal;
        const bool waits_aside = run.floor_name(floor) != "storage" && !errands.empty() &&
                                 errands.front().dwell == operations::Dwell::None &&
                                 !run.floor(floor).lane_of(floor_cell(run, floor, body)).valid();
        if (moved || errands.empty() || waits_there || waits_aside) seen.since[i] = run.time_s();
        seen.before[i] = body;
        if (run.time_s() - seen.since[i] <= kLongestStand_s) continue;
        const operations::Errand& errand = errands.front();
        return fmt::format(
            "on floor {} robot {} has stood at ({:.2f}, {:.2f}) since {:.0f} s, for errand {} to cell {} (dwell {}), behind "
            "robot {}",
            run.floor_name(floor), i, body.x_m, body.y_m, seen.since[i], errand.seq, errand.goal.value,
            static_cast<int>(errand.dwell), static_cast<std::int32_t>(run.traffic(floor).waits_for(RobotId(i)).value));
    }
    return {};
}

std::string wrong_at_the_end(const engine::Results& r, const Trouble& trouble) {
    if (std::string lost = lost_in(r); !lost.empty()) return lost;
    if (!trouble.brakes && r.collisions != 0) return fmt::format("{} collisions", r.collisions);
    if (!trouble.brakes && r.min_gap_m < 0.05) return fmt::format("a gap of {:.3f} m", r.min_gap_m);
    return {};
}

}  // namespace

std::string watch(engine::LoadedScenario site, std::uint64_t seed, const Trouble& trouble) {
    engine::Simulation run(std::move(site), seed, {.full_checks = true});
    std::vector<Watched> seen(run.floor_count());
    for (std::size_t f = 0; f < seen.size(); ++f) {
        seen[f].before.assign(run.bodies(f).begin(), run.bodies(f).end());
        seen[f].since.assign(seen[f].before.size(), 0);
    }
    std::vector<std::uint32_t> owner;
    std::vector<CellId> cells;
    while (!run.done()) {
        run.tick();
        for (std::size_t f = 0; f < seen.size(); ++f) {
            std::string wrong = trouble.brakes ? "" : overlapping(run, f, owner, cells);
            if (wrong.empty()) wrong = stuck(run, f, seen[f]);
            if (!wrong.empty()) return wrong + fmt::format(" at {:.1f} s", run.time_s());
        }
    }
    return wrong_at_the_end(run.results(), trouble);
}

}  // namespace dray::test
