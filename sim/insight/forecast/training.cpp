#include "insight/forecast/training.hpp"

#include <algorithm>
#include <cmath>

namespace dray::insight {

namespace {

constexpr GroupFeatures kRecordAlone = {0, 0, 0, 0, 0, 0, 0, 1};
constexpr SeriesFeatures kPersistence = {1};
constexpr int kSteps = 30;           // of Newton's method; it ends in fewer as a rule
constexpr int kWeighings = 25;       // of squares anew
constexpr double kLeastMiss = 0.01;  // robots; smaller ones count no more

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

template <typename Sample>
double whole_weight(const std::vector<Sample>& samples) {
    double sum = 0;
    for (const Sample& sample : samples)
        sum += sample.weight;
    return sum;
}

double penalised(const std::vector<GroupSample>& samples, const GroupFeatures& weights, double penalty) {
    double sum = 0;
    for (std::size_t i = 0; i < kGroupFeatures; ++i)
        sum += (weights[i] - kRecordAlone[i]) * (weights[i] - kRecordAlone[i]);
    return -surprise(weights, samples) - penalty / 2 * sum;
}

// Direction of Newton's method.
GroupFeatures ascent(const std::vector<GroupSample>& samples, const GroupFeatures& weights, double penalty) {
    const double all = whole_weight(samples);
    GroupFeatures gradient{};
    Matrix<kGroupFeatures> curvature{};
    for (std::size_t i = 0; i < kGroupFeatures; ++i) {
        gradient[i] = -penalty * (weights[i] - kRecordAlone[i]);
        curvature[i][i] = penalty;
    }
    for (const GroupSample& sample : samples) {
        const double share = sample.weight / all;
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
    return gradient;
}

}  // namespace

std::vector<double> probabilities_of(const GroupFeatures& weights, const std::vector<GroupFeatures>& groups) {
    std::vector<double> p;
    for (const GroupFeatures& x : groups)
        p.push_back(weighted_sum(weights, x));
    make_probabilities(p);
    return p;
}

double surprise(const GroupFeatures& weights, const std::vector<GroupSample>& samples) {
    double sum = 0;
    for (const GroupSample& sample : samples)
        sum -= sample.weight * std::log(std::max(1e-300, probabilities_of(weights, sample.groups)[sample.then]));
    return samples.empty() ? 0 : sum / whole_weight(samples);
}

GroupFeatures fit_groups(const std::vector<GroupSample>& samples, double penalty) {
    GroupFeatures weights = kRecordAlone;
    if (samples.empty()) return weights;
    double best = penalised(samples, weights, penalty);
    for (int step = 0; step < kSteps; ++step) {
        const GroupFeatures direction = ascent(samples, weights, penalty);
        // A step that overshoots is halved until it helps.
        double length = 1, found = best;
        GroupFeatures next = weights;
        for (; length > 1e-4; length /= 2) {
            for (std::size_t i = 0; i < kGroupFeatures; ++i)
                next[i] = weights[i] + length * direction[i];
            found = penalised(samples, next, penalty);
            if (found > best) break;
        }
        if (found <= best + 1e-9) break;
        best = found;
        weights = next;
    }
    return weights;
}

SeriesFeatures fit_series(const std::vector<SeriesSample>& samples) {
    SeriesFeatures weights = kPersistence;
    if (samples.empty()) return weights;
    const double all = whole_weight(samples);
    for (int weighing = 0; weighing < kWeighings; ++weighing) {
        Matrix<kSeriesFeatures> squares{};
        SeriesFeatures next{};
        for (std::size_t i = 0; i < kSeriesFeatures; ++i)
            squares[i][i] = 1e-6;
        for (const SeriesSample& sample : samples) {
            const double miss = std::abs(weighted_sum(weights, sample.features) - sample.then);
            const double share = sample.weight / all / std::max(kLeastMiss, miss);
            for (std::size_t i = 0; i < kSeriesFeatures; ++i) {
                next[i] += share * sample.features[i] * sample.then;
                for (std::size_t j = 0; j <= i; ++j)
                    squares[i][j] += share * sample.features[i] * sample.features[j];
            }
        }
        solve(squares, next);
        weights = next;
    }
    return weights;
}

}  // namespace dray::insight
