#include "motion/fleet/options.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace dray::motion {

namespace {

constexpr std::size_t kMostManeuvers = 385;

// A tick that is left over after the last step is worth this much of a price: it would not have been spent standing.
constexpr OptionCost kSpareTick = kCostScale / 8;

// Where a maneuver ends, and what the way on costs from there.
struct State {
    Place place;
    std::uint8_t heading;
    bool passed;  // it was at the goal on the way
    int before;   // price of getting to the goal, counted from now, when it was passed
    int there;    // remainder of the price to the next goal from where the goal was passed
};

class Judge {
  public:
    Judge(const Roads& roads, const OptionInput& input) : roads_(roads), in_(input) {
        if (in_.goal == kNoPlace) return;
        if (!in_.to_goal.valid()) {
            here_ = straight(in_.place);
            return;
        }
        const PriceWord word = in_.to_goal.word(in_.place);
        if (word == kNoPrice) return;
        active_ = true;
        here_ = GoalTable::price(word, in_.heading);
    }

    void pass_goal(State& state) const {
        if (!active_ || state.passed || state.place != in_.goal) return;
        state.passed = true;
        state.before = GoalTable::difference(0, here_);
        if (!in_.to_next_goal.valid()) return;
        const PriceWord word = in_.to_next_goal.word(state.place);
        if (word != kNoPrice) state.there = GoalTable::price(word, state.heading);
    }

    // The price of the way on, relative to that from where the robot is now, when it may turn for `spare` ticks at the end.
    OptionCost cost(const State& state, int spare, std::uint32_t* turn) const {
        if (!active_) return in_.goal == kNoPlace || in_.to_goal.valid() ? 0 : kCostScale * (straight(state.place) - here_);
        if (state.passed && !in_.to_next_goal.valid()) {
            // Whatever comes next, it can be begun so much earlier.
            return kCostScale * (state.before - spare);
        }
        const GoalTable& table = state.passed ? in_.to_next_goal : in_.to_goal;
        const int reference = state.passed ? state.there : here_;
        const PriceWord word = table.word(state.place);
        if (word == kNoPrice) return kCostScale * 100;
        int least = 1 << 20;
        for (std::uint32_t t = 0; t < 4; ++t) {
            const int quarters = t == 3 ? 1 : static_cast<int>(t);
            if (quarters > spare) continue;
            const int price = GoalTable::difference(GoalTable::price(word, (state.heading + t) & 3), reference);
            if (price < least) {
                least = price;
                if (turn != nullptr) *turn = t;
            }
        }
        if (state.passed) least += state.before;
        return kCostScale * least - kSpareTick * spare;
    }

  private:
    // Steps to the goal along rows and columns as if there were no walls.
    [[nodiscard]] int straight(Place place) const {
        return std::abs(roads_.row(place) - roads_.row(in_.goal)) + std::abs(roads_.column(place) - roads_.column(in_.goal));
    }

    const Roads& roads_;
    const OptionInput& in_;
    bool active_ = false;
    int here_ = 0;
};

}  // namespace

Options::Options(const Roads& roads, const Maneuvers& maneuvers, std::size_t robots)
    : roads_(&roads),
      maneuvers_(&maneuvers),
      ticks_(maneuvers.ticks()),
      stride_(maneuvers.size()),
      count_(robots, 0),
      best_turn_(robots, 0),
      cost_(robots * stride_),
      maneuver_(robots * stride_),
      places_(robots * stride_ * static_cast<std::size_t>(ticks_)) {}

void Options::judge(std::size_t robot, const OptionInput& input) {
    const Judge judge(*roads_, input);
    struct Key {
        OptionCost cost;
        ManeuverId maneuver;
    };
    std::array<State, kMostManeuvers> states;
    std::array<Key, kMostManeuvers> keys;
    std::size_t count = 0;
    const auto all = static_cast<ManeuverId>(input.fixed ? 1 : maneuvers_->size());

    // A robot that stands at its goal has been there only when it still is at the end of the first tick.
    states[0] = {input.place, static_cast<std::uint8_t>(input.heading), false, 0, 0};
    State stayed = states[0];
    judge.pass_goal(stayed);
    std::uint32_t turn = 0;
    keys[count++] = {judge.cost(stayed, ticks_, &turn), 0};
    best_turn_[robot] = static_cast<std::uint8_t>(turn == 2 ? 1 : turn);
    for (ManeuverId m = 1; m < all;) {
        const Maneuver& maneuver = (*maneuvers_)[m];
        const State& parent = maneuver.parent == 0 && maneuver.pause > 0 ? stayed : states[maneuver.parent];
        const std::uint32_t heading = (parent.heading + maneuver.turn) & 3u;
        const Place place = roads_->next(parent.place, heading);
        if (place == kNoPlace) {
            m = maneuver.end;
            continue;
        }
        State& state = states[m];
        state = parent;
        state.place = place;
        state.heading = static_cast<std::uint8_t>(heading);
        judge.pass_goal(state);
        keys[count++] = {judge.cost(state, ticks_ - maneuver.ticks, nullptr), m};
        ++m;
    }
    std::sort(keys.begin(), keys.begin() + static_cast<std::ptrdiff_t>(count),
              [](const Key& a, const Key& b) { return a.cost != b.cost ? a.cost < b.cost : a.maneuver < b.maneuver; });

    count_[robot] = static_cast<std::uint16_t>(count);
    const std::size_t first = robot * stride_;
    for (std::size_t rank = 0; rank < count; ++rank) {
        const ManeuverId m = keys[rank].maneuver;
        cost_[first + rank] = keys[rank].cost;
        maneuver_[first + rank] = m;
        // Written backwards: each step's place from the tick in which it is done to the end or the next step.
        Place* places = places_.data() + (first + rank) * static_cast<std::size_t>(ticks_);
        int until = ticks_;
        for (ManeuverId step = m; step != 0; step = (*maneuvers_)[step].parent) {
            const int done = (*maneuvers_)[step].ticks;
            for (int t = done; t <= until; ++t)
                places[t - 1] = states[step].place;
            until = done - 1;
        }
        for (int t = 1; t <= until; ++t)
            places[t - 1] = input.place;
    }
}

std::size_t Options::rank_of(std::size_t robot, ManeuverId maneuver) const {
    const ManeuverId* first = maneuver_.data() + robot * stride_;
    const ManeuverId* last = first + count_[robot];
    const ManeuverId* found = std::find(first, last, maneuver);
    if (found == last) found = std::find(first, last, ManeuverId{0});
    return static_cast<std::size_t>(found - first);
}

}  // namespace dray::motion
