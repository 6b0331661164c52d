#include <fmt/format.h>

#include "config/document.hpp"
#include "config/emit_text.hpp"
#include "config/phrases.hpp"
#include "config/scalar.hpp"

namespace dray::config {

namespace {

/// Writes structs as block YAML, two columns a level.
class Emitter {
  public:
    void map(const Table& table, void* source, int indent) {
        for (const Field& field : table.fields) {
            if (may_be_absent(field) && field.list_size(field.member(source)) == 0) continue;
            margin(indent);
            out_ += field.name + ":";
            value(field, field.member(source), indent);
        }
    }

    [[nodiscard]] std::string take() { return std::move(out_); }

  private:
    /// The blanks before a key, unless a dash has just been written there.
    void margin(int indent) {
        if (!after_dash_) out_.append(static_cast<std::size_t>(indent), ' ');
        after_dash_ = false;
    }

    void line(const std::string& text) { out_ += " " + text + "\n"; }

    void value(const Field& field, void* member, int indent) {
        switch (field.kind) {
            case FieldKind::Number:
                return line(number_text(*static_cast<double*>(member)));
            case FieldKind::Integer:
                return line(std::to_string(*static_cast<std::int64_t*>(member)));
            case FieldKind::Flag:
                return line(*static_cast<bool*>(member) ? "true" : "false");
            case FieldKind::Text:
            case FieldKind::Choice:
                return line(yaml_text(*static_cast<std::string*>(member), indent));
            case FieldKind::Numbers:
                return numbers(*static_cast<std::vector<double>*>(member));
            case FieldKind::Texts:
                return texts(*static_cast<std::vector<std::string>*>(member), indent + 2);
            case FieldKind::Section:
                if (field.table->fields.empty()) return line("{}");
                out_ += '\n';
                return map(*field.table, member, indent + 2);
            case FieldKind::List:
                if (!may_be_absent(field)) return list(field, member, indent + 2);
                out_ += '\n';
                return map(*field.table, field.list_entry(member, 0), indent + 2);
        }
    }

    void numbers(const std::vector<double>& values) {
        std::string text;
        for (const double number : values)
            text += (text.empty() ? "" : ", ") + number_text(number);
        line("[" + text + "]");
    }

    void texts(const std::vector<std::string>& values, int indent) {
        if (values.empty()) return line("[]");
        out_ += '\n';
        for (const std::string& text : values) {
            margin(indent);
            out_ += "-";
            line(yaml_text(text, indent));
        }
    }

    void list(const Field& field, void* member, int indent) {
        const std::size_t count = field.list_size(member);
        if (count == 0) return line("[]");
        out_ += '\n';
        for (std::size_t i = 0; i < count; ++i) {
            margin(indent);
            out_ += "-";
            if (field.table->fields.empty()) {
                line("{}");
                continue;
            }
            out_ += ' ';
            after_dash_ = true;
            map(*field.table, field.list_entry(member, i), indent + 2);
        }
    }

    std::string out_;
    bool after_dash_ = false;
};

}  // namespace

std::string to_yaml(const Table& table, const void* source) {
    Emitter emitter;
    // Tables find members in changeable structs; nothing is written to this one.
    emitter.map(table, const_cast<void*>(source), 0);
    return emitter.take();
}

}  // namespace dray::config
