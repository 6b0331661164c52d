#include "engine/scenario.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>

namespace dray::engine {

namespace {

constexpr std::int64_t kMostRobots = 20000;

const config::Table& fleet_table() {
    static const config::Table table =
        config::Describe<FleetConfig>("fleet", "Robots of one class.")
            .text("name", &FleetConfig::name, "Name in reports; unique.")
            .integer("count", &FleetConfig::count, {1, 20000}, "robots", "How many.")
            .section("drive", &FleetConfig::drive, physics::drive_table(), "The drive unit of this fleet.")
            .build();
    return table;
}

// Names stand in file names, tables and on the terminal: no control characters, and something to read.
std::string unusable_name(const std::string& name) {
    if (name.find_first_not_of(' ') == std::string::npos) return "the name is empty";
    const auto control = [](char c) { return static_cast<unsigned char>(c) < 32 || c == 127; };
    return std::any_of(name.begin(), name.end(), control) ? "the name contains a line end or another control character" : "";
}

// Faults that no single field can show: they involve two fields or a whole list.
void check_across_fields(const LoadedScenario& loaded, config::Diagnostics& faults) {
    const Scenario& s = loaded.scenario;
    const auto fault = [&](const std::string& path, const std::string& message) {
        faults.push_back(config::fault_at(loaded.document.place_of(path), path + ": " + message));
    };
    if (const std::string why = unusable_name(s.name); !why.empty()) fault("name", why);
    if (s.name.find('/') != std::string::npos) fault("name", "it names the run directory and must not contain '/'");
    if (s.warm_up_s >= s.duration_s) {
        fault("warm_up_s", fmt::format("the warm-up of {} s leaves nothing of a run of {} s", s.warm_up_s, s.duration_s));
    }
    if (s.fleets.empty()) fault("fleets", "there is no fleet; give at least one with its count");
    std::set<std::string> names;
    std::int64_t robots = 0;
    for (std::size_t i = 0; i < s.fleets.size(); ++i) {
        robots += s.fleets[i].count;
        if (const std::string why = unusable_name(s.fleets[i].name); !why.empty()) fault(fmt::format("fleets[{}].name", i), why);
        if (!names.insert(s.fleets[i].name).second) {
            fault(fmt::format("fleets[{}].name", i), fmt::format("two fleets are called '{}'", s.fleets[i].name));
        }
    }
    if (robots > kMostRobots)
        fault("fleets", fmt::format("{} robots are too many; at most {} are possible", robots, kMostRobots));
    for (std::size_t i = 0; i < s.faults.scheduled.size(); ++i) {
        const std::int64_t robot = s.faults.scheduled[i].robot;
        if (robot >= robots && robots > 0) {
            fault(fmt::format("faults.scheduled[{}].robot", i),
                  fmt::format("there is no robot {}; the fleets have robots 0 to {}", robot, robots - 1));
        }
    }
    if (s.planner.name == "external" && s.planner.command.empty()) {
        fault("planner.command", "the external planner needs the command that starts it");
    }
    if (s.planner.name != "external" && !s.planner.command.empty()) {
        fault("planner.command", fmt::format("only the external planner has a command; planner.name is {}", s.planner.name));
    }
}

// A path as it must be written in a file that lies elsewhere: absolute paths stay, others start at the scenario's directory.
std::string rebased(const std::string& path, const std::string& directory) {
    if (path.empty() || std::filesystem::path(path).is_absolute()) return path;
    const std::filesystem::path beside = std::filesystem::path(directory) / path;
    std::error_code ignored;
    return std::filesystem::absolute(std::filesystem::exists(beside, ignored) ? beside : std::filesystem::path(path))
        .lexically_normal()
        .string();
}

}  // namespace

const config::Table& scenario_table() {
    static const config::Table table =
        config::Describe<Scenario>("scenario", "A robotic fulfillment site and what happens in it.")
            .text("name", &Scenario::name, "Names the run directory and the reports.")
            .text("description", &Scenario::description, "What the scenario shows, for people.")
            .number("duration_s", &Scenario::duration_s, {1, 31536000}, "s", "Simulated time of the run.")
            .number("warm_up_s", &Scenario::warm_up_s, {0, 31536000}, "s", "Start of the run that rates leave out.")
            .integer("seed", &Scenario::seed, {0, 9007199254740991.0}, "", "Seed of all random streams; --seed wins over it.")
            .section("floor", &Scenario::floor, floor::floor_table(), "The floor.")
            .list("fleets", &Scenario::fleets, fleet_table(), {1, 16}, "The robots.")
            .section("storage", &Scenario::storage, primitives::storage_table(), "Pods and their content.")
            .section("stations", &Scenario::stations, primitives::station_table(), "Pick and stow stations.")
            .section("demand", &Scenario::demand, operations::demand_table(), "Orders over time.")
            .section("dispatch", &Scenario::dispatch, operations::dispatch_table(), "Policies of the control system.")
            .section("faults", &Scenario::faults, operations::faults_table(), "What breaks, and when.")
            .section("planner", &Scenario::planner, motion::planner_table(), "The fleet motion planner.")
            .section("physics", &Scenario::physics, physics::physics_table(), "The rigid-body simulation.")
            .build();
    return table;
}

LoadedScenario read_scenario(config::Document document, std::string name) {
    LoadedScenario loaded;
    loaded.document = std::move(document);
    loaded.scenario.name = std::move(name);
    config::Diagnostics faults;
    config::read(loaded.document, scenario_table(), &loaded.scenario, faults);
    if (faults.empty()) check_across_fields(loaded, faults);
    if (!faults.empty()) throw InputError(std::move(faults));
    return loaded;
}

LoadedScenario load_scenario(const std::string& path, const std::vector<std::string>& overrides) {
    return read_scenario(config::load(path, overrides), std::filesystem::path(path).stem().string());
}

std::string resolved_yaml(const LoadedScenario& loaded) {
    Scenario scenario = loaded.scenario;
    scenario.demand.trace = rebased(scenario.demand.trace, loaded.document.directory);
    scenario.floor.map.path = rebased(scenario.floor.map.path, loaded.document.directory);
    return config::to_yaml(scenario_table(), &scenario);
}

Clock clock_of(const Scenario& scenario) {
    double fastest_mps = 0;
    for (const FleetConfig& fleet : scenario.fleets)
        fastest_mps = std::max(fastest_mps, fleet.drive.top_speed_mps);
    Clock clock;
    clock.steps_per_second = static_cast<int>(scenario.physics.steps_per_second);
    // A hair is taken off before rounding up, so that 16.000000001 steps do not become 17.
    const double steps = scenario.floor.cell_m / fastest_mps * clock.steps_per_second;
    clock.steps_per_tick = std::max(1, static_cast<int>(std::ceil(steps - 1e-9)));
    return clock;
}

}  // namespace dray::engine
