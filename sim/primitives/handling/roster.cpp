#include "primitives/handling/roster.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dray::primitives {

namespace {

constexpr Step kNeverAbsent = Step{1} << 50;

}  // namespace

const config::Table& absence_table() {
    static const config::Table table =
        config::Describe<AbsenceConfig>("absence", "A time at which workers are away: a break, or a shift without them.")
            .number("at_s", &AbsenceConfig::at_s, {0, 31536000}, "s", "When it begins.")
            .number("duration_s", &AbsenceConfig::duration_s, {1, 31536000}, "s", "How long it lasts.")
            .number("every_s", &AbsenceConfig::every_s, {0, 31536000}, "s", "It comes again after so long; 0: once.")
            .integer("workers", &AbsenceConfig::workers, {1, 10000}, "workers",
                     "How many are away, those with the lowest numbers.")
            .build();
    return table;
}

std::string endless(double duration_s, double every_s) {
    if (every_s <= 0 || duration_s < every_s) return "";
    return fmt::format("an absence of {} s that comes every {} s never ends", duration_s, every_s);
}

Roster::Roster(const std::vector<AbsenceConfig>& absences, const Clock& clock) {
    for (const AbsenceConfig& absence : absences)
        spans_.push_back(
            {clock.steps(absence.at_s), clock.steps(absence.duration_s), clock.steps(absence.every_s), absence.workers});
}

// Those with the lowest numbers are away first.
bool Roster::away(std::size_t worker, Step now) const {
    for (const Span& span : spans_) {
        if (static_cast<std::int64_t>(worker) >= span.workers || now < span.at) continue;
        const Step into = span.every > 0 ? (now - span.at) % span.every : now - span.at;
        if (into < span.length) return true;
    }
    return false;
}

Step Roster::next_change(Step after) const {
    Step next = kNeverAbsent;
    for (const Span& span : spans_) {
        const Step round = span.every > 0 && after >= span.at ? (after - span.at) / span.every : 0;
        for (const Step begin : {span.at + round * span.every, span.at + (round + 1) * span.every})
            for (const Step change : {begin, begin + span.length})
                if (change > after) next = std::min(next, change);
    }
    return next;
}

}  // namespace dray::primitives
