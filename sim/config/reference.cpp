#include <fmt/format.h>

#include "config/document.hpp"
#include "config/grade.hpp"
#include "config/phrases.hpp"
#include "config/scalar.hpp"

namespace dray::config {

namespace {

/// A text as one cell of a Markdown table.
std::string cell(const std::string& text) {
    std::string out;
    for (const char c : text) {
        if (c == '|') out += '\\';
        out += c == '\n' ? ' ' : c;
    }
    return out;
}

std::string code(const std::string& text) {
    return text.empty() ? std::string() : fmt::format("`{}`", cell(text));
}

std::string default_text(const Field& field, void* member) {
    if (field.required) return "must be given";
    switch (field.kind) {
        case FieldKind::Number:
            return code(number_text(*static_cast<double*>(member)));
        case FieldKind::Integer:
            return code(std::to_string(*static_cast<std::int64_t*>(member)));
        case FieldKind::Flag:
            return *static_cast<bool*>(member) ? "`true`" : "`false`";
        case FieldKind::Text:
        case FieldKind::Choice:
            return code(*static_cast<std::string*>(member));
        case FieldKind::Numbers: {
            std::string text;
            for (const double number : *static_cast<std::vector<double>*>(member))
                text += (text.empty() ? "" : ", ") + number_text(number);
            return code("[" + text + "]");
        }
        case FieldKind::Texts:
            return code(fmt::format("[{}]", fmt::join(*static_cast<std::vector<std::string>*>(member), ", ")));
        case FieldKind::Section:
            return {};
        case FieldKind::List:
            if (may_be_absent(field)) return "none";
            return field.list_size(member) == 0 ? "none" : fmt::format("{} entries", field.list_size(member));
    }
    return {};
}

std::string allowed_text(const Field& field) {
    const bool list = field.kind == FieldKind::Numbers || field.kind == FieldKind::Texts || field.kind == FieldKind::List;
    std::string text = range_text(field.range, "");
    if (field.kind == FieldKind::Flag) text = "true, false";
    for (const Option& option : field.options)
        text += fmt::format("{}`{}`", text.empty() ? "" : ", ", option.name);
    if (list && !may_be_absent(field))
        text += fmt::format("{}{} to {} entries", text.empty() ? "" : "; ", field.size.first, field.size.second);
    return cell(text);
}

/// Sections and lists are only frames of what stands in them: their grade is that of each field.
std::string grade_text(const Field& field) {
    const bool no_default = field.required && field.source.grade == Grade::Choice;
    return field.table != nullptr || no_default ? std::string() : std::string(grade_word(field.source.grade));
}

std::string source_text(const Field& field) {
    if (field.source.text.empty() && field.source.grade == Grade::Assumed) return "our assumption";
    return cell(field.source.text);
}

std::string meaning(const Field& field, const std::string& path) {
    std::string text = field.doc;
    for (const Option& option : field.options)
        text += fmt::format(" `{}`: {}.", option.name, option.doc);
    if (field.table != nullptr) text += fmt::format(" See `{}`.", path);
    return cell(text);
}

/// What stands behind the name of a list in paths.
std::string brackets(const Field& field) {
    return field.kind == FieldKind::List && !may_be_absent(field) ? "[]" : "";
}

/// One heading and table for a struct, then those of the structs inside it.
void describe(const Table& table, void* defaults, const std::string& path, std::string& out) {
    out += fmt::format("## {}\n\n{}\n\n", path.empty() ? table.name : "`" + path + "`", table.doc);
    if (!table.fields.empty()) {
        out += "| field | unit | range | default | grade | source | meaning |\n|---|---|---|---|---|---|---|\n";
    }
    for (const Field& field : table.fields) {
        const std::string inner = joined_path(path, field.name) + brackets(field);
        out += fmt::format("| `{}` | {} | {} | {} | {} | {} | {} |\n", field.name, cell(field.unit), allowed_text(field),
                           default_text(field, field.member(defaults)), grade_text(field), source_text(field),
                           meaning(field, inner));
    }
    if (!table.fields.empty()) out += "\n";
    for (const Field& field : table.fields) {
        if (field.kind == FieldKind::Section) {
            describe(*field.table, field.member(defaults), joined_path(path, field.name), out);
        } else if (field.kind == FieldKind::List) {
            const auto entry = field.table->make_default();
            describe(*field.table, entry.get(), joined_path(path, field.name) + brackets(field), out);
        }
    }
}

}  // namespace

std::string reference(const Table& table) {
    std::string out =
        "# Fields of a " + table.name +
        "\n\nEvery field may be left out unless its default is \"must be given\". Fields of a section are written below it, or "
        "set on the command line with `--set section.field=value` and `--set 'list[0].field=value'`. A grade says how well a "
        "default is founded: measured or published; a vendor's or the press's figure; assumed; or a plain choice of the "
        "user.\n\n";
    const auto defaults = table.make_default();
    describe(table, defaults.get(), "", out);
    out.pop_back();
    return out;
}

}  // namespace dray::config
