#include "operations/order_book.hpp"

#include "base/check.hpp"

namespace dray::operations {

OrderBook::OrderBook(Demand demand)
    : demand_(std::move(demand)),
      orders_(demand_.orders.size()),
      lines_(demand_.lines.size()),
      wanted_(demand_.sku_names.size(), 0) {}

OrderId OrderBook::next_release(Step now) const {
    return next_ < demand_.orders.size() && demand_.orders[next_].release <= now ? OrderId(next_) : OrderId();
}

void OrderBook::accept(OrderId id) {
    DRAY_CHECK(id.index() == next_, "order {} is released out of turn", id.value);
    ++next_;
    const Order& order = demand_.orders[id.index()];
    orders_[id.index()] = {OrderState::Backlog, LaneId(), order.line_count};
    for (std::uint32_t i = 0; i < order.line_count; ++i) {
        const std::size_t line = order.first_line.index() + i;
        const std::int32_t units = demand_.lines[line].units;
        lines_[line] = {units, units};
        wanted_[demand_.lines[line].sku.index()] += units;
    }
    backlog_.emplace(order.due, id);
}

void OrderBook::refuse(OrderId id) {
    DRAY_CHECK(id.index() == next_, "order {} is released out of turn", id.value);
    ++next_;
    orders_[id.index()].state = OrderState::Refused;
}

void OrderBook::open(OrderId id, LaneId station) {
    DRAY_CHECK(backlog_.erase({demand_.orders[id.index()].due, id}) == 1, "order {} is not in the backlog", id.value);
    orders_[id.index()].state = OrderState::Open;
    orders_[id.index()].station = station;
}

void OrderBook::promise(LineId id, std::int32_t units) {
    LineRecord& line = lines_[id.index()];
    DRAY_CHECK(units > 0 && units <= line.to_promise, "line {} is promised {} units and needs {}", id.value, units,
               line.to_promise);
    line.to_promise -= units;
    wanted_[demand_.lines[id.index()].sku.index()] -= units;
}

void OrderBook::take_back(LineId id, std::int32_t units) {
    LineRecord& line = lines_[id.index()];
    DRAY_CHECK(units > 0 && units <= line.to_pick - line.to_promise, "line {}: {} units taken back, {} promised", id.value, units,
               line.to_pick - line.to_promise);
    line.to_promise += units;
    wanted_[demand_.lines[id.index()].sku.index()] += units;
}

bool OrderBook::pick(LineId id, std::int32_t units) {
    LineRecord& line = lines_[id.index()];
    DRAY_CHECK(units > 0 && units <= line.to_pick - line.to_promise, "line {}: {} units picked, {} promised", id.value, units,
               line.to_pick - line.to_promise);
    line.to_pick -= units;
    if (line.to_pick > 0) return false;
    --orders_[demand_.lines[id.index()].order.index()].lines_left;
    return true;
}

std::int64_t OrderBook::complete(OrderId id) {
    OrderRecord& record = orders_[id.index()];
    DRAY_CHECK(record.state == OrderState::Open && record.lines_left == 0, "order {} has {} lines left", id.value,
               record.lines_left);
    record.state = OrderState::Completed;
    const Order& order = demand_.orders[id.index()];
    std::int64_t units = 0;
    for (std::uint32_t i = 0; i < order.line_count; ++i)
        units += demand_.lines[order.first_line.index() + i].units;
    return units;
}

void OrderBook::check() const {
    std::vector<std::int64_t> wanted(wanted_.size(), 0);
    std::size_t waiting = 0;
    for (std::size_t o = 0; o < orders_.size(); ++o) {
        const OrderRecord& record = orders_[o];
        DRAY_CHECK((record.state == OrderState::Unreleased) == (o >= next_), "order {} is in state {}, {} are released", o,
                   static_cast<int>(record.state), next_);
        if (record.state == OrderState::Backlog) ++waiting;
        if (record.state == OrderState::Unreleased || record.state == OrderState::Refused) continue;
        std::uint32_t left = 0;
        for (std::uint32_t i = 0; i < demand_.orders[o].line_count; ++i) {
            const std::size_t line = demand_.orders[o].first_line.index() + i;
            DRAY_CHECK(0 <= lines_[line].to_promise && lines_[line].to_promise <= lines_[line].to_pick,
                       "line {} has {} units to promise and {} to pick", line, lines_[line].to_promise, lines_[line].to_pick);
            if (lines_[line].to_pick > 0) ++left;
            wanted[demand_.lines[line].sku.index()] += lines_[line].to_promise;
        }
        DRAY_CHECK(left == record.lines_left, "order {} has {} lines left, booked are {}", o, left, record.lines_left);
    }
    DRAY_CHECK(waiting == backlog_.size(), "{} orders wait, the backlog holds {}", waiting, backlog_.size());
    DRAY_CHECK(wanted == wanted_, "wanted units differ from the recount");
}

}  // namespace dray::operations
