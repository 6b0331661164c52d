#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <vector>

#include "report/comparison.hpp"
#include "report/figures_text.hpp"

namespace dray::report {

namespace {

using experiment::Comparison;
using experiment::Finding;
using experiment::Row;

constexpr std::size_t kMostChanges = 8;

// The smallest difference that these runs would most likely have shown.
std::string detectable_text(const Row& row) {
    if (!std::isfinite(row.detectable)) return "-";
    if (row.metric.is_share()) return fmt::format("{:.2f} points", 100 * row.detectable);
    return row.base == 0 ? number_text(row.detectable) : percent_text(row.detectable / std::abs(row.base));
}

std::string correlation_text(const Row& row) {
    if (!row.difference.paired) return "unpaired";
    return row.difference.change.count < 2 ? "-" : fmt::format("{:.2f}", row.difference.correlation);
}

std::vector<std::string> cells_of(const Row& row) {
    return {row.metric.title,
            value_text(row.metric, row.base),
            value_text(row.metric, row.value),
            row.verdict,
            detectable_text(row),
            correlation_text(row)};
}

std::vector<std::string> header_of(const Comparison& c, std::size_t variant) {
    return {"figure", c.labels.front(), c.labels[variant], "verdict", "would show", "correlation"};
}

const char* colour_of(Finding finding) {
    switch (finding) {
        case Finding::Better:
            return "\033[32m";
        case Finding::Worse:
            return "\033[31m";
        case Finding::Changed:
        case Finding::NotShown:
        case Finding::Same:
        case Finding::Unknown:
            break;
    }
    return "";
}

// "fleets[0].count 60 -> 66", by line.
std::vector<std::string> change_lines(const Comparison& c, std::size_t variant) {
    std::vector<std::string> lines;
    std::size_t more = 0;
    for (const Comparison::FieldChange& change : c.changes) {
        if (change.variant != variant) continue;
        if (lines.size() < kMostChanges) {
            lines.push_back(fmt::format("{}: {} -> {}", change.field, change.from, change.to));
        } else {
            ++more;
        }
    }
    if (more > 0) lines.push_back(fmt::format("and {} more fields", more));
    return lines;
}

}  // namespace

std::string comparison_text(const Comparison& c, bool colour) {
    std::string out;
    for (std::size_t v = 1; v < c.labels.size(); ++v) {
        fmt::format_to(std::back_inserter(out), "{}{} ({} runs) against {} ({} runs){}\n", colour ? "\033[1m" : "", c.labels[v],
                       c.runs[v], c.labels.front(), c.runs.front(), colour ? "\033[0m" : "");
        const std::vector<std::string> changes = change_lines(c, v);
        for (const std::string& line : changes)
            fmt::format_to(std::back_inserter(out), "  differs in {}\n", line);
        if (changes.empty()) out += "  differs in no field of the scenario\n";
        std::vector<std::vector<std::string>> table = {header_of(c, v)};
        std::vector<Finding> findings = {Finding::Unknown};
        for (const Row& row : c.rows) {
            if (row.variant != v) continue;
            table.push_back(cells_of(row));
            findings.push_back(row.finding);
        }
        std::vector<std::size_t> widths(table.front().size(), 0);
        for (const auto& cells : table)
            for (std::size_t i = 0; i < cells.size(); ++i)
                widths[i] = std::max(widths[i], characters_of(cells[i]));
        for (std::size_t r = 0; r < table.size(); ++r) {
            out += "  ";
            for (std::size_t i = 0; i < table[r].size(); ++i) {
                // Numbers stand to the right, words to the left.
                const bool number = i == 1 || i == 2 || i >= 4;
                const std::string cell = padded(table[r][i], widths[i], number);
                const bool painted = colour && i == 3;
                out += (painted ? colour_of(findings[r]) : "") + cell + (painted ? "\033[0m" : "");
                if (i + 1 < table[r].size()) out += "  ";
            }
            while (out.ends_with(' '))
                out.pop_back();
            out += '\n';
        }
    }
    for (const std::string& warning : c.warnings)
        fmt::format_to(std::back_inserter(out), "  {}mind{}: {}\n", colour ? "\033[33m" : "", colour ? "\033[0m" : "", warning);
    return out;
}

std::string comparison_markdown(const Comparison& c) {
    std::string out;
    for (std::size_t v = 1; v < c.labels.size(); ++v) {
        fmt::format_to(std::back_inserter(out), "### {} against {}\n\n", c.labels[v], c.labels.front());
        for (const std::string& line : change_lines(c, v))
            fmt::format_to(std::back_inserter(out), "- `{}`\n", line);
        fmt::format_to(std::back_inserter(out), "\n| {} |\n|---|---:|---:|---|---:|---:|\n", fmt::join(header_of(c, v), " | "));
        for (const Row& row : c.rows)
            if (row.variant == v) fmt::format_to(std::back_inserter(out), "| {} |\n", fmt::join(cells_of(row), " | "));
        out += '\n';
    }
    for (const std::string& warning : c.warnings)
        fmt::format_to(std::back_inserter(out), "- Mind: {}\n", warning);
    return out;
}

}  // namespace dray::report
