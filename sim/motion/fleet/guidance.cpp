#include "motion/fleet/guidance.hpp"

#include <tbb/enumerable_thread_specific.h>
#include <algorithm>
#include <array>
#include <cmath>

#include "base/parallel.hpp"
#include "motion/fleet/chains.hpp"
#include "motion/fleet/sweep.hpp"

namespace dray::motion {

namespace {

// Robots a tick on one step and against it, together, below which they seldom meet.
constexpr double kCalmFlow = 0.02;

using Flow = std::vector<std::array<std::uint32_t, 4>>;

struct Way {
    Place from;
    std::uint32_t lane;
};

// Follows the cheapest way to a goal and counts its steps.
void lay(const Roads& roads, const Sweep& sweep, std::size_t lane, Place place, std::uint32_t heading, Dice& dice, Flow& flow) {
    if (sweep.price(place, heading, lane) >= kSweepFar) return;
    while (sweep.price(place, heading, lane) > 0) {
        const std::int16_t left = sweep.price(place, heading, lane);
        const Place ahead = roads.next(place, heading);
        const bool drives = ahead != kNoPlace && sweep.price(ahead, heading, lane) + roads.prices(place)[heading] == left;
        const bool right = sweep.price(place, (heading + 1) & 3, lane) + 1 == left;
        const bool left_hand = sweep.price(place, (heading + 3) & 3, lane) + 1 == left;
        // Of equally cheap actions one at random, so that traffic spreads.
        const int kinds = drives + right + left_hand;
        int pick = static_cast<int>(dice.below(static_cast<std::uint32_t>(kinds)));
        if (drives && pick-- == 0) {
            ++flow[place][heading];
            place = ahead;
        } else if (right && pick-- == 0) {
            heading = (heading + 1) & 3;
        } else {
            heading = (heading + 3) & 3;
        }
    }
}

}  // namespace

GuidanceConfig guidance_for(const Roads& roads, std::size_t robots) {
    constexpr std::size_t kSmallFloor = 5000;
    GuidanceConfig config{.robots = static_cast<double>(robots)};
    if (roads.size() > kSmallFloor) {
        config.step_price = 4;
        config.against = 2;
    }
    return config;
}

void guide(Roads& roads, const TrafficEnds& ends, const GuidanceConfig& config) {
    std::vector<std::array<double, 4>> average(roads.size(), {0, 0, 0, 0});
    tbb::enumerable_thread_specific<Sweep> sweeps;
    tbb::enumerable_thread_specific<Flow> flows([&] { return Flow(roads.size(), {0, 0, 0, 0}); });
    const auto batches = static_cast<std::size_t>(config.goals_per_round) / kSweepLanes;
    for (int round = 0; round < config.rounds; ++round) {
        for (Flow& flow : flows)
            std::fill(flow.begin(), flow.end(), std::array<std::uint32_t, 4>{0, 0, 0, 0});
        for_each_number(batches, [&](std::size_t batch) {
            Dice dice((config.seed * 1000003 + static_cast<std::uint64_t>(round)) * 1000003 + batch);
            for (int i = 0; i < 4; ++i)
                (void)dice.next();
            const bool home = batch % 2 == 0;
            const std::vector<Place>& to = home ? ends.here : ends.there;
            const std::vector<Place>& from = home ? ends.there : ends.here;
            std::array<Place, kSweepLanes> goals;
            for (Place& goal : goals)
                goal = to[dice.below(static_cast<std::uint32_t>(to.size()))];
            Sweep& sweep = sweeps.local();
            sweep.run(roads, goals);
            for (std::size_t lane = 0; lane < kSweepLanes; ++lane)
                for (int way = 0; way < config.ways_per_goal; ++way)
                    lay(roads, sweep, lane, from[dice.below(static_cast<std::uint32_t>(from.size()))], dice.below(4), dice,
                        flows.local());
        });
        double total = 0;
        const double share = 1.0 / (1 + round * 0.5);
        std::vector<std::array<std::uint32_t, 4>> sum(roads.size(), {0, 0, 0, 0});
        for (const Flow& flow : flows)
            for (std::size_t p = 0; p < sum.size(); ++p)
                for (std::size_t h = 0; h < 4; ++h)
                    sum[p][h] += flow[p][h];
        for (std::size_t p = 0; p < sum.size(); ++p)
            for (std::size_t h = 0; h < 4; ++h) {
                average[p][h] += share * (sum[p][h] - average[p][h]);
                total += average[p][h];
            }
        const double scale = config.robots / std::max(1.0, total);  // flow to robots per tick
        for (Place p = 0; p < roads.size(); ++p)
            for (std::uint32_t h = 0; h < 4; ++h) {
                const Place to = roads.next(p, h);
                if (to == kNoPlace) continue;
                const double own = average[p][h] * scale;
                const std::uint32_t back = (h + 2) & 3;
                const double other = roads.next(to, back) == p ? average[to][back] * scale : 0;
                double into = 0;
                for (std::uint32_t k = 0; k < 4; ++k)
                    if (const Place from = roads.next(to, (k + 2) & 3); from != kNoPlace) into += average[from][k] * scale;
                const double price = config.step_price + config.against * other / (own + other + kCalmFlow) + config.crowd * into;
                roads.set_price(p, h, static_cast<int>(std::lround(price)));
            }
    }
}

}  // namespace dray::motion
