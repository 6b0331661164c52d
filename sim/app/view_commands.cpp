// `dray watch` and `dray render`: another program draws, so that this one needs no graphics library.
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "app/commands.hpp"
#include "app/process.hpp"

namespace dray::app {

namespace {

ExitCode hand_over(const std::string& command, std::vector<std::string> words) {
    const std::string program = (std::filesystem::path(executable_path()).parent_path() / "dray-view").string();
    words.insert(words.begin(), {program, command});
    std::vector<char*> argv;
    for (std::string& word : words)
        argv.push_back(word.data());
    argv.push_back(nullptr);
    ::execv(program.c_str(), argv.data());
    throw EnvironmentError(fmt::format("{}: {}; build the target dray-view", program, std::strerror(errno)));
}

void add(CLI::App& cli, Action& action, const std::string& name, const std::string& words) {
    CLI::App* command = cli.add_subcommand(name, words);
    // Everything behind the name is the other program's, its help as well.
    command->set_help_flag();
    command->prefix_command();
    command->callback(
        [name, command, &action] { action = [name, arguments = command->remaining()] { return hand_over(name, arguments); }; });
}

}  // namespace

void add_view_commands(CLI::App& cli, Action& action) {
    add(cli, action, "watch", "Watch a scenario as it runs, or replay a recorded run, in a window");
    add(cli, action, "render", "Draw a picture or a film of a scenario or of a recorded run");
}

}  // namespace dray::app
