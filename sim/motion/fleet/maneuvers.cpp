#include "motion/fleet/maneuvers.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace dray::motion {

namespace {

// Ticks that a turn takes: one a quarter.
int turn_ticks(int turn) {
    return turn == 3 ? 1 : turn;
}

}  // namespace

Maneuvers::Maneuvers(int ticks) : ticks_(ticks) {
    DRAY_CHECK(ticks >= 1 && ticks <= kMostTicks, "maneuvers of {} ticks", ticks);
    std::vector<std::array<std::uint8_t, 2>> steps;
    all_.emplace_back();
    steps_.emplace_back();
    extend(0, steps);
    all_[0].end = static_cast<ManeuverId>(all_.size());
    // After its first tick a maneuver has one tick less before its first step, and turned first if it had to.
    for (std::size_t m = 1; m < all_.size(); ++m) {
        auto rest = steps_[m];
        if (rest[0][0] == 0) {
            rest.erase(rest.begin());
        } else {
            --rest[0][0];
            if (rest[0][1] == 1 || rest[0][1] == 3)
                rest[0][1] = 0;
            else if (rest[0][1] == 2)
                rest[0][1] = 1;
        }
        all_[m].shifted = static_cast<ManeuverId>(std::find(steps_.begin(), steps_.end(), rest) - steps_.begin());
    }
}

void Maneuvers::extend(ManeuverId parent, std::vector<std::array<std::uint8_t, 2>>& steps) {
    const int before = all_[parent].ticks;
    for (int pause = 0; before + pause + 1 <= ticks_; ++pause) {
        for (int turn = 0; turn < 4; ++turn) {
            if (turn_ticks(turn) > pause) continue;
            const auto id = static_cast<ManeuverId>(all_.size());
            steps.push_back({static_cast<std::uint8_t>(pause), static_cast<std::uint8_t>(turn)});
            all_.push_back({.parent = parent,
                            .pause = static_cast<std::uint8_t>(pause),
                            .turn = static_cast<std::uint8_t>(turn),
                            .ticks = static_cast<std::uint8_t>(before + pause + 1),
                            .first_pause = steps[0][0],
                            .first_turn = steps[0][1]});
            steps_.push_back(steps);
            extend(id, steps);
            all_[id].end = static_cast<ManeuverId>(all_.size());
            steps.pop_back();
        }
    }
}

}  // namespace dray::motion
