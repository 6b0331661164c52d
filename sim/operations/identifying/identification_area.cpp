#include "operations/identifying/identification_area.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace dray::operations {

using primitives::Parcel;

namespace {

primitives::CatalogueConfig with_skus(primitives::CatalogueConfig config, std::size_t skus) {
    config.skus = std::max(config.skus, static_cast<std::int64_t>(skus));
    return config;
}

}  // namespace

IdentificationArea::IdentificationArea(const IdentificationAreaConfig& config, std::size_t skus, bool fed,
                                       std::span<const double> shares, const Clock& clock, std::uint64_t seed)
    : config_(config),
      clock_(clock),
      fed_(fed),
      shares_(shares.begin(), shares.end()),
      catalogue_(with_skus(config.figures.catalogue, skus), seed),
      classifier_(catalogue_, config.figures.sensors, primitives::cues_of(config.figures.reader)),
      arrivals_(seed, "identification_source") {
    readers_.reserve(static_cast<std::size_t>(config.readers));
    for (std::int64_t i = 0; i < config.readers; ++i)
        readers_.emplace_back(config.figures.reader, classifier_, clock, seed + static_cast<std::uint64_t>(i));
    for (std::size_t r = 0; r < readers_.size(); ++r) {
        Failure& failure = failures_.emplace_back(Failure{.stream = Stream(seed, "reader_failure", r)});
        failure.next = config.reader_mtbf_h > 0 ? clock.steps(failure.stream.exponential(config.reader_mtbf_h * 3600))
                                                : primitives::ReaderStation::kNever;
    }
    open_.assign(readers_.size(), at_readers_.end());
    forming_.reserve(static_cast<std::size_t>(config.tote_parcels));
}

void IdentificationArea::put(Parcel parcel, Step now) {
    DRAY_CHECK(parcel.sku.valid() && parcel.sku.index() < catalogue_.size(), "a parcel shows article {} of {}", parcel.sku.value,
               catalogue_.size());
    parcel.came = now;
    ++figures_.arrived;
    ++figures_.in_totes;
    forming_.push_back(parcel);
    if (forming_.size() >= static_cast<std::size_t>(config_.tote_parcels)) send_tote(now);
}

void IdentificationArea::come(Step now) {
    const double rate_per_s = fed_ ? 0 : config_.parcels_per_h / 3600;
    while (rate_per_s > 0 && clock_.steps(next_arrival_s_) <= now) {
        const DoorId route(arrivals_.weighted(shares_));
        const SkuId sku(static_cast<std::size_t>(arrivals_.integer(0, static_cast<std::int64_t>(catalogue_.size()) - 1)));
        put({.route = route, .true_route = route, .sku = sku}, clock_.steps(next_arrival_s_));
        next_arrival_s_ += arrivals_.exponential(1 / rate_per_s);
    }
    const Step wait = clock_.steps(config_.tote_wait_s);
    if (!forming_.empty() && now - forming_.front().came >= wait) send_tote(forming_.front().came + wait);
}

void IdentificationArea::send_tote(Step now) {
    Tote& tote = waiting_.emplace_back();
    tote.ready = now;
    tote.parcels = forming_;
    tote.first_entity = next_entity_;
    tote.left = tote.parcels.size();
    tote.claimed.assign(tote.parcels.size(), 0);
    next_entity_ += tote.parcels.size();
    for (const Parcel& parcel : tote.parcels)
        tote.all.push_back(parcel.sku);
    tote.articles = tote.all;
    std::ranges::sort(tote.articles);
    const auto twice = std::ranges::unique(tote.articles);
    tote.articles.erase(twice.begin(), twice.end());
    forming_.clear();
}

// A reader takes the parcels of one tote after the other.
void IdentificationArea::feed(std::size_t r, Step now) {
    primitives::ReaderStation& reader = readers_[r];
    while (reader.free_places() > 0) {
        if (open_[r] != at_readers_.end() && open_[r]->handed == open_[r]->parcels.size()) open_[r] = at_readers_.end();
        if (open_[r] == at_readers_.end()) {
            if (waiting_.empty() || waiting_.front().ready > now) return;
            at_readers_.splice(at_readers_.end(), waiting_, waiting_.begin());
            open_[r] = std::prev(at_readers_.end());
        }
        Tote& tote = *open_[r];
        const std::size_t i = tote.handed++;
        reader.reserve_place();
        reader.take({.unit = {.entity = tote.first_entity + i, .sku = tote.parcels[i].sku, .neighbours = tote.all},
                     .expected = tote.articles,
                     .weights = {}},
                    now);
        --figures_.in_totes;
        ++figures_.at_readers;
    }
}

void IdentificationArea::drain(std::size_t r, Step now) {
    while (!readers_[r].outlet().empty()) {
        const primitives::Identity identity = readers_[r].give(now);
        const auto tote = std::ranges::find_if(at_readers_, [&](const Tote& t) {
            return identity.entity >= t.first_entity && identity.entity < t.first_entity + t.parcels.size();
        });
        DRAY_CHECK(tote != at_readers_.end(), "parcel {} comes from no tote", identity.entity);
        settle(*tote, identity);
        figures_.time_s.push_back(clock_.seconds(now - tote->parcels[identity.entity - tote->first_entity].came));
        if (--tote->left > 0) continue;
        for (Totes::iterator& open : open_)
            if (open == tote) open = at_readers_.end();
        at_readers_.erase(tote);
    }
}

// Right or wrong, it takes the route of the first parcel of the tote that shows what it is taken for and has not been sent off;
// of an article that the tote does not hold it takes the last one's.
void IdentificationArea::settle(Tote& tote, const primitives::Identity& identity) {
    const std::size_t own = identity.entity - tote.first_entity;
    Parcel parcel = tote.parcels[own];
    std::size_t as = own;
    if (!identity.correct()) {
        ++figures_.wrong;
        for (std::size_t i = 0; i < tote.parcels.size(); ++i) {
            if (tote.parcels[i].sku != identity.believed) continue;
            as = i;
            if (tote.claimed[i] == 0) break;
        }
    }
    tote.claimed[as] = 1;
    parcel.believed = identity.believed;
    parcel.route = tote.parcels[as].true_route;
    figures_.astray += parcel.astray() ? 1 : 0;
    figures_.by_desk += identity.by == primitives::SettledBy::Desk ? 1 : 0;
    --figures_.at_readers;
    ++figures_.waiting;
    trail_.add(identity.entity);
    trail_.add(identity.believed);
    identified_.push_back(parcel);
}

// A reader fails, or works again: what it has begun to read takes as much longer.
void IdentificationArea::change(std::size_t r, Step now) {
    Failure& failure = failures_[r];
    failure.down = !failure.down;
    readers_[r].set_down_state(failure.down, now);
    const double mean_s = failure.down ? config_.reader_mttr_s : config_.reader_mtbf_h * 3600;
    failure.next = now + std::max<Step>(1, clock_.steps(failure.stream.exponential(mean_s)));
}

void IdentificationArea::advance(Step now) {
    come(now);
    for (std::size_t r = 0; r < readers_.size(); ++r) {
        primitives::ReaderStation& reader = readers_[r];
        // Each end of a read makes room for the next parcel at once, and a tote is begun as soon as it is there.
        for (Step at = now_;;) {
            feed(r, at);
            Step next = reader.next_event();
            if (!waiting_.empty() && reader.free_places() > 0) next = std::min(next, std::max(at, waiting_.front().ready));
            next = std::min(next, failures_[r].next);
            if (next > now) break;
            at = next;
            reader.advance(at);
            if (failures_[r].next == at) change(r, at);
            drain(r, at);
        }
        reader.advance(now);
    }
    now_ = now;
}

Parcel IdentificationArea::take() {
    DRAY_CHECK(ready(), "an identification area gives a parcel that it does not have");
    const Parcel parcel = identified_.front();
    identified_.pop_front();
    --figures_.waiting;
    ++figures_.gone;
    return parcel;
}

void IdentificationArea::check() const {
    const IdentificationFigures& f = figures_;
    DRAY_CHECK(f.arrived == f.in_totes + f.at_readers + f.waiting + f.gone,
               "{} parcels came to be identified, but {} are in totes, {} at readers, {} wait and {} have gone on", f.arrived,
               f.in_totes, f.at_readers, f.waiting, f.gone);
    std::int64_t inside = 0;
    for (const primitives::ReaderStation& reader : readers_)
        inside += static_cast<std::int64_t>(reader.units_inside());
    DRAY_CHECK(inside == f.at_readers, "readers hold {} parcels, booked are {}", inside, f.at_readers);
}

void IdentificationArea::add_to(StateHash& hash) const {
    hash.add(trail_.digest());
    for (const primitives::ReaderStation& reader : readers_)
        reader.add_to(hash);
}

}  // namespace dray::operations
