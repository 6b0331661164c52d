#include "insight/management/chute_sharing.hpp"

#include <algorithm>
#include <cmath>

namespace dray::insight {

void ChuteSharing::observe(std::span<const ChuteMoment> chutes, double dt_s) {
    moves_.clear();
    std::ranges::fill(chutes_, 0);
    std::ranges::fill(full_now_, 0);
    std::ranges::fill(unused_, 0);
    for (const ChuteMoment& chute : chutes) {
        ++chutes_[chute.route];
        full_now_[chute.route] += chute.full ? 1 : 0;
        unused_[chute.route] += chute.unused ? 1 : 0;
    }
    const double fresh = 1 - std::exp(-dt_s / kMemory_s);
    std::size_t taker = full_.size(), giver = full_.size();
    for (std::size_t r = 0; r < full_.size(); ++r) {
        const double now = chutes_[r] > 0 ? static_cast<double>(full_now_[r]) / chutes_[r] : 0;
        full_[r] += fresh * (now - full_[r]);
        if (full_[r] >= kFull && (taker == full_.size() || full_[r] > full_[taker])) taker = r;
        // Of those with room the one with the most chutes gives, so that none is left with few.
        if (full_[r] <= kRoom && unused_[r] > 0 && chutes_[r] > 1 && (giver == full_.size() || chutes_[r] > chutes_[giver]))
            giver = r;
    }
    since_move_s_ += dt_s;
    if (taker == full_.size() || giver == full_.size() || since_move_s_ < kPeriod_s) return;
    since_move_s_ = 0;
    const auto chute =
        std::ranges::find_if(chutes, [&](const ChuteMoment& c) { return c.route == giver && c.unused; }) - chutes.begin();
    moves_.push_back({static_cast<std::uint32_t>(chute), static_cast<std::uint32_t>(taker)});
}

}  // namespace dray::insight
