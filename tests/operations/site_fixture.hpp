// A small floor, a demand, and an executor that carries robots through their errands without planner and physics.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "motion/distances.hpp"
#include "operations/operations.hpp"

namespace dray::operations::test {

/// Two-way aisles, blocks of 2 x 5 slots, pick stations along the north edge, stow stations along the south edge.
struct FloorShape {
    int pick = 2, stow = 1;
    int blocks_across = 3, blocks_down = 3;
    int queue = 3;
    int buffers = 2;
};
[[nodiscard]] floor::Floor make_floor(const FloorShape& shape);

struct DemandShape {
    int orders = 100;
    int skus = 40;
    double duration_s = 3600;  ///< releases are spread over it evenly at random
    int lines_max = 3;
    int units_max = 3;
    double due_s = 3600;
    std::uint64_t seed = 1;
};
[[nodiscard]] Demand make_orders(const DemandShape& shape);
/// A demand of given orders, each a list of (SKU, units), all released at 0 and due after an hour.
[[nodiscard]] Demand orders_of(const std::vector<std::vector<std::pair<int, int>>>& orders, int skus);

/// Pods of 60 units, so that stock runs down within a test.
[[nodiscard]] OperationsConfig small_stock();

/// Everything that a run needs, in the order of construction.
struct World {
    World(const FloorShape& floor_shape, Demand demand, OperationsConfig config, std::size_t robots, std::uint64_t seed = 7);

    floor::Floor floor;
    motion::Distances distances;
    Clock clock;
    OperationsConfig config;
    Operations ops;
};

/// Robots that arrive after the estimated time, queue at service cells, and break down when told. Checks what a real floor
/// would: one robot at a service cell, no more in a lane than it has places, a pod set down only on a slot without one.
class Executor {
  public:
    /// Robots start beneath the slots from `first_slot` on.
    Executor(World& world, std::size_t robots, std::size_t first_slot = 0);

    /// Runs to `until_s` or until operations has finished; checks the ledger every tick and everything every minute.
    void run(double until_s);
    [[nodiscard]] Step now() const { return now_; }
    [[nodiscard]] std::uint64_t hash() const { return hash_.digest(); }
    [[nodiscard]] const std::vector<FaultEvent>& faults() const { return faults_; }
    /// Steps of service summed over stations.
    [[nodiscard]] Step service_steps() const { return service_steps_; }
    /// Processor time of the ticks of operations.
    [[nodiscard]] double operations_ms() const { return operations_ms_ / static_cast<double>(ticks_); }
    [[nodiscard]] double worst_ms() const { return worst_ms_; }
    void break_robot(RobotId robot);
    void clear_robot(RobotId robot);

  private:
    struct Body {
        CellId cell, planned;
        bool has_errand = false;
        Errand errand;
        Step arrival = 0;     ///< at the goal of the errand
        Step dwell_end = -1;  ///< of a lift or set-down
        bool in_service = false;
        LaneId served_in;  ///< not yet left
        Step leaves_at = 0;
        bool operational = true;
        Step lost = 0;  ///< when it broke
    };

    void step();
    void follow(RobotId id, Body& body);
    void arrive(RobotId id, Body& body);
    void start_faults();

    World& world_;
    std::vector<Body> bodies_;
    std::vector<RobotStatus> status_;
    std::vector<RobotId> at_service_;  ///< by lane
    std::vector<FaultEvent> faults_;
    StateHash hash_;
    Step now_ = 0;
    Step service_steps_ = 0;
    double operations_ms_ = 0, worst_ms_ = 0;
    std::int64_t ticks_ = 0;
};

}  // namespace dray::operations::test
