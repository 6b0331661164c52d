#include "primitives/handling/grips.hpp"

namespace dray::primitives {

Grips& Grips::operator+=(const Grips& more) {
    seconds += more.seconds;
    attempts += more.attempts;
    failures += more.failures;
    refused += more.refused;
    exceptions += more.exceptions;
    return *this;
}

void grip(const GripConfig& config, double time_s, Stream& stream, Grips& grips) {
    if (stream.chance(config.refusal_rate)) {
        ++grips.refused;
        ++grips.exceptions;
        return;
    }
    for (std::int64_t attempt = 1;; ++attempt) {
        ++grips.attempts;
        grips.seconds += time_s;
        if (stream.chance(config.success_rate)) return;
        ++grips.failures;
        if (attempt < config.attempts) continue;
        ++grips.exceptions;
        return;
    }
}

}  // namespace dray::primitives
