// When each resource was in which state: the states of a whole run as intervals, in bounded space.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "insight/resource.hpp"

namespace dray::insight {

/// A resource in one state without a break.
struct StateInterval {
    std::uint32_t resource = 0;
    std::int64_t from = 0, to = 0;  ///< moments; `from` < `to`
    ResourceState state = ResourceState::Starved;
};

/// Looks at states at moments 0, p, 2 p ... and keeps what has changed. p is 1 until there are more changes than there is room
/// for; then it doubles, also for the past, so that a log of any length stays true at each of its looks. Of what is told in
/// shares, such as several people at a desk, the state is working while any of it works, else the largest share. Not for several
/// threads at once; observe() allocates nothing.
class StateLog {
  public:
    /// Watches these resources and keeps at most `most` changes, or four of each resource when that is more.
    StateLog(std::vector<std::uint32_t> resources, std::size_t most);

    /// States at a moment (0 or later, ascending), by number of the resource; those that are not watched are passed over.
    void observe(std::span<const StateShares> shares, std::int64_t moment);

    [[nodiscard]] std::int64_t period() const { return period_; }
    /// All states until `end`, by resource and time. What was seen first counts from moment 0 on.
    [[nodiscard]] std::vector<StateInterval> intervals(std::int64_t end) const;

  private:
    struct Change {
        std::uint32_t place = 0;  // in resources_
        ResourceState state = ResourceState::Starved;
        std::int64_t at = 0;
    };
    void thin_out(std::int64_t now);

    std::vector<std::uint32_t> resources_;
    std::size_t most_;
    std::vector<Change> changes_;       // in order of time within each resource
    std::vector<ResourceState> state_;  // by place: of its last change
    std::int64_t period_ = 1, next_ = 0;
    bool begun_ = false;
};

}  // namespace dray::insight
