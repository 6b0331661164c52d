// A scenario file as read: one tree of values with their places, after `extends` and `--set` have been applied.
//
//   Document doc = load("site.yaml", {"demand.rate_per_h=900"});
//   SiteConfig site;
//   Diagnostics faults;
//   read(doc, site_table(), &site, faults);      // collects every fault of the file
//   if (!faults.empty()) throw InputError(faults);
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "config/table.hpp"

namespace dray::config {

/// Where a value was written. Line and column (in characters) count from 1; both 0 for values of `--set` and for defaults.
struct Place {
    std::string file;  ///< as named by the user or by `extends`; "--set a.b=value" for a value of the command line
    int line = 0;
    int column = 0;
};

/// One value of the tree. Maps keep the order of the file and hold each key once.
struct Value {
    enum class Kind : std::uint8_t { Null, Scalar, List, Map };
    Kind kind = Kind::Null;
    std::string scalar;   ///< the text as written, without quotes
    bool quoted = false;  ///< written in quotes or as a block: never a number or a flag
    std::vector<Value> list;
    std::vector<std::pair<std::string, Value>> map;
    Place place;  ///< of the value; of the key for entries of a map
};

using Diagnostics = std::vector<Diagnostic>;

/// A fault at a place. One of `--set` gets no file: its text starts with the `--set` instead.
[[nodiscard]] Diagnostic fault_at(const Place& place, std::string message);

/// A scenario after merging.
struct Document {
    Value root;             ///< always a map
    std::string path;       ///< as given
    std::string directory;  ///< of the file, for paths inside the scenario; "." when empty

    /// Where the field at a dotted path ("demand.trace", "fleets[0].count") was written, else its nearest parent's place.
    [[nodiscard]] Place place_of(std::string_view dotted_path) const;
};

/// Reads and merges a scenario. Throws InputError with every fault found (syntax, duplicate keys, anchors, cycles in `extends`,
/// bad `--set`) and EnvironmentError when a file cannot be read. A map in a file that extends another replaces field by field,
/// anything else replaces whole. `overrides` are "a.b=value" or "a[0].b=value"; the value is YAML flow text.
/// Files are bounded (4 MB, depth 32, 200,000 values) because yaml-cpp 0.7 has no limits of its own.
[[nodiscard]] Document load(const std::string& path, const std::vector<std::string>& overrides = {});

/// The same from text; `name` stands for the file in messages. `extends` is resolved against `directory`.
[[nodiscard]] Document parse(const std::string& text, const std::string& name, const std::string& directory,
                             const std::vector<std::string>& overrides = {});

/// Fills the struct described by `table` from the document. Everything wrong is appended to `faults` (unknown keys with the
/// nearest name, wrong types, ranges, missing fields), the file's own first, in order of place, at most 100 and a line that says
/// so; fields with a fault keep their default. The key `extends` at the top level has been consumed by `load`.
void read(const Document& document, const Table& table, void* target, Diagnostics& faults);

/// The whole struct as YAML that `load` reads back to equal values: numbers in shortest exact form, every field present.
[[nodiscard]] std::string to_yaml(const Table& table, const void* source);

/// JSON Schema draft-07 of the table.
[[nodiscard]] nlohmann::json schema(const Table& table, const std::string& title);

/// Markdown reference: per section a table of field, unit, range, default, grade, source and meaning.
[[nodiscard]] std::string reference(const Table& table);

/// The candidate nearest to a word by edit distance, upper and lower case being the same, or empty when none is close (at most a
/// third of the letters differ). The first of several that are equally near.
[[nodiscard]] std::string nearest_name(std::string_view word, const std::vector<std::string>& candidates);

/// Fields whose default is graded as assumed and that still hold it, as dotted paths; for reports.
[[nodiscard]] std::vector<std::string> assumed_fields(const Table& table, const void* source);

}  // namespace dray::config
