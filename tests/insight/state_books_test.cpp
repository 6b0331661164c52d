#include "insight/state_books.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <numeric>

#include "property.hpp"

using namespace dray::insight;

TEST_SUITE("unit") {
    TEST_CASE("a state lasts until the next one is told") {
        StateBooks books(1);
        std::vector<StateShares> states = {all_in(ResourceState::Working)};
        books.observe(states, 100);
        states[0] = all_in(ResourceState::Blocked);
        books.observe(states, 160);
        states[0] = {0.5, 0.5, 0, 0};
        books.observe(states, 180);
        books.observe(states, 200);
        CHECK(books.observed() == 100);
        CHECK(books.time_in(0, ResourceState::Working) == 70);
        CHECK(books.time_in(0, ResourceState::Blocked) == 20);
        CHECK(books.time_in(0, ResourceState::Starved) == 10);
        CHECK(books.time_in(0, ResourceState::Down) == 0);
        CHECK(books.active_periods().mean_period(0, 200) == 60);
    }
}

TEST_SUITE("property") {
    TEST_CASE("the states of every resource add up to the time that it was watched") {
        CHECK(property::holds([] {
            StateBooks books(4);
            std::vector<StateShares> states(4);
            std::int64_t now = 7;
            for (const std::int64_t what : property::integers_in(0, 256)) {
                for (std::size_t r = 0; r < 4; ++r)
                    states[r] = all_in(static_cast<ResourceState>((what >> (2 * r)) & 3));
                books.observe(states, now);
                now += property::in_range(0, 256);
            }
            for (std::size_t r = 0; r < 4; ++r) {
                double all = 0;
                for (std::size_t s = 0; s < kResourceStates; ++s)
                    all += books.time_in(r, static_cast<ResourceState>(s));
                RC_ASSERT(all == static_cast<double>(books.observed()));
            }
        }));
    }
}
