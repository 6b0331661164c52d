#include "app/replications.hpp"

#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <charconv>
#include <nlohmann/json.hpp>

#include "app/output.hpp"
#include "app/process.hpp"
#include "app/progress.hpp"
#include "engine/interventions.hpp"
#include "engine/simulation.hpp"
#include "engine/site.hpp"
#include "experiment/replicate.hpp"
#include "experiment/run_statistics.hpp"
#include "report/replications.hpp"
#include "report/run_directory.hpp"

namespace dray::app {

namespace {

constexpr std::size_t kMostReplications = 9999;

// 0 stands for auto.
std::size_t count_of(const std::string& text) {
    if (text == "auto") return 0;
    std::size_t count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (error != std::errc() || end != text.data() + text.size() || count < 1 || count > kMostReplications)
        throw UsageError(
            fmt::format("--replications: expected a number from 1 to {} or auto, found '{}'", kMostReplications, text));
    return count;
}

double children_memory_peak_mb() {
    rusage usage{};
    getrusage(RUSAGE_CHILDREN, &usage);
    return static_cast<double>(usage.ru_maxrss) * 1024 / 1e6;
}

std::vector<std::filesystem::path> directories_of(const experiment::ReplicateResult& result,
                                                  const std::filesystem::path& parent) {
    std::vector<std::filesystem::path> out;
    for (const experiment::Replication& r : result.replications)
        if (r.status == experiment::RunStatus::Ok) out.push_back(parent / experiment::replication_name(r.number));
    return out;
}

ExitCode code_of(const experiment::ReplicateResult& result) {
    if (result.interrupted) return ExitCode::Interrupted;
    const bool failed =
        std::ranges::any_of(result.replications, [](const auto& r) { return r.status == experiment::RunStatus::Failed; });
    return failed ? ExitCode::Failed : ExitCode::Ok;
}

}  // namespace

double share_of(const std::string& text, const std::string& option) {
    std::string digits = text;
    const bool percent = digits.ends_with('%');
    if (percent) digits.pop_back();
    while (digits.ends_with(' '))
        digits.pop_back();
    double value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (percent) value /= 100;
    if (digits.empty() || error != std::errc() || end != digits.data() + digits.size() || !(value > 0 && value < 1))
        throw UsageError(fmt::format("{}: expected a share between 0 and 1 such as 2% or 0.02, found '{}'", option, text));
    return value;
}

std::shared_ptr<ReplicationArguments> add_replication_options(CLI::App& command) {
    auto arguments = std::make_shared<ReplicationArguments>();
    command.add_option("--replications", arguments->count,
                       "Runs under other random numbers, side by side, and intervals over them; or auto");
    command.add_option("--precision", arguments->precision,
                       "With auto: half-width of the 95 % interval of the main rate, as a share of it; default: 2%");
    command.add_option(
        "--precision-of", arguments->metric,
        "With auto: the figure whose precision is wanted, such as orders.cycle_time_s.p95; default: the main rate");
    command.add_option("--max-replications", arguments->most, "With auto: the most runs; default: 100")
        ->check(CLI::Range(std::size_t{5}, kMostReplications));
    return arguments;
}

ExitCode run_replications(const ReplicationArguments& arguments) {
    const std::size_t count = count_of(arguments.count);
    if (!arguments.one_run_only.empty())
        throw UsageError(fmt::format("{} is about one run and cannot be given with --replications", arguments.one_run_only));
    if (count > 0 && (!arguments.precision.empty() || !arguments.metric.empty()))
        throw UsageError("--precision belongs to --replications auto");
    const double precision = arguments.precision.empty() ? 0.02 : share_of(arguments.precision, "--precision");
    watch_signals();
    engine::LoadedScenario loaded = engine::load_scenario(arguments.scenario, arguments.overrides);
    if (arguments.seed) loaded.scenario.seed = static_cast<std::int64_t>(*arguments.seed);
    const engine::Scenario scenario = loaded.scenario;
    const auto seed = static_cast<std::uint64_t>(scenario.seed);
    const std::string resolved = engine::resolved_yaml(loaded);
    report::ReplicationsContext context{.scenario = scenario.name,
                                        .seed = seed,
                                        .planned_duration_s = scenario.duration_s,
                                        .warm_up_s = scenario.warm_up_s,
                                        .precision = precision,
                                        .assumed_fields = config::assumed_fields(engine::scenario_table(), &scenario)};
    // Bad input is found here once, before the directory is touched and many processes say the same.
    if (arguments.events.empty()) {
        std::ignore = engine::build_site(std::move(loaded), seed);
    } else {
        std::ignore = engine::read_interventions(engine::Simulation(std::move(loaded), seed).scene(), arguments.events);
    }
    const std::string out = arguments.out.empty() ? fmt::format("runs/{}-{}", scenario.name, seed) : arguments.out;
    const report::RunDirectory directory(out, arguments.force);
    directory.write("resolved.yaml", resolved);

    std::vector<std::string> further;
    if (!arguments.events.empty()) further = {"--events", arguments.events};
    context.jobs = static_cast<std::size_t>(arguments.jobs > 0 ? arguments.jobs : usable_cores());
    Progress progress;
    const experiment::ReplicateResult result =
        experiment::replicate({.program = executable_path(),
                               .directory = directory.path(),
                               .scenario_seed = seed,
                               .count = count,
                               .precision = precision,
                               .metric = arguments.metric,
                               .most = arguments.most,
                               .jobs = context.jobs,
                               .further = further,
                               .stop = stop_requested,
                               .progress = [&](std::size_t done, std::size_t wanted, std::size_t running) {
                                   if (arguments.quiet) return;
                                   progress.update([&](double) {
                                       return fmt::format("{} of {}{} replications done, {} running", done, wanted,
                                                          count == 0 ? " or more" : "", running);
                                   });
                               }});
    progress.finish();

    context.wall_s = wall_since_start_s();
    context.memory_peak_mb = children_memory_peak_mb();
    const bool steady = scenario.horizon == "steady_state";
    context.warm_up = experiment::check_warm_up(experiment::mean_per_minute(directories_of(result, directory.path())),
                                                scenario.warm_up_s, steady);
    directory.write("replications.csv", experiment::replications_csv(result.replications));
    directory.write("summary.json", report::replications_json(result, context).dump(2) + "\n");
    say("{}  {:<13} {}\n", report::replications_summary(result, context, colour_wanted(STDOUT_FILENO)), "written to",
        directory.path().string());
    return code_of(result);
}

}  // namespace dray::app
