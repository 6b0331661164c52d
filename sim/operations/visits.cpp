#include "operations/visits.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace dray::operations {

VisitId VisitBook::find(PodId pod, LaneId station) const {
    for (const VisitId id : of(pod))
        if (visits_[id.index()].station == station) return id;
    return {};
}

bool VisitBook::open_to(PodId pod, LaneId station) const {
    return of_pod_[pod.index()].count < kVisitsPerPod || find(pod, station).valid();
}

VisitId VisitBook::create(PodId pod, LaneId station, Step now) {
    DRAY_CHECK(open_to(pod, station) && !find(pod, station).valid(), "pod {} cannot take a new visit to station {}", pod.value,
               station.value);
    VisitId id;
    if (unused_.empty()) {
        id = VisitId(visits_.size());
        visits_.emplace_back();
    } else {
        id = unused_.back();
        unused_.pop_back();
    }
    Visit& visit = visits_[id.index()];
    visit.pod = pod;
    visit.station = station;
    visit.created = now;
    visit.number = next_number_++;
    visit.served = 0;
    visit.exceptions = 0;
    visit.calls = 0;
    visit.live = true;
    PodVisits& list = of_pod_[pod.index()];
    list.ids[list.count++] = id;
    return id;
}

void VisitBook::remove(VisitId id) {
    Visit& visit = visits_[id.index()];
    DRAY_CHECK(visit.live && visit.parts.empty() && visit.bundles.empty(), "visit {} still has work", id.value);
    visit.live = false;
    PodVisits& list = of_pod_[visit.pod.index()];
    auto* const end = list.ids.data() + list.count;
    std::copy(std::find(list.ids.data(), end, id) + 1, end, std::find(list.ids.data(), end, id));
    --list.count;
    unused_.push_back(id);
}

}  // namespace dray::operations
