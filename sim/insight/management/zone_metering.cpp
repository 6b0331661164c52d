#include "insight/management/zone_metering.hpp"

#include <algorithm>
#include <cmath>

namespace dray::insight {

void ZoneMetering::observe(std::span<const ZoneMoment> zones, std::span<const float> expected, double dt_s) {
    const double fresh = 1 - std::exp(-dt_s / kMemory_s);
    jammed_ = 0;
    for (std::size_t z = 0; z < zones.size(); ++z) {
        Live& live = live_[z];
        live.working += fresh * (zones[z].working - live.working);
        live.held += fresh * (zones[z].held - live.held);
        const double held = expected.empty() ? live.held : static_cast<double>(expected[z]);
        const double working = std::max(live.working, held);
        const double share = working > 0 ? held / working : 0;
        const bool jammed = working >= kFewest && share > (entries_[z] >= 0 ? kEnd : kBegin);
        entries_[z] = -1;
        if (!jammed) continue;
        ++jammed_;
        const double peak = std::max(1.0, working / (2 * share));
        entries_[z] = static_cast<std::int32_t>(std::max(0.0, std::floor(peak) - zones[z].working));
    }
}

}  // namespace dray::insight
