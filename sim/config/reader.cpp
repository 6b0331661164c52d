#include <fmt/format.h>

#include <algorithm>

#include "config/document.hpp"
#include "config/limits.hpp"
#include "config/phrases.hpp"
#include "config/scalar.hpp"

namespace dray::config {

namespace {

/// Fills structs from values and notes every fault on the way.
class Reader {
  public:
    void map(const Value& value, const Table& table, void* target, const std::string& path) {
        std::vector<const Value*> given(table.fields.size(), nullptr);
        for (const auto& [name, entry] : value.map) {
            const Field* field = table.find(name);
            if (field == nullptr) {
                unknown(entry.place, table, name, path);
                continue;
            }
            given[static_cast<std::size_t>(field - table.fields.data())] = &entry;
            one(entry, *field, field->member(target), joined_path(path, name));
        }
        for (std::size_t i = 0; i < given.size(); ++i)
            if (given[i] == nullptr) missing(value.place, table.fields[i], joined_path(path, table.fields[i].name));
    }

    [[nodiscard]] Diagnostics take() { return std::move(faults_); }

  private:
    void fault(const Place& place, const std::string& path, const std::string& message) {
        faults_.push_back(fault_at(place, path.empty() ? message : path + ": " + message));
    }

    void unknown(const Place& place, const Table& table, const std::string& name, const std::string& path) {
        std::vector<std::string> names;
        for (const Field& field : table.fields)
            names.push_back(field.name);
        fault(place, path, "unknown field " + quoted_word(name) + hint_text(name, names, "the fields are"));
    }

    /// A field that is not written. A section may be left out only when nothing in it must be given.
    void missing(const Place& place, const Field& field, const std::string& path) {
        if (field.required) {
            fault(place, path, "missing; expected " + expected_text(field));
        } else if (field.kind == FieldKind::Section) {
            for (const Field& inner : field.table->fields)
                missing(place, inner, joined_path(path, inner.name));
        }
    }

    void one(const Value& value, const Field& field, void* member, const std::string& path) {
        switch (field.kind) {
            case FieldKind::Number:
                return number(value, field, *static_cast<double*>(member), path);
            case FieldKind::Integer:
                return integer(value, field, *static_cast<std::int64_t*>(member), path);
            case FieldKind::Flag:
                return flag(value, *static_cast<bool*>(member), path);
            case FieldKind::Text:
                return text(value, field, *static_cast<std::string*>(member), path);
            case FieldKind::Choice:
                return choice(value, field, *static_cast<std::string*>(member), path);
            case FieldKind::Numbers:
                return numbers(value, field, *static_cast<std::vector<double>*>(member), path);
            case FieldKind::Texts:
                return texts(value, field, *static_cast<std::vector<std::string>*>(member), path);
            case FieldKind::Section:
                if (value.kind != Value::Kind::Map) return wrong_kind(value, field, path);
                return map(value, *field.table, member, path);
            case FieldKind::List:
                return list(value, field, member, path);
        }
    }

    void wrong_kind(const Value& value, const Field& field, const std::string& path) {
        std::string hint;
        const bool section = field.kind == FieldKind::Section || may_be_absent(field);
        if (section && value.kind == Value::Kind::Null) hint = "; write {} for the defaults";
        const bool list = field.kind == FieldKind::Numbers || field.kind == FieldKind::Texts || field.kind == FieldKind::List;
        if (list && !section && value.kind == Value::Kind::Null) hint = "; write [] for an empty list";
        fault(value.place, path, "expected " + expected_text(field) + ", found " + found_text(value) + hint);
    }

    /// Whether a number lies in the field's range; `written` is how the user wrote it.
    bool in_range(double number, const Value& value, const Field& field, const std::string& path) {
        if (number >= field.range.low && number <= field.range.high) return true;
        fault(value.place, path,
              fmt::format("{} is out of range; allowed {}", value.scalar, range_text(field.range, field.unit)));
        return false;
    }

    bool right_size(const Value& value, const Field& field, const std::string& path) {
        const std::size_t count = value.list.size();
        if (count >= field.size.first && count <= field.size.second) return true;
        fault(value.place, path,
              fmt::format("{} entries are out of range; allowed {} to {} entries", count, field.size.first, field.size.second));
        return false;
    }

    void number(const Value& value, const Field& field, double& target, const std::string& path) {
        std::string why;
        const auto found = number_of(value, why);
        if (!found) return fault(value.place, path, why);
        if (in_range(*found, value, field, path)) target = *found;
    }

    void integer(const Value& value, const Field& field, std::int64_t& target, const std::string& path) {
        std::string why;
        const auto found = integer_of(value, why);
        if (!found) return fault(value.place, path, why);
        if (in_range(static_cast<double>(*found), value, field, path)) target = *found;
    }

    void flag(const Value& value, bool& target, const std::string& path) {
        std::string why;
        const auto found = flag_of(value, why);
        if (!found) return fault(value.place, path, why);
        target = *found;
    }

    void text(const Value& value, const Field& field, std::string& target, const std::string& path) {
        if (value.kind != Value::Kind::Scalar) return wrong_kind(value, field, path);
        target = value.scalar;
    }

    void choice(const Value& value, const Field& field, std::string& target, const std::string& path) {
        if (value.kind != Value::Kind::Scalar) return wrong_kind(value, field, path);
        std::vector<std::string> names;
        for (const Option& option : field.options)
            names.push_back(option.name);
        if (std::find(names.begin(), names.end(), value.scalar) == names.end())
            return fault(value.place, path,
                         "unknown choice " + quoted_word(value.scalar) + hint_text(value.scalar, names, "the choices are"));
        target = value.scalar;
    }

    void numbers(const Value& value, const Field& field, std::vector<double>& target, const std::string& path) {
        if (value.kind != Value::Kind::List) return wrong_kind(value, field, path);
        bool good = right_size(value, field, path);
        std::vector<double> found;
        for (std::size_t i = 0; i < value.list.size(); ++i) {
            const std::size_t before = faults_.size();
            number(value.list[i], field, found.emplace_back(), indexed_path(path, i));
            good = good && faults_.size() == before;
        }
        if (good) target = std::move(found);
    }

    void texts(const Value& value, const Field& field, std::vector<std::string>& target, const std::string& path) {
        if (value.kind != Value::Kind::List) return wrong_kind(value, field, path);
        bool good = right_size(value, field, path);
        std::vector<std::string> found;
        for (std::size_t i = 0; i < value.list.size(); ++i) {
            const Value& entry = value.list[i];
            if (entry.kind == Value::Kind::Scalar) {
                found.push_back(entry.scalar);
                continue;
            }
            fault(entry.place, indexed_path(path, i), "expected text, found " + found_text(entry));
            good = false;
        }
        if (good) target = std::move(found);
    }

    void list(const Value& value, const Field& field, void* member, const std::string& path) {
        if (may_be_absent(field)) return maybe(value, field, member, path);
        if (value.kind != Value::Kind::List) return wrong_kind(value, field, path);
        if (!right_size(value, field, path)) return;
        field.list_clear(member);
        for (std::size_t i = 0; i < value.list.size(); ++i) {
            const Value& entry = value.list[i];
            void* target = field.list_append(member);
            if (entry.kind == Value::Kind::Map) {
                map(entry, *field.table, target, indexed_path(path, i));
            } else {
                fault(entry.place, indexed_path(path, i), "expected a map of fields, found " + found_text(entry));
            }
        }
    }

    void maybe(const Value& value, const Field& field, void* member, const std::string& path) {
        if (value.kind != Value::Kind::Map) return wrong_kind(value, field, path);
        field.list_clear(member);
        map(value, *field.table, field.list_append(member), path);
    }

    Diagnostics faults_;
};

}  // namespace

void read(const Document& document, const Table& table, void* target, Diagnostics& faults) {
    Reader reader;
    reader.map(document.root, table, target, "");
    Diagnostics found = reader.take();

    // The user's own file first, then those it extends by name, then --set (which has no file).
    const auto rank = [&](const Diagnostic& d) { return d.file == document.path ? 0 : d.file.empty() ? 2 : 1; };
    std::stable_sort(found.begin(), found.end(), [&](const Diagnostic& a, const Diagnostic& b) {
        return std::tuple(rank(a), std::string_view(a.file), a.line, a.column) <
               std::tuple(rank(b), std::string_view(b.file), b.line, b.column);
    });
    if (found.size() > kMostFaults) {
        const std::size_t hidden = found.size() - kMostFaults;
        found.resize(kMostFaults);
        found.push_back({document.path, 0, 0, fmt::format("{} further faults are not shown", hidden)});
    }
    faults.insert(faults.end(), std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()));
}

}  // namespace dray::config
