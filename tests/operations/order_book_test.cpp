#include "operations/order_book.hpp"

#include <doctest/doctest.h>

#include "base/check.hpp"
#include "operations/visits.hpp"
#include "site_fixture.hpp"

using namespace dray;
using namespace dray::operations;
using namespace dray::operations::test;

TEST_SUITE("unit") {
    TEST_CASE("an order goes through its states and its units are wanted until they are promised") {
        OrderBook book(orders_of({{{0, 3}, {1, 1}}, {{0, 2}}}, 2));
        REQUIRE(book.next_release(0) == OrderId(0));
        book.accept(OrderId(0));
        book.refuse(OrderId(1));
        CHECK(book.all_released());
        CHECK(book.record(OrderId(1)).state == OrderState::Refused);
        CHECK(book.wanted(SkuId(0)) == 3);
        CHECK(book.backlog().size() == 1);
        book.open(OrderId(0), LaneId(4));
        CHECK(book.backlog().empty());
        book.promise(LineId(0), 2);
        CHECK(book.wanted(SkuId(0)) == 1);
        CHECK_THROWS_AS(book.pick(LineId(0), 3), BugError);
        CHECK_FALSE(book.pick(LineId(0), 2));
        CHECK_THROWS_AS(book.promise(LineId(0), 2), BugError);
        book.promise(LineId(0), 1);
        CHECK(book.pick(LineId(0), 1));
        CHECK_THROWS_AS(book.complete(OrderId(0)), BugError);
        book.promise(LineId(1), 1);
        CHECK(book.pick(LineId(1), 1));
        CHECK(book.complete(OrderId(0)) == 4);
        book.check();
    }

    TEST_CASE("orders are released in turn and not before their time") {
        Demand demand = orders_of({{{0, 1}}, {{0, 1}}}, 1);
        demand.orders[1].release = 100;
        OrderBook book(demand);
        CHECK_THROWS_AS(book.accept(OrderId(1)), BugError);
        book.accept(book.next_release(0));
        CHECK_FALSE(book.next_release(99).valid());
        CHECK_FALSE(book.all_released());
        CHECK(book.next_release(100) == OrderId(1));
    }

    TEST_CASE("the backlog is ordered by due time") {
        Demand demand = orders_of({{{0, 1}}, {{0, 1}}, {{0, 1}}}, 1);
        demand.orders[0].due = 300;
        demand.orders[1].due = 100;
        demand.orders[2].due = 100;
        OrderBook book(demand);
        while (book.next_release(0).valid())
            book.accept(book.next_release(0));
        std::vector<OrderId> order;
        for (const auto& [due, id] : book.backlog())
            order.push_back(id);
        CHECK(order == std::vector<OrderId>{OrderId(1), OrderId(2), OrderId(0)});
    }

    TEST_CASE("a pod takes a visit to each of a few stations, oldest first, and none twice") {
        VisitBook visits(2);
        const PodId pod(1);
        const VisitId a = visits.create(pod, LaneId(0), 5), b = visits.create(pod, LaneId(1), 6);
        CHECK_THROWS_AS((void)visits.create(pod, LaneId(0), 7), BugError);
        (void)visits.create(pod, LaneId(2), 7);
        CHECK_FALSE(visits.open_to(pod, LaneId(3)));
        CHECK(visits.open_to(pod, LaneId(2)));
        CHECK(visits.of(pod).front() == a);
        visits[a].parts.push_back({LineId(0), 1});
        CHECK_THROWS_AS(visits.remove(a), BugError);
        visits[a].parts.clear();
        visits.remove(a);
        CHECK(visits.of(pod).front() == b);
        CHECK_FALSE(visits.find(pod, LaneId(0)).valid());
        CHECK(visits.open_to(pod, LaneId(3)));
        // The id is used again, with a new number.
        const VisitId again = visits.create(PodId(0), LaneId(0), 8);
        CHECK(again == a);
        CHECK(visits[again].number == 3);
    }
}
