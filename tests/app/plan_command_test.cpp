#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "cli.hpp"

using dray::test::Background;
using dray::test::Outcome;
using dray::test::run_dray;
using dray::test::Scratch;
using dray::test::slurp;

namespace {

/// A site of 40 x 30 cells with 60 robots. Returns the path of its problem file.
std::string write_site(const Scratch& scratch) {
    std::string map = "type octile\nheight 30\nwidth 40\nmap\n", agents = "60\n", tasks = "97\n";
    for (int row = 0; row < 30; ++row)
        map += (row % 3 == 1 ? std::string(20, '.').replace(2, 6, "@@TT@@") + std::string(20, '.').replace(5, 9, 9, '@')
                             : std::string(40, '.')) +
               "\n";
    for (int i = 0; i < 60; ++i)
        agents += std::to_string(i < 30 ? i : 90 + i) + "\n";
    for (int i = 0; i < 97; ++i)
        tasks += std::to_string(i % 10 * 120 + i % 40) + "," + std::to_string(1160 + i % 31) + "\n";
    scratch.file("m.map", map);
    scratch.file("a.agents", agents);
    scratch.file("t.tasks", tasks);
    return scratch
        .file("site.json", R"({"mapFile": "m.map", "agentFile": "a.agents", "taskFile": "t.tasks", "teamSize": 60,
"numTasksReveal": 1.5, "version": "2024 LoRR"})")
        .string();
}

}  // namespace

TEST_SUITE("scenario") {
    TEST_CASE("a planned instance leaves its result and a summary, and is not replaced without --force") {
        const Scratch scratch;
        const std::string out = (scratch.path() / "deep" / "result.json").string();
        const std::string command = "plan " + write_site(scratch) + " --iterations 0 --out " + out;
        const Outcome outcome = run_dray(scratch, command + " --steps 60");
        INFO(outcome.err);
        REQUIRE(outcome.exit_code == 0);
        for (const char* words : {"site, 60 steps", "edition 2024, 40 x 30 cells, 60 robots", "finished", "forward", "p95",
                                  "prepare", "memory peak", "deep/result.json"})
            CHECK(outcome.out.find(words) != std::string::npos);
        CHECK(outcome.out.find("overruns") == std::string::npos);
        CHECK((outcome.out + outcome.err).find('\033') == std::string::npos);
        const auto result = nlohmann::json::parse(slurp(out));
        CHECK(result["makespan"] == 60);
        CHECK(result["numTaskFinished"].get<int>() > 0);

        const Outcome refused = run_dray(scratch, command + " --steps 50");
        CHECK(refused.exit_code == 4);
        CHECK(refused.err.find("--force") != std::string::npos);
        CHECK(nlohmann::json::parse(slurp(out)) == result);
        CHECK(run_dray(scratch, command + " --steps 50 --force").exit_code == 0);
        CHECK(nlohmann::json::parse(slurp(out))["makespan"] == 50);
    }

    TEST_CASE("without --out the result is named after the instance") {
        const Scratch scratch;
        const std::string site = write_site(scratch);
        const Outcome outcome =
            run_dray(scratch, "plan " + site + " --steps 5 --budget-ms 1000", "cd '" + scratch.path().string() + "' &&");
        CHECK(outcome.exit_code == 0);
        CHECK(outcome.out.find("overruns") != std::string::npos);
        CHECK(std::filesystem::exists(scratch.path() / "runs" / "plan-site.json"));
    }

    TEST_CASE("with --iterations the result is the same to the byte on any number of threads") {
        const Scratch scratch;
        const std::string site = write_site(scratch);
        std::vector<std::string> results;
        for (const char* jobs : {"1", "2", "2"}) {
            const std::string out = (scratch.path() / ("result" + std::to_string(results.size()))).string();
            REQUIRE(
                run_dray(scratch, "plan " + site + " --steps 150 --iterations 3 --jobs " + jobs + " --out " + out).exit_code ==
                0);
            results.push_back(slurp(out));
        }
        CHECK(results[0] == results[1]);
        CHECK(results[1] == results[2]);
    }

    TEST_CASE("an interrupted run ends with code 5 and leaves what was done") {
        const Scratch scratch;
        const std::filesystem::path out = scratch.path() / "result.json";
        Background run(scratch, {"plan", write_site(scratch), "--steps", "1000000", "--iterations", "0", "--out", out.string()});
        // Its temporary file is opened before the first step.
        REQUIRE(run.wait_for(out.string() + ".tmp"));
        ::usleep(300000);
        run.signal(SIGINT);
        const Outcome outcome = run.end();
        CHECK(outcome.exit_code == 5);
        CHECK(outcome.err.find("interrupted; the result holds ") != std::string::npos);
        const auto result = nlohmann::json::parse(slurp(out));
        const int steps = result["makespan"].get<int>();
        CHECK(steps < 1000000);
        CHECK(outcome.out.find("site, " + std::to_string(steps) + " steps") != std::string::npos);
        CHECK(result["plannerTimes"].size() == static_cast<std::size_t>(steps));
        CHECK(!std::filesystem::exists(out.string() + ".tmp"));
    }
}

TEST_SUITE("unit") {
    TEST_CASE("a wrong plan command line ends with code 2") {
        const Scratch scratch;
        const std::string plan = "plan " + write_site(scratch) + " ";
        for (const char* rest :
             {"", "--steps 5", "--iterations 1", "--steps 5 --iterations 1 --budget-ms 5", "--steps 0 --iterations 1",
              "--steps 1000001 --iterations 1", "--steps x --iterations 1", "--steps 5 --iterations -1",
              "--steps 5 --budget-ms 0", "--steps 5 --budget-ms nan", "--steps 5 --budget-ms 0.5",
              "--steps 5 --iterations 1 --jobs 0", "--steps 5 --iterations 1 extra"}) {
            CAPTURE(rest);
            CHECK(run_dray(scratch, plan + rest).exit_code == 2);
        }
        CHECK(run_dray(scratch, "plan --steps 5 --iterations 1").exit_code == 2);
        CHECK(run_dray(scratch, "plan --help").exit_code == 0);
    }

    TEST_CASE("an invalid instance ends with code 3, one that cannot be read or written with code 4, and leaves no file") {
        const Scratch scratch;
        const std::string site = write_site(scratch), out = (scratch.path() / "result.json").string();
        const std::string rest = " --steps 5 --iterations 0 --out ";
        scratch.file("t.tasks", "1\n42\n");
        const Outcome invalid = run_dray(scratch, "plan " + site + rest + out);
        CHECK(invalid.exit_code == 3);
        CHECK(invalid.err.find("t.tasks:2:1: task 0 has an errand in cell 42") != std::string::npos);
        CHECK(!std::filesystem::exists(out));

        CHECK(run_dray(scratch, "plan nowhere.json" + rest + out).exit_code == 4);
        write_site(scratch);
        CHECK(run_dray(scratch, "plan " + site + rest + scratch.path().string()).exit_code == 4);
        CHECK(run_dray(scratch, "plan " + site + rest + site + "/x.json").exit_code == 4);
        const Outcome full = run_dray(scratch, "plan " + site + rest + out, "trap '' XFSZ; ulimit -f 1;");
        CHECK(full.exit_code == 4);
        CHECK(full.err.find("result.json: cannot be written: File too large") != std::string::npos);
        CHECK(!std::filesystem::exists(out + ".tmp"));
        CHECK(!std::filesystem::exists(out));
    }

    TEST_CASE("plan --json says in figures what a run reached, bench plan makes a table of such runs") {
        const Scratch scratch;
        const std::string site = write_site(scratch), out = (scratch.path() / "result.json").string();
        const Outcome one = run_dray(scratch, "plan " + site + " --steps 20 --iterations 2 --json --out " + out);
        REQUIRE(one.exit_code == 0);
        const auto json = nlohmann::json::parse(one.out);
        CHECK(json["steps"] == 20);
        CHECK(json["forward_share"].get<double>() + json["turn_share"].get<double>() + json["wait_share"].get<double>() ==
              doctest::Approx(1));
        CHECK(json["leg_efficiency"].get<double>() > 0);
        CHECK(json["leg_efficiency"].get<double>() <= 1);

        const Outcome table = run_dray(scratch, "bench plan " + site + " --steps 10 --budgets-ms 5,10 --json");
        REQUIRE(table.exit_code == 0);
        const auto rows = nlohmann::json::parse(table.out)["runs"];
        REQUIRE(rows.size() == 2);
        CHECK(rows[0]["budget_ms"] == 5);
        CHECK(rows[1]["budget_ms"] == 10);
        CHECK(run_dray(scratch, "bench plan nowhere.json").exit_code == 4);
    }
}
