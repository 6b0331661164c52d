// A fleet of ideal bodies that drive exactly what the traffic room allows, and an auditor that watches every step.
#pragma once

#include <chrono>
#include <deque>
#include <string>
#include <vector>

#include "base/random.hpp"
#include "traffic/traffic.hpp"

namespace dray::traffic::test {

inline constexpr double kStep_s = 0.05;
inline constexpr double kCell_m = 1.2;

/// Fails the test case or the property with the text.
void require(bool condition, const std::string& text);

/// Allocations of the whole program so far.
[[nodiscard]] std::size_t allocations();

[[nodiscard]] floor::FloorPlan open_plan(int width, int height);
/// Walls and one-way cells strewn at random; shares are probabilities per cell and per edge.
[[nodiscard]] floor::FloorPlan random_plan(Stream& random, int width, int height, double walls, double one_way);

struct Drive {
    double top_speed_mps = 1.5, acceleration_mps2 = 0.5, turn_rate_radps = 2.5, half_length_m = 0.35;
};

struct FleetOptions {
    int lead_ticks = 5;
    int reach_cells = 4;
    double stall = 0;  ///< probability per robot and step to stop for a while for no reason
    std::uint64_t seed = 1;
    bool audited = true;  ///< off: for measurements
};

/// Everything planned goes through here, so that what the bodies do can be compared with it: cells in order, dwells in order, and
/// the order of robots in every cell.
class Fleet {
  public:
    Fleet(floor::FloorPlan plan, std::vector<Drive> drives, const FleetOptions& options);
    Fleet(const Fleet&) = delete;

    void spawn(RobotId r, CellId cell, floor::Heading heading);
    void append(std::span<const motion::Action> actions);
    /// Appends one robot's actions tick by tick: F, R and L.
    void append(RobotId r, const std::string& actions);
    void append_dwell(RobotId r, std::uint32_t token, int steps);
    /// One physics step: bodies move, traffic is updated, the audit looks at all of it.
    void step();
    void steps(int count);
    /// Steps until every plan is driven to its end; fails when that takes longer than any healthy fleet needs.
    void drain();

    void recover();
    /// The body is at rest.
    void hold(RobotId r);
    void break_down(RobotId r);
    void remove(RobotId r);
    /// Holds the body back at the next `steps` steps, as a fault of its drive would.
    void stall(RobotId r, int steps) { bodies_[r.index()].stalled = steps; }

    [[nodiscard]] std::vector<CellId> covered(RobotId r) const;
    [[nodiscard]] std::vector<CellId> authority(RobotId r) const;
    [[nodiscard]] const BodyView& view(RobotId r) const { return views_[r.index()]; }
    [[nodiscard]] std::span<const BodyView> views() const { return views_; }
    [[nodiscard]] CellId cell_of(RobotId r) const { return cell_at(views_[r.index()].x_m, views_[r.index()].y_m); }
    [[nodiscard]] bool broken(RobotId r) const { return bodies_[r.index()].broken; }
    [[nodiscard]] std::size_t size() const { return bodies_.size(); }
    [[nodiscard]] int stops(RobotId r) const { return bodies_[r.index()].stops; }                ///< times it came to rest
    [[nodiscard]] std::size_t entered() const { return entered_; }                               ///< cells entered by all bodies
    [[nodiscard]] std::span<const RobotId> order(CellId c) const { return passed_[c.index()]; }  ///< who entered it, in order

    /// Spent inside the traffic room by append(), append_dwell(), update() and end_dwell().
    struct Cost {
        std::chrono::nanoseconds update_time{0}, append_time{0};
        std::size_t updates = 0, dwells = 0, allocations = 0;
    };
    [[nodiscard]] const Cost& cost() const { return cost_; }

    const floor::Floor floor;
    Traffic traffic;

  private:
    struct Body {
        Drive drive;
        CellId cell;
        bool broken = false;
        int stalled = 0, dwell_left = 0, stops = 0;
        std::deque<CellId> cells;                          // planned, not yet entered
        std::deque<std::pair<std::uint32_t, int>> dwells;  // planned, not yet ended: token, steps
    };

    /// Calls into the traffic room and books its allocations and time.
    template <class Call>
    void costed(std::chrono::nanoseconds& time, Call&& call) {
        const std::size_t before = allocations();
        const auto start = std::chrono::steady_clock::now();
        call();
        time += std::chrono::steady_clock::now() - start;
        cost_.allocations += allocations() - before;
    }

    [[nodiscard]] CellId cell_at(double x_m, double y_m) const;
    void move(RobotId r);
    void drive(RobotId r, const Movement& movement);
    void turn(RobotId r, const Movement& movement);
    void brake(RobotId r);
    void note_crossing(RobotId r);
    void finish_dwells();
    void audit();
    void audit_waiting(RobotId r) const;
    void forget_dropped(std::span<const DroppedDwell> dropped);
    void forget_plan(RobotId r, std::size_t keep);

    FleetOptions options_;
    Stream random_;
    std::vector<Body> bodies_;
    std::vector<BodyView> views_;
    std::vector<std::deque<RobotId>> to_pass_;  // by cell: planned entries in plan order
    std::vector<std::vector<RobotId>> passed_;  // by cell
    std::size_t entered_ = 0;
    Cost cost_;
};

/// Plans one tick at random: no conflict, no ring, nothing into closed cells, robots may follow each other into a cell. A chance
/// of `dwells` per robot and tick to append a dwell.
class RandomPlanner {
  public:
    RandomPlanner(Fleet& fleet, std::uint64_t seed, double dwells);
    void plan();

  private:
    enum class State : std::uint8_t { Open, Deciding, Decided };
    void decide(RobotId r);

    Fleet* fleet_;
    Stream random_;
    double dwells_;
    std::uint32_t token_ = 0;
    std::vector<State> state_;
    std::vector<motion::Action> actions_;
    std::vector<RobotId> now_, after_;
};

}  // namespace dray::traffic::test
