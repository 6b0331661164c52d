// The jams of a floor over time: how long each persists, how large it grows and what it costs.
//
// The floor is looked at about once a second. A jam of one look goes on at the next as the jam there that holds most of its
// robots, if these are at least half of the smaller of the two; failing that as one whose head is at most kHeadMoves cells from
// where its own was. When jams merge, the one that brings most robots goes on and the others end; when one splits, the part with
// most of its robots goes on and the others are new. A jam that is not seen for kGap_s has ended when it was last seen; one that
// was seen for less than kLeast_s does not count. A standing queue starts one robot in some two seconds, so that shorter ones are
// no more than robots that start behind each other.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "insight/flow/jam_finder.hpp"

namespace dray::insight {

/// One jam from its first look to its last.
struct Jam {
    std::uint32_t number = 0;                 ///< in order of beginning, those that did not count among them
    std::int64_t first_tick = 0;              ///< of its first look
    std::int64_t end_tick = 0;                ///< one look after it was last seen
    Root root;                                ///< the one that most of its robot ticks are due to; its number as seen last
    CellId head;                              ///< of the look with most robots
    std::uint32_t robots = 0;                 ///< at the last look
    std::uint32_t robots_max = 0;             ///< at one look
    std::uint32_t spill_back = 0;             ///< cells, at the last look
    std::uint32_t spill_back_max = 0;         ///< cells, at one look
    std::uint32_t chain_max = 0;              ///< robots, at one look
    std::int64_t robot_ticks = 0;             ///< that its robots waited in it
    std::uint32_t looks = 0;                  ///< in which it was seen
    std::uint64_t seen_robots = 0;            ///< in all looks together
    CellId head_now;                          ///< at the last look
    std::array<std::int64_t, kCauses> by{};   ///< robots in looks by cause
    std::array<std::uint32_t, kCauses> of{};  ///< number of the root of each cause, as seen last
};

/// All jams of a floor together, whole run.
struct JamTotals {
    std::int64_t jams = 0;
    std::int64_t robot_ticks = 0;
    std::int64_t longest_ticks = 0;  ///< that one lived
    std::uint32_t largest_spill_back = 0;
    std::vector<std::pair<std::int64_t, std::uint32_t>>
        lived;  ///< ticks that jams lived, ascending, and how many did: past five hours as if five
};

/// One floor. Not for several threads at once; observe() allocates nothing.
class JamTracker {
  public:
    static constexpr double kLeast_s = 5, kGap_s = 5;
    static constexpr int kHeadMoves = 3;
    static constexpr std::uint32_t kNoJam = 0xffffffffu;
    static constexpr std::size_t kKept = 200;  ///< jams that are told one by one: those that cost most

    JamTracker(const floor::Floor& floor, std::size_t robots, double tick_s);

    /// The end of a tick; moments by RobotId, which `lost` has booked last.
    void observe(std::span<const RobotMoment> moments, const LostTime& lost);

    /// Jams that count and were seen at the last look, oldest first.
    [[nodiscard]] std::span<const Jam> now() const { return now_; }
    /// The number of the jam that a robot waited in at the last look, if that counts; else kNoJam.
    [[nodiscard]] std::uint32_t jam_of(RobotId robot) const;

    /// Those that cost most, up to kKept, the costliest first; and all together. Jams that go on are told as they are now.
    [[nodiscard]] std::vector<Jam> largest() const;
    [[nodiscard]] JamTotals totals() const;

  private:
    struct Place {
        std::uint32_t number = kNoJam;  // of the jam that the robot was seen in last
        std::int64_t tick = 0;          // then
    };
    struct Claim {
        std::uint32_t votes = 0, active = 0, found = 0;
    };
    static constexpr std::uint32_t kNone = 0xffffffffu;
    void look(std::span<const RobotMoment> moments, const LostTime& lost);
    void match_by_robots();
    void vote(std::uint32_t found);
    void match_by_head();
    void take(std::uint32_t found);
    void end_unseen();
    void keep(const Jam& jam);
    [[nodiscard]] std::uint32_t active_numbered(std::uint32_t number) const;
    [[nodiscard]] bool counts(const Jam& jam) const { return jam.end_tick - jam.first_tick >= least_ticks_; }
    [[nodiscard]] static Jam finished(Jam jam);

    const floor::Floor* floor_;
    JamFinder finder_;
    std::int64_t look_ticks_, least_ticks_, gap_ticks_;
    std::int64_t tick_ = 0;       // of the last look
    std::int64_t next_tick_ = 0;  // to be observed
    std::uint32_t next_number_ = 0;
    std::vector<Jam> active_;               // those that go on, by number
    std::vector<std::uint8_t> claimed_;     // likewise
    std::vector<std::uint32_t> votes_;      // likewise
    std::vector<std::uint32_t> active_of_;  // by jam of the finder: its place in active_
    std::vector<Claim> claims_;
    std::vector<std::uint32_t> touched_;
    std::vector<Place> places_;         // by robot
    std::vector<Jam> now_, kept_;       // kept_: a heap, the cheapest on top
    std::vector<std::uint32_t> lived_;  // jams that ended, by the looks that they lived; the last one all above
    JamTotals ended_;                   // without the list
};

}  // namespace dray::insight
