#include "config/text_check.hpp"

#include <fmt/format.h>

#include "base/error.hpp"
#include "config/limits.hpp"

namespace dray::config {

namespace {

/// Walks the lines of a text and notes what is wrong with each.
class LineCheck {
  public:
    explicit LineCheck(const std::string& name) : name_(name) {}

    void line(std::string_view text) {
        ++line_;
        characters(text);
        indentation(text);
        document_marks(text);
    }

    [[nodiscard]] const std::vector<Diagnostic>& faults() const { return faults_; }

  private:
    void fault(int column, std::string message) {
        if (faults_.size() < kMostFaults) faults_.push_back({name_, line_, column, std::move(message)});
    }

    void characters(std::string_view text) {
        int column = 1;
        for (std::size_t at = 0; at < text.size(); ++column) {
            const auto byte = static_cast<unsigned char>(text[at]);
            const std::size_t length = utf8_length(text, at);
            if (length == 0) return fault(column, fmt::format("byte 0x{:02X} is not UTF-8; save the file as UTF-8", byte));
            if (byte == '\r') {
                fault(column, "a carriage return stands alone; end lines with LF or CR LF");
            } else if ((byte < 0x20 && byte != '\t') || byte == 0x7F) {
                fault(column, fmt::format("control character U+{:04X} is not allowed", byte));
            }
            at += length;
        }
    }

    void indentation(std::string_view text) {
        const std::size_t tab = text.substr(0, text.find_first_not_of(" \t")).find('\t');
        if (tab != std::string_view::npos) fault(static_cast<int>(tab) + 1, "the line is indented with a TAB; use spaces");
    }

    void document_marks(std::string_view text) {
        const bool start = marks(text, "---");
        const bool end = marks(text, "...");
        if (text.starts_with('%')) return fault(1, "directives (%) are not allowed");
        const std::string_view rest = start || end ? text.substr(3) : text;
        const std::size_t first = rest.find_first_not_of(" \t");
        const bool content = first != std::string_view::npos && rest[first] != '#';
        if (((start && (started_ || content_)) || ((start || content) && ended_)) && !told_) {
            fault(1, "only one document is allowed in a file");
            told_ = true;
        }
        started_ = started_ || start;
        content_ = content_ || content;
        ended_ = ended_ || end;
    }

    static bool marks(std::string_view text, std::string_view mark) {
        return text.starts_with(mark) && (text.size() == 3 || text[3] == ' ' || text[3] == '\t');
    }

    const std::string& name_;
    std::vector<Diagnostic> faults_;
    int line_ = 0;
    bool started_ = false;
    bool content_ = false;
    bool ended_ = false;
    bool told_ = false;
};

std::string unix_lines(std::string text) {
    std::size_t to = 0;
    for (std::size_t from = 0; from < text.size(); ++from) {
        if (text[from] == '\r' && from + 1 < text.size() && text[from + 1] == '\n') continue;
        text[to++] = text[from];
    }
    text.resize(to);
    return text;
}

}  // namespace

std::size_t utf8_length(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
    const unsigned first = byte(at);
    if (first < 0x80) return 1;
    const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4) return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((byte(at + i) & 0xC0u) != 0x80u) return 0;
    const unsigned second = byte(at + 1);
    const bool overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
    const bool no_character = (first == 0xED && second >= 0xA0) || (first == 0xF4 && second >= 0x90);
    return overlong || no_character ? 0 : length;
}

std::string checked_text(std::string text, const std::string& name) {
    if (text.size() > kMostBytes)
        throw InputError({{name, 0, 0, fmt::format("{} bytes are too many; allowed 0 to {} bytes", text.size(), kMostBytes)}});
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF"))
        throw InputError({{name, 1, 1, "the file is UTF-16; save it as UTF-8"}});
    if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
    text = unix_lines(std::move(text));
    // At the end of a text without a last line end, yaml-cpp takes an open bracket for the name of a field.
    if (!text.empty() && text.back() != '\n') text += '\n';

    LineCheck check(name);
    const std::string_view all = text;
    for (std::size_t begin = 0; begin < all.size();) {
        const std::size_t end = std::min(all.find('\n', begin), all.size());
        check.line(all.substr(begin, end - begin));
        begin = end + 1;
    }
    if (!check.faults().empty()) throw InputError(check.faults());
    return text;
}

}  // namespace dray::config
