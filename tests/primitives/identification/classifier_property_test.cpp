#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cmath>

#include "property.hpp"
#include "rig.hpp"

using namespace dray;
using namespace dray::primitives;

namespace {

/// A random site: small catalogues with any figures that the tables allow, within reason.
struct Site {
    CatalogueConfig catalogue;
    SensorConfig sensors;
    Cues cues;
    std::uint64_t seed = 0;
};

Site any_site() {
    Site site;
    site.seed = property::in_range<std::uint64_t>(0, 1'000'000);
    Stream stream(site.seed, "any_site");
    site.catalogue.skus = stream.integer(2, 200);
    site.catalogue.family_share = stream.uniform();
    site.catalogue.print_spread = stream.uniform();
    site.sensors.noise_scale = std::exp(stream.uniform(-4, 4));
    site.sensors.wrong_read = stream.chance(0.3) ? 0 : stream.uniform(0, 0.2);
    site.sensors.neighbour_read = stream.chance(0.3) ? 1 : stream.uniform();
    site.sensors.no_read = stream.uniform(0, 0.5);
    site.sensors.hidden_share = stream.uniform(0, 0.9);
    site.sensors.appearance_unit_spread = stream.chance(0.3) ? 0 : stream.uniform();
    site.cues = {stream.chance(0.7), stream.chance(0.7), stream.chance(0.7), stream.chance(0.7)};
    return site;
}

struct Case {
    std::vector<SkuId> tote;
    std::vector<double> weights;
    std::vector<Scan> scans;
    double unexpected = 0;
};

Case any_case(const Catalogue& catalogue, const SensorConfig& config, std::uint64_t seed) {
    Stream stream(seed, "any_case");
    Case c;
    c.tote = draw_tote(catalogue, static_cast<std::size_t>(stream.integer(1, 60)), stream.uniform(), stream);
    if (stream.chance(0.5))
        for (std::size_t i = 0; i < c.tote.size(); ++i)
            c.weights.push_back(i == 0 ? 1 : stream.chance(0.2) ? 0 : stream.uniform(0, 10));
    c.unexpected = stream.chance(0.5) ? 0 : stream.uniform(0, 0.9);
    const Sensors sensors(catalogue, config, seed);
    const auto attempts = static_cast<std::size_t>(stream.integer(1, static_cast<std::int64_t>(kMostAttempts)));
    for (std::size_t a = 0; a < attempts; ++a)
        c.scans.push_back(sensors.scan({seed, c.tote.front(), c.tote}, a));
    return c;
}

}  // namespace

TEST_SUITE("property") {
    TEST_CASE("a posterior is a probability: it sums to one over the candidates and none of them, and the best is the best") {
        CHECK(property::holds([] {
            const Site site = any_site();
            const Catalogue catalogue(site.catalogue, site.seed);
            const Classifier classifier(catalogue, site.sensors, site.cues);
            Posterior out;
            for (std::uint64_t i = 0; i < 10; ++i) {
                const Case c = any_case(catalogue, site.sensors, site.seed + i);
                classifier.identify(c.scans, {c.tote, c.weights, c.unexpected}, out);
                RC_ASSERT(out.probability.size() == c.tote.size());
                double sum = out.unexpected;
                for (std::size_t k = 0; k < out.probability.size(); ++k) {
                    RC_ASSERT(out.probability[k] >= 0 && out.probability[k] <= 1);
                    RC_ASSERT(out.probability[k] <= out.confidence());
                    if (!c.weights.empty() && c.weights[k] == 0) RC_ASSERT(out.probability[k] == 0);
                    sum += out.probability[k];
                }
                RC_ASSERT(std::abs(sum - 1) < 1e-9);
                if (c.unexpected == 0) RC_ASSERT(out.unexpected == 0);
            }
        }));
    }

    TEST_CASE("the order of the candidates decides nothing") {
        CHECK(property::holds([] {
            const Site site = any_site();
            const Catalogue catalogue(site.catalogue, site.seed);
            const Classifier classifier(catalogue, site.sensors, site.cues);
            Case c = any_case(catalogue, site.sensors, site.seed);
            Posterior forward, backward;
            classifier.identify(c.scans, {c.tote, c.weights, c.unexpected}, forward);
            std::ranges::reverse(c.tote);
            std::ranges::reverse(c.weights);
            classifier.identify(c.scans, {c.tote, c.weights, c.unexpected}, backward);
            std::ranges::reverse(backward.probability);
            for (std::size_t k = 0; k < c.tote.size(); ++k)
                RC_ASSERT(std::abs(forward.probability[k] - backward.probability[k]) < 1e-9);
        }));
    }

    TEST_CASE("one more cue never hurts on average") {
        CHECK(property::holds([] {
            const auto seed = property::in_range<std::uint64_t>(0, 1'000'000);
            const auto missing = property::in_range(0, 4);
            const Catalogue catalogue(test::small_catalogue(), seed);
            SensorConfig sensors;
            sensors.noise_scale = Stream(seed, "noise").uniform(0.5, 4);
            Cues fewer;
            (missing == 0   ? fewer.code
             : missing == 1 ? fewer.weight
             : missing == 2 ? fewer.dimensions
                            : fewer.appearance) = false;
            const TrialSetup setup = {.trials = 500, .candidates = 30, .seed = seed};
            const Score with = measure(Classifier(catalogue, sensors), setup);
            const Score without = measure(Classifier(catalogue, sensors, fewer), setup);
            // Chance may favour the fewer cues by some of the units on which the two differ, which are at most all that either
            // mistakes: three deviations of that number are allowed.
            const auto mistaken = static_cast<double>(with.units - with.correct + without.units - without.correct);
            RC_ASSERT(static_cast<double>(with.correct) >= static_cast<double>(without.correct) - 3 * std::sqrt(mistaken + 1));
        }));
    }

    TEST_CASE("equal seeds give equal bytes") {
        CHECK(property::holds([] {
            const Site site = any_site();
            const auto bytes = [&site] {
                const Catalogue catalogue(site.catalogue, site.seed);
                const Classifier classifier(catalogue, site.sensors, site.cues);
                StateHash hash;
                Posterior out;
                for (std::uint64_t i = 0; i < 5; ++i) {
                    const Case c = any_case(catalogue, site.sensors, site.seed + i);
                    classifier.identify(c.scans, {c.tote, c.weights, c.unexpected}, out);
                    hash.add(std::span<const double>(out.probability));
                    hash.add(out.unexpected);
                }
                return hash.digest();
            };
            RC_ASSERT(bytes() == bytes());
        }));
    }
}
