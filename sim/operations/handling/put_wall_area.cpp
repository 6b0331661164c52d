#include "operations/handling/put_wall_area.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace dray::operations {

namespace {

constexpr double kNever_s = 1e12;

}  // namespace

PutWallArea::PutWallArea(const PutWallAreaConfig& config, bool fed, std::size_t places, std::span<const double> shares,
                         std::int64_t articles, const Clock& clock, std::uint64_t seed)
    : config_(config),
      clock_(clock),
      seed_(seed),
      shares_(shares.begin(), shares.end()),
      articles_(articles),
      wall_(config.wall, clock, seed),
      forming_(fed ? places : static_cast<std::size_t>(config.zones)) {
    next_arrival_s_ =
        fed || config.orders_per_h <= 0 ? kNever_s : Stream(seed, "wall_arrival", 0).exponential(3600 / config.orders_per_h);
}

// An order of its own, with lines, units, route and article from its own stream.
void PutWallArea::come() {
    Stream stream(seed_, "wall_order", orders_come_);
    Own own;
    const std::size_t lines = stream.weighted(config_.lines_per_order) + 1;
    std::int32_t units = 0;
    for (std::size_t l = 0; l < lines; ++l) {
        own.lines.push_back(static_cast<std::int32_t>(stream.weighted(config_.units_per_line)) + 1);
        units += own.lines.back();
    }
    const DoorId route(stream.weighted(shares_));
    own.parcel = {.route = route,
                  .true_route = route,
                  .sku = articles_ > 0 ? SkuId(static_cast<std::size_t>(stream.integer(0, articles_ - 1))) : SkuId(),
                  .order = OrderId(orders_come_),
                  .lines = static_cast<std::int32_t>(lines),
                  .units = units};
    before_.push_back(std::move(own));
    ++orders_come_;
    next_arrival_s_ += Stream(seed_, "wall_arrival", orders_come_).exponential(3600 / config_.orders_per_h);
}

// Orders go to pickers when a cell is kept for them, and their lines come as they are picked.
void PutWallArea::open_own(Step now) {
    for (; !before_.empty() && wall_.free_cells() > 0; before_.pop_front()) {
        const Own& own = before_.front();
        const OrderId order = own.parcel.order;
        wall_.open({order, own.parcel.units}, now);
        own_open_.emplace_back(order, own.parcel);
        Stream stream(seed_, "wall_picks", order.value);
        for (const std::int32_t units : own.lines) {
            const Step at = now + clock_.steps(stream.exponential(config_.pick_s));
            const auto place = static_cast<std::size_t>(stream.integer(0, config_.zones - 1));
            picks_.push({at, picks_planned_++, {order, units}, place});
        }
    }
}

void PutWallArea::put(primitives::WallItem item, std::size_t place, Step now) {
    Forming& tote = forming_[place];
    if (tote.items.empty()) tote.leaves = now + clock_.steps(config_.tote_wait_s);
    tote.items.push_back(item);
    tote.units += item.units;
    underway_ += item.units;
    if (tote.units >= config_.tote_units) send(tote, now);
}

void PutWallArea::send(Forming& tote, Step now) {
    riding_.push_back({now + clock_.steps(config_.travel_s), std::move(tote.items)});
    tote = {};
}

void PutWallArea::feed(Step now) {
    for (; !riding_.empty() && riding_.front().arrives <= now; riding_.pop_front())
        arrived_.push_back(std::move(riding_.front().items));
    for (; !arrived_.empty() && wall_.room() > 0; arrived_.pop_front()) {
        for (const primitives::WallItem& item : arrived_.front())
            underway_ -= item.units;
        wall_.put(std::move(arrived_.front()), now);
    }
}

Step PutWallArea::next_event() const {
    Step next = clock_.steps(next_arrival_s_);
    if (!picks_.empty()) next = std::min(next, picks_.top().at);
    if (!riding_.empty()) next = std::min(next, riding_.front().arrives);
    for (const Forming& tote : forming_)
        if (!tote.items.empty()) next = std::min(next, tote.leaves);
    // What waits for a place or a cell gets it when somebody at the wall ends something.
    if (!arrived_.empty() || !before_.empty()) next = std::min(next, wall_.next_event());
    return std::max(next, now_);
}

// Arrivals and ends of work happen in the order of their times.
void PutWallArea::advance(Step now) {
    for (Step at = next_event(); at <= now; at = next_event()) {
        now_ = at;
        wall_.advance(at);
        if (clock_.steps(next_arrival_s_) <= at) come();
        open_own(at);
        for (; !picks_.empty() && picks_.top().at <= at; picks_.pop())
            put(picks_.top().item, picks_.top().place, at);
        for (Forming& tote : forming_)
            if (!tote.items.empty() && tote.leaves <= at) send(tote, at);
        feed(at);
    }
    now_ = now;
    wall_.advance(now);
    feed(now);
    open_own(now);
}

primitives::Parcel PutWallArea::take(Step now) {
    const primitives::WallOrder packed = wall_.take(now);
    const auto own = std::ranges::lower_bound(own_open_, packed.order, {}, &std::pair<OrderId, primitives::Parcel>::first);
    if (own == own_open_.end() || own->first != packed.order) return {.order = packed.order, .units = packed.units};
    const primitives::Parcel parcel = own->second;
    own_open_.erase(own);
    return parcel;
}

void PutWallArea::check() const {
    wall_.check();
    std::int64_t units = 0;
    const auto add = [&](const primitives::WallTote& tote) {
        for (const primitives::WallItem& item : tote)
            units += item.units;
    };
    for (const Forming& tote : forming_)
        add(tote.items);
    for (const Riding& tote : riding_)
        add(tote.items);
    for (const primitives::WallTote& tote : arrived_)
        add(tote);
    DRAY_CHECK(units == underway_, "{} units are on their way to the wall, booked are {}", units, underway_);
}

void PutWallArea::add_to(StateHash& hash) const {
    wall_.add_to(hash);
    hash.add(underway_);
}

}  // namespace dray::operations
