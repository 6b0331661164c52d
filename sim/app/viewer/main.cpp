// The program dray-view: draws what dray simulates. `dray watch` and `dray render` start it.
#include "app/guard.hpp"
#include "app/output.hpp"
#include "app/viewer/commands.hpp"

int main(int argc, char** argv) {
    dray::app::claim_standard_streams();
    CLI::App cli("Draws the floors that dray simulates.", "dray");
    cli.require_subcommand(1);
    dray::app::Action action;
    dray::app::add_watch_command(cli, action);
    dray::app::add_render_command(cli, action);
    try {
        cli.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return static_cast<int>(dray::app::finished(cli.exit(error) == 0 ? dray::ExitCode::Ok : dray::ExitCode::Usage));
    }
    return static_cast<int>(dray::app::finished(dray::app::guarded(action)));
}
