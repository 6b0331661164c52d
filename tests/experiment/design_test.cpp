#include "experiment/design.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include "base/error.hpp"
#include "experiment/fleet_curve.hpp"
#include "experiment/shard.hpp"
#include "experiment/sweep_plan.hpp"

using namespace dray::experiment;

TEST_SUITE("unit") {
    TEST_CASE("a field is varied by a list, a range with steps or an interval") {
        CHECK(axis_of("a.b=1,x,true").values == std::vector<std::string>{"1", "x", "true"});
        CHECK(axis_of("a=[1,2],[3]").values == std::vector<std::string>{"[1,2]", "[3]"});
        CHECK(axis_of("a=\"x,y\",z").values.size() == 2);
        CHECK(axis_of("a=40..80:20").values == std::vector<std::string>{"40", "60", "80"});
        CHECK(axis_of("a=0.1..0.5:0.1").values == std::vector<std::string>{"0.1", "0.2", "0.3", "0.4", "0.5"});
        CHECK(axis_of("a=1..10:4").values == std::vector<std::string>{"1", "5", "9"});
        CHECK(axis_of("a=1..9").is_interval());
        CHECK(axis_of("a=1..9").whole);
        CHECK_FALSE(axis_of("a=1.0..9").whole);
        CHECK(axis_of("file=../x.yaml").values.size() == 1);
    }

    TEST_CASE("broken texts are refused") {
        for (const char* text :
             {"", "a", "a=", "=1", "a=1,,2", "a=5..1", "a=x..y", "a=1..5:0", "a=1..5:-1", "a=1..1e9:1", "a=1..nan"})
            CHECK_THROWS_AS(std::ignore = axis_of(text), dray::UsageError);
        CHECK_THROWS_WITH_AS(std::ignore = grid({axis_of("a=1..9")}), doctest::Contains("a step"), dray::UsageError);
        CHECK_THROWS_AS(std::ignore = grid({axis_of("a=1..999:1"), axis_of("b=1..999:1")}), dray::UsageError);
    }

    TEST_CASE("a grid has every combination, the last field fastest") {
        const auto points = grid({axis_of("a=1,2"), axis_of("b=x,y,z")});
        REQUIRE(points.size() == 6);
        CHECK(points[1] == Point{"a=1", "b=y"});
        CHECK(std::set<Point>(points.begin(), points.end()).size() == 6);
    }

    TEST_CASE("the shipped plan names a scenario beside it and its points, and a broken one is refused with its place") {
        const SweepPlan plan = load_sweep_plan(DRAY_SOURCE_DIR "/scenarios/plans/fleet-and-demand.yaml");
        CHECK(std::filesystem::exists(plan.scenario));
        CHECK(points_of(plan).size() == 10);
        CHECK(plan.replications == 5);
        const std::string file = (std::filesystem::temp_directory_path() / "dray-broken-plan.yaml").string();
        std::ofstream(file) << "scenario: x.yaml\nvarry: []\n";
        CHECK_THROWS_WITH_AS(std::ignore = load_sweep_plan(file), doctest::Contains("'vary'"), dray::InputError);
        std::filesystem::remove(file);
    }

    TEST_CASE("random points stay within the fields and do not depend on how many there are") {
        const std::vector<Axis> axes = {axis_of("n=3..5"), axis_of("x=0.5..1.5"), axis_of("w=p,q")};
        const auto many = random_points(axes, 300, 9), few = random_points(axes, 10, 9);
        CHECK(std::equal(few.begin(), few.end(), many.begin()));
        std::map<std::string, int> seen;
        for (const Point& point : many) {
            ++seen[point[0]];
            ++seen[point[2]];
            const double x = std::atof(point[1].substr(2).c_str());
            CHECK((x >= 0.5 && x <= 1.5));
        }
        CHECK(seen.size() == 5);
        for (const auto& [value, count] : seen)
            CHECK(count > 60);
        CHECK(random_points(axes, 10, 8) != few);
    }

    TEST_CASE("a Latin hypercube visits each part of every range once") {
        const auto points = latin_hypercube({axis_of("x=0.0..10.0"), axis_of("y=0.0..1.0")}, 10, 4);
        std::set<int> x, y;
        for (const Point& point : points) {
            x.insert(static_cast<int>(std::atof(point[0].substr(2).c_str())));
            y.insert(static_cast<int>(10 * std::atof(point[1].substr(2).c_str())));
        }
        CHECK(x.size() == 10);
        CHECK(y.size() == 10);
    }

    TEST_CASE("parts of a sweep are read from the option, a Slurm array and MPI, and cover everything once") {
        CHECK(shard_of("2/8").number == 2);
        for (const char* text : {"0/3", "4/3", "1", "a/b", "1/", "-1/2"})
            CHECK_THROWS_AS(std::ignore = shard_of(text), dray::UsageError);
        const auto surroundings = [](std::map<std::string, const char*> values) {
            return shard_of_surroundings([values](const char* name) {
                const auto found = values.find(name);
                return found == values.end() ? nullptr : found->second;
            });
        };
        CHECK(surroundings({}).is_all());
        const Shard slurm = surroundings({{"SLURM_ARRAY_TASK_ID", "14"},
                                          {"SLURM_ARRAY_TASK_MIN", "10"},
                                          {"SLURM_ARRAY_TASK_MAX", "20"},
                                          {"SLURM_ARRAY_TASK_STEP", "2"}});
        CHECK(slurm.number == 3);
        CHECK(slurm.count == 6);
        const Shard mpi = surroundings({{"OMPI_COMM_WORLD_RANK", "1"}, {"OMPI_COMM_WORLD_SIZE", "2"}});
        CHECK(mpi.number == 2);
        CHECK(mpi.count == 2);
        CHECK_THROWS_AS(surroundings({{"OMPI_COMM_WORLD_RANK", "1"}}), dray::UsageError);
        CHECK_THROWS_AS(surroundings({{"SLURM_ARRAY_TASK_ID", "x"}}), dray::UsageError);
        for (std::size_t run = 0; run < 20; ++run)
            CHECK(Shard{1, 3}.has(run) + Shard{2, 3}.has(run) + Shard{3, 3}.has(run) == 1);
    }

    TEST_CASE("a fleet curve closes in on its knee and its collapse") {
        // Grows with the fleet up to 80 robots, holds to 150 and falls to nothing at 250.
        const auto rate = [](std::int64_t size) {
            const auto n = static_cast<double>(size);
            const double mean = 10 * (n < 80 ? n : n < 150 ? 80 : std::max(0.0, 80 * (250 - n) / 100));
            return CurvePoint{size, {.mean = mean, .low = mean - 5, .high = mean + 5, .deviation = 4, .count = 5}};
        };
        std::vector<CurvePoint> points;
        Curve curve;
        for (std::vector<std::int64_t> sizes = first_sizes(10, 250); !sizes.empty(); sizes = next_sizes(curve)) {
            for (const std::int64_t size : sizes)
                points.push_back(rate(size));
            curve = curve_of(points);
        }
        CHECK(points.size() <= 16);
        CHECK(curve.knee.below < 76);
        CHECK(curve.knee.above >= 76);
        CHECK(curve.knee.above - curve.knee.below <= 3);
        CHECK(curve.knee_band.below <= curve.knee.above);
        CHECK(curve.knee_band.above >= curve.knee.above);
        REQUIRE(curve.collapse);
        CHECK(curve.collapse->below <= 155);
        CHECK(curve.collapse->above >= 150);
        CHECK(curve.collapse_shown);
        CHECK(first_sizes(7, 7) == std::vector<std::int64_t>{7});
        CHECK_FALSE(curve_of({rate(10)}).collapse);
    }
}
