// What the inducts, the belt and the chutes of a loop sorter are doing in one moment.
#include <fmt/format.h>

#include "engine/bottleneck_states.hpp"
#include "engine/bottleneck_watch.hpp"
#include "engine/simulation_impl.hpp"

namespace dray::engine {

using insight::GroupKind;
using insight::ResourceState;
using primitives::StationState;

void BottleneckWatch::add_loop(std::size_t i) {
    LoopWatch& w = loop_areas_.emplace_back();
    const std::string& name = site_.loop_names[i];
    const primitives::LoopSorter& loop = site_.loops[i]->sorter();
    const std::size_t sorting = site_.sorters.size() + i;
    if (!site_.links->feeds(AreaKind::Sorting, sorting)) {
        w.arrivals = add_group(name, "arrivals", GroupKind::Arrivals, kSortingStage);
        resources_.push_back({name + " arrivals", w.arrivals});
    }
    w.inducts = add_group(name, "inducts", GroupKind::Merge, kSortingStage);
    w.first_induct = resources_.size();
    for (std::size_t s = 0; s < loop.layout().inducts.size(); ++s)
        resources_.push_back({fmt::format("{} induct-{}", name, s + 1), w.inducts});
    w.belt = add_group(name, "belt", GroupKind::Belt, kSortingStage);
    w.carriers = resources_.size();
    resources_.push_back({name + " belt", w.belt});
    w.chutes = add_group(name, "chutes", GroupKind::Outlet, kSortingStage);
    w.first_chute = resources_.size();
    for (std::size_t c = 0; c < loop.chutes().size(); ++c)
        resources_.push_back({fmt::format("{} chute-{}", name, c + 1), w.chutes});
    w.seen.resize(loop.flows().size());
    w.route_load.assign(site_.loops[i]->route_shares().size(), 0);
}

void BottleneckWatch::look_at_loop(std::size_t i, double dt_s, Step now) {
    LoopWatch& w = loop_areas_[i];
    const primitives::LoopSorter& loop = site_.loops[i]->sorter();
    const std::size_t inducts = loop.layout().inducts.size();
    // What waits for its wave has no need of an induct yet.
    const std::size_t before = loop.before() + site_.loops[i]->open_parcels(now);
    std::size_t queued = 0;
    for (std::size_t s = 0; s < inducts; ++s) {
        states_[w.first_induct + s] = insight::all_in(state_of(loop.induct_state(s)));
        queued += loop.queued(s);
    }
    take_mean(w.inducts, w.first_induct, inducts);
    moments_[w.inducts].waiting = static_cast<double>(queued + before);
    look_at_belt(i);

    // A chute works while its full cage is swapped; over a transport area a full one waits for the movers.
    const primitives::ChuteField& chutes = loop.chutes();
    const bool linked = site_.links->sorting_to_transport[site_.sorters.size() + i] != Links::kNone;
    for (std::size_t c = 0; c < chutes.size(); ++c) {
        const primitives::Chute& chute = chutes[c];
        states_[w.first_chute + c] = insight::all_in(chute.jammed || chute.closed                     ? ResourceState::Down
                                                     : linked && chute.state == StationState::Blocked ? ResourceState::Blocked
                                                     : chute.swap_ends >= 0                           ? ResourceState::Working
                                                                                                      : ResourceState::Starved);
    }
    take_mean(w.chutes, w.first_chute, chutes.size());
    moments_[w.chutes].load = worst_route(w.route_load, dt_s, [&](std::size_t route) {
        double load = 0;
        const auto of_route = chutes.of_route(primitives::RouteId(route));
        for (const std::uint32_t c : of_route)
            load += insight::active_share(states_[w.first_chute + c]) / static_cast<double>(of_route.size());
        return load;
    });
    moments_[w.chutes].waiting = static_cast<double>(loop.going_round());

    if (w.arrivals == kNone) return;
    const double room = static_cast<double>(queued + loop.room());
    const bool limiting = before == 0 && static_cast<double>(queued) < kShortQueue * room;
    moments_[w.arrivals].states = states_[w.first_induct - 1] = arrivals(limiting ? 1 : 0);
    moments_[w.arrivals].load = limiting ? 1 : 0;
    moments_[w.arrivals].waiting = static_cast<double>(before);
}

// The belt is as full as the carriers that leave the fullest induct zone. One whose parcel goes round cannot be used, but what
// makes it go round lies elsewhere.
void BottleneckWatch::look_at_belt(std::size_t i) {
    LoopWatch& w = loop_areas_[i];
    const primitives::LoopSorter& loop = site_.loops[i]->sorter();
    double fullest = -1;
    insight::StateShares shares{};
    for (std::size_t z = 0; z < w.seen.size(); ++z) {
        const primitives::ZoneFlow& flow = loop.flows()[z];
        const auto fresh = static_cast<double>(flow.fresh - w.seen[z].fresh),
                   again = static_cast<double>(flow.again - w.seen[z].again),
                   all = fresh + again + static_cast<double>(flow.empty - w.seen[z].empty);
        w.seen[z] = flow;
        if (all == 0 || (fresh + again) / all <= fullest) continue;
        fullest = (fresh + again) / all;
        at(shares, ResourceState::Working) = fresh / all;
        at(shares, ResourceState::Blocked) = again / all;
        at(shares, ResourceState::Starved) = 1 - fullest;
    }
    insight::GroupMoment& moment = moments_[w.belt];
    // Between two carriers of a slow belt it is as it was before.
    if (loop.belt_state() == StationState::Down) {
        moment.states = insight::all_in(ResourceState::Down);
    } else if (fullest >= 0) {
        moment.states = shares;
    }
    states_[w.carriers] = moment.states;
    moment.load = insight::active_share(moment.states);
    std::size_t ready = 0;
    for (std::size_t s = 0; s < loop.layout().inducts.size(); ++s)
        ready += loop.induct_state(s) == StationState::Blocked ? 1 : 0;
    moment.waiting = static_cast<double>(ready);
}

}  // namespace dray::engine
