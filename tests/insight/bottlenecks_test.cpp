#include "insight/bottlenecks.hpp"

#include <doctest/doctest.h>

#include <numeric>

#include "insight/way_load.hpp"

using namespace dray;
using namespace dray::insight;

namespace {

std::vector<Group> three_groups() {
    return {{"arrivals", GroupKind::Arrivals, 0}, {"pick stations", GroupKind::Pick, 0}, {"sorter chutes", GroupKind::Chute, 2}};
}

std::vector<GroupMoment> loads(double arrivals, double pick, double chutes) {
    std::vector<GroupMoment> moments(3);
    moments[0].load = arrivals;
    moments[1].load = pick;
    moments[2].load = chutes;
    return moments;
}

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("the group that uses most of its capacity is the bottleneck, and the shares in the limit sum to one") {
        Bottlenecks found(three_groups());
        for (int t = 0; t < 600; ++t)
            found.observe(loads(0.2, 0.97, 0.6), 1);
        REQUIRE(found.now() == 1);
        const auto ranking = found.ranking();
        CHECK(ranking[0].group == 1);
        CHECK(ranking[0].bottleneck_share == doctest::Approx(1));
        CHECK(ranking[0].load == doctest::Approx(0.97));
        CHECK(ranking[1].group == 2);
        double all = 0;
        for (const GroupFinding& f : ranking)
            all += f.score;
        CHECK(all == doctest::Approx(1));
    }

    TEST_CASE("a shift of the bottleneck is seen within five minutes") {
        Bottlenecks found(three_groups());
        for (int t = 0; t < 1800; ++t)
            found.observe(loads(0, 1, 0.5), 1);
        int seconds = 0;
        while (found.now() == 1 && seconds < 1000) {
            found.observe(loads(1, 0.8, 0.5), 1);
            ++seconds;
        }
        CHECK(found.now() == 0);
        CHECK(seconds < 300);
    }

    TEST_CASE("what lies before a pile of goods limits nothing") {
        Bottlenecks found(three_groups());
        auto moments = loads(0, 1, 0.9);
        moments[0].piled_up = moments[1].piled_up = true;
        for (int t = 0; t < 900; ++t)
            found.observe(moments, 1);
        CHECK(found.now() == 2);
        CHECK(found.ranking()[0].group == 2);
    }

    TEST_CASE("the time before the count begins is forgotten") {
        Bottlenecks found(three_groups());
        for (int t = 0; t < 900; ++t)
            found.observe(loads(0, 1, 0), 1);
        found.begin_to_count();
        CHECK(found.ranking()[0].bottleneck_share == 0);
        for (int t = 0; t < 900; ++t)
            found.observe(loads(1, 0, 0), 1);
        CHECK(found.ranking()[0].group == 0);
        CHECK(found.ranking()[0].load == 1);
    }

    TEST_CASE("a queue that grows is told with its rate") {
        Bottlenecks found(three_groups());
        auto moments = loads(0, 1, 0);
        for (int t = 0; t < 3600; ++t) {
            moments[1].waiting = 5 + 40 * (t + 0.5) / 3600;
            found.observe(moments, 1);
        }
        CHECK(found.ranking()[0].waiting == doctest::Approx(25));
        CHECK(found.ranking()[0].waiting_growth_per_h == doctest::Approx(40));
    }

    TEST_CASE("the fullest way is the cell that driving robots are granted most of the time") {
        floor::FloorPlan plan;
        plan.width = 4;
        plan.height = 1;
        plan.kind = {floor::CellKind::Aisle, floor::CellKind::Aisle, floor::CellKind::Aisle, floor::CellKind::Slot};
        plan.exits.assign(4, 0b1111);
        const floor::Floor floor(std::move(plan));
        WayLoad ways(floor);
        CHECK_FALSE(ways.usual().valid());
        const std::vector<CellId> often = {CellId(1), CellId(3)}, seldom = {CellId(0), CellId(3)};
        for (int t = 0; t < 600; ++t) {
            ways.add(t % 4 == 0 ? seldom : often);
            ways.end_sample(1);
        }
        CHECK(ways.fullest() == CellId(1));
        CHECK(ways.usual() == CellId(1));
        CHECK(ways.load() == doctest::Approx(0.75).epsilon(0.05));
    }
}
