#include "motion/fleet/goal_tables.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <utility>

#include "base/handover.hpp"

namespace dray::motion {

GoalTables::GoalTables(const Roads& roads, std::size_t budget_bytes)
    : roads_(&roads),
      table_bytes_(goal_table_bytes(roads.size())),
      most_slots_(std::max<std::size_t>(1, budget_bytes / table_bytes_)),
      slot_of_(roads.size(), -1) {}

void GoalTables::want(std::span<const Place> goals, const Budget& budget) {
    ++calls_;
    missing_.clear();
    for (const Place goal : goals) {
        if (goal == kNoPlace) continue;
        if (slot_of_[goal] >= 0)
            slots_[static_cast<std::size_t>(slot_of_[goal])].last_wanted = calls_;
        else
            missing_.push_back(goal);
    }
    if (missing_.empty()) return;
    std::sort(missing_.begin(), missing_.end());
    missing_.erase(std::unique(missing_.begin(), missing_.end()), missing_.end());
    oldest_.clear();
    for (const Place goal : missing_) {
        const std::size_t slot = free_slot();
        if (slots_[slot].goal != kNoPlace) slot_of_[slots_[slot].goal] = -1;
        slots_[slot].goal = goal;
        slots_[slot].last_wanted = calls_;
        slot_of_[goal] = static_cast<std::int32_t>(slot);
    }
    left_out_.assign((missing_.size() + kSweepLanes - 1) / kSweepLanes, 0);
    const auto batch_of = [this](std::size_t batch) {
        const std::size_t first = batch * kSweepLanes;
        return std::span<const Place>(missing_).subspan(first, std::min(kSweepLanes, missing_.size() - first));
    };
    handover::give();
    tbb::parallel_for(std::size_t{0}, left_out_.size(), [&](std::size_t batch) {
        handover::take();
        left_out_[batch] = budget.clock != nullptr && budget.clock->elapsed_ms() > budget.until_ms;
        if (left_out_[batch] == 0) make(batch_of(batch));
        handover::give();
    });
    handover::take();
    for (std::size_t batch = 0; batch < left_out_.size(); ++batch)
        if (left_out_[batch] != 0) drop(batch_of(batch));
}

// Gives up the slots of goals whose tables were not made; they are the first to be used again.
void GoalTables::drop(std::span<const Place> goals) {
    for (const Place goal : goals) {
        Slot& slot = slots_[static_cast<std::size_t>(std::exchange(slot_of_[goal], -1))];
        slot.goal = kNoPlace;
        slot.last_wanted = 0;
    }
}

// A slot that is not wanted now: a new one while the budget lasts, then the one longest unused.
std::size_t GoalTables::free_slot() {
    if (slots_.size() >= most_slots_) {
        if (oldest_.empty()) {
            for (std::size_t s = 0; s < slots_.size(); ++s)
                if (slots_[s].last_wanted < calls_) oldest_.push_back(s);
            std::sort(oldest_.begin(), oldest_.end(), [this](std::size_t a, std::size_t b) {
                return slots_[a].last_wanted != slots_[b].last_wanted ? slots_[a].last_wanted > slots_[b].last_wanted : a > b;
            });
        }
        if (!oldest_.empty()) {
            const std::size_t slot = oldest_.back();
            oldest_.pop_back();
            return slot;
        }
    }
    slots_.push_back({.bytes = std::make_unique_for_overwrite<std::uint8_t[]>(table_bytes_)});
    return slots_.size() - 1;
}

void GoalTables::make(std::span<const Place> goals) {
    Sweep& sweep = sweeps_.local();
    sweep.run(*roads_, goals);
    for (std::size_t lane = 0; lane < goals.size(); ++lane) {
        const std::span<std::uint8_t> bytes(slots_[static_cast<std::size_t>(slot_of_[goals[lane]])].bytes.get(), table_bytes_);
        std::fill(bytes.begin(), bytes.end(), std::uint8_t{0});
        for (Place p = 0; p < roads_->size(); ++p) {
            std::array<std::int16_t, 4> prices;
            for (std::uint32_t h = 0; h < 4; ++h)
                prices[h] = sweep.price(p, h, lane);
            pack_prices(bytes, p, prices, *std::min_element(prices.begin(), prices.end()) < kSweepFar);
        }
    }
}

}  // namespace dray::motion
