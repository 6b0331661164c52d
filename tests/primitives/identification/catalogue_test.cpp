#include "primitives/identification/catalogue.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "base/check.hpp"
#include "config/document.hpp"
#include "primitives/identification/reader.hpp"
#include "rig.hpp"

using namespace dray;
using namespace dray::primitives;

namespace {

std::uint64_t digest(const Catalogue& catalogue) {
    StateHash hash;
    catalogue.add_to(hash);
    return hash.digest();
}

double distance(const Appearance& a, const Appearance& b) {
    double sum = 0;
    for (std::size_t k = 0; k < kAppearance; ++k)
        sum += std::pow(static_cast<double>(a[k] - b[k]), 2);
    return std::sqrt(sum);
}

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("equal seeds and figures give equal catalogues, other ones others") {
        CatalogueConfig config = test::small_catalogue();
        const std::uint64_t first = digest(Catalogue(config, 5));
        CHECK(digest(Catalogue(config, 5)) == first);
        CHECK(digest(Catalogue(config, 6)) != first);
        config.density_kg_m3 = 301;
        CHECK(digest(Catalogue(config, 5)) != first);
    }

    TEST_CASE("the wanted share of the SKUs is in families of the wanted mean size") {
        CatalogueConfig config;
        config.skus = 20000;
        const Catalogue catalogue(config, 1);
        CHECK(catalogue.size() == 20000);
        double members = 0, families = 0;
        for (const SkuId sku : catalogue.all()) {
            const auto family = catalogue.family_of(sku);
            CHECK(std::ranges::find(family, sku) != family.end());
            if (family.size() == 1) continue;
            ++members;
            families += family.front() == sku ? 1 : 0;
        }
        CHECK(members / 20000 == doctest::Approx(0.4).epsilon(0.06));
        CHECK(members / families == doctest::Approx(5).epsilon(0.06));
    }

    TEST_CASE("look-alikes look alike and unrelated articles differ by the deviation that appearance has") {
        CatalogueConfig config = test::small_catalogue();
        config.skus = 3000;
        config.variants_share = 1;
        const Catalogue catalogue(config, 1);
        double within = 0, pairs = 0, between = 0;
        for (std::size_t i = 0; i + 1 < catalogue.size(); ++i) {
            const SkuId a(i), b(i + 1);
            const double d = distance(catalogue.appearance(a), catalogue.appearance(b));
            if (catalogue.family(a) == catalogue.family(b)) {
                within += d;
                ++pairs;
                CHECK(catalogue.weight_kg(b) == doctest::Approx(catalogue.weight_kg(a)).epsilon(0.2));
            } else {
                between += d;
            }
        }
        // Components differ by 0.25 within a family and by 1 otherwise, in 16 dimensions.
        CHECK(within / pairs == doctest::Approx(std::sqrt(2 * 16) * 0.25).epsilon(0.03));
        CHECK(between / (2999 - pairs) == doctest::Approx(std::sqrt(2 * 16)).epsilon(0.03));
    }

    TEST_CASE("edges fall from the longest to the shortest, and weight follows from them and the density") {
        CatalogueConfig config = test::small_catalogue();
        config.density_spread = 0;
        config.likeness_spread = 0;
        const Catalogue catalogue(config, 3);
        for (const SkuId sku : catalogue.all()) {
            CHECK(catalogue.edge_m(sku, 0) >= catalogue.edge_m(sku, 1));
            CHECK(catalogue.edge_m(sku, 1) >= catalogue.edge_m(sku, 2));
            const double volume = catalogue.edge_m(sku, 0) * catalogue.edge_m(sku, 1) * catalogue.edge_m(sku, 2);
            CHECK(catalogue.weight_kg(sku) == doctest::Approx(300 * volume));
        }
        CHECK_THROWS_AS((void)catalogue.edge_m(SkuId(0), 3), BugError);
    }

    TEST_CASE("the section of a scenario is read strictly") {
        IdentificationConfig config;
        config::Diagnostics faults;
        config::read(config::parse("catalogue: {skus: 500}\nsensors: {no_read: 0.02}\nreader: {accept: 0.9, use_weight: false}\n",
                                   "x.yaml", "."),
                     identification_table(), &config, faults);
        CHECK(faults.empty());
        CHECK(config.catalogue.skus == 500);
        CHECK(config.sensors.no_read == 0.02);
        CHECK(config.reader.accept == 0.9);
        CHECK(cues_of(config.reader) == Cues{true, false, true, true});
        config::read(config::parse("reader: {acept: 0.9}\nsensors: {no_read: 1.5}\n", "x.yaml", "."), identification_table(),
                     &config, faults);
        REQUIRE(faults.size() == 2);
        CHECK(faults[0].line == 1);
        CHECK(faults[0].message.find("accept") != std::string::npos);
        CHECK(faults[1].line == 2);
    }
}
