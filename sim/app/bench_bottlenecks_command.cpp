// `dray bench bottlenecks`: whether the detector names what measurement says, on small sites with planted bottlenecks.
#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "app/commands.hpp"
#include "app/output.hpp"
#include "app/process.hpp"
#include "app/progress.hpp"
#include "base/error.hpp"
#include "base/hash.hpp"
#include "experiment/bottleneck_bench/scorecard.hpp"

namespace dray::app {

namespace {

using experiment::Scorecard;
using Json = nlohmann::ordered_json;

struct BenchBottlenecksArguments {
    std::string set = "scorecard";
    std::vector<std::string> sites;
    std::size_t fewest = 4, most = 10;
    std::string cache = "runs/bench-bottlenecks";
    int jobs = 0;
    bool json = false;
};

// Names the build: runs of another one may differ.
std::string build_name() {
    std::ifstream file(executable_path(), std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(file)), {});
    if (bytes.empty()) throw EnvironmentError(fmt::format("{}: cannot be read", executable_path()));
    return fmt::format("{:016x}", hash_of(bytes));
}

std::string ranked(const experiment::SiteVerdict& site) {
    std::string out;
    for (std::size_t i = 0; i < std::min<std::size_t>(3, site.measured.size()); ++i) {
        const experiment::Sensitivity& s = site.measured[i];
        out += fmt::format("{}{} {:.2f} ± {:.2f}{}", i > 0 ? ", " : "", s.group, s.mean, s.half_width,
                           i > 0 && s.tied ? " (tied)" : "");
    }
    return out;
}

void print(const Scorecard& card, const experiment::SiteSet& set) {
    say("Set {}: sites drawn with seed {}, runs from seed {}. Sensitivity: growth of throughput over growth of a group's "
        "capacity, with its 95 % interval.\n\n",
        set.name, set.site_seed, set.run_seed);
    say("| site | planted | out per hour | measured sensitivities | detector names | right in |\n|---|---|---|---|---|---|\n");
    for (const experiment::SiteVerdict& site : card.sites)
        if (!site.measured.empty())
            say("| {} | {} | {:.0f} | {} | {} | {:.0f} % |\n", site.name, site.planted, site.per_h, ranked(site), site.named,
                100 * site.right);
    if (!card.shifts.empty()) say("\n| shift | at | delays | right before | right from 300 s after |\n|---|---|---|---|---|\n");
    for (const experiment::ShiftVerdict& shift : card.shifts)
        say("| {} | {:.0f} s | {:.0f} s | {:.0f} % | {:.0f} % |\n", shift.name, shift.shift_s, fmt::join(shift.delays_s, ", "),
            100 * shift.right_before, 100 * shift.right_after);
    say("\n| rule | top1 | top1 or tied | top2 | rank correlation | false alarms |\n|---|---|---|---|---|---|\n");
    for (const experiment::RuleScore& rule : card.rules)
        say("| {} | {:.1f} % | {:.1f} % | {:.1f} % | {:.2f} | {:.1f} % |\n", rule.rule, 100 * rule.top1, 100 * rule.top1_or_tied,
            100 * rule.top2, rule.rank_correlation, 100 * rule.false_alarms);
    if (!card.shifts.empty())
        say("\nDelay after a shift: {:.0f} s median, {:.0f} s at most.\n", card.median_delay_s, card.largest_delay_s);
    say("{} runs, {} of them made now.\n", card.runs, card.runs_made);
}

Json json_of(const Scorecard& card, const experiment::SiteSet& set) {
    Json sites = Json::array(), shifts = Json::array(), baselines = Json::array();
    for (const experiment::SiteVerdict& site : card.sites) {
        Json measured = Json::array();
        for (const experiment::Sensitivity& s : site.measured)
            measured.push_back({{"group", s.group},
                                {"sensitivity", s.mean},
                                {"half_width", s.half_width},
                                {"pairs", s.pairs},
                                {"tied", s.tied},
                                {"score", s.score}});
        sites.push_back({{"site", site.name},
                         {"planted", site.planted},
                         {"per_hour", site.per_h},
                         {"named", site.named},
                         {"right", site.right},
                         {"measured", measured}});
    }
    for (const experiment::ShiftVerdict& s : card.shifts)
        shifts.push_back({{"site", s.name},
                          {"at_s", s.shift_s},
                          {"delays_s", s.delays_s},
                          {"right_before", s.right_before},
                          {"right_after", s.right_after}});
    const auto scores = [](const experiment::RuleScore& r) {
        return Json{{"rule", r.rule},
                    {"top1", r.top1},
                    {"top1_or_tied", r.top1_or_tied},
                    {"top2", r.top2},
                    {"rank_correlation", r.rank_correlation},
                    {"false_alarms", r.false_alarms}};
    };
    Json all = scores(card.rules.front());
    for (std::size_t rule = 1; rule < card.rules.size(); ++rule)
        baselines.push_back(scores(card.rules[rule]));
    all.update({{"delay_s", card.median_delay_s},
                {"largest_delay_s", card.largest_delay_s},
                {"baselines", baselines},
                {"set", set.name},
                {"site_seed", set.site_seed},
                {"run_seed", set.run_seed},
                {"runs", card.runs},
                {"sites", sites},
                {"shifts", shifts}});
    return all;
}

ExitCode bench_bottlenecks(const BenchBottlenecksArguments& arguments) {
    if (arguments.fewest > arguments.most)
        throw UsageError(fmt::format("--pairs {} is more than --most-pairs {}", arguments.fewest, arguments.most));
    const experiment::SiteSet set = arguments.set == "tuning" ? experiment::kTuning : experiment::kScorecard;
    for (const std::string& name : arguments.sites)
        if (std::ranges::none_of(experiment::planted_sites(set.site_seed), [&](const auto& site) { return site.name == name; }))
            throw UsageError(fmt::format("there is no planted site '{}'", name));
    watch_signals();
    Progress progress;
    const experiment::ScorecardOptions options{
        .set = set,
        .sites = arguments.sites,
        .fewest_pairs = arguments.fewest,
        .most_pairs = arguments.most,
        .cache = arguments.cache,
        .build = build_name(),
        .threads = arguments.jobs > 0 ? arguments.jobs : usable_cores(),
        .stop = stop_requested,
        .progress = [&](const std::string& text) {
            progress.update([&](double wall_s) { return fmt::format("{} after {}", text, clock_text(wall_s)); });
        }};
    const Scorecard card = experiment::measure_scorecard(options);
    progress.finish();
    if (card.interrupted) {
        tell("dray: stopped; the {} runs made are kept in {} and the same command goes on from there\n", card.runs_made,
             arguments.cache);
        return ExitCode::Interrupted;
    }
    if (arguments.json) {
        say("{}\n", json_of(card, set).dump(2));
    } else {
        print(card, set);
    }
    return ExitCode::Ok;
}

}  // namespace

void add_bench_bottlenecks_command(CLI::App& bench, Action& action) {
    auto arguments = std::make_shared<BenchBottlenecksArguments>();
    CLI::App* command = bench.add_subcommand(
        "bottlenecks",
        "Measure how well the detector names planted bottlenecks, against measured sensitivity and classical rules");
    command->add_option("--set", arguments->set, "Sites to judge by, or those that the detector was tuned on")
        ->check(CLI::IsMember({"scorecard", "tuning"}))
        ->capture_default_str();
    command->add_option("--sites", arguments->sites, "Only these, by name; default: all");
    command->add_option("--pairs", arguments->fewest, "Pairs of runs of each relief at least")
        ->check(CLI::Range(2, 100))
        ->capture_default_str();
    command->add_option("--most-pairs", arguments->most, "Pairs at most, where fewer do not tell")
        ->check(CLI::Range(2, 100))
        ->capture_default_str();
    command->add_option("--cache", arguments->cache, "Directory where finished runs are kept")->capture_default_str();
    command->add_option("--jobs", arguments->jobs, "Runs side by side; default: all cores")->check(CLI::Range(1, 1024));
    command->add_flag("--json", arguments->json, "All figures as JSON");
    command->callback([arguments, &action] { action = [arguments] { return bench_bottlenecks(*arguments); }; });
}

}  // namespace dray::app
