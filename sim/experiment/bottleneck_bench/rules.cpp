#include "experiment/bottleneck_bench/rules.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace dray::experiment {

namespace {

// A smaller share in the limit is none.
constexpr double kLeastScore = 0.01;

// Ranks from 1; equal values get the mean of theirs.
std::vector<double> ranks(std::span<const double> values) {
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return values[i]; });
    std::vector<double> rank(values.size());
    for (std::size_t i = 0; i < order.size();) {
        std::size_t end = i;
        while (end < order.size() && values[order[end]] == values[order[i]])
            ++end;
        for (std::size_t k = i; k < end; ++k)
            rank[order[k]] = static_cast<double>(i + end + 1) / 2;
        i = end;
    }
    return rank;
}

double share_of(double part, double all) {
    return all > 0 ? part / all : 0;
}

double utilisation_of(const engine::BottleneckResult& b, const engine::Results& r) {
    if (b.kind == "pick" || b.kind == "stow" || b.kind == "induct") {
        double working_s = 0, all_s = 0;
        for (const engine::StationResult& s : r.stations) {
            if (floor::word_of(s.kind) != b.kind) continue;
            working_s += s.working_s;
            all_s += s.working_s + s.starved_s + s.blocked_s + s.down_s;
        }
        return share_of(working_s, all_s);
    }
    if (b.kind == "fleet") {
        for (const engine::FleetResult& fleet : r.fleets)
            if (b.group.ends_with(fleet.name)) return fleet.utilisation;
    }
    if (b.kind == "chute") {
        const engine::AreaResult& sorting = *r.areas_of("sorting").front();
        return sorting["chutes.full_share"] + sorting["chutes.jammed_share"];
    }
    return b.kind == "arrivals" || b.kind == "way" ? 0 : b.states[0];
}

}  // namespace

const char* name_of(Rule rule) {
    static constexpr std::array<const char*, kRules> kNames = {"detector", "utilisation", "longest queue", "mean active period"};
    return kNames[static_cast<std::size_t>(rule)];
}

double value_by(Rule rule, const GroupFigures& group) {
    switch (rule) {
        case Rule::Detector:
            return group.score >= kLeastScore ? group.score : 0;
        case Rule::Utilisation:
            return group.utilisation;
        case Rule::LongestQueue:
            return group.waiting;
        case Rule::MeanActivePeriod:
            break;
    }
    return group.mean_active_period_s;
}

std::vector<std::string> ranked_by(Rule rule, const RunFigures& run) {
    std::vector<GroupFigures> groups = run.groups;
    std::ranges::stable_sort(groups,
                             [&](const GroupFigures& a, const GroupFigures& b) { return value_by(rule, a) > value_by(rule, b); });
    std::vector<std::string> names;
    for (const GroupFigures& g : groups)
        names.push_back(g.group);
    return names;
}

std::vector<GroupFigures> group_figures_of(const engine::Results& results) {
    std::vector<GroupFigures> groups;
    for (const engine::BottleneckResult& b : results.bottlenecks) {
        GroupFigures& g = groups.emplace_back();
        g = {.group = b.group, .score = b.score, .time_share = b.time_share, .load = b.load};
        if (b.kind == "arrivals" || b.kind == "way") continue;
        g.waiting = b.waiting;
        g.mean_active_period_s = b.mean_active_period_s;
        g.utilisation = utilisation_of(b, results);
    }
    return groups;
}

double rank_correlation(std::span<const double> a, std::span<const double> b) {
    const std::vector<double> x = ranks(a), y = ranks(b);
    const double middle = (static_cast<double>(a.size()) + 1) / 2;
    double xy = 0, xx = 0, yy = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        xy += (x[i] - middle) * (y[i] - middle);
        xx += (x[i] - middle) * (x[i] - middle);
        yy += (y[i] - middle) * (y[i] - middle);
    }
    return xx > 0 && yy > 0 ? xy / std::sqrt(xx * yy) : 0;
}

}  // namespace dray::experiment
