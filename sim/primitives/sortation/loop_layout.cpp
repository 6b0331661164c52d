// Where the stations of a loop stand.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "primitives/sortation/loop.hpp"

namespace dray::primitives {

namespace {

/// One induct zone: from `begin` on, `end` excluded; numbers of its inducts and chutes from and to.
struct Zone {
    std::int64_t begin = 0, end = 0;
    std::int64_t first_induct = 0, inducts = 0;
    std::int64_t first_chute = 0, chutes = 0;
    std::int64_t scanner = 0, first_place = 0;  ///< of a chute

    /// Places for chutes; the last place of each zone stays free, the one of the loop for rejects.
    [[nodiscard]] std::int64_t room() const { return end - 1 - first_place; }
};

std::int64_t carriers_of(const BeltConfig& belt) {
    return std::llround(belt.length_m / belt.pitch_m);
}

std::int64_t spacing_of(const LoopConfig& config) {
    return std::max<std::int64_t>(1, std::llround(config.induct.spacing_m / config.belt.pitch_m));
}

Zone zone_of(const LoopConfig& config, std::int64_t z) {
    const std::int64_t zones = config.belt.zones, carriers = carriers_of(config.belt), spacing = spacing_of(config);
    const auto part = [&](std::int64_t all, std::int64_t k) { return all * k / zones; };
    Zone zone;
    zone.begin = part(carriers, z);
    zone.end = part(carriers, z + 1);
    zone.first_induct = part(config.induct.count, z);
    zone.inducts = part(config.induct.count, z + 1) - zone.first_induct;
    zone.first_chute = part(config.chutes.count, z);
    zone.chutes = part(config.chutes.count, z + 1) - zone.first_chute;
    zone.scanner = zone.begin + zone.inducts * spacing;
    zone.first_place = zone.scanner + spacing;
    return zone;
}

}  // namespace

std::string loop_misfit(const LoopConfig& config) {
    for (std::int64_t z = 0; z < config.belt.zones; ++z) {
        const Zone zone = zone_of(config, z);
        if (zone.inducts < 1 || zone.chutes < 1)
            return fmt::format("{} induct zones need at least as many inducts and chutes; there are {} and {}", config.belt.zones,
                               config.induct.count, config.chutes.count);
        if (zone.room() < zone.chutes)
            return fmt::format(
                "{} m with a carrier every {} m are {} places a zone; {} inducts and the scanner leave {} of them for {} chutes",
                config.belt.length_m, config.belt.pitch_m, zone.end - zone.begin, zone.inducts,
                std::max<std::int64_t>(0, zone.room()), zone.chutes);
    }
    return {};
}

LoopLayout loop_layout(const LoopConfig& config) {
    LoopLayout layout;
    layout.carriers = carriers_of(config.belt);
    layout.reject = layout.carriers - 1;
    for (std::int64_t z = 0; z < config.belt.zones; ++z) {
        const Zone zone = zone_of(config, z);
        layout.first_inducts.push_back(layout.inducts.size());
        for (std::int64_t i = 0; i < zone.inducts; ++i)
            layout.inducts.push_back(zone.begin + i * spacing_of(config));
        layout.scanners.push_back(zone.scanner);
        for (std::int64_t c = 0; c < zone.chutes; ++c)
            layout.chutes.push_back(zone.first_place + c * zone.room() / zone.chutes);
    }
    return layout;
}

std::string outage_misfit(const OutageConfig& outage, const LoopConfig& config) {
    const std::int64_t count = outage.what == "induct"    ? config.induct.count
                               : outage.what == "scanner" ? config.belt.zones
                               : outage.what == "chute"   ? config.chutes.count
                                                          : 1;
    if (outage.number <= count) return {};
    return count == 1 ? fmt::format("there is no {} {}; there is one", outage.what, outage.number)
                      : fmt::format("there is no {} {}; they are numbered 1 to {}", outage.what, outage.number, count);
}

}  // namespace dray::primitives
