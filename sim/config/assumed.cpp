#include "config/document.hpp"
#include "config/phrases.hpp"

namespace dray::config {

namespace {

template <class T>
bool same(const void* a, const void* b) {
    return *static_cast<const T*>(a) == *static_cast<const T*>(b);
}

/// Whether two members hold the same value. Sections and lists carry no grade of their own.
bool equal(const Field& field, const void* a, const void* b) {
    switch (field.kind) {
        case FieldKind::Number:
            return same<double>(a, b);
        case FieldKind::Integer:
            return same<std::int64_t>(a, b);
        case FieldKind::Flag:
            return same<bool>(a, b);
        case FieldKind::Text:
        case FieldKind::Choice:
            return same<std::string>(a, b);
        case FieldKind::Numbers:
            return same<std::vector<double>>(a, b);
        case FieldKind::Texts:
            return same<std::vector<std::string>>(a, b);
        case FieldKind::Section:
        case FieldKind::List:
            break;
    }
    return false;
}

void collect(const Table& table, void* source, void* defaults, const std::string& path, std::vector<std::string>& out) {
    for (const Field& field : table.fields) {
        const std::string inner = joined_path(path, field.name);
        void* const member = field.member(source);
        void* const original = field.member(defaults);
        if (field.kind == FieldKind::Section) {
            collect(*field.table, member, original, inner, out);
        } else if (field.kind == FieldKind::List) {
            const auto entry = field.table->make_default();
            for (std::size_t i = 0; i < field.list_size(member); ++i)
                collect(*field.table, field.list_entry(member, i), entry.get(), indexed_path(inner, i), out);
        } else if (field.source.grade == Grade::Assumed && equal(field, member, original)) {
            out.push_back(inner);
        }
    }
}

}  // namespace

std::vector<std::string> assumed_fields(const Table& table, const void* source) {
    std::vector<std::string> out;
    const auto defaults = table.make_default();
    // Tables find members in changeable structs; nothing is written to this one.
    collect(table, const_cast<void*>(source), defaults.get(), "", out);
    return out;
}

}  // namespace dray::config
