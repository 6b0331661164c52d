// What happens to orders and what people do, for those who watch a run.
#include <algorithm>

#include "base/check.hpp"
#include "engine/simulation_impl.hpp"

namespace dray::engine {

void Simulation::keep_orders(bool on) {
    if (impl_->orders != nullptr) impl_->orders->order_log().keep(on);
    for (operations::SortControl* sorter : impl_->sorters)
        sorter->order_log().keep(on);
    impl_->order_log.keep(on);
}

void Simulation::take_orders(std::vector<operations::OrderEvent>& events) {
    const auto known = static_cast<std::ptrdiff_t>(events.size());
    if (impl_->orders != nullptr) impl_->orders->order_log().take(events);
    for (operations::SortControl* sorter : impl_->sorters)
        sorter->order_log().take(events);
    impl_->order_log.take(events);
    std::stable_sort(events.begin() + known, events.end(),
                     [](const operations::OrderEvent& a, const operations::OrderEvent& b) { return a.step < b.step; });
}

const std::string& Simulation::order_name(std::int32_t order) const {
    DRAY_CHECK(impl_->orders != nullptr, "order {} of a site without a storage area", order);
    return impl_->orders->demand().orders[static_cast<std::size_t>(order)].name;
}

std::span<const Intervention> Simulation::deeds() const {
    return impl_->done;
}

std::int32_t Simulation::capture_limits(std::vector<GroupFrame>& groups, std::vector<ResourceFrame>& resources) const {
    return impl_->watch->capture(groups, resources);
}

}  // namespace dray::engine
