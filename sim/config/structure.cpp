#include <fmt/format.h>

#include "config/document.hpp"
#include "config/limits.hpp"
#include "config/text_check.hpp"

namespace dray::config {

namespace {

/// A scan of YAML tokens that knows just enough to tell marks of the structure from marks in texts: comments, both kinds of
/// quotes, plain words over several lines, block texts, and the indentation that ends them.
class StructureScan {
  public:
    StructureScan(const std::string& text, const std::string& name) : text_(text), name_(name) {}

    void run() {
        while (at_ < text_.size())
            token();
        if (!open_.empty()) {
            const auto [line, column] = open_.back();
            faults_.push_back({name_, line, column, "the bracket that opens here does not close"});
        }
        if (!faults_.empty()) throw InputError(std::move(faults_));
    }

  private:
    [[nodiscard]] char look(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\n'; }
    [[nodiscard]] bool blank_at(std::size_t ahead) const {
        const char c = look(ahead);
        return c == ' ' || c == '\t' || c == '\n';
    }
    [[nodiscard]] int column() const { return static_cast<int>(at_ - line_begin_); }
    [[nodiscard]] int top() const { return indents_.empty() ? -1 : indents_.back(); }
    void open_block(int column) {
        if (open_.empty() && column > top()) indents_.push_back(column);
    }

    void next() {
        if (at_ >= text_.size()) return;
        if (text_[at_++] != '\n') return;
        line_begin_ = at_;
        ++line_;
    }

    void token() {
        const char c = look();
        if (c == ' ' || c == '\t' || c == '\n') return next();
        if (c == '#') return comment();
        // A token further left than a block ends that block.
        while (open_.empty() && top() > column())
            indents_.pop_back();
        if (c == '[' || c == '{') return open_bracket();
        if (c == ']' || c == '}') {
            if (!open_.empty()) open_.pop_back();
            return next();
        }
        if (c == '"' || c == '\'') return quoted(c);
        if (c == '!') return refuse("tags (!) are not allowed");
        if (c == '&') return refuse("anchors (&) are not allowed; use 'extends'");
        if (c == '*') return refuse("aliases (*) are not allowed; use 'extends'");
        if ((c == '|' || c == '>') && open_.empty()) return block_text();
        if ((c == '-' || c == '?' || c == ':') && blank_at(1)) {
            if (c != ':') open_block(column());
            return next();
        }
        if (c == ',' || (!open_.empty() && c == ':')) return next();
        plain();
    }

    void comment() {
        while (at_ < text_.size() && look() != '\n')
            next();
    }

    void open_bracket() {
        open_.emplace_back(line_, column() + 1);
        if (open_.size() > kMostDepth) {
            faults_.push_back({name_, line_, column() + 1, fmt::format("brackets nest too deep; allowed 0 to {}", kMostDepth)});
            throw InputError(std::move(faults_));
        }
        next();
    }

    void refuse(const char* message) {
        if (faults_.size() < kMostFaults) faults_.push_back({name_, line_, column() + 1, message});
        while (!blank_at(0) && std::string_view(",[]{}").find(look()) == std::string_view::npos)
            next();
    }

    void quoted(char quote) {
        const int begin = column();
        const int line = line_;
        next();
        while (at_ < text_.size() && (look() != quote || (quote == '\'' && look(1) == quote))) {
            // An escaped letter, or a single quote written twice.
            if (look() == quote || (quote == '"' && look() == '\\')) next();
            next();
        }
        if (at_ >= text_.size()) {
            faults_.push_back({name_, line, begin + 1, "the quoted text that begins here does not end"});
            return;
        }
        next();
        std::size_t ahead = 0;
        while (look(ahead) == ' ' || look(ahead) == '\t')
            ++ahead;
        if (look(ahead) == ':' && line == line_) open_block(begin);
    }

    void plain() {
        const int begin = column();
        const int line = line_;
        while (at_ < text_.size()) {
            const char c = look();
            if (!open_.empty() && (c == ',' || c == '[' || c == ']' || c == '{' || c == '}')) return;
            if (c == ':' && blank_at(1)) {
                if (line == line_) open_block(begin);
                return;
            }
            if ((c == ' ' || c == '\t') && look(1) == '#') return next();
            if (c == '\n') {
                if (!continues()) return next();
                while (look() == ' ' || (look() == '\n' && at_ < text_.size()))
                    next();
                continue;
            }
            next();
        }
    }

    /// Whether a plain word goes on after this line end: the next line with something on it is further right than its block.
    [[nodiscard]] bool continues() const {
        std::size_t at = at_ + 1;
        std::size_t begin = at;
        while (at < text_.size() && (text_[at] == ' ' || text_[at] == '\n')) {
            if (text_[at] == '\n') begin = at + 1;
            ++at;
        }
        return at < text_.size() && text_[at] != '#' && (!open_.empty() || static_cast<int>(at - begin) > top());
    }

    void block_text() {
        int indent = -1;
        for (next(); look() == '+' || look() == '-' || (look() >= '1' && look() <= '9'); next())
            if (look() >= '1') indent = std::max(top(), 0) + (look() - '0');
        comment();
        next();
        while (at_ < text_.size()) {
            std::size_t ahead = 0;
            while (look(ahead) == ' ' && at_ + ahead < text_.size())
                ++ahead;
            const int found = static_cast<int>(ahead);
            if (look(ahead) != '\n') {
                // The first line with something on it sets the indentation unless the header did.
                if (indent < 0) indent = std::max(found, top() + 1);
                if (found < indent) return;
            }
            while (at_ < text_.size() && look() != '\n')
                next();
            next();
        }
    }

    const std::string& text_;
    const std::string& name_;
    std::size_t at_ = 0;
    std::size_t line_begin_ = 0;
    int line_ = 1;
    Diagnostics faults_;
    std::vector<std::pair<int, int>> open_;  ///< line and column of the open brackets
    std::vector<int> indents_;               ///< columns of the open blocks
};

}  // namespace

void check_structure(const std::string& text, const std::string& name) {
    StructureScan(text, name).run();
}

}  // namespace dray::config
