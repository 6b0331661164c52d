// Strong ids: an index into a flat array that cannot be mixed up with an index of another kind.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>

namespace dray {

/// Index of one entity of the kind named by `Tag`. A default-made id is invalid; `index()` of it must not be used.
/// Ordered by index, so that iteration in id order is the natural one. Trivially copyable, 4 bytes.
template <class Tag>
struct Id {
    static constexpr std::uint32_t kInvalid = 0xffffffffu;
    std::uint32_t value = kInvalid;

    constexpr Id() = default;
    constexpr explicit Id(std::size_t index) : value(static_cast<std::uint32_t>(index)) {}

    [[nodiscard]] constexpr bool valid() const { return value != kInvalid; }
    [[nodiscard]] constexpr std::size_t index() const { return value; }
    friend constexpr auto operator<=>(Id, Id) = default;
};

using RobotId = Id<struct RobotTag>;  ///< a robot of any fleet; one numbering per site
using CellId = Id<struct CellTag>;    ///< a cell of one floor, row * width + column
using SlotId = Id<struct SlotTag>;    ///< a pod slot of one floor
using LaneId = Id<struct LaneTag>;    ///< a station's one-way lane on one floor; a station has the number of its lane
using PodId = Id<struct PodTag>;      ///< a movable shelf
using SkuId = Id<struct SkuTag>;      ///< an article of the catalogue
using OrderId = Id<struct OrderTag>;  ///< a customer order
using LineId = Id<struct LineTag>;    ///< one order line; one numbering over all orders
using CageId = Id<struct CageTag>;    ///< a roll container of one transport area
using DoorId = Id<struct DoorTag>;    ///< a dock door of one transport area; a truck route leaves from each
using ToteId = Id<struct ToteTag>;    ///< a tote that came by truck, in order of loading
using TaskId = Id<struct TaskTag>;    ///< a task of a benchmark run, in order of becoming known

}  // namespace dray

template <class Tag>
struct std::hash<dray::Id<Tag>> {
    std::size_t operator()(dray::Id<Tag> id) const noexcept { return id.value; }
};
