#include <cmath>
#include <nlohmann/json.hpp>

#include "config/document.hpp"
#include "config/grade.hpp"
#include "config/phrases.hpp"

namespace dray::config {

namespace {

using nlohmann::json;

/// A number as JSON, without a point where it is whole and exact.
json number_json(double value) {
    constexpr double kMostExact = 9007199254740992.0;  // 2^53
    if (std::floor(value) == value && std::abs(value) <= kMostExact) return static_cast<std::int64_t>(value);
    return value;
}

void add_range(json& schema, const Range& range) {
    constexpr double kMost = std::numeric_limits<double>::max();
    if (range.low > -kMost) schema["minimum"] = number_json(range.low);
    if (range.high < kMost) schema["maximum"] = number_json(range.high);
}

std::string description(const Field& field) {
    std::string text = field.doc;
    if (!field.unit.empty()) text += " Unit: " + field.unit + ".";
    for (const Option& option : field.options)
        text += " " + option.name + ": " + option.doc + ".";
    if (!field.source.text.empty()) text += " Source: " + field.source.text + " (" + grade_word(field.source.grade) + ").";
    if (field.source.text.empty() && field.source.grade != Grade::Choice)
        text += std::string(" Default: ") + grade_word(field.source.grade) + ".";
    return text;
}

json type_of(const Field& field, void* member);

json object(const Table& table, void* defaults) {
    json properties = json::object();
    for (const Field& field : table.fields)
        properties[field.name] = type_of(field, field.member(defaults));
    return {{"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
}

/// What must be given in an object, also inside its sections; empty when nothing must.
json required_in(const Table& table) {
    json names = json::array();
    json properties = json::object();
    for (const Field& field : table.fields) {
        json inner = field.kind == FieldKind::Section ? required_in(*field.table) : json::object();
        if (field.required || !inner.empty()) names.push_back(field.name);
        if (!inner.empty()) properties[field.name] = std::move(inner);
    }
    json out = json::object();
    if (!names.empty()) out["required"] = std::move(names);
    if (!properties.empty()) out["properties"] = std::move(properties);
    return out;
}

json array_of(const Field& field, json items) {
    return {{"type", "array"}, {"minItems", field.size.first}, {"maxItems", field.size.second}, {"items", std::move(items)}};
}

json list_type(const Field& field) {
    const auto entry = field.table->make_default();
    json items = object(*field.table, entry.get());
    // An entry of a list is never merged with another file's, so that it must be whole wherever it stands.
    json required = required_in(*field.table);
    if (!required.empty()) items["allOf"] = json::array({std::move(required)});
    if (may_be_absent(field)) return items;
    return array_of(field, std::move(items));
}

json type_of(const Field& field, void* member) {
    json schema;
    switch (field.kind) {
        case FieldKind::Number:
            schema = {{"type", "number"}, {"default", number_json(*static_cast<double*>(member))}};
            add_range(schema, field.range);
            break;
        case FieldKind::Integer:
            schema = {{"type", "integer"}, {"default", *static_cast<std::int64_t*>(member)}};
            add_range(schema, field.range);
            break;
        case FieldKind::Flag:
            schema = {{"type", "boolean"}, {"default", *static_cast<bool*>(member)}};
            break;
        case FieldKind::Text:
            schema = {{"type", "string"}, {"default", *static_cast<std::string*>(member)}};
            break;
        case FieldKind::Choice: {
            json names = json::array();
            for (const Option& option : field.options)
                names.push_back(option.name);
            schema = {{"type", "string"}, {"enum", std::move(names)}, {"default", *static_cast<std::string*>(member)}};
            break;
        }
        case FieldKind::Numbers: {
            json items = {{"type", "number"}};
            add_range(items, field.range);
            schema = array_of(field, std::move(items));
            schema["default"] = json::array();
            for (const double number : *static_cast<std::vector<double>*>(member))
                schema["default"].push_back(number_json(number));
            break;
        }
        case FieldKind::Texts:
            schema = array_of(field, {{"type", "string"}});
            schema["default"] = *static_cast<std::vector<std::string>*>(member);
            break;
        case FieldKind::Section:
            schema = object(*field.table, member);
            break;
        case FieldKind::List:
            schema = list_type(field);
            break;
    }
    if (field.required) schema.erase("default");
    schema["description"] = description(field);
    return schema;
}

}  // namespace

json schema(const Table& table, const std::string& title) {
    const auto defaults = table.make_default();
    json out = object(table, defaults.get());
    out["$schema"] = "http://json-schema.org/draft-07/schema#";
    out["title"] = title;
    out["description"] = table.doc;
    out["properties"]["extends"] = {
        {"type", "string"},
        {"minLength", 1},
        {"description",
         "Path of the scenario that this one changes, relative to this file. Maps are merged, all else is replaced."}};
    // What must be given may stand in the extended file, which an editor does not see.
    json required = required_in(table);
    if (!required.empty()) {
        out["if"] = {{"required", json::array({"extends"})}};
        out["else"] = std::move(required);
    }
    return out;
}

}  // namespace dray::config
