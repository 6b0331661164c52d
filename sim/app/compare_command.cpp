// `dray compare`: variants of a site against the first of them, with the certainty of each difference.
#include <fmt/format.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "app/commands.hpp"
#include "app/output.hpp"
#include "app/progress.hpp"
#include "app/replications.hpp"
#include "experiment/comparison.hpp"
#include "report/comparison.hpp"
#include "report/html/run_report.hpp"
#include "report/run_directory.hpp"

namespace dray::app {

namespace {

struct CompareArguments {
    std::vector<std::string> directories;
    std::vector<std::string> metrics;
    std::string json, csv, markdown, html;  // files; "-" is standard output
    std::string fail_on_loss;
    bool anyway = false;
};

// To a file, or in place of the table on standard output. True when it went there.
bool write_to(const std::string& target, const std::string& content) {
    if (target.empty()) return false;
    if (target == "-") {
        say(content);
        return true;
    }
    report::write_file(target, content);
    return false;
}

// The loss of the main rate that is shown and greater than the limit, in words; empty when there is none.
std::string loss_beyond(const experiment::Comparison& comparison, double limit) {
    std::string out;
    bool judged = false;
    for (const experiment::Row& row : comparison.rows) {
        if (row.metric.name != comparison.main_metric) continue;
        if (row.finding == experiment::Finding::Unknown)
            throw InputError("--fail-on-loss needs two replications of each variant at least; give --replications to run");
        judged = true;
        if (row.finding == experiment::Finding::Worse && row.loss() > limit) out += row.verdict + "\n";
    }
    if (!judged)
        throw InputError("--fail-on-loss needs the main rate among the metrics; the runs have none or --metric leaves it out");
    return out;
}

ExitCode compare(const CompareArguments& arguments) {
    const double limit = arguments.fail_on_loss.empty() ? 0 : share_of(arguments.fail_on_loss, "--fail-on-loss");
    std::vector<experiment::RunSet> sets;
    for (const std::string& directory : arguments.directories)
        sets.push_back(experiment::read_run_set(directory));
    experiment::make_labels_unique(sets);
    const experiment::Comparison comparison =
        experiment::compare(sets, {.metrics = arguments.metrics, .anyway = arguments.anyway});

    bool said = write_to(arguments.json, report::comparison_json(comparison).dump(2) + "\n");
    said |= write_to(arguments.csv, report::comparison_csv(comparison));
    said |= write_to(arguments.markdown, report::comparison_markdown(comparison));
    if (!arguments.html.empty()) said |= write_to(arguments.html, report::comparison_report(comparison, sets));
    if (!said) say(report::comparison_text(comparison, colour_wanted(STDOUT_FILENO)));
    if (arguments.fail_on_loss.empty()) return ExitCode::Ok;
    const std::string loss = loss_beyond(comparison, limit);
    if (loss.empty()) return ExitCode::Ok;
    tell("dray: loss beyond {}: {}", arguments.fail_on_loss, loss);
    return ExitCode::Failed;
}

}  // namespace

void add_compare_command(CLI::App& cli, Action& action) {
    auto arguments = std::make_shared<CompareArguments>();
    CLI::App* command =
        cli.add_subcommand("compare", "Compare runs with the certainty of each difference; the first is the base");
    command->add_option("directories", arguments->directories, "Run directories, made with --replications")
        ->required()
        ->expected(2, 64);
    command
        ->add_option("--metric", arguments->metrics, "Judge by this figure, such as throughput.orders_per_hour; may be repeated")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    command->add_option(
        "--fail-on-loss", arguments->fail_on_loss,
        "End with exit code 1 when the main rate of a variant is shown to be lower by more than this, such as 1%");
    command->add_option("--json", arguments->json, "Write it as JSON to this file; - for standard output");
    command->add_option("--csv", arguments->csv, "Write it as CSV to this file; - for standard output");
    command->add_option("--markdown", arguments->markdown, "Write it as Markdown to this file; - for standard output");
    command->add_option("--html", arguments->html, "Write it as an HTML report to this file; - for standard output");
    command->add_flag("--anyway", arguments->anyway, "Compare also what is not comparable, with the reasons as warnings");
    command->callback([arguments, &action] { action = [arguments] { return compare(*arguments); }; });
}

}  // namespace dray::app
