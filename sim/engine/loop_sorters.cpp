// Loop sorters among the areas of a run.
#include <fmt/format.h>

#include <algorithm>

#include "engine/quantiles.hpp"
#include "engine/simulation_impl.hpp"

namespace dray::engine {

using primitives::StationState;

void Simulation::Impl::add_loop(std::size_t i, std::size_t routes) {
    const std::size_t sorting = sorters.size() + i;
    const Clock clock{.steps_per_second = static_cast<int>(loaded.scenario.physics.steps_per_second)};
    // Each loop draws from numbers of its own, also where a sort floor has chutes of the same number.
    loops.push_back(std::make_unique<operations::LoopArea>(
        loaded.scenario.loop_sorters[i], routes, links.feeds(AreaKind::Sorting, sorting),
        links.sorting_to_transport[sorting] != Links::kNone, trucks_below(sorting, routes, clock), clock,
        Stream(seed, "loop_sorter", i).next()));
}

std::span<const double> Simulation::Impl::route_shares_of(std::size_t sorting) const {
    return sorting < sorters.size() ? sorters[sorting]->route_shares() : loops[sorting - sorters.size()]->route_shares();
}

primitives::ChuteField& Simulation::Impl::chute_field_of(std::size_t sorting) {
    return sorting < sorters.size() ? sorters[sorting]->chute_field() : loops[sorting - sorters.size()]->chute_field();
}

const primitives::ChuteField& Simulation::Impl::chute_field_of(std::size_t sorting) const {
    const operations::SortControl* const floor = sorting < sorters.size() ? sorters[sorting] : nullptr;
    return floor != nullptr ? floor->chute_field() : loops[sorting - sorters.size()]->sorter().chutes();
}

// Before anything is handed to them or taken from their chutes.
void Simulation::Impl::move_loops() {
    const bool minute = now_step % (60 * steps_per_second) < window;
    for (const auto& loop : loops) {
        loop->advance(now_step);
        loop->check(options.full_checks || minute);
    }
}

void Simulation::Impl::add_loop_stations(Results& out) const {
    for (std::size_t i = 0; i < loops.size(); ++i) {
        const primitives::LoopSorter& loop = loops[i]->sorter();
        for (std::size_t s = 0; s < loop.layout().inducts.size(); ++s) {
            const auto time_s = [&](StationState state) { return seconds(loop.induct_time(s, state, now_step)); };
            out.stations.push_back({.name = fmt::format("{} induct-{}", loaded.scenario.loop_sorters[i].name, s + 1),
                                    .kind = floor::StationKind::Induct,
                                    .units = loop.merged_at(s),
                                    .working_s = time_s(StationState::Working),
                                    .starved_s = time_s(StationState::Starved),
                                    .blocked_s = time_s(StationState::Blocked),
                                    .down_s = time_s(StationState::Down)});
        }
    }
}

void Simulation::Impl::add_loop_sorting(Results& out) const {
    for (std::size_t i = 0; i < loops.size(); ++i) {
        const primitives::LoopSorter& loop = loops[i]->sorter();
        const primitives::LoopFigures& figures = loop.figures();
        const std::size_t sorting = sorters.size() + i;
        SortingResult r;
        r.name = loaded.scenario.loop_sorters[i].name;
        if (links.storage == AreaRef{AreaKind::Sorting, sorting}) r.parcels_upstream = static_cast<std::int64_t>(packed.size());
        const auto buffered = static_cast<std::int64_t>(loops[i]->buffered());
        r.parcels_arrived = figures.arrived + buffered;
        r.parcels_waiting = static_cast<std::int64_t>(loop.before() + loop.at_inducts()) + buffered;
        r.held_for_wave = buffered - static_cast<std::int64_t>(loops[i]->open_parcels(now_step));
        r.parcels_sorted = figures.sorted;
        r.missorted = figures.missorted;
        r.returned = returned_to(sorting);
        r.recirculated = figures.recirculated;
        add_sort_times(r, sorting, figures.sorted, figures.sort_time_s);
        add_chutes(r, loop.chutes());
        const auto share = [&](StationState state) {
            return static_cast<double>(loop.belt_time(state, now_step)) / static_cast<double>(std::max<Step>(1, now_step));
        };
        const double places = static_cast<double>(loop.layout().carriers) * static_cast<double>(figures.shifts);
        r.loop = LoopResult{.carriers = loop.layout().carriers,
                            .inducts = std::ssize(loop.layout().inducts),
                            .on_belt = loop.on_belt(),
                            .merged = figures.merged,
                            .laps = figures.laps,
                            .rejected_unread = figures.rejected_unread,
                            .rejected_full = figures.rejected_full,
                            .reads = figures.reads,
                            .no_reads = figures.no_reads,
                            .wrong_reads = figures.wrong_reads,
                            .refusals = figures.refusals,
                            .stops = figures.stops,
                            .occupancy = places > 0 ? static_cast<double>(figures.taken_shifts) / places : 0,
                            .working = share(StationState::Working),
                            .starved = share(StationState::Starved),
                            .blocked = share(StationState::Blocked),
                            .down = share(StationState::Down)};
        if (at_warm_up)
            r.loop->wait_s = quantiles_of(
                {figures.wait_s.begin() + static_cast<std::ptrdiff_t>(loop_waits_at_warm_up[i]), figures.wait_s.end()});
        out.sorting.push_back(std::move(r));
    }
}

}  // namespace dray::engine
