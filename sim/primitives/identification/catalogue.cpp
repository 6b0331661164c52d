#include "primitives/identification/catalogue.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include "base/check.hpp"

namespace dray::primitives {

namespace {

/// Weight and edges of an article without look-alikes.
Measures draw_measures(const CatalogueConfig& config, Stream& stream) {
    const double edge = std::log(config.edge_m) + config.edge_spread * stream.normal();
    Measures m{};
    for (std::size_t i = 1; i < kMeasures; ++i)
        m[i] = edge + config.aspect_spread * stream.normal();
    m[0] = std::log(config.density_kg_m3) + config.density_spread * stream.normal() + m[1] + m[2] + m[3];
    return m;
}

/// Members of a family: copies of its first article that deviate in one respect much and in all others little.
void deviate(const CatalogueConfig& config, bool variants, Stream& stream, Measures& measures, Appearance& appearance) {
    if (!variants) {
        const double growth = config.size_spread * stream.normal();
        for (std::size_t i = 1; i < kMeasures; ++i)
            measures[i] += growth;
        measures[0] += 3 * growth;
    }
    for (double& measure : measures)
        measure += config.likeness_spread * stream.normal();
    const double spread = variants ? config.print_spread : config.likeness_spread;
    for (float& component : appearance)
        component = static_cast<float>(std::sqrt(1 - spread * spread) * component + spread * stream.normal());
}

/// SKUs of a family: 2 and a geometrically distributed rest.
std::size_t family_size(double mean, Stream& stream) {
    const double more = 1 - 1 / (mean - 1);
    std::size_t size = 2;
    while (size < 1000 && stream.chance(more))
        ++size;
    return size;
}

}  // namespace

Catalogue::Catalogue(const CatalogueConfig& config, std::uint64_t seed) {
    DRAY_CHECK(config.skus >= 2, "a catalogue of {} SKUs", config.skus);
    const auto skus = static_cast<std::size_t>(config.skus);
    measures_.reserve(skus);
    appearance_.reserve(skus);
    family_.reserve(skus);
    all_.reserve(skus);
    // Families are begun with the chance that makes their members the wanted share of all SKUs.
    const double per_family = config.family_share / config.family_size_mean, single = 1 - config.family_share;
    const double begins_family = per_family / (per_family + single);
    while (measures_.size() < skus) {
        Stream stream(seed, "catalogue_families", family_begin_.size());
        const std::size_t members = stream.chance(begins_family) ? family_size(config.family_size_mean, stream) : 1;
        add_family(config, seed, std::min(members, skus - measures_.size()));
    }
    for (std::size_t i = 0; i < skus; ++i)
        all_.emplace_back(i);
    describe_population();
}

void Catalogue::add_family(const CatalogueConfig& config, std::uint64_t seed, std::size_t members) {
    const std::size_t number = family_begin_.size();
    family_begin_.push_back(static_cast<std::uint32_t>(measures_.size()));
    Stream stream(seed, "catalogue_articles", number);
    const bool variants = stream.chance(config.variants_share);
    const Measures measures = draw_measures(config, stream);
    Appearance appearance;
    for (float& component : appearance)
        component = static_cast<float>(stream.normal());
    for (std::size_t i = 0; i < members; ++i) {
        Measures own = measures;
        Appearance looks = appearance;
        if (members > 1) deviate(config, variants, stream, own, looks);
        std::sort(own.begin() + 1, own.end(), std::greater<>());
        measures_.push_back(own);
        appearance_.push_back(looks);
        family_.push_back(static_cast<std::uint32_t>(number));
    }
}

void Catalogue::describe_population() {
    const auto n = static_cast<double>(size());
    for (const Measures& m : measures_)
        for (std::size_t i = 0; i < kMeasures; ++i)
            population_.mean[i] += m[i] / n;
    for (const Measures& m : measures_)
        for (std::size_t i = 0; i < kMeasures; ++i)
            for (std::size_t j = 0; j < kMeasures; ++j)
                population_.covariance[i][j] += (m[i] - population_.mean[i]) * (m[j] - population_.mean[j]) / n;
    // A catalogue of equal articles has no spread: a hundredth keeps the distribution proper.
    for (std::size_t i = 0; i < kMeasures; ++i)
        population_.covariance[i][i] += 1e-4;
}

double Catalogue::weight_kg(SkuId sku) const {
    return std::exp(measures(sku)[0]);
}

double Catalogue::edge_m(SkuId sku, std::size_t edge) const {
    DRAY_CHECK(edge < 3, "edge {} of a box", edge);
    return std::exp(measures(sku)[1 + edge]);
}

std::span<const SkuId> Catalogue::family_of(SkuId sku) const {
    const std::size_t number = family(sku), begin = family_begin_[number];
    const std::size_t end = number + 1 < family_begin_.size() ? family_begin_[number + 1] : size();
    return std::span(all_).subspan(begin, end - begin);
}

void Catalogue::add_to(StateHash& hash) const {
    hash.add(size());
    hash.add(std::span<const std::uint32_t>(family_));
    for (const Measures& m : measures_)
        hash.add(std::span<const double>(m));
    for (const Appearance& a : appearance_)
        hash.add(std::span<const float>(a));
}

}  // namespace dray::primitives
