#include "motion/fleet/maneuvers.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace dray::motion {

namespace {

// The longest window in which later turns are spread over, by the ticks of a turn: others would make the list too long.
int most_ticks_with_later_turns(int turn_ticks) {
    return turn_ticks == 1 ? 6 : turn_ticks == 2 ? 8 : 9;
}

}  // namespace

Maneuvers::Maneuvers(int ticks, int turn_ticks) : ticks_(ticks), turn_ticks_(turn_ticks) {
    DRAY_CHECK(ticks >= 1 && ticks <= kMostTicks && turn_ticks >= 1, "maneuvers of {} ticks with turns of {}", ticks, turn_ticks);
    std::vector<std::array<std::uint8_t, 2>> steps;
    all_.emplace_back();
    steps_.emplace_back();
    extend(0, steps);
    all_[0].end = static_cast<ManeuverId>(all_.size());
    // After its first tick a maneuver has one tick less before its first step, and a quarter less to turn if it had to.
    for (std::size_t m = 1; m < all_.size(); ++m) {
        auto rest = steps_[m];
        if (rest[0][0] == 0) {
            rest.erase(rest.begin());
            all_[m].shifted = find(rest);
            continue;
        }
        --rest[0][0];
        if (turning(rest[0][1]) <= rest[0][0]) all_[m].waited = find(rest);
        rest[0][1] = rest[0][1] == 2 ? 1 : 0;
        all_[m].shifted = find(rest);
    }
}

ManeuverId Maneuvers::find(const std::vector<std::array<std::uint8_t, 2>>& steps) const {
    const auto found = std::find(steps_.begin(), steps_.end(), steps);
    DRAY_CHECK(found != steps_.end(), "no maneuver is the rest of another one");
    return static_cast<ManeuverId>(found - steps_.begin());
}

void Maneuvers::extend(ManeuverId parent, std::vector<std::array<std::uint8_t, 2>>& steps) {
    const int before = all_[parent].ticks;
    const bool later_turns = ticks_ <= most_ticks_with_later_turns(turn_ticks_);
    const bool any_pause = parent == 0 || (turn_ticks_ == 1 && later_turns);
    for (int pause = 0; before + pause + 1 <= ticks_; ++pause) {
        for (std::uint32_t turn = 0; turn < 4; ++turn) {
            if (turning(turn) > pause || (!any_pause && turning(turn) != pause)) continue;
            if (!any_pause && pause > 0 && !later_turns) continue;
            DRAY_CHECK(all_.size() < kMostManeuvers, "more than {} maneuvers of {} ticks", kMostManeuvers, ticks_);
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
