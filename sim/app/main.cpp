// The program: reads the command line, runs one command, and turns every kind of error into its message and exit code.
#include <new>

#include "app/commands.hpp"
#include "app/output.hpp"
#include "base/check.hpp"
#include "base/error.hpp"

namespace {

using dray::ExitCode;
using dray::app::tell;

ExitCode finish(ExitCode code) {
    // What could not be written must not look like success.
    const std::string_view fault = dray::app::flush_output();
    if (fault.empty()) return code;
    tell("dray: standard output could not be written: {}\n", fault);
    return code == ExitCode::Ok ? ExitCode::InputOutput : code;
}

ExitCode guarded(const dray::app::Action& action) {
    try {
        return action();
    } catch (const dray::InputError& error) {
        for (const dray::Diagnostic& d : error.diagnostics())
            tell("{}\n", d.text());
        if (error.diagnostics().size() > 1) tell("{} errors\n", error.diagnostics().size());
        return ExitCode::InvalidInput;
    } catch (const dray::UsageError& error) {
        tell("dray: {}\n", error.what());
        return ExitCode::Usage;
    } catch (const dray::EnvironmentError& error) {
        tell("dray: {}\n", error.what());
        return ExitCode::InputOutput;
    } catch (const dray::BugError& error) {
        tell("dray: {}\nThis is a fault of Dray, not of your input. Please report it with the lines above.\n", error.what());
        return ExitCode::Bug;
    } catch (const std::bad_alloc&) {
        tell("dray: out of memory\n");
        return ExitCode::InputOutput;
    } catch (const std::exception& error) {
        tell("dray: unexpected error: {}\nThis is a fault of Dray, not of your input. Please report it.\n", error.what());
        return ExitCode::Bug;
    }
}

}  // namespace

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
    dray::app::add_whatif_command(cli, action);
    dray::app::add_compare_command(cli, action);
    dray::app::add_bench_command(cli, action);
    try {
        cli.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return static_cast<int>(finish(cli.exit(error) == 0 ? ExitCode::Ok : ExitCode::Usage));
    }
    return static_cast<int>(finish(guarded(action)));
}
