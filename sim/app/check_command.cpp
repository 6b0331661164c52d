#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

#include "app/commands.hpp"
#include "app/output.hpp"
#include "engine/site.hpp"
#include "floor/draw.hpp"

namespace dray::app {

namespace {

struct CheckArguments {
    std::string scenario;
    std::vector<std::string> overrides;
    bool resolved = false;
    bool draw = false;
};

std::size_t stations_of(const floor::Floor& floor, floor::StationKind kind) {
    return static_cast<std::size_t>(std::ranges::count(floor.lanes(), kind, &floor::Lane::kind));
}

// "8 pick and 2 stow stations, 10 chargers": what stands on a floor, without what there is none of.
std::string furniture(const floor::Floor& floor) {
    std::vector<std::string> parts;
    const auto add = [&](std::size_t count, const char* what) {
        if (count > 0) parts.push_back(fmt::format("{} {}", count, what));
    };
    add(floor.slots().size(), "slots");
    add(stations_of(floor, floor::StationKind::Pick), "pick stations");
    add(stations_of(floor, floor::StationKind::Stow), "stow stations");
    add(stations_of(floor, floor::StationKind::Induct), "induct stations");
    add(floor.chutes().size(), "chutes");
    add(floor.chargers().size(), "chargers");
    add(floor.buffers().size(), "buffer cells");
    return fmt::format("{}", fmt::join(parts, ", "));
}

void describe(const engine::FloorSetup& setup) {
    const floor::Floor& floor = *setup.floor;
    say("  {:<10} {} x {} cells of {} m: {}\n", setup.name, floor.width(), floor.height(), floor.cell_m(), furniture(floor));
    // A bay of one cell for a waiting or charging robot is meant to be a dead end; a corridor is worth naming.
    for (const floor::DeadEnd& dead_end : floor.dead_ends()) {
        const bool bay = std::all_of(dead_end.cells.begin(), dead_end.cells.end(), [&](CellId c) {
            return floor.kind(c) == floor::CellKind::Charger || floor.kind(c) == floor::CellKind::Buffer;
        });
        if (!bay) say("  {:<10} {} admits one robot at a time\n", "", dead_end.name);
    }
    say("  {:<10} {} robots, planned {} ticks ahead of {} s each\n", "", setup.robot_count(), setup.lead_ticks,
        setup.clock.tick_s());
}

void describe(const operations::InboundConfig& inbound) {
    say("  {:<10} {} receiving doors, a truck every {:.0f} s with at most {} totes of {} units: at most {:.0f} totes/h\n",
        engine::kInboundName, inbound.doors, inbound.truck_every_s, inbound.truck_totes, inbound.tote_units,
        3600 * static_cast<double>(inbound.truck_totes) / inbound.truck_every_s);
}

ExitCode check(const CheckArguments& arguments) {
    engine::LoadedScenario loaded = engine::load_scenario(arguments.scenario, arguments.overrides);
    const std::string resolved = engine::resolved_yaml(loaded);
    const auto seed = static_cast<std::uint64_t>(loaded.scenario.seed);
    const engine::Site site = engine::build_site(std::move(loaded), seed);
    if (arguments.resolved) {
        say(resolved);
        return ExitCode::Ok;
    }
    std::vector<const engine::FloorSetup*> floors;
    if (site.storage) floors.push_back(&*site.storage);
    for (const std::vector<engine::FloorSetup>* areas : {&site.sorting, &site.transport})
        for (const engine::FloorSetup& setup : *areas)
            floors.push_back(&setup);
    if (arguments.draw) {
        for (const engine::FloorSetup* setup : floors)
            say("{}{}", floors.size() > 1 ? setup->name + ":\n" : "", floor::draw(*setup->floor));
        return ExitCode::Ok;
    }
    say("{}: valid\n", arguments.scenario);
    for (const engine::FloorSetup* setup : floors)
        describe(*setup);
    const engine::Scenario& scenario = site.loaded.scenario;
    if (scenario.inbound.doors > 0) describe(scenario.inbound);
    for (const engine::ModelLink& model : site.links.models)
        say("  {:<10} {}\n", model.name, model.type->describe(engine::config_of(scenario, model)));
    if (site.storage)
        say("  {:<10} {} orders, {} lines, {} SKUs\n", "demand", site.demand.orders.size(), site.demand.lines.size(),
            site.demand.sku_names.size());
    return ExitCode::Ok;
}

}  // namespace

void add_check_command(CLI::App& cli, Action& action) {
    auto arguments = std::make_shared<CheckArguments>();
    CLI::App* command = cli.add_subcommand("check", "Validate a scenario: fields, floor, demand, room for the robots");
    command->add_option("scenario", arguments->scenario, "Scenario file (YAML)")->required();
    command->add_option("--set", arguments->overrides, "Override a field: a.b=value; may be repeated")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    command->add_flag("--draw", arguments->draw, "Print the floor, a character a cell, as a drawn layout would be written");
    command->add_flag("--resolved", arguments->resolved, "Print the scenario with every default filled in");
    command->callback([arguments, &action] { action = [arguments] { return check(*arguments); }; });
}

}  // namespace dray::app
