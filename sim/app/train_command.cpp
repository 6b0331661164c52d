// `dray train congestion`: learns the forecast of congestion from our own runs and says how good it is.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "app/commands.hpp"
#include "app/output.hpp"
#include "app/process.hpp"
#include "app/progress.hpp"
#include "base/whole_file.hpp"
#include "experiment/congestion/learning.hpp"
#include "experiment/congestion/varied_sites.hpp"

namespace dray::app {

namespace {

using experiment::CongestionRun;
using experiment::CongestionSamples;
using experiment::CongestionScore;
using Json = nlohmann::ordered_json;

struct TrainArguments {
    std::vector<std::string> scenarios, unseen, overrides;
    std::uint64_t seed = 1, test_seed = 1001, site_seed = 301, unseen_site_seed = 9001;
    std::size_t runs = 2, test_runs = 2, sites = 16, unseen_sites = 16;
    std::string out, model;  // what to write; what to judge instead of learning
    int jobs = 0;
    bool json = false;
};

void add_runs(std::vector<CongestionRun>& runs, const CongestionRun& site, std::uint64_t first, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        runs.push_back(site);
        runs.back().seed = first + i;
    }
}

void add_scenarios(std::vector<CongestionRun>& runs, const TrainArguments& arguments, const std::vector<std::string>& paths,
                   std::uint64_t first, std::size_t count) {
    for (const std::string& path : paths) {
        const auto source = [&arguments, path](const std::vector<std::string>& more) {
            std::vector<std::string> overrides = arguments.overrides;
            overrides.insert(overrides.end(), more.begin(), more.end());
            return engine::load_scenario(path, overrides);
        };
        add_runs(runs, {.site = path, .family = path, .source = source}, first, count);
    }
}

void add_varied(std::vector<CongestionRun>& runs, std::uint64_t site_seed, std::size_t of_each, std::uint64_t first,
                std::size_t count) {
    for (const experiment::VariedSite& site : experiment::varied_sites(site_seed, of_each)) {
        const auto source = [yaml = site.yaml, name = site.name](const std::vector<std::string>& overrides) {
            return engine::read_scenario(config::parse(yaml, name + ".yaml", ".", overrides), name);
        };
        add_runs(runs, {.site = site.name, .family = site.family, .source = source}, first, count);
    }
}

Json json_of(const insight::Interval& interval) {
    if (!interval.bounded()) return {{"mean", interval.mean}};
    return {{"mean", interval.mean}, {"low", interval.low}, {"high", interval.high}};
}

Json json_of(const CongestionScore& s) {
    return {{"sites", s.sites},
            {"moments", s.moments},
            {"shift_share", s.shifts},
            {"hit_rate", s.hit_rate},
            {"brier", s.brier},
            {"zone_delay_error", s.zone_error},
            {"station_delay_error", s.station_error},
            {"persistence",
             {{"hit_rate", s.persistence_hit_rate},
              {"brier", s.persistence_brier},
              {"brier_told_how_sure", s.sure_persistence_brier},
              {"zone_delay_error", s.persistence_zone_error},
              {"station_delay_error", s.persistence_station_error}}},
            {"gain",
             {{"hit_rate", json_of(s.hit_gain)},
              {"brier", json_of(s.brier_gain)},
              {"zone_delay_error_share", json_of(s.zone_gain)},
              {"station_delay_error_share", json_of(s.station_gain)}}}};
}

std::string gain_of(const insight::Interval& gain, double scale, int places, const char* unit) {
    if (gain.count == 0) return "";
    if (!gain.bounded()) return fmt::format("{:+.{}f}{}", scale * gain.mean, places, unit);
    return fmt::format("{:+.{}f} ± {:.{}f}{}", scale * gain.mean, places, scale * gain.half_width(), places, unit);
}

std::string row_of(const std::string& name, const CongestionScore& s) {
    return fmt::format(
        "| {} | {} | {} | {:.1f} % | {:.1f} % | {} | {:.3f} | {:.3f} | {:.3f} | {} | {:.2f} | {:.2f} | {} | {:.2f} | {:.2f} | {} "
        "|\n",
        name, s.sites, s.moments, 100 * s.hit_rate, 100 * s.persistence_hit_rate, gain_of(s.hit_gain, 100, 1, " points"), s.brier,
        s.persistence_brier, s.sure_persistence_brier, gain_of(s.brier_gain, 1, 3, ""), s.zone_error, s.persistence_zone_error,
        gain_of(s.zone_gain, 100, 0, " %"), s.station_error, s.persistence_station_error, gain_of(s.station_gain, 100, 0, " %"));
}

std::string words_of(const TrainArguments& arguments) {
    std::string out;
    if (arguments.sites > 0)
        out = fmt::format("{} varied sites of site seed {}", experiment::kSiteFamilies * arguments.sites, arguments.site_seed);
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

// Nothing that the forecast is judged by may have been seen in training.
void check_unseen(const TrainArguments& arguments) {
    if (arguments.seed < arguments.test_seed + arguments.test_runs && arguments.test_seed < arguments.seed + arguments.runs)
        throw UsageError("the seeds of --test-seed are among those of --seed: the forecast would be judged by what it has seen");
    if (arguments.sites > 0 && arguments.unseen_sites > 0 && arguments.site_seed == arguments.unseen_site_seed)
        throw UsageError("--unseen-site-seed is --site-seed: the forecast would be judged by sites that it has seen");
    for (const std::string& path : arguments.unseen)
        if (std::ranges::find(arguments.scenarios, path) != arguments.scenarios.end())
            throw UsageError(fmt::format("{} is among the sites to learn from and those that are unseen", path));
    if (arguments.scenarios.empty() && arguments.sites == 0)
        throw UsageError("there is nothing to learn from: name scenarios, or more than 0 --sites");
}

/// Runs to learn from, then to judge by: runs of the same sites, of other varied sites, and of unseen scenarios.
struct Runs {
    std::vector<CongestionRun> all;
    std::size_t learned = 0, known = 0, varied = 0;
};

Runs runs_of(const TrainArguments& a) {
    Runs runs;
    add_varied(runs.all, a.site_seed, a.sites, a.seed, a.runs);
    add_scenarios(runs.all, a, a.scenarios, a.seed, a.runs);
    runs.learned = runs.all.size();
    add_varied(runs.all, a.site_seed, a.sites, a.test_seed, a.test_runs);
    add_scenarios(runs.all, a, a.scenarios, a.test_seed, a.test_runs);
    runs.known = runs.all.size();
    add_varied(runs.all, a.unseen_site_seed, a.unseen_sites, a.test_seed, a.test_runs);
    runs.varied = runs.all.size();
    add_scenarios(runs.all, a, a.unseen, a.test_seed, a.test_runs);
    return runs;
}

// By what it was judged by, as JSON names it.
using Scores = std::vector<std::pair<std::string, CongestionScore>>;

void tell_scores(const TrainArguments& arguments, const Scores& scores) {
    say("Forecast of the bottleneck and of delays in five minutes, against persistence: what is now stays. Means over sites with "
        "95 % intervals of what it is better by; the Brier score is compared with that of a persistence told how sure it is. "
        "Errors "
        "are mean absolute ones, in robot-seconds that are lost in a minute.\n\n");
    say("| judged by | sites | moments | hit rate | persistence | better by | Brier | persistence | told how sure | better by | "
        "zone "
        "error | persistence | better by | station error | persistence | better by "
        "|\n|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|\n");
    for (auto [name, score] : scores) {
        std::ranges::replace(name, '_', ' ');
        if (score.sites > 0) say(row_of(name, score));
    }
    if (!arguments.out.empty()) say("\nmodel in {}\n", arguments.out);
}

ExitCode train(const TrainArguments& arguments) {
    check_unseen(arguments);
    watch_signals();
    const Runs runs = runs_of(arguments);
    const int threads = arguments.jobs > 0 ? arguments.jobs : usable_cores();
    Progress progress;
    const auto samples = experiment::congestion_samples(runs.all, threads, stop_requested, [&](std::size_t done) {
        progress.update(
            [&](double wall_s) { return fmt::format("{} of {} runs after {}", done, runs.all.size(), clock_text(wall_s)); });
    });
    progress.finish();
    if (stop_requested()) {
        tell("dray: stopped before all runs were made; nothing is learned from some of them\n");
        return ExitCode::Interrupted;
    }
    const auto part = [&](std::size_t from, std::size_t to) {
        return std::vector<CongestionSamples>(samples.begin() + static_cast<std::ptrdiff_t>(from),
                                              samples.begin() + static_cast<std::ptrdiff_t>(to));
    };
    const std::vector<CongestionSamples> training = part(0, runs.learned);
    if (std::ranges::all_of(training, [](const CongestionSamples& run) { return run.groups.empty(); }))
        throw InputError("no run is long enough to learn from: it takes more than ten simulated minutes");
    experiment::LearnedCongestion learned;
    if (arguments.model.empty()) {
        learned = experiment::learn(training, threads);
        learned.model.trained_on = words_of(arguments);
    } else {
        learned.model = insight::load_model(arguments.model);
        learned.held_share = experiment::held_share(training);
    }
    const auto judged = [&](std::size_t from, std::size_t to) {
        return experiment::score(learned.model, part(from, to), learned.held_share);
    };
    const Scores scores = {{"training", judged(0, runs.learned)},
                           {"left_out_families", learned.left_out},
                           {"unseen_seeds", judged(runs.learned, runs.known)},
                           {"unseen_sites", judged(runs.known, runs.varied)},
                           {"unseen_scenarios", judged(runs.varied, runs.all.size())}};
    if (!arguments.out.empty()) write_model(arguments.out, learned.model);
    if (!arguments.json) {
        tell_scores(arguments, scores);
        return ExitCode::Ok;
    }
    Json out = {{"trained_on", learned.model.trained_on}};
    for (const auto& [name, score] : scores)
        out[name] = json_of(score);
    say("{}\n", out.dump(2));
    return ExitCode::Ok;
}

}  // namespace

void add_train_command(CLI::App& cli, Action& action) {
    CLI::App* group = cli.add_subcommand("train", "Learn from our own runs");
    group->require_subcommand(1);
    auto arguments = std::make_shared<TrainArguments>();
    CLI::App* command = group->add_subcommand(
        "congestion", "Learn the forecast of bottlenecks and delays, and judge it on unseen seeds and unseen sites");
    command->add_option("scenarios", arguments->scenarios, "Scenario files (YAML) to learn from, beside varied sites of ours");
    command->add_option("--sites", arguments->sites, "Varied sites of each family to learn from; 0: none")
        ->check(CLI::Range(0, 1000))
        ->capture_default_str();
    command->add_option("--site-seed", arguments->site_seed, "Draws the numbers of these sites")->capture_default_str();
    command->add_option("--unseen", arguments->unseen, "Scenario files that it is only judged by");
    command
        ->add_option("--unseen-sites", arguments->unseen_sites, "Varied sites of each family that it is only judged by; 0: none")
        ->check(CLI::Range(0, 1000))
        ->capture_default_str();
    command->add_option("--unseen-site-seed", arguments->unseen_site_seed, "Draws the numbers of those")->capture_default_str();
    command->add_option("--set", arguments->overrides, "Override a field in all scenario files: a.b=value; may be repeated")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    command->add_option("--seed", arguments->seed, "Of the first run to learn from")->capture_default_str();
    command->add_option("--runs", arguments->runs, "Runs of each site to learn from")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    command->add_option("--test-seed", arguments->test_seed, "Of the first run to judge by")->capture_default_str();
    command->add_option("--test-runs", arguments->test_runs, "Runs of each site to judge by")
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
