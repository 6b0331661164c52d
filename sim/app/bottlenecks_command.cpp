// `dray bottlenecks RUN_DIR`: what held a finished run back, with the evidence.
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "app/commands.hpp"
#include "app/output.hpp"
#include "report/documents.hpp"
#include "report/flow_documents.hpp"

namespace dray::app {

namespace {

using Json = nlohmann::ordered_json;

Json summary_of(const std::filesystem::path& directory) {
    const std::filesystem::path path = directory / "summary.json";
    std::ifstream file(path);
    if (!file)
        throw EnvironmentError(fmt::format("{}: there is no finished run here; `dray run SCENARIO --out {}` makes one",
                                           path.string(), directory.string()));
    const Json summary = Json::parse(file, nullptr, false);
    if (!summary.is_object() || !summary.contains("bottlenecks"))
        throw EnvironmentError(fmt::format("{}: holds no bottlenecks; was it written by another version?", path.string()));
    return summary;
}

ExitCode show(const std::string& directory, bool json) {
    const Json summary = summary_of(directory);
    if (json) {
        say("{}\n", summary["bottlenecks"].dump(2));
        return ExitCode::Ok;
    }
    std::vector<engine::BottleneckResult> all;
    std::string jams;  // runs of older versions tell of none
    try {
        all = report::bottlenecks_of(summary);
        if (summary.contains("jams")) jams = "\n" + report::jams_text(report::jams_of(summary));
        say("{}, seed {}, {:.0f} s after a warm-up of {:.0f} s\n", summary.at("scenario").get<std::string>(),
            summary.at("seed").get<std::uint64_t>(), summary.at("sim_duration_s").get<double>(),
            summary.at("warm_up_s").get<double>());
    } catch (const Json::exception& error) {
        throw EnvironmentError(fmt::format("{}/summary.json: not as this program writes it: {}", directory, error.what()));
    }
    say("{}{}", report::bottlenecks_text(all), jams);
    return ExitCode::Ok;
}

}  // namespace

void add_bottlenecks_command(CLI::App& cli, Action& action) {
    struct Arguments {
        std::string directory;
        bool json = false;
    };
    auto arguments = std::make_shared<Arguments>();
    CLI::App* command = cli.add_subcommand("bottlenecks", "Tell what held a finished run back, and why");
    command->add_option("run", arguments->directory, "Run directory")->required();
    command->add_flag("--json", arguments->json, "The ranking as JSON");
    command->callback([arguments, &action] { action = [arguments] { return show(arguments->directory, arguments->json); }; });
}

}  // namespace dray::app
