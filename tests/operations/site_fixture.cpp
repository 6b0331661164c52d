#include "site_fixture.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <ctime>

#include "base/random.hpp"

namespace dray::operations::test {

namespace {

// Robots drive this many ticks behind their plan, and leave a lane this long after service.
constexpr Step kLeadTicks = 4;
constexpr Step kLeaveSteps = 50;

}  // namespace

floor::Floor make_floor(const FloorShape& shape) {
    using floor::CellKind;
    floor::FloorPlan plan;
    const int lane_width = shape.queue + 1;
    plan.width = std::max({6 * shape.blocks_across + 1, (lane_width + 1) * shape.pick, (lane_width + 1) * shape.stow});
    plan.height = 3 * shape.blocks_down + 6;
    const auto cell = [&](int row, int column) { return static_cast<std::size_t>(row * plan.width + column); };
    plan.kind.assign(static_cast<std::size_t>(plan.width * plan.height), CellKind::Aisle);
    plan.exits.assign(plan.kind.size(), 15);
    for (int column = 0; column < plan.width; ++column)
        plan.kind[cell(0, column)] = plan.kind[cell(plan.height - 1, column)] = CellKind::Wall;
    for (int block = 0; block < shape.blocks_across * shape.blocks_down; ++block) {
        const int top = 3 + 3 * (block / shape.blocks_across), left = 1 + 6 * (block % shape.blocks_across);
        for (int i = 0; i < 10; ++i)
            plan.kind[cell(top + i / 5, left + i % 5)] = CellKind::Slot;
    }
    const auto add_lane = [&](const std::string& name, floor::StationKind kind, int edge, int inside, int left) {
        floor::Lane lane{.name = name, .kind = kind};
        lane.entry = CellId(cell(inside, left));
        lane.exit = CellId(cell(inside, left + shape.queue));
        for (int q = 0; q < shape.queue; ++q)
            lane.queue.push_back(CellId(cell(edge, left + q)));
        lane.service = CellId(cell(edge, left + shape.queue));
        for (int q = 0; q <= shape.queue; ++q)
            plan.kind[cell(edge, left + q)] = CellKind::Lane;
        plan.lanes.push_back(lane);
    };
    for (int p = 0; p < shape.pick; ++p)
        add_lane(fmt::format("pick-{}", p), floor::StationKind::Pick, 0, 1, p * (lane_width + 1));
    for (int s = 0; s < shape.stow; ++s)
        add_lane(fmt::format("stow-{}", s), floor::StationKind::Stow, plan.height - 1, plan.height - 2, s * (lane_width + 1));
    for (int b = 0; b < shape.buffers; ++b)
        plan.kind[cell(2, std::min(plan.width - 1, 2 + 4 * b))] = CellKind::Buffer;
    return floor::Floor(std::move(plan));
}

namespace {

void finish(Demand& demand, int skus) {
    demand.sku_popularity.assign(static_cast<std::size_t>(skus), 0);
    demand.sku_units.assign(static_cast<std::size_t>(skus), 0);
    demand.sku_max_line.assign(static_cast<std::size_t>(skus), 0);
    for (int s = 0; s < skus; ++s)
        demand.sku_names.push_back(fmt::format("sku-{}", s));
    for (const OrderLine& line : demand.lines) {
        demand.sku_popularity[line.sku.index()] += 1.0 / static_cast<double>(demand.lines.size());
        demand.sku_units[line.sku.index()] += line.units;
        demand.sku_max_line[line.sku.index()] = std::max<std::int64_t>(demand.sku_max_line[line.sku.index()], line.units);
    }
}

}  // namespace

Demand make_orders(const DemandShape& shape) {
    const Clock clock;
    Demand demand;
    std::vector<Step> releases;
    for (int o = 0; o < shape.orders; ++o)
        releases.push_back(
            clock.steps(Stream(shape.seed, "release", static_cast<std::uint64_t>(o)).uniform(0, shape.duration_s)));
    std::sort(releases.begin(), releases.end());
    for (int o = 0; o < shape.orders; ++o) {
        Stream stream(shape.seed, "order", static_cast<std::uint64_t>(o));
        const Step release = releases[static_cast<std::size_t>(o)];
        Order order{fmt::format("o{}", o), release, release + clock.steps(shape.due_s), LineId(demand.lines.size()), 0};
        std::set<std::size_t> skus;
        const auto lines = stream.integer(1, shape.lines_max);
        for (int l = 0; l < lines; ++l) {
            // Squared uniform: low SKUs are asked for more often.
            const double u = stream.uniform();
            skus.insert(static_cast<std::size_t>(u * u * shape.skus));
        }
        for (const std::size_t sku : skus)
            demand.lines.push_back(
                {OrderId(demand.orders.size()), SkuId(sku), static_cast<std::int32_t>(stream.integer(1, shape.units_max))});
        order.line_count = static_cast<std::uint32_t>(skus.size());
        demand.orders.push_back(order);
    }
    finish(demand, shape.skus);
    return demand;
}

Demand orders_of(const std::vector<std::vector<std::pair<int, int>>>& orders, int skus) {
    Demand demand;
    for (const auto& lines : orders) {
        demand.orders.push_back({fmt::format("o{}", demand.orders.size()), 0, Clock().steps(3600), LineId(demand.lines.size()),
                                 static_cast<std::uint32_t>(lines.size())});
        for (const auto& [sku, units] : lines)
            demand.lines.push_back({OrderId(demand.orders.size() - 1), SkuId(static_cast<std::size_t>(sku)), units});
    }
    finish(demand, skus);
    return demand;
}

OperationsConfig small_stock() {
    OperationsConfig config;
    config.storage.pod_capacity_units = 60;
    return config;
}

World::World(const FloorShape& floor_shape, Demand demand, OperationsConfig operations_config, std::size_t robots,
             std::uint64_t seed)
    : floor(make_floor(floor_shape)),
      distances(floor, {motion::ActionCosts{}, motion::ActionCosts{}}, std::size_t{64} << 20),
      config(std::move(operations_config)),
      ops((distances.prepare(), config), floor, distances, std::move(demand), clock, seed, robots, 2.6) {}

Executor::Executor(World& world, std::size_t robots, std::size_t first_slot)
    : world_(world), bodies_(robots), status_(robots), at_service_(world.floor.lanes().size()) {
    for (std::size_t r = 0; r < robots; ++r)
        bodies_[r].cell = bodies_[r].planned = world.floor.slot(SlotId((first_slot + r) % world.floor.slots().size())).cell;
}

void Executor::run(double until_s) {
    const Step end = world_.clock.steps(until_s);
    for (; now_ < end && !world_.ops.finished(now_); ++now_)
        step();
    world_.ops.check(true);
}

void Executor::break_robot(RobotId robot) {
    Body& body = bodies_[robot.index()];
    body.operational = false;
    body.lost = now_;
    world_.ops.broke(robot, now_, false);
}

void Executor::clear_robot(RobotId robot) {
    Body& body = bodies_[robot.index()];
    body.operational = true;
    // Its way takes as much longer as it stood.
    body.arrival += now_ - body.lost;
    if (body.dwell_end >= 0) body.dwell_end += now_ - body.lost;
    body.leaves_at = std::max(body.leaves_at, now_ + kLeaveSteps);
    world_.ops.cleared(robot, body.cell, now_);
}

void Executor::start_faults() {
    for (const FaultEvent& event : world_.ops.faults_due(now_)) {
        faults_.push_back(event);
        const bool operational = bodies_[event.robot.index()].operational;
        if (event.kind == FaultEvent::Kind::Breakdown && operational) break_robot(event.robot);
        if (event.kind == FaultEvent::Kind::Clear && !operational) clear_robot(event.robot);
    }
}

void Executor::step() {
    Operations& ops = world_.ops;
    if (now_ % world_.clock.steps_per_tick == 0) {
        start_faults();
        for (std::size_t r = 0; r < bodies_.size(); ++r) {
            Body& body = bodies_[r];
            const bool near = body.has_errand && body.arrival - now_ <= kLeadTicks * world_.clock.steps_per_tick;
            body.planned = near ? body.errand.goal : body.cell;
            status_[r] = {body.cell, body.planned, body.operational};
        }
        const std::clock_t before = std::clock();
        ops.tick(now_, status_);
        const double ms = 1e3 * static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC;
        operations_ms_ += ms;
        worst_ms_ = std::max(worst_ms_, ms);
        ++ticks_;
        ops.check(now_ % (60 * world_.clock.steps_per_second) == 0);
        ops.add_to(hash_);
    }
    for (std::size_t r = 0; r < bodies_.size(); ++r)
        if (bodies_[r].operational) follow(RobotId(r), bodies_[r]);
    for (const RobotId id : ops.end_dwells(now_)) {
        Body& body = bodies_[id.index()];
        REQUIRE(body.in_service);
        body.in_service = false;
        body.has_errand = false;
        body.served_in = body.errand.permit;
        body.leaves_at = now_ + kLeaveSteps;
    }
    for (const RobotId id : at_service_)
        if (id.valid() && bodies_[id.index()].in_service) ++service_steps_;
}

void Executor::follow(RobotId id, Body& body) {
    Operations& ops = world_.ops;
    if (body.in_service) return;
    if (body.served_in.valid() && now_ >= body.leaves_at) {
        const LaneId lane = body.served_in;
        at_service_[lane.index()] = RobotId();
        body.served_in = LaneId();
        ops.left_lane(id, lane, now_);
    }
    if (body.dwell_end >= 0) {
        if (now_ < body.dwell_end) return;
        body.dwell_end = -1;
        body.has_errand = false;
        if (body.errand.dwell == Dwell::SetDown) {
            const SlotId slot = world_.floor.slot_of(body.cell);
            REQUIRE(!ops.storage().pod_in(slot).valid());
            const PodId pod = ops.carries(id);
            ops.dwell_completed(id, body.errand.seq, now_);
            CHECK(ops.storage().pod_in(slot) == pod);
        } else {
            ops.dwell_completed(id, body.errand.seq, now_);
            CHECK(ops.load_kg(id) >= world_.config.storage.pod_mass_kg);
        }
        return;
    }
    const auto errands = ops.errands(id);
    if (errands.empty()) {
        body.has_errand = false;
        return;
    }
    if (!body.has_errand || body.errand.seq != errands.front().seq) {
        body.errand = errands.front();
        body.has_errand = true;
        const auto way = world_.distances.estimate(body.cell, body.errand.goal, ops.carries(id).valid());
        REQUIRE(way != motion::kUnreachable);
        body.arrival = now_ + (body.cell == body.errand.goal ? 0 : way);
    }
    if (now_ >= body.arrival) arrive(id, body);
}

void Executor::arrive(RobotId id, Body& body) {
    Operations& ops = world_.ops;
    // A lane is entered with its permit only.
    REQUIRE(world_.floor.lane_of(body.errand.goal) == (body.errand.dwell == Dwell::Service ? body.errand.permit : LaneId()));
    if (body.errand.dwell == Dwell::Service) {
        RobotId& occupant = at_service_[body.errand.permit.index()];
        if (occupant.valid()) return;
        occupant = id;
        body.in_service = true;
    }
    body.cell = body.errand.goal;
    if (body.errand.dwell == Dwell::None) {
        body.has_errand = false;
        ops.reached(id, body.errand.seq, now_);
        return;
    }
    ops.dwell_began(id, body.errand.seq, now_);
    if (body.errand.dwell != Dwell::Service) body.dwell_end = now_ + body.errand.duration;
}

}  // namespace dray::operations::test
