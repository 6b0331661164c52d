#include "floor/site_edge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <map>
#include <numeric>
#include <set>

namespace dray::floor {

namespace {

constexpr std::array kSides = {Side::Bottom, Side::Top, Side::Left, Side::Right};

/// Stations per side when the first `sides` sides are used at that pitch, or nothing when they do not fit. Shares follow the
/// sides' room; what rounding leaves over goes to the sides with the most room left.
std::optional<std::array<int, 4>> shares_at(std::int64_t stations, const std::array<int, 4>& length, std::size_t sides,
                                            int pitch) {
    std::array<int, 4> room{}, share{};
    for (std::size_t s = 0; s < sides; ++s)
        room[s] = length[s] / pitch;
    const std::int64_t total = std::accumulate(room.begin(), room.end(), std::int64_t{0});
    if (total < stations || total == 0) return std::nullopt;
    std::int64_t left = stations;
    for (std::size_t s = 0; s < sides; ++s) {
        share[s] = static_cast<int>(stations * room[s] / total);
        left -= share[s];
    }
    for (; left > 0; --left) {
        std::size_t best = 0;
        for (std::size_t s = 1; s < sides; ++s)
            if (room[s] - share[s] > room[best] - share[best]) best = s;
        ++share[best];
    }
    return share;
}

std::optional<std::array<int, 4>> share_stations(std::int64_t stations, const std::array<int, 4>& length) {
    for (const std::size_t sides : {1u, 2u, 4u})
        if (const auto shares = shares_at(stations, length, sides, 2 * kStationCells)) return shares;
    for (int pitch = 2 * kStationCells - 1; pitch >= kStationCells; --pitch)
        if (const auto shares = shares_at(stations, length, 4, pitch)) return shares;
    return std::nullopt;
}

/// `count` of the candidates, evenly spread over them in their order; they are removed from it.
std::vector<EdgePlace> take_spread(std::vector<EdgePlace>& candidates, std::size_t count) {
    std::vector<EdgePlace> taken, rest;
    const std::size_t all = candidates.size();
    count = std::min(count, all);
    std::size_t next = 0;
    for (std::size_t i = 0; i < all; ++i) {
        const bool take = next < count && i == (2 * next + 1) * all / (2 * count);
        if (take) ++next;
        (take ? taken : rest).push_back(candidates[i]);
    }
    candidates = std::move(rest);
    return taken;
}

/// The places for bays between the stations of one side, by their distance to the entry that the highway leads to next.
void add_bays(Side side, int length, const std::vector<int>& starts, std::int64_t queue_cells,
              std::map<int, std::vector<EdgePlace>>& bays) {
    constexpr int kNoEntry = std::numeric_limits<int>::max();
    std::set<int> used;
    for (const int start : starts) {
        used.insert({start, start + 2});
        if (queue_cells < 2) used.insert(start + 1);
    }
    for (int offset = 1; offset <= length; ++offset) {
        if (used.contains(offset)) continue;
        const auto entry = std::lower_bound(starts.begin(), starts.end(), offset);
        bays[entry == starts.end() ? kNoEntry : *entry - offset].push_back({side, offset});
    }
}

/// Offsets of the queue columns: evenly spread, then each moved to the nearest place in line with an aisle, as far as the gap to
/// its neighbours allows.
std::vector<int> place_stations(int count, int length, const std::vector<int>& feeders, const std::vector<int>& collectors) {
    std::vector<int> starts;
    for (int k = 0; k < count; ++k) {
        const int even = (2 * k + 1) * length / (2 * count);
        int best = 0, best_shift = (length / count - kStationCells) / 2 + 1;
        const auto offer = [&](int start) {
            const bool on_side = start >= 1 && start + kStationCells - 1 <= length;
            if (!on_side || std::abs(start - even) >= best_shift) return;
            best_shift = std::abs(start - even);
            best = start;
        };
        for (const int offset : feeders)
            offer(offset);
        for (const int offset : collectors)
            offer(offset - (kStationCells - 1));
        starts.push_back(best > 0 ? best : even);
    }
    return starts;
}

void tell_stations(const EdgeNeeds& needs, const std::array<int, 4>& length, Faults& faults) {
    int most = 0;
    for (const int cells : length)
        most += cells / kStationCells;
    faults.field(needs.section + "." + needs.stations_field,
                 fmt::format("{} do not fit round the {} area, at most {} do; enlarge the area or take stations away",
                             needs.stations_text, needs.section, most));
}

/// Gives buffer cells and chargers their places; tells the fault when there is no room.
bool place_bays(const EdgeNeeds& needs, std::map<int, std::vector<EdgePlace>>& bays, std::vector<EdgePlace>& free_sides,
                EdgePlan& plan, Faults& faults) {
    std::size_t room = free_sides.size();
    for (const auto& [distance, places] : bays)
        room += places.size();
    if (static_cast<std::int64_t>(room) < needs.buffer_cells + needs.chargers) {
        faults.field(needs.section + (needs.buffer_cells > needs.chargers ? ".buffer_cells" : ".chargers"),
                     fmt::format("{} buffer cells and {} chargers do not fit beside the stations, at most {} together do",
                                 needs.buffer_cells, needs.chargers, room));
        return false;
    }
    const auto take = [](std::vector<EdgePlace>& to, std::vector<EdgePlace>& from, std::int64_t wanted) {
        const std::vector<EdgePlace> taken = take_spread(from, static_cast<std::size_t>(wanted) - to.size());
        to.insert(to.end(), taken.begin(), taken.end());
    };
    for (auto& [distance, places] : bays)
        take(plan.buffers, places, needs.buffer_cells);
    take(plan.buffers, free_sides, needs.buffer_cells);
    take(plan.chargers, free_sides, needs.chargers);
    for (auto it = bays.rbegin(); it != bays.rend(); ++it)
        take(plan.chargers, it->second, needs.chargers);
    return true;
}

}  // namespace

std::optional<EdgePlan> share_edge(const EdgeNeeds& needs, const EdgeShape& shape, Faults& faults) {
    const std::array<int, 4>& length = shape.length;
    const auto shares = share_stations(needs.stations, length);
    if (!shares) {
        tell_stations(needs, length, faults);
        return std::nullopt;
    }
    EdgePlan plan;
    std::map<int, std::vector<EdgePlace>> bays;
    std::vector<EdgePlace> free_sides;
    for (const Side side : kSides) {
        const auto s = static_cast<std::size_t>(side);
        const int count = (*shares)[s];
        const std::vector<int> starts = place_stations(count, length[s], shape.feeders[s], shape.collectors[s]);
        for (const int start : starts)
            plan.stations.push_back({side, start});
        if (count > 0) {
            plan.depth[s] = static_cast<int>(std::max<std::int64_t>(needs.queue_cells, 1));
            add_bays(side, length[s], starts, needs.queue_cells, bays);
        } else {
            for (int offset = 1; offset <= length[s]; ++offset)
                free_sides.push_back({side, offset});
        }
    }
    if (!place_bays(needs, bays, free_sides, plan, faults)) return std::nullopt;
    for (const std::vector<EdgePlace>* places : {&plan.buffers, &plan.chargers})
        for (const EdgePlace place : *places)
            plan.depth[static_cast<std::size_t>(place.side)] = std::max(plan.depth[static_cast<std::size_t>(place.side)], 1);
    return plan;
}

}  // namespace dray::floor
