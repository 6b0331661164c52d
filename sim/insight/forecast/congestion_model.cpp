#include "insight/forecast/congestion_model.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <span>

#include "base/embedded.hpp"
#include "base/error.hpp"
#include "config/file.hpp"

DRAY_EMBED(dray_congestion_model, DRAY_CONGESTION_MODEL);

namespace dray::insight {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kFormat = "dray congestion model";

[[noreturn]] void refuse(const std::string& name, const std::string& why) {
    throw InputError(fmt::format("{}: {}", name, why));
}

double read_weight(const Json& json, const char* field, const std::string& name) {
    if (!json.is_number()) refuse(name, fmt::format("\"{}\" must hold numbers", field));
    const double weight = json.get<double>();
    if (!std::isfinite(weight)) refuse(name, fmt::format("\"{}\" holds a number that is too large", field));
    return weight;
}

void read_weights(const Json& json, const char* field, std::span<double> out, const std::string& name) {
    const Json list = json.value(field, Json());
    if (!list.is_array() || list.size() != out.size())
        refuse(name, fmt::format("\"{}\" must be a list of {} numbers", field, out.size()));
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i] = read_weight(list[i], field, name);
}

}  // namespace

void make_probabilities(std::vector<double>& sums) {
    if (sums.empty()) return;
    const double most = *std::ranges::max_element(sums);
    double all = 0;
    for (double& p : sums)
        all += p = std::exp(p - most);
    for (double& p : sums)
        p /= all;
}

void CongestionModel::bottlenecks(const CongestionTracker& tracker, std::vector<double>& out) const {
    out.resize(tracker.groups());
    for (std::size_t g = 0; g < out.size(); ++g)
        out[g] = weighted_sum(group, tracker.group(g));
    make_probabilities(out);
}

double CongestionModel::held(const CongestionTracker& tracker, std::size_t floor, std::size_t z) const {
    return std::max(0.0, weighted_sum(zone, tracker.zone(floor, z)));
}

double CongestionModel::waiting(const CongestionTracker& tracker, std::size_t floor, std::size_t s) const {
    return std::max(0.0, weighted_sum(station, tracker.station(floor, s)));
}

std::string model_text(const CongestionModel& model) {
    const Json json = {{"format", kFormat},
                       {"version", CongestionModel::kVersion},
                       {"horizon_s", kHorizon_s},
                       {"trained_on", model.trained_on},
                       {"group_weights", model.group},
                       {"zone_weights", model.zone},
                       {"station_weights", model.station}};
    return json.dump(1) + "\n";
}

CongestionModel read_model(std::string_view text, const std::string& name) {
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object() || json.value("format", Json()) != kFormat)
        refuse(name, "this is no model file of dray train congestion");
    const Json version = json.value("version", Json());
    if (version != CongestionModel::kVersion)
        refuse(name, fmt::format("the model is of version {}, but this program reads version {}; train it anew with dray train "
                                 "congestion",
                                 version.dump(), CongestionModel::kVersion));
    CongestionModel model;
    read_weights(json, "group_weights", model.group, name);
    read_weights(json, "zone_weights", model.zone, name);
    read_weights(json, "station_weights", model.station, name);
    if (const Json trained_on = json.value("trained_on", Json()); trained_on.is_string()) model.trained_on = trained_on;
    return model;
}

CongestionModel load_model(const std::string& path) {
    if (path.empty()) return read_model({dray_congestion_model_begin, dray_congestion_model_end}, "the shipped congestion model");
    return read_model(config::read_file(path, ""), path);
}

}  // namespace dray::insight
