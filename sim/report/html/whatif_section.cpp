#include "report/html/whatif_section.hpp"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "config/file.hpp"
#include "report/figures_text.hpp"
#include "report/html/parameter_section.hpp"
#include "report/whatif.hpp"

namespace dray::report {

namespace {

using Json = nlohmann::ordered_json;

// One relief as whatif.json tells it.
struct Answer {
    std::string relief, group, word, fault, then;
    std::vector<std::string> set;
    double gain_per_h = 0, half_width = 0;  ///< half_width: infinite when nothing can be said
    std::size_t pairs = 0;
    [[nodiscard]] bool measured() const { return fault.empty() && pairs >= 2 && std::isfinite(half_width); }
};

struct Stored {
    std::string scenario, name, unit;
    std::uint64_t seed = 0;
    double base_per_h = 0;
    std::size_t base_runs = 0;
    bool interrupted = false;
    std::vector<Answer> answers;
};

Answer answer_of(const Json& json) {
    Answer a;
    json.at("relief").get_to(a.relief);
    json.at("group").get_to(a.group);
    json.at("answer").get_to(a.word);
    json.at("set").get_to(a.set);
    a.fault = json.value("fault", std::string());
    if (a.word == "impossible") return a;
    json.at("gain_per_hour").get_to(a.gain_per_h);
    const Json& half_width = json.at("half_width");
    a.half_width = half_width.is_number() ? half_width.get<double>() : INFINITY;
    json.at("pairs").get_to(a.pairs);
    json.at("then").get_to(a.then);
    return a;
}

Stored stored_in(const std::filesystem::path& path) {
    const std::string text = config::read_file(path.string(), "");
    Stored out;
    try {
        const Json json = Json::parse(text);
        json.at("scenario").get_to(out.scenario);
        json.at("name").get_to(out.name);
        json.at("unit").get_to(out.unit);
        json.at("seed").get_to(out.seed);
        json.at("base_per_hour").get_to(out.base_per_h);
        json.at("base_runs").get_to(out.base_runs);
        json.at("interrupted").get_to(out.interrupted);
        for (const Json& answer : json.at("answers"))
            out.answers.push_back(answer_of(answer));
    } catch (const Json::exception&) {
        throw InputError({Diagnostic{path.string(), 0, 0, "it is not the result of dray whatif"}});
    }
    return out;
}

// In words, as the terminal says it.
std::string verdict_of(const Stored& stored, const Answer& a) {
    if (a.word == "impossible") return "not possible: " + a.fault;
    if (a.pairs < 2) return "not measured";
    const std::string change = percent_text(stored.base_per_h > 0 ? a.gain_per_h / stored.base_per_h : 0, true);
    if (a.word == "gain") return "brings " + change;
    if (a.word == "loss") return "costs throughput: " + change;
    return a.word == "negligible" ? "no difference that matters" : "not clear in so many pairs";
}

std::string in_class(const std::string& word, const std::string& text) {
    const char* name = word == "gain" ? "good" : word == "loss" ? "bad" : "";
    return *name == '\0' ? escaped(text) : fmt::format("<span class=\"{}\">{}</span>", name, escaped(text));
}

void add_answers_chart(Page& page, const Stored& stored) {
    Chart chart{
        .title = "What each relief brings",
        .note = fmt::format("Change of {} with its 95 % interval; green is a gain, red a loss, grey is no difference that "
                            "matters or not clear.",
                            stored.unit),
        .kind = ChartKind::Intervals};
    chart.y_title = stored.unit;
    chart.wide = true;
    Series series{.name = "change", .values = {}, .low = {}, .high = {}, .colour = {}, .colours = {}};
    for (const Answer& a : stored.answers) {
        if (!a.measured()) continue;
        chart.labels.push_back(a.relief);
        series.values.push_back(a.gain_per_h);
        series.low.push_back(a.gain_per_h - a.half_width);
        series.high.push_back(a.gain_per_h + a.half_width);
        series.colours.push_back(a.word == "gain" ? "good" : a.word == "loss" ? "bad" : "c7");
    }
    if (chart.labels.empty()) return;
    chart.series = {series};
    page.chart(chart);
}

void add_answers_table(Page& page, const Stored& stored) {
    std::vector<std::vector<std::string>> rows;
    for (const Answer& a : stored.answers) {
        const std::string gain =
            a.measured() ? fmt::format("{} ± {:.0f}", change_text(a.gain_per_h), a.half_width) : std::string("-");
        rows.push_back({escaped(a.relief), escaped(a.group), escaped(gain), in_class(a.word, verdict_of(stored, a)),
                        a.pairs > 0 ? std::to_string(a.pairs) : "-", escaped(a.then == a.group ? "still the same" : a.then),
                        escaped(fmt::format("{}", fmt::join(a.set, "; ")))});
    }
    page.table({"relief", "of", "change, " + stored.unit, "verdict", "pairs", "then limits", "set"}, rows,
               {.numbers = {false, false, true, false, true}, .markup = true});
}

void add_section(Page& page, const Stored& stored) {
    page.section("What if");
    page.text(fmt::format(
        "Each relief against the scenario as it is ({}, mean of {} runs from seed {}), in paired runs with the same demand, "
        "service times and faults, until the 95 % interval tells or the pairs are used up.",
        number_text(stored.base_per_h) + " " + stored.unit, stored.base_runs, stored.seed));
    if (stored.interrupted) page.mind("It was stopped before all answers were clear.");
    if (stored.answers.empty()) return page.text("Nothing of what limits the site can be relieved by the scenario's fields.");
    add_answers_chart(page, stored);
    add_answers_table(page, stored);
}

}  // namespace

void add_whatif_section(Page& page, const std::filesystem::path& directory) {
    if (std::filesystem::exists(directory / kWhatIfName)) add_section(page, stored_in(directory / kWhatIfName));
}

std::string whatif_report(const std::filesystem::path& directory) {
    const Stored stored = stored_in(directory / kWhatIfName);
    Page page(fmt::format("{}, what if", stored.name), fmt::format("What would relieve {}", stored.scenario));
    add_section(page, stored);
    add_parameter_section(page, directory);
    return page.html();
}

}  // namespace dray::report
