// The commands of the program dray-view.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/commands.hpp"
#include "view/live_tape.hpp"

namespace dray::app {

void add_render_command(CLI::App& cli, Action& action);
void add_watch_command(CLI::App& cli, Action& action);

/// What a person names to look at: a run directory with a recording, the recording itself, or a scenario.
struct Target {
    std::string path;
    std::vector<std::string> overrides;  ///< of a scenario's fields
    std::optional<std::uint64_t> seed;   ///< of a scenario's run
};
/// Adds the target's arguments to a command.
void add_target(CLI::App& command, Target& target);
/// A recording, or nothing when the target is a scenario. Throws EnvironmentError, and UsageError for overrides of a recording.
[[nodiscard]] std::unique_ptr<view::Tape> open_recording(const Target& target);

/// Runs a live tape as far as that, with a progress line.
void run_until(view::LiveTape& tape, Step step);

/// "1800", "30:00" and "0:30:00" as seconds. Throws UsageError that names the option.
[[nodiscard]] double parse_time_s(const std::string& text, const std::string& option);
/// The name that stands for a table of all areas instead of a floor.
inline constexpr std::string_view kWholeSite = "site";
/// The floor of that area. Throws UsageError with the names that there are.
[[nodiscard]] std::size_t floor_named(const engine::Scene& scene, const std::string& name);

}  // namespace dray::app
