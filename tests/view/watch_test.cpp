// The window, used with real keys and a real pointer under a virtual display.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <SFML/Graphics/Image.hpp>
#include <cstdlib>
#include <fstream>

#include "fixture.hpp"
#include "view/palette.hpp"
#include "view/panels.hpp"

namespace {

using namespace dray;

/// Runs shell lines under a display of their own, in the scratch directory.
int under_display(const std::string& lines) {
    const auto script = test::scratch() / "script.sh";
    std::ofstream(script) << "cd '" << test::scratch().string() << "' || exit 99\nexport LIBGL_ALWAYS_SOFTWARE=1\n" << lines;
    const int status = std::system(("xvfb-run -a -s '-screen 0 1280x720x24' sh '" + script.string() + "'").c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

bool has_color(const sf::Image& image, sf::Color color, int pixels) {
    for (unsigned y = 0; y < image.getSize().y; ++y)
        for (unsigned x = 0; x < image.getSize().x; ++x)
            if (image.getPixel(x, y) == color && --pixels == 0) return true;
    return false;
}

}  // namespace

TEST_SUITE("picture") {
    TEST_CASE("a click chooses a robot, keys find a station, seek and write pictures, and the window closes") {
        // Where robot 4 is drawn at the start.
        view::RecordedTape tape(test::recorded_site());
        view::Session session(tape, nullptr);
        session.fit(0, view::panes_of(1280, 720, 1).floor);
        const view::Pose pose = view::Moment(tape, 0, 0).pose(4);
        const auto x = static_cast<int>(session.camera().x(pose.x_m)), y = static_cast<int>(session.camera().y(pose.y_m));
        // Each picture is awaited, so that a slow machine takes longer and nothing else.
        const std::string lines = fmt::format(R"(
'{0}/dray' watch recording.dray --paused &
program=$!
written() {{ for i in $(seq 200); do [ -s "$1" ] && return 0; sleep 0.05; done; exit 98; }}
xdotool search --sync --onlyvisible --name 'dray: small' windowfocus >/dev/null
xdotool key p; written dray-small-0-00-00.png; mv dray-small-0-00-00.png before.png
xdotool mousemove {1} {2} sleep 0.2 click 1 sleep 0.5 key p; written dray-small-0-00-00.png; mv dray-small-0-00-00.png clicked.png
xdotool key n sleep 0.3 key p; written dray-small-0-01-00.png
xdotool key slash sleep 0.3 type stow-1; xdotool key Return sleep 0.3 key question sleep 0.3 key 1 key p; sleep 0.5
xdotool key ctrl+q
wait $program
)",
                                              DRAY_BIN_DIR, x, y);
        CHECK(under_display(lines) == 0);
        sf::Image before, clicked, sought;
        REQUIRE(before.loadFromFile((test::scratch() / "before.png").string()));
        REQUIRE(clicked.loadFromFile((test::scratch() / "clicked.png").string()));
        REQUIRE(sought.loadFromFile((test::scratch() / "dray-small-0-01-00.png").string()));
        const view::Palette& palette = view::dark_palette();
        CHECK_FALSE(has_color(before, palette.chosen, 1));
        CHECK(has_color(clicked, palette.chosen, 30));
        CHECK(has_color(sought, palette.robot[static_cast<std::size_t>(engine::Activity::Broken)], 100));
        CHECK(has_color(before, palette.bar, 100000));
    }

    TEST_CASE("a live run is drawn while it goes on") {
        std::ofstream(test::scratch() / "live.yaml") << test::kViewSite;
        CHECK(under_display("'" DRAY_BIN_DIR "/dray' watch live.yaml --measure 1 >live.out") == 0);
        std::ifstream file(test::scratch() / "live.out");
        double frames_per_second = 0, shown_s = 0;
        std::string rest;
        file >> frames_per_second >> rest >> shown_s;
        CHECK(frames_per_second > 0);
        CHECK(shown_s > 0);
    }
}

TEST_SUITE("scenario") {
    TEST_CASE("what cannot be watched is told in one line with exit code 4") {
        const auto err = test::scratch() / "err";
        const auto watch = [&](const std::string& what) {
            const int status =
                std::system(("env -u DISPLAY '" DRAY_BIN_DIR "/dray' watch '" + what + "' 2>'" + err.string() + "'").c_str());
            return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
        };
        CHECK(watch(test::recorded_site().string()) == 4);
        std::ifstream file(err);
        std::string line;
        std::getline(file, line);
        CHECK(line.starts_with("dray: there is no display to draw on (DISPLAY is not set)"));
    }
}
