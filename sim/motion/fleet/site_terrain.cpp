#include "motion/fleet/site_terrain.hpp"

#include <algorithm>

#include "base/parallel.hpp"
#include "motion/rules.hpp"

namespace dray::motion {

namespace {

constexpr std::uint8_t kFreeEmpty = 1, kFreeLoaded = 2, kDeadEnd = 4;  // who may drive through a place as it likes
// A tick left over after the last step is worth a little, so that nobody waits first without need; all of a window's together
// are worth less than a step, so that a step at its very end is still better than staying.
constexpr OptionCost kSiteSpareTick = kCostScale / 16;
static_assert(kMostTicks * kSiteSpareTick < kCostScale);
constexpr std::int32_t kBoxedInTicks = 4;  // after which a robot that cannot get out of its pod's slot goes before all others

// Of the floor's slowest class, with or without a load.
int slowest_turn_ticks(const Distances& distances) {
    return std::max({1, distances.costs(false).turn_ticks, distances.costs(true).turn_ticks});
}

// Room for turning right round and driving off, so that anybody can be pushed any way.
int window_ticks(const Distances& distances) {
    return std::min(kMostTicks, std::max(4, 2 * slowest_turn_ticks(distances) + 1));
}

std::vector<Maneuvers> maneuvers_of_all(const Distances& distances) {
    std::vector<Maneuvers> kinds;
    for (int turn_ticks = 1; turn_ticks <= slowest_turn_ticks(distances); ++turn_ticks)
        kinds.emplace_back(window_ticks(distances), turn_ticks);
    return kinds;
}

}  // namespace

// One robot's way to its goal, where it ends.
class SiteJourney {
  public:
    struct State {
        Place place = kNoPlace;
        std::uint8_t heading = 0;
        bool arrived = false;
    };

    SiteJourney(const SiteTerrain& terrain, std::size_t robot)
        : terrain_(terrain),
          trip_(terrain.trips_[robot]),
          maneuvers_(terrain.kinds_[trip_.kind]),
          forward_(static_cast<std::int64_t>(terrain.distances_->unit_costs(trip_.loaded).forward)),
          robot_(robot) {}

    [[nodiscard]] State start(const Start& start) const { return {start.place, static_cast<std::uint8_t>(start.heading)}; }
    [[nodiscard]] Place step(const State& state, std::uint32_t heading) const {
        const Place to = terrain_.roads_.next(state.place, heading);
        return to != kNoPlace && terrain_.may_enter(robot_, state.place, to) ? to : kNoPlace;
    }
    void arrive(State& state) const { state.arrived = state.place == trip_.goal; }
    [[nodiscard]] bool over(const State& state) const { return state.arrived; }

    OptionCost cost(const State& state, int spare, std::uint32_t* turn) const {
        using Mood = SiteTerrain::Mood;
        if (trip_.mood == Mood::Evicted) return way_out(state) - kSiteSpareTick * spare;
        if (trip_.left == kNoUnits || trip_.place == trip_.goal) return trouble(state, spare);
        if (state.arrived) return ticks(-static_cast<std::int64_t>(trip_.left)) - kCostScale * spare;
        const Roads& roads = terrain_.roads_;
        Units added = 0;
        const Word word = trip_.field.word(roads.row(state.place), roads.column(state.place), added);
        if (word == kNoWay) return kCostScale * 100;
        Units least = kNoUnits;
        for (std::uint32_t t = 0; t < 4; ++t) {
            if (maneuvers_.turning(t) > spare) continue;
            const Units left = unpack(word, (state.heading + t) & 3) + added;
            if (left >= least) continue;
            least = left;
            if (turn != nullptr) *turn = t;
        }
        return ticks(static_cast<std::int64_t>(least) - static_cast<std::int64_t>(trip_.left)) - kSiteSpareTick * spare;
    }

  private:
    [[nodiscard]] OptionCost ticks(std::int64_t units) const { return static_cast<OptionCost>(units * kCostScale / forward_); }
    // A robot with nowhere to go likes to stay; pushed, it makes a short way to where it is out of the way.
    [[nodiscard]] OptionCost trouble(const State& state, int spare) const {
        if (state.place == trip_.place) return 0;
        return kCostScale * (maneuvers_.ticks() - spare + terrain_.trouble_[state.place]);
    }
    [[nodiscard]] OptionCost way_out(const State& state) const {
        const auto depth = [&](Place place) { return terrain_.dead_ends_.depth(terrain_.roads_.cell(place)); };
        return 4 * kCostScale * (depth(state.place) - depth(trip_.place));
    }

    const SiteTerrain& terrain_;
    const SiteTerrain::Trip& trip_;
    const Maneuvers& maneuvers_;
    std::int64_t forward_;
    std::size_t robot_;
};

SiteTerrain::SiteTerrain(const floor::Floor& floor, Distances& distances, std::size_t robots)
    : floor_(&floor),
      distances_(&distances),
      roads_(floor),
      kinds_(maneuvers_of_all(distances)),
      access_(roads_.size(), 0),
      trouble_(roads_.size(), 4),
      trips_(robots),
      next_(robots),
      dead_ends_(floor, window_ticks(distances)) {
    goals_.reserve(robots);
    for (Place p = 0; p < roads_.size(); ++p) {
        const CellId cell = roads_.cell(p);
        const bool lane = floor.lane_of(cell).valid() || floor.kind(cell) == floor::CellKind::Lane;
        if (!lane && floor.drivable(cell, false)) access_[p] |= kFreeEmpty;
        if (!lane && floor.drivable(cell, true)) access_[p] |= kFreeLoaded;
        if (floor.kind(cell) == floor::CellKind::Slot || floor.kind(cell) == floor::CellKind::Buffer) trouble_[p] = 0;
        if (floor.kind(cell) == floor::CellKind::Charger) trouble_[p] = 8;
        if (floor.dead_end_of(cell) < 0) continue;
        access_[p] |= kDeadEnd;
        trouble_[p] += 16;
    }
}

void SiteTerrain::begin(const Snapshot& snapshot) {
    closed_ = snapshot.closed;
    distances_->set_closed(snapshot.closed, snapshot.closed_version);
    goals_.clear();
    for (const RobotView& robot : snapshot.robots)
        if (robot.cell.valid() && robot.goal.valid()) goals_.emplace_back(robot.goal, robot.loaded);
    distances_->warm(goals_);
    constexpr std::size_t kBatch = 256;
    for_each_number((trips_.size() + kBatch - 1) / kBatch, [&](std::size_t batch) {
        for (std::size_t i = batch * kBatch; i < std::min(trips_.size(), (batch + 1) * kBatch); ++i)
            assess(i, snapshot.robots[i]);
    });
    dead_ends_.give(snapshot, next_);
    for (std::size_t i = 0; i < trips_.size(); ++i)
        if (trips_[i].place != kNoPlace) trips_[i].mood = mood_of(RobotId(i), snapshot.robots[i]);
}

void SiteTerrain::assess(std::size_t i, const RobotView& view) {
    Trip& trip = trips_[i];
    const bool same_cell = view.cell.valid() && trip.place == roads_.place(view.cell);
    const std::int32_t boxed_before = same_cell ? trip.boxed_ticks : 0;
    trip = {.permit = view.permit,
            .priority = view.priority,
            .boxed_ticks = boxed_before,
            .heading = static_cast<std::uint8_t>(view.heading),
            .busy_ticks = view.fixed_ticks,
            .kind = static_cast<std::uint8_t>(std::clamp<std::size_t>(view.turn_ticks, 1, kinds_.size()) - 1),
            .loaded = view.loaded};
    next_[i] = CellId();
    if (!view.cell.valid()) return;
    trip.place = roads_.place(view.cell);
    if (view.goal.valid()) {
        trip.goal = roads_.place(view.goal);
        trip.field = distances_->field(view.goal, view.loaded);
        trip.left = trip.field.at(floor_->row(view.cell), floor_->column(view.cell), trip.heading);
        if (view.cell != view.goal) {
            const std::array<Cost, 4> via = distances_->via(view.cell, view.heading, view.goal, view.loaded);
            const auto best = static_cast<std::size_t>(std::min_element(via.begin(), via.end()) - via.begin());
            if (via[best] != kUnreachable) next_[i] = floor_->next(view.cell, floor::kHeadings[best]);
            if (next_[i].valid() && entry_fault(*floor_, closed_, view, next_[i]) != nullptr) next_[i] = CellId();
        }
    }
    if (next_[i].valid() && view.loaded && view.fixed_ticks == 0 && floor_->slot_of(view.cell).valid())
        ++trip.boxed_ticks;
    else if (view.fixed_ticks == 0)
        trip.boxed_ticks = 0;
}

SiteTerrain::Mood SiteTerrain::mood_of(RobotId robot, const RobotView& view) const {
    const bool may_go_on = next_[robot.index()].valid();
    const int end = floor_->dead_end_of(view.cell);
    if (end >= 0 && may_go_on && floor_->dead_end_of(view.goal) != end) return Mood::First;
    if (end >= 0 && !may_go_on && dead_ends_.awaited(end)) return Mood::Evicted;
    // With a pod a slot is a dead end too: whoever stands before it, perhaps wanting in, has to give way.
    if (may_go_on && trips_[robot.index()].boxed_ticks > kBoxedInTicks) return Mood::First;
    if (may_go_on) return Mood::Active;
    return view.goal.valid() && view.goal != view.cell ? Mood::Kept : Mood::Idle;
}

// The rules of rules.hpp and who may enter a dead end.
bool SiteTerrain::may_enter(std::size_t robot, Place from, Place to) const {
    const CellId cell = roads_.cell(to);
    if (barred(closed_, roads_.cell(from), cell)) return false;
    const Trip& trip = trips_[robot];
    const std::uint8_t access = access_[to];
    if ((access & (trip.loaded ? kFreeLoaded : kFreeEmpty)) == 0) {
        const LaneId lane = floor_->lane_of(cell);
        const bool own_lane = lane.valid() && lane == trip.permit;
        const bool own_goal = !lane.valid() && floor_->kind(cell) != floor::CellKind::Lane && to == trip.goal;
        if (!own_lane && !own_goal) return false;
    }
    if ((access & kDeadEnd) == 0) return true;
    const int end = floor_->dead_end_of(cell);
    return end == floor_->dead_end_of(roads_.cell(from)) || dead_ends_.may_enter(end, RobotId(robot));
}

Start SiteTerrain::start(std::size_t robot) const {
    const Trip& trip = trips_[robot];
    return {.place = trip.place, .heading = trip.heading, .busy_ticks = trip.busy_ticks, .kind = trip.kind};
}

bool SiteTerrain::rests(std::size_t robot) const {
    return trips_[robot].mood == Mood::Idle && (trips_[robot].left == kNoUnits || trips_[robot].place == trips_[robot].goal);
}

void SiteTerrain::judge(std::size_t robot, Options& options) const {
    options.judge(robot, start(robot), SiteJourney(*this, robot));
}

std::optional<int> SiteTerrain::way_left(std::size_t robot) const {
    const Trip& trip = trips_[robot];
    if (trip.mood != Mood::Active && trip.mood != Mood::First) return {};
    return static_cast<int>(trip.left);
}

// Who must get out first; then the caller's priority; then short ways, since a robot that is nearly there is soonest out of the
// others' way. Who cannot go on comes last.
std::int64_t SiteTerrain::rank(std::size_t robot) const {
    const Trip& trip = trips_[robot];
    constexpr std::int64_t kTier = std::int64_t{1} << 59;
    const bool waits = trip.mood == Mood::Idle || trip.mood == Mood::Kept, leaves = trip.mood != Mood::Active;
    return std::min<std::int64_t>(trip.left, 1 << 20) - (static_cast<std::int64_t>(trip.priority) << 24) +
           (waits    ? kTier
            : leaves ? -kTier
                     : 0);
}

}  // namespace dray::motion
