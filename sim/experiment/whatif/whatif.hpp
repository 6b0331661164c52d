// What more of each candidate would bring, measured: paired runs of the scenario with and without the relief.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "experiment/whatif/relief.hpp"
#include "experiment/whatif/trial.hpp"
#include "insight/statistics/intervals.hpp"

namespace dray::experiment {

struct WhatIfOptions {
    std::uint64_t seed = 1;        ///< of the first pair; the others follow
    std::size_t candidates = 3;    ///< groups of the ranking that are relieved
    std::size_t fewest_pairs = 4;  ///< at least 2
    std::size_t most_pairs = 12;   ///< after which an unclear answer stays unclear
    double negligible = 0.01;      ///< share of the throughput below which a gain is none
    int threads = 1;
    std::function<bool()> stop = [] { return false; };
    std::function<void(const std::string& text)> progress = [](const std::string&) {};  ///< some times a second
};

/// How an answer stands.
enum class Clarity : std::uint8_t {
    Gain,        ///< more goes out
    Loss,        ///< less goes out
    Negligible,  ///< no more than the negligible share, either way
    Unclear,     ///< the most pairs did not tell
    Impossible,  ///< the site cannot be built so
};

struct WhatIfAnswer {
    Relief relief;
    Clarity clarity = Clarity::Unclear;
    insight::Interval gain;  ///< per hour, with 95 % confidence
    std::size_t pairs = 0;
    std::string then;   ///< the group that limits the relieved site
    std::string fault;  ///< Impossible: why
};

struct WhatIf {
    std::string unit;  ///< of the throughput: "units"
    double base_per_h = 0;
    std::size_t base_runs = 0;
    std::vector<engine::BottleneckResult> ranking;  ///< of the base; figures are means over its first runs
    std::vector<WhatIfAnswer> answers;              ///< the largest gain first, the impossible ones last
    bool interrupted = false;
};

/// The same seeds give the same demand, service times and faults in all variants wherever they share the entity. A variant is run
/// until its answer is clear or the pairs are used up; which runs are made does not depend on `threads`.
[[nodiscard]] WhatIf what_if(const ScenarioSource& source, const WhatIfOptions& options);

/// Whether the interval tells what a gain is: on one side of 0 and known to half its size, or all of it negligible.
[[nodiscard]] Clarity clarity_of(const insight::Interval& gain, double base_per_h, double negligible);

}  // namespace dray::experiment
