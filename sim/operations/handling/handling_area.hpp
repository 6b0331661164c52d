// A handling area: parcels come from another area or by themselves, and workers pack or check each before it goes on.
#pragma once

#include <cstdint>
#include <deque>
#include <span>
#include <vector>

#include "base/random.hpp"
#include "primitives/handling/work_cell.hpp"

namespace dray::operations {

struct HandlingAreaConfig {
    primitives::WorkConfig work;
    // Alone: parcels that come by themselves.
    double parcels_per_h = 1000;
    std::int64_t routes = 12;
};

/// Deterministic; not for several threads at once.
class HandlingArea {
  public:
    /// `fed`: parcels come from elsewhere. `shares`: weights of the routes of its own parcels; `articles`: what they may show, 0:
    /// nothing.
    HandlingArea(const HandlingAreaConfig& config, bool fed, std::span<const double> shares, std::int64_t articles,
                 const Clock& clock, std::uint64_t seed);

    /// Lets everything happen that ends until `now`. Time never goes back.
    void advance(Step now);
    [[nodiscard]] std::size_t room() const { return cell_.room(); }
    void put(const primitives::Parcel& parcel, Step now) { cell_.put(parcel, now); }  ///< needs room
    [[nodiscard]] bool ready() const { return cell_.ready(); }
    primitives::Parcel take(Step now) { return cell_.take(now); }

    [[nodiscard]] const primitives::WorkCell& cell() const { return cell_; }
    [[nodiscard]] std::size_t before() const { return before_.size(); }  ///< came by themselves, and found the queue full
    void check() const { cell_.check(); }
    void add_to(StateHash& hash) const { cell_.add_to(hash); }

  private:
    HandlingAreaConfig config_;
    Clock clock_;
    std::vector<double> shares_;
    std::int64_t articles_;
    primitives::WorkCell cell_;
    Stream arrivals_;
    double next_arrival_s_ = 0;
    std::deque<primitives::Parcel> before_;
};

}  // namespace dray::operations
