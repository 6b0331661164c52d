// A struct that may be absent: a list of at most one entry, which documents write without brackets.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "config/document.hpp"
#include "config/parameters.hpp"
#include "config/table.hpp"

using namespace dray;

namespace {

struct Belt {
    double length_m = 30;
    std::string name;
};
struct Way {
    std::string to = "there";
    std::vector<Belt> belt;
};
struct Net {
    std::vector<Way> ways;
    std::vector<Belt> spare;
};

const config::Table& belt_table() {
    static const config::Table table = config::Describe<Belt>("belt", "A belt.")
                                           .number("length_m", &Belt::length_m, {1, 100}, "m", "Its length.")
                                           .text("name", &Belt::name, "Its name.")
                                           .required()
                                           .build();
    return table;
}

const config::Table& net_table() {
    static const config::Table ways = config::Describe<Way>("way", "A way.")
                                          .text("to", &Way::to, "Where to.")
                                          .list("belt", &Way::belt, belt_table(), {0, 1}, "What moves there.")
                                          .build();
    static const config::Table table = config::Describe<Net>("net", "A net.")
                                           .list("ways", &Net::ways, ways, {0, 9}, "All ways.")
                                           .list("spare", &Net::spare, belt_table(), {0, 1}, "One more.")
                                           .build();
    return table;
}

std::string faults_of(const std::string& text, Net& net, const std::vector<std::string>& overrides = {}) {
    config::Diagnostics faults;
    config::read(config::parse(text, "in", ".", overrides), net_table(), &net, faults);
    std::string all;
    for (const Diagnostic& fault : faults)
        all += fault.text() + "\n";
    return all;
}

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("what may be absent is there when its map is written, with its defaults") {
        Net net;
        CHECK(faults_of("ways: [{to: a, belt: {name: x}}, {to: b}]\n", net) == "");
        REQUIRE(net.ways.size() == 2);
        REQUIRE(net.ways[0].belt.size() == 1);
        CHECK(net.ways[0].belt[0].length_m == 30);
        CHECK(net.ways[1].belt.empty());
        CHECK(net.spare.empty());
        CHECK(faults_of("ways: [{to: a, belt: {name: x}}]\n", net, {"ways[0].belt.length_m=12", "spare.name=y"}) == "");
        CHECK(net.ways[0].belt[0].length_m == 12);
        CHECK(net.spare.at(0).name == "y");
    }

    TEST_CASE("its faults have their place, and only a map is taken") {
        Net net;
        CHECK(faults_of("ways:\n  - belt: {length_m: 0, name: x}\n", net) ==
              "in:2:12: ways[0].belt.length_m: 0 is out of range; allowed 1 to 100 m\n");
        CHECK(faults_of("spare: {}\n", net) == "in:1:1: spare.name: missing; expected text\n");
        CHECK(faults_of("spare: [{name: x}]\n", net) == "in:1:1: spare: expected a map of fields, found a list\n");
        CHECK(faults_of("spare:\n", net).find("spare: expected a map of fields, found nothing; write {} for the defaults") !=
              std::string::npos);
        CHECK(faults_of("spare: {nam: x, name: y}\n", net).find("did you mean 'name'?") != std::string::npos);
    }

    TEST_CASE("it is written as it is read, not at all when it is absent, and told in schema, reference and parameters") {
        const Net net{.ways = {{"a", {{12, "x"}}}, {"b", {}}}, .spare = {}};
        const std::string text = config::to_yaml(net_table(), &net);
        CHECK(text == "ways:\n  - to: a\n    belt:\n      length_m: 12\n      name: x\n  - to: b\n");
        Net again;
        CHECK(faults_of(text, again) == "");
        CHECK(config::to_yaml(net_table(), &again) == text);
        const nlohmann::json spare = config::schema(net_table(), "net")["properties"]["spare"];
        CHECK(spare["type"] == "object");
        CHECK(spare["properties"]["length_m"]["maximum"] == 100);
        CHECK(spare["allOf"][0]["required"][0] == "name");
        const std::string page = config::reference(net_table());
        CHECK(page.find("## `ways[].belt`") != std::string::npos);
        CHECK(page.find("| `spare` |  |  | none |") != std::string::npos);
        CHECK(config::parameters(net_table(), &net)[1].path == "ways[0].belt.length_m");
    }
}
