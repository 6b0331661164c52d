#include "experiment/sweep_base.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "config/document.hpp"

namespace dray::experiment {

namespace {

std::uint64_t content_hash(const std::string& path) {
    errno = 0;
    std::ifstream file(path, std::ios::binary);
    if (!file) throw EnvironmentError(fmt::format("{}: cannot be read: {}", path, std::strerror(errno)));
    const std::string content(std::istreambuf_iterator<char>(file), {});
    return hash_of(content);
}

// Takes a path out of the scenario, so that the same file elsewhere is the same scenario, and puts its content into the hash.
void take_file(std::string& path, const std::string& directory, StateHash& hash) {
    if (path.empty()) return;
    const std::filesystem::path beside = std::filesystem::path(directory) / path;
    std::error_code ignored;
    hash.add(content_hash(std::filesystem::exists(beside, ignored) ? beside.string() : path));
    path.clear();
}

}  // namespace

SweepBase sweep_base_of(const engine::LoadedScenario& loaded, const std::string& program) {
    engine::Scenario scenario = loaded.scenario;
    StateHash hash;
    const std::string& directory = loaded.document.directory;
    take_file(scenario.demand.trace, directory, hash);
    take_file(scenario.floor.map.path, directory, hash);
    for (auto& area : scenario.sorting)
        take_file(area.floor.map.path, directory, hash);
    for (auto& area : scenario.transport)
        take_file(area.floor.map.path, directory, hash);
    scenario.seed = 0;
    hash.add(std::string_view(config::to_yaml(engine::scenario_table(), &scenario)));
    return {scenario.name, fmt::format("{:016x}", hash.digest()), fmt::format("{:016x}", content_hash(program))};
}

}  // namespace dray::experiment
