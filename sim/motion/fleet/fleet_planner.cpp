#include "motion/fleet/fleet_planner.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "base/check.hpp"
#include "base/handover.hpp"

namespace dray::motion {

namespace {

constexpr std::uint16_t kNoGroup = 0xffff;
constexpr double kTablesUntil = 0.5;              // share of the time after which no further tables are begun
constexpr std::uint32_t kPasses = 4;              // of priority inheritance, each with the floor cut elsewhere
constexpr std::uint32_t kWholeEvery = 4;          // rounds of improvement; there a small floor is not cut
constexpr int kStuckTicks = 60;                   // without coming nearer, after which a robot goes before all others
constexpr std::uint32_t kTriesBetweenLooks = 32;  // at the clock
constexpr double kFirstTemperature = 3 * kCostScale, kCooling = 0.95;  // a round

}  // namespace

bool FleetPlanner::is_stuck(std::size_t robot) const {
    return progress_[robot].stuck > kStuckTicks;
}

FleetPlannerConfig fleet_planner_for(std::size_t robots) {
    FleetPlannerConfig config;
    config.window_ticks = robots <= 250 ? 6 : robots <= 2500 ? 5 : 4;
    return config;
}

FleetPlanner::FleetPlanner(Roads roads, const FleetPlannerConfig& config, std::size_t robots)
    : roads_(std::move(roads)),
      maneuvers_(config.window_ticks),
      tables_(roads_, config.table_bytes),
      options_(roads_, maneuvers_, robots),
      formation_(roads_, options_, robots),
      robots_(robots),
      place_(robots, kNoPlace),
      goal_(robots, kNoPlace),
      next_goal_(robots, kNoPlace),
      heading_(robots, 0),
      fixed_(robots, 0),
      kept_(robots),
      progress_(robots),
      group_(robots, kNoGroup),
      mark_(robots, 0),
      settled_(robots, 0) {
    order_.reserve(robots);
    members_.reserve(robots);
    wanted_.reserve(2 * robots);
}

void FleetPlanner::plan(const Snapshot& snapshot, std::span<Action> actions) {
    DRAY_CHECK(snapshot.robots.size() == robots_ && actions.size() == robots_, "{} robots, {} views, {} actions", robots_,
               snapshot.robots.size(), actions.size());
    read(snapshot);
    Budget tables = snapshot.budget;
    tables.until_ms *= kTablesUntil;
    tables_.want(wanted_, tables);
    rank(snapshot);
    judge();
    take_over();
    advance_all();
    improve(snapshot.budget);
    give(actions);
}

void FleetPlanner::read(const Snapshot& snapshot) {
    wanted_.clear();
    const auto place = [this](CellId cell) { return cell.valid() ? roads_.place(cell) : kNoPlace; };
    for (std::size_t i = 0; i < robots_; ++i) {
        const RobotView& robot = snapshot.robots[i];
        place_[i] = place(robot.cell);
        goal_[i] = place(robot.goal);
        next_goal_[i] = place(robot.next_goal);
        heading_[i] = static_cast<std::uint8_t>(robot.heading);
        fixed_[i] = robot.fixed ? 1 : 0;
        wanted_.push_back(goal_[i]);
        // The next goal's table is needed once the goal comes into reach.
        if (place_[i] != kNoPlace && goal_[i] != kNoPlace && next_goal_[i] != kNoPlace) {
            const int near = std::abs(roads_.row(place_[i]) - roads_.row(goal_[i])) +
                             std::abs(roads_.column(place_[i]) - roads_.column(goal_[i]));
            if (near <= maneuvers_.ticks()) wanted_.push_back(next_goal_[i]);
        }
    }
}

// Counts for how long each robot has not come nearer to its goal than it ever was.
void FleetPlanner::note_progress(std::size_t robot) {
    Progress& progress = progress_[robot];
    const GoalTable table = tables_.table(goal_[robot]);
    const PriceWord word = table.valid() ? table.word(place_[robot]) : kNoPrice;
    if (word == kNoPrice || place_[robot] == goal_[robot]) {
        progress = {};
        return;
    }
    const int price = GoalTable::price(word, heading_[robot]);
    if (progress.goal != goal_[robot]) {
        progress = {.goal = goal_[robot], .price = price};
        return;
    }
    progress.nearer += GoalTable::difference(progress.price, price);
    progress.price = price;
    // Once stuck it counts as stuck until it arrives: with a step's gain it would lose its priority and be pushed back.
    if (progress.nearer > progress.nearest && !is_stuck(robot)) {
        progress.nearest = progress.nearer;
        progress.stuck = 0;
    } else {
        ++progress.stuck;
    }
}

// Robots that are stuck go first, the longest of them foremost, so that one of them at a time gets through whatever is in its
// way. Then short ways first: a robot that is nearly there gets out of the others' way soonest.
void FleetPlanner::rank(const Snapshot& snapshot) {
    order_.clear();
    for (std::size_t i = 0; i < robots_; ++i) {
        if (place_[i] == kNoPlace) continue;
        std::int64_t left = 1 << 20;
        if (goal_[i] != kNoPlace) {
            left = std::abs(roads_.row(place_[i]) - roads_.row(goal_[i])) +
                   std::abs(roads_.column(place_[i]) - roads_.column(goal_[i]));
            if (next_goal_[i] != kNoPlace)
                left += std::abs(roads_.row(next_goal_[i]) - roads_.row(goal_[i])) +
                        std::abs(roads_.column(next_goal_[i]) - roads_.column(goal_[i]));
        }
        note_progress(i);
        std::int64_t key = left - (static_cast<std::int64_t>(snapshot.robots[i].priority) << 24);
        if (is_stuck(i)) key = -(std::int64_t{1} << 60) - progress_[i].stuck;
        order_.emplace_back(key, static_cast<std::uint32_t>(i));
    }
    std::sort(order_.begin(), order_.end());
}

void FleetPlanner::judge() {
    constexpr std::size_t kBatch = 128;
    handover::give();
    tbb::parallel_for(std::size_t{0}, (robots_ + kBatch - 1) / kBatch, [this](std::size_t batch) {
        handover::take();
        for (std::size_t i = batch * kBatch; i < std::min(robots_, (batch + 1) * kBatch); ++i) {
            if (place_[i] == kNoPlace) continue;
            options_.judge(i, {.place = place_[i],
                               .heading = heading_[i],
                               .goal = goal_[i],
                               .to_goal = tables_.table(goal_[i]),
                               .to_next_goal = tables_.table(next_goal_[i]),
                               .fixed = fixed_[i] != 0});
        }
        handover::give();
    });
    handover::take();
}

// The rest of the last plan is valid where every robot is where that plan took it; otherwise everybody stays, which always is.
void FleetPlanner::take_over() {
    bool as_planned = true;
    for (std::size_t i = 0; i < robots_; ++i)
        if (kept_[i].place != place_[i] || kept_[i].heading != heading_[i] || fixed_[i] != 0) as_planned = false;
    for (std::size_t i = 0; i < robots_; ++i)
        if (place_[i] != kNoPlace) formation_.enter(i, place_[i]);
    for (std::size_t i = 0; i < robots_; ++i)
        if (place_[i] != kNoPlace) formation_.choose(i, options_.rank_of(i, as_planned ? kept_[i].maneuver : ManeuverId{0}));
}

// Where a round cuts the floor: into strips across its longer side, shifted from round to round. A small floor has room for one
// cut only, across either side in turn; it stays whole where `whole` asks for it.
FleetPlanner::Cut FleetPlanner::cut_of(std::uint32_t round, bool whole) const {
    const int window = maneuvers_.ticks();
    const bool small = roads_.rows() <= 16 * window && roads_.columns() <= 16 * window;
    const bool by_row = small ? (round & 1) != 0 : roads_.rows() > roads_.columns();
    const int length = by_row ? roads_.rows() : roads_.columns();
    if (small && whole) return {.by_row = by_row, .strip = length, .shift = 0, .groups = 1};
    const int strip = small ? std::max(1, (length + 1) / 2) : std::max(12 * window, (length + 15) / 16);
    const int turn = static_cast<int>(small ? round >> 1 : round) * 5 % 8;
    const int shift = strip * turn / 8;
    return {.by_row = by_row, .strip = strip, .shift = shift, .groups = (length + shift + strip - 1) / strip};
}

// Finds the robots that cannot leave their strip within the window.
void FleetPlanner::regroup(const Cut& cut, bool leave_out_stuck) {
    const int window = maneuvers_.ticks();
    const auto groups = static_cast<std::size_t>(cut.groups);
    first_member_.assign(groups + 1, 0);
    for (const auto& [key, robot] : order_) {
        const int along = (cut.by_row ? roads_.row(place_[robot]) : roads_.column(place_[robot])) + cut.shift;
        const int group = along / cut.strip, inside = along % cut.strip;
        const bool near_start = inside < window && group > 0, near_end = inside >= cut.strip - window && group < cut.groups - 1;
        const bool stays = near_start || near_end || (leave_out_stuck && is_stuck(robot));
        group_[robot] = stays ? kNoGroup : static_cast<std::uint16_t>(group);
        if (!stays) ++first_member_[static_cast<std::size_t>(group) + 1];
    }
    for (std::size_t g = 0; g < groups; ++g)
        first_member_[g + 1] += first_member_[g];
    members_.resize(first_member_.back());
    for (const auto& [key, robot] : order_)
        if (group_[robot] != kNoGroup) members_[first_member_[group_[robot]]++] = robot;
    for (std::size_t g = groups; g > 0; --g)
        first_member_[g] = first_member_[g - 1];
    first_member_[0] = 0;
}

// Calls work(chains, members) for every group, in parallel.
template <class Work>
void FleetPlanner::for_groups(const Work& work) {
    const std::size_t groups = first_member_.size() - 1;
    if (chains_.size() < groups) chains_.resize(groups);
    const ChainTeam team{.formation = &formation_, .options = &options_, .group = group_, .mark = mark_, .settled = settled_};
    ++number_;
    ++rounds_;
    handover::give();
    tbb::parallel_for(
        std::size_t{0}, groups,
        [&](std::size_t g) {
            handover::take();
            const std::span<const std::uint32_t> members(members_.data() + first_member_[g],
                                                         first_member_[g + 1] - first_member_[g]);
            chains_[g].begin(team, static_cast<std::uint16_t>(g), number_, rounds_ << 16 | g);
            if (!members.empty()) work(chains_[g], members);
            handover::give();
        },
        tbb::simple_partitioner());
    handover::take();
    for (std::size_t g = 0; g < groups; ++g)
        number_ = std::max(number_, chains_[g].number());
}

void FleetPlanner::advance_all() {
    for (std::uint32_t pass = 0; pass < kPasses; ++pass) {
        regroup(cut_of(pass, true), false);
        for_groups([this](Chains& chains, std::span<const std::uint32_t> members) {
            for (const std::uint32_t robot : members)
                chains.advance(robot, is_stuck(robot));
        });
    }
}

void FleetPlanner::improve(const Budget& budget) {
    const auto over = [&] { return budget.clock != nullptr && budget.clock->elapsed_ms() >= budget.until_ms; };
    double temperature = kFirstTemperature;
    for (std::uint32_t round = 0; budget.clock != nullptr ? !over() : round < budget.iterations; ++round) {
        // What priority won for robots that were stuck is not given away again.
        regroup(cut_of(round, round % kWholeEvery == 0), true);
        for_groups([&](Chains& chains, std::span<const std::uint32_t> members) {
            const auto count = static_cast<std::uint32_t>(members.size());
            for (std::uint32_t i = 0; i < count; ++i) {
                if (i % kTriesBetweenLooks == 0 && over()) return;
                // An exponential variate times the temperature: losses are kept as often as simulated annealing keeps them.
                const double tolerance = -std::log((chains.dice().next() + 0.5) / 4294967296.0) * temperature;
                chains.vary(members[chains.dice().below(count)], static_cast<OptionCost>(tolerance));
            }
        });
        temperature *= kCooling;
    }
}

// Says each robot's first action and remembers the rest.
void FleetPlanner::give(std::span<Action> actions) {
    for (std::size_t i = 0; i < robots_; ++i) {
        actions[i] = Action::Wait;
        if (place_[i] == kNoPlace) continue;
        const ManeuverId m = options_.maneuver(i, formation_.choice(i));
        const Maneuver& maneuver = maneuvers_[m];
        Kept& kept = kept_[i];
        kept = {.place = place_[i], .heading = heading_[i], .maneuver = maneuver.shifted};
        std::uint32_t turn = m == 0 ? options_.best_turn(i) : maneuver.first_turn;
        if (fixed_[i] != 0) turn = 0;
        if (m != 0 && maneuver.first_pause == 0) {
            actions[i] = Action::Forward;
            kept.place = roads_.next(place_[i], (heading_[i]) & 3u);
        } else if (turn != 0) {
            actions[i] = turn == 3 ? Action::TurnLeft : Action::TurnRight;
            kept.heading = static_cast<std::uint8_t>((heading_[i] + (turn == 3 ? 3 : 1)) & 3);
        }
    }
    formation_.clear();
}

}  // namespace dray::motion
