#include "report/html/gantt.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "report/figures_text.hpp"
#include "report/html/page.hpp"

namespace dray::report {

namespace {

using insight::kResourceStates;
using insight::ResourceState;

// Units of the drawing; a character is at most so wide.
constexpr int kWidth = 1100, kMargin = 8, kCharacter = 7, kShares = 210, kRow = 17, kThinRow = 4, kTop = 22, kAxis = 20;
constexpr std::size_t kAllNamed = 40, kSomeNamed = 12, kLongestName = 26;

// By state: working, starved, blocked, down.
constexpr std::array kColours = {"c3", "c7", "c2", "c4"};
constexpr auto kBeneath = static_cast<std::size_t>(ResourceState::Starved);

// Where the strips stand. A column is the shortest time that they show.
struct Strips {
    int left = 0, columns = 0;
};

const experiment::Metric kSeconds{.name = "", .title = "", .unit = "s"};

// The state that each column shows: the one that is most behind what it has lasted, so that shares are kept.
std::vector<std::size_t> columns_of(const GanttRow& row, double end_s, int columns) {
    const double column_s = end_s / columns;
    std::array<double, kResourceStates> owed_s{};
    std::vector<std::size_t> out;
    auto span = row.spans.begin();
    for (int column = 0; column < columns; ++column) {
        const double from_s = column * column_s, to_s = from_s + column_s;
        while (span != row.spans.end() && span->to_s <= from_s)
            ++span;
        for (auto s = span; s != row.spans.end() && s->from_s < to_s; ++s)
            owed_s[static_cast<std::size_t>(s->state)] += std::min(to_s, s->to_s) - std::max(from_s, s->from_s);
        out.push_back(static_cast<std::size_t>(std::ranges::max_element(owed_s) - owed_s.begin()));
        owed_s[out.back()] -= column_s;
    }
    return out;
}

// A path for each state along the middle of the strip; what is starved is the ground beneath.
void add_strip(std::string& out, const Strips& strips, const GanttRow& row, double end_s, double middle, double height) {
    const std::vector<std::size_t> columns = columns_of(row, end_s, strips.columns);
    auto add = std::back_inserter(out);
    fmt::format_to(add, "<path d=\"M{} {}h{}\" stroke=\"var(--{})\" stroke-width=\"{}\"/>", strips.left, middle, strips.columns,
                   kColours[kBeneath], height);
    for (std::size_t state = 0; state < kResourceStates; ++state) {
        if (state == kBeneath || std::ranges::find(columns, state) == columns.end()) continue;
        fmt::format_to(add, "<path d=\"M{} {}", strips.left, middle);
        int at = 0;
        for (int begin = 0; begin < strips.columns;) {
            int end = begin;
            while (end < strips.columns && columns[static_cast<std::size_t>(end)] == columns[static_cast<std::size_t>(begin)])
                ++end;
            if (columns[static_cast<std::size_t>(begin)] == state) {
                if (begin > at) fmt::format_to(add, "m{} 0", begin - at);
                fmt::format_to(add, "h{}", end - begin);
                at = end;
            }
            begin = end;
        }
        fmt::format_to(add, "\" stroke=\"var(--{})\" stroke-width=\"{}\"/>", kColours[state], height);
    }
}

// "working 43 %, blocked 13 %": the states that a resource was in, but for being starved.
std::string shares_of(const GanttRow& row) {
    const auto time_s = row.time_s();
    double all_s = 0;
    for (const double s : time_s)
        all_s += s;
    std::vector<std::string> words;
    for (std::size_t state = 0; state < kResourceStates; ++state) {
        if (state == kBeneath || time_s[state] <= 0) continue;
        words.push_back(fmt::format("{} {:.0f} %", insight::name_of(static_cast<ResourceState>(state)),
                                    100 * time_s[state] / std::max(1e-9, all_s)));
    }
    return words.empty() ? "starved" : fmt::format("{}", fmt::join(words, ", "));
}

// At most kLongestName characters, cut between two of them (UTF-8).
std::string shortened(const std::string& name) {
    if (characters_of(name) <= kLongestName) return name;
    std::size_t bytes = 0;
    for (std::size_t characters = 0; bytes < name.size(); ++bytes)
        if ((name[bytes] & 0xc0) != 0x80 && ++characters == kLongestName) break;
    return name.substr(0, bytes) + "…";
}

void add_legend(std::string& out, double x) {
    for (std::size_t state = 0; state < kResourceStates; ++state) {
        const char* word = insight::name_of(static_cast<ResourceState>(state));
        fmt::format_to(std::back_inserter(out),
                       "<path d=\"M{} 8h12\" stroke=\"var(--{})\" stroke-width=\"10\"/><text x=\"{}\" y=\"12\">{}</text>\n", x,
                       kColours[state], x + 16, word);
        x += 80;
    }
}

void add_axis(std::string& out, const Strips& strips, const Gantt& gantt, double bottom) {
    constexpr std::array<double, 12> kSteps_s = {1, 5, 10, 30, 60, 300, 600, 1800, 3600, 7200, 14400, 28800};
    const auto fits = std::ranges::find_if(kSteps_s, [&](double step_s) { return gantt.end_s / step_s <= 8; });
    const double step_s = fits == kSteps_s.end() ? 86400 * std::ceil(gantt.end_s / 86400 / 8) : *fits;
    auto add = std::back_inserter(out);
    for (int i = 0; i * step_s <= gantt.end_s * 1.0001; ++i) {
        const double x = strips.left + strips.columns * i * step_s / gantt.end_s;
        fmt::format_to(add,
                       "<path d=\"M{0:.1f} {1:.0f}v4\" stroke=\"var(--soft)\"/><text class=\"soft\" text-anchor=\"middle\" "
                       "x=\"{0:.1f}\" y=\"{2:.0f}\">{3}</text>\n",
                       x, bottom, bottom + 15, i == 0 ? "0" : value_text(kSeconds, i * step_s));
    }
    if (gantt.warm_up_s <= 0 || gantt.warm_up_s >= gantt.end_s) return;
    fmt::format_to(add,
                   "<path d=\"M{:.1f} {}V{:.0f}\" stroke=\"var(--ink)\" stroke-dasharray=\"3 3\"><title>end of the "
                   "warm-up</title></path>\n",
                   strips.left + strips.columns * gantt.warm_up_s / gantt.end_s, kTop, bottom);
}

}  // namespace

std::array<double, kResourceStates> GanttRow::time_s() const {
    std::array<double, kResourceStates> out{};
    for (const GanttSpan& span : spans)
        out[static_cast<std::size_t>(span.state)] += span.to_s - span.from_s;
    return out;
}

std::size_t named_rows(std::size_t rows) {
    return rows <= kAllNamed ? rows : kSomeNamed;
}

std::string gantt_svg(const Gantt& gantt) {
    if (gantt.rows.empty() || gantt.end_s <= 0) return {};
    const std::size_t named = named_rows(gantt.rows.size()), thin = gantt.rows.size() - named;
    std::size_t longest = 8;  // for "999 more"
    for (std::size_t i = 0; i < named; ++i)
        longest = std::max(longest, characters_of(shortened(gantt.rows[i].name)));
    Strips strips{.left = kMargin + kCharacter * static_cast<int>(longest), .columns = 0};
    strips.columns = kWidth - strips.left - kShares;
    const double gap = thin > 0 ? 4 : 0;
    const double bottom = kTop + kRow * static_cast<double>(named) + gap + kThinRow * static_cast<double>(thin) + 2;
    std::string out =
        fmt::format("<svg class=\"flow\" viewBox=\"0 0 {} {:.0f}\" fill=\"none\" role=\"img\">\n", kWidth, bottom + kAxis);
    add_legend(out, strips.left);
    auto add = std::back_inserter(out);
    for (std::size_t i = 0; i < gantt.rows.size(); ++i) {
        const GanttRow& row = gantt.rows[i];
        fmt::format_to(add, "<g><title>{}: {}</title>", escaped(row.name), shares_of(row));
        if (i < named) {
            const double top = kTop + kRow * static_cast<double>(i), base = top + 13;
            fmt::format_to(add, "<text text-anchor=\"end\" x=\"{}\" y=\"{}\">{}</text>", strips.left - kMargin, base,
                           escaped(shortened(row.name)));
            add_strip(out, strips, row, gantt.end_s, top + 9, kRow - 4);
            fmt::format_to(add, "<text class=\"soft\" x=\"{}\" y=\"{}\">{}</text>", strips.left + strips.columns + kMargin, base,
                           shares_of(row));
        } else {
            const double top = kTop + kRow * static_cast<double>(named) + gap + kThinRow * static_cast<double>(i - named);
            add_strip(out, strips, row, gantt.end_s, top + 2, kThinRow - 1);
        }
        out += "</g>\n";
    }
    if (thin > 0)
        fmt::format_to(add, "<text class=\"soft\" text-anchor=\"end\" x=\"{}\" y=\"{:.0f}\">{} more</text>\n",
                       strips.left - kMargin, kTop + kRow * static_cast<double>(named) + gap + 10, thin);
    add_axis(out, strips, gantt, bottom);
    return out + "</svg>\n";
}

}  // namespace dray::report
