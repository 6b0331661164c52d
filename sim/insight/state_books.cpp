#include "insight/state_books.hpp"

#include "base/check.hpp"

namespace dray::insight {

StateShares all_in(ResourceState state) {
    StateShares shares{};
    shares[static_cast<std::size_t>(state)] = 1;
    return shares;
}

double active_share(const StateShares& shares) {
    return shares[static_cast<std::size_t>(ResourceState::Working)] + shares[static_cast<std::size_t>(ResourceState::Down)];
}

StateBooks::StateBooks(std::size_t resources) : booked_(resources), last_(resources), periods_(resources) {}

void StateBooks::observe(std::span<const StateShares> shares, std::int64_t now) {
    DRAY_CHECK(shares.size() == booked_.size(), "{} states of {} resources", shares.size(), booked_.size());
    if (!begun_) begin_ = now_ = now;
    DRAY_CHECK(now >= now_, "states of step {} are told after those of step {}", now, now_);
    const auto passed = static_cast<double>(now - now_);
    for (std::size_t r = 0; r < shares.size(); ++r) {
        for (std::size_t s = 0; s < kResourceStates; ++s)
            booked_[r][s] += passed * last_[r][s];
        last_[r] = shares[r];
        periods_.observe(r, active_share(shares[r]) >= kActiveShare, now);
    }
    periods_.advance(now);
    now_ = now;
    begun_ = true;
}

}  // namespace dray::insight
