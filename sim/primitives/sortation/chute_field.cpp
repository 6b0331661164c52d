#include "primitives/sortation/chute_field.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace dray::primitives {

namespace {

// Chutes per route: one each while they last, the others by largest quotient of share and chutes (Sainte-Lague), so that a route
// with twice the volume has twice the chutes.
std::vector<std::size_t> chutes_per_route(std::size_t chutes, std::span<const double> shares) {
    std::vector<std::size_t> count(shares.size(), 0);
    for (std::size_t given = 0; given < chutes; ++given) {
        std::size_t best = 0;
        double best_claim = -1;
        for (std::size_t r = 0; r < shares.size(); ++r) {
            const double claim = count[r] == 0 ? 1e9 + shares[r] : shares[r] / (2.0 * static_cast<double>(count[r]) + 1);
            if (claim <= best_claim) continue;
            best = r;
            best_claim = claim;
        }
        ++count[best];
    }
    return count;
}

}  // namespace

ChuteField::ChuteField(const ChuteConfig& config, std::size_t chutes, std::span<const double> route_shares, bool linked,
                       const Clock& clock, std::uint64_t seed)
    : config_(config), linked_(linked), clock_(clock), chutes_(chutes), of_route_(route_shares.size()) {
    const std::vector<std::size_t> count = chutes_per_route(chutes, route_shares);
    // Each chute goes to the route that lags behind its share the most, so that the chutes of one lie all over the floor.
    std::vector<std::size_t> given(count.size(), 0);
    for (std::size_t i = 0; i < chutes; ++i) {
        std::size_t best = count.size();
        double best_lag = 0;
        for (std::size_t r = 0; r < count.size(); ++r) {
            if (given[r] == count[r]) continue;
            const double lag = (static_cast<double>(given[r]) + 0.5) / static_cast<double>(count[r]);
            if (best < count.size() && lag >= best_lag) continue;
            best = r;
            best_lag = lag;
        }
        ++given[best];
        chutes_[i].route = RouteId(best);
        chutes_[i].cage_room = linked ? 0 : config.cage_parcels;
        of_route_[best].push_back(static_cast<std::uint32_t>(i));
    }
    if (config.jam_mtbf_h <= 0) return;
    for (std::size_t i = 0; i < chutes; ++i) {
        jam_streams_.emplace_back(seed, "chute_jam", i);
        next_jam_.push_back(clock.steps(jam_streams_[i].exponential(config.jam_mtbf_h * 3600)));
    }
}

std::int64_t ChuteField::room(std::size_t i) const {
    const Chute& c = chutes_[i];
    if (c.jammed || c.closed) return 0;
    return std::max<std::int64_t>(0, config_.slide_parcels + c.cage_room - c.slide - c.reserved);
}

std::int64_t ChuteField::places_ahead(RouteId route) const {
    std::int64_t places = std::ssize(of_route(route));
    for (const std::uint32_t i : of_route(route))
        places += room(i) + chutes_[i].reserved;
    return places;
}

void ChuteField::reserve(std::size_t i) {
    DRAY_CHECK(room(i) > 0, "chute {} has no room for another parcel", i);
    ++chutes_[i].reserved;
}

void ChuteField::cancel(std::size_t i) {
    DRAY_CHECK(chutes_[i].reserved > 0, "chute {} has no reservation to cancel", i);
    --chutes_[i].reserved;
}

void ChuteField::tip(std::size_t i) {
    DRAY_CHECK(chutes_[i].reserved > 0, "a parcel without a reservation falls into chute {}", i);
    --chutes_[i].reserved;
    ++chutes_[i].slide;
    ++on_slides_;
}

void ChuteField::tip(std::size_t i, const Parcel& parcel, Step now) {
    tip(i);
    if (plan_.known()) ++(plan_.in_time(parcel.route, parcel.came, now) ? in_time_ : too_late_);
    // Without a transport area its cage is swapped by people, and nobody follows it.
    if (!linked_ || !parcel.remembered()) return;
    remembered_.push_back({.chute = i, .ahead = chutes_[i].slide - 1, .parcel = parcel});
    remembered_.back().parcel.came = now;
    astray_on_slides_ += parcel.astray() ? 1 : 0;
}

void ChuteField::set_cage(std::size_t i, std::int64_t cage_room, bool cage_empty) {
    chutes_[i].cage_room = cage_room;
    chutes_[i].cage_empty = cage_empty;
}

std::optional<Parcel> ChuteField::take_from_slide(std::size_t i) {
    DRAY_CHECK(chutes_[i].slide > 0, "nothing lies on the slide of chute {}", i);
    --chutes_[i].slide;
    --on_slides_;
    ++delivered_;
    auto first = remembered_.end();
    for (auto r = remembered_.begin(); r != remembered_.end(); ++r)
        if (r->chute == i && r->ahead-- == 0) first = r;
    if (first == remembered_.end()) return std::nullopt;
    const Parcel parcel = first->parcel;
    remembered_.erase(first);
    astray_on_slides_ -= parcel.astray() ? 1 : 0;
    return parcel;
}

// A cage of the chute's own: the slide empties into it, and a full one is swapped.
void ChuteField::fill_cage(std::size_t i, Step now) {
    Chute& c = chutes_[i];
    if (c.swap_ends >= 0 && now >= c.swap_ends) {
        c.swap_ends = -1;
        c.cage_room = config_.cage_parcels;
        c.cage_empty = true;
    }
    for (; c.slide > 0 && c.cage_room > 0; --c.cage_room) {
        take_from_slide(i);
        c.cage_empty = false;
    }
    if (c.cage_room > 0 || c.swap_ends >= 0) return;
    ++cages_swapped_;
    c.swap_ends = now + clock_.steps(config_.swap_s);
}

void ChuteField::come_and_go(std::size_t i, Step now) {
    while (next_jam_[i] <= now) {
        Chute& c = chutes_[i];
        jams_ += c.jammed ? 0 : 1;
        const double mean_s = c.jammed ? config_.jam_mtbf_h * 3600 : config_.jam_mttr_s;
        c.jammed = !c.jammed;
        next_jam_[i] += std::max<Step>(1, clock_.steps(jam_streams_[i].exponential(mean_s)));
    }
}

void ChuteField::reassign(std::span<const std::int64_t> hungry) {
    for (std::size_t r = 0; r < hungry.size(); ++r) {
        if (hungry[r] == 0) continue;
        const auto open = [&](std::uint32_t i) { return room(i) > 0; };
        if (std::ranges::any_of(of_route_[r], open)) continue;
        // From the route that has the most chutes, so that none is left without.
        std::size_t giver = hungry.size();
        for (std::size_t g = 0; g < of_route_.size(); ++g)
            if (g != r && of_route_[g].size() > 1 && (giver == hungry.size() || of_route_[g].size() > of_route_[giver].size()) &&
                std::ranges::any_of(of_route_[g], [&](std::uint32_t i) { return unused(i); }))
                giver = g;
        if (giver == hungry.size()) continue;
        give(*std::ranges::find_if(of_route_[giver], [&](std::uint32_t i) { return unused(i); }), RouteId(r));
    }
}

bool ChuteField::give(std::size_t i, RouteId route) {
    std::vector<std::uint32_t>& from = of_route_[chutes_[i].route.index()];
    std::vector<std::uint32_t>& to = of_route_[route.index()];
    if (chutes_[i].route == route || from.size() < 2 || !unused(i)) return false;
    const auto chute = static_cast<std::uint32_t>(i);
    std::erase(from, chute);
    to.insert(std::ranges::lower_bound(to, chute), chute);
    chutes_[i].route = route;
    ++reassigned_;
    return true;
}

bool ChuteField::unused(std::size_t i) const {
    const Chute& c = chutes_[i];
    return c.slide == 0 && c.reserved == 0 && c.cage_empty && c.cage_room > 0 && !c.jammed && !c.closed;
}

void ChuteField::tick(Step now, std::span<const std::int64_t> hungry) {
    for (std::size_t i = 0; i < chutes_.size(); ++i) {
        if (!linked_) fill_cage(i, now);
        if (!next_jam_.empty()) come_and_go(i, now);
        enter_state(i, now);
    }
    if (config_.reassign) reassign(hungry);
}

void ChuteField::enter_state(std::size_t i, Step now) {
    Chute& c = chutes_[i];
    const StationState next = c.jammed || c.closed ? StationState::Down
                              : room(i) > 0        ? StationState::Working
                                                   : StationState::Blocked;
    c.enter(next, now);
}

void ChuteField::check() const {
    std::int64_t slides = 0;
    for (const Chute& c : chutes_) {
        DRAY_CHECK(c.slide >= 0 && c.reserved >= 0 && c.cage_room >= 0, "a chute holds {} and expects {} parcels", c.slide,
                   c.reserved);
        slides += c.slide;
    }
    DRAY_CHECK(slides == on_slides_, "{} parcels lie on slides, booked are {}", slides, on_slides_);
    std::int64_t astray = 0;
    for (const Remembered& r : remembered_) {
        astray += r.parcel.astray() ? 1 : 0;
        DRAY_CHECK(r.ahead >= 0 && r.ahead < chutes_[r.chute].slide, "parcel {} of {} on the slide of chute {} is remembered",
                   r.ahead, chutes_[r.chute].slide, r.chute);
    }
    DRAY_CHECK(astray == astray_on_slides_, "{} parcels on slides are astray, booked are {}", astray, astray_on_slides_);
}

void ChuteField::add_to(StateHash& hash) const {
    hash.add(on_slides_);
    hash.add(delivered_);
    hash.add(cages_swapped_);
    hash.add(reassigned_);
    hash.add(jams_);
    if (!remembered_.empty()) hash.add(remembered_.size());
}

}  // namespace dray::primitives
