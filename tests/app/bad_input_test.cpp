// Bad input, as a user meets it: words and code 3 before the run starts, and nothing of an earlier run is touched.
#include <doctest/doctest.h>

#include "cli.hpp"

using dray::test::Outcome;
using dray::test::run_dray;
using dray::test::Scratch;
using dray::test::slurp;

namespace {

struct Case {
    std::string name, text, words;  ///< words: all that is told, without the directory
    std::vector<std::pair<std::string, std::string>> files = {};
};

const std::string kTrace = "fleets: [{count: 1}]\ndemand: {source: trace, trace: t.csv}\n";
const std::string kHeader = "order_id,placed_at,sku,quantity\n";

std::string without(std::string text, const std::string& prefix) {
    for (std::size_t at = text.find(prefix); at != std::string::npos; at = text.find(prefix))
        text.erase(at, prefix.size());
    return text;
}

const std::vector<Case>& cases() {
    static const std::vector<Case> all = {
        {"unreachable station",
         "fleets: [{count: 1}]\nfloor:\n  layout: drawn\n  drawn:\n    rows: |\n      .......\n      .SS.SS.\n      .......\n"
         "      #######\n      ..qPv..\n      .......\n",
         "in.yaml:10:8: the entry of station \"pick-1\" at row 4, column 1 cannot be reached from the slots with a pod\n"},
        {"more robots than cells", "fleets: [{count: 5000}]\n",
         "in.yaml:1:1: fleets: 5000 robots do not fit on the floor, which has room for "},
        {"a SKU never stocked",
         "fleets: [{count: 1}]\nduration_s: 3600\nstorage: {reorder_point: 0, pod_capacity_units: 1, initial_stock: 0.001}\n",
         "never stocked, and nothing is replenished"},
        {"an empty trace", kTrace, "t.csv:1:1: the trace is empty", {{"t.csv", ""}}},
        {"a trace with bad rows",
         kTrace,
         "t.csv:2:23: sku: is empty\nt.csv:3:25: quantity: \"-1\" is not a whole number from 1 to 1000000\n2 errors\n",
         {{"t.csv", kHeader + "A,2020-01-01T00:00:00,,1\nA,2020-01-01T00:00:00,x,-1\n"}}},
        {"zero stations", "fleets: [{count: 1}]\nfloor: {storage: {pick_stations: 0}}\n",
         "in.yaml:2:19: floor.storage.pick_stations: 0 is out of range; allowed 1 to 10000"},
        {"NaN and huge numbers, all at once", "fleets: [{count: 1}]\nduration_s: .nan\nwarm_up_s: 1e400\nseed: 1e99\n",
         "in.yaml:2:1: duration_s: expected a number, found '.nan'; it must be finite\n"
         "in.yaml:3:1: warm_up_s: expected a number, found '1e400'; a 64-bit floating-point number cannot hold it\n"
         "in.yaml:4:1: seed: expected a whole number, found '1e99'; write digits only, without point and exponent\n3 errors\n"},
        {"duplicate keys", "fleets: [{count: 1}]\nseed: 1\nseed: 2\n",
         "in.yaml:3:1: field 'seed' is given twice; first at line 2, column 1\n"},
        {"unknown keys", "flets: [{count: 1}]\nfleets: [{cuont: 1}]\n",
         "in.yaml:1:1: unknown field 'flets'; did you mean 'fleets'?\nin.yaml:2:11: fleets[0]: unknown field 'cuont'; did you "
         "mean 'count'?\n2 errors\n"},
        {"a cycle in extends",
         "extends: b.yaml\n",
         "b.yaml:1:1: extends: the files extend each other in a circle: in.yaml -> b.yaml -> in.yaml\n",
         {{"b.yaml", "extends: in.yaml\n"}}},
    };
    return all;
}

}  // namespace

TEST_SUITE("scenario") {
    TEST_CASE("bad input ends a run with code 3 and words before anything is written, even with --force") {
        for (const Case& entry : cases()) {
            CAPTURE(entry.name);
            const Scratch scratch;
            const std::string scenario = scratch.file("in.yaml", entry.text).string();
            for (const auto& [name, content] : entry.files)
                scratch.file(name, content);
            std::filesystem::create_directory(scratch.path() / "old");
            scratch.file("old/summary.json", "an earlier run");
            const std::string prefix = scratch.path().string() + "/";
            for (const std::string& directory : {std::string("new"), std::string("old")}) {
                const Outcome outcome = run_dray(scratch, "run " + scenario + " --force --out " + prefix + directory);
                CHECK(outcome.exit_code == 3);
                CHECK(outcome.out.empty());
                INFO(outcome.err);
                CHECK(without(outcome.err, prefix).find(entry.words) != std::string::npos);
            }
            CHECK(!std::filesystem::exists(scratch.path() / "new"));
            CHECK(slurp(scratch.path() / "old" / "summary.json") == "an earlier run");
            const auto entries = std::filesystem::directory_iterator(scratch.path() / "old");
            CHECK(std::distance(begin(entries), end(entries)) == 1);
            CHECK(run_dray(scratch, "check " + scenario).exit_code == 3);
        }
    }

    TEST_CASE("every bad --set is told with itself as its place") {
        const Scratch scratch;
        const std::string scenario = std::string(DRAY_SOURCE_DIR) + "/scenarios/one-robot.yaml";
        const auto told = [&](const std::string& settings) {
            const Outcome outcome = run_dray(scratch, "check " + scenario + " " + settings);
            CHECK(outcome.exit_code == 3);
            return outcome.err;
        };
        CHECK(told("--set a") == "--set a: expected a.b=value or a[0].b=value\n");
        CHECK(told("--set fleets.count=5") == "--set fleets.count=5: fleets: expected a map of fields, found a list\n");
        CHECK(told("--set 'fleets[1].count=5'") == "--set fleets[1].count=5: fleets: there is no entry 1; the list has 1\n");
        CHECK(told("--set extends=x.yaml") == "--set extends=x.yaml: 'extends' can only be given in a file\n");
        CHECK(told("--set duration_s=fast --set flor.cell_m=1") ==
              "--set duration_s=fast: duration_s: expected a number, found 'fast'\n"
              "--set flor.cell_m=1: unknown field 'flor'; did you mean 'floor'?\n2 errors\n");
        CHECK(told("--set 'fleets[0].drive.half_width_m=0.6'")
                  .starts_with("--set fleets[0].drive.half_width_m=0.6: fleets[0].drive.half_width_m: a drive of half width"));
    }
}

TEST_SUITE("unit") {
    TEST_CASE("regress_ check finds what a run would refuse: pods, planner and load") {
        const Scratch scratch;
        const std::string check = "check " + std::string(DRAY_SOURCE_DIR) + "/scenarios/one-robot.yaml --set ";
        for (const char* setting : {"storage.fill=0.01", "planner.command=x", "storage.unit_mass_kg=5", "name=a/b"}) {
            CAPTURE(setting);
            const Outcome outcome = run_dray(scratch, check + setting);
            CHECK(outcome.exit_code == 3);
            CHECK(outcome.out.empty());
            CHECK(!outcome.err.empty());
        }
    }
}
