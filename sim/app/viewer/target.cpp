#include <fmt/format.h>
#include <fmt/ranges.h>

#include <charconv>
#include <filesystem>

#include "app/progress.hpp"
#include "app/viewer/commands.hpp"
#include "engine/recording/recorder.hpp"

namespace dray::app {

void add_target(CLI::App& command, Target& target) {
    command.add_option("target", target.path, "Run directory with a recording, recording, or scenario (YAML)")->required();
    command.add_option("--set", target.overrides, "Override a field of the scenario: a.b=value; may be repeated")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    command.add_option("--seed", target.seed, "Seed of the scenario's run; default: the scenario's")
        ->check(CLI::Range(std::uint64_t{0}, std::uint64_t{9007199254740991}));
}

std::unique_ptr<view::Tape> open_recording(const Target& target) {
    std::filesystem::path path = target.path;
    std::error_code error;
    if (std::filesystem::is_directory(path, error)) {
        path /= engine::kRecordingName;
        if (!std::filesystem::exists(path, error))
            throw EnvironmentError(fmt::format("{}: holds no recording; make one with: dray run SCENARIO --record", target.path));
    } else if (path.extension() != ".dray") {
        return nullptr;
    }
    if (!target.overrides.empty() || target.seed)
        throw UsageError(fmt::format("{}: --set and --seed change nothing in a recorded run", target.path));
    return std::make_unique<view::RecordedTape>(path);
}

void run_until(view::LiveTape& tape, Step step) {
    constexpr double kLook_s = 0.1;
    const engine::Scene& scene = tape.scene();
    const double until_s = scene.seconds(std::min(step, scene.last_step));
    tape.run_to(step);
    Progress progress;
    while (!tape.wait(kLook_s)) {
        progress.update([&](double wall_s) {
            const double done_s = scene.seconds(tape.head());
            return fmt::format("{} of {} simulated, {:.0f} times real time", clock_text(done_s), clock_text(until_s),
                               done_s / wall_s);
        });
    }
    progress.finish();
}

double parse_time_s(const std::string& text, const std::string& option) {
    double seconds = 0;
    int parts = 0;
    for (std::string_view rest = text; parts < 3; ++parts) {
        const std::size_t colon = rest.find(':');
        const std::string_view part = rest.substr(0, colon);
        double value = 0;
        const auto [end, fault] = std::from_chars(part.data(), part.data() + part.size(), value);
        if (fault != std::errc() || end != part.data() + part.size() || !(value >= 0 && value < 1e7)) break;
        seconds = 60 * seconds + value;
        if (colon == std::string_view::npos) return seconds;
        rest.remove_prefix(colon + 1);
    }
    throw UsageError(fmt::format("{} {}: give seconds, or a time as 0:30:00", option, text));
}

std::size_t floor_named(const engine::Scene& scene, const std::string& name) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < scene.floors.size(); ++i) {
        if (scene.floors[i].name == name) return i;
        names.push_back(scene.floors[i].name);
    }
    names.emplace_back(kWholeSite);
    throw UsageError(fmt::format("--area {}: there is no such area; there are: {}", name, fmt::join(names, ", ")));
}

}  // namespace dray::app
