#include "experiment/run_set.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

#include "base/error.hpp"
#include "config/document.hpp"

namespace dray::experiment {

namespace {

std::string content_of(const std::filesystem::path& path) {
    errno = 0;
    std::ifstream file(path, std::ios::binary);
    if (!file) throw EnvironmentError(fmt::format("{}: cannot be read: {}", path.string(), std::strerror(errno)));
    return {std::istreambuf_iterator<char>(file), {}};
}

// Every scalar of a document with its dotted path.
void flatten(const config::Value& value, const std::string& path, std::vector<std::pair<std::string, std::string>>& out) {
    for (std::size_t i = 0; i < value.list.size(); ++i)
        flatten(value.list[i], fmt::format("{}[{}]", path, i), out);
    for (const auto& [name, entry] : value.map)
        flatten(entry, path.empty() ? name : path + "." + name, out);
    if (value.kind == config::Value::Kind::Scalar) out.emplace_back(path, value.scalar);
}

}  // namespace

std::size_t RunSet::good() const {
    return static_cast<std::size_t>(std::ranges::count(replications, RunStatus::Ok, &Replication::status));
}

RunSet read_run_set(const std::filesystem::path& directory) {
    RunSet out;
    out.directory = directory;
    const std::filesystem::path normal = std::filesystem::absolute(directory).lexically_normal();
    out.label = (normal.has_filename() ? normal : normal.parent_path()).filename().string();
    const std::filesystem::path table = directory / "replications.csv";
    out.summary = read_summary(directory);
    out.replicated = std::filesystem::exists(table);
    if (out.replicated) {
        out.replications = read_replications(content_of(table), table.string());
    } else {
        const auto seed = out.summary.value("seed", std::uint64_t{0});
        out.replications.push_back(replication_of(1, seed, out.summary.dump()));
    }
    if (const std::filesystem::path resolved = directory / "resolved.yaml"; std::filesystem::exists(resolved))
        flatten(config::load(resolved.string(), {}).root, "", out.fields);
    return out;
}

nlohmann::ordered_json read_summary(const std::filesystem::path& directory) {
    const std::filesystem::path path = directory / "summary.json";
    auto summary = nlohmann::ordered_json::parse(content_of(path), nullptr, false);
    if (!summary.is_object()) throw InputError({Diagnostic{path.string(), 0, 0, "it is not the summary of a run"}});
    return summary;
}

void make_labels_unique(std::vector<RunSet>& sets) {
    for (std::size_t i = 0; i < sets.size(); ++i) {
        const auto same = [&](const RunSet& other) { return other.label == sets[i].label; };
        if (std::ranges::count_if(sets, same) < 2) continue;
        const std::string label = sets[i].label;
        for (RunSet& set : sets)
            if (set.label == label) set.label = set.directory.lexically_normal().string();
    }
}

}  // namespace dray::experiment
