#include "primitives/identification/classifier.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

#include "base/check.hpp"
#include "primitives/identification/views.hpp"

namespace dray::primitives {

namespace {

/// The first measure used, and the one after the last.
std::pair<std::size_t, std::size_t> used_measures(const Cues& cues) {
    return {cues.weight ? 0 : 1, cues.dimensions ? kMeasures : 1};
}

}  // namespace

struct Classifier::Evidence {
    double weight = 0;  ///< logarithm, mean over the readings
    double num_readings = 0;
    EdgeEvidence edges;
    double log_unknown = 0;  ///< logarithm of the density of weight and edges for an unknown unit
    std::array<View, kMostAttempts> views;
    std::size_t num_views = 0;
    double view_weight = 1;  ///< what each view counts
};

Classifier::Classifier(const Catalogue& catalogue, const SensorConfig& config, const Cues& cues)
    : catalogue_(&catalogue), config_(config), cues_(cues) {
    std::tie(first_measure_, end_measure_) = used_measures(cues);
    for (const SkuId sku : catalogue.all()) {
        weighing_variance_.push_back(std::pow(reading_noise(config, catalogue.measures(sku), 0), 2));
        edges_.push_back(edge_model(config, catalogue.measures(sku)));
    }
    weight_variance_ = std::pow(config.weight_unit_spread, 2);
    const double unit = std::pow(config.appearance_unit_spread, 2);
    const double view = std::pow(config.noise_scale * config.appearance_noise, 2);
    // A view sharper than a hundredth of what SKUs differ by says no more than one of a hundredth.
    view_variance_ = std::max(unit + view, 1e-4);
    view_correlation_ = unit / view_variance_;
    model_the_unknown();
}

void Classifier::model_the_unknown() {
    const auto& covariance = catalogue_->population().covariance;
    auto& factor = unknown_factor_;
    for (std::size_t i = first_measure_; i < end_measure_; ++i)
        for (std::size_t j = first_measure_; j <= i; ++j) {
            double rest = covariance[i][j];
            for (std::size_t k = first_measure_; k < j; ++k)
                rest -= factor[i][k] * factor[j][k];
            factor[i][j] = i == j ? std::sqrt(rest) : rest / factor[j][j];
        }
}

void Classifier::gather_measures(std::span<const Scan> scans, Evidence& evidence) const {
    for (const Scan& scan : scans) {
        DRAY_CHECK(scan.hidden >= 0 && scan.hidden < 1, "a view with {} of it hidden", scan.hidden);
        evidence.weight += scan.measures[0];
        evidence.num_readings += 1;
    }
    evidence.weight /= evidence.num_readings;
    evidence.edges = edge_evidence(config_, scans);
    // The unknown unit's density, without the factors of 2 pi that every density here leaves out.
    Measures residual = {evidence.weight, evidence.edges.mean[0], evidence.edges.mean[1], evidence.edges.mean[2]};
    for (std::size_t i = first_measure_; i < end_measure_; ++i) {
        residual[i] -= catalogue_->population().mean[i];
        for (std::size_t k = first_measure_; k < i; ++k)
            residual[i] -= unknown_factor_[i][k] * residual[k];
        residual[i] /= unknown_factor_[i][i];
        evidence.log_unknown -= residual[i] * residual[i] / 2 + std::log(unknown_factor_[i][i]);
    }
}

void Classifier::gather_views(std::span<const Scan> scans, Evidence& evidence) const {
    if (!cues_.appearance) return;
    for (const Scan& scan : scans)
        evidence.views[evidence.num_views++] = prepared_view(scan.appearance, scan.hidden, view_variance_);
    evidence.view_weight = 1 / (1 + (static_cast<double>(scans.size()) - 1) * view_correlation_);
}

Classifier::Evidence Classifier::gather(std::span<const Scan> scans) const {
    Evidence evidence;
    gather_measures(scans, evidence);
    gather_views(scans, evidence);
    return evidence;
}

double Classifier::log_ratio(const Evidence& evidence, SkuId sku) const {
    // Factors are gathered before the one logarithm, which costs as much as all the rest.
    double factor = 1, exponent = evidence.log_unknown;
    if (cues_.weight) {
        const double variance = weight_variance_ + weighing_variance_[sku.index()] / evidence.num_readings;
        const double away = evidence.weight - catalogue_->measures(sku)[0];
        exponent += away * away / variance / 2;
        factor /= std::sqrt(variance);
    }
    if (cues_.dimensions) {
        const Density edges = edge_density(evidence.edges, edges_[sku.index()]);
        exponent += edges.exponent;
        factor *= edges.factor;
    }
    if (evidence.num_views == 1) {
        factor *= view_ratio(evidence.views[0], catalogue_->appearance(sku));
    } else {
        for (std::size_t v = 0; v < evidence.num_views; ++v)
            exponent -= evidence.view_weight * std::log(view_ratio(evidence.views[v], catalogue_->appearance(sku)));
    }
    return std::log(factor) - exponent;
}

void Classifier::add_code(SkuId code, const Candidates& candidates, Posterior& log_weights) const {
    const auto all = static_cast<double>(catalogue_->size()), expected = static_cast<double>(candidates.skus.size());
    const bool is_expected = std::ranges::find(candidates.skus, code) != candidates.skus.end();
    // No scanner is so good that a code may overrule everything else.
    const double wrong = std::clamp(config_.wrong_read, 1e-9, 0.5);
    const double beside = is_expected ? wrong * config_.neighbour_read / expected : 0;
    const double misread = beside + wrong * (1 - config_.neighbour_read) / (all - 1) + 1e-18;
    const double log_misread = std::log(misread), log_right = std::log(1 - wrong + beside);
    for (std::size_t i = 0; i < candidates.skus.size(); ++i)
        log_weights.probability[i] += candidates.skus[i] == code ? log_right : log_misread;
    // An unexpected unit that is read right shows a code that is not expected.
    const double unexpected_right = is_expected || expected >= all ? 0 : (1 - wrong) / (all - expected);
    log_weights.unexpected += std::log(unexpected_right + misread);
}

void Classifier::identify(std::span<const Scan> scans, const Candidates& candidates, Posterior& out) const {
    const std::size_t n = candidates.skus.size();
    DRAY_CHECK(!scans.empty() && scans.size() <= kMostAttempts, "{} scans of a unit", scans.size());
    DRAY_CHECK(n > 0 && (candidates.weights.empty() || candidates.weights.size() == n), "{} candidates with {} weights", n,
               candidates.weights.size());
    DRAY_CHECK(candidates.unexpected >= 0 && candidates.unexpected < 1, "an unexpected unit with probability {}",
               candidates.unexpected);
    double sum_of_weights = candidates.weights.empty() ? static_cast<double>(n) : 0;
    for (const double weight : candidates.weights)
        sum_of_weights += weight;
    DRAY_CHECK(sum_of_weights > 0, "prior weights of {} candidates sum to {}", n, sum_of_weights);

    const Evidence evidence = gather(scans);
    out.probability.resize(n);
    out.unexpected = std::log(candidates.unexpected);
    const double log_share = std::log((1 - candidates.unexpected) / sum_of_weights);
    for (std::size_t i = 0; i < n; ++i) {
        const double log_weight = candidates.weights.empty() ? 0 : std::log(candidates.weights[i]);
        out.probability[i] = log_share + log_weight + log_ratio(evidence, candidates.skus[i]);
    }
    if (cues_.code)
        for (const Scan& scan : scans)
            if (scan.code.valid()) add_code(scan.code, candidates, out);

    // Logarithms become probabilities relative to the largest, so that none overflows.
    const double largest = std::max(out.unexpected, *std::ranges::max_element(out.probability));
    out.unexpected = std::exp(out.unexpected - largest);
    double sum = out.unexpected;
    for (double& p : out.probability)
        sum += p = std::exp(p - largest);
    out.unexpected /= sum;
    for (double& p : out.probability)
        p /= sum;
    out.best = static_cast<std::size_t>(std::ranges::max_element(out.probability) - out.probability.begin());
}

}  // namespace dray::primitives
