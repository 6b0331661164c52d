// Goods that lie in pods as what they are not, and how often a picker finds them.
#include "operations/receiving/foreign_stock.hpp"

#include <doctest/doctest.h>

#include "base/check.hpp"
#include "base/random.hpp"

using namespace dray;
using namespace dray::operations;

TEST_SUITE("unit") {
    TEST_CASE("it knows what lies where as what, until it is found") {
        ForeignStock stock;
        CHECK(stock.empty());
        stock.add(PodId(1), SkuId(5), SkuId(2), 10);
        stock.add(PodId(1), SkuId(5), SkuId(3), 4);
        stock.add(PodId(1), SkuId(5), SkuId(2), 1);
        stock.add(PodId(2), SkuId(5), SkuId(2), 7);
        CHECK(stock.units(PodId(1), SkuId(5)) == 15);
        CHECK(stock.units(PodId(1), SkuId(2)) == 0);
        CHECK(stock.units_of(SkuId(2)) == 18);
        CHECK(stock.total() == 22);
        std::vector<SetAsideFind> finds;
        stock.set_aside(PodId(1), SkuId(5), 12, finds);
        REQUIRE(finds.size() == 2);
        CHECK(finds[0].sku == SkuId(2));
        CHECK(finds[0].units == 11);
        CHECK(finds[1].sku == SkuId(3));
        CHECK(finds[1].units == 1);
        CHECK(stock.units(PodId(1), SkuId(5)) == 3);
        CHECK(stock.units_of(SkuId(2)) == 7);
        CHECK(stock.units_of(SkuId(3)) == 3);
        CHECK(stock.figures().finds == 1);
        CHECK(stock.figures().set_aside == 12);
        CHECK_THROWS_AS(stock.set_aside(PodId(1), SkuId(5), 4, finds), BugError);
        CHECK_THROWS_AS(stock.add(PodId(1), SkuId(5), SkuId(5), 4), BugError);
    }

    TEST_CASE("a hand takes wrong units in proportion, and all of them when it takes all") {
        Stream stream(1, "test");
        CHECK(wrong_among(7, 7, 3, stream) == 3);
        CHECK(wrong_among(2, 9, 0, stream) == 0);
        CHECK(wrong_among(4, 9, 9, stream) == 4);
        // Hypergeometric: of 5 taken among 20 with 8 wrong, mean 2 and variance 5 * 0.4 * 0.6 * 15 / 19.
        double sum = 0, squares = 0;
        constexpr int kDraws = 20000;
        for (int i = 0; i < kDraws; ++i) {
            const auto wrong = static_cast<double>(wrong_among(5, 20, 8, stream));
            sum += wrong;
            squares += wrong * wrong;
        }
        const double mean = sum / kDraws;
        CHECK(mean == doctest::Approx(2).epsilon(0.015));
        CHECK(squares / kDraws - mean * mean == doctest::Approx(5 * 0.4 * 0.6 * 15 / 19).epsilon(0.05));
    }
}
