// `dray bench`: the speed and size of the shipped scenarios on this machine, each in a process of its own.
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "app/child.hpp"
#include "app/commands.hpp"
#include "app/output.hpp"
#include "app/process.hpp"

namespace dray::app {

namespace {

using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

struct BenchArguments {
    std::vector<std::string> scenarios;
    int jobs = 0;
    bool json = false;
};

fs::path scenario_file(const std::string& name) {
    if (name.find('/') != std::string::npos || name.ends_with(".yaml")) return name;
    return shipped_file("scenarios/" + name + ".yaml");
}

// Runs the scenario in a child, so that wall time and peak memory are its own, and gives back its summary.
Json measured(const fs::path& scenario, int jobs) {
    std::string directory = (fs::temp_directory_path() / "dray-bench-XXXXXX").string();
    if (::mkdtemp(directory.data()) == nullptr) throw EnvironmentError(fmt::format("{}: {}", directory, std::strerror(errno)));
    std::vector<std::string> words = {"run", scenario.string(), "--out", directory, "--quiet"};
    if (jobs > 0) words.insert(words.end(), {"--jobs", std::to_string(jobs)});
    std::ignore = run_again(words, scenario.string());
    std::ifstream file(fs::path(directory) / "summary.json");
    Json summary = Json::parse(file);
    fs::remove_all(directory);
    return summary;
}

void print_scenario_row(const Json& s) {
    std::int64_t robots = 0;
    for (const auto& fleet : s["fleets"])
        robots += fleet["count"].get<std::int64_t>();
    say("| {} | {} | {:.1f} h | {:.1f} s | {:.0f} | {:.0f} MB | {:.2f} / {:.2f} ms | {:.3f} / {:.3f} ms | {:.1f} ms | {:.0f} |\n",
        s["scenario"].get<std::string>(), robots, s["sim_duration_s"].get<double>() / 3600, s["wall_s"].get<double>(),
        s["real_time_factor"].get<double>(), s["memory_peak_mb"].get<double>(), s["planner"]["tick_ms"]["p50"].get<double>(),
        s["planner"]["tick_ms"]["p95"].get<double>(), s["physics"]["step_ms"]["p50"].get<double>(),
        s["physics"]["step_ms"]["p95"].get<double>(), s["planner"]["table_work_ms_per_sim_s"].get<double>(),
        s["throughput"]["lines_per_hour"].get<double>());
    std::ignore = flush_output();
}

ExitCode bench(const BenchArguments& arguments) {
    if (!arguments.json) {
        say("{}\n\n", machine_name());
        say("| scenario | robots | simulated | wall | times real time | memory | planner tick p50 / p95 | physics step p50 / p95 "
            "| table work per simulated s | lines/h |\n");
        say("|---|---|---|---|---|---|---|---|---|---|\n");
        std::ignore = flush_output();
    }
    Json all = {
        {"machine", machine_name()}, {"jobs", arguments.jobs > 0 ? arguments.jobs : usable_cores()}, {"runs", Json::array()}};
    for (const std::string& name : arguments.scenarios) {
        const Json summary = measured(scenario_file(name), arguments.jobs);
        if (!arguments.json) print_scenario_row(summary);
        all["runs"].push_back(summary);
    }
    if (arguments.json) say("{}\n", all.dump(2));
    return ExitCode::Ok;
}

}  // namespace

void add_bench_command(CLI::App& cli, Action& action) {
    auto arguments = std::make_shared<BenchArguments>();
    arguments->scenarios = {"quickstart", "storage-1000", "real-orders"};
    CLI::App* command = cli.add_subcommand("bench", "Measure speed and memory of shipped scenarios on this machine");
    command->add_option("scenarios", arguments->scenarios, "Names of shipped scenarios, or files")->capture_default_str();
    command->add_option("--jobs", arguments->jobs, "Threads of each run; default: all cores")->check(CLI::Range(1, 1024));
    command->add_flag("--json", arguments->json, "All summaries as JSON");
    command->callback([arguments, command, &action] {
        if (command->get_subcommands().empty()) action = [arguments] { return bench(*arguments); };
    });
    add_bench_plan_command(*command, action);
    add_bench_bottlenecks_command(*command, action);
    add_bench_identification_command(*command, action);
}

}  // namespace dray::app
