#include "config/parameters.hpp"

#include <fmt/format.h>

#include "config/phrases.hpp"
#include "config/scalar.hpp"

namespace dray::config {

namespace {

std::string value_text(const Field& field, const void* member) {
    switch (field.kind) {
        case FieldKind::Number:
            return number_text(*static_cast<const double*>(member));
        case FieldKind::Integer:
            return std::to_string(*static_cast<const std::int64_t*>(member));
        case FieldKind::Flag:
            return *static_cast<const bool*>(member) ? "true" : "false";
        case FieldKind::Text:
        case FieldKind::Choice:
            return *static_cast<const std::string*>(member);
        case FieldKind::Numbers: {
            std::vector<std::string> texts;
            for (const double number : *static_cast<const std::vector<double>*>(member))
                texts.push_back(number_text(number));
            return fmt::format("{}", fmt::join(texts, ", "));
        }
        case FieldKind::Texts:
            return fmt::format("{}", fmt::join(*static_cast<const std::vector<std::string>*>(member), ", "));
        case FieldKind::Section:
        case FieldKind::List:
            break;
    }
    return {};
}

void collect(const Table& table, void* source, void* defaults, const std::string& path, std::vector<Parameter>& out) {
    for (const Field& field : table.fields) {
        const std::string inner = joined_path(path, field.name);
        void* const member = field.member(source);
        void* const original = field.member(defaults);
        if (field.kind == FieldKind::Section) {
            collect(*field.table, member, original, inner, out);
        } else if (field.kind == FieldKind::List) {
            const auto entry = field.table->make_default();
            for (std::size_t i = 0; i < field.list_size(member); ++i)
                collect(*field.table, field.list_entry(member, i), entry.get(),
                        may_be_absent(field) ? inner : indexed_path(inner, i), out);
        } else {
            const std::string value = value_text(field, member);
            out.push_back({.path = inner,
                           .value = value,
                           .unit = field.unit,
                           .grade = field.source.grade,
                           .source = field.source.text,
                           .is_default = value == value_text(field, original),
                           .doc = field.doc});
        }
    }
}

}  // namespace

std::vector<Parameter> parameters(const Table& table, const void* source) {
    std::vector<Parameter> out;
    const auto defaults = table.make_default();
    // Tables find members in changeable structs; nothing is written to this one.
    collect(table, const_cast<void*>(source), defaults.get(), "", out);
    return out;
}

}  // namespace dray::config
