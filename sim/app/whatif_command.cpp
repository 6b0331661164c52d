// `dray whatif SCENARIO`: what one more of each candidate would bring, measured by paired runs.
#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <optional>

#include "app/commands.hpp"
#include "app/output.hpp"
#include "app/process.hpp"
#include "app/progress.hpp"
#include "base/whole_file.hpp"
#include "experiment/whatif/whatif.hpp"
#include "report/run_directory.hpp"
#include "report/whatif.hpp"

namespace dray::app {

namespace {

struct WhatIfArguments {
    std::string scenario;
    std::vector<std::string> overrides;
    std::optional<std::uint64_t> seed;
    std::size_t candidates = 3;
    std::size_t fewest = 4, most = 12;
    int jobs = 0;
    bool json = false, force = false;
    std::string out;
};

// Where the answers go: a directory of their own, or that of a run of the same scenario.
std::filesystem::path place_for(const WhatIfArguments& arguments, const engine::LoadedScenario& loaded) {
    const std::filesystem::path directory = arguments.out, resolved = directory / "resolved.yaml";
    std::error_code error;
    std::filesystem::create_directories(directory, error);
    if (error) throw EnvironmentError(fmt::format("{}: cannot be made: {}", directory.string(), error.message()));
    if (std::filesystem::exists(directory / report::kWhatIfName) && !arguments.force)
        throw EnvironmentError(fmt::format("{}: stands there already; give --force to replace it or --out for another place",
                                           (directory / report::kWhatIfName).string()));
    const std::string text = engine::resolved_yaml(loaded);
    if (!std::filesystem::exists(resolved)) {
        report::write_file(resolved, text);
        return directory / report::kWhatIfName;
    }
    engine::LoadedScenario there = engine::load_scenario(resolved.string(), {});
    there.scenario.seed = loaded.scenario.seed;
    if (engine::resolved_yaml(there) != text)
        throw UsageError(fmt::format("--out {}: holds a run of another scenario or other settings", arguments.out));
    return directory / report::kWhatIfName;
}

ExitCode what_if(const WhatIfArguments& arguments) {
    if (arguments.fewest > arguments.most)
        throw UsageError(fmt::format("--pairs {} is more than --most-pairs {}", arguments.fewest, arguments.most));
    watch_signals();
    const experiment::ScenarioSource source = [&](const std::vector<std::string>& more) {
        std::vector<std::string> overrides = arguments.overrides;
        overrides.insert(overrides.end(), more.begin(), more.end());
        return engine::load_scenario(arguments.scenario, overrides);
    };
    const engine::LoadedScenario base = source({});
    const std::uint64_t seed = arguments.seed ? *arguments.seed : static_cast<std::uint64_t>(base.scenario.seed);
    // Opened first, so that a place that cannot be written does not cost the user all the runs.
    std::optional<WholeFile> file;
    if (!arguments.out.empty()) file.emplace(place_for(arguments, base));
    Progress progress;
    const experiment::WhatIf found = experiment::what_if(
        source, {.seed = seed,
                 .candidates = arguments.candidates,
                 .fewest_pairs = arguments.fewest,
                 .most_pairs = arguments.most,
                 .threads = arguments.jobs > 0 ? arguments.jobs : usable_cores(),
                 .stop = stop_requested,
                 .progress = [&](const std::string& text) {
                     progress.update([&](double wall_s) { return fmt::format("{} after {}", text, clock_text(wall_s)); });
                 }});
    progress.finish();
    const report::WhatIfContext context{.scenario = arguments.scenario, .name = base.scenario.name, .seed = seed};
    const std::string document = report::whatif_json(context, found).dump(2) + "\n";
    say(arguments.json ? document : report::whatif_text(context, found));
    if (file) {
        file->write(document);
        file->commit();
        if (!arguments.json) say("\nwritten to {}; dray report {} shows it\n", file->path().string(), arguments.out);
    }
    if (!found.interrupted) return ExitCode::Ok;
    tell("dray: stopped before all answers were clear\n");
    return ExitCode::Interrupted;
}

}  // namespace

void add_whatif_command(CLI::App& cli, Action& action) {
    auto arguments = std::make_shared<WhatIfArguments>();
    CLI::App* command =
        cli.add_subcommand("whatif", "Measure what relieving each candidate bottleneck would bring, by paired runs");
    command->add_option("scenario", arguments->scenario, "Scenario file (YAML)")->required();
    command->add_option("--set", arguments->overrides, "Override a field: a.b=value; may be repeated")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    command->add_option("--seed", arguments->seed, "Seed of the first pair; default: the scenario's")
        ->check(CLI::Range(std::uint64_t{0}, std::uint64_t{9007199254740991}));
    command->add_option("--candidates", arguments->candidates, "Groups of the ranking that are relieved")
        ->check(CLI::Range(1, 20))
        ->capture_default_str();
    command->add_option("--pairs", arguments->fewest, "Pairs of runs of each relief at least")
        ->check(CLI::Range(2, 1000))
        ->capture_default_str();
    command->add_option("--most-pairs", arguments->most, "Pairs of each relief at most; a clear answer ends earlier")
        ->check(CLI::Range(2, 1000))
        ->capture_default_str();
    command->add_option("--jobs", arguments->jobs, "Runs side by side; answers do not depend on it; default: all cores")
        ->check(CLI::Range(1, 1024));
    command->add_option("--out", arguments->out,
                        "Directory for whatif.json, which dray report shows: a new one, or that of a run of this scenario");
    command->add_flag("--force", arguments->force, "Replace answers that stand there");
    command->add_flag("--json", arguments->json, "The answers as JSON");
    command->callback([arguments, &action] { action = [arguments] { return what_if(*arguments); }; });
}

}  // namespace dray::app
