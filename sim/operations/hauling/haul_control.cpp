#include "operations/hauling/haul_control.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "operations/hauling/haul_impl.hpp"

namespace dray::operations {

namespace {

// A mover whose move has taken long goes before others: one step of priority for so much time.
constexpr double kAgeingPeriod_s = 20;

}  // namespace

HaulControl::Impl::Impl(const HaulConfig& haul_config, const floor::Floor& the_floor, const motion::Distances& distances,
                        const Clock& the_clock, std::uint64_t run_seed, std::size_t robots, double lift_s, Charging batteries)
    : config(haul_config),
      floor(the_floor),
      travel(distances, the_clock),
      clock(the_clock),
      lift(the_clock.steps(lift_s)),
      yard(haul_config.cages, the_floor),
      faults(haul_config.faults, robots, the_clock, run_seed),
      door_faults(haul_config.faults, yard.doors(), the_clock, run_seed),
      charging(std::move(batteries)),
      advice(the_floor),
      movers(robots),
      resting(robots, 0),
      blocker(the_floor.slots().size()),
      arrivals(run_seed, "parcel_source"),
      weights(haul_config.source.route_weights),
      waiting(yard.doors(), 0) {
    weights.resize(yard.doors(), weights.empty() ? 1.0 : 0.0);
    for (std::size_t d = 0; d < yard.doors(); ++d)
        docks.emplace_back(config.docks, DoorId(d), yard.doors(), clock, run_seed);
}

HaulControl::HaulControl(const HaulConfig& config, const floor::Floor& floor, const motion::Distances& distances,
                         const Clock& clock, std::uint64_t seed, std::size_t robots, double lift_s, Charging charging)
    : impl_(std::make_unique<Impl>(config, floor, distances, clock, seed, robots, lift_s, std::move(charging))) {}

HaulControl::~HaulControl() = default;

void HaulControl::tick(Step now, std::span<const RobotStatus> robots) {
    Impl& impl = *impl_;
    const Step period = impl.clock.steps(kAgeingPeriod_s);
    impl.charging.tick(now, robots);
    for (std::size_t r = 0; r < robots.size(); ++r) {
        Mover& mover = impl.movers[r];
        if (mover.blocks.valid() && robots[r].cell != impl.cell_of(mover.blocks)) {
            impl.blocker[mover.blocks.index()] = RobotId();
            mover.blocks = SlotId();
        }
        if (!mover.cage.valid()) continue;
        // Full cages have a truck to reach.
        const primitives::Cage& cage = impl.yard.cage(mover.cage);
        const std::int32_t urgency =
            cage.truck >= 0 ? urgency_of(impl.docks[cage.route.index()].timetable().departure(cage.truck), now, impl.clock) : 0;
        mover.queue.set_priority(kHaulPriority + urgency + static_cast<std::int32_t>((now - mover.given_at) / period));
    }
    impl.leave_shut_cages(robots);
    impl.arrive(now);
    impl.serve_doors(now);
    impl.pull_cages(now);
    impl.ask_for_moves(now);
    impl.assign(robots, now);
    impl.send_to_chargers(robots, now);
    impl.park(robots);
    impl.last_tick = now;
}

std::span<const Errand> HaulControl::errands(RobotId robot) const {
    return impl_->movers[robot.index()].queue.all();
}

void HaulControl::reached(RobotId robot, std::uint32_t, Step) {
    impl_->movers[robot.index()].queue.pop();
}

bool HaulControl::still_serves(LaneId) const {
    return false;
}

void HaulControl::dwell_began(RobotId robot, std::uint32_t, Step) {
    Mover& mover = impl_->movers[robot.index()];
    mover.dwelling = true;
    if (mover.queue.front().dwell == Dwell::Charge) impl_->charging.plugged_in(robot);
}

void HaulControl::dwell_completed(RobotId id, std::uint32_t seq, Step now) {
    Impl& impl = *impl_;
    Mover& mover = impl.movers[id.index()];
    DRAY_CHECK(!mover.queue.empty() && mover.queue.front().seq == seq && mover.dwelling, "mover {} completes errand {}", id.value,
               seq);
    const Dwell dwell = mover.queue.front().dwell;
    mover.dwelling = false;
    mover.queue.pop();
    impl.trail.add(id);
    impl.trail.add(now);
    if (dwell == Dwell::Lift) {
        mover.blocks = impl.yard.cage(mover.cage).slot;
        impl.blocker[mover.blocks.index()] = id;
        impl.yard.lift(mover.cage);
        mover.phase = MoverPhase::Carrying;
        impl.charging.lifted(id, impl.yard.mass_kg(mover.cage));
        return;
    }
    impl.yard.set_down(mover.cage);
    impl.wanted[mover.cage.index()] = 0;
    ++(mover.kind == MoveKind::Full    ? impl.figures.full_moves
       : mover.kind == MoveKind::Empty ? impl.figures.empty_moves
                                       : impl.figures.return_moves);
    mover.cage = CageId();
    mover.phase = MoverPhase::Idle;
}

std::span<const RobotId> HaulControl::end_dwells(Step) {
    impl_->ended.clear();
    impl_->end_charging();
    return impl_->ended;
}

void HaulControl::left_lane(RobotId robot, LaneId lane, Step) {
    DRAY_CHECK(false, "mover {} has left lane {} on a floor without stations", robot.value, lane.value);
}

std::span<const FaultEvent> HaulControl::faults_due(Step now) {
    return impl_->faults.due(now, impl_->charging.flat());
}

void HaulControl::broke(RobotId id, Step now, bool unforeseen) {
    Mover& mover = impl_->movers[id.index()];
    mover.operational = false;
    impl_->give_up(id);
    if (mover.phase == MoverPhase::Idle) {
        mover.queue.drop_waits();
        mover.parking = CellId();
    }
    impl_->faults.broke(id, now, unforeseen);
    impl_->trail.add(id);
}

void HaulControl::cleared(RobotId id, CellId, Step now) {
    impl_->movers[id.index()].operational = true;
    impl_->charging.cleared(id);
    impl_->faults.cleared(id, now);
    impl_->trail.add(id);
}

std::span<const DoorChange> HaulControl::door_changes() const {
    return impl_->door_faults.told();
}

void HaulControl::advise(const Advice& advice) {
    impl_->advice.take(advice);
}

void HaulControl::close_station(LaneId lane, bool, Step) {
    DRAY_CHECK(false, "station {} is closed on a floor without stations", lane.value);
}

void HaulControl::rest(RobotId id, bool rests) {
    if (this->rests(id) == rests) return;
    impl_->resting[id.index()] = rests ? 1 : 0;
    impl_->trail.add(id);
    impl_->trail.add(rests);
}

bool HaulControl::rests(RobotId id) const {
    return impl_->resting[id.index()] != 0;
}

LaneId HaulControl::waits_for_place(RobotId) const {
    return {};
}

const Charging& HaulControl::charging() const {
    return impl_->charging;
}

bool HaulControl::loaded(RobotId robot) const {
    return impl_->movers[robot.index()].phase == MoverPhase::Carrying;
}

double HaulControl::load_kg(RobotId robot) const {
    const Mover& mover = impl_->movers[robot.index()];
    return mover.phase == MoverPhase::Carrying ? impl_->yard.mass_kg(mover.cage) : 0;
}

void HaulControl::check(bool full) const {
    impl_->yard.check(full);
    if (!full) return;
    for (std::size_t r = 0; r < impl_->movers.size(); ++r) {
        const Mover& mover = impl_->movers[r];
        const bool jobless = mover.phase == MoverPhase::Idle || mover.phase == MoverPhase::Charging;
        DRAY_CHECK(jobless != mover.cage.valid(), "mover {} in phase {} has cage {}", r, static_cast<int>(mover.phase),
                   mover.cage.value);
        if (!mover.cage.valid()) continue;
        const bool on_mover = impl_->yard.cage(mover.cage).place == primitives::CagePlace::OnMover;
        DRAY_CHECK(on_mover == (mover.phase == MoverPhase::Carrying), "cage {} of mover {} is where it should not be",
                   mover.cage.value, r);
    }
}

void HaulControl::add_to(StateHash& hash) const {
    hash.add(impl_->trail.digest());
    impl_->yard.add_to(hash);
    for (const primitives::Dock& dock : impl_->docks)
        dock.add_to(hash);
    impl_->charging.add_to(hash);
}

std::size_t HaulControl::chutes() const {
    return impl_->yard.chutes().size();
}

std::size_t HaulControl::doors() const {
    return impl_->docks.size();
}

std::int64_t HaulControl::chute_room(std::size_t chute, DoorId route) const {
    const SlotId slot = impl_->yard.chutes()[chute];
    if (!impl_->yard.takes_parcel(slot, route)) return 0;
    return impl_->config.cages.parcels_per_cage - impl_->yard.cage(impl_->yard.cage_in(slot)).parcels;
}

bool HaulControl::chute_is_empty(std::size_t chute) const {
    const CageId id = impl_->yard.cage_in(impl_->yard.chutes()[chute]);
    return id.valid() && impl_->yard.cage(id).empty() && !impl_->yard.cage(id).reserved.valid();
}

void HaulControl::drop_parcel(std::size_t chute, DoorId route) {
    impl_->yard.drop_parcel(impl_->yard.chutes()[chute], route);
}

void HaulControl::drop_parcel(std::size_t chute, const primitives::Parcel& parcel) {
    impl_->yard.drop_parcel(impl_->yard.chutes()[chute], parcel);
}

void HaulControl::keep_departures(DoorId door) {
    impl_->docks[door.index()].keep_departures();
}

std::vector<primitives::Departure> HaulControl::take_departures(DoorId door) {
    return impl_->docks[door.index()].take_departures();
}

const primitives::CageYard& HaulControl::yard() const {
    return impl_->yard;
}

std::span<const primitives::Dock> HaulControl::docks() const {
    return impl_->docks;
}

const HaulFigures& HaulControl::figures() const {
    return impl_->figures;
}

std::size_t HaulControl::moves_waiting() const {
    return impl_->moves.size();
}

}  // namespace dray::operations
