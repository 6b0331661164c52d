// How long each resource has been in each state, and which of them the active-period method calls the bottleneck.
#pragma once

#include <span>
#include <vector>

#include "insight/active_periods.hpp"
#include "insight/resource.hpp"

namespace dray::insight {

/// Books states from moment to moment; a state holds until the next observation. Not for several threads at once; observe()
/// allocates nothing.
class StateBooks {
  public:
    /// A resource whose state is told in shares, such as a fleet, counts as active while at least this share works or is down.
    static constexpr double kActiveShare = 0.95;

    explicit StateBooks(std::size_t resources);

    /// One moment: by resource the shares of its capacity by state. `now` counts steps and never goes back; the shares told last
    /// are booked for the time since then.
    void observe(std::span<const StateShares> shares, std::int64_t now);

    [[nodiscard]] std::size_t size() const { return booked_.size(); }
    [[nodiscard]] std::int64_t observed() const { return now_ - begin_; }  ///< steps since the first observation
    /// Steps in a state; over all states observed(), but for rounding.
    [[nodiscard]] double time_in(std::size_t resource, ResourceState state) const {
        return booked_[resource][static_cast<std::size_t>(state)];
    }
    [[nodiscard]] const ActivePeriods& active_periods() const { return periods_; }
    [[nodiscard]] std::int64_t now() const { return now_; }

  private:
    std::vector<StateShares> booked_, last_;
    ActivePeriods periods_;
    std::int64_t begin_ = 0, now_ = 0;
    bool begun_ = false;
};

/// All of a resource's capacity in one state.
[[nodiscard]] StateShares all_in(ResourceState state);
/// The share that is working or down: what of the capacity is used up.
[[nodiscard]] double active_share(const StateShares& shares);

}  // namespace dray::insight
