#include <fmt/format.h>
#include <tbb/global_control.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>

#include "app/commands.hpp"
#include "app/output.hpp"
#include "app/process.hpp"
#include "app/progress.hpp"
#include "base/check.hpp"
#include "base/whole_file.hpp"
#include "motion/lorr/leg_meter.hpp"
#include "motion/lorr/planner.hpp"
#include "motion/lorr/result.hpp"
#include "motion/lorr/run.hpp"

namespace dray::app {

namespace {

using namespace motion;

struct PlanArguments {
    std::string instance;
    int steps = 0;
    std::optional<std::int64_t> budget_ms, iterations;
    int jobs = 0;  // 0: all cores
    std::string out;
    bool force = false;
    bool quiet = false;
    bool json = false;
};

std::string repeat_command(const PlanArguments& arguments) {
    return fmt::format("dray plan {} --steps {} {}", arguments.instance, arguments.steps,
                       arguments.budget_ms ? fmt::format("--budget-ms {}", *arguments.budget_ms)
                                           : fmt::format("--iterations {}", *arguments.iterations));
}

/// Where the result goes. What stands there is left alone unless the user wants it replaced.
std::filesystem::path prepare_place(const PlanArguments& arguments, const std::string& name) {
    const std::filesystem::path path = arguments.out.empty() ? fmt::format("runs/plan-{}.json", name) : arguments.out;
    std::error_code ignored, error;
    if (std::filesystem::is_directory(path, ignored)) throw EnvironmentError(fmt::format("{}: is a directory", path.string()));
    if (!arguments.force && std::filesystem::exists(path, ignored)) {
        throw EnvironmentError(fmt::format("{}: exists; give --force to replace it or --out for another place", path.string()));
    }
    if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path(), error);
    if (error) throw EnvironmentError(fmt::format("{}: cannot be made: {}", path.parent_path().string(), error.message()));
    return path;
}

std::string progress_line(const lorr::Run& run, double wall_s) {
    const int done = run.steps_done(), all = run.limits().steps;
    const double rest_s = wall_s / std::max(1, done) * (all - done);
    return fmt::format("step {} of {} ({:.0f} %), {} tasks, {:.1f} ms a step, {} to go", done, all, 100.0 * done / all,
                       run.tasks().finished(), run.decision_ms().empty() ? 0.0 : run.decision_ms().back(), clock_text(rest_s));
}

/// The value below which that share of the values lies; 0 of none.
double quantile(std::vector<float> values, double share) {
    if (values.empty()) return 0;
    const auto rank = std::min(values.size() - 1, static_cast<std::size_t>(share * static_cast<double>(values.size())));
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(rank), values.end());
    return static_cast<double>(values[rank]);
}

std::string summary(const lorr::Run& run, double prepare_s, const std::string& path, bool colour) {
    const lorr::Instance& instance = run.instance();
    const lorr::RunFigures& figures = run.figures();
    const int steps = run.steps_done();
    const auto share = [&](std::int64_t count) {
        const std::int64_t all = figures.forward + figures.turn + figures.wait;
        return 100.0 * static_cast<double>(count) / static_cast<double>(std::max<std::int64_t>(1, all));
    };
    std::string text = fmt::format("{}{}, {} steps{}\n", colour ? "\033[1m" : "", instance.name, steps, colour ? "\033[0m" : "");
    const auto row = [&](std::string_view name, const std::string& words) { text += fmt::format("  {:<13} {}\n", name, words); };
    row("instance", fmt::format("edition {}, {} x {} cells, {} robots", instance.edition == lorr::Edition::Y2023 ? 2023 : 2024,
                                instance.floor.width(), instance.floor.height(), instance.robot_count()));
    row("tasks", fmt::format("{} finished, {:.3f} a step", run.tasks().finished(),
                             static_cast<double>(run.tasks().finished()) / std::max(1, steps)));
    row("actions", fmt::format("{:.1f} % forward, {:.1f} % turn, {:.1f} % wait", share(figures.forward), share(figures.turn),
                               share(figures.wait)));
    row("step ms", fmt::format("p50 {:.2f}, p95 {:.2f}, max {:.2f}", quantile(run.decision_ms(), 0.5),
                               quantile(run.decision_ms(), 0.95), quantile(run.decision_ms(), 1)));
    if (run.limits().budget_ms > 0)
        row("overruns",
            fmt::format("{} steps in which all waited, at {:.0f} ms a step", figures.late_steps, run.limits().budget_ms));
    row("prepare", fmt::format("{:.2f} s", prepare_s));
    row("wall", fmt::format("{:.1f} s, memory peak {:.0f} MB", wall_since_start_s(), memory_peak_mb()));
    row("written to", path);
    return text;
}

/// The summary for programs; `dray bench plan` reads it.
std::string summary_json(const lorr::Run& run, double prepare_s, double leg_efficiency) {
    const lorr::RunFigures& figures = run.figures();
    const auto all = static_cast<double>(std::max<std::int64_t>(1, figures.forward + figures.turn + figures.wait));
    const nlohmann::ordered_json json = {{"instance", run.instance().name},
                                         {"robots", run.instance().robot_count()},
                                         {"steps", run.steps_done()},
                                         {"tasks_finished", run.tasks().finished()},
                                         {"budget_ms", run.limits().budget_ms},
                                         {"iterations", run.limits().iterations},
                                         {"step_ms",
                                          {{"p50", quantile(run.decision_ms(), 0.5)},
                                           {"p95", quantile(run.decision_ms(), 0.95)},
                                           {"max", quantile(run.decision_ms(), 1)}}},
                                         {"late_steps", figures.late_steps},
                                         {"forward_share", static_cast<double>(figures.forward) / all},
                                         {"turn_share", static_cast<double>(figures.turn) / all},
                                         {"wait_share", static_cast<double>(figures.wait) / all},
                                         {"leg_efficiency", leg_efficiency},
                                         {"prepare_s", prepare_s},
                                         {"memory_peak_mb", memory_peak_mb()}};
    return json.dump(2) + "\n";
}

ExitCode plan(const PlanArguments& arguments) {
    watch_signals();
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism,
                                    static_cast<std::size_t>(arguments.jobs > 0 ? arguments.jobs : usable_cores()));
    run_context() = {.command = repeat_command(arguments)};
    const lorr::Instance instance = lorr::read_instance(arguments.instance);
    // Opened first, so that a place that cannot be written does not cost the user a whole run.
    WholeFile file(prepare_place(arguments, instance.name));

    const Stopwatch preparing;
    auto planner = lorr::make_lorr_planner(instance);
    auto chooser = lorr::make_task_chooser(instance);
    const double prepare_s = preparing.elapsed_ms() / 1000;
    lorr::Run run(instance,
                  {.steps = arguments.steps,
                   .budget_ms = static_cast<double>(arguments.budget_ms.value_or(0)),
                   .iterations = arguments.iterations.value_or(0)},
                  std::move(planner), std::move(chooser));
    // It searches the map for every leg, which is not to slow runs down that do not ask for it.
    std::optional<lorr::LegMeter> legs;
    if (arguments.json) legs.emplace(run);
    Progress progress;
    while (!run.done() && !stop_requested()) {
        run.step();
        if (legs) legs->observe();
        if (!arguments.quiet) progress.update([&](double wall_s) { return progress_line(run, wall_s); });
    }
    if (!arguments.quiet) progress.finish();

    lorr::write_result(run, file);
    file.commit();
    say("{}", legs ? summary_json(run, prepare_s, legs->efficiency())
                   : summary(run, prepare_s, file.path().string(), colour_wanted(STDOUT_FILENO)));
    if (run.done()) return ExitCode::Ok;
    tell("dray: interrupted; the result holds {} of {} steps\n", run.steps_done(), arguments.steps);
    return ExitCode::Interrupted;
}

}  // namespace

void add_plan_command(CLI::App& cli, Action& action) {
    auto arguments = std::make_shared<PlanArguments>();
    CLI::App* command = cli.add_subcommand("plan", "Run a League of Robot Runners instance (2023, 2024) and write its result");
    command->add_option("instance", arguments->instance, "Problem file (JSON)")->required();
    command->add_option("--steps", arguments->steps, "Steps to run")->required()->check(CLI::Range(1, 1'000'000));
    CLI::Option_group* effort = command->add_option_group("effort", "How long a step may be thought about, one of");
    effort->add_option("--budget-ms", arguments->budget_ms, "Wall time of a step; when it is overrun, all robots wait")
        ->check(CLI::Range(std::int64_t{1}, std::int64_t{3'600'000}));
    effort->add_option("--iterations", arguments->iterations, "Improvement passes of a step; gives the same result every time")
        ->check(CLI::Range(std::int64_t{0}, std::int64_t{1'000'000'000}));
    effort->require_option(1);
    command->add_option("--jobs", arguments->jobs, "Threads; with --iterations results do not depend on it; default: all cores")
        ->check(CLI::Range(1, 1024));
    command->add_option("--out", arguments->out, "Result file; default: runs/plan-INSTANCE.json");
    command->add_flag("--force", arguments->force, "Replace a file that stands there");
    command->add_flag("--json", arguments->json, "The summary as JSON, with the efficiency of legs");
    command->add_flag("--quiet", arguments->quiet, "No progress");
    command->callback([arguments, &action] { action = [arguments] { return plan(*arguments); }; });
}

}  // namespace dray::app
