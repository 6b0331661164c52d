// Finds the group of resources that holds a site back, from one moment to the next, and ranks all groups.
//
// The measure is the load of a group: the throughput of the site over the throughput that the group alone would allow. For people
// and machines it is the share of their capacity in use, changing over included; for robots the share of their time in which they
// drive, lift or are served, because a robot that waits has time to spare; for arrivals the share of time in which nothing that
// has come waits, because then nobody could do more. By the bounds of queueing networks throughput is at most the smallest of
// what the groups allow, so the group with the largest load limits it, and the nearer another one's load comes, the more it
// shares in the limit. How much a group shares falls steeply with its load: as a power of it.
//
// Goods pass through areas one after another. While they pile up between two areas, what lies before the pile limits nothing.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "insight/resource.hpp"

namespace dray::insight {

/// One group in one moment.
struct GroupMoment {
    StateShares states = {0, 1, 0, 0};  ///< of its capacity
    double load = 0;                    ///< share of its capacity in use now, 0 to 1
    double waiting = 0;                 ///< orders, parcels, cages or robots that wait before it
    bool piled_up = false;              ///< goods pile up behind it, before a later area
};

/// What was found about one group over the time that counts.
struct GroupFinding {
    std::size_t group = 0;
    double bottleneck_share = 0;  ///< of the time in which it was the bottleneck
    double score = 0;             ///< mean share in the limit, 0 to 1; over all groups 1
    double load = 0;              ///< mean
    StateShares states{};         ///< mean
    double waiting = 0;           ///< mean
    double waiting_growth_per_h = 0;
};

/// Not for several threads at once; observe() allocates nothing.
class Bottlenecks {
  public:
    static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
    static constexpr double kMemory_s = 90;  ///< time constant in which loads fade

    explicit Bottlenecks(std::vector<Group> groups);

    [[nodiscard]] std::span<const Group> groups() const { return groups_; }
    /// One moment, by group; `dt_s` is the time since the one before.
    void observe(std::span<const GroupMoment> moments, double dt_s);
    /// Forgets the findings so far and keeps the state: the warm-up ends.
    void begin_to_count();

    /// The bottleneck of the last minutes; kNone before the first moment.
    [[nodiscard]] std::size_t now() const { return now_; }
    [[nodiscard]] double load(std::size_t group) const { return live_[group].limiting; }  ///< of the last minutes
    /// A group's share in the limit of the last minutes; over all groups 1, or 0 before the first moment.
    [[nodiscard]] double share(std::size_t group) const { return all_scores_ > 0 ? scores_[group] / all_scores_ : 0; }
    /// All groups, the one that limits most first.
    [[nodiscard]] std::vector<GroupFinding> ranking() const;

  private:
    struct Live {
        double limiting = 0;  ///< smoothed load, without the time in which goods piled up behind
    };
    struct Sums {
        double bottleneck_s = 0, score_s = 0, load_s = 0, waiting_s = 0, waiting_time_s = 0;
        StateShares states_s{};
    };

    std::vector<Group> groups_;
    std::vector<Live> live_;
    std::vector<Sums> sums_;
    std::vector<double> scores_;  // of the last moment
    double all_scores_ = 0;       // their sum
    double counted_s_ = 0, counted_time_s_ = 0, counted_square_s_ = 0;
    std::size_t now_ = kNone;
    bool begun_ = false;
};

}  // namespace dray::insight
