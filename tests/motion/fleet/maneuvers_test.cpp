#include "motion/fleet/maneuvers.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

using namespace dray::motion;

namespace {

/// The actions of a maneuver: F, R, C and W as the League of Robot Runners writes them; open ends as dots.
std::string actions(const Maneuvers& all, std::size_t m) {
    if (m == 0) return std::string(static_cast<std::size_t>(all.ticks()), '.');
    const Maneuver& maneuver = all[m];
    std::string before = actions(all, maneuver.parent);
    std::string text = before.substr(0, maneuver.parent == 0 ? 0 : all[maneuver.parent].ticks);
    std::string pause = maneuver.turn == 0 ? "" : maneuver.turn == 1 ? "R" : maneuver.turn == 2 ? "RR" : "C";
    pause.resize(maneuver.pause, 'W');
    text += pause + "F";
    text.resize(static_cast<std::size_t>(all.ticks()), '.');
    return text;
}

/// Pause and quarter turns before each step.
std::vector<std::pair<int, int>> steps(const Maneuvers& all, std::size_t m) {
    if (m == 0) return {};
    auto list = steps(all, all[m].parent);
    list.emplace_back(all[m].pause, all[m].turn);
    return list;
}

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("there are as many maneuvers as the paper counts") {
        CHECK(Maneuvers(3).size() == 17);
        CHECK(Maneuvers(4).size() == 48);
        CHECK(Maneuvers(5).size() == 136);
        CHECK(Maneuvers(6).size() == 385);
    }

    TEST_CASE("what is left of a maneuver is its actions without the first") {
        for (int ticks = 1; ticks <= 6; ++ticks) {
            const Maneuvers all(ticks);
            for (std::size_t m = 0; m < all.size(); ++m) {
                const std::string left = actions(all, all[m].shifted);
                CHECK(left == actions(all, m).substr(1) + ".");
            }
        }
    }

    TEST_CASE("maneuvers that begin with one follow it in the list") {
        const Maneuvers all(4);
        for (std::size_t m = 1; m < all.size(); ++m) {
            const std::string begin = actions(all, m).substr(0, all[m].ticks);
            for (std::size_t other = 1; other < all.size(); ++other)
                CHECK((actions(all, other).substr(0, begin.size()) == begin) == (other >= m && other < all[m].end));
        }
    }

    TEST_CASE("where a turn takes several ticks, a maneuver goes on after a tick of turning or of waiting") {
        for (const int turn_ticks : {1, 2, 3, 4}) {
            // Where a turn takes one tick, short windows hold pauses of any length.
            for (int ticks = turn_ticks == 1 ? 7 : 1; ticks <= kMostTicks; ++ticks) {
                const Maneuvers all(ticks, turn_ticks);
                for (std::size_t m = 1; m < all.size(); ++m) {
                    auto before = steps(all, m);
                    for (std::size_t i = 0; i < before.size(); ++i) {
                        const int turning = all.turning(static_cast<std::uint32_t>(before[i].second));
                        CHECK((i == 0 ? before[i].first >= turning : before[i].first == turning));
                    }
                    const auto turned = steps(all, all[m].shifted), waited = steps(all, all[m].waited);
                    if (before[0].first == 0) {
                        before.erase(before.begin());
                        CHECK(turned == before);
                        CHECK(waited.empty());
                        continue;
                    }
                    --before[0].first;
                    const bool has_time = before[0].first >= all.turning(static_cast<std::uint32_t>(before[0].second));
                    CHECK(waited == (has_time ? before : decltype(before){}));
                    before[0].second = before[0].second == 2 ? 1 : 0;
                    CHECK(turned == before);
                }
            }
        }
    }

    TEST_CASE("a robot that turns in seven ticks can turn right round and drive off within the longest window") {
        const Maneuvers all(kMostTicks, 7);
        bool found = false;
        for (std::size_t m = 1; m < all.size(); ++m)
            found = found || all[m].first_turn == 2;
        CHECK(found);
    }
}
