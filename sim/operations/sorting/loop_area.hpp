// A loop sorter as an area: parcels come from another area or by themselves, by the same inlet as those of a sort floor.
#pragma once

#include <vector>

#include "base/random.hpp"
#include "operations/sorting/sorting_area.hpp"
#include "primitives/sortation/loop_sorter.hpp"

namespace dray::operations {

struct LoopAreaConfig : primitives::LoopConfig {
    primitives::InletConfig inlet;
};

/// Deterministic; not for several threads at once.
class LoopArea : public SortingArea {
  public:
    /// `routes`: destinations; `fed`: parcels come from elsewhere; `linked`: a transport area's cages stand beneath the chutes.
    LoopArea(const LoopAreaConfig& config, std::size_t routes, bool fed, bool linked, const Clock& clock, std::uint64_t seed);

    /// Lets everything happen that ends until `now`. Time never goes back.
    void advance(Step now);
    [[nodiscard]] std::size_t parcel_room() const { return sorter_.room(); }
    void put_parcel(const primitives::Parcel& parcel, Step now) { sorter_.put(parcel, now); }  ///< at the time advanced to
    [[nodiscard]] std::span<const double> route_shares() const override { return shares_; }
    [[nodiscard]] primitives::ChuteField& chute_field() override { return sorter_.chutes(); }
    [[nodiscard]] const primitives::ChuteField& chute_field() const override { return sorter_.chutes(); }
    [[nodiscard]] std::int64_t sorted() const override { return sorter_.figures().sorted; }
    [[nodiscard]] std::int64_t missorted() const override { return sorter_.figures().missorted; }

    [[nodiscard]] const primitives::LoopSorter& sorter() const { return sorter_; }
    void check(bool full) const { sorter_.check(full); }
    void add_to(StateHash& hash) const { sorter_.add_to(hash); }

  private:
    Clock clock_;
    std::vector<double> shares_;
    primitives::LoopSorter sorter_;
    Stream arrivals_;
    double mean_gap_s_ = 0;  ///< between parcels that come by themselves; 0: none come
    double next_arrival_s_ = 0;
};

}  // namespace dray::operations
