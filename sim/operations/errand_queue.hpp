// The errands of one robot, with their numbers.
#pragma once

#include <algorithm>
#include <vector>

#include "operations/fleet_control.hpp"

namespace dray::operations {

/// What an errand's priority gains as the time comes near at which its load is due: up to three tens over the last quarter of an
/// hour, and no more once it is late.
[[nodiscard]] inline std::int32_t urgency_of(Step due, Step now, const Clock& clock) {
    constexpr double kUrgent_s = 900;
    constexpr std::int32_t kMost = 30;
    const Step window = clock.steps(kUrgent_s), left = std::clamp<Step>(due - now, 0, window);
    return static_cast<std::int32_t>(kMost * (window - left) / window);
}

/// Errands that have not ended, oldest first. Numbers grow by one per errand and are never used again.
class ErrandQueue {
  public:
    void add(CellId goal, LaneId permit, Dwell dwell, Step duration, std::int32_t priority) {
        errands_.push_back({next_seq_++, goal, permit, dwell, duration, priority});
    }
    void pop() { errands_.erase(errands_.begin()); }
    void clear() { errands_.clear(); }
    void pop_last() { errands_.pop_back(); }
    /// Errands with Dwell::None may be taken back while the robot drives.
    void drop_waits() {
        std::erase_if(errands_, [](const Errand& e) { return e.dwell == Dwell::None; });
    }
    void set_priority(std::int32_t priority) {
        for (Errand& e : errands_)
            e.priority = priority;
    }
    [[nodiscard]] bool empty() const { return errands_.empty(); }
    [[nodiscard]] std::size_t size() const { return errands_.size(); }
    [[nodiscard]] const Errand& front() const { return errands_.front(); }
    [[nodiscard]] const std::vector<Errand>& all() const { return errands_; }

  private:
    std::vector<Errand> errands_;
    std::uint32_t next_seq_ = 0;
};

}  // namespace dray::operations
