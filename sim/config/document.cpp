#include "config/document.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "config/field_path.hpp"
#include "config/file.hpp"
#include "config/limits.hpp"
#include "config/merge.hpp"
#include "config/override.hpp"
#include "config/phrases.hpp"
#include "config/yaml_source.hpp"

namespace dray::config {

namespace {

/// One file of a chain of `extends`.
struct Layer {
    Value root;
    std::string name;     ///< as shown in messages
    std::string file;     ///< the same file under any name has the same one; empty for a text
    std::string extends;  ///< path of the next file, as shown; empty at the end of the chain
    Place extends_place;
};

std::string real_path(const std::string& path) {
    std::error_code ignored;
    const auto real = std::filesystem::weakly_canonical(path, ignored);
    return ignored ? path : real.string();
}

/// Takes `extends` out of a file's fields.
void take_extends(Layer& layer, const std::string& directory) {
    auto& map = layer.root.map;
    const auto entry = std::find_if(map.begin(), map.end(), [](const auto& e) { return e.first == "extends"; });
    if (entry == map.end()) return;
    const Value& value = entry->second;
    if (value.kind != Value::Kind::Scalar || value.scalar.empty() || value.scalar.find('\n') != std::string::npos)
        throw InputError({fault_at(value.place, "extends: expected the path of a file, found " + found_text(value))});
    layer.extends = path_within(directory, value.scalar);
    layer.extends_place = value.place;
    map.erase(entry);
}

Layer read_layer(std::string text, const std::string& name, const std::string& directory) {
    Layer layer;
    layer.name = name;
    layer.root = read_yaml(std::move(text), name);
    if (layer.root.kind == Value::Kind::Null) throw InputError({{name, 0, 0, "the file holds no fields"}});
    if (layer.root.kind != Value::Kind::Map)
        throw InputError({fault_at(layer.root.place, "expected a map of fields, found " + found_text(layer.root))});
    layer.root.place = {name, 1, 1};
    take_extends(layer, directory);
    return layer;
}

/// Throws when the next file of the chain has been read before or the chain is too long.
void check_chain(const std::vector<Layer>& chain, const std::string& next_file) {
    const Layer& last = chain.back();
    if (chain.size() >= kMostFiles)
        throw InputError(
            {fault_at(last.extends_place, fmt::format("extends: the chain is too long; allowed 0 to {} files", kMostFiles))});
    for (std::size_t i = 0; i < chain.size(); ++i) {
        if (chain[i].file != next_file) continue;
        std::string circle;
        for (std::size_t j = i; j < chain.size(); ++j)
            circle += chain[j].name + " -> ";
        throw InputError(
            {fault_at(last.extends_place, "extends: the files extend each other in a circle: " + circle + last.extends)});
    }
}

Document finish(Layer first, const std::string& path, const std::string& directory, const std::vector<std::string>& overrides) {
    std::vector<Layer> chain;
    chain.push_back(std::move(first));
    while (!chain.back().extends.empty()) {
        const std::string next = chain.back().extends;
        const std::string file = real_path(next);
        check_chain(chain, file);
        const Place& place = chain.back().extends_place;
        std::string text = read_file(next, fmt::format("extended by {}:{}:{}", place.file, place.line, place.column));
        chain.push_back(read_layer(std::move(text), next, directory_of(next)));
        chain.back().file = file;
    }

    Document document;
    document.path = path;
    document.directory = directory;
    document.root = std::move(chain.back().root);
    for (std::size_t i = chain.size() - 1; i-- > 0;)
        lay_over(document.root, std::move(chain[i].root));

    Diagnostics faults;
    for (const std::string& text : overrides)
        apply_override(document.root, text, faults);
    if (!faults.empty()) throw InputError(faults);
    return document;
}

/// One step down the tree, or null.
const Value* child(const Value& value, const PathStep& step) {
    if (step.name.empty()) return step.index < value.list.size() ? &value.list[step.index] : nullptr;
    for (const auto& [name, entry] : value.map)
        if (name == step.name) return &entry;
    return nullptr;
}

}  // namespace

Diagnostic fault_at(const Place& place, std::string message) {
    if (place.line == 0 && place.file.starts_with("--set ")) return {{}, 0, 0, place.file + ": " + message};
    return {place.file, place.line, place.column, std::move(message)};
}

Place Document::place_of(std::string_view dotted_path) const {
    const auto steps = split_path(dotted_path);
    const Value* value = &root;
    if (!steps) return value->place;
    for (const PathStep& step : *steps) {
        const Value* next = child(*value, step);
        if (next == nullptr) break;
        value = next;
    }
    return value->place;
}

Document load(const std::string& path, const std::vector<std::string>& overrides) {
    const std::string directory = directory_of(path);
    Layer layer = read_layer(read_file(path, {}), path, directory);
    layer.file = real_path(path);
    return finish(std::move(layer), path, directory, overrides);
}

Document parse(const std::string& text, const std::string& name, const std::string& directory,
               const std::vector<std::string>& overrides) {
    const std::string where = directory.empty() ? "." : directory;
    return finish(read_layer(text, name, where), name, where, overrides);
}

}  // namespace dray::config
