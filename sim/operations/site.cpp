#include "operations/site.hpp"

#include <algorithm>
#include <cmath>

#include "base/check.hpp"
#include "base/error.hpp"
#include "base/random.hpp"

namespace dray::operations {

namespace {

// Slots from which the mean way to a station is estimated: enough for a few per cent.
constexpr std::size_t kSampledSlots = 64;
// Waiting places kept in reach of a station.
constexpr std::size_t kBuffersPerStation = 8;

StationWork make_work(const Site& site, LaneId id) {
    const floor::Lane& lane = site.floor.lane(id);
    StationWork work;
    work.kind = lane.kind;
    work.service = lane.service;
    work.places = lane.places();
    work.mean_service = static_cast<double>(
        site.clock.steps(lane.kind == floor::StationKind::Pick ? site.config.stations.pick_line_s : site.config.stations.stow_s));
    const std::size_t slots = site.floor.slots().size();
    const std::size_t stride = std::max<std::size_t>(1, slots / kSampledSlots);
    std::size_t count = 0;
    for (std::size_t s = 0; s < slots; s += stride, ++count)
        work.mean_travel += static_cast<double>(site.travel.steps(site.cell_of(SlotId(s)), lane.service, true));
    if (count > 0) work.mean_travel /= static_cast<double>(count);
    // A waiting place is of use where it is nearer than the average slot.
    std::vector<std::pair<Step, CellId>> buffers;
    for (const CellId cell : site.floor.buffers()) {
        const Step steps = site.travel.steps(cell, lane.service, true);
        if (static_cast<double>(steps) < work.mean_travel) buffers.emplace_back(steps, cell);
    }
    std::sort(buffers.begin(), buffers.end());
    buffers.resize(std::min(buffers.size(), kBuffersPerStation));
    for (const auto& [steps, cell] : buffers)
        work.buffers.push_back(cell);
    return work;
}

// Trucks bring goods as from the start of a run only if it begins as one that has gone on for long: a SKU then has any stock
// between its reorder point and its target. What is gone has left all its pods alike, and what cannot be shared the first of
// them.
void settle_stock(primitives::Storage& storage, double reorder_point, std::uint64_t seed) {
    std::vector<PodId> pods;
    for (std::size_t s = 0; s < storage.sku_count(); ++s) {
        const SkuId sku(s);
        const double gone = (1 - reorder_point) * Stream(seed, "settled_stock", s).uniform();
        auto sold = static_cast<std::int64_t>(gone * static_cast<double>(storage.target(sku)));
        const auto take = [&](PodId pod, std::int64_t units) {
            if (units == 0) return;
            storage.promise(pod, sku, units);
            storage.pick(pod, sku, units);
            sold -= units;
        };
        pods.assign(storage.pods_with(sku).begin(), storage.pods_with(sku).end());
        for (const PodId pod : pods)
            take(pod, std::min(sold, static_cast<std::int64_t>(gone * static_cast<double>(storage.units(pod, sku)))));
        while (sold > 0)
            take(storage.pods_with(sku).front(), std::min(sold, storage.units(storage.pods_with(sku).front(), sku)));
    }
}

// Callers that skip check_stock are told here.
void refuse_hopeless(const Site& site) {
    std::vector<Diagnostic> faults;
    if (site.pick_stations.empty()) faults.push_back({.message = "the floor has no pick station: no order could ever be served"});
    check_stock(site.config.storage, site.floor, site.book.demand(), {}, faults);
    if (!faults.empty()) throw InputError(std::move(faults));
}

}  // namespace

std::vector<std::int64_t> stock_targets(const primitives::StorageConfig& config, const floor::Floor& floor,
                                        const Demand& demand) {
    const double pods = std::floor(static_cast<double>(floor.slots().size()) * config.fill);
    const double total = pods * static_cast<double>(config.pod_capacity_units) * config.initial_stock;
    std::vector<std::int64_t> targets(demand.sku_names.size(), 0);
    for (std::size_t s = 0; s < targets.size(); ++s)
        targets[s] = std::max(demand.sku_max_line[s], static_cast<std::int64_t>(std::floor(total * demand.sku_popularity[s])));
    return targets;
}

Site::Site(const OperationsConfig& operations_config, const floor::Floor& the_floor, const motion::Distances& distances,
           Demand demand, const Clock& the_clock, std::uint64_t run_seed, std::size_t robot_count, double lift_s)
    : config(operations_config),
      floor(the_floor),
      travel(distances, the_clock),
      clock(the_clock),
      seed(run_seed),
      lift(the_clock.steps(lift_s)),
      replenishes(can_replenish(config.storage, the_floor)),
      book(std::move(demand)),
      storage(config.storage, the_floor, stock_targets(config.storage, the_floor, book.demand()), run_seed),
      visits(storage.pod_count()),
      pod_robot(storage.pod_count()),
      robots(robot_count),
      buffer_user(the_floor.cell_count()),
      slot_blocker(the_floor.slots().size()) {
    for (std::size_t l = 0; l < floor.lanes().size(); ++l) {
        const LaneId lane(l);
        (floor.lane(lane).kind == floor::StationKind::Pick ? pick_stations : stow_stations).push_back(lane);
        stations.emplace_back(config.stations, floor.lane(lane), lane);
        work.push_back(make_work(*this, lane));
    }
    refuse_hopeless(*this);
    if (config.inbound.doors > 0) {
        inbound.emplace(config.inbound, ledger, clock, seed);
        settle_stock(storage, config.storage.reorder_point, seed);
    }
    ledger.move_units(Account::Initial, Account::Stored, storage.total_units());
}

void Site::log_line(Step now, LineId id, OrderStage stage, std::int32_t what, std::int32_t count) {
    const OrderId order = book.line(id).order;
    log.add(now, order, stage, static_cast<std::int32_t>(id.value - book.order(order).first_line.value), what, count);
}

void Site::log_parts(Step now, VisitId id, OrderStage stage, std::int32_t count) {
    if (!log.kept()) return;
    for (const Part& part : visits[id].parts)
        log_line(now, part.line, stage, static_cast<std::int32_t>(visits[id].pod.value), count);
}

std::size_t Site::task_limit(LaneId station) const {
    const StationWork& w = work[station.index()];
    // A pod's way here, the robot's way to the pod (shorter: dispatch picks a near one) and the lift.
    const double loop = 1.5 * w.mean_travel + static_cast<double>(lift);
    const double underway = std::ceil(loop / std::max(1.0, w.mean_service));
    // More than twice the station's share of the fleet could not be worked on; lines that stay unpromised may join later pods.
    const double share = std::ceil(2.0 * static_cast<double>(robots.size()) / static_cast<double>(stations.size()));
    return w.places + static_cast<std::size_t>(std::min({underway, share, 32.0}));
}

Step Site::pod_delay(PodId pod, LaneId station) const {
    const CellId goal = work[station.index()].service;
    const auto before = visits.of(pod);
    Step delay = 0;
    // The pod starts from its last visit when it has others, else from its slot (or the one that it is taken back to).
    CellId from;
    for (const VisitId id : before) {
        const Visit& visit = visits[id];
        if (visit.station == station) break;
        const StationWork& w = work[visit.station.index()];
        delay += static_cast<Step>(w.mean_service * 2 + w.mean_travel);
        from = w.service;
    }
    if (!from.valid()) {
        const SlotId slot = storage.slot_of(pod);
        from = slot.valid() ? cell_of(slot) : cell_of(storage.home_of(pod));
    }
    return delay + travel.steps(from, goal, true);
}

void Site::append(RobotId id, CellId goal, LaneId permit, Dwell dwell, Step duration, std::int32_t priority, Step now) {
    Robot& r = robot(id);
    r.errands.push_back({r.next_seq++, goal, permit, dwell, duration, priority});
    r.given.push_back({now, priority});
    note('e', id, goal, permit, static_cast<std::uint8_t>(dwell));
}

void Site::pop(Robot& r) {
    r.errands.erase(r.errands.begin());
    r.given.erase(r.given.begin());
}

VisitId Site::ensure_visit(PodId pod, LaneId station, Step now) {
    VisitId id = visits.find(pod, station);
    if (id.valid()) return id;
    id = visits.create(pod, station, now);
    work[station.index()].visits.push_back(id);
    if (!pod_robot[pod.index()].valid()) open_tasks.push_back(id);
    note('v', pod, station);
    return id;
}

void Site::release_pod(PodId pod) {
    pod_robot[pod.index()] = RobotId();
    // The list stays in order of age.
    for (const VisitId id : visits.of(pod)) {
        const auto older = [this](VisitId a, VisitId b) { return visits[a].number < visits[b].number; };
        open_tasks.insert(std::lower_bound(open_tasks.begin(), open_tasks.end(), id, older), id);
    }
}

}  // namespace dray::operations
