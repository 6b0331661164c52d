// The program: reads the command line and runs one command.
#include "app/commands.hpp"
#include "app/guard.hpp"
#include "app/output.hpp"

int main(int argc, char** argv) {
    dray::app::claim_standard_streams();
    CLI::App cli("Dray simulates robotic fulfillment sites.", "dray");
    cli.require_subcommand(1);
    cli.set_version_flag("--version", "dray 0.1.0");
    dray::app::Action action;
    dray::app::add_run_command(cli, action);
    dray::app::add_check_command(cli, action);
    dray::app::add_schema_command(cli, action);
    dray::app::add_plan_command(cli, action);
    dray::app::add_bottlenecks_command(cli, action);
    dray::app::add_compare_command(cli, action);
    dray::app::add_whatif_command(cli, action);
    dray::app::add_train_command(cli, action);
    dray::app::add_sweep_command(cli, action);
    dray::app::add_report_command(cli, action);
    dray::app::add_bench_command(cli, action);
    dray::app::add_view_commands(cli, action);
    try {
        cli.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return static_cast<int>(dray::app::finished(cli.exit(error) == 0 ? dray::ExitCode::Ok : dray::ExitCode::Usage));
    }
    return static_cast<int>(dray::app::finished(dray::app::guarded(action)));
}
