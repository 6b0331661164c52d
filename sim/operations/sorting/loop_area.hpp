// A loop sorter as an area: parcels come from another area or by themselves, by the same inlet as those of a sort floor.
#pragma once

#include <vector>

#include "operations/sorting/parcel_source.hpp"
#include "operations/sorting/sorting_area.hpp"
#include "primitives/sortation/loop_sorter.hpp"

namespace dray::operations {

struct LoopAreaConfig : primitives::LoopConfig {
    primitives::InletConfig inlet;
    primitives::WaveConfig waves;
};

/// Deterministic; not for several threads at once.
class LoopArea : public SortingArea {
  public:
    /// `routes`: destinations; `fed`: parcels come from elsewhere; `linked`: a transport area's cages stand beneath the chutes;
    /// `trucks`: by route, of that area; empty: nobody knows any.
    LoopArea(const LoopAreaConfig& config, std::size_t routes, bool fed, bool linked, std::vector<primitives::TruckTimes> trucks,
             const Clock& clock, std::uint64_t seed);

    /// Lets everything happen that ends until `now`. Time never goes back.
    void advance(Step now);
    [[nodiscard]] std::size_t parcel_room() const { return waves_.on() ? waves_.room() : sorter_.room(); }
    void put_parcel(const primitives::Parcel& parcel, Step now);  ///< at the time advanced to, which is when it came
    [[nodiscard]] std::span<const double> route_shares() const override { return source_.shares(); }
    [[nodiscard]] primitives::ChuteField& chute_field() override { return sorter_.chutes(); }
    [[nodiscard]] const primitives::ChuteField& chute_field() const override { return sorter_.chutes(); }
    [[nodiscard]] std::int64_t sorted() const override { return sorter_.figures().sorted; }
    [[nodiscard]] std::int64_t missorted() const override { return sorter_.figures().missorted; }

    [[nodiscard]] const primitives::LoopSorter& sorter() const { return sorter_; }
    /// Parcels that wait for a wave, open or not, and are not in the sorter's figures; of them those whose wave is open.
    [[nodiscard]] std::size_t buffered() const { return waves_.size(); }
    [[nodiscard]] std::size_t open_parcels(Step now) const { return waves_.open_parcels(now); }
    void check(bool full) const { sorter_.check(full); }
    void add_to(StateHash& hash) const;

  private:
    void open_waves(Step now);
    [[nodiscard]] std::span<std::int64_t> room_in_chutes();

    primitives::WaveBuffer waves_;
    ParcelSource source_;
    primitives::LoopSorter sorter_;
    std::vector<std::int64_t> chute_room_;  ///< of the moment, by route
};

}  // namespace dray::operations
