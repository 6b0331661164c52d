#include "motion/lorr/number_lines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <string_view>
#include <vector>

namespace dray::motion::lorr {

namespace {

class NumberLinesReader {
  public:
    NumberLinesReader(const std::string& text, const std::string& name, const NumberLines& form, config::Diagnostics& faults)
        : rest_(text), name_(name), form_(form), faults_(faults), before_(faults.size()) {}

    std::int64_t read() {
        const std::int64_t count = read_count();
        if (count == 0) return 0;
        const std::int64_t lines = form_.wanted < 0 ? count : std::min(count, form_.wanted);
        std::string_view line;
        for (std::int64_t i = 0; i < lines; ++i) {
            if (!next_line(line)) {
                fault(1, fmt::format("the file ends after {} of {} {}", i, count, form_.what));
                return count;
            }
            if (read_numbers(line)) form_.take(numbers_, line_);
            if (faults_.size() - before_ >= kMostFaults) break;
        }
        return count;
    }

  private:
    void fault(std::size_t column, std::string message) {
        faults_.push_back({name_, line_, static_cast<int>(column), std::move(message)});
    }

    std::int64_t read_count() {
        std::string_view line;
        if (!next_line(line)) {
            fault(line_ > 0 ? 1 : 0, fmt::format("expected the number of {}, the file is empty", form_.what));
            return 0;
        }
        std::int64_t count = 0;
        const auto [stop, error] = std::from_chars(line.data(), line.data() + line.size(), count);
        if (error == std::errc() && stop == line.data() + line.size() && count >= 1 && count <= form_.at_most) return count;
        fault(1, fmt::format("expected the number of {}, a whole number within 1 to {}, found \"{}\"", form_.what, form_.at_most,
                             printable(line)));
        return 0;
    }

    /// The next line that says something, without the blanks round it.
    bool next_line(std::string_view& line) {
        while (!rest_.empty()) {
            const std::size_t end = rest_.find('\n');
            line = rest_.substr(0, end);
            rest_ = end == std::string_view::npos ? std::string_view() : rest_.substr(end + 1);
            ++line_;
            line = trimmed(line);
            if (!line.empty() && line.front() != '#') return true;
        }
        return false;
    }

    static std::string_view trimmed(std::string_view text) {
        constexpr std::string_view kBlank = " \t\r";
        text.remove_prefix(std::min(text.find_first_not_of(kBlank), text.size()));
        return text.substr(0, text.find_last_not_of(kBlank) + 1);
    }

    static std::string printable(std::string_view text) {
        std::string shown(text.substr(0, 30));
        std::replace_if(
            shown.begin(), shown.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
        return shown;
    }

    bool read_numbers(std::string_view line) {
        numbers_.clear();
        for (std::size_t begin = 0; begin <= line.size();) {
            const std::size_t end = form_.several ? std::min(line.find(',', begin), line.size()) : line.size();
            const std::string_view word = trimmed(line.substr(begin, end - begin));
            std::int64_t number = 0;
            const auto [stop, error] = std::from_chars(word.data(), word.data() + word.size(), number);
            if (error != std::errc() || stop != word.data() + word.size() || word.empty()) {
                fault(begin + 1,
                      fmt::format("\"{}\" is not {}", printable(word), form_.several ? "a cell's number" : "one cell's number"));
                return false;
            }
            numbers_.push_back(number);
            begin = end + 1;
        }
        return true;
    }

    std::string_view rest_;
    const std::string& name_;
    const NumberLines& form_;
    config::Diagnostics& faults_;
    std::size_t before_;
    int line_ = 0;
    std::vector<std::int64_t> numbers_;
};

}  // namespace

std::int64_t read_number_lines(const std::string& text, const std::string& name, const NumberLines& form,
                               config::Diagnostics& faults) {
    return NumberLinesReader(text, name, form, faults).read();
}

}  // namespace dray::motion::lorr
