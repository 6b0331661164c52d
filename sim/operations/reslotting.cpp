#include "operations/reslotting.hpp"

#include <algorithm>

#include "operations/impl.hpp"
#include "operations/policies/popularity.hpp"

namespace dray::operations {

namespace {

// Pods looked at in one call, and slots looked at around the place where one of them belongs.
constexpr std::size_t kPods = 16;
constexpr std::size_t kSlots = 256;
// A move pays when it brings a pod nearer to its place by this share of all slots.
constexpr std::size_t kThresholdShare = 10;
// Contents change slowly: pods are ranked anew after so long.
constexpr double kRanked_s = 600;

std::size_t apart(std::size_t a, std::size_t b) {
    return a > b ? a - b : b - a;
}

}  // namespace

Reslotting::Reslotting(const Site& site)
    : site_(site),
      by_distance_(slots_by_distance(site)),
      rank_of_slot_(by_distance_.size()),
      rank_of_pod_(site.storage.pod_count()),
      popularity_(site.storage.pod_count()),
      threshold_(std::max<std::size_t>(1, by_distance_.size() / kThresholdShare)) {
    for (std::size_t i = 0; i < by_distance_.size(); ++i)
        rank_of_slot_[by_distance_[i].index()] = static_cast<std::uint32_t>(i);
    for (std::size_t p = 0; p < rank_of_pod_.size(); ++p)
        ranking_.emplace_back(p);
    bound_for_.reserve(site.robots.size());
}

void Reslotting::rank_pods(Step now) {
    if (ranked_at_ >= 0 && now - ranked_at_ < site_.clock.steps(kRanked_s)) return;
    ranked_at_ = now;
    for (std::size_t p = 0; p < popularity_.size(); ++p)
        popularity_[p] = popularity_of(site_, PodId(p));
    std::ranges::sort(ranking_, [this](PodId a, PodId b) {
        return popularity_[a.index()] != popularity_[b.index()] ? popularity_[a.index()] > popularity_[b.index()] : a < b;
    });
    for (std::size_t i = 0; i < ranking_.size(); ++i)
        rank_of_pod_[ranking_[i].index()] = static_cast<std::uint32_t>(i);
}

// The rank of the slot where the pod belongs: pods spread over all slots, so that free ones remain between them.
std::size_t Reslotting::place_for(PodId pod) const {
    return rank_of_pod_[pod.index()] * by_distance_.size() / rank_of_pod_.size();
}

Reslotting::Move Reslotting::move_of(PodId pod, std::size_t& gain) const {
    const std::size_t place = place_for(pod), now_apart = apart(rank_of_slot_[site_.storage.slot_of(pod).index()], place);
    gain = 0;
    if (now_apart < threshold_) return {};
    // Outwards from its place as long as the move would pay.
    const std::size_t reach = std::min(now_apart - threshold_, kSlots);
    for (std::size_t off = 0; off <= 2 * reach; ++off) {
        const std::size_t half = (off + 1) / 2;
        if (off % 2 == 1 ? place + half >= by_distance_.size() : half > place) continue;
        const SlotId slot = by_distance_[off % 2 == 1 ? place + half : place - half];
        if (!site_.slot_usable(slot) || site_.travel.shut(site_.cell_of(slot)) || std::ranges::binary_search(bound_for_, slot))
            continue;
        gain = now_apart - half;
        return {pod, slot};
    }
    return {};
}

Reslotting::Move Reslotting::next(Step now) {
    rank_pods(now);
    bound_for_.clear();
    for (const Robot& robot : site_.robots)
        if (robot.reslot.valid()) bound_for_.push_back(robot.reslot);
    std::ranges::sort(bound_for_);
    Move best;
    std::size_t best_gain = 0;
    for (std::size_t i = 0; i < std::min(kPods, rank_of_pod_.size()); ++i) {
        const PodId pod(turn_);
        turn_ = (turn_ + 1) % rank_of_pod_.size();
        const bool stands = site_.storage.place(pod) == primitives::PodPlace::InSlot;
        if (!stands || site_.pod_robot[pod.index()].valid() || !site_.visits.of(pod).empty()) continue;
        if (site_.travel.shut(site_.cell_of(site_.storage.slot_of(pod)))) continue;
        std::size_t gain = 0;
        const Move move = move_of(pod, gain);
        if (!move.valid() || gain <= best_gain) continue;
        best = move;
        best_gain = gain;
    }
    return best;
}

// The nearest idle robot carries the pod that gains most. One pod a tick, and none while a pod waits for a robot.
void Operations::Impl::reslot_pods(std::span<const RobotStatus> robots, Step now) {
    if (!site.config.dispatch.reslot_when_idle || !site.open_tasks.empty()) return;
    const auto idle = [&](std::size_t r) {
        const Robot& robot = site.robots[r];
        return robot.phase == Phase::Idle && robot.operational && robots[r].operational && resting[r] == 0 &&
               charging.may_work(RobotId(r));
    };
    bool any = false;
    for (std::size_t r = 0; r < robots.size() && !any; ++r)
        any = idle(r);
    if (!any) return;
    // A pod that changes its place keeps two slots, the new one and the old one until its robot has left that: so many must be to
    // spare, and one for a pod that comes back meanwhile.
    const auto moving = std::ranges::count_if(site.robots, [](const Robot& robot) {
        return robot.reslot.valid() || (robot.phase == Phase::Returning && robot.blocks.valid());
    });
    if (static_cast<std::size_t>(moving) + 1 >= site.floor.slots().size() - site.storage.pod_count()) return;
    const Reslotting::Move move = reslotting->next(now);
    if (!move.valid()) return;
    const CellId cell = site.cell_of(site.storage.slot_of(move.pod));
    RobotId best;
    Step best_way = 0;
    for (std::size_t r = 0; r < robots.size(); ++r) {
        if (!idle(r)) continue;
        const Step way = site.travel.steps(robots[r].planned, cell, false);
        if (best.valid() && way >= best_way) continue;
        best = RobotId(r);
        best_way = way;
    }
    give_job(best, move.pod, now);
    site.robot(best).reslot = move.slot;
    site.robot(best).goal_planned = false;
    site.note('m', move.pod, move.slot);
}

// Work has come: who has not yet reached the pod that it was to carry elsewhere is free for it.
void Operations::Impl::call_off_reslotting() {
    if (!site.config.dispatch.reslot_when_idle || site.open_tasks.empty()) return;
    for (std::size_t r = 0; r < site.robots.size(); ++r) {
        const Robot& robot = site.robots[r];
        if (robot.reslot.valid() && robot.phase == Phase::Fetching && robot.operational && !robot.goal_planned &&
            !robot.dwelling && !robot.carrying)
            abandon_job(RobotId(r));
    }
}

// The plan stands beneath the pod. If a station wants it by now it goes there; else, once it hangs on the robot, to its new slot.
void Operations::Impl::carry_to_new_slot(RobotId id, const RobotStatus& status, Step now) {
    Robot& robot = site.robot(id);
    robot.goal_planned = true;
    if (!site.visits.of(robot.pod).empty()) {
        robot.reslot = SlotId();
        wait_for(id, choose_visit(robot.pod, status.planned, LaneId(), false), now);
        return;
    }
    if (!robot.carrying) return;
    const SlotId slot =
        reslotting->still_good(robot.reslot) ? robot.reslot : slot_for_pod->choose(site, robot.pod, status.planned);
    robot.reslot = SlotId();
    site.storage.make_home(robot.pod, slot);
    ++site.figures.pods_reslotted;
    take_to_slot(id, slot, now);
}

}  // namespace dray::operations
