// Measuring a classifier: how often it is right, and how far its stated confidence can be trusted.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "primitives/identification/classifier.hpp"
#include "primitives/identification/sensors.hpp"

namespace dray::primitives {

/// Units to be identified, one by one, with one or more reads each.
struct TrialSetup {
    std::size_t trials = 20000;
    std::size_t candidates = 40;  ///< SKUs of the tote that a unit comes from; 0: the whole catalogue
    double look_alikes = 0;       ///< chance that a SKU of the tote is of the family of one that is in it already
    std::size_t attempts = 1;     ///< reads of each unit, 1 to kMostAttempts
    std::uint64_t seed = 1;
};

/// Units whose stated confidence lay in one range.
struct ConfidenceBin {
    double low = 0, high = 0;  ///< low <= confidence < high; the last bin includes its upper end
    std::int64_t units = 0;
    std::int64_t correct = 0;
    double confidence_sum = 0;
    [[nodiscard]] double confidence() const { return units > 0 ? confidence_sum / static_cast<double>(units) : 0; }  ///< mean
    [[nodiscard]] double accuracy() const { return units > 0 ? static_cast<double>(correct) / static_cast<double>(units) : 0; }
};

/// Result of trials.
struct Score {
    std::int64_t units = 0, correct = 0;
    double accuracy = 0;        ///< share of units whose best candidate is what they are
    double standard_error = 0;  ///< of the accuracy
    double confidence = 0;      ///< mean stated confidence
    double brier = 0;           ///< mean squared difference of stated confidence and being right (1) or not (0); 0 is best
    /// Expected calibration error: mean over units of the difference, in their bin, of mean confidence and accuracy.
    double calibration_error = 0;
    std::vector<ConfidenceBin> bins;
};

/// A tote of `candidates` distinct SKUs of the catalogue (all of them, if it has no more), in random order.
[[nodiscard]] std::vector<SkuId> draw_tote(const Catalogue& catalogue, std::size_t candidates, double look_alikes,
                                           Stream& stream);

/// Identifies units of random totes of the classifier's catalogue. Trial number n is the same for every classifier and every
/// set of cues. Runs on the threads that oneTBB has; the result does not depend on them.
[[nodiscard]] Score measure(const Classifier& classifier, const TrialSetup& setup);

/// One step of the search for the noise.
struct FitStep {
    double noise_scale = 0, accuracy = 0;
};
struct FitResult {
    double noise_scale = 0;  ///< to three decimals, as shipped
    std::vector<FitStep> steps;
};

/// What the shipped noise was fitted with.
inline constexpr std::uint64_t kTrainingSeed = 20260101;
inline constexpr std::size_t kTrainingTrials = 8000;
inline constexpr double kPublishedAccuracy = 0.775;  ///< middle of the published 75 to 80 %

/// Finds the scale of sensor noise at which weight, edges and appearance, in one read and without a code, identify `target` of
/// the units of a training catalogue against that whole catalogue. Bisection of the scale's logarithm between 0.1 and 10, where
/// accuracy falls with noise; all steps share their trials, so that the accuracy is a fixed function of the scale.
[[nodiscard]] FitResult fit_noise_scale(const CatalogueConfig& catalogue, SensorConfig sensors,
                                        double target = kPublishedAccuracy, std::size_t trials = kTrainingTrials,
                                        std::uint64_t seed = kTrainingSeed);

}  // namespace dray::primitives
