#include "stress.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/random.hpp"

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

std::string floor_text(Stream& random) {
    if (random.chance(0.4)) {
        return fmt::format(
            "floor:\n  layout: drawn\n  drawn:\n   rows: |\n{}   legend: [{{symbol: i, means: 'zone:ice'}}]\n"
            "  zones: [{{name: ice, grip: {:.3f}}}]\n",
            drawing(random), random.uniform(0.05, 0.3));
    }
    std::string zones;
    if (random.chance(0.5))
        zones += fmt::format("{{name: ice, row: {}, column: {}, rows: 4, columns: 5, grip: {:.3f}}}", random.integer(0, 6),
                             random.integer(0, 6), random.uniform(0.05, 0.3));
    if (random.chance(0.5))
        zones += fmt::format("{}{{name: slow, row: {}, column: {}, rows: 3, columns: 4, speed_limit_mps: {:.2f}}}",
                             zones.empty() ? "" : ", ", random.integer(0, 3), random.integer(7, 10), random.uniform(0.3, 1.0));
    return fmt::format(
        "floor:\n  layout: storage\n  storage: {{block_columns: {}, block_rows: {}, blocks_across: {}, blocks_down: {}, "
        "pick_stations: {}, stow_stations: {}, queue_cells: {}, chargers: {}, buffer_cells: {}, aisles: {}}}\n  zones: [{}]\n",
        random.integer(4, 8), random.integer(1, 2), random.integer(2, 3), random.integer(2, 3), random.integer(1, 3),
        random.integer(0, 1), random.integer(1, 3), random.integer(0, 3), random.integer(0, 3),
        random.chance(0.7) ? "one_way" : "two_way", zones);
}

std::string fleets_text(Stream& random, std::int64_t& robots) {
    std::string fleets;
    const std::int64_t classes = random.integer(1, 3);
    for (std::int64_t i = 0; i < classes; ++i) {
        const std::int64_t count = random.integer(2, 12);
        robots += count;
        fleets += fmt::format(
            "  - {{name: fleet{}, count: {}, drive: {{top_speed_mps: {:.2f}, acceleration_loaded_mps2: {:.2f}, grip: "
            "{:.2f}}}}}\n",
            i, count, random.uniform(0.5, 2.0), random.uniform(0.4, 1.0), random.uniform(0.3, 0.8));
    }
    return "fleets:\n" + fleets;
}

std::string faults_text(Stream& random, const Trouble& trouble, std::int64_t robots) {
    std::string scheduled;
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
    return fmt::format("faults: {{mtbf_h: {:.3f}, mttr_s: {:.1f}, scheduled: [{}]}}\n", mtbf_h, random.uniform(5, 200),
                       scheduled);
}

std::string overlapping(const engine::Simulation& run, std::vector<std::uint32_t>& owner, std::vector<CellId>& cells) {
    owner.assign(run.floor().cell_count(), RobotId().value);
    for (std::size_t i = 0; i < run.bodies().size(); ++i) {
        run.traffic().authority(RobotId(i), cells);
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
    Stream random(seed, "stress");
    std::int64_t robots = 0;
    told = fmt::format("name: stress\nduration_s: 2700\nwarm_up_s: 60\nseed: {}\n", seed);
    told += floor_text(random);
    told += fleets_text(random, robots);
    told += fmt::format("storage: {{fill: {:.2f}, pod_capacity_units: 100}}\n", random.uniform(0.4, 0.9));
    told += fmt::format("demand: {{source: generator, orders_per_h: {:.0f}, skus: {}, backlog_orders: {}}}\n",
                        random.uniform(20, 400), random.integer(20, 60), random.integer(0, 100));
    told += faults_text(random, trouble, robots);
    return engine::read_scenario(config::parse(told, "stress.yaml", "."), "stress");
}

std::string watch(engine::LoadedScenario site, std::uint64_t seed, const Trouble& trouble) {
    engine::Simulation run(std::move(site), seed, {.full_checks = true});
    std::vector<double> since(run.bodies().size(), 0);
    std::vector<traffic::BodyView> before(run.bodies().begin(), run.bodies().end());
    std::vector<std::uint32_t> owner;
    std::vector<CellId> cells;
    while (!run.done()) {
        run.tick();
        const std::string where = fmt::format(" at {:.1f} s", run.time_s());
        if (!trouble.brakes) {
            if (std::string wrong = overlapping(run, owner, cells); !wrong.empty()) return wrong + where;
        }
        for (std::size_t i = 0; i < before.size(); ++i) {
            const traffic::BodyView& body = run.bodies()[i];
            const bool moved = std::hypot(body.x_m - before[i].x_m, body.y_m - before[i].y_m) > 1e-3 ||
                               std::abs(body.heading_rad - before[i].heading_rad) > 1e-3;
            if (moved || run.operations().errands(RobotId(i)).empty()) since[i] = run.time_s();
            before[i] = body;
            if (run.time_s() - since[i] > kLongestStand_s) {
                const operations::Errand& errand = run.operations().errands(RobotId(i)).front();
                const RobotId by = run.traffic().waits_for(RobotId(i));
                return fmt::format(
                    "robot {} has stood at ({:.2f}, {:.2f}) since {:.0f} s, for errand {} to cell {} (dwell {}), "
                    "behind robot {}{}",
                    i, body.x_m, body.y_m, since[i], errand.seq, errand.goal.value, static_cast<int>(errand.dwell),
                    static_cast<std::int32_t>(by.value), where);
            }
        }
    }
    const engine::Results r = run.results();
    if (r.orders_released != r.orders_completed + r.orders_open + r.orders_refused) return "orders got lost";
    if (!trouble.brakes && r.collisions != 0) return fmt::format("{} collisions", r.collisions);
    if (!trouble.brakes && r.min_gap_m < 0.05) return fmt::format("a gap of {:.3f} m", r.min_gap_m);
    return {};
}

}  // namespace dray::test
