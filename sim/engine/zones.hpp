// Which zones of a floor are closed or have people in them now, and what follows for its cells.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/hash.hpp"
#include "operations/zone_faults.hpp"

namespace dray::engine {

using Zone = operations::ZoneFault;

/// The zones of one floor that are not free. Changes between ticks only.
class Zones {
  public:
    explicit Zones(const floor::Floor& floor);

    /// Several may overlap, and the same one may begin twice: it is free again when both have ended.
    void begin(const Zone& zone);
    /// Ends the one that equals `zone`; false when there is none.
    bool end(const Zone& zone);

    [[nodiscard]] std::span<const Zone> now() const { return now_; }
    /// By cell, 1: nobody enters from a cell that is not so.
    [[nodiscard]] std::span<const std::uint8_t> shut() const { return shut_; }
    [[nodiscard]] bool any_shut() const { return any_shut_; }
    [[nodiscard]] bool shut(CellId cell) const { return shut_[cell.index()] != 0; }
    /// Whether robots in the cell stand.
    [[nodiscard]] bool stops(CellId cell) const { return any_stop_ && stop_[cell.index()] != 0; }
    [[nodiscard]] bool any_stop() const { return any_stop_; }
    /// By cell, m/s; 0: none. Empty when no zone has a limit.
    [[nodiscard]] std::span<const float> limits() const { return limits_; }
    /// Zone::zone of the latest that shuts the cell, or, for a cell that none shuts, of the latest that shuts any.
    [[nodiscard]] std::uint32_t shutting(CellId cell) const;
    [[nodiscard]] std::uint64_t version() const { return version_; }  ///< changes with every begin and end
    /// Nothing is added for a floor on which no zone ever began.
    void add_to(StateHash& hash) const;

  private:
    void renew();

    std::size_t cells_;
    std::vector<Zone> now_;  // in order of beginning
    std::vector<std::uint8_t> shut_, stop_;
    std::vector<float> limits_;
    bool any_shut_ = false, any_stop_ = false;
    std::uint64_t version_ = 0;
};

/// What the begin of a zone is called among incidents, unless people have only limited the speed: "closed_aisle" or "people".
[[nodiscard]] const char* kind_of_incident(const Zone& zone);

/// The zone of people who mark out a rectangle while the site runs; it is cut to the floor. `closed` and `speed_limit_mps` are
/// those of Zone.
[[nodiscard]] Zone marked_out(const floor::Floor& floor, int row, int column, int rows, int columns, bool closed,
                              double speed_limit_mps);

}  // namespace dray::engine
