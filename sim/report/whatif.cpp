#include "report/whatif.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "report/documents.hpp"
#include "report/figures_text.hpp"

namespace dray::report {

namespace {

using experiment::Clarity;
using experiment::WhatIf;
using experiment::WhatIfAnswer;
using Json = nlohmann::ordered_json;

constexpr int kSchemaVersion = 1;

const char* word_of(Clarity clarity) {
    switch (clarity) {
        case Clarity::Gain:
            return "gain";
        case Clarity::Loss:
            return "loss";
        case Clarity::Negligible:
            return "negligible";
        case Clarity::Unclear:
            return "unclear";
        case Clarity::Impossible:
            break;
    }
    return "impossible";
}

// "+41 ± 6 units/h (+3.1 %) in 6 pairs; then drives limit".
std::string answer_text(const WhatIf& found, const WhatIfAnswer& a) {
    if (a.clarity == Clarity::Impossible) return fmt::format("not possible: {}", a.fault);
    if (a.pairs < 2) return "not measured";
    std::string out =
        fmt::format("{} ± {:.0f} {}/h ({} %) in {} pairs", change_text(a.gain.mean), a.gain.half_width(), found.unit,
                    change_text(found.base_per_h > 0 ? 100 * a.gain.mean / found.base_per_h : 0.0, 1), a.pairs);
    if (a.clarity == Clarity::Negligible) out += ", no difference that matters";
    if (a.clarity == Clarity::Unclear) out += ", not clear";
    if (!a.then.empty() && a.then != a.relief.group) out += fmt::format("; then {} limit", a.then);
    return out;
}

}  // namespace

std::string whatif_text(const WhatIfContext& context, const WhatIf& found) {
    std::string out = fmt::format("{}: {:.0f} {}/h, mean of {} runs from seed {}\nlimited by {}\n\n", context.scenario,
                                  found.base_per_h, found.unit, found.base_runs, context.seed, bottleneck_line(found.ranking));
    std::size_t width = 0;
    for (const WhatIfAnswer& a : found.answers)
        width = std::max(width, a.relief.what.size());
    for (const WhatIfAnswer& a : found.answers)
        fmt::format_to(std::back_inserter(out), "  {:<{}}  {}\n", a.relief.what + ":", width + 1, answer_text(found, a));
    if (found.answers.empty()) out += "  nothing of what limits it can be relieved by the scenario's fields\n";
    return out;
}

Json whatif_json(const WhatIfContext& context, const WhatIf& found) {
    Json answers = Json::array();
    for (const WhatIfAnswer& a : found.answers) {
        Json entry = {
            {"relief", a.relief.what}, {"group", a.relief.group}, {"set", a.relief.overrides}, {"answer", word_of(a.clarity)}};
        if (a.clarity == Clarity::Impossible) {
            entry["fault"] = a.fault;
        } else {
            entry.update({{"gain_per_hour", a.gain.mean},
                          {"half_width", std::isfinite(a.gain.half_width()) ? Json(a.gain.half_width()) : Json()},
                          {"pairs", a.pairs},
                          {"then", a.then}});
        }
        answers.push_back(entry);
    }
    return {{"schema_version", kSchemaVersion},
            {"scenario", context.scenario},
            {"name", context.name},
            {"seed", context.seed},
            {"unit", found.unit + "/h"},
            {"base_per_hour", found.base_per_h},
            {"base_runs", found.base_runs},
            {"bottlenecks", bottlenecks_json(found.ranking)},
            {"answers", answers},
            {"interrupted", found.interrupted}};
}

}  // namespace dray::report
