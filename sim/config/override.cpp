#include "config/override.hpp"

#include <fmt/format.h>

#include "config/field_path.hpp"
#include "config/limits.hpp"
#include "config/phrases.hpp"
#include "config/yaml_source.hpp"

namespace dray::config {

namespace {

void set_place(Value& value, const Place& place) {
    value.place = place;
    for (Value& entry : value.list)
        set_place(entry, place);
    for (auto& [name, entry] : value.map)
        set_place(entry, place);
}

/// The value of a --set; its faults are those of its text, without line and column.
bool parse_override(const std::string& text, const Place& place, Value& value, Diagnostics& faults) {
    if (text.find('\n') != std::string::npos) {
        faults.push_back(fault_at(place, "the value must stand on one line"));
        return false;
    }
    try {
        value = read_yaml(text, place.file);
    } catch (const InputError& error) {
        for (const Diagnostic& diagnostic : error.diagnostics())
            faults.push_back(fault_at(place, diagnostic.message));
        return false;
    }
    set_place(value, place);
    return true;
}

/// One step down to a list entry, or null with the reason.
Value* step_into_list(Value& value, const std::string& path, std::size_t index, std::string& why) {
    if (value.kind != Value::Kind::List) {
        why = fmt::format("{}: expected a list, found {}", path, found_text(value));
    } else if (index >= value.list.size()) {
        why = fmt::format("{}: there is no entry {}; the list has {}", path, index, value.list.size());
    } else {
        return &value.list[index];
    }
    return nullptr;
}

/// One step down to a field, which is made when missing, or null with the reason.
Value* step_into_map(Value& value, const std::string& path, const std::string& name, const Place& place, std::string& why) {
    if (value.kind == Value::Kind::Null) value.kind = Value::Kind::Map;
    if (value.kind != Value::Kind::Map) {
        why = fmt::format("{}: expected a map of fields, found {}", path, found_text(value));
        return nullptr;
    }
    for (auto& [key, entry] : value.map)
        if (key == name) return &entry;
    Value fresh;
    fresh.place = place;
    return &value.map.emplace_back(name, std::move(fresh)).second;
}

/// The value that the steps lead to, or null with the reason.
Value* walk(Value& root, const std::vector<PathStep>& steps, const Place& place, std::string& why) {
    Value* value = &root;
    std::string path;
    for (const PathStep& step : steps) {
        const bool into_list = step.name.empty();
        value = into_list ? step_into_list(*value, path, step.index, why) : step_into_map(*value, path, step.name, place, why);
        if (value == nullptr) return nullptr;
        path = into_list ? indexed_path(path, step.index) : joined_path(path, step.name);
    }
    return value;
}

}  // namespace

void apply_override(Value& root, const std::string& text, Diagnostics& faults) {
    const Place place{"--set " + text, 0, 0};
    const std::size_t equals = text.find('=');
    const auto steps = split_path(std::string_view(text).substr(0, equals));
    if (equals == std::string::npos || !steps || steps->size() > kMostDepth) {
        faults.push_back(fault_at(place, "expected a.b=value or a[0].b=value"));
        return;
    }
    if (steps->front().name == "extends") {
        faults.push_back(fault_at(place, "'extends' can only be given in a file"));
        return;
    }
    Value value;
    if (!parse_override(text.substr(equals + 1), place, value, faults)) return;

    std::string why;
    Value* target = walk(root, *steps, place, why);
    if (target == nullptr) {
        faults.push_back(fault_at(place, why));
        return;
    }
    *target = std::move(value);
}

}  // namespace dray::config
