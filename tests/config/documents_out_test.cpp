// What the tables print: YAML, JSON Schema, the reference page and the list of assumed fields.

// GCC 12 takes string additions inlined from valijson for copies of impossible size (its bug 105651).
#pragma GCC diagnostic ignored "-Wstringop-overflow"
#pragma GCC diagnostic ignored "-Wrestrict"
// With sanitizers it takes std::function inside std::regex, which valijson uses, for uninitialised.
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "sample.hpp"

using nlohmann::json;
using sample::Site;

namespace {

bool valid(const json& schema_text, const json& document) {
    valijson::Schema schema;
    valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
    parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(schema_text), schema);
    valijson::Validator validator;
    return validator.validate(schema, valijson::adapters::NlohmannJsonAdapter(document), nullptr);
}

/// A value as JSON by YAML's core schema: what an editor with a YAML language server compares with the schema.
json json_of(const dray::config::Value& value) {
    using Kind = dray::config::Value::Kind;
    json out;
    if (value.kind == Kind::List) {
        out = json::array();
        for (const auto& entry : value.list)
            out.push_back(json_of(entry));
    } else if (value.kind == Kind::Map) {
        out = json::object();
        for (const auto& [name, entry] : value.map)
            out[name] = json_of(entry);
    } else if (value.kind == Kind::Scalar) {
        out = value.scalar;
        const json typed = json::parse(value.scalar, nullptr, false);
        if (!value.quoted && (typed.is_number() || typed.is_boolean())) out = typed;
    }
    return out;
}

json json_of(const std::string& yaml) {
    return json_of(dray::config::parse(yaml, "in", ".").root);
}

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("the schema accepts what the reader accepts and refuses what it refuses") {
        const json schema = dray::config::schema(sample::site_table(), "a site");
        for (const char* good : {
                 "demand: {orders_per_h: 5}",
                 "title: a\nseed: -3\noffset_m: 0.5\nrecord: true\ndemand: {orders_per_h: 0, policy: fullest, weights: [1, 0]}",
                 "demand: {orders_per_h: 100000}\nfleets: [{name: a, count: 1, drive: {speed_mps: 0.1, lifts: false}, tags: "
                 "[x]}]",
                 "demand: {orders_per_h: 1e3}\nfleets: []\nnotes: [a, \"5\"]",
             }) {
            CAPTURE(good);
            CHECK(sample::read_site(good).faults.empty());
            CHECK(valid(schema, json_of(good)));
        }
        for (const char* bad : {
                 "title: a",
                 "demand: {}",
                 "demand: {orders_per_h: -1}",
                 "demand: {orders_per_h: 100001}",
                 "demand: {orders_per_h: \"5\"}",
                 "demand: {orders_per_h: 5, oders: 3}",
                 "demand: {orders_per_h: 5, policy: other}",
                 "demand: {orders_per_h: 5, weights: []}",
                 "demand: {orders_per_h: 5, weights: [1, 1, 1, 1]}",
                 "demand: {orders_per_h: 5, weights: [2]}",
                 "demand: {orders_per_h: 5, weights: 1}",
                 "demand: {orders_per_h: 5}\nseed: 1.5",
                 "demand: {orders_per_h: 5}\nrecord: yes",
                 "demand: {orders_per_h: 5}\nextra: 1",
                 "demand: {orders_per_h: 5}\nnotes: [[a]]",
                 "demand: {orders_per_h: 5}\ntitle: [a]",
                 "demand: {orders_per_h: 5}\nfleets: {name: a}",
                 "demand: {orders_per_h: 5}\nfleets: [{count: 3}]",
                 "demand: {orders_per_h: 5}\nfleets: [{name: a, count: 0}]",
                 "demand: {orders_per_h: 5}\nfleets: [{name: a, drive: {speed_mps: 9}}]",
                 "demand: {orders_per_h: 5}\nfleets: [{name: a, drive: {lifts: 1}}]",
                 "demand: {orders_per_h: 5}\nfleets: [{name: a}, {name: a}, {name: a}, {name: a}]",
                 "demand: 5",
             }) {
            CAPTURE(bad);
            CHECK(!sample::read_site(bad).faults.empty());
            CHECK(!valid(schema, json_of(bad)));
        }
    }

    TEST_CASE("a file that extends another may leave out what must be given, but not be wrong") {
        const json schema = dray::config::schema(sample::site_table(), "a site");
        CHECK(valid(schema, json{{"extends", "base.yaml"}, {"demand", {{"policy", "fullest"}}}}));
        CHECK(!valid(schema, json{{"demand", {{"policy", "fullest"}}}}));
        CHECK(!valid(schema, json{{"extends", "base.yaml"}, {"demand", {{"policy", "other"}}}}));
        CHECK(!valid(schema, json{{"extends", "base.yaml"}, {"fleets", json::array({{{"count", 3}}})}}));
        CHECK(!valid(schema, json{{"extends", ""}}));
        CHECK(!valid(schema, json{{"extends", 5}}));
    }

    TEST_CASE("the schema tells type, limits, default, unit, source and grade") {
        const json schema = dray::config::schema(sample::site_table(), "a site");
        CHECK(schema["$schema"] == "http://json-schema.org/draft-07/schema#");
        CHECK(schema["title"] == "a site");
        CHECK(schema["additionalProperties"] == false);
        CHECK(schema["properties"]["offset_m"] ==
              json{{"type", "number"}, {"default", 0}, {"description", "Any number. Unit: m."}});
        const json& fleet = schema["properties"]["fleets"]["items"]["properties"];
        CHECK(fleet["drive"]["properties"]["speed_mps"] ==
              json{{"type", "number"},
                   {"minimum", 0.1},
                   {"maximum", 5},
                   {"default", 1.5},
                   {"description", "Top speed. Unit: m/s. Source: a data sheet (vendor or press)."}});
        CHECK(fleet["count"]["description"] == "Robots in it. Default: assumed.");
        CHECK(!fleet["name"].contains("default"));
        const json& policy = schema["properties"]["demand"]["properties"]["policy"];
        CHECK(policy["enum"] == json{"nearest", "fullest"});
        CHECK(policy["description"] ==
              "How a pod is chosen. nearest: the nearest pod. fullest: the pod | with most. Source: a guess (assumed).");
    }

    TEST_CASE("YAML shows every field, blocks for texts of several lines, and quotes only where needed") {
        Site site;
        site.title = "first\n  second\n";
        site.demand.orders_per_h = 0.1;
        site.fleets = {{"a b", 3, {1e-7, false}, {"true", ""}}};
        site.notes = {" x\ny", "5", "a: b"};
        CHECK(dray::config::to_yaml(sample::site_table(), &site) == R"(title: |
  first
    second
seed: 1
offset_m: 0
record: false
demand:
  orders_per_h: 0.1
  policy: nearest
  weights: [0.5, 0.25]
fleets:
  - name: a b
    count: 3
    drive:
      speed_mps: 1e-07
      lifts: false
    tags:
      - "true"
      - ""
notes:
  - |2-
     x
    y
  - "5"
  - "a: b"
)");
    }

    TEST_CASE("the reference page has a table for every section with all columns") {
        const std::string page = dray::config::reference(sample::site_table());
        for (const char* line : {
                 "## site\n\nA whole site.\n\n| field | unit | range | default | grade | source | meaning "
                 "|\n|---|---|---|---|---|---|---|\n",
                 "| `offset_m` | m |  | `0` | choice |  | Any number. |\n",
                 "| `record` |  | true, false | `false` | choice |  | Whether to record. |\n",
                 "| `fleets` |  | 0 to 3 entries | none |  |  | All robots. See `fleets[]`. |\n",
                 "\n## `demand`\n\nWhat is ordered.\n\n",
                 "| `orders_per_h` | orders/h | 0 to 100000 | must be given | measured or published | a study | Rate of orders. "
                 "|\n",
                 "| `policy` |  | `nearest`, `fullest` | `nearest` | assumed | a guess | How a pod is chosen. `nearest`: the "
                 "nearest pod. "
                 "`fullest`: the pod \\| with most. |\n",
                 "| `weights` |  | 0 to 1; 1 to 3 entries | `[0.5, 0.25]` | choice |  | Shares of 1, 2 and 3 lines. |\n",
                 "\n## `fleets[]`\n\nRobots of one kind.\n",
                 "\n## `fleets[].drive`\n\nA drive unit.\n",
                 "| `speed_mps` | m/s | 0.1 to 5 | `1.5` | vendor or press | a data sheet | Top speed. |\n",
             }) {
            CAPTURE(line);
            CHECK(page.find(line) != std::string::npos);
        }
    }

    TEST_CASE("assumed fields are those graded so that still hold their default") {
        Site site;
        site.fleets = {{}, {}};
        site.fleets[0].count = 11;
        site.fleets[1].drive.lifts = false;
        CHECK(dray::config::assumed_fields(sample::site_table(), &site) ==
              std::vector<std::string>{"demand.policy", "fleets[0].drive.lifts", "fleets[1].count"});
    }
}
