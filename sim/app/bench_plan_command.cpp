// `dray bench plan`: what the fleet motion planner reaches on benchmark instances with this machine's time.
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "app/child.hpp"
#include "app/commands.hpp"
#include "app/output.hpp"
#include "app/process.hpp"

namespace dray::app {

namespace {

using Json = nlohmann::ordered_json;

struct BenchPlanArguments {
    std::vector<std::string> instances;
    std::vector<int> budgets_ms = {50, 100, 300};
    int steps = 300;
    bool json = false;
};

Json measured(const std::string& instance, const BenchPlanArguments& arguments, int budget_ms, int jobs) {
    std::string result = (std::filesystem::temp_directory_path() / "dray-bench-XXXXXX").string();
    const int file = ::mkstemp(result.data());
    if (file < 0) throw EnvironmentError(fmt::format("{}: {}", result, std::strerror(errno)));
    ::close(file);
    const std::string summary =
        run_again({"plan", instance, "--steps", std::to_string(arguments.steps), "--budget-ms", std::to_string(budget_ms),
                   "--jobs", std::to_string(jobs), "--out", result, "--force", "--quiet", "--json"},
                  instance);
    std::filesystem::remove(result);
    return Json::parse(summary);
}

void print_instance_row(const Json& row) {
    const Json& ms = row["step_ms"];
    say("| {} | {} | {} | {:.0f} | {} | {:.1f} / {:.1f} / {:.1f} | {} | {:.0f} MB | {:.1f} s | {:.1f} % | {:.3f} | {} |\n",
        row["instance"].get<std::string>(), row["robots"].get<int>(), row["steps"].get<int>(), row["budget_ms"].get<double>(),
        row["tasks_finished"].get<std::int64_t>(), ms["p50"].get<double>(), ms["p95"].get<double>(), ms["max"].get<double>(),
        row["late_steps"].get<int>(), row["memory_peak_mb"].get<double>(), row["prepare_s"].get<double>(),
        100 * row["wait_share"].get<double>(), row["leg_efficiency"].get<double>(),
        row["gain_of_second_core"].is_null() ? "" : fmt::format("{:+.1f} %", 100 * row["gain_of_second_core"].get<double>()));
    std::ignore = flush_output();
}

ExitCode bench_plan(const BenchPlanArguments& arguments) {
    const int cores = usable_cores();
    std::vector<std::string> instances = arguments.instances;
    if (instances.empty()) instances.push_back(shipped_file("scenarios/lorr/small-random.json"));
    if (!arguments.json) {
        say("{}\n\n", machine_name());
        say("| instance | robots | steps | budget ms | tasks finished | step ms p50 / p95 / max | late steps | memory | prepare "
            "| "
            "waiting | leg efficiency | second core |\n|---|---|---|---|---|---|---|---|---|---|---|---|\n");
        std::ignore = flush_output();
    }
    Json all = {{"machine", machine_name()}, {"runs", Json::array()}};
    for (const std::string& instance : instances) {
        for (const int budget_ms : arguments.budgets_ms) {
            Json row = measured(instance, arguments, budget_ms, std::min(2, cores));
            row["gain_of_second_core"] = nullptr;
            if (cores > 1) {
                const auto alone = measured(instance, arguments, budget_ms, 1)["tasks_finished"].get<double>();
                if (alone > 0) row["gain_of_second_core"] = row["tasks_finished"].get<double>() / alone - 1;
            }
            if (!arguments.json) print_instance_row(row);
            all["runs"].push_back(row);
        }
    }
    if (arguments.json) say("{}\n", all.dump(2));
    return ExitCode::Ok;
}

}  // namespace

void add_bench_plan_command(CLI::App& bench, Action& action) {
    auto arguments = std::make_shared<BenchPlanArguments>();
    CLI::App* command = bench.add_subcommand("plan", "Measure the fleet motion planner on League of Robot Runners instances");
    command->add_option("instances", arguments->instances, "Problem files; default: the small one that is shipped");
    command->add_option("--steps", arguments->steps, "Steps of each run")->check(CLI::Range(1, 1'000'000))->capture_default_str();
    command->add_option("--budgets-ms", arguments->budgets_ms, "Wall time of a step, one run for each")
        ->delimiter(',')
        ->check(CLI::Range(1, 3'600'000))
        ->capture_default_str();
    command->add_flag("--json", arguments->json, "All rows as JSON");
    command->callback([arguments, &action] { action = [arguments] { return bench_plan(*arguments); }; });
}

}  // namespace dray::app
