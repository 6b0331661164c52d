#include "experiment/comparison_checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <set>

namespace dray::experiment {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kFewRuns = 5;
constexpr std::size_t kMostNames = 5;

std::string text_at(const RunSet& set, const char* key) {
    return set.summary.contains(key) ? set.summary[key].dump() : std::string("nothing");
}

std::string horizon_of(const RunSet& set) {
    const Json check = set.summary.value("warm_up_check", Json::object());
    return check.is_object() ? check.value("horizon", std::string("unknown")) : "unknown";
}

bool warm_up_enough(const RunSet& set) {
    const Json check = set.summary.value("warm_up_check", Json::object());
    return !check.is_object() || check.value("enough", true);
}

std::string name_list(const std::vector<std::string>& names) {
    std::string out;
    for (std::size_t i = 0; i < std::min(names.size(), kMostNames); ++i)
        out += (i > 0 ? ", " : "") + names[i];
    if (names.size() > kMostNames) out += fmt::format(" and {} more", names.size() - kMostNames);
    return out;
}

}  // namespace

bool share_seeds(const RunSet& a, const RunSet& b) {
    std::map<std::size_t, std::uint64_t> seeds;
    for (const Replication& r : a.replications)
        seeds.emplace(r.number, r.seed);
    std::size_t shared = 0;
    for (const Replication& r : b.replications) {
        const auto found = seeds.find(r.number);
        shared += found != seeds.end() && found->second == r.seed;
    }
    return shared >= std::min<std::size_t>({2, a.replications.size(), b.replications.size()});
}

std::vector<std::string> obstacles_of(const std::vector<RunSet>& sets) {
    std::vector<std::string> out;
    const RunSet& first = sets.front();
    constexpr std::array<std::pair<const char*, const char*>, 3> kKeys = {{{"schema_version", "version of the summary"},
                                                                           {"planned_duration_s", "duration in seconds"},
                                                                           {"warm_up_s", "warm-up in seconds"}}};
    for (const RunSet& set : sets) {
        if (set.summary.value("interrupted", false)) out.push_back(fmt::format("{} was cut short", set.label));
        if (set.good() == 0) out.push_back(fmt::format("{} has no run that ended well", set.label));
        if (&set == &first) continue;
        for (const auto& [key, meaning] : kKeys)
            if (text_at(set, key) != text_at(first, key))
                out.push_back(fmt::format("the {} of {} is {}, that of {} is {}", meaning, first.label, text_at(first, key),
                                          set.label, text_at(set, key)));
        if (horizon_of(set) != horizon_of(first))
            out.push_back(fmt::format("the horizon of {} is {}, that of {} is {}", first.label, horizon_of(first), set.label,
                                      horizon_of(set)));
    }
    return out;
}

std::vector<Comparison::FieldChange> changes_of(const std::vector<RunSet>& sets) {
    std::vector<Comparison::FieldChange> out;
    const std::set<std::string> ignored = {"name", "description", "seed"};
    const std::map<std::string, std::string> first(sets.front().fields.begin(), sets.front().fields.end());
    for (std::size_t v = 1; v < sets.size(); ++v) {
        std::set<std::string> seen;
        for (const auto& [field, value] : sets[v].fields) {
            seen.insert(field);
            const auto before = first.find(field);
            const std::string from = before == first.end() ? "-" : before->second;
            if (from != value && !ignored.contains(field)) out.push_back({v, field, from, value});
        }
        for (const auto& [field, value] : sets.front().fields)
            if (!seen.contains(field) && !ignored.contains(field)) out.push_back({v, field, value, "-"});
    }
    return out;
}

std::vector<std::string> warnings_of(const std::vector<RunSet>& sets, const std::vector<Comparison::FieldChange>& changes) {
    std::vector<std::string> out;
    const RunSet& first = sets.front();
    std::vector<std::string> few, short_warm_up;
    for (const RunSet& set : sets) {
        if (set.good() < kFewRuns) few.push_back(set.label);
        if (!warm_up_enough(set)) short_warm_up.push_back(set.label);
    }
    if (!few.empty()) out.push_back(fmt::format("fewer than {} replications leave intervals wide: {}", kFewRuns, name_list(few)));
    if (!short_warm_up.empty())
        out.push_back(fmt::format("the warm-up is not shown to be long enough: {}", name_list(short_warm_up)));
    for (std::size_t v = 0; v < sets.size(); ++v) {
        const RunSet& set = sets[v];
        if (set.good() < set.replications.size())
            out.push_back(fmt::format("{} of {} replications of {} did not end well and are left out",
                                      set.replications.size() - set.good(), set.replications.size(), set.label));
        if (v == 0) continue;
        if (!share_seeds(first, set))
            out.push_back(fmt::format("{} and {} share no seeds: compared as independent runs, which takes more of them",
                                      first.label, set.label));
        std::vector<std::string> demand;
        for (const Comparison::FieldChange& change : changes)
            if (change.variant == v && change.field.starts_with("demand.")) demand.push_back(change.field);
        if (!demand.empty())
            out.push_back(fmt::format("{} has another demand than {}: {}", set.label, first.label, name_list(demand)));
    }
    const Json assumed = first.summary.value("assumed_parameters", Json::array());
    if (assumed.is_array() && !assumed.empty())
        out.push_back(fmt::format("the runs rest on {} assumed parameters, listed in summary.json", assumed.size()));
    return out;
}

}  // namespace dray::experiment
