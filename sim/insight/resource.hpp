// What may hold a site back: single resources, such as a station or a chute, and the groups of them that do one job.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

namespace dray::insight {

/// What a resource is doing at one moment.
enum class ResourceState : std::uint8_t {
    Working,  ///< serves, or changes over from one it has served to one that stands ready
    Starved,  ///< could work and has nothing to work on
    Blocked,  ///< has work and cannot go on, because of something behind it
    Down,     ///< broken, jammed, closed
};
inline constexpr std::size_t kResourceStates = 4;
/// "working", "starved", "blocked", "down".
[[nodiscard]] const char* name_of(ResourceState state);

/// The jobs that groups of resources do.
enum class GroupKind : std::uint8_t {
    Arrivals,  ///< orders or parcels that come from outside; its capacity is their rate
    Pick,      ///< pick stations
    Stow,      ///< stow stations
    Induct,    ///< induct stations
    Worker,    ///< workers of a handling area
    Reader,    ///< identification readers
    Desk,      ///< the people at their exception desks
    Fleet,     ///< the robots of one fleet
    Way,       ///< aisles and crossings of one floor
    Chute,     ///< chutes of a sort floor
    Dock,      ///< dock doors with their loaders and trucks
    Charger,   ///< chargers of one floor
    Merge,     ///< inducts of a loop sorter
    Belt,      ///< carriers of a loop sorter
    Outlet,    ///< chutes of a loop sorter
    Cell,      ///< cells of a put wall
    Conveyor,  ///< a conveyor between two areas
    Lift,      ///< a lift between two areas
};
inline constexpr std::size_t kGroupKinds = 18;
/// "arrivals", "pick", "stow", "induct", "worker", "reader", "desk", "fleet", "way", "chute", "dock", "charger",
/// "merge", "belt", "outlet", "cell", "conveyor", "lift".
[[nodiscard]] const char* name_of(GroupKind kind);

/// Shares of a group's capacity by state; they sum to 1.
using StateShares = std::array<double, kResourceStates>;

/// A group of resources that share one job: relief of one of them is relief of the group.
struct Group {
    std::string name;  ///< for people: "pick stations", "sorter chutes"
    GroupKind kind = GroupKind::Arrivals;
    std::size_t stage = 0;  ///< place of its area in the flow of the site: goods pass from low to high
};

/// One resource of a group.
struct Resource {
    std::string name;       ///< "pick-3", "yard door-1"
    std::size_t group = 0;  ///< index of its group
};

}  // namespace dray::insight
