// What limits a site at a moment: its resources in the order of their shares in the limit.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "view/tape.hpp"

namespace dray::view {

/// One resource, such as a station, a chute, a door, a place of the ways, or a fleet.
struct RankedResource {
    std::size_t resource = 0;  ///< of the scene
    double share = 0;          ///< of what limits the site now, 0 to 1; over all resources 1
    double active = 0;         ///< share of the last minutes in which it worked or was down, 0 to 1
};

/// A group of resources that do the same job.
struct RankedGroup {
    std::size_t group = 0;  ///< of the scene
    double share = 0;       ///< as above
    double load = 0;        ///< of its capacity in use in the last minutes
};

struct Ranking {
    static constexpr double kWindow_s = 600;  ///< looked back so far for `active`
    std::vector<RankedGroup> groups;          ///< the one that limits most first
    std::vector<RankedResource> resources;    ///< the same; those without a share are left out
};

/// Share of the ten minutes before `step`, to within a chunk, in which each resource of the scene worked or was down, 0 to 1.
/// Throws EnvironmentError for a damaged chunk.
[[nodiscard]] std::vector<double> busy_shares(Tape& tape, double step);

/// At `step`, to within a chunk. A group's share is that of insight::Bottlenecks; among its members it is split by the time that
/// each was active in the ten minutes before. Throws EnvironmentError for a damaged chunk.
[[nodiscard]] Ranking make_ranking(Tape& tape, double step);

/// The group that limits the site from a step on.
struct Shift {
    double step = 0;
    std::int32_t group = 0;  ///< of the scene
};
/// "the bottleneck moves to pick stations".
[[nodiscard]] std::string shift_text(const engine::Scene& scene, const Shift& shift);

}  // namespace dray::view
