// The facade: the order of a tick, and what the engine's calls do to robots.
#include "operations/operations.hpp"

#include "base/check.hpp"
#include "operations/impl.hpp"

namespace dray::operations {

Operations::Impl::Impl(const OperationsConfig& config, const floor::Floor& floor, motion::Distances& distances, Demand demand,
                       const Clock& clock, std::uint64_t seed, std::size_t robots, double lift_s, Charging batteries)
    : site(config, floor, distances, std::move(demand), clock, seed, robots, lift_s),
      order_to_station(make_policy(order_to_station_policies(), "order_to_station", config.dispatch.order_to_station, site)),
      pod_for_order(make_policy(pod_for_order_policies(), "pod_for_order", config.dispatch.pod_for_order, site)),
      robot_to_task(make_policy(robot_to_task_policies(), "robot_to_task", config.dispatch.robot_to_task, site)),
      slot_for_pod(make_policy(slot_for_pod_policies(), "slot_for_pod", config.dispatch.slot_for_pod, site)),
      replenishment(site),
      faults(config.faults, robots, clock, seed),
      station_faults(config.faults, floor, clock, seed),
      door_faults(config.faults, site.inbound ? site.inbound->doors() : 0, clock, seed),
      breaks(config.stations.absences, floor, clock),
      down_since(floor.lanes().size(), 0),
      faulty(floor.lanes().size(), 0),
      on_break(floor.lanes().size(), 0),
      person_free(static_cast<std::size_t>(config.stations.exception_people), 0),
      reslotting(config.dispatch.reslot_when_idle ? std::make_unique<Reslotting>(site) : nullptr),
      charging(std::move(batteries)),
      advice(floor),
      resting(robots, 0),
      return_desk(config.inbound.set_aside_s, config.stations.service_cv, clock, seed) {}

Operations::Operations(const OperationsConfig& config, const floor::Floor& floor, motion::Distances& distances, Demand demand,
                       const Clock& clock, std::uint64_t seed, std::size_t robots, double lift_s, Charging charging)
    : impl_(std::make_unique<Impl>(config, floor, distances, std::move(demand), clock, seed, robots, lift_s,
                                   std::move(charging))) {}

Operations::~Operations() = default;

void Operations::tick(Step now, std::span<const RobotStatus> robots) {
    Impl& impl = *impl_;
    DRAY_CHECK(robots.size() == impl.site.robots.size(), "{} robots instead of {}", robots.size(), impl.site.robots.size());
    impl.charging.tick(now, robots);
    impl.leave_shut_pods(robots);
    if (impl.site.inbound) impl.receive(now);
    // Ways are chosen only here: between ticks the planner may be renewing the tables that estimates come from.
    for (std::size_t r = 0; r < robots.size(); ++r)
        if (impl.site.robots[r].phase == Phase::Served) impl.leave_station(RobotId(r), robots[r], now);
    impl.release_orders(now);
    impl.assign_orders(now);
    impl.plan_visits(now);
    impl.replenishment.tick(now);
    if (impl.site.inbound) impl.return_set_aside(now);
    // Robots first go on with what they have, so that jobs are given by what is left.
    impl.follow_robots(robots, now);
    impl.dispatch_robots(robots, now);
    impl.send_to_chargers(robots, now);
    impl.reslot_pods(robots, now);
    impl.park_idle(robots, now);
}

std::span<const Errand> Operations::errands(RobotId robot) const {
    return impl_->site.robot(robot).errands;
}

namespace {

// The engine reports on the oldest errand only; anything else is a misunderstanding between the two.
const Errand& oldest(const Robot& robot, RobotId id, std::uint32_t seq) {
    DRAY_CHECK(!robot.errands.empty() && robot.errands.front().seq == seq, "robot {} reports on errand {}, its oldest is {}",
               id.value, seq, robot.errands.empty() ? -1 : static_cast<std::int64_t>(robot.errands.front().seq));
    return robot.errands.front();
}

}  // namespace

void Operations::reached(RobotId id, std::uint32_t seq, Step) {
    Robot& robot = impl_->site.robot(id);
    DRAY_CHECK(oldest(robot, id, seq).dwell == Dwell::None, "errand {} of robot {} ends with a dwell", seq, id.value);
    impl_->site.pop(robot);
    impl_->site.note('a', id);
}

void Operations::advise(const Advice& advice) {
    impl_->advice.take(advice);
}

LaneId Operations::waits_for_place(RobotId id) const {
    const Robot& robot = impl_->site.robot(id);
    return robot.phase == Phase::Waiting && robot.visit.valid() ? impl_->site.visits[robot.visit].station : LaneId();
}

bool Operations::still_serves(LaneId lane) const {
    const primitives::Station& station = impl_->site.stations[lane.index()];
    return station.serving() || station.state() == primitives::StationState::Down;
}

void Operations::dwell_began(RobotId id, std::uint32_t seq, Step now) {
    Robot& robot = impl_->site.robot(id);
    const Dwell dwell = oldest(robot, id, seq).dwell;
    DRAY_CHECK(dwell != Dwell::None && !robot.dwelling, "errand {} of robot {} begins no dwell", seq, id.value);
    robot.dwelling = true;
    if (dwell == Dwell::Service) impl_->begin_service(id, now);
    if (dwell == Dwell::Charge) impl_->charging.plugged_in(id);
}

void Operations::dwell_completed(RobotId id, std::uint32_t seq, Step now) {
    Impl& impl = *impl_;
    Site& site = impl.site;
    Robot& robot = site.robot(id);
    const Dwell dwell = oldest(robot, id, seq).dwell;
    DRAY_CHECK(robot.dwelling && (dwell == Dwell::Lift || dwell == Dwell::SetDown), "errand {} of robot {} completes no dwell",
               seq, id.value);
    robot.dwelling = false;
    site.pop(robot);
    site.note('l', id, robot.pod, now);
    if (dwell == Dwell::Lift) {
        // Until the robot has moved away, its body stands in the slot that the storage counts as free.
        robot.blocks = site.storage.slot_of(robot.pod);
        site.slot_blocker[robot.blocks.index()] = id;
        site.storage.lift(robot.pod);
        robot.carrying = true;
        for (const VisitId visit : site.visits.of(robot.pod))
            site.log_parts(now, visit, OrderStage::Lifted, static_cast<std::int32_t>(id.value));
        impl.charging.lifted(id, site.storage.mass_kg(robot.pod));
        return;
    }
    const PodId pod = robot.pod;
    site.storage.set_down(pod);
    robot.carrying = false;
    robot.pod = robot.next_pod;
    robot.next_pod = PodId();
    robot.phase = robot.pod.valid() ? Phase::Fetching : Phase::Idle;
    site.release_pod(pod);
}

void Operations::left_lane(RobotId id, LaneId lane, Step now) {
    Site& site = impl_->site;
    Robot& robot = site.robot(id);
    DRAY_CHECK(robot.leaving == lane, "robot {} has left lane {} in which it was not served", id.value, lane.value);
    StationWork& work = site.work[lane.index()];
    primitives::Station& station = site.stations[lane.index()];
    if (work.leaver == id) {
        station.robot_left(now);
        work.leaver = RobotId();
    }
    station.give_back_place(id);
    robot.leaving = LaneId();
    // Out of the lane it is a carrier like others.
    for (std::size_t i = 0; i < robot.given.size(); ++i)
        if (robot.given[i].priority == kLeavingPriority)
            robot.given[i].priority = robot.phase == Phase::Travelling ? kToStationPriority : kCarryingPriority;
    site.note('f', id, lane);
}

std::span<const FaultEvent> Operations::faults_due(Step now) {
    return impl_->faults.due(now, impl_->charging.flat());
}

void Operations::broke(RobotId id, Step now, bool unforeseen) {
    Robot& robot = impl_->site.robot(id);
    robot.operational = false;
    impl_->abandon_job(id);
    if (robot.phase == Phase::Idle) {
        withdraw_waits(robot);
        robot.parking = CellId();
    }
    impl_->faults.broke(id, now, unforeseen);
    impl_->site.note('k', id, now);
}

void Operations::cleared(RobotId id, CellId cell, Step now) {
    Robot& robot = impl_->site.robot(id);
    robot.operational = true;
    // Its plan begins anew where it is put back.
    if (!robot.dwelling) robot.goal_planned = false;
    impl_->charging.cleared(id);
    impl_->faults.cleared(id, now);
    impl_->site.note('h', id, cell, now);
}

void Operations::close_station(LaneId lane, bool closed, Step now) {
    impl_->station_faults.close(lane, closed, now);
}

std::span<const DoorChange> Operations::door_changes() const {
    return impl_->door_faults.told();
}

void Operations::rest(RobotId id, bool rests) {
    if (this->rests(id) == rests) return;
    impl_->resting[id.index()] = rests ? 1 : 0;
    impl_->site.note('w', id, rests);
}

bool Operations::rests(RobotId id) const {
    return impl_->resting[id.index()] != 0;
}

PodId Operations::carries(RobotId id) const {
    const Robot& robot = impl_->site.robot(id);
    return robot.carrying ? robot.pod : PodId();
}

const Charging& Operations::charging() const {
    return impl_->charging;
}

bool Operations::loaded(RobotId id) const {
    return impl_->site.robot(id).carrying;
}

double Operations::load_kg(RobotId id) const {
    const PodId pod = carries(id);
    return pod.valid() ? impl_->site.storage.mass_kg(pod) : 0;
}

const primitives::Storage& Operations::storage() const {
    return impl_->site.storage;
}

std::span<const primitives::Station> Operations::stations() const {
    return impl_->site.stations;
}

const Ledger& Operations::ledger() const {
    return impl_->site.ledger;
}

const OrderFigures& Operations::orders() const {
    OrderFigures& figures = impl_->site.figures;
    const Ledger& ledger = impl_->site.ledger;
    figures.released = ledger.released();
    figures.completed = ledger.completed();
    figures.open = ledger.open();
    figures.refused = ledger.refused();
    return figures;
}

SkuId Operations::first_article(OrderId id) const {
    return impl_->site.book.line(impl_->site.book.order(id).first_line).sku;
}

std::int32_t Operations::lines_of(OrderId id) const {
    return static_cast<std::int32_t>(impl_->site.book.order(id).line_count);
}

std::int32_t Operations::units_of(OrderId id) const {
    const Order& order = impl_->site.book.order(id);
    std::int32_t units = 0;
    for (std::uint32_t i = 0; i < order.line_count; ++i)
        units += impl_->site.book.line(LineId(order.first_line.index() + i)).units;
    return units;
}

std::size_t Operations::articles() const {
    return impl_->site.book.demand().sku_names.size();
}

const Demand& Operations::demand() const {
    return impl_->site.book.demand();
}

OrderLog& Operations::order_log() {
    return impl_->site.log;
}

std::size_t Operations::backlog() const {
    return impl_->site.book.backlog().size();
}

std::size_t Operations::pods_without_robot() const {
    return impl_->site.open_tasks.size();
}

bool Operations::finished(Step) const {
    return impl_->site.book.all_released() && impl_->site.ledger.open() == 0;
}

void Operations::check(bool full) const {
    impl_->check_ledger();
    if (full) impl_->check_everything();
}

void Operations::add_to(StateHash& hash) const {
    // The trail digests every decision so far, so that the state need not be walked.
    hash.add(impl_->site.trail.digest());
    impl_->site.storage.add_to(hash);
    impl_->site.ledger.add_to(hash);
    for (const primitives::Station& station : impl_->site.stations)
        station.add_to(hash);
    impl_->charging.add_to(hash);
    if (impl_->site.inbound) {
        impl_->site.inbound->add_to(hash);
        impl_->site.foreign.add_to(hash);
    }
}

}  // namespace dray::operations
