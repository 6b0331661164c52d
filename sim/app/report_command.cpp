// `dray report`: the HTML report of a run directory.
#include <fmt/format.h>

#include "app/commands.hpp"
#include "app/output.hpp"
#include "report/html/run_report.hpp"
#include "report/run_directory.hpp"

namespace dray::app {

namespace {

struct ReportArguments {
    std::string directory, html;
};

ExitCode report_on(const ReportArguments& arguments) {
    const experiment::RunSet set = experiment::read_run_set(arguments.directory);
    const std::string content = report::run_report(set);
    const std::string target =
        arguments.html.empty() ? (std::filesystem::path(arguments.directory) / "report.html").string() : arguments.html;
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
    CLI::App* command =
        cli.add_subcommand("report", "Write the HTML report of a run or of its replications: one file, no network");
    command->add_option("directory", arguments->directory, "Run directory")->required();
    command->add_option("--html", arguments->html, "File; default: report.html in the run directory; - for standard output");
    command->callback([arguments, &action] { action = [arguments] { return report_on(*arguments); }; });
}

}  // namespace dray::app
