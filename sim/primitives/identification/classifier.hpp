// The classifier: from what the sensors saw to a probability for every candidate.
//
// Bayes' rule over the candidates and over "none of these", with the likelihoods of the cues relative to a unit about which
// nothing is known:
// - code: read right, wrong for a neighbour's, wrong for any other, or not at all;
// - weight and edges: normal in the logarithm, readings of several attempts averaged by their precision; since the share that is
//   hidden, and with it the noise of the edges, is only estimated, theirs is a mixture of normals of several widths;
// - appearance: each component is either seen (normal around the SKU's) or hidden (as any SKU's), as robust mixture models do;
//   further views of one unit count less by their correlation (the design effect of cluster sampling). Which unit lies in front
//   is not asked: among 40 candidates the answer doubles the work and identifies 2 units more of 10,000.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/id.hpp"
#include "primitives/identification/catalogue.hpp"
#include "primitives/identification/edges.hpp"
#include "primitives/identification/sensors.hpp"

namespace dray::primitives {

/// The cues that a classifier goes by.
struct Cues {
    bool code = true, weight = true, dimensions = true, appearance = true;
    friend bool operator==(const Cues&, const Cues&) = default;
};

/// What a unit may be.
struct Candidates {
    std::span<const SkuId> skus;      ///< distinct SKUs of the catalogue, at least one
    std::span<const double> weights;  ///< prior weight of each, not negative, sum above 0; empty: all alike
    double unexpected = 0;            ///< prior probability that the unit is any other SKU of the catalogue, 0 to below 1
};

/// Probabilities of the candidates and of none of them: all in [0, 1], they sum to 1 within rounding. Its memory is kept from one
/// use to the next.
struct Posterior {
    std::vector<double> probability;  ///< in the order of the candidates
    double unexpected = 0;            ///< probability that the unit is none of them
    std::size_t best = 0;             ///< index of the most probable candidate, the first of several
    /// Stated confidence that the unit is the best candidate.
    [[nodiscard]] double confidence() const { return probability[best]; }
};

/// Immutable; may be used from several threads, each with a posterior of its own.
class Classifier {
  public:
    /// `catalogue` must outlive the classifier. Expects the noise that `config` says.
    Classifier(const Catalogue& catalogue, const SensorConfig& config, const Cues& cues = {});

    /// What the scans of one unit say (1 to kMostAttempts, one of each attempt); misuse throws BugError. Allocates nothing once
    /// `out` has held as many candidates.
    void identify(std::span<const Scan> scans, const Candidates& candidates, Posterior& out) const;

    [[nodiscard]] const Catalogue& catalogue() const { return *catalogue_; }
    [[nodiscard]] const SensorConfig& sensors() const { return config_; }
    [[nodiscard]] const Cues& cues() const { return cues_; }

  private:
    /// What the scans say of a unit of any SKU, computed once for all candidates.
    struct Evidence;
    void model_the_unknown();
    [[nodiscard]] Evidence gather(std::span<const Scan> scans) const;
    void gather_measures(std::span<const Scan> scans, Evidence& evidence) const;
    void gather_views(std::span<const Scan> scans, Evidence& evidence) const;
    /// Logarithm of how much more likely the weight, edges and appearance are for the SKU than for an unknown unit.
    [[nodiscard]] double log_ratio(const Evidence& evidence, SkuId sku) const;
    void add_code(SkuId code, const Candidates& candidates, Posterior& log_weights) const;

    const Catalogue* catalogue_;
    SensorConfig config_;
    Cues cues_;
    std::size_t first_measure_, end_measure_;  ///< those that the cues use
    std::vector<double> weighing_variance_;    ///< by SKU, of one reading of the logarithm
    double weight_variance_ = 0;               ///< between units of one SKU, of the logarithm
    std::vector<EdgeModel> edges_;             ///< by SKU
    /// Lower triangle of the Cholesky factor of the used measures' covariance over the catalogue, at their own indices.
    std::array<std::array<double, kMeasures>, kMeasures> unknown_factor_{};
    double view_variance_ = 0;     ///< of one component in one view of any unit of a SKU
    double view_correlation_ = 0;  ///< of two views of one unit
};

}  // namespace dray::primitives
