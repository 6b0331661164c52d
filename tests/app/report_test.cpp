// Reports opened in a browser without a window: nothing on its console, and ink in every chart.
#include <doctest/doctest.h>

#include <filesystem>
#include <regex>

#include "cli.hpp"

namespace fs = std::filesystem;
using dray::test::run_dray;
using dray::test::Scratch;
using dray::test::slurp;

namespace {

const std::string kRun = "run " DRAY_SOURCE_DIR "/scenarios/one-robot.yaml --set duration_s=1200 --quiet ";

struct Opened {
    std::string page;     // the document after its scripts have run
    std::string console;  // what the page said there
};

Opened open(const Scratch& scratch, const fs::path& file) {
    const fs::path page = scratch.path() / "page", log = scratch.path() / "log";
    const std::string command =
        "timeout 120 chromium --headless --no-sandbox --disable-gpu --disable-dev-shm-usage --enable-logging=stderr "
        "--user-data-dir='" +
        (scratch.path() / "profile").string() + "' --dump-dom 'file://" + file.string() + "' >'" + page.string() + "' 2>'" +
        log.string() + "'";
    REQUIRE(std::system(command.c_str()) == 0);
    Opened out{.page = slurp(page), .console = {}};
    const std::string said = slurp(log);
    const std::regex console("[^\\n]*CONSOLE[^\\n]*");
    for (std::sregex_iterator match(said.begin(), said.end(), console), end; match != end; ++match)
        out.console += match->str() + "\n";
    return out;
}

// All charts that the page describes, at least so many, and each with ink.
void check_charts(const Opened& opened, int fewest) {
    CHECK(opened.console == "");
    CHECK(opened.page.find("data-errors") == std::string::npos);
    std::smatch match;
    REQUIRE(std::regex_search(opened.page, match, std::regex("data-charts=\"([0-9]+) of ([0-9]+)\"")));
    CHECK(match[1] == match[2]);
    CHECK(std::stoi(match[1]) >= fewest);
}

}  // namespace

TEST_SUITE("picture") {
    TEST_CASE("the report of a run opens in a browser with every chart drawn and without the network") {
        const Scratch scratch;
        const fs::path out = scratch.path() / "run";
        REQUIRE(run_dray(scratch, kRun + "--out " + out.string()).exit_code == 0);
        REQUIRE(run_dray(scratch, "report " + out.string()).exit_code == 0);
        check_charts(open(scratch, out / "report.html"), 9);
        const std::string html = slurp(out / "report.html");
        CHECK_FALSE(std::regex_search(html, std::regex("(src|href)=\"")));
        CHECK(html.find("fleets[0].drive.top_speed_mps") != std::string::npos);
    }

    TEST_CASE("reports of replications, comparisons and sweeps open with every chart drawn") {
        const Scratch scratch;
        const std::string a = (scratch.path() / "a").string(), b = (scratch.path() / "b").string();
        REQUIRE(run_dray(scratch, kRun + "--replications 3 --out " + a).exit_code == 0);
        REQUIRE(run_dray(scratch, kRun + "--set 'fleets[0].count=2' --replications 3 --out " + b).exit_code == 0);
        REQUIRE(run_dray(scratch, "report " + a).exit_code == 0);
        check_charts(open(scratch, a + "/report.html"), 7);
        const fs::path compared = scratch.path() / "compared.html", swept = scratch.path() / "swept.html";
        REQUIRE(run_dray(scratch, "compare " + a + " " + b + " --html " + compared.string()).exit_code == 0);
        check_charts(open(scratch, compared), 2);
        REQUIRE(run_dray(scratch, "sweep " DRAY_SOURCE_DIR
                                  "/scenarios/one-robot.yaml --set duration_s=600 --vary 'fleets[0].count=1,2' "
                                  "--vary demand.orders_per_h=20,40 --replications 2 --quiet --db " +
                                      (scratch.path() / "x.sqlite").string() + " --html " + swept.string())
                    .exit_code == 0);
        check_charts(open(scratch, swept), 4);
    }
}

TEST_SUITE("unit") {
    TEST_CASE("the report tells how often each rule of management had something to say, and how the forecast did") {
        const Scratch scratch;
        fs::create_directories(scratch.path() / "managed");
        const std::string plain = R"({"scenario": "managed", "seed": 1, "state_hash": "ab")";
        scratch.file("managed/summary.json", plain + "}");
        const std::string report = "report " + (scratch.path() / "managed").string() + " --html -";
        CHECK(run_dray(scratch, report).out.find("<h2>Management</h2>") == std::string::npos);
        scratch.file("managed/summary.json", plain + R"(, "management": {"mode": "predictive", "rules": {
            "limit_robots": {"times": 0, "active_share": 0}, "meter_zones": {"times": 12, "active_share": 0.034}},
            "flex_station_h": 1.5, "forecast": {"moments": 110, "hit_rate": 0.8, "persistence_hit_rate": 0.75, "brier": 0.3}}})");
        const std::string html = run_dray(scratch, report).out;
        CHECK(html.find("<h2>Management</h2>") != std::string::npos);
        CHECK(std::regex_search(html, std::regex("<td>meter_zones</td><td[^>]*>12</td><td[^>]*>3.4 %</td>")));
        CHECK(html.find("without anything to say: limit_robots.") != std::string::npos);
        CHECK(html.find("open for 1.5 station hours") != std::string::npos);
        CHECK(std::regex_search(html, std::regex("<td[^>]*>110</td><td[^>]*>80 %</td><td[^>]*>75 %</td><td[^>]*>0.300</td>")));
    }

    TEST_CASE("a report of nothing is refused, and names of the user stand in it as text") {
        const Scratch scratch;
        CHECK(run_dray(scratch, "report " + (scratch.path() / "nowhere").string()).exit_code == 4);
        fs::create_directories(scratch.path() / "odd");
        scratch.file("odd/summary.json", R"({"scenario": "<script>alert(1)</script>", "seed": 1, "state_hash": "ab"})");
        const std::string html = run_dray(scratch, "report " + (scratch.path() / "odd").string() + " --html -").out;
        CHECK(html.find("&lt;script&gt;alert(1)") != std::string::npos);
        CHECK(html.find("<script>alert(1)") == std::string::npos);
    }
}

TEST_SUITE("scenario") {
    TEST_CASE("areas without a floor have tables of their own in the report of a run") {
        const Scratch scratch;
        const std::string run = (scratch.path() / "run").string();
        const auto html = [&](const std::string& scenario) {
            REQUIRE(run_dray(scratch, "run " DRAY_SOURCE_DIR "/scenarios/" + scenario +
                                          ".yaml --set duration_s=1500 --set warm_up_s=300 --quiet --force --out " + run)
                        .exit_code == 0);
            REQUIRE(run_dray(scratch, "report " + run).exit_code == 0);
            return slurp(run + "/report.html");
        };
        const std::string people = html("handling"), loop = html("loop-sorter");
        for (const char* words : {"People and arms", "away or broken", ">arms<", ">check<"})
            CHECK(people.find(words) != std::string::npos);
        CHECK(people.find("Loop sorters") == std::string::npos);
        for (const char* words : {"Loop sorters", "carriers taken", ">loop<"})
            CHECK(loop.find(words) != std::string::npos);
    }
}
