// `dray bench identification`: how well the identification primitive does on a catalogue that its noise was not fitted on.
#include <fmt/format.h>
#include <tbb/global_control.h>

#include "app/commands.hpp"
#include "app/identification_figures.hpp"
#include "app/output.hpp"
#include "app/process.hpp"

namespace dray::app {

namespace {

using Json = nlohmann::ordered_json;

double number(const Json& row, const char* key) {
    return row[key].get<double>();
}

std::string percent(const Json& row, const char* key) {
    return fmt::format("{:.2f} %", 100 * number(row, key));
}

void print_accuracy(const Json& all) {
    say("Accuracy: share of units whose most probable candidate is what they are, with its standard error. Confidence: mean "
        "stated "
        "probability of that candidate.\nBrier: mean squared difference of confidence and being right. Calibration error: mean "
        "difference of confidence and accuracy over the bins below.\n\n");
    say("| cues | candidates | look-alikes drawn | reads | units | accuracy | confidence | Brier | calibration error |\n"
        "|---|---|---|---|---|---|---|---|---|\n");
    for (const Json& r : all["accuracy"]) {
        const auto candidates = r["candidates"].get<std::size_t>();
        say("| {} | {} | {:.0f} % | {} | {} | {} +- {} | {} | {:.4f} | {:.4f} |\n", r["what"].get<std::string>(),
            candidates == 0 ? fmt::format("all {}", all["skus"].get<std::size_t>()) : fmt::format("{}", candidates),
            100 * number(r, "look_alikes"), r["reads"].get<int>(), r["units"].get<std::int64_t>(), percent(r, "accuracy"),
            percent(r, "standard_error"), percent(r, "confidence"), number(r, "brier"), number(r, "calibration_error"));
    }
}

void print_reliability(const std::string& title, const Json& rows) {
    say("\nReliability of stated confidence (weight, edges, appearance, one read), {}:\n\n", title);
    say("| confidence from | to | units | mean confidence | accuracy |\n|---|---|---|---|---|\n");
    for (const Json& r : rows)
        say("| {} | {} | {} | {} | {} |\n", number(r, "low"), number(r, "high"), r["units"].get<std::int64_t>(),
            percent(r, "confidence"), percent(r, "accuracy"));
}

void print_thresholds(const Json& all) {
    say("\nReader station that always has a unit to read, {} candidates a unit. Wrong: units that left with a wrong identity. "
        "Strays: units that are none of those expected, found when they left as what they are.\n\n",
        all["candidates"].get<std::size_t>());
    say("| cues | accept from | units/h | reads/unit | to the desk | desk labour s/unit | reader blocked | wrong | by the desk | "
        "strays found |\n|---|---|---|---|---|---|---|---|---|---|\n");
    for (const Json& r : all["thresholds"])
        say("| {} | {} | {:.0f} | {:.3f} | {} | {:.2f} | {} | {} = {:.3f} % | {} | {} of {} |\n", r["cues"].get<std::string>(),
            number(r, "accept"), number(r, "units_per_hour"), number(r, "reads_per_unit"), percent(r, "desk_share"),
            number(r, "desk_s_per_unit"), percent(r, "blocked_share"), r["wrong"].get<std::int64_t>(),
            100 * number(r, "wrong_share"), r["wrong_by_desk"].get<std::int64_t>(), r["strays_found"].get<std::int64_t>(),
            r["strays"].get<std::int64_t>());
}

void print(const Json& all) {
    say("Identification, catalogue of {} SKUs (seed {}).\n", all["skus"].get<std::size_t>(), all["seed"].get<std::uint64_t>());
    say("Sensor noise x {}: on the training catalogue {} of units are identified against the whole of it (published: 75 to 80 "
        "%).\nNarrowed to the expected items, 99 % is published; below is what this model makes of it on an unseen "
        "catalogue.\n\n",
        number(all, "noise_scale"), percent(all["training"], "accuracy"));
    if (all.contains("fit")) {
        say("Search for the noise:\n\n| noise scale | accuracy on the training catalogue |\n|---|---|\n");
        for (const Json& step : all["fit"]["steps"])
            say("| {:.4f} | {} |\n", number(step, "noise_scale"), percent(step, "accuracy"));
        say("\nFound: {}\n\n", number(all["fit"], "noise_scale"));
    }
    print_accuracy(all);
    print_reliability("whole catalogue", all["reliability"]["whole_catalogue"]);
    print_reliability(fmt::format("{} candidates", all["candidates"].get<std::size_t>()), all["reliability"]["narrowed"]);
    print_thresholds(all);
}

ExitCode bench_identification(const BenchIdentificationArguments& arguments) {
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism,
                                    static_cast<std::size_t>(arguments.jobs > 0 ? arguments.jobs : usable_cores()));
    const Json all = identification_figures(arguments);
    if (arguments.json) {
        say("{}\n", all.dump(2));
    } else {
        print(all);
    }
    return ExitCode::Ok;
}

}  // namespace

void add_bench_identification_command(CLI::App& bench, Action& action) {
    auto arguments = std::make_shared<BenchIdentificationArguments>();
    CLI::App* command = bench.add_subcommand(
        "identification", "Measure accuracy, calibration and thresholds of automatic identification on an unseen catalogue");
    command->add_option("settings", arguments->settings, "YAML file with catalogue, sensors and reader; default: all defaults");
    command->add_option("--set", arguments->overrides, "Replace a setting: sensors.hidden_share=0.4")->type_name("FIELD=VALUE");
    command->add_option("--candidates", arguments->candidates, "SKUs expected in a tote")
        ->check(CLI::Range(2, 100'000))
        ->capture_default_str();
    command->add_option("--trials", arguments->trials, "Units of each accuracy; against the whole catalogue a fifth of them")
        ->check(CLI::Range(1, 100'000'000))
        ->capture_default_str();
    command->add_option("--units", arguments->units, "Units of each station")
        ->check(CLI::Range(1, 100'000'000))
        ->capture_default_str();
    command->add_option("--seed", arguments->seed, "Of the unseen catalogue, its totes and its reads")->capture_default_str();
    command->add_option("--jobs", arguments->jobs, "Threads; results do not depend on it; default: all cores")
        ->check(CLI::Range(1, 1024));
    command->add_flag("--fit", arguments->fit, "Repeat the search for the noise on the training catalogue");
    command->add_flag("--json", arguments->json, "All figures as JSON");
    command->callback([arguments, &action] { action = [arguments] { return bench_identification(*arguments); }; });
}

}  // namespace dray::app
