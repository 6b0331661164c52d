#include "motion/fleet/goal_tables.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/parallel.hpp"

namespace dray::motion {

namespace {

// The words of one place for all lanes. The loops over lanes become vector instructions.
void words_of(const Sweep& sweep, Place place, std::array<PriceWord, kSweepLanes>& words) {
    const auto& prices = sweep.prices(place);
    Sweep::Lanes least, more;
    for (std::size_t lane = 0; lane < kSweepLanes; ++lane) {
        const std::int16_t a = std::min(prices[0][lane], prices[1][lane]), b = std::min(prices[2][lane], prices[3][lane]);
        least[lane] = std::min(a, b);
    }
    for (std::size_t lane = 0; lane < kSweepLanes; ++lane)
        more[lane] = static_cast<std::int16_t>((prices[0][lane] - least[lane]) | (prices[1][lane] - least[lane]) << 2 |
                                               (prices[2][lane] - least[lane]) << 4 | (prices[3][lane] - least[lane]) << 6);
    for (std::size_t lane = 0; lane < kSweepLanes; ++lane)
        words[lane] = least[lane] >= kSweepFar ? kNoPrice : price_word(least[lane], static_cast<unsigned>(more[lane]));
}

}  // namespace

GoalTables::GoalTables(const Roads& roads, std::size_t budget_bytes)
    : roads_(&roads),
      table_bytes_(goal_table_bytes(roads.size())),
      most_slots_(std::max<std::size_t>(1, budget_bytes / table_bytes_)),
      slot_of_(roads.size(), -1) {}

void GoalTables::want(std::span<const Place> goals, const Budget& budget, std::size_t renewals) {
    ++calls_;
    missing_.clear();
    for (const Place goal : goals) {
        if (goal == kNoPlace) continue;
        if (slot_of_[goal] >= 0)
            slots_[static_cast<std::size_t>(slot_of_[goal])].last_wanted = calls_;
        else
            missing_.push_back(goal);
    }
    std::sort(missing_.begin(), missing_.end());
    missing_.erase(std::unique(missing_.begin(), missing_.end()), missing_.end());
    oldest_.clear();
    for (const Place goal : missing_) {
        const std::size_t slot = free_slot();
        if (slots_[slot].goal != kNoPlace) slot_of_[slots_[slot].goal] = -1;
        slots_[slot].goal = goal;
        slots_[slot].last_wanted = calls_;
        slots_[slot].made = 0;
        slot_of_[goal] = static_cast<std::int32_t>(slot);
    }
    if (renewals > 0) add_oldest(renewals);
    if (missing_.empty()) return;
    left_out_.assign((missing_.size() + kSweepLanes - 1) / kSweepLanes, 0);
    const auto batch_of = [this](std::size_t batch) {
        const std::size_t first = batch * kSweepLanes;
        return std::span<const Place>(missing_).subspan(first, std::min(kSweepLanes, missing_.size() - first));
    };
    for_each_number(left_out_.size(), [&](std::size_t batch) {
        left_out_[batch] = budget.clock != nullptr && budget.clock->elapsed_ms() > budget.until_ms;
        if (left_out_[batch] == 0) make(batch_of(batch));
    });
    for (std::size_t batch = 0; batch < left_out_.size(); ++batch) {
        if (left_out_[batch] != 0) {
            drop(batch_of(batch));
            continue;
        }
        for (const Place goal : batch_of(batch))
            slots_[static_cast<std::size_t>(slot_of_[goal])].made = calls_;
    }
}

// The wanted tables that were made longest ago.
void GoalTables::add_oldest(std::size_t renewals) {
    by_age_.clear();
    for (const Slot& slot : slots_)
        if (slot.last_wanted == calls_ && slot.made > 0 && slot.goal != kNoPlace) by_age_.emplace_back(slot.made, slot.goal);
    const std::size_t count = std::min(renewals, by_age_.size());
    std::partial_sort(by_age_.begin(), by_age_.begin() + static_cast<std::ptrdiff_t>(count), by_age_.end());
    for (std::size_t i = 0; i < count; ++i)
        missing_.push_back(by_age_[i].second);
}

// Gives up the slots of goals whose tables were not made; they are the first to be used again.
void GoalTables::drop(std::span<const Place> goals) {
    for (const Place goal : goals) {
        // A table that was to be made anew is still good.
        if (slots_[static_cast<std::size_t>(slot_of_[goal])].made > 0) continue;
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
    std::array<std::uint8_t*, kSweepLanes> tables{};
    for (std::size_t lane = 0; lane < goals.size(); ++lane)
        tables[lane] = slots_[static_cast<std::size_t>(slot_of_[goals[lane]])].bytes.get();
    std::array<PriceWord, kSweepLanes> first, second;
    const auto places = static_cast<Place>(roads_->size());
    for (Place p = 0; p < places; p += 2) {
        words_of(sweep, p, first);
        second.fill(kNoPrice);
        if (p + 1 < places) words_of(sweep, p + 1, second);
        for (std::size_t lane = 0; lane < goals.size(); ++lane)
            put_words(tables[lane], p, first[lane], second[lane]);
    }
}

}  // namespace dray::motion
