// Pods change places while robots have nothing else to do: those with popular goods come nearer to the pick stations, those
// with slow goods make room for them.
#pragma once

#include <cstdint>
#include <vector>

#include "operations/site.hpp"

namespace dray::operations {

/// Finds pods that stand far from where their popularity belongs. The pod with the n-th most popular content belongs to about
/// the n-th nearest slot; a move to a free slot must bring it nearer to that by a tenth of all slots, so that moves get
/// rarer and end. One call looks at a bounded number of pods.
class Reslotting {
  public:
    explicit Reslotting(const Site& site);

    struct Move {
        PodId pod;
        SlotId slot;
        [[nodiscard]] bool valid() const { return pod.valid(); }
    };
    /// The best move among the next pods in turn: one that stands in a slot, with no robot and no visit, to a usable slot that
    /// no other move is bound for. Invalid when there is none.
    [[nodiscard]] Move next(Step now);
    /// Whether a pod on a robot may still be taken to the slot.
    [[nodiscard]] bool still_good(SlotId slot) const { return site_.slot_usable(slot); }

  private:
    void rank_pods(Step now);
    [[nodiscard]] std::size_t place_for(PodId pod) const;
    [[nodiscard]] Move move_of(PodId pod, std::size_t& gain) const;

    const Site& site_;
    std::vector<SlotId> by_distance_;
    std::vector<std::uint32_t> rank_of_slot_;  // by SlotId: place in by_distance_
    std::vector<std::uint32_t> rank_of_pod_;   // by PodId: 0 has the most popular content
    std::vector<PodId> ranking_;
    std::vector<double> popularity_;  // by PodId, as ranked
    std::vector<SlotId> bound_for_;   // slots of moves under way, ascending
    std::size_t threshold_;
    std::size_t turn_ = 0;
    Step ranked_at_ = -1;
};

}  // namespace dray::operations
