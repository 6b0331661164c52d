#include "motion/fleet/open_terrain.hpp"

#include <algorithm>
#include <cstdlib>

namespace dray::motion {

namespace {

// A tick that is left over after the last step is worth this much of a price: it would not have been spent standing.
constexpr OptionCost kOpenSpareTick = kCostScale / 8;
constexpr std::size_t kTicksBetweenRenewals = 80;  // of a goal's table, since prices follow the traffic
constexpr int kHeldTicksAStep = 4;
constexpr double kTablesUntil = 0.5;  // share of the time after which no further tables are begun

int straight(const Roads& roads, Place from, Place to) {
    return std::abs(roads.row(from) - roads.row(to)) + std::abs(roads.column(from) - roads.column(to));
}

// A robot's way to its goal, and beyond it where the next one is known.
class OpenJourney {
  public:
    struct State {
        Place place = kNoPlace;
        std::uint8_t heading = 0;
        bool passed = false;  // it was at the goal on the way
        int before = 0;       // price of getting to the goal, counted from now, when it was passed
        int there = 0;        // remainder of the price to the next goal from where the goal was passed
    };

    OpenJourney(const Roads& roads, const Start& start, Place goal, GoalTable to_goal, GoalTable to_next_goal)
        : roads_(roads), goal_(goal), to_goal_(to_goal), to_next_goal_(to_next_goal) {
        if (goal == kNoPlace) return;
        if (!to_goal.valid()) {
            here_ = straight(roads, start.place, goal);
            return;
        }
        const PriceWord word = to_goal.word(start.place);
        if (word == kNoPrice) return;
        active_ = true;
        here_ = GoalTable::price(word, start.heading);
    }

    [[nodiscard]] State start(const Start& start) const { return {start.place, static_cast<std::uint8_t>(start.heading)}; }
    [[nodiscard]] Place step(const State& state, std::uint32_t heading) const { return roads_.next(state.place, heading); }
    [[nodiscard]] bool over(const State&) const { return false; }

    void arrive(State& state) const {
        if (!active_ || state.passed || state.place != goal_) return;
        state.passed = true;
        state.before = GoalTable::difference(0, here_);
        if (!to_next_goal_.valid()) return;
        const PriceWord word = to_next_goal_.word(state.place);
        if (word != kNoPrice) state.there = GoalTable::price(word, state.heading);
    }

    // The price of the way on, relative to that from where the robot is now, when it may turn for `spare` ticks at the end.
    OptionCost cost(const State& state, int spare, std::uint32_t* turn) const {
        if (!active_) {
            const bool lost = goal_ == kNoPlace || to_goal_.valid();
            return lost ? 0 : kCostScale * (straight(roads_, state.place, goal_) - here_);
        }
        // Whatever comes next, it can be begun so much earlier.
        if (state.passed && !to_next_goal_.valid()) return kCostScale * (state.before - spare);
        const GoalTable& table = state.passed ? to_next_goal_ : to_goal_;
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
        return kCostScale * least - kOpenSpareTick * spare;
    }

  private:
    const Roads& roads_;
    Place goal_;                        // kNoPlace: nowhere to go, every place is as good
    GoalTable to_goal_, to_next_goal_;  // not valid: not known; to a goal the robot then goes by rows and columns
    bool active_ = false;
    int here_ = 0;
};

}  // namespace

OpenTerrain::OpenTerrain(Roads roads, int window_ticks, std::size_t table_bytes, std::size_t robots)
    : roads_(std::move(roads)), maneuvers_(window_ticks), tables_(roads_, table_bytes), live_(roads_, robots), trips_(robots) {
    wanted_.reserve(2 * robots);
    under_way_.reserve(robots);
    held_ticks_.assign(robots, 0);
}

void OpenTerrain::begin(const Snapshot& snapshot) {
    wanted_.clear();
    const auto place = [this](CellId cell) { return cell.valid() ? roads_.place(cell) : kNoPlace; };
    for (std::size_t i = 0; i < trips_.size(); ++i) {
        const RobotView& robot = snapshot.robots[i];
        Trip& trip = trips_[i];
        trip = {.place = place(robot.cell),
                .goal = place(robot.goal),
                .next_goal = place(robot.next_goal),
                .priority = robot.priority,
                .heading = static_cast<std::uint8_t>(robot.heading),
                .busy_ticks = robot.fixed_ticks};
        if (trip.place != kNoPlace) live_.note(i, trip.place);
        wanted_.push_back(trip.goal);
        // The next goal's table is needed once the goal comes into reach.
        if (trip.place == kNoPlace || trip.goal == kNoPlace || trip.next_goal == kNoPlace) continue;
        if (straight(roads_, trip.place, trip.goal) <= maneuvers_.ticks()) wanted_.push_back(trip.next_goal);
    }
    hold_back();
    live_.end_tick(roads_);
    Budget budget = snapshot.budget;
    budget.until_ms *= kTablesUntil;
    tables_.want(wanted_, budget, trips_.size() / kTicksBetweenRenewals);
}

// Measured on random floors of 32 x 32 with 20 % walls: up to 45 % full all robots may go; with 49, 61 and 73 % some 2, 0 and 6 %
// more tasks get done in this way.
std::size_t OpenTerrain::most_active(std::size_t places, std::size_t robots) {
    const std::size_t calm = places * 45 / 100;
    return robots <= calm ? robots : calm + (robots - calm) / 3;
}

// The robots that are farthest from their goals wait for others to arrive, and let themselves be pushed about. The longer one has
// waited, the less its way counts.
void OpenTerrain::hold_back() {
    const std::size_t most = most_active(roads_.size(), trips_.size());
    if (most >= trips_.size()) return;
    under_way_.clear();
    for (std::size_t i = 0; i < trips_.size(); ++i)
        if (trips_[i].place != kNoPlace && trips_[i].goal != kNoPlace)
            under_way_.emplace_back(straight(roads_, trips_[i].place, trips_[i].goal) - held_ticks_[i] / kHeldTicksAStep,
                                    static_cast<std::uint32_t>(i));
    if (under_way_.size() <= most) return;
    const auto first = under_way_.begin() + static_cast<std::ptrdiff_t>(most);
    std::nth_element(under_way_.begin(), first, under_way_.end());
    for (auto held = first; held != under_way_.end(); ++held) {
        trips_[held->second].goal = trips_[held->second].next_goal = kNoPlace;
        ++held_ticks_[held->second];
    }
    // Whoever may go keeps what its waiting has earned it until it arrives.
    for (std::size_t i = 0; i < trips_.size(); ++i)
        if (trips_[i].place == trips_[i].goal) held_ticks_[i] = 0;
}

Start OpenTerrain::start(std::size_t robot) const {
    const Trip& trip = trips_[robot];
    return {.place = trip.place, .heading = trip.heading, .busy_ticks = trip.busy_ticks};
}

void OpenTerrain::judge(std::size_t robot, Options& options) const {
    const Trip& trip = trips_[robot];
    const Start from = start(robot);
    options.judge(robot, from, OpenJourney(roads_, from, trip.goal, tables_.table(trip.goal), tables_.table(trip.next_goal)));
}

std::optional<int> OpenTerrain::way_left(std::size_t robot) const {
    const Trip& trip = trips_[robot];
    const GoalTable table = tables_.table(trip.goal);
    if (!table.valid() || trip.place == trip.goal) return {};
    const PriceWord word = table.word(trip.place);
    if (word == kNoPrice) return {};
    return GoalTable::price(word, trip.heading);
}

// Short ways first: a robot that is nearly there gets out of the others' way soonest.
std::int64_t OpenTerrain::rank(std::size_t robot) const {
    const Trip& trip = trips_[robot];
    std::int64_t left = 1 << 20;
    if (trip.goal != kNoPlace) {
        left = straight(roads_, trip.place, trip.goal);
        if (trip.next_goal != kNoPlace) left += straight(roads_, trip.goal, trip.next_goal);
    }
    return left - (static_cast<std::int64_t>(trip.priority) << 24);
}

}  // namespace dray::motion
