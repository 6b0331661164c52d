#include <fmt/format.h>

#include "app/output.hpp"
#include "app/viewer/commands.hpp"
#include "base/whole_file.hpp"
#include "view/display.hpp"
#include "view/watch.hpp"

namespace dray::app {

namespace {

struct WatchArguments {
    Target target;
    std::string from, events;
    bool light = false, paused = false;
    double scale = 1, measure_s = 0;
};

// What people did can be repeated without a window, and a run that is over is known by its hash.
void keep_interventions(view::LiveTape& live, const WatchArguments& arguments) {
    const std::vector<engine::Intervention> done = live.interventions();
    if (done.empty()) return;
    const std::string file = fmt::format("dray-{}-events.csv", live.scene().scenario);
    WholeFile out(file);
    out.write(engine::interventions_csv(live.scene(), done));
    out.commit();
    std::string command = fmt::format("dray run {} --seed {} --events {}", arguments.target.path, live.scene().seed, file);
    for (const std::string& o : arguments.target.overrides)
        command += fmt::format(" --set '{}'", o);
    say("what was done is in {}; the same run without a window: {}\n", file, command);
    if (live.head() == live.scene().last_step) say("state hash {:016x}\n", live.state_hash());
}

ExitCode watch(const WatchArguments& arguments) {
    view::need_display();
    std::unique_ptr<view::Tape> tape = open_recording(arguments.target);
    view::LiveTape* live = nullptr;
    if (tape == nullptr) {
        engine::LoadedScenario loaded = engine::load_scenario(arguments.target.path, arguments.target.overrides);
        const std::uint64_t seed = arguments.target.seed.value_or(static_cast<std::uint64_t>(loaded.scenario.seed));
        auto made = std::make_unique<view::LiveTape>(std::move(loaded), seed);
        live = made.get();
        tape = std::move(made);
    }
    if (!tape->notice().empty()) tell("dray: {}\n", tape->notice());
    view::WatchOptions options{
        .dark = !arguments.light, .scale = arguments.scale, .paused = arguments.paused, .measure_s = arguments.measure_s};
    if (!arguments.from.empty()) {
        options.from_step = parse_time_s(arguments.from, "--from") * tape->scene().steps_per_second;
        if (live != nullptr) run_until(*live, static_cast<Step>(options.from_step));
    }
    if (!arguments.events.empty()) {
        if (live == nullptr) throw UsageError("--events: a recorded run cannot be changed any more");
        live->add(engine::read_interventions(live->scene(), arguments.events));
    }
    const view::WatchFigures figures = view::watch(*tape, live, options);
    if (live != nullptr) {
        keep_interventions(*live, arguments);
        live->need_sound();
    }
    if (arguments.measure_s > 0)
        say("{:.1f} frames/s, {:.1f} s of the run shown\n", figures.frames_per_second, figures.simulated_s);
    return ExitCode::Ok;
}

}  // namespace

void add_watch_command(CLI::App& cli, Action& action) {
    auto arguments = std::make_shared<WatchArguments>();
    CLI::App* command = cli.add_subcommand("watch", "Watch a scenario as it runs, or replay a recorded run, in a window");
    add_target(*command, arguments->target);
    command->add_option("--from", arguments->from, "Time to begin at: seconds or 0:30:00");
    command->add_option("--events", arguments->events, "What people do during the run (CSV), as an earlier watch has written it");
    command->add_option("--scale", arguments->scale, "Size of words and marks, for screens with small pixels")
        ->check(CLI::Range(0.5, 4.0))
        ->capture_default_str();
    command->add_flag("--paused", arguments->paused, "Begin at rest");
    command->add_flag("--light", arguments->light, "Dark on light");
    command->add_option("--measure", arguments->measure_s, "Play for so many seconds, close, and tell how fast it drew")
        ->check(CLI::Range(0.1, 3600.0));
    command->callback([arguments, &action] { action = [arguments] { return watch(*arguments); }; });
}

}  // namespace dray::app
