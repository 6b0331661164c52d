#include <doctest/doctest.h>

#include <fstream>

#include "base/error.hpp"
#include "experiment/sweep.hpp"
#include "scratch.hpp"

namespace fs = std::filesystem;
using namespace dray::experiment;

namespace {

const SweepBase kBase{.scenario = "site", .scenario_hash = "abc", .build = "b1"};

Replication made(std::size_t number, double lines) {
    return {.number = number,
            .seed = 100 + number,
            .state_hash = "h",
            .wall_s = 1,
            .figures = {{"throughput.lines_per_hour", lines}}};
}

// Everything that does not depend on the clock.
std::string content(const SweepStore& store) {
    std::string out;
    std::vector<std::string> rows;
    for (const PointResult& result : store.results())
        for (const Replication& r : result.replications) {
            std::string row = result.overrides + "|" + std::to_string(r.number) + "|" + std::to_string(r.seed) + "|" +
                              std::string(word_of(r.status)) + "|" + r.message;
            for (const auto& [name, value] : r.figures)
                row += "|" + name + "=" + std::to_string(value);
            rows.push_back(row);
        }
    std::sort(rows.begin(), rows.end());
    for (const std::string& row : rows)
        out += row + "\n";
    return out;
}

// A stand-in for the program: lines are the value of the setting x, and x=3 fails. It leaves a line in "started" for each run.
SweepOptions options_in(const Scratch& scratch) {
    const fs::path file = scratch.path / "program";
    std::ofstream(file)
        << "#!/bin/sh\n"
           "while [ $# -gt 0 ]; do case $1 in --set) set=$2;; --seed) seed=$2;; --out) out=$2;; esac; shift; done\n"
           "echo $set >>"
        << (scratch.path / "started").string()
        << "\n"
           "x=${set#x=}; [ $x != 3 ] || { echo 'dray: x must not be 3' >&2; exit 3; }\n"
           "mkdir -p $out; echo '{\"state_hash\":\"h'$seed'\",\"throughput\":{\"lines_per_hour\":'$x'}}' >$out/summary.json\n";
    fs::permissions(file, fs::perms::owner_all);
    return {.program = file.string(),
            .scenario = "site.yaml",
            .settings = {},
            .base = kBase,
            .scenario_seed = 1,
            .replications = 2,
            .jobs = 2,
            .shard = {},
            .scratch = scratch.path / "runs"};
}

std::size_t lines_in(const fs::path& path) {
    std::ifstream file(path);
    std::size_t lines = 0;
    for (std::string line; std::getline(file, line);)
        ++lines;
    return lines;
}

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("a store keeps runs by scenario, settings, seed and build, and gives them back by point") {
        const Scratch scratch;
        const fs::path file = scratch.path / "x.sqlite";
        {
            SweepStore store(file);
            store.add(kBase, {"a=1", "b=x y"}, made(2, 20));
            store.add(kBase, {"a=1", "b=x y"}, made(1, 10));
            store.add(kBase, {"a=2", "b=x y"}, made(1, 30));
            store.add(kBase, {"a=2", "b=x y"}, made(1, 99));
            CHECK(store.has(kBase, {"a=1", "b=x y"}, 101));
            CHECK_FALSE(store.has(kBase, {"a=1", "b=x y"}, 103));
            SweepBase other = kBase;
            other.build = "b2";
            CHECK_FALSE(store.has(other, {"a=1", "b=x y"}, 101));
            store.add(other, {"a=1", "b=x y"}, made(1, 50));
            REQUIRE(store.newest().size() == 1);
            CHECK(store.newest().front().build == "b2");
        }
        const SweepStore store(file, SweepStore::Access::Read);
        const auto results = store.results(&kBase);
        REQUIRE(results.size() == 2);
        CHECK(results[0].overrides == "a=1 b=x y");
        CHECK(results[0].replications.front().number == 1);
        CHECK(results[0].replications.front().figures.front().second == 10);
        CHECK(results[1].replications.size() == 1);
        CHECK(results[1].replications.front().figures.front().second == 30);
    }

    TEST_CASE("parts are merged to the same content, in any order and more than once") {
        const Scratch scratch;
        const Point p = {"a=1"}, q = {"a=2"};
        SweepStore whole(scratch.path / "whole.sqlite");
        {
            SweepStore left(scratch.path / "left.sqlite"), right(scratch.path / "right.sqlite");
            for (const auto& [point, number] : {std::pair{p, 1}, {p, 2}, {q, 1}, {q, 2}}) {
                const Replication run = made(static_cast<std::size_t>(number), number + 10.0);
                whole.add(kBase, point, run);
                (number == 1 ? left : right).add(kBase, point, run);
            }
            right.add(kBase, p, made(1, 11));
        }
        SweepStore merged(scratch.path / "merged.sqlite");
        CHECK(merged.merge(scratch.path / "right.sqlite") == 3);
        CHECK(merged.merge(scratch.path / "left.sqlite") == 1);
        CHECK(merged.merge(scratch.path / "left.sqlite") == 0);
        CHECK(content(merged) == content(whole));
        CHECK_THROWS_AS(merged.merge(scratch.path / "nowhere.sqlite"), dray::EnvironmentError);
    }

    TEST_CASE("files that are no sweeps are refused, and places that cannot be written are an environment error") {
        const Scratch scratch;
        std::ofstream(scratch.path / "text.sqlite") << std::string(5000, 'x');
        CHECK_THROWS_AS(SweepStore(scratch.path / "text.sqlite"), dray::InputError);
        CHECK_THROWS_AS(SweepStore(scratch.path / "text.sqlite", SweepStore::Access::Read), dray::InputError);
        CHECK_THROWS_AS(SweepStore(scratch.path / "none.sqlite", SweepStore::Access::Read), dray::EnvironmentError);
        CHECK_FALSE(fs::exists(scratch.path / "none.sqlite"));
        CHECK_THROWS_AS(SweepStore(scratch.path / "no" / "such" / "place.sqlite"), dray::EnvironmentError);
    }

    TEST_CASE("a sweep runs each point under the same seeds, records failures, and repeats nothing when it is started again") {
        const Scratch scratch;
        const SweepOptions options = options_in(scratch);
        const std::vector<Point> points = grid({axis_of("x=1..4:1")});
        SweepStore store(scratch.path / "x.sqlite");
        const SweepCounts first = sweep(store, points, options);
        CHECK(first.all == 8);
        CHECK(first.failed == 2);
        CHECK(lines_in(scratch.path / "started") == 8);
        const auto results = store.results(&kBase);
        REQUIRE(results.size() == 4);
        for (const PointResult& result : results) {
            REQUIRE(result.replications.size() == 2);
            CHECK(result.replications[1].seed == replication_seed(1, 2));
            const bool failed = result.overrides == "x=3";
            CHECK((result.replications[0].status == RunStatus::Failed) == failed);
            CHECK(result.replications[0].message == (failed ? "x must not be 3" : ""));
        }
        CHECK(fs::is_empty(scratch.path / "runs"));

        const std::string before = content(store);
        CHECK(sweep(store, points, options).skipped == 8);
        CHECK(lines_in(scratch.path / "started") == 8);
        CHECK(store.forget_failed(kBase) == 2);
        CHECK(sweep(store, points, options).skipped == 6);
        CHECK(content(store) == before);
    }

    TEST_CASE("the parts of a sweep together give what it gives as a whole") {
        const Scratch scratch;
        SweepOptions options = options_in(scratch);
        const std::vector<Point> points = grid({axis_of("x=1,2,5")});
        SweepStore whole(scratch.path / "whole.sqlite"), merged(scratch.path / "merged.sqlite");
        sweep(whole, points, options);
        for (std::size_t i = 1; i <= 4; ++i) {
            options.shard = {i, 4};
            const fs::path file = scratch.path / ("part" + std::to_string(i) + ".sqlite");
            {
                SweepStore part(file);
                sweep(part, points, options);
            }
            merged.merge(file);
        }
        CHECK(content(merged) == content(whole));
    }
}
