#include "insight/resource.hpp"

namespace dray::insight {

const char* name_of(GroupKind kind) {
    static constexpr std::array<const char*, kGroupKinds> kNames = {
        "arrivals", "pick", "stow", "induct", "worker", "reader", "desk", "fleet", "way", "chute", "dock", "charger", "cell"};
    return kNames[static_cast<std::size_t>(kind)];
}

}  // namespace dray::insight
