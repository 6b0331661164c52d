// `dray train congestion`: learns the forecast of congestion from our own runs and says how good it is.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "app/commands.hpp"
#include "app/output.hpp"
#include "app/process.hpp"
#include "app/progress.hpp"
#include "base/whole_file.hpp"
#include "experiment/congestion/samples.hpp"

namespace dray::app {

namespace {

using experiment::CongestionRun;
using experiment::CongestionSamples;
using experiment::CongestionScore;
using Json = nlohmann::ordered_json;

struct TrainArguments {
    std::vector<std::string> scenarios, unseen, overrides;
    std::uint64_t seed = 1, test_seed = 1001;
    std::size_t runs = 3, test_runs = 2;
    std::string out, model;  // what to write; what to judge instead of learning
    int jobs = 0;
    bool json = false;
};

std::vector<CongestionRun> runs_of(const TrainArguments& arguments, const std::vector<std::string>& scenarios,
                                   std::uint64_t first, std::size_t count) {
    std::vector<CongestionRun> runs;
    for (const std::string& path : scenarios)
        for (std::size_t i = 0; i < count; ++i)
            runs.push_back({path,
                            [&arguments, path](const std::vector<std::string>& more) {
                                std::vector<std::string> overrides = arguments.overrides;
                                overrides.insert(overrides.end(), more.begin(), more.end());
                                return engine::load_scenario(path, overrides);
                            },
                            first + i});
    return runs;
}

CongestionSamples all_of(const std::vector<CongestionSamples>& parts) {
    CongestionSamples all;
    for (const CongestionSamples& part : parts)
        all.add(part);
    return all;
}

Json json_of(const CongestionScore& s) {
    return {{"moments", s.moments},
            {"shift_share", s.shifts},
            {"hit_rate", s.hit_rate},
            {"shift_hit_rate", s.shift_hit_rate},
            {"brier", s.brier},
            {"zone_delay_error", s.delay_error},
            {"station_delay_error", s.station_error},
            {"persistence",
             {{"hit_rate", s.persistence_hit_rate},
              {"brier", s.persistence_brier},
              {"brier_told_how_sure", s.sure_persistence_brier},
              {"zone_delay_error", s.persistence_delay_error},
              {"station_delay_error", s.persistence_station_error}}}};
}

std::string row_of(const std::string& name, const CongestionScore& s) {
    return fmt::format(
        "| {} | {} | {:.1f} % | {:.1f} % | {:.1f} % | {:.1f} % | {:.3f} | {:.3f} | {:.3f} | {:.2f} | {:.2f} | {:.2f} | {:.2f} "
        "|\n",
        name, s.moments, 100 * s.shifts, 100 * s.hit_rate, 100 * s.persistence_hit_rate, 100 * s.shift_hit_rate, s.brier,
        s.persistence_brier, s.sure_persistence_brier, s.delay_error, s.persistence_delay_error, s.station_error,
        s.persistence_station_error);
}

std::string words_of(const TrainArguments& arguments) {
    std::string out;
    for (const std::string& path : arguments.scenarios)
        out += (out.empty() ? "" : ", ") + std::filesystem::path(path).stem().string();
    return fmt::format("{}; seeds {} to {}", out, arguments.seed, arguments.seed + arguments.runs - 1);
}

// Writes the model where it is wanted and tells where.
void write_model(const std::string& path, const insight::CongestionModel& model) {
    WholeFile file(path);
    file.write(insight::model_text(model));
    file.commit();
}

ExitCode train(const TrainArguments& arguments) {
    if (arguments.seed < arguments.test_seed + arguments.test_runs && arguments.test_seed < arguments.seed + arguments.runs)
        throw UsageError("the seeds of --test-seed are among those of --seed: the forecast would be judged by what it has seen");
    watch_signals();
    std::vector<CongestionRun> runs = runs_of(arguments, arguments.scenarios, arguments.seed, arguments.runs);
    const std::size_t learned = runs.size();
    for (const CongestionRun& run : runs_of(arguments, arguments.scenarios, arguments.test_seed, arguments.test_runs))
        runs.push_back(run);
    const std::size_t known = runs.size();
    for (const CongestionRun& run : runs_of(arguments, arguments.unseen, arguments.test_seed, arguments.test_runs))
        runs.push_back(run);
    Progress progress;
    const auto samples = experiment::congestion_samples(
        runs, arguments.jobs > 0 ? arguments.jobs : usable_cores(), stop_requested, [&](std::size_t done) {
            progress.update(
                [&](double wall_s) { return fmt::format("{} of {} runs after {}", done, runs.size(), clock_text(wall_s)); });
        });
    progress.finish();
    if (stop_requested()) {
        tell("dray: stopped before all runs were made; nothing is learned from some of them\n");
        return ExitCode::Interrupted;
    }
    const auto part = [&](std::size_t from, std::size_t to) {
        return all_of({samples.begin() + static_cast<std::ptrdiff_t>(from), samples.begin() + static_cast<std::ptrdiff_t>(to)});
    };
    const CongestionSamples training = part(0, learned);
    if (training.groups.empty())
        throw InputError("no run is long enough to learn from: it takes more than ten simulated minutes");
    insight::CongestionModel model;
    if (arguments.model.empty()) {
        model.group = insight::fit_groups(training.groups);
        model.zone = insight::fit_series(training.zones);
        model.station = insight::fit_series(training.stations);
        model.trained_on = words_of(arguments);
    } else {
        model = insight::load_model(arguments.model);
    }
    const double sure = experiment::held_share(training);
    const CongestionScore trained = experiment::score(model, training, sure);
    const CongestionScore seeds = experiment::score(model, part(learned, known), sure);
    const CongestionScore site = experiment::score(model, part(known, runs.size()), sure);
    if (!arguments.out.empty()) write_model(arguments.out, model);
    if (arguments.json) {
        say("{}\n", Json{{"trained_on", model.trained_on},
                         {"training", json_of(trained)},
                         {"unseen_seeds", json_of(seeds)},
                         {"unseen_sites", json_of(site)}}
                        .dump(2));
        return ExitCode::Ok;
    }
    say("Forecast of the bottleneck and of delays in five minutes, against persistence: what is now stays. Errors are mean "
        "absolute "
        "ones, in robot-seconds that are lost in a minute.\n\n");
    say("| runs | moments | shifts after | hit rate | persistence | hit rate at shifts | Brier | persistence | persistence, told "
        "how "
        "sure | zone error | persistence | station error | persistence "
        "|\n|---|---|---|---|---|---|---|---|---|---|---|---|---|\n");
    say(row_of("training", trained) + row_of("unseen seeds", seeds));
    if (!arguments.unseen.empty()) say(row_of("unseen sites", site));
    if (!arguments.out.empty()) say("\nmodel in {}\n", arguments.out);
    return ExitCode::Ok;
}

}  // namespace

void add_train_command(CLI::App& cli, Action& action) {
    CLI::App* group = cli.add_subcommand("train", "Learn from our own runs");
    group->require_subcommand(1);
    auto arguments = std::make_shared<TrainArguments>();
    CLI::App* command = group->add_subcommand(
        "congestion", "Learn the forecast of bottlenecks and delays, and judge it on unseen seeds and unseen sites");
    command->add_option("scenarios", arguments->scenarios, "Scenario files (YAML) to learn from")->required();
    command->add_option("--unseen", arguments->unseen, "Scenario files that it is only judged by");
    command->add_option("--set", arguments->overrides, "Override a field in all of them: a.b=value; may be repeated")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    command->add_option("--seed", arguments->seed, "Of the first run to learn from")->capture_default_str();
    command->add_option("--runs", arguments->runs, "Runs of each scenario to learn from")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    command->add_option("--test-seed", arguments->test_seed, "Of the first run to judge by")->capture_default_str();
    command->add_option("--test-runs", arguments->test_runs, "Runs of each scenario to judge by")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    command->add_option("--out", arguments->out, "Write the model to this file");
    command->add_option("--model", arguments->model, "Judge this model instead of learning one");
    command->add_option("--jobs", arguments->jobs, "Runs side by side; the model does not depend on it; default: all cores")
        ->check(CLI::Range(1, 1024));
    command->add_flag("--json", arguments->json, "All figures as JSON");
    command->callback([arguments, &action] { action = [arguments] { return train(*arguments); }; });
}

}  // namespace dray::app
