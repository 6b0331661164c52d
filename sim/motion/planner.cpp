#include "motion/planner.hpp"

#include "base/error.hpp"
#include "motion/distances.hpp"
#include "motion/external.hpp"
#include "motion/fleet/fleet_planner.hpp"
#include "motion/fleet/site_terrain.hpp"

namespace dray::motion {

const config::Table& planner_table() {
    static const config::Table table =
        config::Describe<PlannerConfig>("planner", "How the fleet's motion is planned.")
            .choice("name", &PlannerConfig::name,
                    {{"fleet", "the fleet planner, built in: priority inheritance over maneuvers of several ticks"},
                     {"external", "a program of your own that talks to the simulation over pipes (sim/motion/PROTOCOL.md)"}},
                    "Which planner moves the robots.")
            .text("command", &PlannerConfig::command,
                  "The external planner's command line, run by /bin/sh. Only for name: external.")
            .integer("iterations", &PlannerConfig::iterations, {0, 1000}, "",
                     "How often the built-in planner goes over the fleet in each tick to improve its first plan.")
            .number("table_budget_mb", &PlannerConfig::table_budget_mb, {1, 65536}, "MB",
                    "Memory that all tables of travel times may hold.")
            .number(
                "external_timeout_s", &PlannerConfig::external_timeout_s, {0.01, 3600}, "s",
                "An external planner that says nothing for so long ends the run. Wall time; it never changes a result otherwise.")
            .build();
    return table;
}

std::unique_ptr<Planner> make_planner(const PlannerConfig& config, const floor::Floor& floor, Distances& distances,
                                      std::size_t robots) {
    if (config.name == "fleet") {
        if (!config.command.empty())
            throw InputError("planner.command: only an external planner has a command; planner.name is fleet");
        return std::make_unique<FleetPlanner>(std::make_unique<SiteTerrain>(floor, distances, robots), robots);
    }
    if (config.name != "external")
        throw InputError(fmt::format("planner.name: {} is no planner; known are fleet and external", config.name));
    if (config.command.empty()) throw InputError("planner.command: an external planner needs the command that starts it");
    return std::make_unique<External>(config, floor, robots);
}

}  // namespace dray::motion
