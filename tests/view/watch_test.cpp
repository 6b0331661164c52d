// The window, used with real keys and a real pointer under a virtual display.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <SFML/Graphics/Image.hpp>
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>

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

/// A function of the shell: asks for a picture and waits for it. When it is there, the window has seen all that came before it,
/// however slow the machine is.
constexpr const char* kDrawn =
    "drawn() { rm -f dray-small-0*.png; for i in $(seq 12); do xdotool key p; for j in $(seq 50); do "
    "ls dray-small-0*.png >/dev/null 2>&1 && return 0; sleep 0.1; done; done; exit 97; }\n";

bool has_color(const sf::Image& image, sf::Color color, int pixels) {
    for (unsigned y = 0; y < image.getSize().y; ++y)
        for (unsigned x = 0; x < image.getSize().x; ++x)
            if (image.getPixel(x, y) == color && --pixels == 0) return true;
    return false;
}

std::size_t differing(const sf::Image& a, const sf::Image& b) {
    std::size_t pixels = 0;
    for (unsigned y = 0; y < std::min(a.getSize().y, b.getSize().y); ++y)
        for (unsigned x = 0; x < std::min(a.getSize().x, b.getSize().x); ++x)
            pixels += a.getPixel(x, y) == b.getPixel(x, y) ? 0 : 1;
    return pixels;
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
xdotool key n sleep 1 key p; written dray-small-0-01-00.png
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
        CHECK(has_color(sought, palette.robot[static_cast<std::size_t>(engine::Activity::Broken)], 40));
        CHECK(has_color(before, palette.bar, 100000));
    }

    TEST_CASE("a click opens the chain of a robot that waits, and a key goes on to the one that it waits behind") {
        view::RecordedTape tape(test::recorded_site());
        view::Session session(tape, nullptr);
        session.fit(0, view::panes_of(1280, 720, 1).floor);
        // The first full second at which some robot waits behind another one.
        int second = 0;
        std::size_t robot = 0;
        for (second = 10; second < 120; ++second) {
            const auto& robots = view::Moment(tape, 0, second * 20).frame().robots;
            robot = static_cast<std::size_t>(
                std::ranges::find_if(robots, [](const engine::RobotFrame& r) { return r.behind >= 0; }) - robots.begin());
            if (robot < robots.size()) break;
        }
        REQUIRE(second < 120);
        const view::Pose pose = view::Moment(tape, 0, second * 20).pose(robot);
        const auto x = static_cast<int>(session.camera().x(pose.x_m)), y = static_cast<int>(session.camera().y(pose.y_m));
        const std::string name = fmt::format("dray-small-0-{:02}-{:02}.png", second / 60, second % 60);
        CHECK(under_display(fmt::format(R"(
'{0}/dray' watch recording.dray --paused --from {1} &
program=$!
written() {{ for i in $(seq 200); do [ -s "$1" ] && return 0; sleep 0.05; done; exit 98; }}
xdotool search --sync --onlyvisible --name 'dray: small' windowfocus >/dev/null
xdotool mousemove {2} {3} sleep 0.2 click 1 sleep 0.5 key p; written {4}; mv {4} chain.png
xdotool key c sleep 0.3 key p; written {4}; mv {4} behind.png
xdotool key 7 sleep 0.3 key p; written {4}; mv {4} ranks.png
xdotool key ctrl+q
wait $program
)",
                                        DRAY_BIN_DIR, second, x, y, name)) == 0);
        sf::Image chain, behind, ranks;
        REQUIRE(chain.loadFromFile((test::scratch() / "chain.png").string()));
        REQUIRE(behind.loadFromFile((test::scratch() / "behind.png").string()));
        REQUIRE(ranks.loadFromFile((test::scratch() / "ranks.png").string()));
        const view::Palette& palette = view::dark_palette();
        CHECK(has_color(chain, palette.robot[static_cast<std::size_t>(engine::Activity::Waiting)], 100));
        CHECK(differing(chain, behind) > 1000);
        CHECK(differing(behind, ranks) > 1000);
    }

    TEST_CASE("what is done to a live run with the keys stands in the file that repeats it") {
        view::RecordedTape tape(test::recorded_site());
        view::Session session(tape, nullptr);
        session.fit(0, view::panes_of(1280, 720, 1).floor);
        const view::Pose pose = view::Moment(tape, 0, 0).pose(4);
        const auto x = static_cast<int>(session.camera().x(pose.x_m)), y = static_cast<int>(session.camera().y(pose.y_m));
        const floor::Floor& floor = *tape.scene().floors[0].floor;
        const CellId service = floor.lanes()[0].service;
        std::ofstream(test::scratch() / "acts.yaml") << test::kViewSite;
        CHECK(under_display(kDrawn + fmt::format(R"(
'{0}/dray' watch acts.yaml --paused &
program=$!
xdotool search --sync --onlyvisible --name 'dray: small' windowfocus >/dev/null
drawn
xdotool mousemove {3} {4} sleep 0.3 click 1; drawn; xdotool key x; drawn
xdotool mousemove {1} {2} sleep 0.3 click 1; drawn; xdotool key x; drawn
xdotool key space; drawn; sleep 1; xdotool key space; drawn; xdotool key Home; drawn
xdotool key ctrl+q
wait $program && '{0}/dray' run acts.yaml --events dray-small-events.csv --out acts --quiet
)",
                                                 DRAY_BIN_DIR, x, y, static_cast<int>(session.camera().x(floor.x_m(service))),
                                                 static_cast<int>(session.camera().y(floor.y_m(service))))) == 0);
        std::ifstream file(test::scratch() / "dray-small-events.csv");
        const std::string events(std::istreambuf_iterator<char>(file), {});
        CHECK(events == "time_s,area,event,what,value\n0.000,storage,close,pick-1,\n0.000,storage,break,4,\n");
        CHECK(std::filesystem::exists(test::scratch() / "acts/summary.json"));
    }

    TEST_CASE(
        "a part of the floor marked out with Shift and the mouse, a station and a fleet are acted on, and the run repeats so") {
        view::RecordedTape tape(test::recorded_site());
        view::Session session(tape, nullptr);
        const view::Panes panes = view::panes_of(1280, 720, 1);
        session.fit(0, panes.floor);
        const floor::Floor& floor = *tape.scene().floors[0].floor;
        const int row = floor.height() / 3, column = floor.width() / 3;
        const auto pixels = [&](CellId cell) {
            return fmt::format("{} {}", static_cast<int>(session.camera().x(floor.x_m(cell))),
                               static_cast<int>(session.camera().y(floor.y_m(cell))));
        };
        std::ofstream(test::scratch() / "marks.yaml") << test::kViewSite;
        const std::string begin = kDrawn + fmt::format(R"(
'{}/dray' watch marks.yaml --paused >marks.out &
program=$!
xdotool search --sync --onlyvisible --name 'dray: small' windowfocus >/dev/null
drawn
)",
                                                       DRAY_BIN_DIR);
        // Where the slider of the fleet is: the next field below that for words, in the same colour.
        CHECK(under_display(begin + "mv dray-small-0-00-00.png panel.png; xdotool key ctrl+q; wait $program") == 0);
        sf::Image panel;
        REQUIRE(panel.loadFromFile((test::scratch() / "panel.png").string()));
        const auto right = static_cast<unsigned>(panes.side.right()), top = static_cast<unsigned>(panes.side.y);
        const sf::Color field = panel.getPixel(right - 20, top + 23);
        unsigned y = top + 45;
        while (y + 1 < panel.getSize().y && panel.getPixel(right - 62, y) != field)
            ++y;
        REQUIRE(y + 10 < static_cast<unsigned>(panes.bottom.y));
        const std::string slider = fmt::format("{} {}", static_cast<int>(panes.side.x + 96 + panes.side.right() - 14) / 2, y + 8);
        // Shift stays down until the window has seen the pointer go.
        const std::string mark = fmt::format(
            "xdotool mousemove {} sleep 0.2 keydown shift mousedown 1; drawn; xdotool mousemove {} sleep 0.2 mouseup 1; drawn; "
            "xdotool keyup shift key x; drawn\n",
            pixels(floor.at(row, column)), pixels(floor.at(row + 2, column + 3)));
        const std::string station = fmt::format("xdotool mousemove {} sleep 0.3 click 1; drawn; xdotool key x; drawn\n",
                                                pixels(floor.lanes()[0].service));
        const std::string go_on = "xdotool key space; drawn; sleep 1; xdotool key space; drawn; xdotool key End; drawn\n";
        const std::string to_the_end =
            "xdotool key Up Up Up Up Up Up Up Up space; for i in $(seq 60); do xdotool key p; sleep 1; "
            "[ -s dray-small-0-02-00.png ] && break; done\n";
        CHECK(under_display(begin + mark + station + "xdotool key Escape; drawn; xdotool mousemove " + slider +
                            " sleep 0.3 click 1; drawn\n" + go_on + station + mark + to_the_end +
                            "xdotool key ctrl+q; wait $program && '" DRAY_BIN_DIR
                            "/dray' run marks.yaml --events dray-small-events.csv --out marks --quiet") == 0);
        std::ifstream file(test::scratch() / "dray-small-events.csv");
        std::string deeds;
        for (std::string line; std::getline(file, line);)
            deeds += line.substr(line.find(',') + 1) + "\n";
        const std::string place = fmt::format("{}:{}:3:4", row, column);
        CHECK(deeds == fmt::format("area,event,what,value\nstorage,close_zone,{0},\nstorage,close,pick-1,\n"
                                   "storage,limit_robots,drives,4\nstorage,open,pick-1,\nstorage,open_zone,{0},\n",
                                   place));
        // The window tells the hash of the run that it has shown to its end.
        const auto text_of = [](const char* name) {
            std::ifstream in(test::scratch() / name);
            return std::string(std::istreambuf_iterator<char>(in), {});
        };
        const std::string said = text_of("marks.out"), summary = text_of("marks/summary.json");
        const std::size_t at = said.find("state hash ");
        REQUIRE(at != std::string::npos);
        CHECK(summary.find("\"state_hash\": \"" + said.substr(at + 11, 16) + "\"") != std::string::npos);
    }

    TEST_CASE("a live run is drawn while it goes on") {
        std::ofstream(test::scratch() / "live.yaml") << test::kViewSite;
        CHECK(under_display("'" DRAY_BIN_DIR "/dray' watch live.yaml --measure 3 >live.out") == 0);
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
