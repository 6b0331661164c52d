#include "motion/lorr/planner.hpp"

#include <algorithm>

#include "motion/distances.hpp"
#include "motion/lorr/nearest_tasks.hpp"
#include "motion/pibt.hpp"

namespace dray::motion::lorr {

namespace {

constexpr ActionCosts kUnitCosts{.forward_steps = 1, .turn_steps = 1, .turn_ticks = 1};
constexpr std::size_t kTables_bytes = 256'000'000;

/// A planner and the tables it reads.
class PibtWithTables final : public Planner {
  public:
    PibtWithTables(const floor::Floor& floor, std::size_t robots)
        : distances_(floor, {kUnitCosts, kUnitCosts}, std::max(kTables_bytes, 2 * Distances::least_bytes(floor.cell_count()))),
          pibt_(floor, distances_, robots) {
        distances_.prepare();
    }
    void plan(const Snapshot& snapshot, std::span<Action> actions) override { pibt_.plan(snapshot, actions); }

  private:
    Distances distances_;
    Pibt pibt_;
};

}  // namespace

std::unique_ptr<Planner> make_lorr_planner(const floor::Floor& floor, std::size_t robots) {
    return std::make_unique<PibtWithTables>(floor, robots);
}

std::unique_ptr<TaskChooser> make_task_chooser(const floor::Floor& floor, std::size_t) {
    return std::make_unique<NearestTasks>(floor);
}

}  // namespace dray::motion::lorr
