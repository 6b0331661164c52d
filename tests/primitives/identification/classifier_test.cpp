#include "primitives/identification/classifier.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/check.hpp"
#include "primitives/identification/edges.hpp"
#include "primitives/identification/views.hpp"
#include "rig.hpp"

using namespace dray;
using namespace dray::primitives;
using test::scan_of;

namespace {

Posterior identified(const Classifier& classifier, const std::vector<Scan>& scans, const Candidates& candidates) {
    Posterior out;
    classifier.identify(scans, candidates, out);
    return out;
}

double normal_density(double x, double mean, double deviation) {
    return std::exp(-std::pow((x - mean) / deviation, 2) / 2) / deviation;
}

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("weight alone gives the posterior of Bayes' rule by hand, with prior weights and two readings") {
        const Catalogue catalogue(test::small_catalogue(), 1);
        const SensorConfig config;
        const Classifier classifier(catalogue, config, {false, true, false, false});
        const std::vector<SkuId> skus = {SkuId(3), SkuId(4), SkuId(9)};
        const std::vector<double> weights = {1, 2, 5};
        std::vector<Scan> scans = {scan_of(catalogue, SkuId(4)), scan_of(catalogue, SkuId(4))};
        scans[0].measures[0] += 0.03;
        scans[1].measures[0] -= 0.01;
        const Posterior out = identified(classifier, scans, {skus, weights, 0.1});

        const double mean = catalogue.measures(SkuId(4))[0] + 0.01;
        std::vector<double> expected;
        for (std::size_t i = 0; i < 3; ++i) {
            const double reading = config.noise_scale * config.weight_noise_kg / catalogue.weight_kg(skus[i]);
            const double deviation = std::sqrt(std::pow(config.weight_unit_spread, 2) + reading * reading / 2);
            expected.push_back(0.9 * weights[i] / 8 * normal_density(mean, catalogue.measures(skus[i])[0], deviation));
        }
        const Population& all = catalogue.population();
        expected.push_back(0.1 * normal_density(mean, all.mean[0], std::sqrt(all.covariance[0][0])));
        const double sum = expected[0] + expected[1] + expected[2] + expected[3];
        for (std::size_t i = 0; i < 3; ++i)
            CHECK(out.probability[i] == doctest::Approx(expected[i] / sum).epsilon(1e-9));
        CHECK(out.unexpected == doctest::Approx(expected[3] / sum).epsilon(1e-9));
    }

    TEST_CASE("a code alone gives the posterior of Bayes' rule by hand") {
        const Catalogue catalogue(test::small_catalogue(), 1);
        SensorConfig config;
        config.wrong_read = 0.01;
        const Classifier classifier(catalogue, config, {true, false, false, false});
        const std::vector<SkuId> skus = test::first_skus(10);
        Scan scan = scan_of(catalogue, SkuId(4));
        scan.code = SkuId(4);
        // Wrong codes: half are one of 10 neighbours', half one of the 299 others.
        const double beside = 0.01 * 0.5 / 10, misread = beside + 0.01 * 0.5 / 299, right = 0.99 + beside;
        Posterior out = identified(classifier, {scan}, {skus, {}, 0.02});
        const double share = 0.98 / 10, sum = share * (right + 9 * misread) + 0.02 * misread;
        CHECK(out.best == 4);
        CHECK(out.confidence() == doctest::Approx(share * right / sum));
        CHECK(out.probability[0] == doctest::Approx(share * misread / sum));
        CHECK(out.unexpected == doctest::Approx(0.02 * misread / sum));
        // The code of an article that is not expected points to an unexpected unit.
        scan.code = SkuId(200);
        out = identified(classifier, {scan}, {skus, {}, 0.02});
        const double stray = 0.99 / 290 + 0.01 * 0.5 / 299;
        CHECK(out.unexpected == doctest::Approx(0.02 * stray / (0.02 * stray + 0.98 * 0.01 * 0.5 / 299)));
        // No code says nothing.
        scan.code = SkuId();
        out = identified(classifier, {scan}, {skus, {}, 0.02});
        CHECK(out.confidence() == doctest::Approx(0.098));
    }

    TEST_CASE("a view's ratio is the product of its components' mixtures") {
        Stream stream(3, "views");
        for (int round = 0; round < 200; ++round) {
            Appearance x, sku;
            for (std::size_t k = 0; k < kAppearance; ++k) {
                sku[k] = static_cast<float>(stream.normal());
                x[k] = static_cast<float>(static_cast<double>(sku[k]) + 2 * stream.normal());
            }
            const double hidden = stream.uniform(0.02, 0.95), variance = std::pow(stream.uniform(0.05, 2), 2);
            double log_ratio = 0;
            for (std::size_t k = 0; k < kAppearance; ++k) {
                const double seen =
                    normal_density(x[k], sku[k], std::sqrt(variance)) / normal_density(x[k], 0, std::sqrt(1 + variance));
                log_ratio += std::log(hidden + (1 - hidden) * seen);
            }
            CHECK(std::log(view_ratio(prepared_view(x, hidden, variance), sku)) == doctest::Approx(log_ratio).epsilon(1e-4));
        }
    }

    TEST_CASE("edges have the density of normals whose widths are weighed by what may be hidden") {
        const Catalogue catalogue(test::small_catalogue(), 1);
        const SensorConfig config;
        Stream stream(3, "edges");
        for (int round = 0; round < 200; ++round) {
            const Measures& sku = catalogue.measures(SkuId(static_cast<std::size_t>(round)));
            std::vector<Scan> scans(2);
            for (Scan& scan : scans) {
                scan.hidden = stream.uniform(0.02, 0.8);
                for (std::size_t i = 1; i < kMeasures; ++i)
                    scan.measures[i] = sku[i] + 0.1 * stream.normal();
            }
            const double a = std::pow(1 - scans[0].hidden, 2), b = std::pow(1 - scans[1].hidden, 2);
            double density = 0, weights = 0;
            for (const auto& [error, width] : {std::pair{-1.0, 1.0}, {0.0, 1.0}, {1.0, 1.25}, {2.5, 1.5}}) {
                double precision = 0;
                for (const Scan& scan : scans)
                    precision += std::pow(1 - std::clamp(scan.hidden + 0.1 * error, 0.0, 0.95), 2);
                const double weight = width * std::exp(-error * error / 2);
                double product = weight;
                for (std::size_t i = 1; i < kMeasures; ++i) {
                    const double average = (a * scans[0].measures[i] + b * scans[1].measures[i]) / (a + b);
                    const double reading = config.noise_scale * config.edge_noise_m * std::exp(-sku[i]);
                    product *= normal_density(average, sku[i], std::sqrt(1e-4 + reading * reading / precision));
                }
                density += product;
                weights += weight;
            }
            const Density found = edge_density(edge_evidence(config, scans), edge_model(config, sku));
            CHECK(std::log(found.factor) - found.exponent == doctest::Approx(std::log(density / weights)).epsilon(1e-3));
        }
    }

    TEST_CASE("a neighbour's code is overruled by weight, edges and looks") {
        CatalogueConfig figures = test::small_catalogue();
        figures.family_share = 0;
        const Catalogue catalogue(figures, 1);
        const Classifier classifier(catalogue, {});
        const std::vector<SkuId> skus = test::first_skus(40);
        Scan scan = scan_of(catalogue, SkuId(7));
        scan.code = SkuId(8);
        CHECK(identified(classifier, {scan}, {skus, {}, 0}).best == 7);
        CHECK(identified(Classifier(catalogue, {}, {true, false, false, false}), {scan}, {skus, {}, 0}).best == 8);
    }

    TEST_CASE("a unit that is none of the expected is told by its cues") {
        CatalogueConfig figures = test::small_catalogue();
        figures.family_share = 0;
        const Catalogue catalogue(figures, 1);
        const Classifier classifier(catalogue, {}, {.code = false});
        const std::vector<SkuId> skus = test::first_skus(40);
        const Posterior stray = identified(classifier, {scan_of(catalogue, SkuId(200), 0.05)}, {skus, {}, 0.002});
        CHECK(stray.unexpected > 0.9);
        const Posterior expected = identified(classifier, {scan_of(catalogue, SkuId(20), 0.05)}, {skus, {}, 0.002});
        CHECK(expected.best == 20);
        CHECK(expected.unexpected < 0.01);
    }

    TEST_CASE("values far outside of any sensor's range leave a proper posterior") {
        const Catalogue catalogue(test::small_catalogue(), 1);
        const Classifier classifier(catalogue, {});
        Scan scan = scan_of(catalogue, SkuId(7), 0);
        scan.appearance.fill(1e30f);
        scan.measures = {-50, 40, 30, -60};
        const Posterior out = identified(classifier, {scan}, {catalogue.all(), {}, 0});
        double sum = 0;
        for (const double p : out.probability)
            sum += p;
        CHECK(sum == doctest::Approx(1));
    }

    TEST_CASE("misuse of the classifier is our own bug") {
        const Catalogue catalogue(test::small_catalogue(), 1);
        const Classifier classifier(catalogue, {});
        const std::vector<SkuId> skus = test::first_skus(3);
        const std::vector<double> nothing = {0, 0, 0}, short_weights = {1};
        const Scan scan = scan_of(catalogue, SkuId(1));
        CHECK_THROWS_AS((void)identified(classifier, {}, {skus, {}, 0}), BugError);
        CHECK_THROWS_AS((void)identified(classifier, std::vector(kMostAttempts + 1, scan), {skus, {}, 0}), BugError);
        CHECK_THROWS_AS((void)identified(classifier, {scan}, {{}, {}, 0}), BugError);
        CHECK_THROWS_AS((void)identified(classifier, {scan}, {skus, short_weights, 0}), BugError);
        CHECK_THROWS_AS((void)identified(classifier, {scan}, {skus, nothing, 0}), BugError);
        CHECK_THROWS_AS((void)identified(classifier, {scan}, {skus, {}, 1}), BugError);
    }
}
