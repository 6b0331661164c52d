#include "experiment/replication.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <iterator>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "experiment/csv_table.hpp"
#include "operations/csv.hpp"

namespace dray::experiment {

namespace {

constexpr std::array<const char*, 6> kFixed = {"replication", "seed", "status", "state_hash", "wall_s", "message"};

template <class T>
T number_in(const std::string& text, const std::string& name, std::size_t line) {
    T value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    bool good = error == std::errc() && end == text.data() + text.size();
    if constexpr (std::is_floating_point_v<T>) good = good && std::isfinite(value);
    if (!good)
        throw InputError({Diagnostic{name, static_cast<int>(line), 1, fmt::format("expected a number, found '{}'", text)}});
    return value;
}

}  // namespace

std::uint64_t replication_seed(std::uint64_t scenario_seed, std::size_t number) {
    StateHash hash;
    hash.add(std::string_view("replication"));
    hash.add(scenario_seed);
    hash.add(static_cast<std::uint64_t>(number));
    return hash.digest() >> 11;
}

std::string_view word_of(RunStatus status) {
    switch (status) {
        case RunStatus::Ok:
            return "ok";
        case RunStatus::Interrupted:
            return "interrupted";
        case RunStatus::Failed:
            break;
    }
    return "failed";
}

Replication replication_of(std::size_t number, std::uint64_t seed, const std::string& summary_text) {
    Replication out{.number = number, .seed = seed};
    const auto summary = nlohmann::ordered_json::parse(summary_text, nullptr, false);
    if (!summary.is_object() || !summary.contains("state_hash") || !summary["state_hash"].is_string()) {
        out.status = RunStatus::Failed;
        out.message = "the run left no summary";
        return out;
    }
    out.state_hash = summary["state_hash"].get<std::string>();
    out.wall_s = summary.value("wall_s", 0.0);
    out.figures = figures_of(summary);
    if (summary.value("interrupted", false)) out.status = RunStatus::Interrupted;
    if (const std::string failure = summary.value("failure", std::string()); !failure.empty()) {
        out.status = RunStatus::Failed;
        out.message = failure;
    }
    return out;
}

std::string replications_csv(const std::vector<Replication>& replications) {
    const std::vector<std::string> names = metric_names(replications);
    std::string out = fmt::format("{}", fmt::join(kFixed, ","));
    for (const std::string& name : names)
        fmt::format_to(std::back_inserter(out), ",{}", operations::csv_quoted(name));
    out += '\n';
    for (const Replication& r : replications) {
        std::string message = r.message;
        std::replace(message.begin(), message.end(), '\n', ' ');
        fmt::format_to(std::back_inserter(out), "{},{},{},{},{},{}", r.number, r.seed, word_of(r.status), r.state_hash, r.wall_s,
                       operations::csv_quoted(message));
        for (const std::string& name : names) {
            const double value = value_of(r.figures, name);
            out += ',';
            if (!std::isnan(value)) fmt::format_to(std::back_inserter(out), "{}", value);
        }
        out += '\n';
    }
    return out;
}

std::vector<Replication> read_replications(const std::string& text, const std::string& name) {
    const CsvTable table = read_csv(text, name);
    if (table.header.size() < kFixed.size() || !std::equal(kFixed.begin(), kFixed.end(), table.header.begin()))
        throw InputError({Diagnostic{name, 1, 1, fmt::format("expected the columns {}, ...", fmt::join(kFixed, ","))}});
    std::vector<Replication> out;
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        const std::vector<std::string>& row = table.rows[i];
        const std::size_t line = i + 2;
        Replication r;
        r.number = number_in<std::size_t>(row[0], name, line);
        r.seed = number_in<std::uint64_t>(row[1], name, line);
        r.status = row[2] == "ok" ? RunStatus::Ok : row[2] == "interrupted" ? RunStatus::Interrupted : RunStatus::Failed;
        r.state_hash = row[3];
        r.wall_s = number_in<double>(row[4], name, line);
        r.message = row[5];
        for (std::size_t c = kFixed.size(); c < row.size(); ++c)
            if (!row[c].empty()) r.figures.emplace_back(table.header[c], number_in<double>(row[c], name, line));
        out.push_back(std::move(r));
    }
    return out;
}

std::vector<std::string> metric_names(const std::vector<Replication>& replications) {
    std::vector<std::string> names;
    for (const Replication& r : replications) {
        if (r.status != RunStatus::Ok) continue;
        for (const auto& [name, value] : r.figures)
            if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
    return names;
}

std::vector<double> values_of(const std::vector<Replication>& replications, std::string_view metric) {
    std::vector<double> values;
    for (const Replication& r : replications) {
        const double value = value_of(r.figures, metric);
        if (r.status == RunStatus::Ok && !std::isnan(value)) values.push_back(value);
    }
    return values;
}

}  // namespace dray::experiment
