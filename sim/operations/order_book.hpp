// The order book: every order of the run with its state, the backlog by urgency, and what each line still needs.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/id.hpp"
#include "base/time.hpp"
#include "operations/demand.hpp"

namespace dray::operations {

enum class OrderState : std::uint8_t { Unreleased, Backlog, Open, Completed, Refused };

struct OrderRecord {
    OrderState state = OrderState::Unreleased;
    LaneId station;                ///< once open
    std::uint32_t lines_left = 0;  ///< not fully picked
};

/// What a line still needs. Its units are first promised from pods, then picked: to_promise <= to_pick.
struct LineRecord {
    std::int32_t to_promise = 0;
    std::int32_t to_pick = 0;
};

class OrderBook {
  public:
    explicit OrderBook(Demand demand);

    [[nodiscard]] const Demand& demand() const { return demand_; }
    [[nodiscard]] const Order& order(OrderId id) const { return demand_.orders[id.index()]; }
    [[nodiscard]] const OrderLine& line(LineId id) const { return demand_.lines[id.index()]; }
    [[nodiscard]] const OrderRecord& record(OrderId id) const { return orders_[id.index()]; }
    [[nodiscard]] const LineRecord& rest(LineId id) const { return lines_[id.index()]; }
    /// Units that accepted orders want and no pod has promised yet.
    [[nodiscard]] std::int64_t wanted(SkuId sku) const { return wanted_[sku.index()]; }

    /// The next order whose release time has come, or invalid. accept() or refuse() must follow.
    [[nodiscard]] OrderId next_release(Step now) const;
    void accept(OrderId id);
    void refuse(OrderId id);
    [[nodiscard]] bool all_released() const { return next_ == demand_.orders.size(); }

    /// Orders waiting for a station, most urgent first: (due, id).
    [[nodiscard]] const std::set<std::pair<Step, OrderId>>& backlog() const { return backlog_; }
    void open(OrderId id, LaneId station);
    void promise(LineId id, std::int32_t units);
    /// A promise of some units has come to nothing: they are wanted again.
    void take_back(LineId id, std::int32_t units);
    /// Units of a line are picked. Returns whether the line is done.
    bool pick(LineId id, std::int32_t units);
    /// Closes an order whose lines are all done; returns its units.
    std::int64_t complete(OrderId id);

    /// Recounts backlog, wanted units and states; throws BugError. O(everything).
    void check() const;

  private:
    Demand demand_;
    std::vector<OrderRecord> orders_;
    std::vector<LineRecord> lines_;
    std::vector<std::int64_t> wanted_;
    std::set<std::pair<Step, OrderId>> backlog_;
    std::size_t next_ = 0;
};

}  // namespace dray::operations
