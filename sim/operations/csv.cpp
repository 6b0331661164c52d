#include "operations/csv.hpp"

#include <algorithm>
#include <cstdint>

namespace dray::operations {

namespace {

constexpr std::string_view kBlanks = " \t";

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(kBlanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

/// Reads the quoted field that begins at `at`, leaves `at` behind its closing quote. False when there is none.
bool read_quoted(std::string_view line, std::size_t& at, std::string& text) {
    for (++at; at < line.size(); ++at) {
        if (line[at] != '"') {
            text += line[at];
        } else if (at + 1 < line.size() && line[at + 1] == '"') {
            text += '"';
            ++at;
        } else {
            ++at;
            return true;
        }
    }
    return false;
}

/// Bytes of the UTF-8 character at the front of `text`, 0 when it is none.
std::size_t utf8_length(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
    const std::uint8_t lead = byte(0);
    if (lead < 0x80) return 1;
    const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || text.size() < length) return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((byte(i) & 0xc0) != 0x80) return 0;
    // Overlong forms, surrogates and what lies beyond U+10FFFF show in the second byte.
    const std::uint8_t second = byte(1);
    const bool bad = (lead == 0xe0 && second < 0xa0) || (lead == 0xed && second > 0x9f) || (lead == 0xf0 && second < 0x90) ||
                     (lead == 0xf4 && second > 0x8f);
    return bad ? 0 : length;
}

}  // namespace

CsvRow split_csv(std::string_view line) {
    CsvRow row;
    for (std::size_t at = 0;; ++at) {
        const std::size_t begin = std::min(line.find_first_not_of(kBlanks, at), line.size());
        CsvField field{.column = static_cast<int>(begin) + 1};
        if (begin < line.size() && line[begin] == '"') {
            at = begin;
            if (!read_quoted(line, at, field.text)) {
                row.fault = "the quoted field that begins here does not end on this line";
                row.fault_column = field.column;
                return row;
            }
            at = std::min(line.find_first_not_of(kBlanks, at), line.size());
            if (at < line.size() && line[at] != ',') {
                row.fault = "a comma is missing after the quoted field";
                row.fault_column = static_cast<int>(at) + 1;
                return row;
            }
        } else {
            const std::size_t end = std::min(line.find(',', at), line.size());
            field.text = trimmed(line.substr(at, end - at));
            if (begin > end) field.column = static_cast<int>(end) + 1;
            at = end;
        }
        row.fields.push_back(std::move(field));
        if (at >= line.size()) return row;
    }
}

std::string csv_quoted(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"') out += '"';
        out += c;
    }
    return out + '"';
}

bool is_clean_text(std::string_view text) {
    while (!text.empty()) {
        const std::size_t length = utf8_length(text);
        const auto lead = static_cast<std::uint8_t>(text.front());
        if (length == 0 || lead < 0x20 || lead == 0x7f) return false;
        text.remove_prefix(length);
    }
    return true;
}

std::string shown(std::string_view text) {
    constexpr std::size_t kLength = 40;
    std::string result(text.substr(0, kLength));
    for (char& c : result)
        if (c < 0x20 || c > 0x7e) c = '?';
    return text.size() > kLength ? result + "..." : result;
}

}  // namespace dray::operations
