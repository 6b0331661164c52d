#include "operations/charging/charging.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "base/random.hpp"

namespace dray::operations {

namespace {

constexpr double kJoulesPerWh = 3600;
// Robots sent to chargers in one tick; the others follow in the next ones.
constexpr std::size_t kSentPerTick = 16;

}  // namespace

Charging::Charging(std::vector<BatteryConfig> batteries, const floor::Floor& floor, const motion::Distances& distances,
                   const Clock& clock, std::uint64_t seed)
    : active_(!floor.chargers().empty() &&
              std::ranges::any_of(batteries, [](const BatteryConfig& b) { return b.capacity_wh > 0; })),
      batteries_(std::move(batteries)),
      floor_(&floor),
      user_(floor.chargers().size()),
      clock_(clock),
      free_chargers_(floor.chargers().size()) {
    if (!active_) return;
    const std::size_t n = batteries_.size();
    travel_.emplace(distances, clock);
    place_.assign(n, Place::Away);
    charger_.assign(n, kNoCharger);
    operational_.assign(n, 1);
    figures_.resize(n);
    charge_j_.resize(n);
    for (std::size_t r = 0; r < n; ++r) {
        Stream stream(seed, "battery", r);
        const double share = stream.uniform(batteries_[r].leave_above, 1);
        charge_j_[r] = share * batteries_[r].capacity_wh * kJoulesPerWh;
        figures_[r].lowest_share = share;
    }
    by_share_.reserve(n);
    ended_.reserve(user_.size());
    told_.reserve(user_.size());
    ways_.reserve(kSentPerTick);
}

double Charging::share(RobotId robot) const {
    if (!has_battery(robot)) return 1;
    return charge_j_[robot.index()] / (batteries_[robot.index()].capacity_wh * kJoulesPerWh);
}

bool Charging::may_work(RobotId robot) const {
    return !has_battery(robot) || share(robot) >= batteries_[robot.index()].recharge_below;
}

bool Charging::may_leave(RobotId robot) const {
    return !has_battery(robot) || share(robot) >= batteries_[robot.index()].leave_above;
}

bool Charging::waits_for_charger(RobotId robot) const {
    return active_ && !may_work(robot) && place_[robot.index()] == Place::Away;
}

void Charging::use(std::size_t r, double energy_j) {
    const double used_j = std::min(energy_j, charge_j_[r]);
    charge_j_[r] -= used_j;
    figures_[r].used_j += used_j;
    figures_[r].lowest_share = std::min(figures_[r].lowest_share, share(RobotId(r)));
}

void Charging::fill(std::size_t r, double energy_j) {
    const double room_j = batteries_[r].capacity_wh * kJoulesPerWh - charge_j_[r];
    const double filled_j = std::clamp(energy_j, 0.0, std::max(0.0, room_j));
    charge_j_[r] += filled_j;
    figures_[r].charged_j += filled_j;
}

void Charging::tick(Step now, std::span<const RobotStatus> robots) {
    flat_.clear();
    if (!active_) return;
    const double passed_s = clock_.seconds(now - last_);
    last_ = now;
    for (std::size_t r = 0; r < robots.size(); ++r) {
        const BatteryConfig& battery = batteries_[r];
        if (battery.capacity_wh <= 0) continue;
        // Pushed off its charger or broken, it is not fed; broken, its electronics are off.
        const bool fed = place_[r] == Place::Plugged && robots[r].cell == floor_->chargers()[charger_[r]];
        if (fed && robots[r].operational) fill(r, battery.charger_w * passed_s);
        const bool had_charge = charge_j_[r] > 0;
        operational_[r] = robots[r].operational ? 1 : 0;
        use(r, driving_j(battery, robots[r].work_j) + (robots[r].operational ? battery.electronics_w * passed_s : 0));
        if (had_charge && charge_j_[r] <= 0 && robots[r].operational) {
            flat_.emplace_back(r);
            ++figures_[r].flat;
        }
        if (place_[r] == Place::Plugged && share(RobotId(r)) >= battery.charge_to) end(r);
    }
    make_room();
}

// Robots that must charge and find every charger taken get those of robots that have enough.
void Charging::make_room() {
    std::size_t waiting = 0;
    for (std::size_t r = 0; r < place_.size(); ++r)
        waiting += operational_[r] != 0 && waits_for_charger(RobotId(r)) ? 1 : 0;
    if (waiting > free_chargers_) release_fullest(waiting - free_chargers_, {});
}

// `staying` is by robot, or empty: nobody stays.
void Charging::release_fullest(std::size_t count, std::span<const std::uint8_t> staying) {
    by_share_.clear();
    for (const RobotId robot : user_)
        if (robot.valid() && place_[robot.index()] == Place::Plugged && may_leave(robot) &&
            (staying.empty() || staying[robot.index()] == 0))
            by_share_.emplace_back(-share(robot), robot);
    std::sort(by_share_.begin(), by_share_.end());
    for (std::size_t i = 0; i < std::min(count, by_share_.size()); ++i)
        end(by_share_[i].second.index());
}

void Charging::call_back(std::size_t jobs, std::span<const std::uint8_t> resting) {
    if (active_ && jobs > 0) release_fullest(jobs, resting);
}

std::span<const Charging::Way> Charging::choose(std::span<const RobotId> jobless, std::span<const RobotStatus> robots) {
    ways_.clear();
    if (!active_ || free_chargers_ == 0) return ways_;
    by_share_.clear();
    for (const RobotId robot : jobless) {
        const double charge = share(robot);
        const BatteryConfig& battery = batteries_[robot.index()];
        if (has_battery(robot) && (charge < battery.top_up_below || charge < battery.recharge_below))
            by_share_.emplace_back(charge, robot);
    }
    const std::size_t sent = std::min({by_share_.size(), free_chargers_, kSentPerTick});
    std::partial_sort(by_share_.begin(), by_share_.begin() + static_cast<std::ptrdiff_t>(sent), by_share_.end());
    for (std::size_t i = 0; i < sent; ++i) {
        const RobotId robot = by_share_[i].second;
        std::uint32_t best = kNoCharger;
        Step best_way = 0;
        for (std::size_t c = 0; c < user_.size(); ++c) {
            if (user_[c].valid() || travel_->shut(floor_->chargers()[c])) continue;
            const Step way = travel_->steps(robots[robot.index()].planned, floor_->chargers()[c], false);
            if (best != kNoCharger && way >= best_way) continue;
            best = static_cast<std::uint32_t>(c);
            best_way = way;
        }
        if (best == kNoCharger) break;
        user_[best] = robot;
        --free_chargers_;
        charger_[robot.index()] = best;
        place_[robot.index()] = Place::Bound;
        ways_.push_back({robot, floor_->chargers()[best]});
    }
    return ways_;
}

void Charging::plugged_in(RobotId robot) {
    DRAY_CHECK(place_[robot.index()] == Place::Bound, "robot {} charges without a charger", robot.value);
    place_[robot.index()] = Place::Plugged;
    ++figures_[robot.index()].charges;
}

void Charging::give_up(RobotId robot) {
    DRAY_CHECK(place_[robot.index()] == Place::Bound, "robot {} gives up a charger that it has not got", robot.value);
    user_[charger_[robot.index()]] = RobotId();
    ++free_chargers_;
    charger_[robot.index()] = kNoCharger;
    place_[robot.index()] = Place::Away;
}

void Charging::end(std::size_t r) {
    user_[charger_[r]] = RobotId();
    ++free_chargers_;
    charger_[r] = kNoCharger;
    place_[r] = Place::Away;
    ended_.emplace_back(r);
}

std::span<const RobotId> Charging::take_ended() {
    told_.clear();
    std::swap(told_, ended_);
    std::ranges::sort(told_);
    return told_;
}

void Charging::lifted(RobotId robot, double load_kg) {
    if (has_battery(robot)) use(robot.index(), lifting_j(batteries_[robot.index()], load_kg));
}

void Charging::cleared(RobotId robot) {
    if (has_battery(robot) && charge_j_[robot.index()] <= 0)
        fill(robot.index(), batteries_[robot.index()].capacity_wh * kJoulesPerWh);
}

void Charging::add_to(StateHash& hash) const {
    hash.add(std::span<const double>(charge_j_));
    for (const Place place : place_)
        hash.add(place);
}

}  // namespace dray::operations
