// Reads the file of a trace and says what is wrong with it, row by row.
#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <unordered_map>

#include "base/error.hpp"
#include "operations/csv.hpp"
#include "operations/demand_sources.hpp"

namespace dray::operations {

namespace {

constexpr std::array<std::string_view, 4> kColumns = {"order_id", "placed_at", "sku", "quantity"};
enum Column : std::size_t { kOrderId, kPlacedAt, kSku, kQuantity };
constexpr std::uintmax_t kMaxFileBytes = 512u << 20;
constexpr std::size_t kMaxFaults = 20;
/// Rows of one order may be entered over so long a time: one order of the real trace spans two minutes.
constexpr std::int64_t kLongestEntry_s = 600;

/// The first faults in full, the number of the others at the end.
class TraceFaults {
  public:
    TraceFaults(const std::string& path, config::Diagnostics& faults) : path_(path), faults_(faults) {}

    void add(int line, int column, std::string message) {
        if (++count_ <= kMaxFaults) faults_.push_back({path_, line, column, std::move(message)});
    }
    void finish() {
        if (count_ > kMaxFaults)
            faults_.push_back({path_, 0, 0, fmt::format("and {} more faults like these", count_ - kMaxFaults)});
    }
    [[nodiscard]] std::size_t count() const { return count_; }

  private:
    const std::string& path_;
    config::Diagnostics& faults_;
    std::size_t count_ = 0;
};

/// Reads digits only, all of them.
bool read_digits(std::string_view text, int& value) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() && text.front() != '-';
}

/// Seconds since 1970 of "2010-12-01T08:26:00", with a space for the T as databases write it; false when the text is not of this
/// form or no such time exists.
bool read_time(std::string_view text, std::int64_t& seconds) {
    if (text.size() != 19 || text[4] != '-' || text[7] != '-' || (text[10] != 'T' && text[10] != ' ') || text[13] != ':' ||
        text[16] != ':')
        return false;
    int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
    if (!read_digits(text.substr(0, 4), year) || !read_digits(text.substr(5, 2), month) || !read_digits(text.substr(8, 2), day) ||
        !read_digits(text.substr(11, 2), hour) || !read_digits(text.substr(14, 2), minute) ||
        !read_digits(text.substr(17, 2), second))
        return false;
    const std::chrono::year_month_day date(std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day)));
    if (!date.ok() || hour > 23 || minute > 59 || second > 59) return false;
    const std::int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
    seconds = days * 86400 + hour * 3600 + minute * 60 + second;
    return true;
}

std::string time_text(std::int64_t seconds) {
    const std::chrono::sys_seconds time{std::chrono::seconds(seconds)};
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(time - day);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                       static_cast<unsigned>(date.day()), clock.hours().count(), clock.minutes().count(),
                       clock.seconds().count());
}

/// Numbers names in order of appearance.
class Names {
  public:
    /// The number of a name, and whether it is new.
    std::pair<std::uint32_t, bool> number(const std::string& name) {
        const auto [at, added] = numbers_.try_emplace(name, static_cast<std::uint32_t>(numbers_.size()));
        return {at->second, added};
    }

  private:
    std::unordered_map<std::string, std::uint32_t> numbers_;
};

class TraceReader {
  public:
    TraceReader(const std::string& path, config::Diagnostics& faults) : faults_(path, faults) {}

    void read_line(std::string_view line) {
        ++line_;
        if (line_ == 1 && line.starts_with("\xef\xbb\xbf")) line.remove_prefix(3);
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (line.find_first_not_of(" \t") == std::string_view::npos) return;
        const CsvRow row = split_csv(line);
        if (!row.fault.empty())
            faults_.add(line_, row.fault_column, row.fault);
        else if (header_line_ != 0)
            read_row(row);
        if (header_line_ == 0) read_header(row);
    }

    /// False after a header that makes all rows useless.
    [[nodiscard]] bool usable() const { return header_line_ == 0 || columns_ > 0; }

    TraceFile finish() {
        if (header_line_ == 0 && faults_.count() == 0)
            faults_.add(1, 1, "the trace is empty: it needs a header with order_id, placed_at, sku and quantity");
        else if (file_.rows.empty() && faults_.count() == 0)
            faults_.add(header_line_, 1, "the trace has a header but no orders");
        faults_.finish();
        return std::move(file_);
    }

  private:
    void read_header(const CsvRow& row) {
        header_line_ = line_;
        if (!row.fault.empty()) return;
        bool sound = true;
        for (std::size_t column = 0; column < kColumns.size(); ++column) {
            std::size_t found = 0;
            for (std::size_t i = 0; i < row.fields.size(); ++i)
                if (row.fields[i].text == kColumns[column]) {
                    field_of_[column] = i;
                    ++found;
                }
            if (found == 1) continue;
            sound = false;
            faults_.add(line_, 1,
                        fmt::format("the header has {} \"{}\"; it needs order_id, placed_at, sku and quantity, once each",
                                    found == 0 ? "no column" : "several columns", kColumns[column]));
        }
        if (sound) columns_ = row.fields.size();
    }

    void read_row(const CsvRow& row) {
        if (row.fields.size() != columns_) {
            faults_.add(line_, 1, fmt::format("the row has {} columns, the header {}", row.fields.size(), columns_));
            return;
        }
        const std::size_t before = faults_.count();
        const CsvField &order = field(row, kOrderId), &placed_at = field(row, kPlacedAt), &sku = field(row, kSku),
                       &quantity = field(row, kQuantity);
        check_name(kOrderId, order);
        std::int64_t time_s = 0;
        if (!read_time(placed_at.text, time_s))
            faults_.add(
                line_, placed_at.column,
                fmt::format("placed_at: \"{}\" is not a date and time such as 2010-12-01T08:26:00", shown(placed_at.text)));
        check_name(kSku, sku);
        std::int64_t units = 0;
        const char* const end = quantity.text.data() + quantity.text.size();
        const auto [read_to, error] = std::from_chars(quantity.text.data(), end, units);
        if (error != std::errc() || read_to != end || units < 1 || units > kMaxUnits)
            faults_.add(line_, quantity.column,
                        fmt::format("quantity: \"{}\" is not a whole number from 1 to {}", shown(quantity.text), kMaxUnits));
        if (faults_.count() == before) add_row(order, time_s, sku.text, static_cast<std::int32_t>(units), placed_at.column);
    }

    void add_row(const CsvField& order, std::int64_t time_s, const std::string& sku, std::int32_t units, int time_column) {
        const auto [order_number, new_order] = order_names_.number(order.text);
        if (new_order) file_.orders.push_back({order.text, time_s, time_s, line_});
        TraceOrder& known = file_.orders[order_number];
        if (std::abs(known.first_row_s - time_s) > kLongestEntry_s) {
            faults_.add(
                line_, time_column,
                fmt::format("placed_at: order \"{}\" is placed at {} here but at {} in line {}, more than {} minutes apart",
                            shown(order.text), time_text(time_s), time_text(known.first_row_s), known.line,
                            kLongestEntry_s / 60));
            return;
        }
        known.placed_at_s = std::max(known.placed_at_s, time_s);
        const auto [sku_number, new_sku] = sku_names_.number(sku);
        if (new_sku) file_.skus.push_back(sku);
        file_.rows.push_back({order_number, sku_number, units});
    }

    void check_name(Column column, const CsvField& name) {
        if (name.text.empty())
            faults_.add(line_, name.column, fmt::format("{}: is empty", kColumns[column]));
        else if (!is_clean_text(name.text))
            faults_.add(
                line_, name.column,
                fmt::format("{}: \"{}\" is not UTF-8 text without control characters", kColumns[column], shown(name.text)));
    }

    [[nodiscard]] const CsvField& field(const CsvRow& row, Column column) const { return row.fields[field_of_[column]]; }

    TraceFaults faults_;
    TraceFile file_;
    Names order_names_, sku_names_;
    std::array<std::size_t, kColumns.size()> field_of_{};
    std::size_t columns_ = 0;  ///< of the header; 0 before a sound one
    int line_ = 0, header_line_ = 0;
};

}  // namespace

TraceFile read_trace(const std::string& path, config::Diagnostics& faults) {
    namespace fs = std::filesystem;
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    // A directory opens and a pipe would wait for ever.
    if (fs::exists(status) && !fs::is_regular_file(status))
        throw EnvironmentError(fmt::format("the trace {} is not a regular file", path));
    const std::uintmax_t bytes = fs::file_size(path, error);
    if (!error && bytes > kMaxFileBytes) {
        faults.push_back(
            {path, 0, 0, fmt::format("the trace is {} MB long, at most {} MB are read", bytes >> 20, kMaxFileBytes >> 20)});
        return {};
    }
    errno = 0;
    std::ifstream in(path, std::ios::binary);
    if (!in) throw EnvironmentError(fmt::format("cannot open the trace {}: {}", path, std::strerror(errno)));
    TraceReader reader(path, faults);
    for (std::string line; reader.usable() && std::getline(in, line);)
        reader.read_line(line);
    if (in.bad()) throw EnvironmentError(fmt::format("cannot read the trace {}: {}", path, std::strerror(errno)));
    return reader.finish();
}

}  // namespace dray::operations
