// Figures as text.
#include "report/figures_text.hpp"

#include <doctest/doctest.h>

using namespace dray::report;

TEST_SUITE("unit") {
    TEST_CASE("a change has its sign, and what rounds to nothing has not lost anything") {
        CHECK(change_text(41.4) == "+41");
        CHECK(change_text(-3.94, 1) == "-3.9");
        CHECK(change_text(0) == "+0");
        CHECK(change_text(-0.4) == "+0");
        CHECK(change_text(-0.5) == "+0");
        CHECK(change_text(-0.6) == "-1");
        CHECK(change_text(-0.04, 1) == "+0.0");
        CHECK(change_text(-0.06, 1) == "-0.1");
    }
}
