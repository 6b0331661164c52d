// The fields of a scenario's section about storage.
#include "primitives/storage/storage.hpp"

namespace dray::primitives {

const config::Table& storage_table() {
    using enum config::Grade;
    static const config::Table table =
        config::Describe<StorageConfig>("storage", "Movable shelves (pods) in their slots and the stock in them.")
            .number("fill", &StorageConfig::fill, {0.01, 0.99}, "",
                    "Share of slots that hold a pod at the start; the other slots are spread over the floor.", {"", Assumed})
            .integer("pod_capacity_units", &StorageConfig::pod_capacity_units, {1, 1e6}, "units", "Units that fit into one pod.",
                     {"", Assumed})
            .number("initial_stock", &StorageConfig::initial_stock, {0.001, 1}, "",
                    "Largest share of the pods' capacity that is filled at the start.",
                    {"RAWSim-O inventory configuration, InitialInventory", Measured})
            .integer("pods_per_sku", &StorageConfig::pods_per_sku, {1, 10000}, "pods",
                     "Pods over which a SKU's stock is spread at least; a SKU with much stock lies in more of them.",
                     {"", Assumed})
            .number("pod_mass_kg", &StorageConfig::pod_mass_kg, {1, 5000}, "kg", "Mass of an empty pod.", {"", Assumed})
            .number("unit_mass_kg", &StorageConfig::unit_mass_kg, {0, 1000}, "kg",
                    "Mass of one unit; a full pod by default weighs 300 kg of the 340 kg that a Kiva drive lifts.", {"", Assumed})
            .number("pod_half_width_m", &StorageConfig::pod_half_width_m, {0.1, 5}, "m", "Half the side of the square pod.",
                    {"RAWSim-O layout defaults", Measured})
            .number("reorder_point", &StorageConfig::reorder_point, {0, 1}, "",
                    "Share of a SKU's stock at the start below which replenishment is ordered; 0: never.", {"", Assumed})
            .build();
    return table;
}

}  // namespace dray::primitives
