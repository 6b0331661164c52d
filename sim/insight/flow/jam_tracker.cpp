#include "insight/flow/jam_tracker.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace dray::insight {

namespace {

constexpr std::size_t kMostLooks = 20'000;  // that are told apart for the median: more than five hours

bool costs_more(const Jam& a, const Jam& b) {
    return a.robot_ticks != b.robot_ticks ? a.robot_ticks > b.robot_ticks : a.number < b.number;
}

void add(JamTotals& totals, const Jam& jam) {
    ++totals.jams;
    totals.robot_ticks += jam.robot_ticks;
    totals.longest_ticks = std::max(totals.longest_ticks, jam.end_tick - jam.first_tick);
    totals.largest_spill_back = std::max(totals.largest_spill_back, jam.spill_back_max);
}

std::int64_t ticks_in(double seconds, double tick_s) {
    return static_cast<std::int64_t>(std::ceil(seconds / tick_s - 1e-9));
}

}  // namespace

JamTracker::JamTracker(const floor::Floor& floor, std::size_t robots, double tick_s)
    : floor_(&floor),
      finder_(floor, robots),
      look_ticks_(std::max<std::int64_t>(1, std::llround(1 / tick_s))),
      least_ticks_(ticks_in(kLeast_s, tick_s)),
      gap_ticks_(ticks_in(kGap_s, tick_s)),
      places_(robots),
      lived_(kMostLooks + 1, 0) {
    kept_.reserve(kKept + 1);
    const std::size_t most = robots / JamFinder::kLeastRobots + 16;
    for (auto* list : {&active_, &now_})
        list->reserve(most);
    for (auto* list : {&votes_, &active_of_, &touched_})
        list->reserve(most);
    claimed_.reserve(most);
    claims_.reserve(most);
}

void JamTracker::observe(std::span<const RobotMoment> moments, const LostTime& lost) {
    if (next_tick_ % look_ticks_ == 0) look(moments, lost);
    ++next_tick_;
    for (std::size_t found = 0; found < active_of_.size(); ++found) {
        std::int64_t waiting = 0;
        for (const RobotId r : finder_.members(finder_.jams()[found]))
            waiting += moments[r.index()].doing == Doing::Waits ? 1 : 0;
        active_[active_of_[found]].robot_ticks += waiting;
    }
}

void JamTracker::look(std::span<const RobotMoment> moments, const LostTime& lost) {
    tick_ = next_tick_;
    finder_.find(moments, lost);
    end_unseen();
    claimed_.assign(active_.size(), 0);
    active_of_.assign(finder_.jams().size(), kNone);
    match_by_robots();
    match_by_head();
    for (std::uint32_t found = 0; found < active_of_.size(); ++found) {
        if (active_of_[found] == kNone) {
            active_of_[found] = static_cast<std::uint32_t>(active_.size());
            Jam& jam = active_.emplace_back();
            jam.number = next_number_++;
            jam.first_tick = tick_;
        }
        take(found);
    }
    now_.clear();
    for (const Jam& jam : active_)
        if (jam.end_tick > tick_ && counts(jam)) now_.push_back(finished(jam));
}

// Which jams of before the robots of one that is found were in, and how many of them.
void JamTracker::vote(std::uint32_t found) {
    const JamMoment& jam = finder_.jams()[found];
    touched_.clear();
    for (const RobotId r : finder_.members(jam)) {
        const Place& place = places_[r.index()];
        if (place.number == kNoJam || tick_ - place.tick > gap_ticks_) continue;
        const std::uint32_t active = active_numbered(place.number);
        if (active == kNone) continue;
        if (votes_[active]++ == 0) touched_.push_back(active);
    }
    for (const std::uint32_t active : touched_) {
        if (2 * votes_[active] >= std::min(jam.robots, active_[active].robots))
            claims_.push_back({votes_[active], active, found});
        votes_[active] = 0;
    }
}

void JamTracker::match_by_robots() {
    votes_.assign(active_.size(), 0);
    claims_.clear();
    for (std::uint32_t found = 0; found < active_of_.size(); ++found)
        vote(found);
    std::ranges::sort(claims_, [](const Claim& a, const Claim& b) {
        if (a.votes != b.votes) return a.votes > b.votes;
        return a.active != b.active ? a.active < b.active : a.found < b.found;
    });
    for (const Claim& claim : claims_) {
        if (claimed_[claim.active] != 0 || active_of_[claim.found] != kNone) continue;
        claimed_[claim.active] = 1;
        active_of_[claim.found] = claim.active;
    }
}

// The nearest head, the oldest jam of equally near ones. Stations lie side by side: each has jams of its own.
void JamTracker::match_by_head() {
    for (std::uint32_t found = 0; found < active_of_.size(); ++found) {
        if (active_of_[found] != kNone) continue;
        const JamMoment& jam = finder_.jams()[found];
        int nearest = kHeadMoves + 1;
        for (std::uint32_t active = 0; active < claimed_.size(); ++active) {
            if (claimed_[active] != 0) continue;
            const Jam& before = active_[active];
            const Root station{Cause::Station, before.of[static_cast<std::size_t>(Cause::Station)]};
            if (jam.root.cause == Cause::Station && before.by[static_cast<std::size_t>(Cause::Station)] > 0 &&
                jam.root != station)
                continue;
            const int cells = std::abs(floor_->row(before.head_now) - floor_->row(jam.head)) +
                              std::abs(floor_->column(before.head_now) - floor_->column(jam.head));
            if (cells >= nearest) continue;
            nearest = cells;
            active_of_[found] = active;
        }
        if (active_of_[found] != kNone) claimed_[active_of_[found]] = 1;
    }
}

void JamTracker::take(std::uint32_t found) {
    const JamMoment& now = finder_.jams()[found];
    Jam& jam = active_[active_of_[found]];
    jam.end_tick = tick_ + look_ticks_;
    jam.head_now = now.head;
    if (now.robots > jam.robots_max) jam.head = now.head;
    jam.robots = now.robots;
    jam.spill_back = now.spill_back;
    jam.robots_max = std::max(jam.robots_max, now.robots);
    jam.spill_back_max = std::max(jam.spill_back_max, now.spill_back);
    jam.chain_max = std::max(jam.chain_max, now.chain);
    ++jam.looks;
    jam.seen_robots += now.robots;
    const auto cause = static_cast<std::size_t>(now.root.cause);
    jam.by[cause] += now.robots;
    jam.of[cause] = now.root.number;
    for (const RobotId r : finder_.members(now))
        places_[r.index()] = {jam.number, tick_};
}

void JamTracker::end_unseen() {
    std::erase_if(active_, [this](const Jam& jam) {
        if (tick_ - jam.end_tick < gap_ticks_) return false;
        if (counts(jam)) keep(jam);
        return true;
    });
}

void JamTracker::keep(const Jam& jam) {
    add(ended_, jam);
    ++lived_[std::min(kMostLooks, static_cast<std::size_t>((jam.end_tick - jam.first_tick) / look_ticks_))];
    if (kept_.size() == kKept && !costs_more(jam, kept_.front())) return;
    kept_.push_back(finished(jam));
    std::ranges::push_heap(kept_, costs_more);
    if (kept_.size() <= kKept) return;
    std::ranges::pop_heap(kept_, costs_more);
    kept_.pop_back();
}

std::uint32_t JamTracker::active_numbered(std::uint32_t number) const {
    const auto at = std::ranges::lower_bound(active_, number, {}, &Jam::number);
    return at == active_.end() || at->number != number ? kNone : static_cast<std::uint32_t>(at - active_.begin());
}

std::uint32_t JamTracker::jam_of(RobotId robot) const {
    const Place& place = places_[robot.index()];
    if (place.number == kNoJam || place.tick != tick_) return kNoJam;
    const std::uint32_t active = active_numbered(place.number);
    return active != kNone && counts(active_[active]) ? place.number : kNoJam;
}

Jam JamTracker::finished(Jam jam) {
    const auto cause = static_cast<std::size_t>(std::ranges::max_element(jam.by) - jam.by.begin());
    jam.root = {static_cast<Cause>(cause), jam.of[cause]};
    return jam;
}

std::vector<Jam> JamTracker::largest() const {
    std::vector<Jam> all = kept_;
    for (const Jam& jam : active_)
        if (counts(jam)) all.push_back(finished(jam));
    std::ranges::sort(all, costs_more);
    if (all.size() > kKept) all.resize(kKept);
    return all;
}

JamTotals JamTracker::totals() const {
    JamTotals all = ended_;
    std::vector<std::uint32_t> lived = lived_;
    for (const Jam& jam : active_) {
        if (!counts(jam)) continue;
        add(all, jam);
        ++lived[std::min(kMostLooks, static_cast<std::size_t>((jam.end_tick - jam.first_tick) / look_ticks_))];
    }
    for (std::size_t looks = 0; looks < lived.size(); ++looks)
        if (lived[looks] > 0) all.lived.emplace_back(static_cast<std::int64_t>(looks) * look_ticks_, lived[looks]);
    return all;
}

}  // namespace dray::insight
