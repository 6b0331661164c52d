// Instances that cannot be used, each with what the user is told.
#include <doctest/doctest.h>

#include "base/error.hpp"
#include "base/random.hpp"
#include "files.hpp"
#include "motion/lorr/instance.hpp"

using namespace dray;
using motion::lorr::read_instance;
using test::Files;
using test::Parts;

namespace {

/// What is told of an instance, a fault a line, without the directory.
std::string told(const Parts& parts, const Files& files) {
    try {
        (void)read_instance(parts.write(files));
    } catch (const InputError& error) {
        std::string text;
        for (const Diagnostic& d : error.diagnostics())
            text += d.text() + "\n";
        const std::string directory = files.path("");
        for (std::size_t at = 0; (at = text.find(directory, at)) != std::string::npos;)
            text.erase(at, directory.size());
        return text;
    }
    return "nothing";
}

Parts with(std::string Parts::*part, const std::string& from, const std::string& to) {
    Parts parts;
    std::string& text = parts.*part;
    text.replace(text.find(from), from.size(), to);
    return parts;
}

struct Case {
    Parts parts;
    std::string words;
};

void check(const std::vector<Case>& cases) {
    const Files files;
    for (const Case& c : cases) {
        CAPTURE(c.words);
        CHECK(told(c.parts, files) == c.words + "\n");
    }
}

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("problem files that cannot be used are told with line and column") {
        const auto problem = [](const std::string& from, const std::string& to) { return with(&Parts::problem, from, to); };
        check({
            {problem("2,", "true,"), "site.json:4:3: teamSize: expected a whole number within 1 to 1000000, found true"},
            {problem("2,", "2.5,"), "site.json:4:3: teamSize: expected a whole number within 1 to 1000000, found 2.5"},
            {problem("2,", "-3,"), "site.json:4:3: teamSize: expected a whole number within 1 to 1000000, found -3"},
            {problem("2,", "1e300,"), "site.json:4:3: teamSize: expected a whole number within 1 to 1000000, found 1e+300"},
            {problem("1.5", "\"x\""), "site.json:6:3: numTasksReveal: expected a number above 0 and up to 100, found \"x\""},
            {problem("1.5", "0"), "site.json:6:3: numTasksReveal: expected a number above 0 and up to 100, found 0"},
            {problem("1.5", "1e9"), "site.json:6:3: numTasksReveal: expected a number above 0 and up to 100, found 1000000000.0"},
            {problem("1.5", "0.25"),
             "site.json:6:3: numTasksReveal: 0.25 for each of 2 robots makes 0 tasks known at once, not 1 to 10000000"},
            {problem("\"taskFile\"", "\"taskfile\""), "site.json:1:1: taskFile is missing; is \"taskfile\" meant for it?"},
            {problem("\"maps/m.map\"", "[1]"), "site.json:2:3: mapFile: expected the path of a file, found [1]"},
            {problem("\"maps/m.map\"", "\"\""), "site.json:2:3: mapFile: expected the path of a file, found \"\""},
            {problem("\"maps/m.map\"", "\"m\\u0000\""), "site.json:2:3: mapFile: a path cannot hold a character of code 0"},
            {problem("2024 LoRR", "2026 LoRR"),
             "site.json:7:3: version \"2026 LoRR\" is not known here; \"2024 LoRR\" is, and none for 2023"},
            {problem("\"teamSize\"", "\"agentSize\": 1, \"teamSize\""),
             "site.json:4:3: agentSize belongs to the 2026 edition, whose rules are not known here"},
            {problem("\"teamSize\"", "\"teamSize\": 1, \"teamSize\""), "site.json:4:18: teamSize is given twice"},
            {problem("2,", "9,"), "site.json:4:3: teamSize is 9, but a.agents has only 2 agents"},
        });
    }

    TEST_CASE("text that is no JSON, or not an object, is told") {
        const Files files;
        Parts parts;
        parts.problem = "";
        CHECK(told(parts, files).starts_with("site.json:1:1: not valid JSON: "));
        parts.problem = "{\n  \"teamSize\": nan}";
        CHECK(told(parts, files).starts_with("site.json:2:16: not valid JSON: "));
        parts.problem = "{\"teamSize\": 1e999}";
        CHECK(told(parts, files).starts_with("site.json:1:1: not usable JSON: number overflow"));
        parts.problem = "[1, 2]";
        CHECK(told(parts, files) == "site.json:1:1: expected an object with mapFile, agentFile and so on, found array\n");
        parts.problem = std::string(900'000, '[');
        CHECK(told(parts, files).find("not valid JSON") != std::string::npos);
        parts.problem = std::string(1'000'001, ' ');
        CHECK(told(parts, files) == "site.json: the file has more than 1000000 bytes\n");
    }

    TEST_CASE("several faults of one file are told at once") {
        const Files files;
        Parts parts;
        parts.problem = "{}";
        CHECK(told(parts, files) ==
              "site.json:1:1: mapFile is missing\nsite.json:1:1: agentFile is missing\nsite.json:1:1: taskFile is missing\n"
              "site.json:1:1: teamSize is missing\nsite.json:1:1: numTasksReveal is missing\n");
        parts = Parts::of_2023();
        parts.problem.replace(parts.problem.find("roundrobin"), 10, "greedy");
        parts.problem.replace(parts.problem.find(": 1,"), 4, ": 1.5,");
        CHECK(told(parts, files) ==
              "site.json:2:1: numTasksReveal: expected a whole number within 1 to 100, found 1.5\n"
              "site.json:2:24: taskAssignmentStrategy: only \"roundrobin\" is known here, found \"greedy\"\n");
        parts = Parts();
        parts.agents = "2\n5\n12\n";
        parts.tasks = "3\n8,-1,-2\n6\nx\n";
        CHECK(told(parts, files) ==
              "a.agents:2:1: agent 0 starts in cell 5, which (row 1, column 1) is an obstacle\n"
              "a.agents:3:1: agent 1 starts in cell 12, which is not on the map, whose cells are 0 to 11\n"
              "t.tasks:2:1: task 0 has an errand in cell -1, which is not on the map, whose cells are 0 to 11\n"
              "t.tasks:3:1: task 1 has an errand in cell 6, which (row 1, column 2) is an obstacle\n"
              "t.tasks:4:1: \"x\" is not a cell's number\n");
    }

    TEST_CASE("lists of agents and tasks that cannot be used are told with their line") {
        const auto agents = [](const std::string& text) {
            Parts parts;
            parts.agents = text;
            return parts;
        };
        const auto tasks = [](const std::string& text) {
            Parts parts;
            parts.tasks = text;
            return parts;
        };
        Parts old = Parts::of_2023();
        old.tasks = "2\n8\n8,11\n";
        check({
            {agents(""), "a.agents: expected the number of agents, the file is empty"},
            {agents("# 2\n"), "a.agents:1:1: expected the number of agents, the file is empty"},
            {agents("two\n"), "a.agents:1:1: expected the number of agents, a whole number within 1 to 4000000, found \"two\""},
            {agents("0\n"), "a.agents:1:1: expected the number of agents, a whole number within 1 to 4000000, found \"0\""},
            {agents("2\n0\n0\n"), "a.agents:3:1: agent 1 starts in cell 0, where agent 0 starts"},
            {agents("2\n0\n"), "a.agents:2:1: the file ends after 1 of 2 agents"},
            {agents("2\n0\n1,2\n"), "a.agents:3:1: \"1,2\" is not one cell's number"},
            {agents("2\n0\n99999999999999999999\n"), "a.agents:3:1: \"99999999999999999999\" is not one cell's number"},
            {tasks("2\n8\n"), "t.tasks:2:1: the file ends after 1 of 2 tasks"},
            {tasks("1\n8,,3\n"), "t.tasks:2:3: \"\" is not a cell's number"},
            {tasks("1\n8,\n"), "t.tasks:2:3: \"\" is not a cell's number"},
            {tasks("1\n8.0\n"), "t.tasks:2:1: \"8.0\" is not a cell's number"},
            {tasks("99999999\n8\n"),
             "t.tasks:1:1: expected the number of tasks, a whole number within 1 to 20000000, found \"99999999\""},
            {tasks("1\n\x01\xff\n"), "t.tasks:2:1: \"??\" is not a cell's number"},
            {old, "t.tasks:3:1: \"8,11\" is not one cell's number"},
        });
    }

    TEST_CASE("no more than twenty faults are told of one file") {
        const Files files;
        Parts parts;
        parts.tasks = "100\n";
        for (int i = 0; i < 100; ++i)
            parts.tasks += "5\n";
        const std::string text = told(parts, files);
        CHECK(std::count(text.begin(), text.end(), '\n') == 20);
    }

    TEST_CASE("maps that cannot be used are told") {
        check({
            {with(&Parts::map, "height 3", "height 4"), "maps/m.map:8:1: the map ends after 3 of 4 rows"},
            {with(&Parts::map, ".@T.", ".@T"), "maps/m.map:6:1: the row has 3 characters, the map's width is 4"},
            {with(&Parts::map, "width 4", "width four"), "maps/m.map:3:7: \"four\" is not a whole number within 1 to 4000000"},
            {with(&Parts::map, "height 3\nwidth 4", "height 100000\nwidth 100000"),
             "maps/m.map:2:1: a map of 100000 x 100000 cells is too large, at most 4000000 cells are allowed"},
            {with(&Parts::map, "map\n", "grid\n"), "maps/m.map:4:1: expected \"map\", found \"grid\""},
        });
    }

    TEST_CASE("a file that cannot be read is named, with who named it") {
        const Files files;
        CHECK_THROWS_AS((void)read_instance(files.path("nowhere.json")), EnvironmentError);
        CHECK_THROWS_AS((void)read_instance(files.path("")), EnvironmentError);
        const std::string path = with(&Parts::problem, "maps/m.map", "maps").write(files);
        CHECK_THROWS_WITH_AS((void)read_instance(path), doctest::Contains("/maps': it is a directory (named by "),
                             EnvironmentError);
        const std::string other = with(&Parts::problem, "t.tasks", "none").write(files);
        CHECK_THROWS_WITH_AS((void)read_instance(other), doctest::Contains("site.json:5:3)"), EnvironmentError);
    }
}

TEST_SUITE("property") {
    TEST_CASE("files with bytes changed, cut or added are read or refused, and never crash") {
        const Files files;
        Stream random(11, "lorr fuzz");
        for (int round = 0; round < 1500; ++round) {
            Parts parts = random.chance(0.5) ? Parts() : Parts::of_2023();
            std::string& text = *std::array{&parts.map, &parts.agents, &parts.tasks,
                                            &parts.problem}[static_cast<std::size_t>(random.integer(0, 3))];
            for (std::int64_t edits = random.integer(1, 3); edits > 0 && !text.empty(); --edits) {
                const auto at = static_cast<std::size_t>(random.integer(0, static_cast<std::int64_t>(text.size()) - 1));
                const auto kind = random.integer(0, 3);
                if (kind == 0) text[at] = static_cast<char>(random.integer(0, 255));
                if (kind == 1) text.resize(at);
                if (kind == 2) text.insert(at, 1, "0123456789,.-\"{}[]\n\r #@T\\"[random.integer(0, 24)]);
                if (kind == 3) text.erase(at, 1);
            }
            try {
                const motion::lorr::Instance instance = read_instance(parts.write(files));
                CHECK(instance.robot_count() >= 1);
                CHECK(instance.task_count() >= 1);
                for (const CellId c : instance.errands)
                    CHECK(instance.floor.kind(c) == floor::CellKind::Aisle);
            } catch (const InputError& error) {
                CHECK(!error.diagnostics().empty());
            } catch (const EnvironmentError&) {
                // A changed name of a file.
            }
        }
    }
}
