#include "insight/active_periods.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace dray::insight {

ActivePeriods::ActivePeriods(std::size_t resources) : records_(resources) {}

void ActivePeriods::observe(std::size_t resource, bool active, std::int64_t now) {
    Record& record = records_[resource];
    if (record.active == active) return;
    record.active = active;
    if (active) {
        record.since = now;
        return;
    }
    record.total += now - record.since;
    ++record.periods;
    ended_ = ended_ || resource == bottleneck_;
}

// The first of several that have been active equally long.
std::size_t ActivePeriods::longest_active() const {
    std::size_t best = kNone;
    for (std::size_t i = 0; i < records_.size(); ++i)
        if (records_[i].active && (best == kNone || records_[i].since < records_[best].since)) best = i;
    return best;
}

void ActivePeriods::advance(std::int64_t now) {
    if (bottleneck_ != kNone && !ended_) return;
    const std::size_t next = longest_active();
    if (bottleneck_ != kNone) {
        // Alone from when it took over until the next one's period began; the rest of its period overlaps with another's.
        Record& record = records_[bottleneck_];
        const std::int64_t shift = next == kNone ? now : std::clamp(records_[next].since, bottleneck_since_, now);
        const std::int64_t sole = std::max<std::int64_t>(0, shift - taken_over_);
        record.sole += sole;
        record.shifting += now - bottleneck_since_ - sole;
    }
    const bool handed_over = bottleneck_ != kNone && next != kNone;
    bottleneck_ = next;
    ended_ = false;
    if (next == kNone) return;
    bottleneck_since_ = records_[next].since;
    taken_over_ = handed_over ? now : bottleneck_since_;
}

std::int64_t ActivePeriods::sole(std::size_t resource, std::int64_t now) const {
    const bool running = resource == bottleneck_;
    return records_[resource].sole + (running ? now - taken_over_ : 0);
}

std::int64_t ActivePeriods::shifting(std::size_t resource) const {
    return records_[resource].shifting + (resource == bottleneck_ ? taken_over_ - bottleneck_since_ : 0);
}

double ActivePeriods::mean_period(std::size_t resource, std::int64_t now) const {
    const Record& record = records_[resource];
    const std::int64_t total = record.total + (record.active ? now - record.since : 0);
    const std::int64_t periods = record.periods + (record.active ? 1 : 0);
    return periods > 0 ? static_cast<double>(total) / static_cast<double>(periods) : 0;
}

}  // namespace dray::insight
