#include "experiment/sweep_plan.hpp"

#include <filesystem>

#include "base/error.hpp"
#include "config/document.hpp"

namespace dray::experiment {

const config::Table& sweep_plan_table() {
    static const config::Table table =
        config::Describe<SweepPlan>("sweep", "Which variants of a scenario are run.")
            .text("scenario", &SweepPlan::scenario, "Scenario file, from the directory of this one.")
            .required()
            .texts("set", &SweepPlan::set, {0, 1000}, "Fields of every run: a.b=value.")
            .texts("vary", &SweepPlan::vary, {0, 100}, "Fields that are varied: a.b=1,2,3 or a.b=1..9:2 or a.b=1..9.")
            .choice("design", &SweepPlan::design,
                    {{"grid", "every combination"},
                     {"random", "points chosen independently"},
                     {"latin_hypercube", "points that visit each part of every range once"}},
                    "How the values are combined.")
            .integer("samples", &SweepPlan::samples, {1, 100000}, "points", "Points of a random design or a Latin hypercube.")
            .integer("design_seed", &SweepPlan::design_seed, {0, 9007199254740991.0}, "", "Seed of that choice.")
            .integer("replications", &SweepPlan::replications, {1, 9999}, "runs", "Runs at each point, under other seeds.")
            .build();
    return table;
}

SweepPlan load_sweep_plan(const std::string& path) {
    const config::Document document = config::load(path, {});
    SweepPlan plan;
    config::Diagnostics faults;
    config::read(document, sweep_plan_table(), &plan, faults);
    if (!faults.empty()) throw InputError(std::move(faults));
    if (std::filesystem::path(plan.scenario).is_relative())
        plan.scenario = (std::filesystem::path(document.directory) / plan.scenario).lexically_normal().string();
    return plan;
}

std::vector<Point> points_of(const SweepPlan& plan) {
    std::vector<Axis> axes;
    for (const std::string& text : plan.vary)
        axes.push_back(axis_of(text));
    const auto samples = static_cast<std::size_t>(plan.samples);
    const auto seed = static_cast<std::uint64_t>(plan.design_seed);
    if (plan.design == "random") return random_points(axes, samples, seed);
    if (plan.design == "latin_hypercube") return latin_hypercube(axes, samples, seed);
    return grid(axes);
}

}  // namespace dray::experiment
