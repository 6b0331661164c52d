#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "app/commands.hpp"
#include "app/output.hpp"
#include "config/document.hpp"
#include "engine/scenario.hpp"

namespace dray::app {

void add_schema_command(CLI::App& cli, Action& action) {
    auto reference = std::make_shared<bool>(false);
    CLI::App* command = cli.add_subcommand("schema", "Print the JSON Schema of scenarios (draft-07), for editors");
    command->add_flag("--reference", *reference, "Print the reference page of all fields instead (Markdown)");
    command->callback([reference, &action] {
        action = [reference] {
            const config::Table& table = engine::scenario_table();
            say("{}\n", *reference ? config::reference(table) : config::schema(table, "Dray scenario").dump(2));
            return ExitCode::Ok;
        };
    });
}

}  // namespace dray::app
