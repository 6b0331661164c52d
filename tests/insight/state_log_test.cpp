#include "insight/state_log.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "insight/state_books.hpp"
#include "property.hpp"

using namespace dray::insight;

namespace {

constexpr auto kWorking = ResourceState::Working, kStarved = ResourceState::Starved, kDown = ResourceState::Down;

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("a log tells from when to when a resource was in each state, working while any of it works") {
        StateLog log({1}, 100);
        std::vector<StateShares> states = {all_in(kDown), all_in(kWorking)};
        log.observe(states, 0);
        log.observe(states, 1);
        states[1] = all_in(kStarved);
        log.observe(states, 2);
        log.observe(states, 4);
        states[1] = {0, 0.2, 0.3, 0.5};
        log.observe(states, 5);
        states[1] = {0.1, 0.9, 0, 0};
        log.observe(states, 7);
        const auto found = log.intervals(9);
        REQUIRE(found.size() == 4);
        CHECK(found[0].resource == 1);
        CHECK((found[0].state == kWorking && found[0].from == 0 && found[0].to == 2));
        CHECK((found[1].state == kStarved && found[1].from == 2 && found[1].to == 5));
        CHECK((found[2].state == kDown && found[2].from == 5 && found[2].to == 7));
        CHECK((found[3].state == kWorking && found[3].from == 7 && found[3].to == 9));
        CHECK(log.period() == 1);
    }
}

TEST_SUITE("property") {
    TEST_CASE("a full log is thinned out and stays true at every moment that it still looks at") {
        CHECK(property::holds([] {
            const auto room = property::in_range<std::size_t>(0, 256);
            constexpr std::size_t kResources = 3;
            StateLog log({0, 1, 2}, room);
            std::vector<std::vector<ResourceState>> told;
            std::vector<StateShares> states(kResources);
            for (const std::int64_t what : property::integers_in(0, 256)) {
                told.emplace_back();
                for (std::size_t r = 0; r < kResources; ++r) {
                    told.back().push_back(static_cast<ResourceState>((what >> (2 * r)) & 3));
                    states[r] = all_in(told.back().back());
                }
                log.observe(states, static_cast<std::int64_t>(told.size()) - 1);
            }
            const auto end = static_cast<std::int64_t>(told.size());
            const auto found = log.intervals(end);
            RC_ASSERT(found.size() <= std::max<std::size_t>(room, 4 * kResources));
            std::vector<std::int64_t> covered(kResources, 0);
            for (const StateInterval& i : found) {
                RC_ASSERT(i.from == covered[i.resource] && i.from < i.to);
                covered[i.resource] = i.to;
                for (std::int64_t at = i.from; at < i.to; ++at)
                    if (at % log.period() == 0) RC_ASSERT(told[static_cast<std::size_t>(at)][i.resource] == i.state);
            }
            for (const std::int64_t to : covered)
                RC_ASSERT(to == end);
        }));
    }
}
