#include "primitives/identification/sensors.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "base/check.hpp"
#include "rig.hpp"

using namespace dray;
using namespace dray::primitives;

TEST_SUITE("unit") {
    TEST_CASE("a scan depends on seed, unit and attempt alone") {
        const Catalogue catalogue(test::small_catalogue(), 1);
        const std::vector<SkuId> tote = test::first_skus(40);
        const Sensors sensors(catalogue, {}, 7), again(catalogue, {}, 7), other(catalogue, {}, 8);
        const UnitToRead unit = {12, SkuId(5), tote};
        const Scan scan = sensors.scan(unit, 1);
        (void)again.scan({13, SkuId(5), tote}, 0);
        const Scan same = again.scan(unit, 1);
        CHECK(scan.measures == same.measures);
        CHECK(scan.appearance == same.appearance);
        CHECK(scan.code == same.code);
        CHECK(scan.hidden == same.hidden);
        CHECK(other.scan(unit, 1).measures != scan.measures);
        CHECK(sensors.scan(unit, 0).measures != scan.measures);
        CHECK(sensors.scan({13, SkuId(5), tote}, 1).measures != scan.measures);
        CHECK_THROWS_AS((void)sensors.scan(unit, kMostAttempts), BugError);
        CHECK_THROWS_AS((void)sensors.scan({1, SkuId(300), tote}, 0), BugError);
    }

    TEST_CASE("codes fail at the rates of the figures, and a damaged label at every attempt") {
        const Catalogue catalogue(test::small_catalogue(), 1);
        const std::vector<SkuId> tote = test::first_skus(40);
        SensorConfig config;
        config.no_read = 0.05;
        config.damaged_label = 0.1;
        config.wrong_read = 0.04;
        const Sensors sensors(catalogue, config, 1);
        int none = 0, never = 0, wrong = 0, beside = 0;
        constexpr int units = 20000;
        for (std::uint64_t u = 0; u < units; ++u) {
            const UnitToRead unit = {u, SkuId(100 + u % 100), tote};
            const SkuId first = sensors.scan(unit, 0).code;
            const bool wrong_now = first.valid() && first != unit.sku;
            none += first.valid() ? 0 : 1;
            wrong += wrong_now ? 1 : 0;
            beside += wrong_now && first.index() < 40 ? 1 : 0;
            never += !first.valid() && !sensors.scan(unit, 1).code.valid() && !sensors.scan(unit, 2).code.valid() ? 1 : 0;
        }
        CHECK(none / double{units} == doctest::Approx(0.1 + 0.9 * 0.05).epsilon(0.06));
        CHECK(never / double{units} == doctest::Approx(0.1).epsilon(0.07));
        CHECK(wrong / double{units} == doctest::Approx(0.9 * 0.95 * 0.04).epsilon(0.12));
        // Half of the wrong codes lie beside, and of the others some do by chance.
        CHECK(static_cast<double>(beside) / wrong == doctest::Approx(0.5 + 0.5 * 40 / 299).epsilon(0.1));
    }

    TEST_CASE("weight scatters around the article's by units and by readings") {
        const Catalogue catalogue(test::small_catalogue(), 1);
        SensorConfig config;
        config.noise_scale = 2;
        const Sensors sensors(catalogue, config, 1);
        const SkuId sku(17);
        double sum = 0, squares = 0, between_reads = 0;
        constexpr int units = 20000;
        for (std::uint64_t u = 0; u < units; ++u) {
            const double first = sensors.scan({u, sku, {}}, 0).measures[0], second = sensors.scan({u, sku, {}}, 1).measures[0];
            sum += first;
            squares += std::pow(first - catalogue.measures(sku)[0], 2);
            between_reads += std::pow(first - second, 2);
        }
        const double reading = 2 * 0.005 / catalogue.weight_kg(sku);
        CHECK(reading_noise(config, catalogue.measures(sku), 0) == doctest::Approx(reading));
        CHECK(sum / units == doctest::Approx(catalogue.measures(sku)[0]).epsilon(0.01));
        CHECK(std::sqrt(squares / units) == doctest::Approx(std::hypot(reading, 0.01)).epsilon(0.02));
        // What a unit has of its own is the same in every reading.
        CHECK(std::sqrt(between_reads / units) == doctest::Approx(std::sqrt(2.0) * reading).epsilon(0.02));
    }

    TEST_CASE("what is hidden shows the unit that lies in front") {
        const Catalogue catalogue(test::small_catalogue(), 1);
        SensorConfig config = test::sharp_sensors();
        config.noise_scale = 1e-6;
        config.appearance_unit_spread = 0;
        config.hidden_share = 0.5;
        config.clutter_share = 1;
        const std::vector<SkuId> front = {SkuId(250)};
        const Sensors sensors(catalogue, config, 1);
        int own = 0, in_front = 0;
        for (std::uint64_t u = 0; u < 2000; ++u) {
            const Scan scan = sensors.scan({u, SkuId(3), front}, 0);
            CHECK(scan.hidden >= 0.02);
            CHECK(scan.hidden <= 0.95);
            CHECK(std::is_sorted(scan.measures.rbegin(), scan.measures.rend() - 1));
            for (std::size_t k = 0; k < kAppearance; ++k) {
                own += std::abs(scan.appearance[k] - catalogue.appearance(SkuId(3))[k]) < 1e-4f ? 1 : 0;
                in_front += std::abs(scan.appearance[k] - catalogue.appearance(SkuId(250))[k]) < 1e-4f ? 1 : 0;
            }
        }
        CHECK(own + in_front == 2000 * static_cast<int>(kAppearance));
        // The mean of an exponential of mean 0.5 that is cut off at 0.95.
        CHECK(in_front / (2000.0 * kAppearance) == doctest::Approx(0.5 * (1 - std::exp(-0.95 / 0.5))).epsilon(0.05));
    }
}
