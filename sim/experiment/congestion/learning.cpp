#include "experiment/congestion/learning.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace dray::experiment {

namespace {

using insight::CongestionModel;

constexpr std::array<double, 3> kPenalties = {1e-3, 1e-2, 1e-1};
constexpr double kGainConfidence = 0.95;

using ModelOf = std::function<const CongestionModel&(const CongestionSamples&)>;

/// Sums of one site over its samples.
struct SiteSums {
    double moments = 0, hits = 0, held = 0, brier = 0, sure_brier = 0;
    double zones = 0, zone_error = 0, zone_persistence = 0;
    double stations = 0, station_error = 0, station_persistence = 0;
};

void judge_groups(const CongestionModel& model, const std::vector<insight::GroupSample>& samples, double sure, SiteSums& sums) {
    for (const insight::GroupSample& sample : samples) {
        const std::vector<double> p = insight::probabilities_of(model.group, sample.groups);
        const auto likeliest = static_cast<std::size_t>(std::ranges::max_element(p) - p.begin());
        const double others = p.size() > 1 ? (1 - sure) / static_cast<double>(p.size() - 1) : 0;
        sums.moments += 1;
        sums.hits += likeliest == sample.then ? 1 : 0;
        sums.held += sample.now == sample.then ? 1 : 0;
        for (std::size_t g = 0; g < p.size(); ++g) {
            const double is = g == sample.then ? 1 : 0;
            const double told = g == sample.now ? sure : others;
            sums.brier += (p[g] - is) * (p[g] - is);
            sums.sure_brier += (told - is) * (told - is);
        }
    }
}

void judge_series(const insight::SeriesFeatures& weights, const std::vector<insight::SeriesSample>& samples, double& count,
                  double& error, double& persistence) {
    count += static_cast<double>(samples.size());
    for (const insight::SeriesSample& sample : samples) {
        error += 60 * std::abs(std::max(0.0, insight::weighted_sum(weights, sample.features)) - sample.then);
        persistence += 60 * std::abs(sample.features[0] - sample.then);
    }
}

/// Errors of zones, or of stations, over sites.
struct Errors {
    double error = 0, persistence = 0;  ///< means
    std::vector<double> saved;          ///< by site

    void add(double count, double errors, double persistences) {
        if (count <= 0) return;
        error += errors / count;
        persistence += persistences / count;
        saved.push_back((persistences - errors) / count);
    }
    void end() {
        const double sites = std::max(1.0, static_cast<double>(saved.size()));
        error /= sites;
        persistence /= sites;
        for (double& s : saved)
            s /= std::max(1e-9, persistence);
    }
};

CongestionScore score_of(const std::vector<SiteSums>& sites) {
    CongestionScore out;
    std::vector<double> hit_gain, brier_gain;
    Errors zones, stations;
    for (const SiteSums& s : sites) {
        if (s.moments <= 0) continue;
        ++out.sites;
        out.moments += static_cast<std::size_t>(s.moments);
        out.hit_rate += s.hits / s.moments;
        out.persistence_hit_rate += s.held / s.moments;
        out.brier += s.brier / s.moments;
        out.sure_persistence_brier += s.sure_brier / s.moments;
        hit_gain.push_back((s.hits - s.held) / s.moments);
        brier_gain.push_back((s.sure_brier - s.brier) / s.moments);
        zones.add(s.zones, s.zone_error, s.zone_persistence);
        stations.add(s.stations, s.station_error, s.station_persistence);
    }
    for (double* sum : {&out.hit_rate, &out.persistence_hit_rate, &out.brier, &out.sure_persistence_brier})
        *sum /= std::max(1.0, static_cast<double>(out.sites));
    zones.end();
    stations.end();
    out.zone_error = zones.error;
    out.persistence_zone_error = zones.persistence;
    out.station_error = stations.error;
    out.persistence_station_error = stations.persistence;
    out.shifts = out.sites > 0 ? 1 - out.persistence_hit_rate : 0;
    out.persistence_brier = 2 * out.shifts;
    out.hit_gain = insight::mean_interval(hit_gain, kGainConfidence);
    out.brier_gain = insight::mean_interval(brier_gain, kGainConfidence);
    out.zone_gain = insight::mean_interval(zones.saved, kGainConfidence);
    out.station_gain = insight::mean_interval(stations.saved, kGainConfidence);
    return out;
}

CongestionScore judge(const ModelOf& model_of, const std::vector<CongestionSamples>& runs, double sure) {
    std::vector<std::string> names;
    std::vector<SiteSums> sites;
    for (const CongestionSamples& run : runs) {
        const auto at = static_cast<std::size_t>(std::ranges::find(names, run.site) - names.begin());
        if (at == names.size()) {
            names.push_back(run.site);
            sites.emplace_back();
        }
        const CongestionModel& model = model_of(run);
        SiteSums& sums = sites[at];
        judge_groups(model, run.groups, sure, sums);
        judge_series(model.zone, run.zones, sums.zones, sums.zone_error, sums.zone_persistence);
        judge_series(model.station, run.stations, sums.stations, sums.station_error, sums.station_persistence);
    }
    return score_of(sites);
}

/// All samples of many runs.
struct Pool {
    std::vector<insight::GroupSample> groups;
    std::vector<insight::SeriesSample> zones, stations;
};

// Of all runs, or all but those of one family.
Pool pool_of(const std::vector<CongestionSamples>& runs, const std::string* without) {
    Pool pool;
    for (const CongestionSamples& run : runs) {
        if (without != nullptr && run.family == *without) continue;
        pool.groups.insert(pool.groups.end(), run.groups.begin(), run.groups.end());
        pool.zones.insert(pool.zones.end(), run.zones.begin(), run.zones.end());
        pool.stations.insert(pool.stations.end(), run.stations.begin(), run.stations.end());
    }
    return pool;
}

/// Models that were learned without a family, one a penalty, and how little they tell of it.
struct LeftOut {
    std::array<CongestionModel, kPenalties.size()> models;
    std::array<double, kPenalties.size()> surprise{};  ///< sums over its runs
};

LeftOut learn_without(const std::vector<CongestionSamples>& runs, const std::string& family) {
    LeftOut out;
    const Pool pool = pool_of(runs, &family);
    const insight::SeriesFeatures zone = insight::fit_series(pool.zones), station = insight::fit_series(pool.stations);
    for (std::size_t i = 0; i < kPenalties.size(); ++i) {
        out.models[i].group = insight::fit_groups(pool.groups, kPenalties[i]);
        out.models[i].zone = zone;
        out.models[i].station = station;
        for (const CongestionSamples& run : runs)
            if (run.family == family) out.surprise[i] += insight::surprise(out.models[i].group, run.groups);
    }
    return out;
}

}  // namespace

LearnedCongestion learn(const std::vector<CongestionSamples>& runs, int threads) {
    std::vector<std::string> families;
    for (const CongestionSamples& run : runs)
        if (std::ranges::find(families, run.family) == families.end()) families.push_back(run.family);
    LearnedCongestion out;
    std::size_t best = 0;
    std::vector<LeftOut> left_out(families.size() > 1 ? families.size() : 0);
    run_side_by_side(
        left_out.size(), threads, [&](std::size_t f) { left_out[f] = learn_without(runs, families[f]); }, [] {});
    if (!left_out.empty()) {
        std::array<double, kPenalties.size()> surprise{};
        for (const LeftOut& family : left_out)
            for (std::size_t i = 0; i < kPenalties.size(); ++i)
                surprise[i] += family.surprise[i];
        best = static_cast<std::size_t>(std::ranges::min_element(surprise) - surprise.begin());
    }
    out.penalty = kPenalties[best];
    out.held_share = held_share(runs);
    const Pool pool = pool_of(runs, nullptr);
    out.model.group = insight::fit_groups(pool.groups, out.penalty);
    out.model.zone = insight::fit_series(pool.zones);
    out.model.station = insight::fit_series(pool.stations);
    if (left_out.empty()) return out;
    const auto model_of = [&](const CongestionSamples& run) -> const CongestionModel& {
        return left_out[static_cast<std::size_t>(std::ranges::find(families, run.family) - families.begin())].models[best];
    };
    out.left_out = judge(model_of, runs, out.held_share);
    return out;
}

CongestionScore score(const CongestionModel& model, const std::vector<CongestionSamples>& runs, double held_share) {
    return judge([&](const CongestionSamples&) -> const CongestionModel& { return model; }, runs, held_share);
}

double held_share(const std::vector<CongestionSamples>& runs) {
    double sum = 0, count = 0;
    for (const CongestionSamples& run : runs) {
        if (run.groups.empty()) continue;
        const auto held = std::ranges::count_if(run.groups, [](const insight::GroupSample& s) { return s.now == s.then; });
        sum += static_cast<double>(held) / static_cast<double>(run.groups.size());
        ++count;
    }
    return count > 0 ? sum / count : 1;
}

}  // namespace dray::experiment
