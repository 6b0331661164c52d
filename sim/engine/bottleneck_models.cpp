// What areas without a floor are doing in one moment, as they tell it.
#include <fmt/format.h>

#include "engine/bottleneck_states.hpp"
#include "engine/bottleneck_watch.hpp"
#include "engine/simulation_impl.hpp"

namespace dray::engine {

void Look::state(std::size_t g, std::size_t i, primitives::StationState state) {
    resource(g, i) = insight::all_in(state_of(state));
}

void Look::waiting(std::size_t g, std::size_t units) {
    insight::GroupMoment& moment = group(g);
    moment.states = {};
    const std::size_t count = at_.first_of[g + 1] - at_.first_of[g];
    for (std::size_t i = 0; i < count; ++i)
        for (std::size_t s = 0; s < insight::kResourceStates; ++s)
            moment.states[s] += resource(g, i)[s];
    for (double& share : moment.states)
        share /= static_cast<double>(count);
    moment.load = insight::active_share(moment.states);
    moment.waiting = static_cast<double>(units);
}

void Look::whole(std::size_t g, const insight::StateShares& states, std::size_t units) {
    resource(g, 0) = group(g).states = states;
    group(g).load = insight::active_share(states);
    group(g).waiting = static_cast<double>(units);
}

void Look::limits(std::size_t g, bool limiting, std::size_t units) {
    whole(g, dray::engine::arrivals(limiting ? 1 : 0), units);
}

void Look::arrivals(bool limiting, std::size_t units) {
    if (at_.arrivals.empty()) return;
    insight::GroupMoment& moment = at_.arrivals.front();
    moment.states = at_.arrivals_resource.front() = dray::engine::arrivals(limiting ? 1 : 0);
    moment.load = limiting ? 1 : 0;
    moment.waiting = static_cast<double>(units);
}

void BottleneckWatch::add_model(std::size_t m) {
    models_.resize(site_.models.size());
    ModelWatch& w = models_[m];
    const AreaRef self{AreaKind::Model, m};
    const std::string& name = site_.links->models[m].name;
    const std::size_t stage = site_.links->stage_of(self);
    if (!site_.links->feeds(self)) {
        w.arrivals = add_group(name, "arrivals", insight::GroupKind::Arrivals, stage);
        w.arrivals_resource = resources_.size();
        resources_.push_back({name + " arrivals", w.arrivals});
    }
    w.first_group = groups_.size();
    w.first_resource = resources_.size();
    for (const GroupPlan& plan : site_.models[m]->groups()) {
        const std::size_t group = add_group(name, plan.name, plan.kind, stage);
        w.first_of.push_back(w.first_of.back() + plan.count);
        for (std::size_t r = 0; r < plan.count; ++r)
            resources_.push_back(
                {plan.resource.ends_with('-') ? fmt::format("{} {}{}", name, plan.resource, r + 1) : name + " " + plan.resource,
                 group});
    }
}

void BottleneckWatch::look_at_model(std::size_t m, Step now, double dt_s) {
    const ModelWatch& w = models_[m];
    const bool alone = w.arrivals != kNone;
    const std::span<insight::GroupMoment> groups = moments_;
    const std::span<insight::StateShares> resources = states_;
    Look look({.groups = groups.subspan(w.first_group),
               .resources = resources.subspan(w.first_resource),
               .first_of = w.first_of,
               .arrivals = alone ? groups.subspan(w.arrivals, 1) : groups.first(0),
               .arrivals_resource = alone ? resources.subspan(w.arrivals_resource, 1) : resources.first(0)},
              now, std::max<Step>(0, last_look_), dt_s);
    site_.models[m]->look(look);
}

}  // namespace dray::engine
