#include "report/html/parameter_section.hpp"

#include <fmt/format.h>

#include "config/grade.hpp"
#include "config/parameters.hpp"
#include "engine/scenario.hpp"

namespace dray::report {

void add_parameter_section(Page& page, const std::filesystem::path& directory) {
    const std::filesystem::path resolved = directory / "resolved.yaml";
    if (!std::filesystem::exists(resolved)) return;
    page.section("Parameters");
    const engine::LoadedScenario loaded = engine::load_scenario(resolved.string(), {});
    std::vector<std::vector<std::string>> rows;
    std::size_t assumed = 0;
    for (const config::Parameter& p : config::parameters(engine::scenario_table(), &loaded.scenario)) {
        const bool is_assumed = p.is_default && p.grade == config::Grade::Assumed;
        assumed += is_assumed;
        rows.push_back({p.path, p.value, p.unit, p.is_default ? config::grade_word(p.grade) : "set by the scenario",
                        p.is_default ? p.source : "", p.doc});
    }
    page.text(fmt::format("Every field of the scenario. {} still hold a default that is only assumed.", assumed));
    page.table({"field", "value", "unit", "grade", "source of the default", "meaning"}, rows,
               {.numbers = {false, true}, .filter = true, .folded = true, .summary = fmt::format("{} fields", rows.size())});
}

}  // namespace dray::report
