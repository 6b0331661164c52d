// Tables of fields: the one description of a config struct that feeds the strict reader, the error texts, the JSON Schema,
// resolved.yaml and the reference page.
//
//   struct DriveConfig { double speed_mps = 1.5; std::string policy = "nearest"; };
//   const Table& drive_table() {
//       static const Table table = Describe<DriveConfig>("drive", "A drive unit.")
//           .number("speed_mps", &DriveConfig::speed_mps, {0.1, 5.0}, "m/s", "Top speed.", {"RAWSim-O", Grade::Vendor})
//           .choice("policy", &DriveConfig::policy, {{"nearest", "the nearest one"}}, "How it chooses.")
//           .build();
//       return table;
//   }
//
// Defaults are the struct's own member initialisers. Tables are made once, are immutable and may be read from any thread.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dray::config {

/// How well a default is founded: measured or published, a vendor's or the press's figure, assumed, or a plain choice of the
/// user.
enum class Grade : char { Measured = 'M', Vendor = 'V', Assumed = 'A', Choice = '-' };

/// Where a default comes from. `Choice` needs no text.
struct Source {
    std::string text;
    Grade grade = Grade::Choice;
};

/// Closed range of a number. Both ends are finite in the documents when given.
struct Range {
    double low = -std::numeric_limits<double>::max();
    double high = std::numeric_limits<double>::max();
};

/// One word a choice field may hold, with its meaning.
struct Option {
    std::string name;
    std::string doc;
};

enum class FieldKind : std::uint8_t {
    Number,   ///< double
    Integer,  ///< std::int64_t
    Flag,     ///< bool
    Text,     ///< std::string, one line or a block
    Choice,   ///< std::string, one of `options`
    Numbers,  ///< std::vector<double>, each within `range`, between `size` entries
    Texts,    ///< std::vector<std::string>, between `size` entries
    Section,  ///< a nested struct with `table`
    List,     ///< std::vector of structs with `table`, between `size` entries
};

class Table;

/// One field of a table. `member` finds it in a struct; the list functions exist for lists only.
struct Field {
    std::string name;
    FieldKind kind = FieldKind::Text;
    std::string unit;                                   ///< empty for a pure number or a word
    std::string doc;                                    ///< one or two sentences
    Range range;                                        ///< numbers: allowed values; lists: see `size`
    std::pair<std::size_t, std::size_t> size{0, 1000};  ///< lists: fewest and most entries
    std::vector<Option> options;                        ///< choices
    Source source;
    bool required = false;                                ///< absent is an error
    const Table* table = nullptr;                         ///< sections and lists
    std::function<void*(void*)> member;                   ///< struct -> member
    std::function<std::size_t(const void*)> list_size;    ///< member vector -> entries
    std::function<void*(void*)> list_append;              ///< member vector -> new entry
    std::function<void*(void*, std::size_t)> list_entry;  ///< member vector, index -> entry
    std::function<void(void*)> list_clear;
};

/// The description of one struct type.
class Table {
  public:
    std::string name;  ///< a word for titles, such as "drive"
    std::string doc;   ///< one or two sentences
    std::vector<Field> fields;
    std::function<std::shared_ptr<void>()> make_default;  ///< a struct with all defaults, for the documents

    [[nodiscard]] const Field* find(std::string_view field_name) const;
};

/// Builds a Table for struct `S` field by field, in the order in which documents show them.
template <class S>
class Describe {
  public:
    Describe(std::string name, std::string doc) {
        table_.name = std::move(name);
        table_.doc = std::move(doc);
        table_.make_default = [] { return std::static_pointer_cast<void>(std::make_shared<S>()); };
    }

    Describe& number(std::string name, double S::*member, Range range, std::string unit, std::string doc, Source source = {}) {
        return add(FieldKind::Number, std::move(name), member, std::move(doc), std::move(source), range, std::move(unit));
    }
    Describe& integer(std::string name, std::int64_t S::*member, Range range, std::string unit, std::string doc,
                      Source source = {}) {
        return add(FieldKind::Integer, std::move(name), member, std::move(doc), std::move(source), range, std::move(unit));
    }
    Describe& flag(std::string name, bool S::*member, std::string doc, Source source = {}) {
        return add(FieldKind::Flag, std::move(name), member, std::move(doc), std::move(source));
    }
    Describe& text(std::string name, std::string S::*member, std::string doc) {
        return add(FieldKind::Text, std::move(name), member, std::move(doc), {});
    }
    Describe& choice(std::string name, std::string S::*member, std::vector<Option> options, std::string doc, Source source = {}) {
        add(FieldKind::Choice, std::move(name), member, std::move(doc), std::move(source));
        table_.fields.back().options = std::move(options);
        return *this;
    }
    Describe& numbers(std::string name, std::vector<double> S::*member, Range range, std::pair<std::size_t, std::size_t> size,
                      std::string unit, std::string doc, Source source = {}) {
        add(FieldKind::Numbers, std::move(name), member, std::move(doc), std::move(source), range, std::move(unit));
        table_.fields.back().size = size;
        return *this;
    }
    Describe& texts(std::string name, std::vector<std::string> S::*member, std::pair<std::size_t, std::size_t> size,
                    std::string doc) {
        add(FieldKind::Texts, std::move(name), member, std::move(doc), {});
        table_.fields.back().size = size;
        return *this;
    }
    template <class T>
    Describe& section(std::string name, T S::*member, const Table& table, std::string doc) {
        add(FieldKind::Section, std::move(name), member, std::move(doc), {});
        table_.fields.back().table = &table;
        return *this;
    }
    template <class T>
    Describe& list(std::string name, std::vector<T> S::*member, const Table& table, std::pair<std::size_t, std::size_t> size,
                   std::string doc) {
        add(FieldKind::List, std::move(name), member, std::move(doc), {});
        Field& field = table_.fields.back();
        field.table = &table;
        field.size = size;
        field.list_size = [](const void* v) { return static_cast<const std::vector<T>*>(v)->size(); };
        field.list_append = [](void* v) { return static_cast<void*>(&static_cast<std::vector<T>*>(v)->emplace_back()); };
        field.list_entry = [](void* v, std::size_t i) { return static_cast<void*>(&(*static_cast<std::vector<T>*>(v))[i]); };
        field.list_clear = [](void* v) { static_cast<std::vector<T>*>(v)->clear(); };
        return *this;
    }
    /// Makes the field described last one that must be given.
    Describe& required() {
        table_.fields.back().required = true;
        return *this;
    }
    [[nodiscard]] Table build() { return std::move(table_); }

  private:
    template <class T>
    Describe& add(FieldKind kind, std::string name, T S::*member, std::string doc, Source source, Range range = {},
                  std::string unit = {}) {
        Field field;
        field.name = std::move(name);
        field.kind = kind;
        field.unit = std::move(unit);
        field.doc = std::move(doc);
        field.range = range;
        field.source = std::move(source);
        field.member = [member](void* s) { return static_cast<void*>(&(static_cast<S*>(s)->*member)); };
        table_.fields.push_back(std::move(field));
        return *this;
    }

    Table table_;
};

}  // namespace dray::config
