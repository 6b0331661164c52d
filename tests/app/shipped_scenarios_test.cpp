// What is shipped agrees with the program: scenarios with the schema and the checks, the schema with the tables.
#include <doctest/doctest.h>

#include <charconv>
#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "cli.hpp"
#include "config/document.hpp"

using dray::test::Outcome;
using dray::test::run_dray;
using dray::test::Scratch;
using dray::test::slurp;

namespace {

const std::string kSource = DRAY_SOURCE_DIR;

std::vector<std::filesystem::path> shipped() {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(kSource + "/scenarios"))
        if (entry.path().extension() == ".yaml") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

nlohmann::json scalar(const dray::config::Value& value) {
    const std::string& text = value.scalar;
    if (value.quoted) return text;
    if (text == "true" || text == "false") return text == "true";
    std::int64_t whole = 0;
    double number = 0;
    const char* end = text.data() + text.size();
    if (const auto [at, error] = std::from_chars(text.data(), end, whole); error == std::errc() && at == end) return whole;
    if (const auto [at, error] = std::from_chars(text.data(), end, number); error == std::errc() && at == end) return number;
    return text;
}

nlohmann::json json_of(const dray::config::Value& value) {
    using Kind = dray::config::Value::Kind;
    nlohmann::json out;
    if (value.kind == Kind::Scalar) return scalar(value);
    if (value.kind == Kind::List) out = nlohmann::json::array();
    if (value.kind == Kind::Map) out = nlohmann::json::object();
    for (const dray::config::Value& entry : value.list)
        out.push_back(json_of(entry));
    for (const auto& [name, entry] : value.map)
        out[name] = json_of(entry);
    return out;
}

/// What the schema says against a scenario; empty when it is valid.
std::string violations(const nlohmann::json& scenario) {
    const nlohmann::json text = nlohmann::json::parse(slurp(kSource + "/assets/scenario.schema.json"));
    valijson::Schema schema;
    valijson::SchemaParser(valijson::SchemaParser::kDraft7).populateSchema(valijson::adapters::NlohmannJsonAdapter(text), schema);
    valijson::ValidationResults results;
    valijson::Validator().validate(schema, valijson::adapters::NlohmannJsonAdapter(scenario), &results);
    std::string all;
    valijson::ValidationResults::Error error;
    while (results.popError(error)) {
        for (const std::string& step : error.context)
            all += step;
        all += ": " + error.description + "\n";
    }
    return all;
}

}  // namespace

TEST_SUITE("scenario") {
    TEST_CASE("every shipped scenario passes the program's check, from any working directory") {
        const Scratch scratch;
        REQUIRE(shipped().size() >= 7);
        for (const std::filesystem::path& file : shipped()) {
            CAPTURE(file);
            const Outcome outcome = run_dray(scratch, "check " + file.string(), "cd '" + scratch.path().string() + "' &&");
            INFO(outcome.err);
            CHECK(outcome.exit_code == 0);
            CHECK(outcome.out.starts_with(file.string() + ": valid\n"));
        }
    }

    TEST_CASE("every shipped scenario is valid by the shipped schema and says so to editors") {
        for (const std::filesystem::path& file : shipped()) {
            CAPTURE(file);
            CHECK(violations(json_of(dray::config::load(file.string()).root)) == "");
            CHECK(slurp(file).starts_with("# yaml-language-server: $schema=../assets/scenario.schema.json\n"));
        }
        CHECK(violations({{"fleets", {{{"count", 6}}}}}) == "");
        CHECK(violations({{"fleets", {{{"count", 0}}}}}) != "");
        CHECK(violations({{"flets", nlohmann::json::array()}}) != "");
        CHECK(violations({{"floor", {{"layout", "drwan"}}}}) != "");
    }

    TEST_CASE("the shipped schema is the one that the program prints") {
        const Scratch scratch;
        const Outcome outcome = run_dray(scratch, "schema");
        CHECK(outcome.exit_code == 0);
        CHECK_MESSAGE(outcome.out == slurp(kSource + "/assets/scenario.schema.json"),
                      "run: dray schema > assets/scenario.schema.json");
    }
}
