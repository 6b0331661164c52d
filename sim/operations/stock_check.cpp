// Whether what is ordered can ever be in stock, told before a run.
#include <algorithm>

#include "operations/site.hpp"

namespace dray::operations {

namespace {

constexpr std::size_t kNamedSkus = 5;  // of those never stocked; the others are counted

}  // namespace

bool can_replenish(const primitives::StorageConfig& config, const floor::Floor& floor) {
    const auto stows = [](const floor::Lane& lane) { return lane.kind == floor::StationKind::Stow; };
    return config.reorder_point > 0 && std::any_of(floor.lanes().begin(), floor.lanes().end(), stows);
}

void check_stock(const primitives::StorageConfig& storage, const floor::Floor& floor, const Demand& demand,
                 const config::Document& document, config::Diagnostics& faults) {
    const auto fault = [&](const char* field, const std::string& message) {
        faults.push_back(config::fault_at(document.place_of(field), fmt::format("{}: {}", field, message)));
    };
    const std::size_t slots = floor.slots().size(), pods = primitives::initial_pods(storage, slots);
    if (pods == 0 || pods >= slots) {
        fault("storage.fill",
              fmt::format("{} of {} slots on the floor makes {} pods; at least one pod and one free slot are needed",
                          storage.fill, slots, pods));
        return;
    }
    if (can_replenish(storage, floor)) return;

    const std::vector<std::int64_t> units = primitives::initial_units(storage, slots, stock_targets(storage, floor, demand));
    std::size_t missing = 0;
    for (std::size_t s = 0; s < units.size(); ++s) {
        if (demand.sku_units[s] == 0 || units[s] > 0) continue;
        if (++missing > kNamedSkus) continue;
        fault("storage.initial_stock",
              fmt::format("SKU '{}' is ordered ({} units) but never stocked, and nothing is replenished; raise "
                          "storage.initial_stock or storage.pod_capacity_units, or set storage.reorder_point above 0 on a "
                          "floor with a stow station",
                          demand.sku_names[s], demand.sku_units[s]));
    }
    if (missing > kNamedSkus)
        fault("storage.initial_stock", fmt::format("{} further SKUs are ordered but never stocked", missing - kNamedSkus));
}

}  // namespace dray::operations
