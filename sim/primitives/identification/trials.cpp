#include "primitives/identification/trials.hpp"

#include <algorithm>
#include <cmath>

#include "base/check.hpp"
#include "base/parallel.hpp"

namespace dray::primitives {

namespace {

SkuId any_of(std::span<const SkuId> skus, Stream& stream) {
    return skus[static_cast<std::size_t>(stream.integer(0, static_cast<std::int64_t>(skus.size()) - 1))];
}

struct Verdict {
    double confidence = 0;
    bool correct = false;
};

/// One unit of a random tote, read and identified.
Verdict identify_one(const Classifier& classifier, const Sensors& sensors, const TrialSetup& setup, std::size_t trial,
                     Posterior& posterior) {
    const Catalogue& catalogue = classifier.catalogue();
    Stream stream(setup.seed, "trial_tote", trial);
    // Against the whole catalogue a unit still lies in a tote of some: its neighbours may cover it.
    const std::size_t tote_size = setup.candidates > 0 ? setup.candidates : 40;
    const std::vector<SkuId> tote = draw_tote(catalogue, tote_size, setup.look_alikes, stream);
    const UnitToRead unit = {trial, any_of(tote, stream), tote};
    std::array<Scan, kMostAttempts> scans;
    for (std::size_t a = 0; a < setup.attempts; ++a)
        scans[a] = sensors.scan(unit, a);
    const std::span<const SkuId> candidates = setup.candidates > 0 ? tote : catalogue.all();
    classifier.identify(std::span<const Scan>(scans).first(setup.attempts), {candidates, {}, 0}, posterior);
    return {posterior.confidence(), candidates[posterior.best] == unit.sku};
}

std::vector<ConfidenceBin> empty_bins() {
    // Narrow where decisions are taken: accept thresholds lie close to 1.
    constexpr std::array<double, 9> edges = {0, 0.3, 0.5, 0.7, 0.9, 0.95, 0.99, 0.999, 1};
    std::vector<ConfidenceBin> bins;
    for (std::size_t i = 0; i + 1 < edges.size(); ++i)
        bins.push_back({edges[i], edges[i + 1]});
    return bins;
}

Score score_of(std::span<const Verdict> verdicts) {
    Score score;
    score.bins = empty_bins();
    for (const Verdict& verdict : verdicts) {
        ++score.units;
        score.correct += verdict.correct ? 1 : 0;
        score.confidence += verdict.confidence;
        score.brier += std::pow(verdict.confidence - (verdict.correct ? 1 : 0), 2);
        const auto above =
            std::ranges::find_if(score.bins, [&](const ConfidenceBin& bin) { return verdict.confidence < bin.high; });
        ConfidenceBin& bin = above == score.bins.end() ? score.bins.back() : *above;
        ++bin.units;
        bin.correct += verdict.correct ? 1 : 0;
        bin.confidence_sum += verdict.confidence;
    }
    const auto n = static_cast<double>(score.units);
    score.accuracy = static_cast<double>(score.correct) / n;
    score.standard_error = std::sqrt(score.accuracy * (1 - score.accuracy) / n);
    score.confidence /= n;
    score.brier /= n;
    for (const ConfidenceBin& bin : score.bins)
        score.calibration_error += static_cast<double>(bin.units) / n * std::abs(bin.confidence() - bin.accuracy());
    return score;
}

}  // namespace

std::vector<SkuId> draw_tote(const Catalogue& catalogue, std::size_t candidates, double look_alikes, Stream& stream) {
    const std::size_t size = std::min(candidates, catalogue.size());
    std::vector<SkuId> tote;
    tote.reserve(size);
    const auto holds = [&tote](SkuId sku) { return std::ranges::find(tote, sku) != tote.end(); };
    while (tote.size() < size) {
        SkuId sku = any_of(catalogue.all(), stream);
        if (!tote.empty() && stream.chance(look_alikes)) sku = any_of(catalogue.family_of(any_of(tote, stream)), stream);
        // A SKU without look-alikes left gives its place to any other.
        while (holds(sku))
            sku = any_of(catalogue.all(), stream);
        tote.push_back(sku);
    }
    return tote;
}

Score measure(const Classifier& classifier, const TrialSetup& setup) {
    DRAY_CHECK(setup.trials > 0 && setup.attempts >= 1 && setup.attempts <= kMostAttempts, "{} trials of {} attempts",
               setup.trials, setup.attempts);
    const Sensors sensors(classifier.catalogue(), classifier.sensors(), setup.seed);
    std::vector<Verdict> verdicts(setup.trials);
    constexpr std::size_t block = 64;
    for_each_number((setup.trials + block - 1) / block, [&](std::size_t number) {
        Posterior posterior;
        for (std::size_t t = number * block; t < std::min(setup.trials, (number + 1) * block); ++t)
            verdicts[t] = identify_one(classifier, sensors, setup, t, posterior);
    });
    return score_of(verdicts);
}

FitResult fit_noise_scale(const CatalogueConfig& catalogue_config, SensorConfig sensors, double target, std::size_t trials,
                          std::uint64_t seed) {
    const Catalogue catalogue(catalogue_config, seed);
    const Cues without_code = {.code = false};
    FitResult result;
    double low = std::log(0.1), high = std::log(10.0);
    for (int halving = 0; halving < 14; ++halving) {
        const double middle = (low + high) / 2;
        sensors.noise_scale = std::exp(middle);
        const Score score =
            measure(Classifier(catalogue, sensors, without_code), {.trials = trials, .candidates = 0, .seed = seed});
        result.steps.push_back({sensors.noise_scale, score.accuracy});
        (score.accuracy > target ? low : high) = middle;
    }
    result.noise_scale = std::round(std::exp((low + high) / 2) * 1000) / 1000;
    return result;
}

}  // namespace dray::primitives
