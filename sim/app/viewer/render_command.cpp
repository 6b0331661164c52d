#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <numeric>

#include "app/output.hpp"
#include "app/viewer/commands.hpp"
#include "view/display.hpp"
#include "view/render.hpp"
#include "view/words.hpp"

namespace dray::app {

namespace {

struct RenderArguments {
    Target target;
    std::string png, mp4, at, from, to;
    std::string area, overlay = "none", size = "1600x900";
    std::optional<std::size_t> follow;
    double speed = 10, scale = 1;
    int frames_per_second = 30;
    bool dark = false, close = false;
};

view::RenderSize parse_size(const std::string& text) {
    view::RenderSize size;
    int read = 0;
    const bool whole =
        std::sscanf(text.c_str(), "%5ux%5u%n", &size.width, &size.height, &read) == 2 && read == static_cast<int>(text.size());
    if (!whole || size.width < 320 || size.height < 200 || size.width > 8192 || size.height > 8192)
        throw UsageError(fmt::format("--size {}: give WIDTHxHEIGHT in pixels, 320x200 to 8192x8192", text));
    return size;
}

view::PictureRequest request_of(const RenderArguments& arguments, const engine::Scene& scene) {
    view::PictureRequest request{.dark = arguments.dark, .scale = arguments.scale};
    const bool site = arguments.area == kWholeSite;
    if (arguments.area.empty()) {
        request.floors.resize(scene.floors.size());
        std::iota(request.floors.begin(), request.floors.end(), std::size_t{0});
    } else if (!site) {
        request.floors = {floor_named(scene, arguments.area)};
    }
    const auto overlay = view::overlay_named(arguments.overlay);
    if (!overlay)
        throw UsageError(fmt::format("--overlay {}: there are: {}", arguments.overlay, fmt::join(view::kOverlayNames, ", ")));
    request.overlay = *overlay;
    const std::size_t robots = request.floors.empty() ? 0 : scene.floors[request.floors[0]].robots();
    if (arguments.follow && robots == 0) throw UsageError("--follow: there is no robot in this picture");
    if (arguments.follow && *arguments.follow >= robots)
        throw UsageError(fmt::format("--follow {}: there are robots 0 to {}", *arguments.follow, robots - 1));
    request.followed = arguments.follow;
    if (arguments.close) request.focus = arguments.follow;
    return request;
}

double step_within(const view::Tape& tape, double time_s, const std::string& option, const std::string& text) {
    const engine::Scene& scene = tape.scene();
    const double step = time_s * scene.steps_per_second;
    if (step < static_cast<double>(tape.start()) || step > static_cast<double>(tape.head()))
        throw UsageError(fmt::format("{} {}: what can be shown goes from {} to {}", option, text,
                                     view::clock_text(scene.seconds(tape.start())),
                                     view::clock_text(scene.seconds(tape.head()))));
    return step;
}

// A scenario is run as far as it is wanted; a recording is there already.
std::unique_ptr<view::Tape> open_until(const RenderArguments& arguments) {
    if (auto recording = open_recording(arguments.target)) return recording;
    engine::LoadedScenario loaded = engine::load_scenario(arguments.target.path, arguments.target.overrides);
    const std::uint64_t seed = arguments.target.seed.value_or(static_cast<std::uint64_t>(loaded.scenario.seed));
    auto live = std::make_unique<view::LiveTape>(std::move(loaded), seed);
    const engine::Scene& scene = live->scene();
    const std::string& until = arguments.mp4.empty() ? arguments.at : arguments.to;
    const double until_s =
        until.empty() ? scene.seconds(scene.last_step) : parse_time_s(until, arguments.mp4.empty() ? "--at" : "--to");
    run_until(*live, static_cast<Step>(std::ceil(until_s * scene.steps_per_second)));
    return live;
}

void render_film(view::Tape& tape, const RenderArguments& arguments, const view::PictureRequest& request,
                 const view::RenderSize& size) {
    if (size.width % 2 != 0 || size.height % 2 != 0) throw UsageError("--size: a film needs an even width and height");
    view::Film film{.from_step = static_cast<double>(tape.start()),
                    .to_step = static_cast<double>(tape.head()),
                    .speed = arguments.speed,
                    .frames_per_second = arguments.frames_per_second};
    if (!arguments.from.empty())
        film.from_step = step_within(tape, parse_time_s(arguments.from, "--from"), "--from", arguments.from);
    if (!arguments.to.empty()) film.to_step = step_within(tape, parse_time_s(arguments.to, "--to"), "--to", arguments.to);
    if (film.to_step <= film.from_step) throw UsageError("--to must be later than --from");
    view::render_mp4(tape, request, size, film, arguments.mp4);
}

ExitCode render(const RenderArguments& arguments) {
    if (arguments.png.empty() == arguments.mp4.empty()) throw UsageError("give either --png FILE or --mp4 FILE");
    const view::RenderSize size = parse_size(arguments.size);
    if (!arguments.at.empty()) (void)parse_time_s(arguments.at, "--at");
    view::need_display();
    const std::unique_ptr<view::Tape> tape = open_until(arguments);
    if (!tape->notice().empty()) tell("dray: {}\n", tape->notice());
    const view::PictureRequest request = request_of(arguments, tape->scene());
    if (arguments.png.empty()) {
        render_film(*tape, arguments, request, size);
    } else {
        double step = static_cast<double>(tape->head());
        if (!arguments.at.empty()) step = step_within(*tape, parse_time_s(arguments.at, "--at"), "--at", arguments.at);
        view::render_png(*tape, request, size, step, arguments.png);
    }
    return ExitCode::Ok;
}

}  // namespace

void add_render_command(CLI::App& cli, Action& action) {
    auto arguments = std::make_shared<RenderArguments>();
    CLI::App* command = cli.add_subcommand("render", "Draw a picture or a film of a scenario or of a recorded run");
    add_target(*command, arguments->target);
    command->add_option("--png", arguments->png, "Picture to write");
    command->add_option("--at", arguments->at, "Its time: seconds or 0:30:00; default: the end");
    command->add_option("--mp4", arguments->mp4, "Film to write, through the program ffmpeg");
    command->add_option("--from", arguments->from, "Where the film begins; default: the start");
    command->add_option("--to", arguments->to, "Where it ends; default: the end");
    command->add_option("--speed", arguments->speed, "Simulated seconds a second of the film")
        ->check(CLI::Range(0.1, 10000.0))
        ->capture_default_str();
    command->add_option("--fps", arguments->frames_per_second, "Pictures a second of the film")
        ->check(CLI::Range(1, 120))
        ->capture_default_str();
    command->add_option("--area", arguments->area, "Draw one area only, or `site`: a table of all areas; default: all floors");
    command
        ->add_option(
            "--overlay", arguments->overlay,
            "Last ten minutes by cell: delay, density, flow, congestion; or the moment: chains, ways, battery, bottlenecks")
        ->capture_default_str();
    command->add_option("--follow", arguments->follow, "Mark a robot of the first floor, its way and whom it waits for");
    command->add_flag("--close", arguments->close, "Look at the followed robot from near");
    command->add_option("--size", arguments->size, "Pixels")->capture_default_str();
    command->add_option("--scale", arguments->scale, "Size of words and marks")
        ->check(CLI::Range(0.5, 4.0))
        ->capture_default_str();
    command->add_flag("--dark", arguments->dark, "Light on dark");
    command->callback([arguments, &action] { action = [arguments] { return render(*arguments); }; });
}

}  // namespace dray::app
