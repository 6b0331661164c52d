#include "insight/state_log.hpp"

#include <algorithm>
#include <utility>

#include "base/check.hpp"

namespace dray::insight {

namespace {

ResourceState state_of(const StateShares& shares) {
    if (shares[static_cast<std::size_t>(ResourceState::Working)] > 0) return ResourceState::Working;
    return static_cast<ResourceState>(std::ranges::max_element(shares) - shares.begin());
}

}  // namespace

StateLog::StateLog(std::vector<std::uint32_t> resources, std::size_t most)
    : resources_(std::move(resources)), most_(std::max(most, 4 * resources_.size())), state_(resources_.size()) {
    changes_.reserve(most_);
}

void StateLog::observe(std::span<const StateShares> shares, std::int64_t moment) {
    if (moment < next_) return;
    if (changes_.size() + resources_.size() > most_) {
        thin_out(moment);
        if (moment % period_ != 0) return;
    }
    const std::int64_t at = begun_ ? moment / period_ * period_ : 0;
    for (std::size_t place = 0; place < resources_.size(); ++place) {
        DRAY_CHECK(resources_[place] < shares.size(), "resource {} of {}", resources_[place], shares.size());
        const ResourceState state = state_of(shares[resources_[place]]);
        if (begun_ && state == state_[place]) continue;
        changes_.push_back({static_cast<std::uint32_t>(place), state, at});
        state_[place] = state;
    }
    begun_ = true;
    next_ = at + period_;
}

// A change shows at the next look; of several before the same look the last does. What would show later than now is forgotten:
// the look itself will tell.
void StateLog::thin_out(std::int64_t now) {
    std::ranges::sort(changes_, {}, [](const Change& c) { return std::pair(c.place, c.at); });
    while (changes_.size() > most_ / 2) {
        period_ *= 2;
        std::size_t kept = 0;
        const auto follows = [&](const Change& c) { return kept > 0 && changes_[kept - 1].place == c.place; };
        for (std::size_t i = 0; i < changes_.size(); ++i) {
            Change change = changes_[i];
            change.at = (change.at + period_ - 1) / period_ * period_;
            if (change.at >= now && change.at > 0) continue;
            if (follows(change) && changes_[kept - 1].at == change.at) --kept;
            if (follows(change) && changes_[kept - 1].state == change.state) continue;
            changes_[kept++] = change;
        }
        changes_.resize(kept);
    }
    for (const Change& change : changes_)
        state_[change.place] = change.state;
    next_ = (now + period_ - 1) / period_ * period_;
}

std::vector<StateInterval> StateLog::intervals(std::int64_t end) const {
    std::vector<Change> sorted = changes_;
    std::ranges::sort(sorted, {}, [](const Change& c) { return std::pair(c.place, c.at); });
    std::vector<StateInterval> out;
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        const bool last = i + 1 == sorted.size() || sorted[i + 1].place != sorted[i].place;
        const std::int64_t to = last ? end : std::min(end, sorted[i + 1].at);
        if (sorted[i].at < to) out.push_back({resources_[sorted[i].place], sorted[i].at, to, sorted[i].state});
    }
    return out;
}

}  // namespace dray::insight
