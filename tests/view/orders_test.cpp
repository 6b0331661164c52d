// The lives of orders, told by hand and read from a tape.
#include "view/orders.hpp"

#include <doctest/doctest.h>

#include "fixture.hpp"

using namespace dray;
using operations::OrderStage;
using view::OrderPhase;

namespace {

/// Two lines; pod 4 brings the first, pod 9 the second.
view::OrderLife sample() {
    return {.name = "G00001",
            .events = {{10, 0, OrderStage::Released, -1, -1, 2},
                       {10, 0, OrderStage::Line, 0, 3, 1},
                       {10, 0, OrderStage::Line, 1, 5, 2},
                       {20, 0, OrderStage::Opened, -1, 0, 0},
                       {20, 0, OrderStage::Promised, 0, 4, 1},
                       {30, 0, OrderStage::Promised, 1, 9, 2},
                       {40, 0, OrderStage::Lifted, 0, 4, 7},
                       {60, 0, OrderStage::Arrived, 0, 4, 0},
                       {70, 0, OrderStage::Picked, 0, 4, 1},
                       {90, 0, OrderStage::Arrived, 1, 9, 0},
                       {99, 0, OrderStage::Picked, 1, 9, 2},
                       {99, 0, OrderStage::Completed, -1, 0, 0}}};
}

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("an order's phase and the pod that it waits for follow from what has happened to it") {
        const view::OrderLife life = sample();
        CHECK(life.phase_at(9) == OrderPhase::Unknown);
        CHECK(life.phase_at(10) == OrderPhase::Waiting);
        CHECK(life.phase_at(59) == OrderPhase::Coming);
        CHECK(life.phase_at(75) == OrderPhase::Picking);
        CHECK(life.phase_at(1e9) == OrderPhase::Completed);
        CHECK(life.pod_at(19) == -1);
        CHECK(life.pod_at(50) == 4);
        CHECK(life.pod_at(70) == 9);
        CHECK(life.pod_at(99) == -1);
        CHECK(life.reached(OrderPhase::Coming) == 20);
        CHECK(life.reached(OrderPhase::OnItsWay) == std::nullopt);
    }

    TEST_CASE("an order that left by a wrong truck tells so, and how it was put right") {
        view::OrderLife life = sample();
        life.events.insert(life.events.end(), {{120, 0, OrderStage::Sorted, -1, 2, 0},
                                               {200, 0, OrderStage::ShippedAstray, -1, 4, 0},
                                               {900, 0, OrderStage::Returned, -1, 0, 0},
                                               {950, 0, OrderStage::Sorted, -1, 5, 0},
                                               {990, 0, OrderStage::PutRight, -1, 6, 0}});
        CHECK(life.phase_at(1000) == OrderPhase::Sorted);
        view::RecordedTape tape(test::recorded_site());
        const auto moments = view::moments_of(tape.scene(), life);
        REQUIRE(moments.size() > 5);
        CHECK(moments[moments.size() - 4].words == "leaves by the truck of door 5, which is not its own");
        CHECK(moments[moments.size() - 3].words == "is back before the sorter");
        CHECK(moments.back().words == "leaves by its own truck, of door 7");
    }

    TEST_CASE("orders of a tape have their names, their lines and whole lives") {
        view::RecordedTape tape(test::recorded_site());
        view::OrderIndex index(tape);
        const auto order = index.find("B00001");
        REQUIRE(order.has_value());
        CHECK_FALSE(index.find("B99999").has_value());
        const view::OrderLife life = index.life(*order);
        CHECK(life.name == "B00001");
        const auto moments = view::moments_of(tape.scene(), life);
        REQUIRE(moments.size() >= 2);
        CHECK(moments[0].words.starts_with("known, with "));
        CHECK(moments[1].words.find(" of SKU-") != std::string::npos);
        // It is among the orders of its own first article.
        const auto with = index.with_article(static_cast<std::size_t>(life.events[1].what));
        CHECK(std::ranges::find(with, *order) != with.end());
        CHECK(index.with_article(1000000).empty());
    }
}
