// Operations behind its facade: the modules and what each does to the site.
#pragma once

#include <vector>

#include "operations/advice.hpp"
#include "operations/door_faults.hpp"
#include "operations/faults.hpp"
#include "operations/operations.hpp"
#include "operations/policies/policies.hpp"
#include "operations/replenishment.hpp"
#include "operations/reslotting.hpp"
#include "operations/site.hpp"
#include "operations/station_breaks.hpp"
#include "operations/station_faults.hpp"

namespace dray::operations {

struct Operations::Impl {
    Impl(const OperationsConfig& config, const floor::Floor& floor, motion::Distances& distances, Demand demand,
         const Clock& clock, std::uint64_t seed, std::size_t robots, double lift_s, Charging charging);

    // order_flow.cpp: orders become known, go to stations, and their lines are promised from pods.
    void release_orders(Step now);
    [[nodiscard]] const char* why_never(const Order& order) const;
    void assign_orders(Step now);
    void find_free_stations();
    [[nodiscard]] bool in_stock(OrderId id) const;
    void open_order(OrderId id, LaneId station, Step now);
    // batch_picking.cpp: orders whose lines are picked at several stations, for a put wall.
    [[nodiscard]] LaneId station_for_line(OrderId order, SkuId sku) const;
    void open_in_batch(OrderId id, Step now);
    void close_at_station(LineId done);
    void plan_visits(Step now);
    void promise_lines(VisitId id, Step now);

    // jobs.cpp: robots get pods to fetch, and bring them from place to place.
    void dispatch_robots(std::span<const RobotStatus> robots, Step now);
    [[nodiscard]] bool wanted_now(PodId pod) const;
    [[nodiscard]] std::size_t room_for_work() const;
    void give_job(RobotId id, PodId pod, Step now);
    void leave_shut_pods(std::span<const RobotStatus> robots);
    void abandon_job(RobotId id);

    // journeys.cpp: places in lanes, waiting places, returns, parking.
    void follow_robots(std::span<const RobotStatus> robots, Step now);
    [[nodiscard]] VisitId choose_visit(PodId pod, CellId from, LaneId leaving, bool only_with_place) const;
    void wait_for(RobotId id, VisitId visit, Step now);
    void stop_waiting(RobotId id);
    void grant_places(std::span<const RobotStatus> robots, Step now);
    void go_to_station(RobotId id, Step now);
    [[nodiscard]] CellId free_buffer(LaneId station) const;
    [[nodiscard]] bool comes_nearer(RobotId id, CellId from, Step way) const;
    void hold_waiting(RobotId id, const RobotStatus& status, Step now);
    void leave_station(RobotId id, const RobotStatus& status, Step now);
    void leave_closed(std::span<const RobotStatus> robots, Step now);
    void bring_back(RobotId id, CellId from, Step now);
    void take_to_slot(RobotId id, SlotId slot, Step now);
    void try_redirect(RobotId id, const RobotStatus& status, Step now);
    void park_idle(std::span<const RobotStatus> robots, Step now);

    // reslotting.cpp: robots without work carry pods to better places.
    void reslot_pods(std::span<const RobotStatus> robots, Step now);
    void call_off_reslotting();
    void carry_to_new_slot(RobotId id, const RobotStatus& status, Step now);

    // charge.cpp: who goes to a charger, and comes back from it.
    void send_to_chargers(std::span<const RobotStatus> robots, Step now);
    void end_charging(Step now);

    // service.cpp: picking and stowing at stations, completion of orders.
    void begin_service(RobotId id, Step now);
    [[nodiscard]] Step time_to_serve(Visit& visit);
    void serve_until(RobotId id, Step end);
    [[nodiscard]] bool call_person(RobotId id, Step now);
    void finish_service(RobotId id, Step now, bool& more);
    void change_stations(Step now);
    void begin_breaks(Step now);
    void set_station(LaneId lane, Step now);
    void pick(const Visit& visit, const Part& part, Step now);
    void stow(const Visit& visit, const Bundle& bundle, Step now);
    void complete_order(OrderId id, Step now);
    void finish_order(OrderId id, Step now);

    // receiving/receiving.cpp: totes come in, and wrong items turn up.
    [[nodiscard]] double time_for_wrong_items_s(Visit& visit, std::size_t part);
    void receive(Step now);
    void set_aside(const Visit& visit, const Part& part, Step now);
    void return_set_aside(Step now);
    [[nodiscard]] std::vector<std::int64_t> units_coming() const;
    void check_receiving() const;

    // audit.cpp
    void check_ledger() const;
    void check_everything() const;

    struct Ending {
        Step at = 0;
        RobotId robot;
        friend bool operator>(const Ending& a, const Ending& b) { return a.at != b.at ? a.at > b.at : a.robot > b.robot; }
    };

    Site site;
    std::unique_ptr<OrderToStation> order_to_station;
    std::unique_ptr<PodForOrder> pod_for_order;
    std::unique_ptr<RobotToTask> robot_to_task;
    std::unique_ptr<SlotForPod> slot_for_pod;
    Replenishment replenishment;
    FaultClock faults;
    StationFaults station_faults;
    DoorFaults door_faults;  ///< of receiving doors
    StationBreaks breaks;
    std::vector<Step> down_since;                ///< by lane
    std::vector<std::uint8_t> faulty, on_break;  ///< by lane: why it is down
    std::vector<Step> person_free;               ///< by person for exceptions at stations
    std::unique_ptr<Reslotting> reslotting;      ///< where the scenario wants it
    Charging charging;
    FollowedAdvice advice;
    std::vector<std::uint8_t> resting;  ///< by robot: people have told it so
    std::vector<Ending> endings;        ///< heap of services, earliest first
    std::vector<RobotId> ended;
    ReturnDesk return_desk;
    std::vector<SetAsideFind> finds;  ///< scratch
    std::uint64_t wrong_item_draws = 0;
    std::uint32_t urgent_opened = 0;      // orders opened while some were urgent
    bool batch = false;                   // orders go to a put wall
    std::size_t order_room = 0;           // orders that the wall has cells for
    std::vector<LaneId> station_of_line;  // with batches
    std::vector<OrderId> opened_for_wall;
    std::vector<PickedItem> picked_for_wall;
    // Scratch memory of one call each.
    std::vector<OrderId> window;
    std::vector<LaneId> free_stations;
    std::vector<FreeRobot> free_robots;
    std::vector<OpenTask> open_tasks;
    std::vector<Match> matches;
    std::vector<RobotId> jobless;
    std::vector<CellId> occupied;
};

}  // namespace dray::operations
