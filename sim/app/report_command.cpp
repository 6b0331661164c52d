// `dray report`: the HTML report of a run directory.
#include <fmt/format.h>

#include "app/commands.hpp"
#include "app/output.hpp"
#include "report/html/run_report.hpp"
#include "report/html/whatif_section.hpp"
#include "report/run_directory.hpp"
#include "report/whatif.hpp"

namespace dray::app {

namespace {

struct ReportArguments {
    std::string directory, html;
};

ExitCode report_on(const ReportArguments& arguments) {
    const std::filesystem::path directory = arguments.directory;
    const bool answers_only =
        !std::filesystem::exists(directory / "summary.json") && std::filesystem::exists(directory / report::kWhatIfName);
    const std::string content =
        answers_only ? report::whatif_report(directory) : report::run_report(experiment::read_run_set(directory));
    const std::string target = arguments.html.empty() ? (directory / "report.html").string() : arguments.html;
    if (target == "-") {
        say(content);
        return ExitCode::Ok;
    }
    report::write_file(target, content);
    say("{}\n", target);
    return ExitCode::Ok;
}

}  // namespace

void add_report_command(CLI::App& cli, Action& action) {
    auto arguments = std::make_shared<ReportArguments>();
    CLI::App* command = cli.add_subcommand(
        "report", "Write the HTML report of a run, of its replications or of whatif answers: one file, no network");
    command->add_option("directory", arguments->directory, "Run directory")->required();
    command->add_option("--html", arguments->html, "File; default: report.html in the run directory; - for standard output");
    command->callback([arguments, &action] { action = [arguments] { return report_on(*arguments); }; });
}

}  // namespace dray::app
