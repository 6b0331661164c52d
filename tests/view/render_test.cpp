// `dray render` under a virtual display, as a user runs it.
#include <doctest/doctest.h>

#include <SFML/Graphics/Image.hpp>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "fixture.hpp"
#include "view/moment.hpp"
#include "view/palette.hpp"

namespace {

using namespace dray;

constexpr const char* kUnderDisplay = "xvfb-run -a -s '-screen 0 1280x720x24' env LIBGL_ALWAYS_SOFTWARE=1 ";

struct Outcome {
    int exit_code;
    std::string err;
};

Outcome run(const std::string& prefix, const std::string& arguments) {
    const std::filesystem::path err = test::scratch() / "err";
    const int status = std::system((prefix + "'" DRAY_BIN_DIR "/dray' " + arguments + " 2>'" + err.string() + "'").c_str());
    std::ifstream file(err);
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, {std::istreambuf_iterator<char>(file), {}}};
}

std::string quoted(const std::filesystem::path& path) {
    return "'" + path.string() + "'";
}

/// Pixels of about that colour.
int count_near(const sf::Image& image, sf::Color color) {
    int count = 0;
    for (unsigned y = 0; y < image.getSize().y; ++y)
        for (unsigned x = 0; x < image.getSize().x; ++x) {
            const sf::Color p = image.getPixel(x, y);
            count += std::abs(p.r - color.r) + std::abs(p.g - color.g) + std::abs(p.b - color.b) < 24 ? 1 : 0;
        }
    return count;
}

}  // namespace

TEST_SUITE("picture") {
    TEST_CASE("a picture looks as the one that people have approved") {
        const auto png = test::scratch() / "picture.png";
        const Outcome outcome =
            run(kUnderDisplay, "render " + quoted(test::recorded_site()) + " --at 1:40 --size 640x480 --png " + quoted(png));
        CHECK(outcome.err == "");
        REQUIRE(outcome.exit_code == 0);
        sf::Image made, approved;
        REQUIRE(made.loadFromFile(png.string()));
        if (std::getenv("DRAY_APPROVE") != nullptr)
            std::filesystem::copy_file(png, DRAY_SOURCE_DIR "/tests/view/approved.png",
                                       std::filesystem::copy_options::overwrite_existing);
        REQUIRE(approved.loadFromFile(DRAY_SOURCE_DIR "/tests/view/approved.png"));
        REQUIRE(made.getSize() == approved.getSize());
        // By blocks, so that another rasterizer's edges pass and another robot does not.
        constexpr unsigned block = 8;
        double worst = 0, sum = 0;
        for (unsigned y = 0; y < 480; y += block) {
            for (unsigned x = 0; x < 640; x += block) {
                double made_sum[3] = {}, approved_sum[3] = {};
                for (unsigned i = 0; i < block * block; ++i) {
                    const sf::Color a = made.getPixel(x + i % block, y + i / block),
                                    b = approved.getPixel(x + i % block, y + i / block);
                    made_sum[0] += a.r, made_sum[1] += a.g, made_sum[2] += a.b;
                    approved_sum[0] += b.r, approved_sum[1] += b.g, approved_sum[2] += b.b;
                }
                double difference = 0;
                for (int c = 0; c < 3; ++c)
                    difference += std::abs(made_sum[c] - approved_sum[c]) / (3 * block * block);
                worst = std::max(worst, difference);
                sum += difference;
            }
        }
        CHECK(worst < 20);
        CHECK(sum / (80 * 60) < 0.6);

        view::RecordedTape tape(test::recorded_site());
        const view::Moment moment(tape, 0, 2000);
        REQUIRE(moment.frame().robots[2].activity == engine::Activity::Broken);
        CHECK(count_near(made, view::light_palette().robot[static_cast<std::size_t>(engine::Activity::Broken)]) > 100);
        CHECK(count_near(made, view::light_palette().load_full) > 400);
    }

    TEST_CASE("overlays, dark colours and a scenario instead of a recording can be drawn") {
        std::ofstream(test::scratch() / "small.yaml") << test::kViewSite;
        const auto png = test::scratch() / "dark.png";
        const Outcome outcome =
            run(kUnderDisplay, "render " + quoted(test::scratch() / "small.yaml") +
                                   " --at 60 --dark --overlay delay --follow 1 --close --area storage --size 640x480 --png " +
                                   quoted(png));
        CHECK(outcome.err == "");
        REQUIRE(outcome.exit_code == 0);
        sf::Image made;
        REQUIRE(made.loadFromFile(png.string()));
        CHECK(count_near(made, view::dark_palette().outside) > 10000);
        CHECK(count_near(made, view::dark_palette().chosen) > 50);
    }

    TEST_CASE("the table of a site is drawn, also of one without a floor") {
        std::ofstream(test::scratch() / "benches.yaml")
            << "name: benches\nduration_s: 300\nwarm_up_s: 0\n"
               "handling: [{name: arms, parcels_per_h: 1200, work: {workers: 4, time_s: 10}}]\n";
        std::ofstream(test::scratch() / "small.yaml") << test::kViewSite;
        for (const std::string& what :
             {quoted(test::scratch() / "benches.yaml"), quoted(test::scratch() / "small.yaml") + " --area site"}) {
            CAPTURE(what);
            const auto png = test::scratch() / "table.png";
            const Outcome outcome = run(kUnderDisplay, "render " + what + " --at 100 --size 640x480 --png " + quoted(png));
            CHECK(outcome.err == "");
            REQUIRE(outcome.exit_code == 0);
            sf::Image made;
            REQUIRE(made.loadFromFile(png.string()));
            CHECK(count_near(made, view::light_palette().text) > 300);
            CHECK(count_near(made, view::light_palette().robot[static_cast<std::size_t>(engine::Activity::DrivingLoaded)]) > 30);
        }
    }
}

TEST_SUITE("scenario") {
    TEST_CASE("without a display one sentence says so and the exit code is 4") {
        for (const char* display : {"env -u DISPLAY ", "env DISPLAY=:987 "}) {
            const Outcome outcome = run(display, "render " + quoted(test::recorded_site()) + " --png never.png");
            CHECK(outcome.exit_code == 4);
            CHECK(outcome.err.starts_with("dray: there is no display to draw on ("));
            CHECK(std::count(outcome.err.begin(), outcome.err.end(), '\n') == 1);
        }
    }

    TEST_CASE("arguments that do not fit are refused with exit code 2") {
        CHECK(run("", "render " + quoted(test::recorded_site())).err == "dray: give either --png FILE or --mp4 FILE\n");
        CHECK(run("", "render " + quoted(test::recorded_site()) + " --png x --size 10x10").exit_code == 2);
        CHECK(run("", "render " + quoted(test::recorded_site()) + " --png x --at soon").err ==
              "dray: --at soon: give seconds, or a time as 0:30:00\n");
        CHECK(run("", "render").exit_code == 2);
        CHECK(run("", "render --help >/dev/null").exit_code == 0);
    }

    TEST_CASE("the program that simulates is linked to no graphics library, the one that draws is") {
        const auto needed = [](const std::string& program) {
            const auto out = test::scratch() / "needed";
            REQUIRE(std::system(("readelf -d '" DRAY_BIN_DIR "/" + program + "' >'" + out.string() + "'").c_str()) == 0);
            std::ifstream file(out);
            return std::string(std::istreambuf_iterator<char>(file), {});
        };
        for (const char* library : {"libsfml", "libGL", "libX11"}) {
            CAPTURE(library);
            CHECK(needed("dray").find(library) == std::string::npos);
        }
        CHECK(needed("dray-view").find("libsfml-graphics") != std::string::npos);
    }
}
