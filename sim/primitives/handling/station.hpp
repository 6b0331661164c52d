// The handling primitive: a station where people pick from or stow into a pod that stands at its service cell.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/hash.hpp"
#include "base/id.hpp"
#include "base/random.hpp"
#include "base/time.hpp"
#include "config/table.hpp"
#include "floor/floor.hpp"
#include "primitives/handling/grips.hpp"
#include "primitives/state_times.hpp"

namespace dray::primitives {

/// A time at which nobody works at a station: a break, or a shift without people.
struct StationAbsenceConfig {
    std::string station;  ///< "pick-3"; empty: all of them
    double at_s = 7200;
    double duration_s = 900;
    double every_s = 0;  ///< again and again after so long; 0: once
};

struct StationConfig : GripConfig {
    std::int64_t order_slots = 16;      ///< orders open at a pick station at once
    double pick_line_s = 10;            ///< first unit of an order line
    double pick_further_unit_s = 3;     ///< each further unit of the line
    std::int64_t case_units = 24;       ///< a line above this quantity is picked in cases of this size; 0: never
    double pick_case_s = 8;             ///< each further case
    double stow_s = 10;                 ///< one bundle of one SKU into a pod
    double service_cv = 0.3;            ///< coefficient of variation of service times (lognormal); 0: fixed
    std::int64_t exception_people = 0;  ///< for what arms leave, at all stations together; 0: one is always there at once
    std::vector<StationAbsenceConfig> absences;
};
[[nodiscard]] const config::Table& station_table();

/// Mean service time of one order line of `units` (at least 1), before its random factor, seconds. A line above `case_units` is
/// handled in full cases, the first at pick_line_s and each further one at pick_case_s, and its remaining units one by one.
[[nodiscard]] double pick_time_s(const StationConfig& config, std::int64_t units);

/// Picking one order line of `units`, before its random factor: every unit, or full case, is a thing to get hold of, and each
/// attempt at it takes its own share of pick_time_s. Draws nothing and takes exactly pick_time_s where workers are perfect.
[[nodiscard]] Grips pick_grips(const StationConfig& config, std::int64_t units, Stream& stream);

/// One station: places in its lane (admission), order slots, service, and the time spent in each state. Misuse (a place beyond
/// the lane's, a second robot at the service cell, an order beyond the slots) throws BugError. Not for several threads at once.
class Station {
  public:
    /// `config` must outlive the station.
    Station(const StationConfig& config, const floor::Lane& lane, LaneId id);

    [[nodiscard]] LaneId id() const { return id_; }
    [[nodiscard]] floor::StationKind kind() const { return kind_; }
    // Admission: a robot enters the lane only with a place reserved here.
    [[nodiscard]] std::size_t free_places() const;
    void reserve_place(RobotId robot);    ///< needs a free place; a robot holds at most one
    void give_back_place(RobotId robot);  ///< when it has left the lane, or will not come
    // Order slots.
    [[nodiscard]] std::size_t free_order_slots() const;
    void open_order(OrderId order);
    void close_order(OrderId order);
    [[nodiscard]] const std::vector<OrderId>& open_orders() const { return open_orders_; }
    // Service of the robot at the service cell; one at a time.
    void begin_service(RobotId robot, Step now, Step duration);  ///< it holds a place, the one before has left, not while down
    [[nodiscard]] bool serving() const { return serving_.valid(); }
    [[nodiscard]] Step service_end() const { return service_end_; }  ///< while serving; moves on by the time spent down
    void end_service(Step now);                                      ///< the robot is served and blocks the cell until it leaves
    void robot_left(Step now);                                       ///< the served robot has left the service cell
    /// A robot waits or is on its way: only for telling starved from idle in the figures.
    [[nodiscard]] std::size_t robots_inbound() const { return places_.size(); }
    /// Stops or resumes work: a running service pauses. Setting the state it has already changes nothing.
    void set_down_state(bool down, Step now);
    [[nodiscard]] StationState state() const { return times_.state; }
    [[nodiscard]] Step time_in(StationState state, Step now) const { return times_.in(state, now); }
    void add_to(StateHash& hash) const;

    std::int64_t lines_done = 0, units_done = 0, orders_done = 0, pods_served = 0;
    Grips grips;             ///< of all services begun
    double exception_s = 0;  ///< work of people for what arms left

  private:
    void enter_state(Step now);

    const StationConfig* config_;
    LaneId id_;
    floor::StationKind kind_;
    std::size_t capacity_ = 0;
    std::vector<RobotId> places_;
    std::vector<OrderId> open_orders_;
    RobotId serving_, leaving_;  ///< at most one of them
    Step service_end_ = 0;
    bool down_ = false;
    StateTimes times_;
};

}  // namespace dray::primitives
