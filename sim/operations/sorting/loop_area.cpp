#include "operations/sorting/loop_area.hpp"

namespace dray::operations {

namespace {

ParcelSource loop_source(const LoopAreaConfig& config, std::size_t routes, bool fed, const primitives::TruckPlan& plan,
                         const Clock& clock, std::uint64_t seed) {
    Stream stream(seed, "loop_source");
    const bool silent = fed || config.inlet.parcels_per_h <= 0;
    const double first_s = silent ? 0 : stream.exponential(3600 / config.inlet.parcels_per_h);
    return {config.inlet, silent, primitives::route_shares(config.inlet, routes), plan, clock, stream, first_s};
}

}  // namespace

LoopArea::LoopArea(const LoopAreaConfig& config, std::size_t routes, bool fed, bool linked,
                   std::vector<primitives::TruckTimes> trucks, const Clock& clock, std::uint64_t seed)
    : waves_(config.waves, {std::move(trucks), clock.steps(config.waves.close_s)}, routes, clock),
      source_(loop_source(config, routes, fed, waves_.plan(), clock, seed)),
      sorter_(config, source_.shares(), linked, clock, seed),
      chute_room_(routes) {
    sorter_.chutes().set_trucks(waves_.plan());
}

void LoopArea::put_parcel(const primitives::Parcel& parcel, Step now) {
    if (!waves_.on()) return sorter_.put(parcel, now);
    waves_.put(parcel);
    open_waves(now);
}

std::span<std::int64_t> LoopArea::room_in_chutes() {
    for (std::size_t r = 0; r < chute_room_.size(); ++r)
        chute_room_[r] = sorter_.chutes().places_ahead(primitives::RouteId(r)) - sorter_.inside(primitives::RouteId(r));
    return chute_room_;
}

// As many as the inducts have room for.
void LoopArea::open_waves(Step now) {
    if (!waves_.on()) return;
    const std::span<std::int64_t> chute_room = room_in_chutes();
    for (std::size_t room = sorter_.room(); room > 0; --room) {
        const auto parcel = waves_.take(now, chute_room);
        if (!parcel) break;
        sorter_.put(*parcel, now);
    }
}

void LoopArea::advance(Step now) {
    while (const auto arrival = source_.next(now)) {
        sorter_.advance(arrival->at);
        put_parcel({.route = arrival->route, .true_route = arrival->route, .came = arrival->at}, arrival->at);
    }
    sorter_.advance(now);
    open_waves(now);
}

void LoopArea::add_to(StateHash& hash) const {
    sorter_.add_to(hash);
    waves_.add_to(hash);
}

}  // namespace dray::operations
