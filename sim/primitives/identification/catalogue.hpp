// The catalogue: what is known of every SKU that a unit may be.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/hash.hpp"
#include "base/id.hpp"
#include "base/random.hpp"
#include "primitives/identification/identification.hpp"

namespace dray::primitives {

/// Components of an appearance vector, as an image encoder gives it: each has mean 0 and deviation 1 over unrelated SKUs.
inline constexpr std::size_t kAppearance = 16;
using Appearance = std::array<float, kAppearance>;

/// Weight and edges as natural logarithms: kilograms, then metres from the longest edge to the shortest.
inline constexpr std::size_t kMeasures = 4;
using Measures = std::array<double, kMeasures>;

/// Normal distribution of the measures over a whole catalogue, for units about which nothing else is known.
struct Population {
    Measures mean{};
    std::array<std::array<double, kMeasures>, kMeasures> covariance{};
};

/// Made once from a seed; immutable, so that any thread may read it. Equal figures and seeds give equal catalogues.
class Catalogue {
  public:
    /// `config` within the ranges of catalogue_table(); fewer than 2 SKUs throw BugError.
    Catalogue(const CatalogueConfig& config, std::uint64_t seed);

    [[nodiscard]] std::size_t size() const { return measures_.size(); }
    [[nodiscard]] const Measures& measures(SkuId sku) const { return measures_[sku.index()]; }
    [[nodiscard]] const Appearance& appearance(SkuId sku) const { return appearance_[sku.index()]; }
    [[nodiscard]] double weight_kg(SkuId sku) const;
    [[nodiscard]] double edge_m(SkuId sku, std::size_t edge) const;  ///< edge 0 is the longest, 2 the shortest
    /// SKUs of one family follow each other and have one number; a SKU without look-alikes has a number of its own.
    [[nodiscard]] std::uint32_t family(SkuId sku) const { return family_[sku.index()]; }
    [[nodiscard]] std::span<const SkuId> all() const { return all_; }  ///< every SKU, ascending
    /// The SKUs of the family of `sku`, itself included, ascending.
    [[nodiscard]] std::span<const SkuId> family_of(SkuId sku) const;
    [[nodiscard]] const Population& population() const { return population_; }
    void add_to(StateHash& hash) const;

  private:
    void add_family(const CatalogueConfig& config, std::uint64_t seed, std::size_t members);
    void describe_population();

    std::vector<Measures> measures_;
    std::vector<Appearance> appearance_;
    std::vector<std::uint32_t> family_;
    std::vector<std::uint32_t> family_begin_;  ///< first SKU of each family
    std::vector<SkuId> all_;
    Population population_;
};

}  // namespace dray::primitives
