#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <sstream>

#include "base/random.hpp"
#include "cli.hpp"

namespace fs = std::filesystem;
using dray::test::Background;
using dray::test::Outcome;
using dray::test::run_dray;
using dray::test::Scratch;
using dray::test::slurp;

namespace {

const std::string kScenario = DRAY_SOURCE_DIR "/scenarios/one-robot.yaml";

std::vector<std::string> words(const std::string& database, const std::string& replications, const std::string& range) {
    return {"sweep",          kScenario,
            "--set",          "duration_s=600",
            "--vary",         "demand.orders_per_h=" + range,
            "--replications", replications,
            "--jobs",         "2",
            "--quiet",        "--db",
            database};
}

std::string line_of(const std::vector<std::string>& all) {
    std::string out;
    for (const std::string& word : all)
        out += "'" + word + "' ";
    return out;
}

// The results without what only the clock decides: rows of means in a fixed order.
std::string content(const Scratch& scratch, const std::string& database) {
    const Outcome shown = run_dray(scratch, "sweep show " + database + " --csv -");
    CHECK(shown.exit_code == 0);
    std::istringstream text(shown.out);
    std::vector<std::string> rows;
    for (std::string row; std::getline(text, row);)
        rows.push_back(row);
    std::sort(rows.begin(), rows.end());
    std::string out;
    for (const std::string& row : rows)
        out += row + "\n";
    return out;
}

// Kills a sweep again and again, lets it finish, and compares it with one that nobody disturbed.
void kill_and_resume(int kills, const std::string& replications, const std::string& range) {
    const Scratch scratch;
    const std::string calm = (scratch.path() / "calm.sqlite").string(), killed = (scratch.path() / "killed.sqlite").string();
    REQUIRE(run_dray(scratch, line_of(words(calm, replications, range))).exit_code == 0);
    dray::Stream moments(1, "moments");
    for (int i = 0; i < kills; ++i) {
        Background sweep(scratch, words(killed, replications, range));
        ::usleep(static_cast<useconds_t>(moments.integer(5'000, 250'000)));
        sweep.signal(SIGKILL);
        std::ignore = sweep.end();
    }
    REQUIRE(run_dray(scratch, line_of(words(killed, replications, range))).exit_code == 0);
    CHECK(content(scratch, killed) == content(scratch, calm));
    CHECK(content(scratch, calm).size() > 200);
    CHECK_FALSE(fs::exists(killed + ".runs"));
}

}  // namespace

TEST_SUITE("scenario") {
    TEST_CASE("a sweep that is killed at any moment and started again ends with the same results") {
        kill_and_resume(5, "3", "20..60:20");
    }

    TEST_CASE("a plan in a file gives what the command line gives, and parts merge to the whole") {
        const Scratch scratch;
        const fs::path plan = scratch.file(
            "plan.yaml",
            "scenario: " + kScenario + "\nset: [\"duration_s=600\"]\nvary: [\"demand.orders_per_h=20,40\"]\nreplications: 2\n");
        const auto in = [&](const char* name) { return (scratch.path() / name).string(); };
        REQUIRE(run_dray(scratch, line_of(words(in("line.sqlite"), "2", "20,40"))).exit_code == 0);
        REQUIRE(run_dray(scratch, "sweep --plan " + plan.string() + " --quiet --db " + in("plan.sqlite")).exit_code == 0);
        CHECK(content(scratch, in("plan.sqlite")) == content(scratch, in("line.sqlite")));
        REQUIRE(run_dray(scratch, "sweep --plan " + plan.string() + " --quiet --shard 1/2 --db " + in("one.sqlite")).exit_code ==
                0);
        REQUIRE(run_dray(scratch, "sweep --plan " + plan.string() + " --quiet --db " + in("two.sqlite"),
                         "OMPI_COMM_WORLD_RANK=1 OMPI_COMM_WORLD_SIZE=2")
                    .exit_code == 0);
        CHECK(content(scratch, in("one.sqlite")) != content(scratch, in("line.sqlite")));
        REQUIRE(
            run_dray(scratch, "sweep merge " + in("all.sqlite") + " " + in("one.sqlite") + " " + in("two.sqlite")).exit_code ==
            0);
        CHECK(content(scratch, in("all.sqlite")) == content(scratch, in("line.sqlite")));
    }

    TEST_CASE("a failed run is a result with its message, and the sweep ends with code 1") {
        const Scratch scratch;
        const Outcome outcome =
            run_dray(scratch, "sweep " + kScenario + " --set duration_s=60 --vary 'fleets[0].count=1,500' --quiet --db " +
                                  (scratch.path() / "x.sqlite").string());
        CHECK(outcome.exit_code == 1);
        CHECK(outcome.out.find("500 robots do not fit on the floor") != std::string::npos);
    }

    TEST_CASE("the curve of the fleet size ends with its knee") {
        const Scratch scratch;
        const Outcome outcome =
            run_dray(scratch, "sweep " + kScenario +
                                  " --set duration_s=600 --set demand.backlog_orders=100 --curve 'fleets[0].count=1..6' "
                                  "--quiet --db " +
                                  (scratch.path() / "x.sqlite").string());
        INFO(outcome.err);
        CHECK(outcome.exit_code == 0);
        CHECK(outcome.out.find("knee") != std::string::npos);
        CHECK(outcome.out.find("collapse      ") != std::string::npos);
    }

    TEST_CASE("what cannot be swept ends before anything is run") {
        const Scratch scratch;
        const std::string database = (scratch.path() / "x.sqlite").string();
        CHECK(run_dray(scratch, "sweep " + kScenario + " --vary fleet.count=1,2 --db " + database).exit_code == 3);
        CHECK(run_dray(scratch, "sweep " + kScenario + " --vary 'fleets[0].count=1,-5' --db " + database).exit_code == 3);
        CHECK(run_dray(scratch, "sweep " + kScenario + " --vary fleets --db " + database).exit_code == 2);
        CHECK(run_dray(scratch, "sweep " + kScenario + " --db " + database).exit_code == 2);
        CHECK(run_dray(scratch, "sweep --vary a=1").exit_code == 2);
        CHECK(run_dray(scratch, "sweep " + kScenario + " --vary seed=1 --db /proc/x.sqlite").exit_code == 4);
        CHECK(run_dray(scratch, "sweep show " + database).exit_code == 4);
        CHECK_FALSE(fs::exists(database));
    }

    TEST_CASE("a disk that fills up ends a sweep with code 4 and keeps what was finished") {
        const Scratch scratch;
        const std::string database = (scratch.path() / "x.sqlite").string();
        REQUIRE(run_dray(scratch, line_of(words(database, "1", "20,40"))).exit_code == 0);
        const std::string before = content(scratch, database);
        // Files cannot grow beyond 128 kB: the store or a run's files hit that within these runs.
        CHECK(run_dray(scratch, line_of(words(database, "15", "20,40")), "trap '' XFSZ; ulimit -f 128; exec").exit_code == 4);
        const std::string after = content(scratch, database);
        CHECK(after.size() >= before.size());
        CHECK(run_dray(scratch, line_of(words(database, "15", "20,40"))).exit_code == 0);
    }
}

TEST_SUITE("slow") {
    TEST_CASE("a sweep that is killed at 50 random moments and resumed ends with the same results") {
        kill_and_resume(50, "60", "10..100:10");
    }
}
