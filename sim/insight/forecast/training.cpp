#include "insight/forecast/training.hpp"

#include <algorithm>
#include <cmath>

namespace dray::insight {

namespace {

constexpr double kPenalty = 1e-3;  // of squared weights, per sample
// Kinds say more of the sites that are learned from than of others, so their weights are held near 0.
constexpr double kKindPenalty = 1;
constexpr int kSteps = 30;  // of Newton's method; it ends in fewer as a rule

template <std::size_t n>
using Matrix = std::array<std::array<double, n>, n>;

// Solves a * x = b for a positive definite matrix, by Cholesky's decomposition; b becomes x.
template <std::size_t n>
void solve(Matrix<n> a, std::array<double, n>& b) {
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = 0; j <= i; ++j) {
            double sum = a[i][j];
            for (std::size_t k = 0; k < j; ++k)
                sum -= a[i][k] * a[j][k];
            a[i][j] = i == j ? std::sqrt(std::max(sum, 1e-12)) : sum / a[j][j];
        }
    }
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t k = 0; k < i; ++k)
            b[i] -= a[i][k] * b[k];
        b[i] /= a[i][i];
    }
    for (std::size_t i = n; i-- > 0;) {
        for (std::size_t k = i + 1; k < n; ++k)
            b[i] -= a[k][i] * b[k];
        b[i] /= a[i][i];
    }
}

double penalty_of(std::size_t feature) {
    return feature < kCommonFeatures ? kPenalty : kKindPenalty;
}

double penalised_likelihood(const std::vector<GroupSample>& samples, const GroupFeatures& weights) {
    double sum = 0, penalty = 0;
    for (const GroupSample& sample : samples)
        sum += std::log(std::max(1e-300, probabilities_of(weights, sample.groups)[sample.then]));
    for (std::size_t i = 0; i < kGroupFeatures; ++i)
        penalty += penalty_of(i) / 2 * weights[i] * weights[i];
    return sum / static_cast<double>(samples.size()) - penalty;
}

}  // namespace

std::vector<double> probabilities_of(const GroupFeatures& weights, const std::vector<GroupFeatures>& groups) {
    std::vector<double> p;
    for (const GroupFeatures& x : groups)
        p.push_back(weighted_sum(weights, x));
    make_probabilities(p);
    return p;
}

GroupFeatures fit_groups(const std::vector<GroupSample>& samples) {
    GroupFeatures weights{};
    if (samples.empty()) return weights;
    const double share = 1 / static_cast<double>(samples.size());
    double best = penalised_likelihood(samples, weights);
    for (int step = 0; step < kSteps; ++step) {
        GroupFeatures gradient{};
        Matrix<kGroupFeatures> curvature{};
        for (std::size_t i = 0; i < kGroupFeatures; ++i) {
            gradient[i] = -penalty_of(i) * weights[i];
            curvature[i][i] = penalty_of(i);
        }
        for (const GroupSample& sample : samples) {
            const std::vector<double> p = probabilities_of(weights, sample.groups);
            GroupFeatures mean{};
            for (std::size_t g = 0; g < p.size(); ++g)
                for (std::size_t i = 0; i < kGroupFeatures; ++i)
                    mean[i] += p[g] * sample.groups[g][i];
            for (std::size_t i = 0; i < kGroupFeatures; ++i)
                gradient[i] += share * (sample.groups[sample.then][i] - mean[i]);
            for (std::size_t g = 0; g < p.size(); ++g) {
                const GroupFeatures& x = sample.groups[g];
                for (std::size_t i = 0; i < kGroupFeatures; ++i)
                    for (std::size_t j = 0; j <= i; ++j)
                        curvature[i][j] += share * p[g] * (x[i] - mean[i]) * (x[j] - mean[j]);
            }
        }
        solve(curvature, gradient);
        // A step that overshoots is halved until it helps.
        double length = 1, found = best;
        GroupFeatures next = weights;
        for (; length > 1e-4; length /= 2) {
            for (std::size_t i = 0; i < kGroupFeatures; ++i)
                next[i] = weights[i] + length * gradient[i];
            found = penalised_likelihood(samples, next);
            if (found > best) break;
        }
        if (found <= best + 1e-9) break;
        best = found;
        weights = next;
    }
    return weights;
}

SeriesFeatures fit_series(const std::vector<SeriesSample>& samples) {
    SeriesFeatures weights{};
    if (samples.empty()) return weights;
    Matrix<kSeriesFeatures> squares{};
    const double share = 1 / static_cast<double>(samples.size());
    for (std::size_t i = 0; i < kSeriesFeatures; ++i)
        squares[i][i] = 1e-6;
    for (const SeriesSample& sample : samples)
        for (std::size_t i = 0; i < kSeriesFeatures; ++i) {
            weights[i] += share * sample.features[i] * sample.then;
            for (std::size_t j = 0; j <= i; ++j)
                squares[i][j] += share * sample.features[i] * sample.features[j];
        }
    solve(squares, weights);
    return weights;
}

}  // namespace dray::insight
