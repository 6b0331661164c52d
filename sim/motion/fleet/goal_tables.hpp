// The tables of all goals that robots are under way to, within a budget of bytes.
#pragma once

#include <tbb/enumerable_thread_specific.h>

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "motion/fleet/goal_table.hpp"
#include "motion/fleet/sweep.hpp"
#include "motion/planner.hpp"

namespace dray::motion {

class GoalTables {
  public:
    /// `budget_bytes` bounds the tables held; those wanted by one call of `want` are held even where they exceed it.
    GoalTables(const Roads& roads, std::size_t budget_bytes);

    /// Makes the missing tables of these goals, in parallel, and keeps all of them until the next call; others stay while the
    /// budget lasts and are dropped longest-unused first. Duplicates and kNoPlace are allowed. Results do not depend on threads.
    /// With a clock no further tables are begun after its time; a goal may then have none until it is wanted again.
    ///
    /// Beside the missing ones up to `renewals` of the wanted tables are made anew, the oldest first, since prices may have
    /// changed.
    void want(std::span<const Place> goals, const Budget& budget, std::size_t renewals = 0);

    /// The table of a goal that was wanted in the last call; invalid for kNoPlace and for goals without a table.
    [[nodiscard]] GoalTable table(Place goal) const {
        if (goal == kNoPlace || slot_of_[goal] < 0) return GoalTable();
        return GoalTable(slots_[static_cast<std::size_t>(slot_of_[goal])].bytes.get());
    }
    [[nodiscard]] bool has(Place goal) const { return slot_of_[goal] >= 0; }
    [[nodiscard]] std::size_t bytes() const { return slots_.size() * table_bytes_; }

  private:
    struct Slot {
        std::unique_ptr<std::uint8_t[]> bytes;
        Place goal = kNoPlace;
        std::int64_t last_wanted = 0;
        std::int64_t made = 0;
    };
    void add_oldest(std::size_t renewals);
    void make(std::span<const Place> goals);
    void drop(std::span<const Place> goals);
    std::size_t free_slot();

    const Roads* roads_;
    std::size_t table_bytes_, most_slots_;
    std::int64_t calls_ = 0;
    std::vector<Slot> slots_;
    std::vector<std::int32_t> slot_of_;  // by Place, -1: none
    std::vector<Place> missing_;         // goals to make tables for, new ones first
    std::vector<std::pair<std::int64_t, Place>> by_age_;
    std::vector<std::uint8_t> left_out_;  // by batch of missing_: there was no time for it
    std::vector<std::size_t> oldest_;     // slots in order of disuse, youngest first; what is left of the last sort
    tbb::enumerable_thread_specific<Sweep> sweeps_;
};

}  // namespace dray::motion
