#include "config/emit_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/check.hpp"
#include "config/scalar.hpp"
#include "config/text_check.hpp"

namespace dray::config {

namespace {

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Words that some version of YAML takes for something else than text.
bool is_reserved(std::string_view text) {
    constexpr std::array kWords = {"null", "true", "false", "yes", "no", "on", "off", "y", "n", "inf", "nan"};
    std::string word(text);
    for (char& c : word)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

/// A word that starts with a letter and holds nothing that YAML gives a meaning to.
bool is_plain(std::string_view text) {
    if (text.empty() || !is_letter(text[0]) || text.back() == ' ' || is_reserved(text)) return false;
    return std::all_of(text.begin(), text.end(), [](char c) {
        return is_letter(c) || (c >= '0' && c <= '9') || c == ' ' || c == '_' || c == '-' || c == '.' || c == '/';
    });
}

/// Whether a literal block keeps the text: several lines, a first line with something on it, and no TAB or blank at a place where
/// readers differ.
bool is_block(std::string_view text) {
    if (text.find('\n') == std::string_view::npos || text[0] == '\n') return false;
    bool empty_line = true;
    bool indentation = true;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\n') {
            if (indentation && !empty_line) return false;
            empty_line = indentation = true;
            continue;
        }
        if (c == '\t' && indentation) return false;
        if (text.substr(i).starts_with("\xEF\xBB\xBF")) return false;
        empty_line = false;
        if (c != ' ') indentation = false;
    }
    return !indentation || empty_line;
}

std::string block(std::string_view text, int indent) {
    const std::string margin(static_cast<std::size_t>(indent) + 2, ' ');
    std::string out = "|";
    // Blanks at the start of the first line would be taken for indentation.
    if (text[0] == ' ') out += '2';
    if (!text.ends_with('\n')) {
        out += '-';
    } else if (text.ends_with("\n\n")) {
        out += '+';
    }
    std::string_view rest = text;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        out += '\n';
        if (end > 0) out += margin + std::string(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return out;
}

std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (c == '\n') {
            out += "\\n";
        } else if (c == '\t') {
            out += "\\t";
        } else if (text.substr(i).starts_with("\xEF\xBB\xBF")) {
            out += "\\uFEFF";
            i += 2;
        } else {
            out += c;
        }
    }
    return out + "\"";
}

}  // namespace

std::string yaml_text(std::string_view text, int indent) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = utf8_length(text, at);
        const auto byte = static_cast<unsigned char>(text[at]);
        const bool control = (byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7F;
        DRAY_CHECK(length > 0 && !control, "texts are UTF-8 without control characters, found byte 0x{:02X}", byte);
        at += length;
    }
    if (is_plain(text)) return std::string(text);
    return is_block(text) ? block(text, indent) : quoted(text);
}

}  // namespace dray::config
