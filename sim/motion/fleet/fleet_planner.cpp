#include "motion/fleet/fleet_planner.hpp"

#include <algorithm>
#include <cmath>

#include "base/check.hpp"
#include "base/parallel.hpp"
#include "motion/fleet/open_terrain.hpp"

namespace dray::motion {

namespace {

constexpr std::uint16_t kNoGroup = 0xffff;
constexpr std::uint32_t kPasses = 4;      // of priority inheritance, each with the floor cut elsewhere
constexpr std::uint32_t kWholeEvery = 4;  // rounds of improvement; there a small floor is not cut
constexpr int kStuckTicks = 60;           // without coming nearer, after which a robot is to go before all others
constexpr std::size_t kLeastUrgent = 4, kRobotsAnUrgent = 250;         // how many may do so at once
constexpr std::uint32_t kTriesBetweenLooks = 32;                       // at the clock
constexpr double kFirstTemperature = 3 * kCostScale, kCooling = 0.95;  // a round

constexpr int kCalls = 200;                // of other robots in one chain
constexpr int kCallsOfAllUrgent = 200000;  // together, in the first pass

bool is_over(const Budget& budget) {
    return budget.clock != nullptr && budget.clock->elapsed_ms() >= budget.until_ms;
}

}  // namespace

FleetPlannerConfig fleet_planner_for(std::size_t robots) {
    FleetPlannerConfig config;
    config.window_ticks = robots <= 250 ? 6 : robots <= 2500 ? 5 : 4;
    return config;
}

FleetPlanner::FleetPlanner(Roads roads, const FleetPlannerConfig& config, std::size_t robots)
    : FleetPlanner(std::make_unique<OpenTerrain>(std::move(roads), config.window_ticks, config.table_bytes, robots), robots) {}

FleetPlanner::FleetPlanner(std::unique_ptr<Terrain> terrain, std::size_t robots)
    : terrain_(std::move(terrain)),
      roads_(terrain_->roads()),
      options_(terrain_->kinds(), robots),
      formation_(roads_, options_, robots, terrain_->rings_allowed()),
      robots_(robots),
      start_(robots),
      kept_(robots),
      progress_(robots),
      group_(robots, kNoGroup),
      mark_(robots, 0),
      settled_(robots, 0),
      most_urgent_(kLeastUrgent + robots / kRobotsAnUrgent),
      halted_(robots, 0) {
    order_.reserve(robots);
    members_.reserve(robots);
    stuck_.reserve(robots);
    halting_.reserve(robots);
}

void FleetPlanner::plan(const Snapshot& snapshot, std::span<Action> actions) {
    DRAY_CHECK(snapshot.robots.size() == robots_ && actions.size() == robots_, "{} robots, {} views, {} actions", robots_,
               snapshot.robots.size(), actions.size());
    terrain_->begin(snapshot);
    rank(snapshot);
    put_back_plan();
    judge();
    take_over();
    advance_all(snapshot.budget);
    improve(snapshot.budget);
    give(actions);
}

// Counts for how long each robot has not come nearer to its goal than it ever was. A tick in which it could not move says
// nothing.
void FleetPlanner::note_progress(std::size_t robot, CellId goal) {
    Progress& progress = progress_[robot];
    const std::optional<int> price = terrain_->way_left(robot);
    if (!price) {
        progress = {};
        return;
    }
    if (progress.goal != goal) {
        progress = {.goal = goal, .price = *price};
        return;
    }
    progress.nearer += terrain_->difference(progress.price, *price);
    progress.price = *price;
    if (progress.nearer > progress.nearest && !progress.urgent) {
        progress.nearest = progress.nearer;
        progress.stuck = 0;
    } else if (start_[robot].busy_ticks == 0) {
        ++progress.stuck;
    }
}

// Admits the robots that are stuck longest to the few that are urgent. Those stay so until they arrive: with a step's gain they
// would lose their priority and be pushed back. Many at once would only be in each other's way.
void FleetPlanner::choose_urgent() {
    stuck_.clear();
    urgent_ = 0;
    for (std::size_t i = 0; i < robots_; ++i) {
        if (progress_[i].urgent) ++urgent_;
        if (!progress_[i].urgent && progress_[i].stuck > kStuckTicks)
            stuck_.emplace_back(-progress_[i].stuck, static_cast<std::uint32_t>(i));
    }
    if (urgent_ >= most_urgent_ || stuck_.empty()) return;
    const std::size_t room = std::min(most_urgent_ - urgent_, stuck_.size());
    std::partial_sort(stuck_.begin(), stuck_.begin() + static_cast<std::ptrdiff_t>(room), stuck_.end());
    for (std::size_t i = 0; i < room; ++i)
        progress_[stuck_[i].second].urgent = true;
}

// Urgent robots go first, the longest stuck foremost, so that one of them at a time gets through whatever is in its way.
void FleetPlanner::rank(const Snapshot& snapshot) {
    for (std::size_t i = 0; i < robots_; ++i) {
        start_[i] = terrain_->start(i);
        if (start_[i].place != kNoPlace) note_progress(i, snapshot.robots[i].goal);
    }
    choose_urgent();
    order_.clear();
    for (std::size_t i = 0; i < robots_; ++i) {
        if (start_[i].place == kNoPlace) continue;
        std::int64_t key = terrain_->rank(i);
        if (progress_[i].urgent) key = std::min(key, -(std::int64_t{1} << 58) - progress_[i].stuck);
        order_.emplace_back(key, static_cast<std::uint32_t>(i));
    }
    std::sort(order_.begin(), order_.end());
}

void FleetPlanner::judge() {
    constexpr std::size_t kBatch = 128;
    for_each_number((robots_ + kBatch - 1) / kBatch, [this](std::size_t batch) {
        for (std::size_t i = batch * kBatch; i < std::min(robots_, (batch + 1) * kBatch); ++i) {
            if (start_[i].place == kNoPlace) continue;
            if (kept_[i].maneuver == 0 && terrain_->rests(i))
                options_.rest(i, start_[i]);
            else
                terrain_->judge(i, options_);
        }
    });
}

// Where nobody has done what the last plan said, because it came too late, all of that plan is still ahead.
void FleetPlanner::put_back_plan() {
    bool moved = false;
    for (std::size_t i = 0; i < robots_; ++i) {
        const Kept& kept = kept_[i];
        if (start_[i].place != kept.from || start_[i].heading != kept.from_heading) return;
        moved = moved || kept.place != kept.from || kept.heading != kept.from_heading;
    }
    if (!moved) return;
    for (Kept& kept : kept_) {
        kept.place = kept.from;
        kept.heading = kept.from_heading;
        kept.maneuver = kept.whole;
    }
}

// Whether a robot is where the last plan takes it and can do what is left of it.
bool FleetPlanner::keeps(std::size_t robot) const {
    const Kept& kept = kept_[robot];
    const Start& start = start_[robot];
    return kept.place == start.place && kept.heading == start.heading && kept.kind == start.kind &&
           options_.maneuver(robot, options_.rank_of(robot, kept.maneuver)) == kept.maneuver;
}

// The rest of the last plan is taken over by all who can; together those rests are free of conflicts. Whoever cannot stays where
// it is, and so does everybody whose rest that hinders, until nobody is hindered: that all stay is always valid.
void FleetPlanner::take_over() {
    for (std::size_t i = 0; i < robots_; ++i)
        if (start_[i].place != kNoPlace) formation_.enter(i, start_[i].place);
    halting_.clear();
    for (std::size_t i = 0; i < robots_; ++i) {
        if (start_[i].place == kNoPlace) continue;
        if (keeps(i))
            formation_.choose(i, options_.rank_of(i, kept_[i].maneuver));
        else
            halt(i);
    }
    if (!terrain_->rings_allowed()) break_rings();
    for (std::size_t next = 0; next < halting_.size(); ++next) {
        const std::size_t robot = halting_[next];
        for (int t = 1; t <= options_.ticks(); ++t) {
            const std::int32_t other = formation_.at(start_[robot].place, t);
            if (other == Formation::kNobody) continue;
            formation_.release(static_cast<std::size_t>(other));
            halt(static_cast<std::size_t>(other));
        }
        formation_.choose(robot, options_.rank_of(robot, 0));
    }
    for (const std::uint32_t robot : halting_)
        halted_[robot] = 0;
}

void FleetPlanner::halt(std::size_t robot) {
    DRAY_CHECK(halted_[robot] == 0, "robot {} hinders one that stays", robot);
    halted_[robot] = 1;
    halting_.push_back(static_cast<std::uint32_t>(robot));
}

// A ring can come about between the last tick of one plan and what is left of it; nobody of it may move.
void FleetPlanner::break_rings() {
    for (const auto& [key, robot] : order_) {
        if (halted_[robot] != 0 || !formation_.closes_ring(robot, formation_.choice(robot))) continue;
        formation_.release(robot);
        halt(robot);
    }
}

// Where a round cuts the floor: into strips across its longer side, shifted from round to round. A small floor has room for one
// cut only, across either side in turn; it stays whole where `whole` asks for it.
FleetPlanner::Cut FleetPlanner::cut_of(std::uint32_t round, bool whole) const {
    const int window = options_.ticks();
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
void FleetPlanner::regroup(const Cut& cut, bool leave_out_urgent) {
    const int window = options_.ticks();
    const auto groups = static_cast<std::size_t>(cut.groups);
    first_member_.assign(groups + 1, 0);
    for (const auto& [key, robot] : order_) {
        const int along = (cut.by_row ? roads_.row(start_[robot].place) : roads_.column(start_[robot].place)) + cut.shift;
        const int group = along / cut.strip, inside = along % cut.strip;
        const bool near_start = inside < window && group > 0, near_end = inside >= cut.strip - window && group < cut.groups - 1;
        const bool stays = near_start || near_end || (leave_out_urgent && progress_[robot].urgent);
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
    const ChainTeam team{.formation = &formation_,
                         .options = &options_,
                         .terrain = terrain_.get(),
                         .group = group_,
                         .mark = mark_,
                         .settled = settled_};
    ++number_;
    ++rounds_;
    for_each_number(groups, [&](std::size_t g) {
        const std::span<const std::uint32_t> members(members_.data() + first_member_[g], first_member_[g + 1] - first_member_[g]);
        chains_[g].begin(team, static_cast<std::uint16_t>(g), number_, rounds_ << 16 | g);
        if (!members.empty()) work(chains_[g], members);
    });
    for (std::size_t g = 0; g < groups; ++g)
        number_ = std::max(number_, chains_[g].number());
}

void FleetPlanner::advance_all(const Budget& budget) {
    const int urgent_calls = kCallsOfAllUrgent / static_cast<int>(most_urgent_);
    for (std::uint32_t pass = 0; pass < kPasses; ++pass) {
        regroup(cut_of(pass, true), false);
        for_groups([&](Chains& chains, std::span<const std::uint32_t> members) {
            for (std::size_t i = 0; i < members.size(); ++i) {
                if (i % kTriesBetweenLooks == 0 && is_over(budget)) return;
                const bool search = pass == 0 && progress_[members[i]].urgent;
                chains.advance(members[i], search ? std::max(kCalls, urgent_calls) : kCalls);
            }
        });
    }
}

void FleetPlanner::improve(const Budget& budget) {
    double temperature = kFirstTemperature;
    for (std::uint32_t round = 0; budget.clock != nullptr ? !is_over(budget) : round < budget.iterations; ++round) {
        // What priority won for urgent robots is not given away again.
        regroup(cut_of(round, round % kWholeEvery == 0), true);
        for_groups([&](Chains& chains, std::span<const std::uint32_t> members) {
            const auto count = static_cast<std::uint32_t>(members.size());
            for (std::uint32_t i = 0; i < count; ++i) {
                if (i % kTriesBetweenLooks == 0 && is_over(budget)) return;
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
        const Start& start = start_[i];
        kept_[i] = {};
        if (start.place == kNoPlace) continue;
        const ManeuverId m = options_.maneuver(i, formation_.choice(i));
        const Maneuver& maneuver = options_.kind(start.kind)[m];
        Kept& kept = kept_[i];
        kept = {.place = start.place,
                .heading = static_cast<std::uint8_t>(start.heading),
                .kind = static_cast<std::uint8_t>(start.kind),
                .maneuver = start.busy_ticks > 0 ? maneuver.waited : maneuver.shifted,
                .from = start.place,
                .from_heading = static_cast<std::uint8_t>(start.heading),
                .whole = m};
        if (start.busy_ticks > 0) continue;
        const std::uint32_t turn = m == 0 ? options_.best_turn(i) : maneuver.first_turn;
        if (m != 0 && maneuver.first_pause == 0) {
            actions[i] = Action::Forward;
            kept.place = roads_.next(start.place, start.heading);
        } else if (turn != 0) {
            actions[i] = turn == 3 ? Action::TurnLeft : Action::TurnRight;
            kept.heading = static_cast<std::uint8_t>((start.heading + (turn == 3 ? 3 : 1)) & 3);
        }
    }
    formation_.clear();
}

}  // namespace dray::motion
