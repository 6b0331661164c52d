// What conveyors and lifts between areas are doing in one moment.
#include "engine/bottleneck_states.hpp"
#include "engine/bottleneck_watch.hpp"
#include "engine/simulation_impl.hpp"

namespace dray::engine {

using insight::GroupKind;
using insight::ResourceState;

std::size_t BottleneckWatch::stage_of(AreaRef area) const {
    if (site_.links->carries_totes(area)) return kReceivingStage;
    if (area.kind == AreaKind::Sorting) return kSortingStage;
    return area.kind == AreaKind::Identification ? kIdentificationStage : kHandlingStage;
}

// A carrier stands at the entrance of the area that it leads to.
void BottleneckWatch::add_carrier(std::size_t i) {
    CarrierWatch& w = carriers_.emplace_back();
    w.stage = stage_of(site_.links->carriers[i].to);
    const bool lift = site_.carrier_lifts[i] != 0;
    w.group =
        add_group(site_.carrier_names[i], lift ? "lift" : "conveyor", lift ? GroupKind::Lift : GroupKind::Conveyor, w.stage);
    w.resource = resources_.size();
    resources_.push_back({groups_[w.group].name, w.group});
}

// It works as much as its capacity was in use since the last look: a lift that travels half full could carry twice as much.
void BottleneckWatch::look_at_carrier(std::size_t i, Step now) {
    CarrierWatch& w = carriers_[i];
    const primitives::Carrier& carrier = *site_.carriers[i];
    insight::GroupMoment& moment = moments_[w.group];
    const Step before = std::max<Step>(0, last_look_);
    if (now > before) {
        for (std::size_t s = 0; s < w.seen.size(); ++s) {
            const Step so_far = carrier.time_in(static_cast<primitives::StationState>(s), now);
            at(moment.states, state_of(static_cast<primitives::StationState>(s))) =
                static_cast<double>(so_far - w.seen[s]) / static_cast<double>(now - before);
            w.seen[s] = so_far;
        }
    }
    double& working = at(moment.states, ResourceState::Working);
    at(moment.states, ResourceState::Starved) += working * (1 - carrier.fill());
    working *= carrier.fill();
    states_[w.resource] = moment.states;
    moment.load = insight::active_share(moment.states);
    moment.waiting = static_cast<double>(carrier.before());
}

}  // namespace dray::engine
