#include "engine/scenario.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <set>

namespace dray::engine {

namespace {

constexpr std::int64_t kMostRobots = 20000;

// Names stand in file names, tables and on the terminal: no control characters, and something to read.
std::string unusable_name(const std::string& name) {
    if (name.find_first_not_of(' ') == std::string::npos) return "the name is empty";
    const auto control = [](char c) { return static_cast<unsigned char>(c) < 32 || c == 127; };
    return std::any_of(name.begin(), name.end(), control) ? "the name contains a line end or another control character" : "";
}

// Names of areas are unique, and what their trucks do must be possible.
void check_areas(const Scenario& s, const std::function<void(const std::string&, const std::string&)>& fault) {
    std::set<std::string> names;
    if (s.has_storage()) names.insert(kStorageName);
    if (s.inbound.doors > 0) names.insert(kInboundName);
    if (s.inbound.doors > 0 && !s.has_storage()) fault("inbound.doors", "there is no storage area that goods could come to");
    const auto check_name = [&](const std::string& prefix, const std::string& name) {
        if (const std::string why = unusable_name(name); !why.empty()) fault(prefix + "name", why);
        if (name.find('.') != std::string::npos)
            fault(prefix + "name", "it stands before the port in AREA.PORT and must not contain '.'");
        if (!names.insert(name).second) fault(prefix + "name", fmt::format("two areas are called '{}'", name));
    };
    // Areas without a floor of some stages in the flow.
    const auto check_types = [&](std::size_t first, std::size_t last) {
        s.areas.each([&](const AreaType& type, std::size_t i, const AreaConfig& area) {
            if (type.stage() < first || type.stage() > last) return;
            const std::string prefix = fmt::format("{}[{}].", type.section(), i);
            check_name(prefix, area.name);
            type.check(area, [&](const std::string& field, const std::string& message) { fault(prefix + field, message); });
        });
    };
    check_types(kReceivingStage, kIdentificationStage);
    for (std::size_t i = 0; i < s.sorting.size(); ++i)
        check_name(fmt::format("sorting[{}].", i), s.sorting[i].name);
    check_types(kSortingStage, kStages);
    for (std::size_t i = 0; i < s.transport.size(); ++i) {
        const std::string prefix = fmt::format("transport[{}].", i);
        check_name(prefix, s.transport[i].name);
        const primitives::DockConfig& docks = s.transport[i].docks;
        if (docks.truck_stay_s + docks.hold_s >= docks.truck_every_s)
            fault(prefix + "docks.truck_stay_s",
                  fmt::format("a truck that stays {} s and may be held {} s is still there when the next one comes after {} s",
                              docks.truck_stay_s, docks.hold_s, docks.truck_every_s));
        if (docks.pull_s > docks.truck_every_s)
            fault(prefix + "docks.pull_s",
                  fmt::format("cages are pulled at most {} s before departure, one period", docks.truck_every_s));
    }
}

void check_management(const insight::ManagementConfig& m,
                      const std::function<void(const std::string&, const std::string&)>& fault) {
    if (m.flex_close_below >= m.flex_open_above)
        fault("management.flex_close_below", fmt::format("stations that close below {} and open above {} would never be at rest",
                                                         m.flex_close_below, m.flex_open_above));
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
    if (!s.has_storage() && s.sorting.empty() && s.transport.empty() && s.areas.empty())
        fault("fleets", "there is no fleet; give at least one with its count");
    std::set<std::string> names;
    const auto check_area = [&](const std::string& prefix, const auto& fleets, const operations::FaultsConfig& area_faults) {
        std::int64_t robots = 0;
        for (std::size_t i = 0; i < fleets.size(); ++i) {
            const std::string field = fmt::format("{}fleets[{}].name", prefix, i);
            robots += fleets[i].count;
            if (const std::string why = unusable_name(fleets[i].name); !why.empty()) fault(field, why);
            if (!names.insert(fleets[i].name).second) fault(field, fmt::format("two fleets are called '{}'", fleets[i].name));
        }
        if (robots > kMostRobots)
            fault(prefix + "fleets", fmt::format("{} robots are too many; at most {} are possible", robots, kMostRobots));
        for (std::size_t i = 0; i < area_faults.scheduled.size(); ++i) {
            const operations::FaultConfig& one = area_faults.scheduled[i];
            const std::string field = fmt::format("{}faults.scheduled[{}].", prefix, i);
            if (one.every_h > 0 && (one.kind == "breakdown" || one.kind == "brakes"))
                fault(field + "every_h",
                      fmt::format("kind {} does not come again by itself; mtbf_h gives random ones", one.kind));
            else if (one.every_h > 0 && one.every_h * 3600 <= one.duration_s)
                fault(field + "every_h", fmt::format("every {} h one of {} s never ends", one.every_h, one.duration_s));
            const std::int64_t robot = one.robot;
            if (robot < robots || robots == 0 || !one.names_robot()) continue;
            fault(field + "robot", fmt::format("there is no robot {}; the fleets have robots 0 to {}", robot, robots - 1));
        }
    };
    check_area("", s.fleets, s.faults);
    for (std::size_t i = 0; i < s.sorting.size(); ++i)
        check_area(fmt::format("sorting[{}].", i), s.sorting[i].fleets, s.sorting[i].faults);
    for (std::size_t i = 0; i < s.transport.size(); ++i)
        check_area(fmt::format("transport[{}].", i), s.transport[i].fleets, s.transport[i].faults);
    check_areas(s, fault);
    check_management(s.management, fault);
    if (s.planner.name == "external" && s.planner.command.empty()) {
        fault("planner.command", "the external planner needs the command that starts it");
    }
    if (s.planner.name != "external" && !s.planner.command.empty()) {
        fault("planner.command", fmt::format("only the external planner has a command; planner.name is {}", s.planner.name));
    }
}

// Sections of areas without a floor stand among the others in the order of the flow.
config::Table with_area_types(config::Table table) {
    for (const AreaType* type : area_types()) {
        if (type->on_connection()) continue;
        const char* const next = type->stage() < kSortingStage ? "sorting" : "transport";
        table.fields.insert(std::ranges::find(table.fields, next, &config::Field::name),
                            AreaLists::field(*type, 16, [](void* s) { return &static_cast<Scenario*>(s)->areas; }));
    }
    return table;
}

}  // namespace

const config::Table& scenario_table() {
    static const config::Table table = with_area_types(
        config::Describe<Scenario>("scenario", "A robotic fulfillment site and what happens in it.")
            .text("name", &Scenario::name, "Names the run directory and the reports.")
            .text("description", &Scenario::description, "What the scenario shows, for people.")
            .number("duration_s", &Scenario::duration_s, {1, 31536000}, "s", "Simulated time of the run.")
            .number("warm_up_s", &Scenario::warm_up_s, {0, 31536000}, "s", "Start of the run that rates leave out.")
            .choice("horizon", &Scenario::horizon,
                    {{"steady_state", "the run stands for one without end; its start must not show in the rates"},
                     {"terminating", "the run stands for itself, as a shift does; only replications make it certain"}},
                    "What the run is a sample of.")
            .integer("seed", &Scenario::seed, {0, 9007199254740991.0}, "", "Seed of all random streams; --seed wins over it.")
            .section("floor", &Scenario::floor, floor::floor_table(), "The floor.")
            .list("fleets", &Scenario::fleets, fleet_table(), {0, 16},
                  "The robots of the storage area. Without any the site has none, and its sections mean nothing.")
            .section("storage", &Scenario::storage, primitives::storage_table(), "Pods and their content.")
            .section("stations", &Scenario::stations, primitives::station_table(), "Pick and stow stations.")
            .section("demand", &Scenario::demand, operations::demand_table(), "Orders over time.")
            .section("dispatch", &Scenario::dispatch, operations::dispatch_table(), "Policies of the control system.")
            .section("faults", &Scenario::faults, operations::faults_table(), "What breaks, and when.")
            .section("inbound", &Scenario::inbound, operations::inbound_table(), "Trucks that bring goods.")
            .list("sorting", &Scenario::sorting, sort_area_table(), {0, 16}, "Sort floors.")
            .list("transport", &Scenario::transport, transport_area_table(), {0, 16}, "Floors on which cages travel.")
            .list("connections", &Scenario::connections, connection_table(), {0, 64}, "Which port of an area leads to which.")
            .list("line_hauls", &Scenario::line_hauls, line_haul_table(), {0, 64}, "Trucks from one site to another.")
            .section("management", &Scenario::management, insight::management_table(),
                     "What is done about bottlenecks while the site runs.")
            .section("planner", &Scenario::planner, motion::planner_table(), "The fleet motion planner.")
            .section("physics", &Scenario::physics, physics::physics_table(), "The rigid-body simulation.")
            .build());
    return table;
}

std::string rebased(const std::string& path, const std::string& directory) {
    if (path.empty() || std::filesystem::path(path).is_absolute()) return path;
    const std::filesystem::path beside = std::filesystem::path(directory) / path;
    std::error_code ignored;
    return std::filesystem::absolute(std::filesystem::exists(beside, ignored) ? beside : std::filesystem::path(path))
        .lexically_normal()
        .string();
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
    scenario.management.model = rebased(scenario.management.model, loaded.document.directory);
    for (SortAreaConfig& area : scenario.sorting)
        area.floor.map.path = rebased(area.floor.map.path, loaded.document.directory);
    for (TransportAreaConfig& area : scenario.transport)
        area.floor.map.path = rebased(area.floor.map.path, loaded.document.directory);
    return config::to_yaml(scenario_table(), &scenario);
}

}  // namespace dray::engine
