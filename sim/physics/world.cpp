#include "physics/world.hpp"

#include <box2d/b2_fixture.h>
#include <box2d/b2_polygon_shape.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/check.hpp"
#include "physics/approach.hpp"
#include "physics/walls.hpp"
#include "physics/world_impl.hpp"

namespace dray::physics {

namespace {

constexpr float kBodyFriction = 0.3F;       // steel and plastic on each other
constexpr double kLeastHalfWidth_m = 0.03;  // Box2D's skin takes 0.01 of it

double checked_half_width(double half_width_m) {
    DRAY_CHECK(half_width_m >= kLeastHalfWidth_m && half_width_m < 100, "half width {} m", half_width_m);
    return half_width_m;
}

}  // namespace

World::Impl::Impl(const floor::Floor& on, const PhysicsConfig& settings, std::size_t robot_count)
    : road(on, 1.0 / static_cast<double>(settings.steps_per_second)),
      step_s(static_cast<float>(road.step_s())),
      velocity_iterations(static_cast<int>(settings.velocity_iterations)),
      position_iterations(static_cast<int>(settings.position_iterations)),
      world({0, 0}),
      robots(robot_count),
      views(robot_count),
      spots(robot_count),
      buckets(on.width() * on.cell_m(), on.height() * on.cell_m(), robot_count),
      drives(robot_count) {
    prepare_contact_types();
    // Continuous collision counts its work in global variables without a lock, and slow bodies do not need it.
    world.SetContinuousPhysics(false);
    world.SetContactListener(&log);
    build_walls(on, world);
}

World::World(const floor::Floor& floor, const PhysicsConfig& config, std::size_t robots) {
    DRAY_CHECK(config.steps_per_second > 0, "{} steps per second", config.steps_per_second);
    impl_ = std::make_unique<Impl>(floor, config, robots);
}

World::~World() = default;

World::Impl::Robot& World::Impl::on_floor(RobotId robot) {
    DRAY_CHECK(robot.valid() && robot.index() < robots.size(), "robot {} of {}", robot.value, robots.size());
    DRAY_CHECK(robots[robot.index()].body != nullptr, "robot {} is not on the floor", robot.value);
    return robots[robot.index()];
}

void World::spawn(RobotId robot, const DriveConfig& drive, CellId cell, floor::Heading heading) {
    DRAY_CHECK(robot.valid() && robot.index() < impl_->robots.size(), "robot {} of {}", robot.value, impl_->robots.size());
    Impl::Robot& made = impl_->robots[robot.index()];
    DRAY_CHECK(made.body == nullptr, "robot {} is on the floor already", robot.value);
    DRAY_CHECK(cell.valid() && cell.index() < impl_->road.floor().cell_count(), "cell {}", cell.value);

    made = {};
    made.limits = limits_of(drive, 0);
    made.footprint.body_m = checked_half_width(drive.half_width_m);
    b2BodyDef def;
    def.type = b2_dynamicBody;
    def.position.Set(static_cast<float>(impl_->road.floor().x_m(cell)), static_cast<float>(impl_->road.floor().y_m(cell)));
    def.angle = static_cast<float>(wrapped(floor::angle_rad(heading), kCircle_rad));
    def.userData.pointer = robot.index() + 1;
    made.body = impl_->world.CreateBody(&def);
    impl_->drives[robot.index()] = drive;
    Impl::renew_fixture(made);
    Impl::renew_mass(made);
    impl_->widen_buckets(made.footprint);
    impl_->observe(robot.index());
}

void World::remove(RobotId robot) {
    Impl::Robot& gone = impl_->on_floor(robot);
    impl_->world.DestroyBody(gone.body);
    gone.body = nullptr;
    impl_->buckets.remove(robot.index());
    impl_->spots[robot.index()] = {};
}

void World::set_load(RobotId robot, double mass_kg, double half_width_m) {
    Impl::Robot& changed = impl_->on_floor(robot);
    DRAY_CHECK(mass_kg >= 0 && mass_kg < 1e6, "load of {} kg", mass_kg);
    changed.footprint.load_m = mass_kg > 0 ? checked_half_width(half_width_m) : 0;
    changed.limits = limits_of(impl_->drives[robot.index()], mass_kg);
    changed.stretch = {};
    Impl::renew_fixture(changed);
    Impl::renew_mass(changed);
    impl_->widen_buckets(changed.footprint);
    impl_->observe(robot.index());
}

void World::set_fault(RobotId robot, DriveFault fault) {
    impl_->on_floor(robot).fault = fault;
    impl_->spots[robot.index()].counts = Impl::follows(fault);
}

void World::limit_speeds(std::span<const float> by_cell) {
    impl_->road.limit_speeds(by_cell);
    for (Impl::Robot& robot : impl_->robots)
        robot.stretch = {};
}

void World::Impl::widen_buckets(const Footprint& footprint) {
    // Two bodies of this size with a gap that is reported between them lie in the same bucket or in touching ones.
    const double largest = std::max(footprint.load_m, footprint.body_m * std::numbers::sqrt2);
    if (!buckets.widen(2 * largest + kSeen_m)) return;
    for (std::size_t i = 0; i < robots.size(); ++i) {
        if (robots[i].body != nullptr) buckets.place(i, spots[i]);
    }
}

void World::Impl::renew_fixture(Robot& robot) {
    if (b2Fixture* old = robot.body->GetFixtureList(); old != nullptr) robot.body->DestroyFixture(old);
    b2PolygonShape outline;
    const double angle = static_cast<double>(robot.body->GetAngle());
    write_outline(robot.footprint, angle, outline);
    robot.outline_rad = axis_offset_rad(angle);
    b2FixtureDef def;
    def.shape = &outline;
    def.friction = kBodyFriction;
    robot.body->CreateFixture(&def);
}

void World::Impl::renew_mass(Robot& robot) {
    b2MassData mass;
    mass.mass = static_cast<float>(robot.limits.mass_kg);
    mass.I = static_cast<float>(robot.limits.inertia_kgm2);
    mass.center.SetZero();
    robot.body->SetMassData(&mass);
}

std::span<const traffic::BodyView> World::bodies() const {
    return impl_->views;
}

std::span<const Contact> World::contacts() const {
    return impl_->log.contacts();
}

double World::min_gap_m() const {
    return impl_->gap_m;
}

double World::distance_driven_m(RobotId robot) const {
    return impl_->on_floor(robot).driven_m;
}

double World::motor_work_j(RobotId robot) const {
    return impl_->robots[robot.index()].work_j;
}

std::vector<CellId> World::covered(RobotId robot) const {
    const Impl::Robot& on = impl_->on_floor(robot);
    const floor::Floor& floor = impl_->road.floor();
    // A body that ends at a border does not cover what lies beyond it.
    const double reach = static_cast<double>(impl_->spots[robot.index()].extent_m) - 1e-3;
    const Pose pose = Impl::pose_of(*on.body);
    const CellId low = impl_->road.cell_at(pose.x_m - reach, pose.y_m - reach);
    const CellId high = impl_->road.cell_at(pose.x_m + reach, pose.y_m + reach);
    std::vector<CellId> cells;
    for (int row = floor.row(low); row <= floor.row(high); ++row) {
        for (int column = floor.column(low); column <= floor.column(high); ++column)
            cells.push_back(floor.at(row, column));
    }
    return cells;
}

void World::add_to(StateHash& hash) const {
    for (const Impl::Robot& robot : impl_->robots) {
        hash.add(static_cast<std::uint8_t>(robot.body != nullptr));
        if (robot.body == nullptr) continue;
        const b2Vec2 position = robot.body->GetPosition();
        const b2Vec2 velocity = robot.body->GetLinearVelocity();
        for (const float value :
             {position.x, position.y, robot.body->GetAngle(), velocity.x, velocity.y, robot.body->GetAngularVelocity()}) {
            hash.add(value);
        }
        hash.add(robot.limits.mass_kg);
        hash.add(robot.driven_m);
        hash.add(robot.fault);
    }
}

}  // namespace dray::physics
