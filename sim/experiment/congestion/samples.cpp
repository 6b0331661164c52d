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

constexpr double kEvery_s = 30;
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
    out.groups.push_back({.groups = moment.groups, .now = moment.now, .then = then.now()});
    for (std::size_t f = 0; f < moment.zones.size(); ++f) {
        for (std::size_t z = 0; z < moment.zones[f].size(); ++z)
            if (moment.zones[f][z][1] > kNothing || then.held(f, z) > kNothing)
                out.zones.push_back({.features = moment.zones[f][z], .then = then.held(f, z)});
        for (std::size_t s = 0; s < moment.stations[f].size(); ++s)
            out.stations.push_back({.features = moment.stations[f][s], .then = then.waiting(f, s)});
    }
}

// Errors of a run whose persistence misses little count no more than those of one whose persistence misses by so much, in robots.
constexpr double kLeastError = 0.05;

void weigh(std::vector<insight::SeriesSample>& samples) {
    double error = 0;
    for (const insight::SeriesSample& sample : samples)
        error += std::abs(sample.features[0] - sample.then) / static_cast<double>(samples.size());
    for (insight::SeriesSample& sample : samples)
        sample.weight = 1 / (static_cast<double>(samples.size()) * (error + kLeastError));
}

}  // namespace

CongestionSamples congestion_samples(const CongestionRun& run, const std::function<bool()>& stop) {
    CongestionSamples out{.site = run.site, .family = run.family, .groups = {}, .zones = {}, .stations = {}};
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
    for (insight::GroupSample& sample : out.groups)
        sample.weight = 1 / static_cast<double>(out.groups.size());
    weigh(out.zones);
    weigh(out.stations);
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

}  // namespace dray::experiment
