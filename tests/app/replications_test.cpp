#include <doctest/doctest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <regex>

#include "cli.hpp"

namespace fs = std::filesystem;
using dray::test::Outcome;
using dray::test::run_dray;
using dray::test::Scratch;
using dray::test::slurp;

namespace {

const std::string kRun = "run " DRAY_SOURCE_DIR "/scenarios/one-robot.yaml --set duration_s=600 --quiet ";

// replications.csv without the one column that no run repeats.
std::string without_wall_time(const std::string& csv) {
    return std::regex_replace(csv, std::regex("(\\n[^,]*,[^,]*,[^,]*,[^,]*),[^,]*"), "$1");
}

// A directory of replications as a run leaves it, with these lines per hour.
fs::path made_set(const Scratch& scratch, const std::string& name, const std::vector<int>& lines, int duration_s = 3600) {
    fs::create_directories(scratch.path() / name);
    std::string table = "replication,seed,status,state_hash,wall_s,message,throughput.lines_per_hour\n";
    for (std::size_t i = 0; i < lines.size(); ++i)
        table += std::to_string(i + 1) + "," + std::to_string(i + 100) + ",ok,ab,1,," + std::to_string(lines[i]) + "\n";
    scratch.file(name + "/replications.csv", table);
    scratch.file(name + "/summary.json", R"({"schema_version": 1, "seed": 1, "planned_duration_s": )" +
                                             std::to_string(duration_s) + R"(, "warm_up_s": 0})");
    return scratch.path() / name;
}

}  // namespace

TEST_SUITE("scenario") {
    TEST_CASE("replications leave a directory each, a table and intervals, the same for any --jobs") {
        const Scratch scratch;
        const fs::path out = scratch.path() / "set";
        const Outcome outcome = run_dray(scratch, kRun + "--replications 3 --jobs 3 --out " + out.string());
        INFO(outcome.err);
        REQUIRE(outcome.exit_code == 0);
        CHECK(outcome.out.find("3 replications of 10 min 00 s") != std::string::npos);
        const auto summary = nlohmann::json::parse(slurp(out / "summary.json"));
        CHECK(summary["replications"]["ok"] == 3);
        CHECK(summary["intervals"]["throughput.lines_per_hour"]["count"] == 3);
        CHECK(summary["throughput"]["lines_per_hour"] == summary["intervals"]["throughput.lines_per_hour"]["mean"]);
        const auto second = nlohmann::json::parse(slurp(out / "rep-0002" / "summary.json"));
        const std::string table = slurp(out / "replications.csv");
        CHECK(table.find(second["state_hash"].get<std::string>()) != std::string::npos);

        const fs::path again = scratch.path() / "again";
        REQUIRE(run_dray(scratch, kRun + "--replications 3 --jobs 1 --out " + again.string()).exit_code == 0);
        CHECK(without_wall_time(slurp(again / "replications.csv")) == without_wall_time(table));

        // Fewer of them in the same place leave nothing of the old ones.
        REQUIRE(run_dray(scratch, kRun + "--replications 1 --force --out " + again.string()).exit_code == 0);
        CHECK(fs::exists(again / "rep-0001"));
        CHECK_FALSE(fs::exists(again / "rep-0002"));
        CHECK(run_dray(scratch, "compare " + out.string() + " " + out.string()).out.find("the same in every run") !=
              std::string::npos);
    }

    TEST_CASE("an interrupt ends replications with what is done and exit code 5") {
        const Scratch scratch;
        const fs::path out = scratch.path() / "set";
        dray::test::Background run(scratch, {"run", DRAY_SOURCE_DIR "/scenarios/one-robot.yaml", "--set", "duration_s=1e6",
                                             "--quiet", "--replications", "2", "--jobs", "2", "--out", out.string()});
        REQUIRE(run.wait_for(out / "rep-0002" / "resolved.yaml"));
        run.signal(SIGTERM);
        CHECK(run.end().exit_code == 5);
        CHECK(nlohmann::json::parse(slurp(out / "summary.json"))["interrupted"] == true);
    }
}

TEST_SUITE("unit") {
    TEST_CASE("a shown loss beyond the limit ends a comparison with code 1, a smaller one and a gain do not") {
        const Scratch scratch;
        const std::string base = made_set(scratch, "base", {1000, 1100, 900, 1050, 950, 1010}).string();
        const std::string less = made_set(scratch, "less", {969, 1070, 871, 1021, 919, 980}).string();
        const Outcome loss = run_dray(scratch, "compare " + base + " " + less + " --fail-on-loss 1%");
        CHECK(loss.exit_code == 1);
        CHECK(loss.out.find("less is slower: -3.0 %") != std::string::npos);
        CHECK(loss.err.find("loss beyond 1%") != std::string::npos);
        CHECK(run_dray(scratch, "compare " + base + " " + less + " --fail-on-loss 5%").exit_code == 0);
        CHECK(run_dray(scratch, "compare " + less + " " + base + " --fail-on-loss 1%").exit_code == 0);
    }

    TEST_CASE("a comparison is written as JSON, CSV and Markdown, to a file or in place of the table") {
        const Scratch scratch;
        const std::string sets = made_set(scratch, "a", {100, 110, 90, 105, 95}).string() + " " +
                                 made_set(scratch, "b", {120, 131, 109, 126, 114}).string();
        const Outcome json = run_dray(scratch, "compare " + sets + " --json -");
        REQUIRE(json.exit_code == 0);
        const auto document = nlohmann::json::parse(json.out);
        CHECK(document["rows"][0]["finding"] == "better");
        CHECK(document["rows"][0]["change"] == 20.0);
        const std::string file = (scratch.path() / "x.csv").string();
        CHECK(run_dray(scratch, "compare " + sets + " --csv " + file).out.find("verdict") != std::string::npos);
        CHECK(slurp(file).find("\nb,throughput.lines_per_hour,lines/h,100.0,120.0,20.0,") != std::string::npos);
        CHECK(run_dray(scratch, "compare " + sets + " --markdown -").out.find("| lines | 100 lines/h | 120 lines/h |") !=
              std::string::npos);
    }

    TEST_CASE("what cannot be compared is refused with code 3 and the reason") {
        const Scratch scratch;
        const std::string a = made_set(scratch, "a", {100, 110}).string(), b = made_set(scratch, "b", {100, 110}, 60).string();
        const Outcome outcome = run_dray(scratch, "compare " + a + " " + b);
        CHECK(outcome.exit_code == 3);
        CHECK(outcome.err.find("the duration in seconds of a is 3600, that of b is 60") != std::string::npos);
        CHECK(run_dray(scratch, "compare " + a + " " + b + " --anyway").exit_code == 0);
        CHECK(run_dray(scratch, "compare " + a + " " + (scratch.path() / "nowhere").string()).exit_code == 4);
        CHECK(run_dray(scratch, "compare " + a).exit_code == 2);
        CHECK(run_dray(scratch, "compare " + a + " " + a + " --fail-on-loss lots").exit_code == 2);
        for (const char* broken :
             {"{\"half", "[]", R"({"seed": "x"})", R"({"interrupted": 3})", R"({"warm_up_check": {"enough": 1}})"}) {
            scratch.file("b/summary.json", broken);
            CAPTURE(broken);
            CHECK(run_dray(scratch, "compare " + a + " " + b).exit_code == 3);
            CHECK(run_dray(scratch, "report " + b + " --html -").exit_code == 3);
        }
        scratch.file("b/replications.csv", "replication,seed,status,state_hash,wall_s,message\n1,x,ok,ab,1,\n");
        scratch.file("b/summary.json", "{}");
        const Outcome table = run_dray(scratch, "compare " + a + " " + b);
        CHECK(table.exit_code == 3);
        CHECK(table.err.find("replications.csv:2") != std::string::npos);
    }

    TEST_CASE("a wrong number of replications or a precision without auto ends with code 2") {
        const Scratch scratch;
        for (const char* words : {"--replications 0", "--replications many", "--replications 3 --precision 2%",
                                  "--replications auto --precision 200%", "--replications auto --max-replications 2"}) {
            CAPTURE(words);
            CHECK(run_dray(scratch, kRun + words + " --out " + (scratch.path() / "x").string()).exit_code == 2);
        }
        CHECK_FALSE(fs::exists(scratch.path() / "x"));
    }
}
