#include "engine/loop_sorter_config.hpp"

#include <fmt/format.h>

namespace dray::engine {

const config::Table& loop_sorter_table() {
    using Config = LoopSorterConfig;
    static const config::Table table =
        config::Describe<Config>(
            "loop sorter",
            "A conveyor loop (cross-belt or tilt-tray) that carries parcels from inducts past scanners to chutes by destination. "
            "Ports: parcels (in), chutes (out).")
            .text("name", &Config::name, "Name in reports and connections; unique in the site.")
            .section("belt", static_cast<primitives::BeltConfig Config::*>(&Config::belt), primitives::belt_table(),
                     "The belt and its carriers.")
            .section("induct", static_cast<primitives::LoopInductConfig Config::*>(&Config::induct),
                     primitives::loop_induct_table(), "Induct stations.")
            .section("scanner", static_cast<primitives::ScannerConfig Config::*>(&Config::scanner), primitives::scanner_table(),
                     "One scanner behind the inducts of each zone.")
            .section("chutes", static_cast<primitives::LoopChuteConfig Config::*>(&Config::chutes),
                     primitives::loop_chute_table(), "Chutes.")
            .section("inlet", static_cast<primitives::InletConfig Config::*>(&Config::inlet), primitives::inlet_table(),
                     "Parcels that come; 10,000 an hour unless told otherwise.")
            .section("waves", static_cast<primitives::WaveConfig Config::*>(&Config::waves), primitives::wave_table(),
                     "Sorting in waves by truck departure.")
            .list("outages", static_cast<std::vector<primitives::OutageConfig> Config::*>(&Config::outages),
                  primitives::outage_table(), {0, 1000}, "What is down, and when.")
            .build();
    return table;
}

void check_loop_sorter(const LoopSorterConfig& config, const std::string& prefix,
                       const std::function<void(const std::string&, const std::string&)>& fault) {
    if (const std::string why = primitives::loop_misfit(config); !why.empty()) fault(prefix + "belt.length_m", why);
    for (std::size_t o = 0; o < config.outages.size(); ++o)
        if (const std::string why = primitives::outage_misfit(config.outages[o], config); !why.empty())
            fault(fmt::format("{}outages[{}].number", prefix, o), why);
}

}  // namespace dray::engine
