// The fields of a scenario's section about a sortation area.
#include <numeric>

#include "primitives/sortation/sortation.hpp"

namespace dray::primitives {

using enum config::Grade;

const config::Table& induct_table() {
    static const config::Table table =
        config::Describe<InductConfig>("induct", "Stations where parcels are put on sort robots.")
            .number("load_s", &InductConfig::load_s, {0.1, 600}, "s", "Mean time to put one parcel on the robot at the station.",
                    {"", Assumed})
            .number("service_cv", &InductConfig::service_cv, {0, 3}, "",
                    "Coefficient of variation of loading times, which are lognormal; 0: each takes its mean.", {"", Assumed})
            .integer("queue_parcels", &InductConfig::queue_parcels, {1, 10000}, "parcels",
                     "Parcels that may wait at one station; more wait before the area.", {"", Assumed})
            .build();
    return table;
}

const config::Table& chute_table() {
    static const config::Table table =
        config::Describe<ChuteConfig>("chutes", "Chutes into which robots tip parcels, and the cages beneath them.")
            .number("tilt_s", &ChuteConfig::tilt_s, {0.1, 60}, "s", "Time to tip a tray.", {"", Assumed})
            .integer("slide_parcels", &ChuteConfig::slide_parcels, {0, 1000}, "parcels",
                     "Parcels that a chute holds itself while no cage stands beneath it.", {"", Assumed})
            .integer("cage_parcels", &ChuteConfig::cage_parcels, {1, 10000}, "parcels",
                     "Parcels after which the cage beneath is swapped; with a transport area its cages count.", {"", Assumed})
            .number("swap_s", &ChuteConfig::swap_s, {0, 86400}, "s",
                    "Time of a swap by a person; with a transport area its movers swap cages.", {"", Assumed})
            .number("parcel_kg", &ChuteConfig::parcel_kg, {0.01, 200}, "kg", "Mean mass of a parcel.",
                    {"press on sort drives: mean under 11 kg", Vendor})
            .number("jam_mtbf_h", &ChuteConfig::jam_mtbf_h, {0, 1e6}, "h", "Mean time between jams of one chute; 0: none.",
                    {"", Assumed})
            .number("jam_mttr_s", &ChuteConfig::jam_mttr_s, {1, 86400}, "s", "Mean time until a jam is cleared.", {"", Assumed})
            .flag("reassign", &ChuteConfig::reassign, "An empty chute is given to a route whose chutes are all full.")
            .build();
    return table;
}

const config::Table& inlet_table() {
    static const config::Table table =
        config::Describe<InletConfig>("inlet", "Parcels that come by themselves when nothing is connected to the area's inlet.")
            .number("parcels_per_h", &InletConfig::parcels_per_h, {0, 1e6}, "parcels/h", "Mean of a Poisson stream.",
                    {"", Assumed})
            .integer("routes", &InletConfig::routes, {1, 1000}, "routes",
                     "Destinations; with a transport area below its doors count instead.", {"", Assumed})
            .numbers("route_weights", &InletConfig::route_weights, {0, 1e6}, {0, 1000}, "",
                     "Share of each route; empty: falling with its rank as 1 / (rank + 2).")
            .number(
                "wave_s", &InletConfig::wave_s, {0, 604800}, "s",
                "The parcels for a truck come within so long before its wave closes, as those of orders with a cut-off do; 0: "
                "evenly. Needs a transport area below.",
                {"", Assumed})
            .build();
    return table;
}

const config::Table& wave_table() {
    static const config::Table table =
        config::Describe<WaveConfig>("waves",
                                     "Sorting by truck departure: parcels wait before the sorter until the wave of their truck "
                                     "opens, and of the open waves that of the earliest truck goes first. Needs a transport area "
                                     "below, whose trucks give the times.")
            .number("open_s", &WaveConfig::open_s, {0, 604800}, "s",
                    "A wave opens so long before its truck's pull time; 0: no waves, parcels go on as they come.", {"", Assumed})
            .number("close_s", &WaveConfig::close_s, {0, 86400}, "s",
                    "Time that sorting takes: a parcel that comes later than so long before the pull time is for the next truck. "
                    "Also without waves parcels are counted as in time or too late by this.",
                    {"", Assumed})
            .integer("buffer_parcels", &WaveConfig::buffer_parcels, {1, 1000000}, "parcels",
                     "Parcels that may wait for their waves; when so many do, the next wave opens early.", {"", Assumed})
            .build();
    return table;
}

std::vector<double> route_shares(const InletConfig& config, std::size_t routes) {
    std::vector<double> shares = config.route_weights;
    const bool falling = shares.empty();
    shares.resize(routes, 0);
    for (std::size_t r = 0; falling && r < routes; ++r)
        shares[r] = 1.0 / static_cast<double>(r + 3);
    const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
    // Weights that leave nothing for the routes that there are mean equal shares.
    for (double& share : shares)
        share = sum > 0 ? share / sum : 1.0 / static_cast<double>(routes);
    return shares;
}

}  // namespace dray::primitives
