#include "floor/map_text.hpp"

#include <fmt/format.h>

#include <charconv>
#include <string_view>

#include "floor/limits.hpp"

namespace dray::floor {

namespace {

constexpr std::string_view kKnown = ".GSE@TOW";
constexpr std::size_t kMostFaults = 20;

class Reader {
  public:
    Reader(const std::string& text, const std::string& name, Faults& faults) : rest_(text), name_(name), faults_(faults) {}

    std::optional<MapText> read() {
        const std::size_t before = faults_.count();
        if (!header()) return std::nullopt;
        MapText map{.width = static_cast<int>(width_), .height = static_cast<int>(height_), .rows = {}, .first_line = line_ + 1};
        map.rows.reserve(static_cast<std::size_t>(height_));
        std::string_view row;
        while (static_cast<std::int64_t>(map.rows.size()) < height_ && next_line(row)) {
            check_row(row);
            if (faults_.count() - before >= kMostFaults) return std::nullopt;
            map.rows.emplace_back(row);
        }
        if (static_cast<std::int64_t>(map.rows.size()) < height_)
            fault(line_ + 1, 1, fmt::format("the map ends after {} of {} rows", map.rows.size(), height_));
        while (next_line(row)) {
            if (row.empty()) continue;
            fault(line_, 1, fmt::format("text after the {} rows of the map", height_));
            break;
        }
        if (faults_.count() != before) return std::nullopt;
        return map;
    }

  private:
    void fault(int line, std::size_t column, const std::string& message) {
        faults_.at({name_, line, static_cast<int>(column)}, message);
    }

    bool next_line(std::string_view& line) {
        if (rest_.empty()) return false;
        const std::size_t end = rest_.find('\n');
        line = rest_.substr(0, end);
        rest_ = end == std::string_view::npos ? std::string_view() : rest_.substr(end + 1);
        if (line.ends_with('\r')) line.remove_suffix(1);
        ++line_;
        return true;
    }

    bool header() {
        std::string_view line;
        if (!next_line(line) || line != "type octile") return wrong(1, line, "type octile");
        for (int i = 0; i < 2; ++i) {
            line = {};
            const bool there = next_line(line);
            if (there && height_ == 0 && line.starts_with("height ")) {
                if (!number(line, 7, height_)) return false;
            } else if (there && width_ == 0 && line.starts_with("width ")) {
                if (!number(line, 6, width_)) return false;
            } else {
                return wrong(2 + i, line, height_ == 0 ? "height N" : "width N");
            }
        }
        if (width_ > kMaxCells / height_) {
            fault(2, 1,
                  fmt::format("a map of {} x {} cells is too large, at most {} cells are allowed", width_, height_, kMaxCells));
            return false;
        }
        line = {};
        if (!next_line(line) || line != "map") return wrong(4, line, "map");
        return true;
    }

    bool wrong(int line, std::string_view found, std::string_view wanted) {
        fault(line, 1, fmt::format("expected \"{}\", found \"{}\"", wanted, found.substr(0, 40)));
        return false;
    }

    bool number(std::string_view line, std::size_t from, std::int64_t& value) {
        const char* const end = line.data() + line.size();
        const auto [stop, error] = std::from_chars(line.data() + from, end, value);
        if (error == std::errc() && stop == end && value >= 1 && value <= kMaxCells) return true;
        fault(line_, from + 1, fmt::format("\"{}\" is not a whole number within 1 to {}", line.substr(from, 40), kMaxCells));
        return false;
    }

    void check_row(std::string_view row) {
        if (static_cast<std::int64_t>(row.size()) != width_)
            fault(line_, 1, fmt::format("the row has {} characters, the map's width is {}", row.size(), width_));
        const std::size_t bad = row.find_first_not_of(kKnown);
        if (bad == std::string_view::npos) return;
        const auto code = static_cast<unsigned>(static_cast<unsigned char>(row[bad]));
        fault(line_, bad + 1,
              code > 32 && code < 127 ? fmt::format("'{}' is not a character of a map, those are {}", row[bad], kKnown)
                                      : fmt::format("byte {} is not a character of a map, those are {}", code, kKnown));
    }

    std::string_view rest_;
    const std::string& name_;
    Faults& faults_;
    int line_ = 0;
    std::int64_t width_ = 0, height_ = 0;
};

}  // namespace

std::optional<MapText> read_map_text(const std::string& text, const std::string& name, Faults& faults) {
    return Reader(text, name, faults).read();
}

}  // namespace dray::floor
