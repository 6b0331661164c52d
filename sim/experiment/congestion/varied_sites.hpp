// Small sites from which the forecast of congestion is learned, and others by which it is judged.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace dray::experiment {

/// A site in which several groups come near to their limits and things fail, so that the bottleneck moves.
struct VariedSite {
    std::string name;    ///< "storage-2"
    std::string family;  ///< "storage": sites of one family differ in their numbers alone
    std::string yaml;
};

/// Families of sites: storage, a sort floor, a yard, people in a row, a put wall, a loop sorter, readers, and an order's whole
/// way.
inline constexpr std::size_t kSiteFamilies = 8;

/// `of_each` sites of each family, an hour and a half of simulated time each. Equal seeds give equal sites; those of different
/// seeds differ in all their numbers.
[[nodiscard]] std::vector<VariedSite> varied_sites(std::uint64_t site_seed, std::size_t of_each);

}  // namespace dray::experiment
