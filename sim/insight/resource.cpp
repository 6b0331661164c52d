#include "insight/resource.hpp"

namespace dray::insight {

const char* name_of(GroupKind kind) {
    static constexpr std::array<const char*, kGroupKinds> kNames = {
        "arrivals", "pick", "stow",    "induct", "worker", "reader", "desk", "fleet",    "way",
        "chute",    "dock", "charger", "merge",  "belt",   "outlet", "cell", "conveyor", "lift"};
    return kNames[static_cast<std::size_t>(kind)];
}

const char* name_of(ResourceState state) {
    static constexpr std::array<const char*, kResourceStates> kNames = {"working", "starved", "blocked", "down"};
    return kNames[static_cast<std::size_t>(state)];
}

}  // namespace dray::insight
