// Operations behind its facade: the modules and what each does to the site.
#pragma once

#include <vector>

#include "operations/faults.hpp"
#include "operations/operations.hpp"
#include "operations/policies/policies.hpp"
#include "operations/replenishment.hpp"
#include "operations/site.hpp"
#include "operations/station_faults.hpp"

namespace dray::operations {

struct Operations::Impl {
    Impl(const OperationsConfig& config, const floor::Floor& floor, motion::Distances& distances, Demand demand,
         const Clock& clock, std::uint64_t seed, std::size_t robots, double lift_s, Charging charging);

    // order_flow.cpp: orders become known, go to stations, and their lines are promised from pods.
    void release_orders(Step now);
    [[nodiscard]] const char* why_never(const Order& order) const;
    void assign_orders(Step now);
    [[nodiscard]] bool in_stock(OrderId id) const;
    void open_order(OrderId id, LaneId station, Step now);
    void plan_visits(Step now);
    void promise_lines(VisitId id, Step now);

    // jobs.cpp: robots get pods to fetch, and bring them from place to place.
    void dispatch_robots(std::span<const RobotStatus> robots, Step now);
    void give_job(RobotId id, PodId pod, Step now);
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
    void bring_back(RobotId id, CellId from, Step now);
    void try_redirect(RobotId id, const RobotStatus& status, Step now);
    void park_idle(std::span<const RobotStatus> robots, Step now);

    // charge.cpp: who goes to a charger, and comes back from it.
    void send_to_chargers(std::span<const RobotStatus> robots, Step now);
    void end_charging(Step now);

    // service.cpp: picking and stowing at stations, completion of orders.
    void begin_service(RobotId id, Step now);
    [[nodiscard]] Step time_to_serve(Visit& visit) const;
    void finish_service(RobotId id, Step now, bool& more);
    void change_stations(Step now);
    void pick(const Visit& visit, const Part& part, Step now);
    void stow(const Visit& visit, const Bundle& bundle);
    void complete_order(OrderId id, Step now);

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
    std::vector<Step> down_since;  ///< by lane
    Charging charging;
    std::vector<std::uint8_t> resting;  ///< by robot: people have told it so
    std::vector<Ending> endings;        ///< heap of services, earliest first
    std::vector<RobotId> ended;
    std::uint32_t urgent_opened = 0;  // orders opened while some were urgent
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
