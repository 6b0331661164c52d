#include <doctest/doctest.h>

#include "support.hpp"

using namespace dray;
using namespace dray::floor;

namespace {

/// Every field's default against its own range and options; sections and entries of lists likewise.
void check_defaults(const config::Table& table, void* values) {
    for (const config::Field& field : table.fields) {
        INFO(table.name, ".", field.name);
        CHECK_FALSE(field.doc.empty());
        void* const member = field.member(values);
        if (field.kind == config::FieldKind::Number) {
            const double value = *static_cast<double*>(member);
            CHECK((value >= field.range.low && value <= field.range.high));
        } else if (field.kind == config::FieldKind::Integer) {
            const auto value = static_cast<double>(*static_cast<std::int64_t*>(member));
            CHECK((value >= field.range.low && value <= field.range.high));
        } else if (field.kind == config::FieldKind::Choice) {
            const std::string& value = *static_cast<std::string*>(member);
            bool known = false;
            for (const config::Option& option : field.options)
                known = known || option.name == value;
            CHECK(known);
        } else if (field.kind == config::FieldKind::Section) {
            check_defaults(*field.table, member);
        } else if (field.kind == config::FieldKind::List) {
            check_defaults(*field.table, field.list_append(member));
        }
    }
}

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("every field of the floor has a meaning and a default within its range") {
        FloorConfig config;
        check_defaults(floor_table(), &config);
        // The walk above filled one entry into each list, so that it went through all of them.
        CHECK(config.zones.size() == 1);
        CHECK(config.drawn.legend.size() == 1);
    }

    TEST_CASE("the defaults make a site") {
        const testing::Built built = testing::build_floor({});
        REQUIRE_MESSAGE(built.faults.empty(), built.text());
        CHECK(built.floor.lanes().size() == 10);
        CHECK(built.floor.slots().size() == 480);
        CHECK(testing::broken_promise(built.floor) == "");
    }
}
