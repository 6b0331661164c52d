#include "rules.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

using house::Source;

namespace {

using Rule = std::vector<std::string> (*)(const Source&);

/// All violations of a rule in the tree, one a line.
std::string violations(Rule rule) {
    static const std::vector<Source> sources = house::sources_of(DRAY_SOURCE_DIR);
    REQUIRE(sources.size() > 20);
    std::string all;
    for (const Source& source : sources)
        for (const std::string& words : rule(source))
            all += words + "\n";
    return all;
}

std::size_t count(Rule rule, const std::string& path, const std::string& text) {
    return rule(Source{path, text}).size();
}

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("no room includes a room above it") {
        CHECK(violations(house::upward_includes) == "");
    }

    TEST_CASE("the include checker reports a planted upward include and nothing else") {
        const Source planted{"sim/floor/x.cpp",
                             "#include \"floor/floor.hpp\"\n#include \"base/id.hpp\"\n\n  #  include \"motion/planner.hpp\"\n"};
        CHECK(house::upward_includes(planted) ==
              std::vector<std::string>{"sim/floor/x.cpp:4: includes motion/planner.hpp of a room above"});
        CHECK(count(house::upward_includes, "sim/app/x.cpp", planted.text) == 0);
        CHECK(count(house::upward_includes, "sim/floor/x.cpp", "#include \"../motion/planner.hpp\"\n") == 1);
        CHECK(count(house::upward_includes, "sim/floor/x.cpp", "#include \"floor.hpp\"\n") == 1);
        CHECK(count(house::upward_includes, "sim/cellar/x.cpp", "\n") == 1);
        CHECK(count(house::upward_includes, "sim/floor/x.cpp", "#include <vector>\n") == 0);
    }

    TEST_CASE("each outside library with traps is known to one room only") {
        CHECK(violations(house::stray_libraries) == "");
        CHECK(count(house::stray_libraries, "sim/floor/x.cpp", "#include <yaml-cpp/yaml.h>\n") == 1);
        CHECK(count(house::stray_libraries, "sim/engine/x.cpp", "#include \"box2d/box2d.h\"\n#include <SFML/Graphics.hpp>\n") ==
              2);
        CHECK(count(house::stray_libraries, "sim/config/x.cpp", "#include <yaml-cpp/yaml.h>\n") == 0);
        CHECK(count(house::stray_libraries, "sim/physics/x.cpp", "#include <box2d/box2d.h>\n") == 0);
    }

    TEST_CASE("rooms that simulate know no clock, no sleep and no random numbers but the house's") {
        CHECK(violations(house::clocks_and_chance) == "");
        CHECK(count(house::clocks_and_chance, "sim/motion/x.cpp",
                    "#include <chrono>\nauto t = std::chrono::steady_clock::now();\n") == 1);
        CHECK(count(house::clocks_and_chance, "sim/engine/x.cpp", "std::uniform_int_distribution<int> d;\nstd::mt19937 g;\n") ==
              2);
        // The calendar in <chrono> is arithmetic, not a clock.
        CHECK(count(house::clocks_and_chance, "sim/motion/x.cpp", "#include <chrono>\nstd::chrono::sys_days d;\n") == 0);
        CHECK(count(house::clocks_and_chance, "sim/app/x.cpp", "auto t = std::chrono::steady_clock::now();\n") == 0);
        CHECK(count(house::clocks_and_chance, "sim/motion/x.cpp",
                    "// steady_clock and /* rand */ here\nauto s = \"rand 'chrono\"; /* mt19937\n */") == 0);
        CHECK(count(house::clocks_and_chance, "sim/motion/x.cpp",
                    "const int n = 1'000; char c = '\"'; int r = rand(); // \"\n") == 1);
    }

    TEST_CASE("the physics adapter never sets a pose or velocity") {
        CHECK(violations(house::pose_setters) == "");
        CHECK(count(house::pose_setters, "sim/physics/x.cpp",
                    "body->SetTransform(p, 0);\nb.SetLinearVelocity(v); b.SetAngularVelocity(0);\n") == 3);
        CHECK(count(house::pose_setters, "sim/physics/x.cpp", "// no SetTransform here\nbody->GetTransform();\n") == 0);
    }

    TEST_CASE("no file is longer than 450 lines") {
        CHECK(violations(house::long_files) == "");
        CHECK(count(house::long_files, "sim/base/x.cpp", std::string(450, '\n')) == 0);
        CHECK(count(house::long_files, "sim/base/x.cpp", std::string(451, '\n')) == 1);
    }

    TEST_CASE("every header starts with a comment") {
        CHECK(violations(house::headers_without_words) == "");
        CHECK(count(house::headers_without_words, "sim/base/x.hpp", "#pragma once\n") == 1);
        CHECK(count(house::headers_without_words, "sim/base/x.hpp", "// What it is.\n#pragma once\n") == 0);
        CHECK(count(house::headers_without_words, "sim/base/x.cpp", "int x;\n") == 0);
    }

    TEST_CASE("every shipped scenario names its schema in the first line") {
        int scenarios = 0;
        for (const auto& entry : std::filesystem::directory_iterator(std::string(DRAY_SOURCE_DIR) + "/scenarios")) {
            if (entry.path().extension() != ".yaml") continue;
            ++scenarios;
            std::ifstream file(entry.path());
            std::string line;
            std::getline(file, line);
            CAPTURE(entry.path().string());
            CHECK(line == "# yaml-language-server: $schema=../assets/scenario.schema.json");
        }
        CHECK(scenarios > 0);
    }

    TEST_CASE("no test has a name by which CTest loses it") {
        std::string lost;
        for (const Source& source : house::sources_of(DRAY_SOURCE_DIR, "tests"))
            for (const std::string& words : house::lost_tests(source))
                lost += words + "\n";
        CHECK(lost == "");
        CHECK(count(house::lost_tests, "tests/base/x.cpp", "TEST_CASE(\"one thing; another\") {}\n") == 1);
        CHECK(count(house::lost_tests, "tests/base/x.cpp", "TEST_CASE(\n    \"one thing; another\") {}\n") == 1);
        CHECK(count(house::lost_tests, "tests/base/x.cpp", "TEST_CASE(\"one thing, another\") {\n  f();\n}\n") == 0);
    }

    TEST_CASE("the order of the rooms is the one that the build links by") {
        std::ifstream file(std::string(DRAY_SOURCE_DIR) + "/CMakeLists.txt");
        const std::string text(std::istreambuf_iterator<char>(file), {});
        std::size_t at = text.find("set(DRAY_ROOMS ");
        REQUIRE(at != std::string::npos);
        for (const std::string& room : house::rooms()) {
            if (room == "view" || room == "app") continue;
            CAPTURE(room);
            const std::size_t next = text.find(" " + room, at);
            REQUIRE(next != std::string::npos);
            at = next;
        }
    }
}
