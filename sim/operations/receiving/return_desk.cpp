#include "operations/receiving/return_desk.hpp"

#include "base/check.hpp"
#include "base/random.hpp"

namespace dray::operations {

void ReturnDesk::put(SetAsideFind find, Step now) {
    DRAY_CHECK(find.sku.valid() && find.units > 0, "{} units of SKU {} are set aside", find.units, find.sku.value);
    finds_.push_back(find);
    units_ += find.units;
    if (finds_.size() == 1) begin(now);
}

void ReturnDesk::begin(Step now) {
    Stream stream(seed_, "set_aside", begun_++);
    ends_ = now + clock_.steps(mean_s_ * stream.lognormal(1, cv_));
}

SetAsideFind ReturnDesk::take(Step now) {
    DRAY_CHECK(ready(now), "the exception desk gives units that it does not have");
    const SetAsideFind find = finds_.front();
    finds_.pop_front();
    units_ -= find.units;
    if (!finds_.empty()) begin(now);
    return find;
}

}  // namespace dray::operations
