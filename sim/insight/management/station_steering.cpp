#include "insight/management/station_steering.hpp"

#include <cmath>

namespace dray::insight {

void StationSteering::observe(std::span<const StationMoment> stations, std::span<const float> expected,
                              std::span<const std::uint8_t> shut, double dt_s) {
    const double keep = std::exp(-dt_s / kMemory_s);
    for (std::size_t s = 0; s < stations.size(); ++s) {
        Live& live = live_[s];
        live.busy_s = keep * live.busy_s + (stations[s].waiting > 0 && !stations[s].down ? dt_s : 0);
        live.served = keep * live.served + static_cast<double>(stations[s].served - live.served_before);
        live.served_before = stations[s].served;
        const double service_s = (live.busy_s + kFirstService_s) / (live.served + 1);
        wait_s_[s] = service_s * (expected.empty() ? static_cast<double>(stations[s].waiting) : static_cast<double>(expected[s]));
    }
    for (std::size_t s = 0; s < stations.size(); ++s) {
        double sum_s = 0;
        int others = 0;
        for (std::size_t o = 0; o < stations.size(); ++o) {
            if (o == s || stations[o].kind != stations[s].kind || stations[o].down || (!shut.empty() && shut[o] != 0)) continue;
            sum_s += wait_s_[o];
            ++others;
        }
        const double bound = (avoid_[s] != 0 ? kEnd : kBegin) * (others > 0 ? sum_s / others : 0);
        avoid_[s] = others > 0 && stations[s].kind != GroupKind::Stow &&
                            (stations[s].down || (wait_s_[s] > kLongest_s && wait_s_[s] > bound))
                        ? 1
                        : 0;
    }
}

}  // namespace dray::insight
