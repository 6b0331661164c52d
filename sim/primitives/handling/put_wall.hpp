// A put wall: goods picked for many orders at once come in totes; people at the front put each item into the cell of its order,
// people at the back take complete orders out and pack them.
//
// An order has a cell of its own from the moment it is opened until a packer has taken it out, so that whatever comes finds its
// cell: a wall of too few cells makes orders wait before they are picked and never locks up. A light shows the cell to a putter,
// and another one at the back that an order is complete. Both walk along the wall. Parcels wait in an outlet; while that is full,
// the packer who holds the next one is blocked.
//
//   wall.open({order, units}, now);             // while wall.free_cells() > 0
//   wall.advance(now);
//   while (wall.room() > 0) wall.put(tote, now);
//   while (wall.ready()) send_on(wall.take(now));
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "base/hash.hpp"
#include "base/id.hpp"
#include "base/random.hpp"
#include "base/time.hpp"
#include "config/table.hpp"
#include "primitives/handling/grips.hpp"
#include "primitives/handling/roster.hpp"
#include "primitives/state_times.hpp"

namespace dray::primitives {

struct PutWallConfig : GripConfig {
    std::int64_t cells = 120;
    std::int64_t columns = 24;  ///< cells side by side; the others lie above them
    double column_m = 0.4;
    double walk_mps = 1.2;          ///< along the wall; 0: nobody walks
    std::int64_t queue_totes = 20;  ///< places before the putters
    std::int64_t putters = 4;
    double put_s = 5;                 ///< mean of an attempt to put the first unit of a line: scan, light, cell
    double put_further_unit_s = 1.5;  ///< each further unit of the line
    std::int64_t packers = 5;
    double take_s = 6;                 ///< mean time to take an order out of its cell
    double pack_s = 22;                ///< mean time to pack it
    double pack_further_unit_s = 1.5;  ///< more for each unit beyond the first
    std::string time_law = "lognormal";
    double time_cv = 0.4;
    std::int64_t outlet_parcels = 50;
    std::vector<AbsenceConfig> putter_absences, packer_absences;
};
[[nodiscard]] const config::Table& put_wall_table();

/// Units of one order line.
struct WallItem {
    OrderId order;
    std::int32_t units = 1;
};
/// What comes together, and to one putter.
using WallTote = std::vector<WallItem>;

/// An order at the wall.
struct WallOrder {
    OrderId order;
    std::int32_t units = 1;  ///< that it must have to be complete
};

/// Counts since the start of the run.
struct PutWallFigures {
    std::int64_t opened = 0, completed = 0, packed = 0, gone = 0;  ///< orders: in cells, full, in the outlet, taken away
    std::int64_t totes = 0, puts = 0, units_in = 0, units_gone = 0;
    Grips grips;                  ///< of putters
    Step cell_steps = 0;          ///< time of all cells with an order
    Step full_steps = 0;          ///< time without a free cell
    std::vector<double> time_s;   ///< from opening to the outlet, of each order packed
    std::vector<double> waits_s;  ///< from its first item in the cell to its last, of each order completed
};

/// Deterministic; equal seeds, orders and totes give equal times. Not for several threads at once.
class PutWall {
  public:
    /// Values within put_wall_table()'s ranges.
    PutWall(const PutWallConfig& config, const Clock& clock, std::uint64_t seed);

    [[nodiscard]] std::size_t cells() const { return cells_.size(); }
    [[nodiscard]] std::size_t free_cells() const { return cells_.size() - index_.size(); }
    void open(WallOrder order, Step now);  ///< needs a free cell, at least one unit, and an order that has none yet
    [[nodiscard]] std::size_t room() const { return static_cast<std::size_t>(config_.queue_totes) - queue_.size(); }
    void put(WallTote tote, Step now);  ///< needs room; its orders are open and want what is in it
    /// Lets everything happen that ends until `now`. Time never goes back.
    void advance(Step now);
    /// When something next happens by itself; a century ahead when nothing does.
    [[nodiscard]] Step next_event() const;
    [[nodiscard]] bool ready() const { return !outlet_.empty(); }
    WallOrder take(Step now);  ///< the order that was packed first leaves; needs one

    [[nodiscard]] const PutWallFigures& figures() const { return figures_; }
    [[nodiscard]] std::size_t totes_waiting() const { return queue_.size(); }
    [[nodiscard]] std::size_t complete_waiting() const { return complete_.size(); }  ///< full cells that no packer has come to
    [[nodiscard]] std::int64_t units_inside() const { return figures_.units_in - figures_.units_gone; }

    /// People of one side of the wall.
    enum class Side : std::uint8_t { Putters, Packers };
    [[nodiscard]] std::size_t people(Side side) const { return side == Side::Putters ? putters_.size() : packers_.size(); }
    [[nodiscard]] StationState state(Side side, std::size_t person) const;
    /// Time spent working, without work, blocked by the full outlet, or away: together exactly `now`.
    [[nodiscard]] Step time_in(Side side, std::size_t person, StationState state, Step now) const;
    void check() const;  ///< recounts orders, cells and units; throws BugError
    void add_to(StateHash& hash) const;

  private:
    struct Person : StateTimes {
        bool busy = false;
        Step ends = 0;
        std::uint32_t column = 0;  ///< where it stands
    };
    struct Putter : Person {
        WallTote tote;
        std::size_t next = 0;  ///< item in hand
    };
    struct Packer : Person {
        WallOrder order;
        std::uint32_t cell = 0;
        std::uint64_t number = 0;
        Step opened = 0;
        bool taking = false;  ///< still takes the order out of its cell
    };
    struct Cell {
        WallOrder order;
        std::uint64_t number = 0;  ///< of the order's opening: numbers its random streams
        std::uint32_t begun = 0;   ///< items that putters have taken in hand
        std::int32_t in = 0;       ///< units
        Step opened = 0, first = -1;
        bool used = false;
    };
    struct Packed {
        WallOrder order;
        Step opened = 0;
    };

    [[nodiscard]] double drawn_s(double mean_s, Stream& stream) const;
    [[nodiscard]] double walk_s(std::uint32_t& column, std::size_t cell) const;
    [[nodiscard]] std::uint32_t cell_of(OrderId order) const;
    void count_cells(Step now);
    void begin_put(Putter& putter, Step now);
    void end_put(Putter& putter, Step now);
    void start_putters(Step now);
    void start_packers(Step now);
    void end_packing(Packer& packer, Step now);
    void finish(Packer& packer, Step now);
    void unblock(Step now);
    void settle(Step now);

    PutWallConfig config_;
    Clock clock_;
    std::uint64_t seed_;
    Roster putter_roster_, packer_roster_;
    std::vector<Putter> putters_;
    std::vector<Packer> packers_;
    std::vector<Cell> cells_;
    std::vector<std::pair<OrderId, std::uint32_t>> index_;  // orders in cells, ascending, with their cell
    std::deque<WallTote> queue_;
    std::deque<std::uint32_t> complete_;  // cells, in the order of their completion
    std::deque<Packed> outlet_;
    Step now_ = 0, counted_ = 0;
    PutWallFigures figures_;
    StateHash trail_;
};

}  // namespace dray::primitives
