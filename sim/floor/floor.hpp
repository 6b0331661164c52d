// One floor: a grid of square cells that says who may drive where. Immutable after it is built; any thread may read it.
//
// World frame: metres, x east, y south, origin at the centre of cell (row 0, column 0).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "floor/heading.hpp"

namespace dray::floor {

enum class CellKind : std::uint8_t {
    Wall,     ///< nobody; a chute is a wall cell too
    Aisle,    ///< everybody
    Slot,     ///< a pod's place: robots without a pod pass beneath; a robot with a pod enters only its own slot
    Lane,     ///< queue or service cell of a station: only robots that hold a place in that lane
    Charger,  ///< a parking place with a charger: robots without a pod
    Buffer,   ///< an aisle cell where waiting robots may be parked
};

/// A pod's place. It touches at least one aisle or buffer cell.
struct Slot {
    CellId cell;
    CellId access;  ///< the aisle or buffer cell through which a loaded robot reaches it; the lowest-numbered where several do
};

/// What people do at a station; the words of the layout legend and of the scenario.
enum class StationKind : std::uint8_t {
    Pick,    ///< take order lines out of pods
    Stow,    ///< lay goods into pods
    Induct,  ///< put parcels on the trays of sort robots
};
inline constexpr std::size_t kStationKinds = 3;
[[nodiscard]] const char* word_of(StationKind kind);  ///< "pick", "stow", "induct"

/// A station's one-way lane: entry aisle cell -> queue cells -> service cell -> exit aisle cell.
struct Lane {
    std::string name;  ///< "pick-3": unique on the floor
    StationKind kind = StationKind::Pick;
    CellId entry;               ///< aisle cell from which the lane is entered; may equal `exit`
    std::vector<CellId> queue;  ///< in driving order; may be empty
    CellId service;
    CellId exit;  ///< aisle cell into which the lane leads
    /// Robots that may be in the lane or on their way to it at once: queue cells and the service cell.
    [[nodiscard]] std::size_t places() const { return queue.size() + 1; }
};

/// A rectangle of cells with a property of its own. Later zones win where they overlap; one without speed limit and grip is there
/// for its name alone. A zone drawn with legend symbols comes as several rectangles of one name.
struct Zone {
    std::string name;
    int row = 0, column = 0, rows = 0, columns = 0;
    double speed_limit_mps = 0;  ///< 0: none
    double grip = 0;             ///< friction coefficient of wheel on floor; 0: the robot's default
};

/// A corridor with one way in and out. At most one robot may be inside, since two could not pass.
struct DeadEnd {
    std::string name;           ///< "dead-end-2 (row 4, columns 7 to 9)"
    CellId mouth;               ///< the cell outside through which it is entered
    std::vector<CellId> cells;  ///< from the mouth inwards
};

/// Mutable description from which a Floor is made; generators, drawn layouts and importers fill it.
struct FloorPlan {
    int width = 0, height = 0;
    double cell_m = 1.2;
    std::vector<CellKind> kind;  ///< row-major
    std::vector<std::uint8_t>
        exits;  ///< bit h: leaving in Heading h is allowed by the cell's own rule; walls are checked by Floor
    std::vector<Lane> lanes;
    std::vector<CellId> chutes;  ///< wall cells into which a robot on a neighbouring aisle cell tips a parcel, ascending
    std::vector<Zone> zones;
};

class Floor {
  public:
    /// Takes a checked plan (see check_floor.hpp); slots, chargers, buffers, edges and dead ends are derived from it.
    explicit Floor(FloorPlan plan);

    [[nodiscard]] int width() const { return plan_.width; }
    [[nodiscard]] int height() const { return plan_.height; }
    [[nodiscard]] std::size_t cell_count() const { return plan_.kind.size(); }
    [[nodiscard]] double cell_m() const { return plan_.cell_m; }

    [[nodiscard]] CellId at(int row, int column) const { return CellId(static_cast<std::size_t>(row) * plan_.width + column); }
    [[nodiscard]] int row(CellId c) const { return static_cast<int>(c.value) / plan_.width; }
    [[nodiscard]] int column(CellId c) const { return static_cast<int>(c.value) % plan_.width; }
    [[nodiscard]] double x_m(CellId c) const { return column(c) * plan_.cell_m; }
    [[nodiscard]] double y_m(CellId c) const { return row(c) * plan_.cell_m; }

    [[nodiscard]] CellKind kind(CellId c) const { return plan_.kind[c.index()]; }
    /// The cell reached by driving forward, or an invalid id when the edge does not exist (wall, border, against a one-way).
    [[nodiscard]] CellId next(CellId c, Heading h) const {
        return (edges_[c.index()] >> static_cast<int>(h) & 1) != 0 ? CellId(c.value + step_[static_cast<std::size_t>(h)])
                                                                   : CellId();
    }
    /// The cell from which driving forward in `h` reaches `c`, or invalid when there is no such edge.
    [[nodiscard]] CellId previous(CellId c, Heading h) const {
        return (edges_in_[c.index()] >> static_cast<int>(h) & 1) != 0 ? CellId(c.value - step_[static_cast<std::size_t>(h)])
                                                                      : CellId();
    }
    /// Whether a robot may stand on the cell while passing: walls never; slots and chargers only without a pod (its own goal
    /// apart); lane cells only with that lane's permit.
    [[nodiscard]] bool drivable(CellId c, bool loaded) const { return (loaded ? loaded_ok_ : unloaded_ok_)[c.index()] != 0; }
    /// The lane a cell belongs to, or invalid.
    [[nodiscard]] LaneId lane_of(CellId c) const { return lane_of_[c.index()]; }
    [[nodiscard]] SlotId slot_of(CellId c) const { return slot_of_[c.index()]; }
    /// Index into dead_ends(), or -1.
    [[nodiscard]] int dead_end_of(CellId c) const { return dead_end_of_[c.index()]; }
    [[nodiscard]] double speed_limit_mps(CellId c) const { return speed_limit_mps_[c.index()]; }  ///< 0: none
    [[nodiscard]] double grip(CellId c) const { return grip_[c.index()]; }                        ///< 0: the robot's default

    [[nodiscard]] std::span<const Slot> slots() const { return slots_; }
    [[nodiscard]] std::span<const Lane> lanes() const { return plan_.lanes; }
    [[nodiscard]] std::span<const CellId> chargers() const { return chargers_; }
    [[nodiscard]] std::span<const CellId> buffers() const { return buffers_; }
    [[nodiscard]] std::span<const CellId> chutes() const { return plan_.chutes; }
    [[nodiscard]] std::span<const DeadEnd> dead_ends() const { return dead_ends_; }
    [[nodiscard]] std::span<const Zone> zones() const { return plan_.zones; }
    [[nodiscard]] const Slot& slot(SlotId s) const { return slots_[s.index()]; }
    [[nodiscard]] const Lane& lane(LaneId l) const { return plan_.lanes[l.index()]; }

  private:
    void add_edge(CellId from, CellId to, Heading h);
    void derive_edges();
    void derive_places();
    void derive_zones();

    FloorPlan plan_;
    std::array<std::uint32_t, 4> step_{};  ///< added to a cell's number by a move in each heading (wraps for west and north)
    std::vector<std::uint8_t> edges_, edges_in_, loaded_ok_, unloaded_ok_;
    std::vector<LaneId> lane_of_;
    std::vector<SlotId> slot_of_;
    std::vector<std::int32_t> dead_end_of_;
    std::vector<float> speed_limit_mps_, grip_;
    std::vector<Slot> slots_;
    std::vector<CellId> chargers_, buffers_;
    std::vector<DeadEnd> dead_ends_;
};

}  // namespace dray::floor
