#include "primitives/handling/put_wall.hpp"

#include <algorithm>
#include <cmath>

#include "base/check.hpp"

namespace dray::primitives {

namespace {

constexpr Step kNoEvent = Step{1} << 50;

}  // namespace

PutWall::PutWall(const PutWallConfig& config, const Clock& clock, std::uint64_t seed)
    : config_(config),
      clock_(clock),
      seed_(seed),
      putter_roster_(config.putter_absences, clock),
      packer_roster_(config.packer_absences, clock),
      putters_(static_cast<std::size_t>(config.putters)),
      packers_(static_cast<std::size_t>(config.packers)),
      cells_(static_cast<std::size_t>(config.cells)) {
    index_.reserve(cells_.size());
    settle(0);
}

StationState PutWall::state(Side side, std::size_t person) const {
    return side == Side::Putters ? putters_[person].state : packers_[person].state;
}

Step PutWall::time_in(Side side, std::size_t person, StationState which, Step now) const {
    return side == Side::Putters ? putters_[person].in(which, now) : packers_[person].in(which, now);
}

// Who holds nothing is without work, or away.
void PutWall::settle(Step now) {
    for (std::size_t p = 0; p < putters_.size(); ++p)
        if (!putters_[p].busy) putters_[p].enter(putter_roster_.away(p, now) ? StationState::Down : StationState::Starved, now);
    for (std::size_t p = 0; p < packers_.size(); ++p)
        if (!packers_[p].busy) packers_[p].enter(packer_roster_.away(p, now) ? StationState::Down : StationState::Starved, now);
}

double PutWall::drawn_s(double mean_s, Stream& stream) const {
    if (config_.time_law == "fixed") return mean_s;
    if (config_.time_law == "exponential") return stream.exponential(mean_s);
    return stream.lognormal(mean_s, config_.time_cv);
}

// Cells lie column by column along the wall, row above row.
double PutWall::walk_s(std::uint32_t& column, std::size_t cell) const {
    const auto to = static_cast<std::uint32_t>(cell % static_cast<std::size_t>(config_.columns));
    const double columns = std::abs(static_cast<double>(to) - static_cast<double>(column));
    column = to;
    return config_.walk_mps > 0 ? columns * config_.column_m / config_.walk_mps : 0;
}

std::uint32_t PutWall::cell_of(OrderId order) const {
    const auto at = std::ranges::lower_bound(index_, order, {}, &std::pair<OrderId, std::uint32_t>::first);
    DRAY_CHECK(at != index_.end() && at->first == order, "order {} has no cell in the wall", order.value);
    return at->second;
}

void PutWall::count_cells(Step now) {
    figures_.cell_steps += static_cast<Step>(index_.size()) * (now - counted_);
    if (index_.size() == cells_.size()) figures_.full_steps += now - counted_;
    counted_ = now;
}

// The free cell of the lowest number.
void PutWall::open(WallOrder order, Step now) {
    DRAY_CHECK(free_cells() > 0 && order.units > 0, "order {} of {} units is opened at a wall with {} free cells",
               order.order.value, order.units, free_cells());
    DRAY_CHECK(now >= now_, "an order is opened at {} at a wall at {}", now, now_);
    const auto at = std::ranges::lower_bound(index_, order.order, {}, &std::pair<OrderId, std::uint32_t>::first);
    DRAY_CHECK(at == index_.end() || at->first != order.order, "order {} has a cell already", order.order.value);
    count_cells(now);
    now_ = now;
    const auto cell = std::ranges::find(cells_, false, &Cell::used);
    *cell = {.order = order, .number = static_cast<std::uint64_t>(figures_.opened++), .opened = now, .used = true};
    index_.insert(at, {order.order, static_cast<std::uint32_t>(cell - cells_.begin())});
    trail_.add(order.order);
}

void PutWall::put(WallTote tote, Step now) {
    DRAY_CHECK(room() > 0, "a tote comes to a wall whose {} places are taken", config_.queue_totes);
    DRAY_CHECK(now >= now_ && !tote.empty(), "a tote of {} items comes at {} to a wall at {}", tote.size(), now, now_);
    now_ = now;
    ++figures_.totes;
    for (const WallItem& item : tote)
        figures_.units_in += item.units;
    queue_.push_back(std::move(tote));
    start_putters(now);
}

void PutWall::start_putters(Step now) {
    for (std::size_t p = 0; p < putters_.size() && !queue_.empty(); ++p) {
        Putter& putter = putters_[p];
        if (putter.busy || putter_roster_.away(p, now)) continue;
        putter.tote = std::move(queue_.front());
        queue_.pop_front();
        putter.next = 0;
        putter.busy = true;
        putter.enter(StationState::Working, now);
        begin_put(putter, now);
    }
}

// What a putter gives up after too many attempts, or declines, a person settles there while it waits.
void PutWall::begin_put(Putter& putter, Step now) {
    const WallItem& item = putter.tote[putter.next];
    Cell& cell = cells_[cell_of(item.order)];
    double seconds = walk_s(putter.column, cell_of(item.order));
    Stream stream(seed_, "put", (cell.number << 20) + cell.begun++);
    const double attempt_s = drawn_s(config_.put_s + config_.put_further_unit_s * static_cast<double>(item.units - 1), stream);
    Grips grips;
    grip(config_, attempt_s, stream, grips);
    seconds += grips.seconds;
    if (grips.exceptions > 0) seconds += stream.lognormal(config_.exception_s, config_.time_cv);
    figures_.grips += grips;
    putter.ends = now + std::max<Step>(1, clock_.steps(seconds));
}

void PutWall::end_put(Putter& putter, Step now) {
    const WallItem item = putter.tote[putter.next];
    const std::uint32_t number = cell_of(item.order);
    Cell& cell = cells_[number];
    cell.in += item.units;
    DRAY_CHECK(cell.in <= cell.order.units, "order {} of {} units has got {}", item.order.value, cell.order.units, cell.in);
    if (cell.first < 0) cell.first = now;
    ++figures_.puts;
    trail_.add(item.order);
    trail_.add(now);
    if (cell.in == cell.order.units) {
        ++figures_.completed;
        figures_.waits_s.push_back(clock_.seconds(now - cell.first));
        complete_.push_back(number);
    }
    if (++putter.next < putter.tote.size()) {
        begin_put(putter, now);
    } else {
        putter.busy = false;
        putter.tote.clear();
    }
}

void PutWall::start_packers(Step now) {
    for (std::size_t p = 0; p < packers_.size() && !complete_.empty(); ++p) {
        Packer& packer = packers_[p];
        if (packer.busy || packer_roster_.away(p, now)) continue;
        packer.cell = complete_.front();
        complete_.pop_front();
        const Cell& cell = cells_[packer.cell];
        packer.order = cell.order;
        packer.number = cell.number;
        packer.opened = cell.opened;
        packer.busy = packer.taking = true;
        packer.enter(StationState::Working, now);
        Stream stream(seed_, "wall_take", packer.number);
        const double seconds = walk_s(packer.column, packer.cell) + drawn_s(config_.take_s, stream);
        packer.ends = now + std::max<Step>(1, clock_.steps(seconds));
    }
}

// Out of the cell, which is free for another order; then packed.
void PutWall::end_packing(Packer& packer, Step now) {
    if (packer.taking) {
        packer.taking = false;
        count_cells(now);
        cells_[packer.cell].used = false;
        index_.erase(std::ranges::lower_bound(index_, packer.order.order, {}, &std::pair<OrderId, std::uint32_t>::first));
        Stream stream(seed_, "wall_pack", packer.number);
        const double mean_s = config_.pack_s + config_.pack_further_unit_s * static_cast<double>(packer.order.units - 1);
        packer.ends = now + std::max<Step>(1, clock_.steps(drawn_s(mean_s, stream)));
        return;
    }
    if (outlet_.size() >= static_cast<std::size_t>(config_.outlet_parcels))
        packer.enter(StationState::Blocked, now);
    else
        finish(packer, now);
}

void PutWall::finish(Packer& packer, Step now) {
    packer.busy = false;
    ++figures_.packed;
    figures_.time_s.push_back(clock_.seconds(now - packer.opened));
    outlet_.push_back({packer.order, packer.opened});
    trail_.add(packer.order.order);
    trail_.add(now);
}

// The one that has been blocked longest hands over first, then the one of the lowest number.
void PutWall::unblock(Step now) {
    while (outlet_.size() < static_cast<std::size_t>(config_.outlet_parcels)) {
        Packer* first = nullptr;
        for (Packer& packer : packers_)
            if (packer.state == StationState::Blocked && (first == nullptr || packer.since < first->since)) first = &packer;
        if (first == nullptr) return;
        finish(*first, now);
        first->enter(StationState::Starved, now);
    }
}

WallOrder PutWall::take(Step now) {
    DRAY_CHECK(ready(), "a wall gives a parcel that it does not have");
    const WallOrder order = outlet_.front().order;
    outlet_.pop_front();
    ++figures_.gone;
    figures_.units_gone += order.units;
    unblock(now);
    start_packers(now);
    settle(now);
    return order;
}

Step PutWall::next_event() const {
    Step next = std::min(putter_roster_.next_change(now_), packer_roster_.next_change(now_));
    for (const Putter& putter : putters_)
        if (putter.busy) next = std::min(next, putter.ends);
    for (const Packer& packer : packers_)
        if (packer.busy && packer.state == StationState::Working) next = std::min(next, packer.ends);
    return std::min(next, kNoEvent);
}

void PutWall::advance(Step now) {
    for (Step at = next_event(); at <= now; at = next_event()) {
        now_ = at;
        for (Putter& putter : putters_)
            if (putter.busy && putter.ends <= at) end_put(putter, at);
        for (Packer& packer : packers_)
            if (packer.busy && packer.state == StationState::Working && packer.ends <= at) end_packing(packer, at);
        start_putters(at);
        start_packers(at);
        settle(at);
    }
    now_ = now;
    count_cells(now);
}

void PutWall::check() const {
    std::int64_t units = 0;
    for (const WallTote& tote : queue_)
        for (const WallItem& item : tote)
            units += item.units;
    for (const Putter& putter : putters_)
        for (std::size_t i = putter.next; i < putter.tote.size(); ++i)
            units += putter.tote[i].units;
    std::int64_t orders = 0;
    for (const Cell& cell : cells_) {
        if (!cell.used) continue;
        ++orders;
        units += cell.in;
    }
    DRAY_CHECK(orders == static_cast<std::int64_t>(index_.size()), "{} cells are used, {} orders have one", orders,
               index_.size());
    for (const Packer& packer : packers_) {
        if (!packer.busy || packer.taking) continue;
        ++orders;
        units += packer.order.units;
    }
    for (const Packed& packed : outlet_)
        units += packed.order.units;
    orders += static_cast<std::int64_t>(outlet_.size());
    DRAY_CHECK(units == units_inside(), "{} units are in the wall, {} came and have not gone", units, units_inside());
    DRAY_CHECK(orders == figures_.opened - figures_.gone, "{} orders are in the wall, {} were opened and have not gone", orders,
               figures_.opened - figures_.gone);
}

void PutWall::add_to(StateHash& hash) const {
    hash.add(trail_.digest());
    hash.add(queue_.size());
    hash.add(index_.size());
    hash.add(outlet_.size());
}

}  // namespace dray::primitives
