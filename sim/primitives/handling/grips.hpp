// Getting hold of things: people nearly always do, a robot arm fails, tries again, or declines what it finds no grip on.
#pragma once

#include <cstdint>

#include "base/random.hpp"
#include "config/table.hpp"

namespace dray::primitives {

/// How well workers get hold of things. What they decline or fail at is handled by a person in the end.
struct GripConfig {
    double success_rate = 1;    ///< of an attempt
    std::int64_t attempts = 2;  ///< before a person is called
    double refusal_rate = 0;    ///< share of things that are declined at sight
    double exception_s = 60;    ///< mean time of the person for one of them
    [[nodiscard]] bool perfect() const { return success_rate >= 1 && refusal_rate <= 0; }
};

/// What became of a number of things.
struct Grips {
    double seconds = 0;  ///< of the worker; without the person's
    std::int64_t attempts = 0, failures = 0, refused = 0;
    std::int64_t exceptions = 0;  ///< left for a person
    Grips& operator+=(const Grips& more);
};

/// One thing of which an attempt takes `time_s`: attempts until one succeeds or there have been too many, or none.
void grip(const GripConfig& config, double time_s, Stream& stream, Grips& grips);

/// The fields of GripConfig for the table of a config that has them.
template <class C>
config::Describe<C>& describe_grips(config::Describe<C>& table) {
    using enum config::Grade;
    return table
        .number("success_rate", &C::success_rate, {0, 1}, "share", "Of attempts; below 1 for robot arms.", {"people", Assumed})
        .integer("attempts", &C::attempts, {1, 100}, "attempts", "After so many a person is called.", {"", Assumed})
        .number("refusal_rate", &C::refusal_rate, {0, 1}, "share",
                "Things that are declined at sight, as an arm does that finds no grip; a person is called.", {"people", Assumed})
        .number("exception_s", &C::exception_s, {0.1, 86400}, "s", "Mean time of that person for one thing.", {"", Assumed});
}

}  // namespace dray::primitives
