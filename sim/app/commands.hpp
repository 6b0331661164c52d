// The commands of the program. Each adds itself to the command line and returns the exit code when it is chosen.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>
#include <vector>

#include "base/error.hpp"

namespace dray::app {

/// Set by the command that was chosen; run by main after the command line has been read.
using Action = std::function<ExitCode()>;

void add_run_command(CLI::App& cli, Action& action);
void add_check_command(CLI::App& cli, Action& action);
void add_schema_command(CLI::App& cli, Action& action);
void add_plan_command(CLI::App& cli, Action& action);
void add_bottlenecks_command(CLI::App& cli, Action& action);
void add_compare_command(CLI::App& cli, Action& action);
void add_whatif_command(CLI::App& cli, Action& action);
void add_train_command(CLI::App& cli, Action& action);
void add_sweep_command(CLI::App& cli, Action& action);
void add_report_command(CLI::App& cli, Action& action);
void add_bench_command(CLI::App& cli, Action& action);
void add_view_commands(CLI::App& cli, Action& action);  ///< watch and render, which the program dray-view carries out
void add_bench_plan_command(CLI::App& bench, Action& action);
void add_bench_bottlenecks_command(CLI::App& bench, Action& action);
void add_bench_identification_command(CLI::App& bench, Action& action);

}  // namespace dray::app
