#include "floor/map_import.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "base/error.hpp"
#include "support.hpp"

using namespace dray;
using namespace dray::floor;
using namespace dray::floor::testing;

namespace {

constexpr const char* kMap =
    "type octile\n"
    "height 8\n"
    "width 12\n"
    "map\n"
    "@@@.........\n"
    "............\n"
    ".E...SSS....\n"
    "@@..S@@@S..E\n"
    "@@..S@T@S...\n"
    ".....SSS....\n"
    "....@@@@....\n"
    "....@@.@....\n";

struct Imported {
    std::optional<FloorPlan> plan;
    std::string text;
};

Imported import_text(const std::string& map, const MapLayout& layout = {}) {
    const config::Document document;
    config::Diagnostics faults;
    Faults out(document, "floor", faults);
    Imported result{import_map_text(map, "site.map", layout, 1.2, out), {}};
    for (const Diagnostic& fault : faults)
        result.text += fault.text() + "\n";
    return result;
}

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("a map becomes slots beside S, stations at E, walls where nobody gets") {
        const Imported got = import_text(kMap);
        REQUIRE_MESSAGE(got.plan, got.text);
        const Floor floor(*got.plan);
        CHECK(draw(floor) ==
              "###.........\n"
              "............\n"
              "qP..........\n"
              "##...SSS...P\n"
              "##...S#S...q\n"
              "............\n"
              "....#SSS....\n"
              "....####....\n");
        CHECK(broken_promise(floor) == "");
    }

    TEST_CASE("stations stow by turns and can be fewer than the map has") {
        const std::string row(30, '.');
        const std::string map =
            fmt::format("type octile\nheight 5\nwidth 30\nmap\n{0}\n.E..E..E..E..E..E..E..E..E..E.\n{0}\n{1}\n{2}\n", row,
                        std::string(30, 'S'), std::string(30, '@'));
        Imported got = import_text(map, {.path = {}, .stow_every = 3, .max_stations = 0});
        REQUIRE_MESSAGE(got.plan, got.text);
        std::string names;
        for (const Lane& lane : got.plan->lanes)
            names += lane.name + " ";
        CHECK(names == "pick-1 pick-2 stow-1 pick-3 pick-4 stow-2 pick-5 pick-6 stow-3 pick-7 ");
        CHECK(broken_promise(Floor(*got.plan)) == "");
        got = import_text(map, {.path = {}, .stow_every = 0, .max_stations = 2});
        REQUIRE(got.plan->lanes.size() == 2);
        CHECK(got.plan->lanes[0].name == "pick-1");
        // The third and the eighth of ten.
        CHECK(got.plan->lanes[0].service == CellId(30 + 7));
        CHECK(got.plan->lanes[1].service == CellId(30 + 22));
    }

    TEST_CASE("a map may have CRLF line ends and no end of line at its end") {
        std::string map;
        for (const char* c = kMap; *c != '\0'; ++c) {
            if (*c == '\n') map += '\r';
            map += *c;
        }
        map.resize(map.size() - 2);
        const Imported got = import_text(map);
        CHECK_MESSAGE(got.plan, got.text);
    }

    TEST_CASE("everything wrong with a map has its line and column") {
        const std::string head = "type octile\nheight 2\nwidth 3\nmap\n";
        CHECK(import_text("").text == "site.map:1:1: expected \"type octile\", found \"\"\n");
        CHECK(import_text("type tile\n").text == "site.map:1:1: expected \"type octile\", found \"type tile\"\n");
        CHECK(import_text("type octile\nheight 2\nheight 3\n").text ==
              "site.map:3:1: expected \"width N\", found \"height 3\"\n");
        CHECK(import_text("type octile\nheight 2x\n").text == "site.map:2:8: \"2x\" is not a whole number within 1 to 4000000\n");
        CHECK(import_text("type octile\nheight 0\n").text == "site.map:2:8: \"0\" is not a whole number within 1 to 4000000\n");
        CHECK(import_text("type octile\nheight 10000\nwidth 10000\nmap\n").text ==
              "site.map:2:1: a map of 10000 x 10000 cells is too large, at most 4000000 cells are allowed\n");
        CHECK(import_text("type octile\nheight 2\nwidth 3\nmaps\n").text == "site.map:4:1: expected \"map\", found \"maps\"\n");
        CHECK(import_text(head + "...\n").text == "site.map:6:1: the map ends after 1 of 2 rows\n");
        CHECK(import_text(head + "...\n....\n").text == "site.map:6:1: the row has 4 characters, the map's width is 3\n");
        CHECK(import_text(head + "...\n.x\x01\n").text == "site.map:6:2: 'x' is not a character of a map, those are .GSE@TOW\n");
        CHECK(import_text(head + "...\n..\x01\n").text ==
              "site.map:6:3: byte 1 is not a character of a map, those are .GSE@TOW\n");
        CHECK(import_text(head + "...\n...\n\n...\n").text == "site.map:8:1: text after the 2 rows of the map\n");
    }

    TEST_CASE("a station without an aisle beside it is refused at its character") {
        CHECK(import_text("type octile\nheight 3\nwidth 4\nmap\n@@@.\n@E@.\n@@@.\n").text ==
              "site.map:6:2: the station 'E' at row 1, column 1 has no aisle cell beside it\n");
    }

    TEST_CASE("a map is read beside its scenario, and one that is not there is the surroundings' fault") {
        FloorConfig config;
        config.layout = std::string("map");
        CHECK(build_floor(config).text() == "site.yaml:1:1: floor.map.path: the layout \"map\" needs the path of a .map file\n");
        config.map.path = std::string("no-such.map");
        CHECK_THROWS_WITH_AS(build_floor(config), "cannot read the map no-such.map: No such file or directory", EnvironmentError);
        const std::filesystem::path path = std::filesystem::temp_directory_path() / "dray-floor-map-import-test.map";
        std::ofstream(path) << kMap;
        config.map.path = path.string();
        const Built built = build_floor(config);
        std::filesystem::remove(path);
        REQUIRE_MESSAGE(built.faults.empty(), built.text());
        CHECK(built.floor.slots().size() == 8);
        CHECK(built.floor.lanes().size() == 2);
    }
}
