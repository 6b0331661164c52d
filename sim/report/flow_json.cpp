#include <algorithm>
#include <nlohmann/json.hpp>

#include "report/flow_documents.hpp"

namespace dray::report {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kToldEdges = 20, kToldZones = 20, kToldJams = 20;

Json edge_json(const engine::EdgeResult& e, int width) {
    const auto passages = static_cast<double>(e.passages);
    return {{"row", e.cell / static_cast<std::size_t>(width)},
            {"column", e.cell % static_cast<std::size_t>(width)},
            {"heading", floor::name_of(e.heading)},
            {"passages", e.passages},
            {"free_s", e.free_s / passages},
            {"real_s", e.real_s / passages},
            {"lost_robot_h", (e.real_s - e.free_s) / 3600}};
}

// The edges on which most time was lost, all passages together. Those in stations' lanes are left out: there robots queue.
Json slowest_edges(const engine::FlowResult& f, const std::vector<floor::CellKind>& kinds) {
    std::vector<engine::EdgeResult> edges = f.edges;
    std::erase_if(edges, [&](const engine::EdgeResult& e) { return kinds[e.cell] == floor::CellKind::Lane; });
    const auto lost = [](const engine::EdgeResult& e) { return e.real_s - e.free_s; };
    std::ranges::stable_sort(edges, std::ranges::greater(), lost);
    Json out = Json::array();
    for (const engine::EdgeResult& e : edges)
        if (out.size() < kToldEdges && lost(e) > 0) out.push_back(edge_json(e, f.width));
    return out;
}

Json peak_json(const engine::FlowPeak& peak) {
    return {{"density", peak.density},
            {"flow_per_min", peak.flow_per_min},
            {"passed", peak.passed},
            {"overcrowded_share", peak.overcrowded},
            {"zone_minutes", peak.minutes}};
}

Json overcrowded_zones(const engine::FlowResult& f) {
    std::vector<std::size_t> zones;
    for (std::size_t z = 0; z < f.zones.size(); ++z)
        if (f.zone_peaks[z].overcrowded > 0) zones.push_back(z);
    std::ranges::stable_sort(zones, std::ranges::greater(), [&](std::size_t z) { return f.zone_peaks[z].overcrowded; });
    if (zones.size() > kToldZones) zones.resize(kToldZones);
    Json out = Json::array();
    for (const std::size_t z : zones) {
        Json one = {{"zone", z},
                    {"row", f.zones[z].row},
                    {"column", f.zones[z].column},
                    {"rows", f.zones[z].rows},
                    {"columns", f.zones[z].columns}};
        one.update(peak_json(f.zone_peaks[z]));
        out.push_back(one);
    }
    return out;
}

Json area_json(const engine::FlowResult& f, const std::vector<floor::CellKind>& kinds) {
    std::int64_t passages = 0;
    double free_s = 0, real_s = 0;
    for (const engine::EdgeResult& e : f.edges) {
        passages += e.passages;
        free_s += e.free_s;
        real_s += e.real_s;
    }
    Json diagram = Json::array();
    for (const engine::FlowBin& bin : f.diagram)
        diagram.push_back({{"density_from", bin.from},
                           {"density_to", bin.to},
                           {"zone_minutes", bin.minutes},
                           {"flow_per_min", bin.flow_per_min}});
    return {{"passages", passages},
            {"free_robot_h", free_s / 3600},
            {"real_robot_h", real_s / 3600},
            {"real_over_free", free_s > 0 ? real_s / free_s : 1.0},
            {"peak", peak_json(f.peak)},
            {"diagram", diagram},
            {"overcrowded_zones", overcrowded_zones(f)},
            {"slowest_edges", slowest_edges(f, kinds)}};
}

Json jam_json(const engine::JamResult& j) {
    return {{"area", j.area},
            {"from_s", j.from_s},
            {"to_s", j.to_s},
            {"cause", j.cause},
            {"where", j.where},
            {"head_row", j.head_row},
            {"head_column", j.head_column},
            {"robots_max", j.robots_max},
            {"robots_mean", j.robots_mean},
            {"spill_back_max_cells", j.spill_back_max_cells},
            {"chain_max", j.chain_max},
            {"robot_h", j.robot_h}};
}

}  // namespace

nlohmann::ordered_json flow_json(const engine::Results& r) {
    Json out = Json::object();
    for (std::size_t i = 0; i < r.flow.size(); ++i)
        out[r.flow[i].area] = area_json(r.flow[i], r.floors[i].kind);
    return out;
}

nlohmann::ordered_json jams_json(const engine::JamsResult& jams) {
    Json largest = Json::array();
    for (const engine::JamResult& jam : jams.largest)
        if (largest.size() < kToldJams) largest.push_back(jam_json(jam));
    return {{"count", jams.count},
            {"robot_h", jams.robot_h},
            {"median_persistence_s", jams.median_s()},
            {"longest_persistence_s", jams.longest_s()},
            {"spill_back_max_cells", jams.spill_back_max_cells},
            {"largest", largest}};
}

engine::JamsResult jams_of(const Json& summary) {
    engine::JamsResult out;
    const Json& j = summary.at("jams");
    out.count = j.at("count");
    out.robot_h = j.at("robot_h");
    out.spill_back_max_cells = j.at("spill_back_max_cells");
    // What is told of all jams' lives: half of them lived no longer than the one, none longer than the other.
    if (out.count > 0) {
        const std::int64_t half = (out.count + 1) / 2;
        out.lived_s[j.at("median_persistence_s")] = half;
        out.lived_s[j.at("longest_persistence_s")] += out.count - half;
    }
    for (const Json& one : j.at("largest"))
        out.largest.push_back({.area = one.at("area"),
                               .from_s = one.at("from_s"),
                               .to_s = one.at("to_s"),
                               .cause = one.at("cause"),
                               .where = one.at("where"),
                               .head_row = one.at("head_row"),
                               .head_column = one.at("head_column"),
                               .robots_max = one.at("robots_max"),
                               .robots_mean = one.at("robots_mean"),
                               .spill_back_max_cells = one.at("spill_back_max_cells"),
                               .chain_max = one.at("chain_max"),
                               .robot_h = one.at("robot_h")});
    return out;
}

}  // namespace dray::report
