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

ExitCode check(const CheckArguments& arguments) {
    engine::LoadedScenario loaded = engine::load_scenario(arguments.scenario, arguments.overrides);
    const std::string resolved = engine::resolved_yaml(loaded);
    const auto seed = static_cast<std::uint64_t>(loaded.scenario.seed);
    const engine::Site site = engine::build_site(std::move(loaded), seed);
    if (arguments.resolved) {
        say(resolved);
        return ExitCode::Ok;
    }
    const floor::Floor& floor = *site.floor;
    std::size_t pick = 0;
    for (const floor::Lane& lane : floor.lanes())
        pick += lane.kind == floor::StationKind::Pick ? 1 : 0;
    if (arguments.draw) {
        say("{}", floor::draw(floor));
        return ExitCode::Ok;
    }
    say("{}: valid\n", arguments.scenario);
    say("  floor   {} x {} cells of {} m: {} slots, {} pick and {} stow stations, {} chargers, {} buffer cells\n", floor.width(),
        floor.height(), floor.cell_m(), floor.slots().size(), pick, floor.lanes().size() - pick, floor.chargers().size(),
        floor.buffers().size());
    // A bay of one cell for a waiting or charging robot is meant to be a dead end; a corridor is worth naming.
    for (const floor::DeadEnd& dead_end : floor.dead_ends()) {
        const bool bay = std::all_of(dead_end.cells.begin(), dead_end.cells.end(), [&](CellId c) {
            return floor.kind(c) == floor::CellKind::Charger || floor.kind(c) == floor::CellKind::Buffer;
        });
        if (!bay) say("          {} admits one robot at a time\n", dead_end.name);
    }
    say("  robots  {}, planned {} ticks ahead of {} s each\n", site.robot_count(), site.lead_ticks, site.clock.tick_s());
    say("  demand  {} orders, {} lines, {} SKUs\n", site.demand.orders.size(), site.demand.lines.size(),
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
