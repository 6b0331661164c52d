// What the control of one floor is advised to do differently: plain data, read at the next planning tick.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "base/id.hpp"
#include "floor/floor.hpp"

namespace dray::operations {

/// Squares of a floor, row by row, by which advice tells places.
class Zones {
  public:
    static constexpr int kEdge = 8;  ///< cells of a zone's edge

    explicit Zones(const floor::Floor& floor)
        : floor_(&floor),
          columns_((floor.width() + kEdge - 1) / kEdge),
          count_(static_cast<std::size_t>(columns_) * static_cast<std::size_t>((floor.height() + kEdge - 1) / kEdge)) {}

    [[nodiscard]] std::size_t count() const { return count_; }
    [[nodiscard]] std::size_t of(CellId cell) const {
        return static_cast<std::size_t>(floor_->row(cell) / kEdge * columns_ + floor_->column(cell) / kEdge);
    }

  private:
    const floor::Floor* floor_;
    int columns_;
    std::size_t count_;
};

/// A chute that is to serve another route from now on.
struct ChuteMove {
    std::uint32_t chute = 0;
    std::uint32_t route = 0;
    friend bool operator==(const ChuteMove&, const ChuteMove&) = default;
};

/// Holds until the next one. Lists are empty where nothing is advised.
struct Advice {
    static constexpr std::size_t kNoLimit = std::numeric_limits<std::size_t>::max();

    /// Robots that may have work at once; the others park. On a sort floor those that may be under way; the others wait in the
    /// lanes of stations.
    std::size_t most_working = kNoLimit;
    std::vector<std::uint8_t> avoid;     ///< by lane, 1: new work goes elsewhere while another station takes it
    std::vector<std::uint8_t> shut;      ///< by lane, 1: nobody works there; what it has begun is finished
    std::vector<std::int32_t> entries;   ///< by zone: robots that may still be sent into it; below 0: any number
    std::vector<ChuteMove> chute_moves;  ///< at once, where the chute is still unused
};

/// The advice that a control follows, with what of it has been used up since it came. Allocates nothing once lists have grown.
class FollowedAdvice {
  public:
    explicit FollowedAdvice(const floor::Floor& floor) : zones_(floor) {}

    void take(const Advice& advice) { advice_ = advice; }
    [[nodiscard]] const Advice& advice() const { return advice_; }
    /// Robots that may be given work beside those that have some.
    [[nodiscard]] std::size_t room_for(std::size_t working) const {
        const std::size_t most = advice_.most_working;
        return most == Advice::kNoLimit ? Advice::kNoLimit : most > working ? most - working : 0;
    }
    [[nodiscard]] bool avoids(LaneId lane) const { return !advice_.avoid.empty() && advice_.avoid[lane.index()] != 0; }
    [[nodiscard]] bool shuts(LaneId lane) const { return !advice_.shut.empty() && advice_.shut[lane.index()] != 0; }
    /// Whether a robot that is at `from` may be sent to `to`: always within a zone.
    [[nodiscard]] bool may_enter(CellId from, CellId to) const {
        return advice_.entries.empty() || advice_.entries[zones_.of(to)] != 0 || zones_.of(from) == zones_.of(to);
    }
    /// Whether nobody may be sent into the zone of a cell.
    [[nodiscard]] bool closed(CellId cell) const { return !advice_.entries.empty() && advice_.entries[zones_.of(cell)] == 0; }
    /// A robot has been sent.
    void enters(CellId from, CellId to) {
        if (advice_.entries.empty() || zones_.of(from) == zones_.of(to)) return;
        std::int32_t& left = advice_.entries[zones_.of(to)];
        if (left > 0) --left;
    }

  private:
    Zones zones_;
    Advice advice_;
};

}  // namespace dray::operations
