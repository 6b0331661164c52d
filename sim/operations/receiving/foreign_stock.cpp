#include "operations/receiving/foreign_stock.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace dray::operations {

std::int64_t ForeignStock::units(PodId pod, SkuId believed) const {
    std::int64_t sum = 0;
    for (const Entry& entry : entries_)
        if (entry.pod == pod && entry.believed == believed) sum += entry.units;
    return sum;
}

std::int64_t ForeignStock::units_of(SkuId truth) const {
    std::int64_t sum = 0;
    for (const Entry& entry : entries_)
        if (entry.truth == truth) sum += entry.units;
    return sum;
}

std::int64_t ForeignStock::total() const {
    std::int64_t sum = 0;
    for (const Entry& entry : entries_)
        sum += entry.units;
    return sum;
}

void ForeignStock::add(PodId pod, SkuId believed, SkuId truth, std::int64_t units) {
    DRAY_CHECK(units > 0 && believed != truth, "{} units of SKU {} lie in pod {} as SKU {}", units, truth.value, pod.value,
               believed.value);
    const auto same = std::ranges::find_if(
        entries_, [&](const Entry& e) { return e.pod == pod && e.believed == believed && e.truth == truth; });
    if (same != entries_.end()) {
        same->units += units;
        return;
    }
    entries_.push_back({pod, believed, truth, units});
}

void ForeignStock::set_aside(PodId pod, SkuId believed, std::int64_t units, std::vector<SetAsideFind>& finds) {
    DRAY_CHECK(units > 0 && units <= this->units(pod, believed), "{} wrong units of SKU {} are found in pod {} with {}", units,
               believed.value, pod.value, this->units(pod, believed));
    ++figures_.finds;
    figures_.set_aside += units;
    for (Entry& entry : entries_) {
        if (entry.pod != pod || entry.believed != believed) continue;
        const std::int64_t some = std::min(units, entry.units);
        entry.units -= some;
        units -= some;
        if (some > 0) finds.push_back({entry.truth, some});
    }
    std::erase_if(entries_, [](const Entry& entry) { return entry.units == 0; });
}

void ForeignStock::add_to(StateHash& hash) const {
    for (const Entry& entry : entries_) {
        hash.add(entry.pod);
        hash.add(entry.believed);
        hash.add(entry.truth);
        hash.add(entry.units);
    }
    hash.add(figures_.finds);
    hash.add(figures_.set_aside);
}

}  // namespace dray::operations
