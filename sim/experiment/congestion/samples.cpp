#include "experiment/congestion/samples.hpp"

#include <tbb/task_arena.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <deque>

#include "engine/simulation.hpp"

namespace dray::experiment {

namespace {

using insight::CongestionTracker;

constexpr double kEvery_s = 10;
// Zones are many and mostly empty: those in which nobody was held lately are left out.
constexpr double kNothing = 0.005;

/// A moment whose outcome is not known yet.
struct Moment {
    double at_s = 0;
    std::vector<insight::GroupFeatures> groups;
    std::size_t now = 0;
    std::vector<std::vector<insight::SeriesFeatures>> zones, stations;  ///< by floor
};

Moment moment_of(const CongestionTracker& tracker, double at_s) {
    Moment moment{.at_s = at_s, .now = tracker.now()};
    for (std::size_t g = 0; g < tracker.groups(); ++g)
        moment.groups.push_back(tracker.group(g));
    for (std::size_t f = 0; f < tracker.floors(); ++f) {
        auto& zones = moment.zones.emplace_back();
        auto& stations = moment.stations.emplace_back();
        for (std::size_t z = 0; z < tracker.zones(f); ++z)
            zones.push_back(tracker.zone(f, z));
        for (std::size_t s = 0; s < tracker.stations(f); ++s)
            stations.push_back(tracker.station(f, s));
    }
    return moment;
}

void settle(const Moment& moment, const CongestionTracker& then, CongestionSamples& out) {
    out.groups.push_back({moment.groups, moment.now, then.now()});
    for (std::size_t f = 0; f < moment.zones.size(); ++f) {
        for (std::size_t z = 0; z < moment.zones[f].size(); ++z)
            if (moment.zones[f][z][2] > kNothing || then.held(f, z) > kNothing)
                out.zones.push_back({moment.zones[f][z], then.held(f, z)});
        for (std::size_t s = 0; s < moment.stations[f].size(); ++s)
            out.stations.push_back({moment.stations[f][s], then.waiting(f, s)});
    }
}

double mean_error(const std::vector<insight::SeriesSample>& samples,
                  const std::function<double(const insight::SeriesFeatures&)>& told) {
    double sum = 0;
    for (const insight::SeriesSample& sample : samples)
        sum += std::abs(told(sample.features) - sample.then);
    return samples.empty() ? 0 : 60 * sum / static_cast<double>(samples.size());
}

}  // namespace

void CongestionSamples::add(const CongestionSamples& more) {
    groups.insert(groups.end(), more.groups.begin(), more.groups.end());
    zones.insert(zones.end(), more.zones.begin(), more.zones.end());
    stations.insert(stations.end(), more.stations.begin(), more.stations.end());
}

CongestionSamples congestion_samples(const CongestionRun& run, const std::function<bool()>& stop) {
    CongestionSamples out;
    tbb::task_arena alone(1);
    alone.execute([&] {
        engine::LoadedScenario loaded = run.source({});
        loaded.scenario.seed = static_cast<std::int64_t>(run.seed);
        engine::Simulation simulation(std::move(loaded), run.seed, {.track_congestion = true});
        std::deque<Moment> open;
        double next_s = insight::kHorizon_s;
        while (!simulation.done() && !stop()) {
            simulation.tick();
            const double now_s = simulation.time_s();
            const CongestionTracker& tracker = *simulation.congestion();
            for (; !open.empty() && open.front().at_s + insight::kHorizon_s <= now_s; open.pop_front())
                settle(open.front(), tracker, out);
            if (now_s < next_s) continue;
            open.push_back(moment_of(tracker, now_s));
            next_s += kEvery_s;
        }
    });
    return out;
}

std::vector<CongestionSamples> congestion_samples(const std::vector<CongestionRun>& runs, int threads,
                                                  const std::function<bool()>& stop,
                                                  const std::function<void(std::size_t)>& progress) {
    std::vector<CongestionSamples> all(runs.size());
    std::atomic<std::size_t> done{0};
    run_side_by_side(
        runs.size(), threads,
        [&](std::size_t i) {
            all[i] = congestion_samples(runs[i], stop);
            ++done;
        },
        [&] { progress(done); });
    return all;
}

double held_share(const CongestionSamples& samples) {
    if (samples.groups.empty()) return 1;
    const auto held = std::ranges::count_if(samples.groups, [](const insight::GroupSample& s) { return s.now == s.then; });
    return static_cast<double>(held) / static_cast<double>(samples.groups.size());
}

CongestionScore score(const insight::CongestionModel& model, const CongestionSamples& samples, double sure) {
    CongestionScore out;
    out.moments = samples.groups.size();
    double shifts = 0, shift_hits = 0;
    for (const insight::GroupSample& sample : samples.groups) {
        const std::vector<double> p = insight::probabilities_of(model.group, sample.groups);
        const auto likeliest = static_cast<std::size_t>(std::ranges::max_element(p) - p.begin());
        const double others = p.size() > 1 ? (1 - sure) / static_cast<double>(p.size() - 1) : 0;
        const bool shifted = sample.now != sample.then;
        out.hit_rate += likeliest == sample.then ? 1 : 0;
        out.persistence_hit_rate += shifted ? 0 : 1;
        shifts += shifted ? 1 : 0;
        shift_hits += shifted && likeliest == sample.then ? 1 : 0;
        for (std::size_t g = 0; g < p.size(); ++g) {
            const double outcome = g == sample.then ? 1 : 0, now = g == sample.now ? 1 : 0;
            const double sure_p = g == sample.now ? sure : others;
            out.brier += (p[g] - outcome) * (p[g] - outcome);
            out.persistence_brier += (now - outcome) * (now - outcome);
            out.sure_persistence_brier += (sure_p - outcome) * (sure_p - outcome);
        }
    }
    const double moments = std::max(1.0, static_cast<double>(out.moments));
    for (double* sum :
         {&out.hit_rate, &out.persistence_hit_rate, &out.brier, &out.persistence_brier, &out.sure_persistence_brier})
        *sum /= moments;
    out.shifts = shifts / moments;
    out.shift_hit_rate = shifts > 0 ? shift_hits / shifts : 0;
    const auto now = [](const insight::SeriesFeatures& x) { return x[1]; };
    out.delay_error =
        mean_error(samples.zones, [&](const auto& x) { return std::max(0.0, insight::weighted_sum(model.zone, x)); });
    out.persistence_delay_error = mean_error(samples.zones, now);
    out.station_error =
        mean_error(samples.stations, [&](const auto& x) { return std::max(0.0, insight::weighted_sum(model.station, x)); });
    out.persistence_station_error = mean_error(samples.stations, now);
    return out;
}

}  // namespace dray::experiment
