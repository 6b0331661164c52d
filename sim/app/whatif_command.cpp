// `dray whatif SCENARIO`: what one more of each candidate would bring, measured by paired runs.
#include <fmt/format.h>
#include <unistd.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "app/commands.hpp"
#include "app/output.hpp"
#include "app/process.hpp"
#include "app/progress.hpp"
#include "experiment/whatif/whatif.hpp"
#include "report/documents.hpp"

namespace dray::app {

namespace {

using experiment::Clarity;
using experiment::WhatIf;
using experiment::WhatIfAnswer;
using Json = nlohmann::ordered_json;

struct WhatIfArguments {
    std::string scenario;
    std::vector<std::string> overrides;
    std::optional<std::uint64_t> seed;
    std::size_t candidates = 3;
    std::size_t fewest = 4, most = 12;
    int jobs = 0;
    bool json = false;
};

const char* word_of(Clarity clarity) {
    switch (clarity) {
        case Clarity::Gain:
            return "gain";
        case Clarity::Loss:
            return "loss";
        case Clarity::Negligible:
            return "negligible";
        case Clarity::Unclear:
            return "unclear";
        case Clarity::Impossible:
            break;
    }
    return "impossible";
}

// "+41 ± 6 units/h (+3.1 %) in 6 pairs; then drives limit".
std::string answer_text(const WhatIf& found, const WhatIfAnswer& a) {
    if (a.clarity == Clarity::Impossible) return fmt::format("not possible: {}", a.fault);
    if (a.pairs < 2) return "not measured";
    std::string out = fmt::format("{:+.0f} ± {:.0f} {}/h ({:+.1f} %) in {} pairs", a.gain.mean, a.gain.half_width(), found.unit,
                                  found.base_per_h > 0 ? 100 * a.gain.mean / found.base_per_h : 0.0, a.pairs);
    if (a.clarity == Clarity::Negligible) out += ", no difference that matters";
    if (a.clarity == Clarity::Unclear) out += ", not clear";
    if (!a.then.empty() && a.then != a.relief.group) out += fmt::format("; then {} limit", a.then);
    return out;
}

void print(const WhatIfArguments& arguments, std::uint64_t seed, const WhatIf& found) {
    say("{}: {:.0f} {}/h, mean of {} runs from seed {}\n", arguments.scenario, found.base_per_h, found.unit, found.base_runs,
        seed);
    say("limited by {}\n\n", report::bottleneck_line(found.ranking));
    std::size_t width = 0;
    for (const WhatIfAnswer& a : found.answers)
        width = std::max(width, a.relief.what.size());
    for (const WhatIfAnswer& a : found.answers)
        say("  {:<{}}  {}\n", a.relief.what + ":", width + 1, answer_text(found, a));
    if (found.answers.empty()) say("  nothing of what limits it can be relieved by the scenario's fields\n");
}

Json json_of(const WhatIfArguments& arguments, std::uint64_t seed, const WhatIf& found) {
    Json answers = Json::array();
    for (const WhatIfAnswer& a : found.answers) {
        Json entry = {
            {"relief", a.relief.what}, {"group", a.relief.group}, {"set", a.relief.overrides}, {"answer", word_of(a.clarity)}};
        if (a.clarity == Clarity::Impossible) {
            entry["fault"] = a.fault;
        } else {
            entry.update({{"gain_per_hour", a.gain.mean},
                          {"half_width", std::isfinite(a.gain.half_width()) ? Json(a.gain.half_width()) : Json()},
                          {"pairs", a.pairs},
                          {"then", a.then}});
        }
        answers.push_back(entry);
    }
    return {{"scenario", arguments.scenario},
            {"seed", seed},
            {"unit", found.unit + "/h"},
            {"base_per_hour", found.base_per_h},
            {"base_runs", found.base_runs},
            {"bottlenecks", report::bottlenecks_json(found.ranking)},
            {"answers", answers},
            {"interrupted", found.interrupted}};
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
    const std::uint64_t seed = arguments.seed ? *arguments.seed : static_cast<std::uint64_t>(source({}).scenario.seed);
    Progress progress;
    const WhatIf found = experiment::what_if(
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
    if (arguments.json) {
        say("{}\n", json_of(arguments, seed, found).dump(2));
    } else {
        print(arguments, seed, found);
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
    command->add_flag("--json", arguments->json, "The answers as JSON");
    command->callback([arguments, &action] { action = [arguments] { return what_if(*arguments); }; });
}

}  // namespace dray::app
