#include "motion/fleet/maneuvers.hpp"

#include <doctest/doctest.h>

#include <string>

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

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("there are as many maneuvers as the paper counts") {
        CHECK(Maneuvers(3).size() == 17);
        CHECK(Maneuvers(4).size() == 48);
        CHECK(Maneuvers(5).size() == 136);
        CHECK(Maneuvers(6).size() == 385);
    }

    TEST_CASE("what is left of a maneuver is its actions without the first") {
        for (int ticks = 1; ticks <= kMostTicks; ++ticks) {
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
}
