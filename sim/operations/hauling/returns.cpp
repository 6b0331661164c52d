#include "operations/hauling/returns.hpp"

#include <algorithm>
#include <iterator>

#include "base/check.hpp"

namespace dray::operations {

using primitives::Parcel;

void Returns::book(const Parcel& parcel) {
    DRAY_CHECK(parcel.astray(), "a parcel of route {} was shipped by its own truck", parcel.route.value);
    ++figures_.shipped;
    ++figures_.unfound;
    figures_.orders += parcel.order.valid() ? 1 : 0;
}

void Returns::expect(const Coming& coming) {
    coming_.insert(std::ranges::upper_bound(coming_, coming.back, {}, &Coming::back), coming);
}

void Returns::ship(const Parcel& parcel) {
    book(parcel);
    expect({.back = parcel.came + after_, .parcel = parcel});
}

void Returns::ship_by_road(const Parcel& parcel) {
    book(parcel);
    ++figures_.by_road;
    ++on_roads_;
}

void Returns::find(const Parcel& parcel, Step back) {
    DRAY_CHECK(on_roads_ > 0, "a parcel of route {} is found on a road that took none", parcel.route.value);
    --on_roads_;
    --figures_.unfound;
    ++figures_.on_way_back;
    expect({.back = back, .found = true, .parcel = parcel});
}

void Returns::put_right(const Parcel& parcel) {
    DRAY_CHECK(!parcel.astray() && parcel.strayed >= 0, "a parcel of route {} is put right and never was astray",
               parcel.route.value);
    ++figures_.put_right;
    figures_.delay_s.push_back(clock_.seconds(parcel.came - parcel.strayed));
}

// People have had it in their hands: they know what it is and where it must go.
Parcel Returns::take() {
    DRAY_CHECK(!coming_.empty(), "no parcel is on its way back");
    const Coming next = coming_.front();
    coming_.erase(coming_.begin());
    --(next.found ? figures_.on_way_back : figures_.unfound);
    ++figures_.returned;
    figures_.away_s.push_back(clock_.seconds(next.back - next.parcel.came));
    Parcel parcel = next.parcel;
    parcel.route = parcel.true_route;
    parcel.believed = parcel.sku;
    parcel.came = next.back;
    return parcel;
}

void Returns::check() const {
    const ReturnFigures& f = figures_;
    DRAY_CHECK(f.shipped == f.unfound + f.on_way_back + f.returned,
               "{} parcels were shipped astray, but {} are not found, {} on their way back and {} returned", f.shipped, f.unfound,
               f.on_way_back, f.returned);
    DRAY_CHECK(f.unfound + f.on_way_back == std::ssize(coming_) + on_roads_,
               "{} parcels are away, {} are expected and {} on roads", f.unfound + f.on_way_back, coming_.size(), on_roads_);
}

// Nothing while nothing has gone astray.
void Returns::add_to(StateHash& hash) const {
    if (figures_.shipped == 0) return;
    for (const std::int64_t count : {figures_.shipped, figures_.unfound, figures_.on_way_back, figures_.put_right})
        hash.add(count);
    for (const Coming& coming : coming_)
        hash.add(coming.back);
}

}  // namespace dray::operations
