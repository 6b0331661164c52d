// Each policy in a case made by hand in which the right decision is plain to see.
#include "operations/policies/policies.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "site_fixture.hpp"

using namespace dray;
using namespace dray::operations;
using namespace dray::operations::test;

namespace {

// The inside of operations without its tick.
struct Inside {
    explicit Inside(Demand demand, FloorShape shape = {}, OperationsConfig config = {}, std::size_t robots = 4)
        : floor(make_floor(shape)),
          distances(floor, {motion::ActionCosts{}, motion::ActionCosts{}}, std::size_t{64} << 20),
          site((distances.prepare(), config), floor, distances, std::move(demand), clock, 7, robots, 2.6) {}

    Clock clock;
    floor::Floor floor;
    motion::Distances distances;
    Site site;

    void accept_all() {
        while (site.book.next_release(0).valid())
            site.book.accept(site.book.next_release(0));
    }
    void open(std::size_t order, std::size_t station) {
        const OrderId id(order);
        site.book.open(id, LaneId(station));
        site.stations[station].open_order(id);
        for (std::uint32_t i = 0; i < site.book.order(id).line_count; ++i)
            site.work[station].waiting.push_back(LineId(site.book.order(id).first_line.index() + i));
    }
    [[nodiscard]] Step way(PodId pod, std::size_t station) const { return site.pod_delay(pod, LaneId(station)); }
};

template <class P>
std::unique_ptr<P> policy(const Policies<P>& policies, const std::string& name, const Site& site) {
    return make_policy(policies, "test", name, site);
}

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("orders go to the station that the policy names") {
        // Order 0 wants SKU 0, order 1 wants SKUs 1 and 2, order 2 only fills station 0.
        Inside inside(orders_of({{{0, 1}}, {{1, 1}, {2, 1}}, {{3, 1}}}, 4));
        Site& site = inside.site;
        inside.accept_all();
        inside.open(2, 0);
        const std::vector<OrderId> window{OrderId(0), OrderId(1)};
        const std::vector<LaneId> free{LaneId(0), LaneId(1)};

        const auto least = policy(order_to_station_policies(), "least_loaded", site)->choose(site, window, free);
        CHECK(least.order == 0);
        CHECK(least.station == 1);

        // A pod with SKU 1 is on its way to station 0: the second order fits there.
        const PodId inbound = site.storage.pods_with(SkuId(1)).front();
        REQUIRE(site.storage.available(inbound, SkuId(0)) == 0);
        site.ensure_visit(inbound, LaneId(0), 0);
        const auto covered = policy(order_to_station_policies(), "most_lines_on_inbound_pods", site)->choose(site, window, free);
        CHECK(covered.order == 1);
        CHECK(covered.station == 0);

        // The nearest stock of SKU 0 decides for the third policy.
        Step nearest[2] = {site.travel.far(), site.travel.far()};
        for (const PodId pod : site.storage.pods_with(SkuId(0)))
            for (const std::size_t s : {0, 1})
                nearest[s] = std::min(nearest[s], inside.way(pod, s));
        REQUIRE(nearest[0] != nearest[1]);
        const auto near = policy(order_to_station_policies(), "nearest_stock", site)->choose(site, window, free);
        CHECK(near.order == 0);
        CHECK(near.station == (nearest[0] < nearest[1] ? 0 : 1));

        const auto random = policy(order_to_station_policies(), "random", site);
        CHECK(random->choose(site, window, free).station == random->choose(site, window, free).station);
    }

    TEST_CASE("pods are chosen by way, by age of the order or by the lines that they serve") {
        OperationsConfig config;
        config.storage.pods_per_sku = 3;
        // Thirty SKUs wait at station 0, the oldest order wants SKU 0.
        std::vector<std::vector<std::pair<int, int>>> orders;
        for (int s = 0; s < 30; ++s)
            orders.push_back({{s, 1}});
        // The storage holds a handful of pods only, so that pods hold many SKUs.
        Inside inside(orders_of(orders, 30), {.blocks_across = 1, .blocks_down = 1}, config);
        Site& site = inside.site;
        inside.accept_all();
        for (std::size_t o = 0; o < 16; ++o)
            inside.open(o, 0);

        const auto served = [&](PodId pod) {
            return std::count_if(site.work[0].waiting.begin(), site.work[0].waiting.end(),
                                 [&](LineId line) { return site.storage.available(pod, site.book.line(line).sku) > 0; });
        };
        PodId nearest_any, nearest_first;
        double best_rate = 0;
        for (std::size_t p = 0; p < site.storage.pod_count(); ++p) {
            const PodId pod(p);
            if (served(pod) > 0 && (!nearest_any.valid() || inside.way(pod, 0) < inside.way(nearest_any, 0))) nearest_any = pod;
            if (site.storage.available(pod, SkuId(0)) > 0 &&
                (!nearest_first.valid() || inside.way(pod, 0) < inside.way(nearest_first, 0)))
                nearest_first = pod;
            const double cost = 2 * static_cast<double>(inside.way(pod, 0) + site.lift) + 10 * site.clock.steps_per_second;
            best_rate = std::max(best_rate, static_cast<double>(served(pod)) / cost);
        }
        REQUIRE(nearest_any != nearest_first);
        CHECK(inside.way(policy(pod_for_order_policies(), "nearest", site)->choose(site, LaneId(0), 0), 0) ==
              inside.way(nearest_any, 0));
        CHECK(policy(pod_for_order_policies(), "oldest_order_first", site)->choose(site, LaneId(0), 0) == nearest_first);
        const PodId rich = policy(pod_for_order_policies(), "most_waiting_lines", site)->choose(site, LaneId(0), 0);
        CHECK(static_cast<double>(served(rich)) /
                  (2 * static_cast<double>(inside.way(rich, 0) + site.lift) + 10 * site.clock.steps_per_second) ==
              doctest::Approx(best_rate));
        const PodId any = policy(pod_for_order_policies(), "random", site)->choose(site, LaneId(0), 0);
        CHECK(site.storage.available(any, SkuId(0)) > 0);

        // Nothing waits at the other station.
        for (const auto& entry : pod_for_order_policies())
            CHECK_FALSE(entry.make(site)->choose(site, LaneId(1), 0).valid());
    }

    TEST_CASE("robots get tasks by distance, by age, or so that all together drive least") {
        // One row of cells in the aisle: tasks at columns 8 (old) and 2 (young), robots at 6 and 15.
        Inside inside(orders_of({{{0, 1}}}, 1));
        Site& site = inside.site;
        const auto at = [&](int column) { return inside.floor.at(5, column); };
        const std::vector<FreeRobot> robots{{RobotId(0), at(6)}, {RobotId(1), at(15)}};
        const std::vector<OpenTask> tasks{{VisitId(0), at(3), LaneId(0), 0}, {VisitId(1), at(8), LaneId(1), 1}};
        const auto matched = [&](const std::string& name) {
            std::vector<Match> matches;
            policy(robot_to_task_policies(), name, site)->match(site, robots, tasks, matches);
            std::vector<std::pair<std::size_t, std::size_t>> out;
            for (const Match& m : matches)
                out.emplace_back(m.robot, m.task);
            std::sort(out.begin(), out.end());
            return out;
        };
        using Pairs = std::vector<std::pair<std::size_t, std::size_t>>;
        // Robot 0 goes first and takes what is nearest to it; the oldest task takes the robot nearest to it.
        CHECK(matched("nearest") == Pairs{{0, 1}, {1, 0}});
        CHECK(matched("oldest_task") == Pairs{{0, 0}, {1, 1}});
        CHECK(matched("optimal") == Pairs{{0, 0}, {1, 1}});
        CHECK(matched("matched") == Pairs{{0, 0}, {1, 1}});
    }

    TEST_CASE("pods go back to the nearest slot, home, anywhere, or by what they are worth") {
        OperationsConfig config;
        config.storage.fill = 0.5;
        Inside inside(make_orders({.orders = 200, .skus = 60}), {.blocks_across = 4, .blocks_down = 6}, config);
        Site& site = inside.site;
        const PodId pod(0);
        const SlotId home = site.storage.home_of(pod);
        site.storage.lift(pod);
        const CellId station = site.work[0].service;
        const auto way = [&](SlotId slot) { return site.travel.steps(station, site.cell_of(slot), true); };

        const SlotId near = policy(slot_for_pod_policies(), "nearest_free", site)->choose(site, pod, station);
        for (std::size_t s = 0; s < inside.floor.slots().size(); ++s)
            if (site.slot_usable(SlotId(s))) CHECK(way(near) <= way(SlotId(s)) + 4 * 16);
        CHECK(policy(slot_for_pod_policies(), "home", site)->choose(site, pod, station) == home);
        // While a robot stands there with its pod the slot is not free for others.
        site.slot_blocker[home.index()] = RobotId(0);
        CHECK(policy(slot_for_pod_policies(), "home", site)->choose(site, pod, station) != home);
        const auto random = policy(slot_for_pod_policies(), "random", site);
        CHECK(random->choose(site, pod, station) != random->choose(site, pod, station));

        // By popularity, the pod whose content is asked for most lives nearer to the stations than the one asked for least.
        const auto worth = [&](PodId p) {
            double sum = 0;
            for (const primitives::Stock& stock : site.storage.stock(p))
                sum += site.book.demand().sku_popularity[stock.sku.index()] * stock.units /
                       static_cast<double>(site.storage.units(stock.sku));
            return sum;
        };
        PodId best = pod, worst = pod;
        for (std::size_t p = 1; p < site.storage.pod_count(); ++p) {
            if (worth(PodId(p)) > worth(best)) best = PodId(p);
            if (worth(PodId(p)) < worth(worst)) worst = PodId(p);
        }
        REQUIRE(worth(best) > worth(worst));
        const auto popularity = policy(slot_for_pod_policies(), "popularity", site);
        CHECK(inside.floor.row(site.cell_of(popularity->choose(site, best, station))) <
              inside.floor.row(site.cell_of(popularity->choose(site, worst, station))));
    }
}
