// The program: reads the command line, runs one command, and turns every kind of error into its message and exit code.
#include <fmt/format.h>

#include <cstdio>
#include <new>

#include "app/commands.hpp"
#include "base/check.hpp"
#include "base/error.hpp"

namespace {

using dray::ExitCode;

ExitCode finish(ExitCode code) {
    // What could not be written must not look like success.
    if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
        fmt::print(stderr, "dray: standard output could not be written\n");
        return code == ExitCode::Ok ? ExitCode::InputOutput : code;
    }
    return code;
}

ExitCode guarded(const dray::app::Action& action) {
    try {
        return action();
    } catch (const dray::InputError& error) {
        for (const dray::Diagnostic& d : error.diagnostics())
            fmt::print(stderr, "{}\n", d.text());
        if (error.diagnostics().size() > 1) fmt::print(stderr, "{} errors\n", error.diagnostics().size());
        return ExitCode::InvalidInput;
    } catch (const dray::UsageError& error) {
        fmt::print(stderr, "dray: {}\n", error.what());
        return ExitCode::Usage;
    } catch (const dray::EnvironmentError& error) {
        fmt::print(stderr, "dray: {}\n", error.what());
        return ExitCode::InputOutput;
    } catch (const dray::BugError& error) {
        fmt::print(stderr, "dray: {}\nThis is a fault of Dray, not of your input. Please report it with the lines above.\n",
                   error.what());
        return ExitCode::Bug;
    } catch (const std::bad_alloc&) {
        fmt::print(stderr, "dray: out of memory\n");
        return ExitCode::InputOutput;
    } catch (const std::exception& error) {
        fmt::print(stderr, "dray: unexpected error: {}\nThis is a fault of Dray, not of your input. Please report it.\n",
                   error.what());
        return ExitCode::Bug;
    }
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App cli("Dray simulates robotic fulfillment sites.", "dray");
    cli.require_subcommand(1);
    cli.set_version_flag("--version", "dray 0.1.0");
    dray::app::Action action;
    dray::app::add_run_command(cli, action);
    dray::app::add_check_command(cli, action);
    dray::app::add_schema_command(cli, action);
    dray::app::add_bench_command(cli, action);
    try {
        cli.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return cli.exit(error) == 0 ? 0 : static_cast<int>(ExitCode::Usage);
    }
    return static_cast<int>(finish(guarded(action)));
}
