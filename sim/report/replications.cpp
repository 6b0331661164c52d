#include "report/replications.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "base/hash.hpp"
#include "report/figures_text.hpp"
#include "report/json_numbers.hpp"

namespace dray::report {

namespace {

using Json = nlohmann::ordered_json;
using experiment::Replication;
using experiment::RunStatus;

std::size_t count_of(const experiment::ReplicateResult& result, RunStatus status) {
    return static_cast<std::size_t>(std::ranges::count(result.replications, status, &Replication::status));
}

Json bounded(double value) {
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}

// Puts a value at a dotted path of the names that metrics have, whose first and last parts are ours and whose middle may be the
// user's.
void put(Json& root, const std::string& name, double value) {
    const std::size_t first = name.find('.'), last = name.rfind('.');
    if (name.starts_with("orders.cycle_time_s."))
        root["orders"]["cycle_time_s"][name.substr(last + 1)] = value;
    else if (first == last)
        root[name.substr(0, first)][name.substr(first + 1)] = value;
    else if (name.ends_with(".sort_time_s.p95"))
        root[name.substr(0, first)][name.substr(first + 1, name.size() - first - 1 - 16)]["sort_time_s"]["p95"] = value;
    else
        root[name.substr(0, first)][name.substr(first + 1, last - first - 1)][name.substr(last + 1)] = value;
}

}  // namespace

Json interval_json(const insight::Interval& i) {
    return {{"mean", bounded(i.mean)},
            {"low", bounded(i.low)},
            {"high", bounded(i.high)},
            {"half_width", bounded(i.half_width())},
            {"relative_half_width", bounded(i.relative_half_width())},
            {"deviation", bounded(i.deviation)},
            {"count", i.count}};
}

Json warm_up_json(const experiment::WarmUpCheck& check) {
    Json out = {{"horizon", check.applies ? "steady_state" : "terminating"}, {"used_s", check.used_s}};
    if (!check.applies) return out;
    out["method"] = "MSER-5 over minutes";
    out["found_s"] = check.found_s ? Json(*check.found_s) : Json(nullptr);
    out["enough"] = check.enough();
    if (!check.refusal.empty()) out["refusal"] = check.refusal;
    return out;
}

Json run_statistics_json(const experiment::RunStatistics& statistics) {
    Json intervals = Json::object();
    for (const experiment::RunFigure& figure : statistics.figures) {
        Json& one = intervals[figure.metric] = interval_json(figure.run.interval);
        one["method"] = "batch means within the run";
        if (!figure.run.refusal.empty()) one["refusal"] = figure.run.refusal;
    }
    Json out = {{"intervals", intervals}, {"warm_up_check", warm_up_json(statistics.warm_up)}};
    round_numbers(out);
    return out;
}

Json replications_json(const experiment::ReplicateResult& result, const ReplicationsContext& context) {
    StateHash hash;
    double sim_s = 0;
    for (const Replication& r : result.replications) {
        hash.add(std::string_view(r.state_hash));
        if (r.status == RunStatus::Ok) sim_s += context.planned_duration_s;
    }
    Json out = {
        {"schema_version", 1},
        {"scenario", context.scenario},
        {"seed", context.seed},
        {"sim_duration_s", context.planned_duration_s},
        {"planned_duration_s", context.planned_duration_s},
        {"interrupted", result.interrupted},
        {"warm_up_s", context.warm_up_s},
        {"wall_s", context.wall_s},
        {"real_time_factor", context.wall_s > 0 ? sim_s / context.wall_s : 0.0},
        {"state_hash", fmt::format("{:016x}", hash.digest())},
        {"replications",
         {{"count", result.replications.size()},
          {"ok", count_of(result, RunStatus::Ok)},
          {"failed", count_of(result, RunStatus::Failed)},
          {"interrupted", count_of(result, RunStatus::Interrupted)},
          {"metric", result.metric}}},
    };
    if (result.by_precision) {
        out["replications"]["precision"] = context.precision;
        out["replications"]["precision_reached"] = result.reached;
    }
    Json intervals = Json::object();
    for (const std::string& name : experiment::metric_names(result.replications)) {
        const std::vector<double> values = experiment::values_of(result.replications, name);
        const insight::Interval interval = insight::mean_interval(values, kConfidence);
        // Collisions are a count of all runs, as in one.
        double sum = 0;
        for (const double v : values)
            sum += v;
        put(out, name, name == "safety.collisions" ? sum : interval.mean);
        intervals[name] = interval_json(interval);
        intervals[name]["lowest"] = std::ranges::min(values);
        intervals[name]["highest"] = std::ranges::max(values);
        intervals[name]["method"] = "Student's t over replications";
    }
    out["intervals"] = intervals;
    out["warm_up_check"] = warm_up_json(context.warm_up);
    out["memory_peak_mb"] = context.memory_peak_mb;
    out["assumed_parameters"] = context.assumed_fields;
    Json failures = Json::array();
    for (const Replication& r : result.replications)
        if (r.status == RunStatus::Failed)
            failures.push_back({{"replication", r.number}, {"seed", r.seed}, {"message", r.message}});
    out["failures"] = failures;
    round_numbers(out);
    return out;
}

}  // namespace dray::report
