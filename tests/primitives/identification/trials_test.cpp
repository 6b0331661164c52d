#include "primitives/identification/trials.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "rig.hpp"

using namespace dray;
using namespace dray::primitives;

namespace {

constexpr Cues kWithoutCode = {.code = false};

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("a tote holds each SKU once, and look-alikes as often as asked") {
        const Catalogue catalogue({}, 1);
        const auto shares_family = [&catalogue](double look_alikes) {
            double shares = 0;
            for (std::uint64_t t = 0; t < 200; ++t) {
                Stream stream(t, "tote");
                std::vector<SkuId> tote = draw_tote(catalogue, 40, look_alikes, stream);
                CHECK(tote.size() == 40);
                std::ranges::sort(tote);
                CHECK(std::ranges::adjacent_find(tote) == tote.end());
                for (std::size_t i = 1; i < tote.size(); ++i)
                    shares += catalogue.family(tote[i]) == catalogue.family(tote[i - 1]) ? 1 : 0;
            }
            return shares / (200 * 40);
        };
        CHECK(shares_family(0) < 0.02);
        CHECK(shares_family(0.5) > 0.1);
        Stream stream(1, "tote");
        CHECK(draw_tote(Catalogue(test::small_catalogue(), 1), 1000, 0.5, stream).size() == 300);
    }

    TEST_CASE("the figures of a score agree with its bins") {
        const Catalogue catalogue(test::small_catalogue(), 2);
        const Score score = measure(Classifier(catalogue, {}, kWithoutCode), {.trials = 3001, .candidates = 40, .seed = 3});
        std::int64_t units = 0, correct = 0;
        double confidence = 0, error = 0;
        for (const ConfidenceBin& bin : score.bins) {
            units += bin.units;
            correct += bin.correct;
            confidence += bin.confidence_sum;
            if (bin.units > 0) {
                CHECK(bin.confidence() >= bin.low);
                CHECK(bin.confidence() <= bin.high);
            }
            error += std::abs(bin.confidence_sum - static_cast<double>(bin.correct));
        }
        CHECK(units == 3001);
        CHECK(score.units == units);
        CHECK(score.correct == correct);
        CHECK(score.confidence == doctest::Approx(confidence / 3001));
        CHECK(score.calibration_error == doctest::Approx(error / 3001));
        CHECK(score.brier > 0);
        CHECK(score.brier < 1 - score.accuracy);
    }

    TEST_CASE("stated confidence is the accuracy where the world is as the classifier takes it") {
        // No clutter of units that are candidates themselves, no error in what is hidden, and no edges, which may be mistaken for
        // each other.
        const Catalogue catalogue(test::small_catalogue(), 4);
        SensorConfig sensors;
        sensors.hidden_error = 0;
        sensors.clutter_share = 0;
        const Classifier classifier(catalogue, sensors, {false, true, false, true});
        const Score score = measure(classifier, {.trials = 8000, .candidates = 40, .seed = 5});
        CHECK(score.accuracy > 0.5);
        CHECK(score.accuracy < 0.98);
        CHECK(std::abs(score.confidence - score.accuracy) < 3.5 * score.standard_error);
        for (const ConfidenceBin& bin : score.bins) {
            if (bin.units < 100) continue;
            CAPTURE(bin.low);
            const double spread = std::sqrt(bin.confidence() * (1 - bin.confidence()) / static_cast<double>(bin.units));
            CHECK(std::abs(bin.confidence() - bin.accuracy()) < 3.5 * spread + 0.005);
        }
    }

    TEST_CASE("regress_edges_measured_of_a_unit_that_is_more_hidden_than_it_seems_do_not_overrule_the_other_cues") {
        const Catalogue catalogue(test::small_catalogue(), 4);
        SensorConfig sensors;
        sensors.noise_scale = 4;
        sensors.hidden_error = 0.2;
        const TrialSetup setup = {.trials = 8000, .candidates = 30, .seed = 5};
        const Score with = measure(Classifier(catalogue, sensors), setup);
        const Score without = measure(Classifier(catalogue, sensors, {.dimensions = false}), setup);
        CHECK(with.correct + 4 >= without.correct);
    }

    TEST_CASE("further reads of a unit that looks unlike its article do not make the classifier sure of itself") {
        CatalogueConfig figures = test::small_catalogue();
        figures.family_share = 0;
        const Catalogue catalogue(figures, 4);
        SensorConfig sensors;
        sensors.appearance_unit_spread = 1.2;
        sensors.appearance_noise = 0.2;
        sensors.hidden_error = 0;
        sensors.clutter_share = 0;
        const Classifier classifier(catalogue, sensors, {false, false, false, true});
        const Score score = measure(classifier, {.trials = 4000, .candidates = 40, .attempts = 4, .seed = 5});
        CHECK(score.accuracy > 0.5);
        CHECK(score.accuracy < 0.95);
        CHECK(score.confidence < score.accuracy + 0.05);
    }

    TEST_CASE("narrowing the candidates lifts accuracy on an unseen catalogue, and a second read lifts it above 99 %") {
        const Catalogue training({}, kTrainingSeed), unseen({}, 2);
        const Score fitted =
            measure(Classifier(training, {}, kWithoutCode), {.trials = 1000, .candidates = 0, .seed = kTrainingSeed});
        CHECK(fitted.accuracy > 0.75);
        CHECK(fitted.accuracy < 0.80);
        const Score whole = measure(Classifier(unseen, {}, kWithoutCode), {.trials = 1000, .candidates = 0, .seed = 2});
        CHECK(whole.accuracy > 0.72);
        CHECK(whole.accuracy < 0.83);
        const Score narrowed = measure(Classifier(unseen, {}, kWithoutCode), {.trials = 5000, .candidates = 40, .seed = 2});
        CHECK(narrowed.accuracy > 0.96);
        CHECK(narrowed.calibration_error < 0.01);
        const Score twice =
            measure(Classifier(unseen, {}, kWithoutCode), {.trials = 5000, .candidates = 40, .attempts = 2, .seed = 2});
        CHECK(twice.accuracy > 0.99);
    }

    TEST_CASE("look-alikes in the same tote are what is mistaken") {
        const Catalogue catalogue({}, 2);
        const Classifier classifier(catalogue, {}, kWithoutCode);
        const Score apart = measure(classifier, {.trials = 4000, .candidates = 40, .seed = 2});
        const Score together = measure(classifier, {.trials = 4000, .candidates = 40, .look_alikes = 0.5, .seed = 2});
        CHECK(together.accuracy < apart.accuracy - 0.02);
    }

    TEST_CASE("the search finds the noise at which the wanted share is identified") {
        const FitResult fit = fit_noise_scale(test::small_catalogue(), {}, 0.9, 1000, 9);
        SensorConfig sensors;
        sensors.noise_scale = fit.noise_scale;
        const Catalogue catalogue(test::small_catalogue(), 9);
        const Score score = measure(Classifier(catalogue, sensors, kWithoutCode), {.trials = 1000, .candidates = 0, .seed = 9});
        CHECK(score.accuracy == doctest::Approx(0.9).epsilon(0.003));
        CHECK(fit.steps.size() == 14);
    }
}

TEST_SUITE("slow") {
    TEST_CASE("the shipped noise is what the search finds") {
        CHECK(fit_noise_scale({}, {}).noise_scale == SensorConfig().noise_scale);
    }
}
