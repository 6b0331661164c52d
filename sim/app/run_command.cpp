#include <fmt/format.h>
#include <tbb/global_control.h>
#include <unistd.h>

#include <nlohmann/json.hpp>
#include <optional>

#include "app/commands.hpp"
#include "app/output.hpp"
#include "app/process.hpp"
#include "app/progress.hpp"
#include "app/replications.hpp"
#include "engine/recording/recorder.hpp"
#include "engine/simulation.hpp"
#include "report/documents.hpp"
#include "report/flow_documents.hpp"
#include "report/planviz.hpp"
#include "report/replications.hpp"
#include "report/run_directory.hpp"
#include "report/trace.hpp"

namespace dray::app {

namespace {

struct RunArguments {
    std::string scenario;
    std::vector<std::string> overrides;
    std::optional<std::uint64_t> seed;
    int jobs = 0;  // 0: all cores
    std::string out;
    bool force = false;
    std::string trace, planviz;
    bool quiet = false;
    bool record = false;
    std::string events;
};

// What a person types to get the same run again.
std::string repeat_command(const RunArguments& arguments, std::uint64_t seed) {
    std::string command = fmt::format("dray run {}", arguments.scenario);
    for (const std::string& o : arguments.overrides)
        command += fmt::format(" --set '{}'", o);
    if (!arguments.events.empty()) command += fmt::format(" --events {}", arguments.events);
    return command + fmt::format(" --seed {}", seed);
}

void write_results(const report::RunDirectory& directory, const engine::Results& results, const report::ProcessFigures& process,
                   const experiment::RunStatistics& statistics) {
    directory.write("timeseries.csv", report::timeseries_csv(results));
    directory.write("stations.csv", report::stations_csv(results));
    directory.write("robots.csv", report::robots_csv(results));
    directory.write("docks.csv", report::docks_csv(results));
    directory.write("incidents.csv", report::incidents_csv(results));
    directory.write("lost_time.csv", report::lost_time_csv(results));
    directory.write("bottlenecks.csv", report::bottlenecks_csv(results));
    directory.write("resources.csv", report::resources_csv(results));
    directory.write("states.csv", report::states_csv(results));
    directory.write("cells.csv", report::cells_csv(results));
    directory.write("edges.csv", report::edges_csv(results));
    directory.write("zones.csv", report::zones_csv(results));
    directory.write("jams.csv", report::jams_csv(results));
    directory.write("cycle_times.csv", report::cycle_times_csv(results));
    // Last, so that a directory with a summary is complete.
    nlohmann::ordered_json summary = report::summary_json(results, process);
    summary.update(report::run_statistics_json(statistics));
    directory.write("summary.json", summary.dump(2) + "\n");
}

// The words for a recording that could not be written go to `failure`, unless the run has failed already.
void finish_recording(engine::Recorder& recorder, std::string& failure) {
    try {
        recorder.finish();
    } catch (const EnvironmentError& error) {
        if (failure.empty()) failure = error.what();
    }
}

void say_recorded(const engine::Recorder& recorder, const report::RunDirectory& directory, const engine::Results& results) {
    const auto bytes = static_cast<double>(recorder.bytes());
    say("  {:<13} {:.1f} MB, {:.1f} kB a robot-hour; play it with: dray watch {}\n", "recording", bytes / 1e6,
        results.robot_h > 0 ? bytes / 1e3 / results.robot_h : 0, directory.path().string());
}

ExitCode run(const RunArguments& arguments) {
    watch_signals();
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism,
                                    static_cast<std::size_t>(arguments.jobs > 0 ? arguments.jobs : usable_cores()));
    engine::LoadedScenario loaded = engine::load_scenario(arguments.scenario, arguments.overrides);
    if (arguments.seed) loaded.scenario.seed = static_cast<std::int64_t>(*arguments.seed);
    const auto seed = static_cast<std::uint64_t>(loaded.scenario.seed);
    const std::string resolved = engine::resolved_yaml(loaded);
    const std::vector<std::string> assumed = config::assumed_fields(engine::scenario_table(), &loaded.scenario);
    const std::string out = arguments.out.empty() ? fmt::format("runs/{}-{}", loaded.scenario.name, seed) : arguments.out;

    // The site is built and checked before the directory is touched: bad input writes nothing over.
    engine::Simulation simulation(std::move(loaded), seed, {.repeat_command = repeat_command(arguments, seed)});
    if (!arguments.events.empty()) {
        for (const engine::Intervention& i : engine::read_interventions(simulation.scene(), arguments.events))
            simulation.intervene(i);
    }
    const report::RunDirectory directory(out, arguments.force);
    directory.write("resolved.yaml", resolved);
    std::optional<engine::Recorder> recorder;
    if (arguments.record) recorder.emplace(simulation, resolved, directory.path() / engine::kRecordingName);

    std::optional<report::Trace> trace;
    if (!arguments.trace.empty()) trace.emplace(simulation, arguments.trace);
    std::optional<report::PlanViz> planviz;
    if (!arguments.planviz.empty()) planviz.emplace(simulation, arguments.planviz);

    Progress progress;
    std::string failure;
    while (!simulation.done() && !stop_requested() && failure.empty()) {
        try {
            simulation.tick();
            if (recorder) recorder->tick();
            if (trace) trace->tick();
        } catch (const EnvironmentError& error) {
            failure = error.what();
        }
        if (!arguments.quiet) progress.update(simulation);
    }
    if (!arguments.quiet) progress.finish();
    if (recorder) finish_recording(*recorder, failure);

    const bool interrupted = !simulation.done();
    const engine::Results results = simulation.results(interrupted, failure);
    const report::ProcessFigures process{wall_since_start_s(), memory_peak_mb(), assumed};
    const experiment::RunStatistics statistics = experiment::statistics_of(results);
    write_results(directory, results, process, statistics);
    say("{}{}  {:<13} {}\n", report::terminal_summary(results, process, colour_wanted(STDOUT_FILENO)),
        report::run_certainty(statistics), "written to", directory.path().string());
    if (trace) trace->finish();
    if (planviz) planviz->finish();
    if (recorder && failure.empty()) say_recorded(*recorder, directory, results);
    if (!failure.empty())
        throw EnvironmentError(fmt::format("{}\nThe results end there, at {:.1f} s.", failure, results.sim_duration_s));
    return interrupted ? ExitCode::Interrupted : ExitCode::Ok;
}

}  // namespace

void add_run_command(CLI::App& cli, Action& action) {
    auto arguments = std::make_shared<RunArguments>();
    CLI::App* command = cli.add_subcommand("run", "Simulate a scenario without a window and print its summary");
    command->add_option("scenario", arguments->scenario, "Scenario file (YAML)")->required();
    command->add_option("--set", arguments->overrides, "Override a field: a.b=value; may be repeated")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    command->add_option("--seed", arguments->seed, "Seed of all random streams; default: the scenario's")
        ->check(CLI::Range(std::uint64_t{0}, std::uint64_t{9007199254740991}));
    command->add_option("--jobs", arguments->jobs, "Threads; results do not depend on it; default: all cores")
        ->check(CLI::Range(1, 1024));
    command->add_option("--out", arguments->out, "Run directory; default: runs/NAME-SEED");
    command->add_flag("--force", arguments->force, "Replace a run that stands in the run directory");
    command->add_flag("--record", arguments->record, "Record the run into the run directory, for dray watch and dray render");
    command->add_option(
        "--trace", arguments->trace,
        "Write the states of robots and stations over time to this file, for ui.perfetto.dev or chrome://tracing");
    command->add_option("--planviz", arguments->planviz,
                        "Write what the robots of each floor did and its map into this directory, for PlanViz");
    command->add_option("--events", arguments->events, "What people do during the run (CSV), as dray watch writes it");
    command->add_flag("--quiet", arguments->quiet, "No progress");
    const auto repeats = add_replication_options(*command);
    command->callback([arguments, repeats, command, &action] {
        if (repeats->count.empty()) {
            action = [arguments] { return run(*arguments); };
            return;
        }
        repeats->scenario = arguments->scenario;
        repeats->overrides = arguments->overrides;
        repeats->seed = arguments->seed;
        repeats->jobs = arguments->jobs;
        repeats->out = arguments->out;
        repeats->force = arguments->force;
        repeats->quiet = arguments->quiet;
        // What is about the inside of one run.
        for (const char* name : {"--record", "--trace", "--planviz"}) {
            const CLI::Option* option = command->get_option_no_throw(name);
            if (option != nullptr && option->count() > 0) repeats->one_run_only = name;
        }
        // What people do is the same in every run.
        const CLI::Option* events = command->get_option_no_throw("--events");
        if (events != nullptr && events->count() > 0) repeats->events = events->results().front();
        action = [repeats] { return run_replications(*repeats); };
    });
}

}  // namespace dray::app
