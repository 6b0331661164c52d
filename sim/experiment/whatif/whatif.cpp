#include "experiment/whatif/whatif.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <tuple>

#include "base/error.hpp"
#include "engine/site.hpp"
#include "insight/statistics/paired.hpp"

namespace dray::experiment {

namespace {

constexpr double kAnswerConfidence = 0.95;

/// The runs of one variant, by seed.
struct Variant {
    std::vector<double> per_h;
    std::vector<engine::BottleneckResult> first_ranking;
};

/// Means of the rankings of several runs; groups are the same in all.
class MeanRanking {
  public:
    void add(const std::vector<engine::BottleneckResult>& ranking) {
        ++runs_;
        for (const engine::BottleneckResult& b : ranking) {
            engine::BottleneckResult& sum = by_group_.try_emplace(b.group, b).first->second;
            if (runs_ == 1) continue;
            for (const auto field : {&engine::BottleneckResult::time_share, &engine::BottleneckResult::score,
                                     &engine::BottleneckResult::load, &engine::BottleneckResult::waiting,
                                     &engine::BottleneckResult::waiting_growth_per_h, &engine::BottleneckResult::lost_robot_h})
                sum.*field += b.*field;
            for (std::size_t s = 0; s < b.states.size(); ++s)
                sum.states[s] += b.states[s];
        }
    }
    [[nodiscard]] std::vector<engine::BottleneckResult> ranking() const {
        std::vector<engine::BottleneckResult> all;
        const auto n = static_cast<double>(std::max<std::size_t>(1, runs_));
        for (const auto& [name, sum] : by_group_) {
            engine::BottleneckResult& b = all.emplace_back(sum);
            for (const auto field : {&engine::BottleneckResult::time_share, &engine::BottleneckResult::score,
                                     &engine::BottleneckResult::load, &engine::BottleneckResult::waiting,
                                     &engine::BottleneckResult::waiting_growth_per_h, &engine::BottleneckResult::lost_robot_h})
                b.*field /= n;
            for (double& share : b.states)
                share /= n;
        }
        std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.score > b.score; });
        return all;
    }

  private:
    std::map<std::string, engine::BottleneckResult> by_group_;
    std::size_t runs_ = 0;
};

class Search {
  public:
    Search(const ScenarioSource& source, const WhatIfOptions& options) : source_(source), options_(options) {}

    WhatIf run() {
        WhatIf found;
        found.unit = throughput_unit(source_({}).scenario);
        extend({{}}, {&base_}, options_.fewest_pairs);
        found.ranking = ranking_.ranking();
        choose_reliefs(found.ranking);
        while (!options_.stop() && !open_.empty())
            one_round();
        finish(found);
        return found;
    }

  private:
    struct Candidate {
        WhatIfAnswer answer;
        Variant variant;
    };

    // Runs each variant until it has `pairs` runs. Those that are missing are made side by side.
    void extend(const std::vector<std::vector<std::string>>& overrides, const std::vector<Variant*>& variants,
                std::size_t pairs) {
        struct Missing {
            std::size_t variant;
            std::size_t pair;
        };
        std::vector<Missing> missing;
        for (std::size_t pair = 0; pair < pairs; ++pair)
            for (std::size_t v = 0; v < variants.size(); ++v)
                if (pair >= variants[v]->per_h.size()) missing.push_back({v, pair});
        std::vector<Trial> trials(missing.size());
        std::atomic<std::size_t> done{0};
        run_side_by_side(
            missing.size(), options_.threads,
            [&](std::size_t i) {
                if (options_.stop()) return;
                trials[i] = run_trial(source_, overrides[missing[i].variant], options_.seed + missing[i].pair, options_.stop);
                ++done;
            },
            [&] {
                options_.progress(
                    fmt::format("{} of {} runs of this round; {} answers open", done.load(), missing.size(), open_.size()));
            });
        if (options_.stop()) return;
        for (std::size_t i = 0; i < missing.size(); ++i) {
            Variant& variant = *variants[missing[i].variant];
            variant.per_h.push_back(trials[i].per_h);
            if (variant.first_ranking.empty()) variant.first_ranking = trials[i].results.bottlenecks;
            if (&variant == &base_ && variant.per_h.size() <= options_.fewest_pairs) ranking_.add(trials[i].results.bottlenecks);
        }
    }

    // All reliefs of the groups that limit most. What cannot be built is told at once.
    void choose_reliefs(const std::vector<engine::BottleneckResult>& ranking) {
        const std::vector<Relief> reliefs = practical_reliefs(source_({}).scenario);
        std::size_t groups = 0;
        for (const engine::BottleneckResult& b : ranking) {
            const std::size_t before = candidates_.size();
            for (const Relief& relief : reliefs)
                if (relief.group == b.group) candidates_.push_back({{.relief = relief}, {}});
            groups += candidates_.size() > before ? 1 : 0;
            if (groups >= options_.candidates) break;
        }
        for (std::size_t c = 0; c < candidates_.size(); ++c) {
            try {
                std::ignore = engine::build_site(source_(candidates_[c].answer.relief.overrides), options_.seed);
                open_.push_back(c);
            } catch (const InputError& error) {
                candidates_[c].answer.clarity = Clarity::Impossible;
                candidates_[c].answer.fault = error.diagnostics().front().message;
            }
        }
    }

    // Two pairs more for each open answer; the first round makes the fewest.
    void one_round() {
        pairs_ = pairs_ == 0 ? options_.fewest_pairs : std::min(pairs_ + 2, options_.most_pairs);
        std::vector<std::vector<std::string>> overrides = {{}};
        std::vector<Variant*> variants = {&base_};
        for (const std::size_t c : open_) {
            overrides.push_back(candidates_[c].answer.relief.overrides);
            variants.push_back(&candidates_[c].variant);
        }
        extend(overrides, variants, pairs_);
        if (options_.stop()) return;
        std::erase_if(open_, [&](std::size_t c) {
            WhatIfAnswer& answer = candidates_[c].answer;
            const std::vector<double>& per_h = candidates_[c].variant.per_h;
            answer.pairs = per_h.size();
            answer.gain = insight::paired_difference(std::span(base_.per_h).first(per_h.size()), per_h, kAnswerConfidence).change;
            answer.clarity = clarity_of(answer.gain, mean(base_.per_h), options_.negligible);
            if (!candidates_[c].variant.first_ranking.empty()) answer.then = candidates_[c].variant.first_ranking.front().group;
            return answer.clarity != Clarity::Unclear || pairs_ >= options_.most_pairs;
        });
    }

    [[nodiscard]] static double mean(const std::vector<double>& values) {
        double sum = 0;
        for (const double v : values)
            sum += v;
        return values.empty() ? 0 : sum / static_cast<double>(values.size());
    }

    void finish(WhatIf& found) {
        found.interrupted = options_.stop();
        found.base_per_h = mean(base_.per_h);
        found.base_runs = base_.per_h.size();
        for (Candidate& candidate : candidates_)
            found.answers.push_back(std::move(candidate.answer));
        std::stable_sort(found.answers.begin(), found.answers.end(), [](const WhatIfAnswer& a, const WhatIfAnswer& b) {
            const bool none_a = a.clarity == Clarity::Impossible, none_b = b.clarity == Clarity::Impossible;
            return none_a != none_b ? none_b : a.gain.mean > b.gain.mean;
        });
    }

    const ScenarioSource& source_;
    const WhatIfOptions& options_;
    Variant base_;
    MeanRanking ranking_;
    std::vector<Candidate> candidates_;
    std::vector<std::size_t> open_;  // candidates without a clear answer
    std::size_t pairs_ = 0;
};

}  // namespace

Clarity clarity_of(const insight::Interval& gain, double base_per_h, double negligible) {
    const double limit = negligible * base_per_h;
    if (gain.low > -limit && gain.high < limit) return Clarity::Negligible;
    if (gain.low > 0 && gain.half_width() <= gain.mean / 2) return Clarity::Gain;
    if (gain.high < 0 && gain.half_width() <= -gain.mean / 2) return Clarity::Loss;
    return Clarity::Unclear;
}

WhatIf what_if(const ScenarioSource& source, const WhatIfOptions& options) {
    return Search(source, options).run();
}

}  // namespace dray::experiment
