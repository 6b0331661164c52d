#include "experiment/bottleneck_bench/run_cache.hpp"

#include <fmt/format.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "base/error.hpp"

namespace dray::experiment {

namespace {

using Json = nlohmann::json;

Json json_of(std::uint64_t key, const RunFigures& run) {
    Json groups = Json::array(), shifts = Json::array();
    for (const GroupFigures& g : run.groups)
        groups.push_back({g.group, g.score, g.time_share, g.load, g.waiting, g.mean_active_period_s, g.utilisation});
    for (const auto& [time_s, group] : run.shifts)
        shifts.push_back({time_s, group});
    return {{"key", key}, {"per_h", run.per_h}, {"groups", groups}, {"shifts", shifts}, {"open_orders", run.open_orders}};
}

RunFigures run_of(const Json& line) {
    RunFigures run;
    run.per_h = line.at("per_h");
    for (const Json& g : line.at("groups"))
        run.groups.push_back({g.at(0), g.at(1), g.at(2), g.at(3), g.at(4), g.at(5), g.at(6)});
    for (const Json& s : line.at("shifts"))
        run.shifts.emplace_back(s.at(0), s.at(1));
    run.open_orders = line.at("open_orders").get<std::vector<std::int64_t>>();
    return run;
}

}  // namespace

RunCache::RunCache(std::filesystem::path file) : file_(std::move(file)) {
    std::error_code error;
    std::filesystem::create_directories(file_.parent_path(), error);
    if (error) throw EnvironmentError(fmt::format("{}: cannot be made: {}", file_.parent_path().string(), error.message()));
    std::ifstream in(file_);
    for (std::string text; std::getline(in, text);) {
        const Json line = Json::parse(text, nullptr, false);
        if (line.is_discarded()) continue;
        try {
            runs_[line.at("key")] = run_of(line);
        } catch (const Json::exception&) {
            throw EnvironmentError(fmt::format("{}: not a file of runs; remove it", file_.string()));
        }
    }
    if (!std::ofstream(file_, std::ios::app)) throw EnvironmentError(fmt::format("{}: cannot be written", file_.string()));
}

std::optional<RunFigures> RunCache::find(std::uint64_t key) const {
    const std::lock_guard lock(mutex_);
    const auto run = runs_.find(key);
    return run == runs_.end() ? std::nullopt : std::optional(run->second);
}

void RunCache::keep(std::uint64_t key, const RunFigures& figures) {
    const std::lock_guard lock(mutex_);
    runs_[key] = figures;
    std::ofstream out(file_, std::ios::app);
    // A line that was cut off before stays a line of its own.
    out << '\n' << json_of(key, figures).dump() << '\n';
    if (!out.flush()) throw EnvironmentError(fmt::format("{}: cannot be written", file_.string()));
}

}  // namespace dray::experiment
