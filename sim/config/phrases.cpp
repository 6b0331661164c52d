#include "config/phrases.hpp"

#include <fmt/format.h>

#include <cmath>

#include "config/scalar.hpp"

namespace dray::config {

std::string quoted_word(std::string_view text) {
    constexpr std::size_t kMost = 60;
    const std::size_t line_end = text.find('\n');
    std::size_t length = std::min({text.size(), line_end, kMost});
    // Never cut a UTF-8 character in two: its later bytes are 10xxxxxx.
    while (length < text.size() && length > 0 && (static_cast<unsigned char>(text[length]) & 0xC0u) == 0x80u)
        --length;
    return fmt::format("'{}{}'", text.substr(0, length), length < text.size() ? "..." : "");
}

std::string found_text(const Value& value) {
    switch (value.kind) {
        case Value::Kind::Null:
            return "nothing";
        case Value::Kind::Scalar:
            return (value.quoted ? "the quoted text " : "") + quoted_word(value.scalar);
        case Value::Kind::List:
            return "a list";
        case Value::Kind::Map:
            return "a map";
    }
    return {};
}

bool may_be_absent(const Field& field) {
    return field.kind == FieldKind::List && field.size.second == 1;
}

std::string expected_text(const Field& field) {
    switch (field.kind) {
        case FieldKind::Number:
            return "a number";
        case FieldKind::Integer:
            return "a whole number";
        case FieldKind::Flag:
            return "true or false";
        case FieldKind::Text:
            return "text";
        case FieldKind::Choice: {
            std::string text = "one of ";
            for (const Option& option : field.options)
                text += (&option == field.options.data() ? "'" : ", '") + option.name + "'";
            return text;
        }
        case FieldKind::Numbers:
            return "a list of numbers";
        case FieldKind::Texts:
            return "a list of texts";
        case FieldKind::Section:
            return "a map of fields";
        case FieldKind::List:
            return may_be_absent(field) ? "a map of fields" : "a list of maps";
    }
    return {};
}

namespace {

// Whole numbers in digits, as users write them; others in their shortest form.
std::string bound_text(double value) {
    const bool whole = std::abs(value) < 1e16 && std::floor(value) == value;
    return whole ? fmt::format("{:.0f}", value) : number_text(value);
}

}  // namespace

std::string range_text(const Range& range, const std::string& unit) {
    constexpr double kMost = std::numeric_limits<double>::max();
    std::string text;
    if (range.low > -kMost && range.high < kMost) {
        text = bound_text(range.low) + " to " + bound_text(range.high);
    } else if (range.low > -kMost) {
        text = "at least " + bound_text(range.low);
    } else if (range.high < kMost) {
        text = "at most " + bound_text(range.high);
    }
    return text.empty() || unit.empty() ? text : text + " " + unit;
}

std::string hint_text(std::string_view word, const std::vector<std::string>& names, std::string_view lead) {
    const std::string near = nearest_name(word, names);
    if (!near.empty()) return fmt::format("; did you mean '{}'?", near);
    if (names.empty()) return {};
    return fmt::format("; {}: {}", lead, fmt::join(names, ", "));
}

std::string joined_path(const std::string& parent, const std::string& name) {
    return parent.empty() ? name : parent + "." + name;
}

std::string indexed_path(const std::string& parent, std::size_t index) {
    return fmt::format("{}[{}]", parent, index);
}

}  // namespace dray::config
