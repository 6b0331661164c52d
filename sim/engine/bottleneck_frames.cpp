// The watch's groups and resources as plain numbers, for drawing and recording.
#include <algorithm>
#include <cmath>

#include "engine/bottleneck_watch.hpp"
#include "engine/simulation_impl.hpp"

namespace dray::engine {

// Where on its floor a resource is; invalid for a fleet, for arrivals, and for one of another floor.
CellId BottleneckWatch::place_of(const FloorWatch& w, std::size_t resource) const {
    const floor::Floor& floor = *site_.areas[w.area]->setup.floor;
    const auto number = [resource](std::size_t first, std::size_t count) {
        return resource >= first && resource < first + count ? resource - first : kNone;
    };
    if (const std::size_t lane = number(w.first_station, floor.lanes().size()); lane != kNone)
        return floor.lane(LaneId(lane)).service;
    if (w.chargers != kNone && resource == w.charger) return floor.chargers()[floor.chargers().size() / 2];
    if (const std::size_t place = number(w.first_place, w.way_load.places()); place != kNone) return w.way_load.middle_of(place);
    if (w.chutes != kNone)
        if (const std::size_t chute = number(w.first_member, floor.chutes().size()); chute != kNone) return floor.chutes()[chute];
    if (w.docks != kNone) {
        const std::size_t door = number(w.first_member, hauler(w).docks().size());
        if (door == kNone) return {};
        const std::span<const SlotId> staging = hauler(w).yard().staging(DoorId(door));
        return staging.empty() ? CellId() : floor.slot(staging[staging.size() / 2]).cell;
    }
    return {};
}

void BottleneckWatch::add_to(Scene& scene) const {
    for (const insight::Group& group : groups_)
        scene.groups.push_back({group.name, group.kind});
    for (std::size_t r = 0; r < resources_.size(); ++r) {
        Scene::Resource& resource = scene.resources.emplace_back();
        resource.name = resources_[r].name;
        resource.group = static_cast<std::int32_t>(resources_[r].group);
        for (const FloorWatch& w : floors_) {
            const CellId cell = place_of(w, r);
            if (!cell.valid()) continue;
            resource.floor = static_cast<std::int32_t>(w.area);
            resource.cell = static_cast<std::int32_t>(cell.value);
        }
    }
}

std::int32_t BottleneckWatch::capture(std::vector<GroupFrame>& groups, std::vector<ResourceFrame>& resources) const {
    groups.resize(groups_.size());
    for (std::size_t g = 0; g < groups.size(); ++g) {
        groups[g].load_pm = static_cast<std::int32_t>(std::lround(1000 * bottlenecks_.load(g)));
        groups[g].share_pm = static_cast<std::int32_t>(std::lround(1000 * bottlenecks_.share(g)));
    }
    resources.resize(resources_.size());
    const double per_s = 1 / static_cast<double>(site_.steps_per_second);
    for (std::size_t r = 0; r < resources.size(); ++r)
        resources[r].active_s = static_cast<std::int32_t>(
            per_s * (books_.time_in(r, insight::ResourceState::Working) + books_.time_in(r, insight::ResourceState::Down)));
    return bottlenecks_.now() == insight::Bottlenecks::kNone ? -1 : static_cast<std::int32_t>(bottlenecks_.now());
}

}  // namespace dray::engine
