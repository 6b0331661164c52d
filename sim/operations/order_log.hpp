// What happens to orders, for those who follow one of them through the site. Nothing of it reaches the run.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "base/id.hpp"
#include "base/time.hpp"

namespace dray::operations {

/// The stages of an order's life. What `what` and `count` of an event mean stands with each.
enum class OrderStage : std::int32_t {
    Released,       ///< becomes known; count: its lines
    Line,           ///< one of its lines, told when it is released; what: the article, count: units
    Refused,        ///< can never be served
    Opened,         ///< goes to a pick station; what: its lane
    Promised,       ///< a pod is asked for with units of a line; what: the pod, count: units
    Lifted,         ///< a robot has taken up the pod of a line; what: the pod, count: the robot
    Arrived,        ///< the pod's service for a line begins; what: the pod, count: the station's lane
    Picked,         ///< units of a line are picked; what: the pod, count: units
    Completed,      ///< all lines are picked; what: the station's lane
    Sent,           ///< it goes on to the next area as a parcel
    Packed,         ///< it leaves a handling area; what: which one
    Identified,     ///< it leaves an identification area; what: which one
    Sorted,         ///< it is tipped into a chute; what: the chute
    ShippedAstray,  ///< it leaves by a truck of another route; what: the door, from 0
    Returned,       ///< it is back from there; what: the sorting area
    PutRight,       ///< it leaves by a truck of its own route after that; what: the door, from 0
};
inline constexpr int kOrderStages = 16;

/// A moment of one order's life.
struct OrderEvent {
    std::int32_t step = 0;
    std::int32_t order = 0;
    OrderStage stage = OrderStage::Released;
    std::int32_t line = -1;  ///< of the order, from 0; -1: the order as a whole
    std::int32_t what = -1, count = 0;
    static constexpr std::size_t kFields = 6;
    friend bool operator==(const OrderEvent&, const OrderEvent&) = default;
};

/// Gathers events while somebody wants them. Not for several threads at once.
class OrderLog {
  public:
    void keep(bool on) { on_ = on; }
    [[nodiscard]] bool kept() const { return on_; }
    void add(Step now, OrderId order, OrderStage stage, std::int32_t line, std::int32_t what, std::int32_t count) {
        if (on_)
            events_.push_back({static_cast<std::int32_t>(now), static_cast<std::int32_t>(order.value), stage, line, what, count});
    }
    /// Appends what was gathered since the last call to `out`, in order of time.
    void take(std::vector<OrderEvent>& out) {
        out.insert(out.end(), events_.begin(), events_.end());
        events_.clear();
    }

  private:
    bool on_ = false;
    std::vector<OrderEvent> events_;
};

}  // namespace dray::operations
