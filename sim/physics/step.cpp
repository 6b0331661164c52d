// One physics step: wheel forces, rigid bodies, and what can be seen of them afterwards.
#include <box2d/b2_fixture.h>
#include <box2d/b2_polygon_shape.h>

#include <algorithm>
#include <cmath>

#include "base/check.hpp"
#include "physics/approach.hpp"
#include "physics/world_impl.hpp"

namespace dray::physics {

namespace {

constexpr double kSameOutline_rad = 1e-3;  // half a millimetre at a pod's corner

b2PolygonShape& outline(b2Body& body) {
    return static_cast<b2PolygonShape&>(*body.GetFixtureList()->GetShape());
}

double exact_gap(b2Body& a, b2Body& b) {
    return polygon_gap_m(outline(a), a.GetTransform(), outline(b), b.GetTransform());
}

bool resting(const traffic::Movement& movement) {
    return movement.kind == traffic::MovementKind::Hold || movement.kind == traffic::MovementKind::Dwell;
}

}  // namespace

void World::step(std::span<const traffic::Movement> movements) {
    Impl& impl = *impl_;
    DRAY_CHECK(movements.size() == impl.robots.size(), "{} movements for {} robots", movements.size(), impl.robots.size());
    for (std::size_t i = 0; i < movements.size(); ++i) {
        Impl::Robot& robot = impl.robots[i];
        if (robot.body == nullptr || (robot.parked && resting(movements[i]) && !robot.body->IsAwake())) continue;
        impl.drive(robot, movements[i]);
    }
    impl.log.clear();
    impl.world.Step(impl.step_s, impl.velocity_iterations, impl.position_iterations);
    impl.log.finish();
    for (std::size_t i = 0; i < movements.size(); ++i) {
        Impl::Robot& robot = impl.robots[i];
        if (robot.body == nullptr || (robot.parked && !robot.body->IsAwake())) continue;
        impl.observe(i);
        robot.driven_m += std::abs(impl.views[i].speed_mps) * impl.road.step_s();
    }
    impl.gap_m = impl.smallest_gap();
}

Pose World::Impl::pose_of(const b2Body& body) {
    const b2Vec2 position = body.GetPosition();
    const b2Vec2 velocity = body.GetLinearVelocity();
    const b2Rot facing = body.GetTransform().q;
    const double vx = velocity.x, vy = velocity.y, c = facing.c, s = facing.s;
    return {position.x, position.y, body.GetAngle(), {c * vx + s * vy, c * vy - s * vx, body.GetAngularVelocity()}};
}

void World::Impl::drive(Robot& robot, const traffic::Movement& movement) {
    const Pose pose = pose_of(*robot.body);
    const double grip = road.grip_at(robot.limits, pose.x_m, pose.y_m);
    Push push;
    switch (robot.fault) {
        case DriveFault::None:
            push = rolling(robot.limits, grip, pose.velocity, wish(road, robot.limits, movement, pose, grip, robot.stretch),
                           road.step_s());
            break;
        case DriveFault::Held:
            push = rolling(robot.limits, grip, pose.velocity, halt(robot.limits, pose, grip, road.step_s()), road.step_s());
            break;
        case DriveFault::Stopped:
            push = sliding(robot.limits, grip, pose.velocity, road.step_s());
            break;
        case DriveFault::BrakesFailed:
            push = rolling(robot.limits, grip, pose.velocity, coast(pose), road.step_s());
            break;
    }
    if (robot.fault != DriveFault::Stopped) robot.work_j += driving_work_j(robot.limits, pose.velocity, push, road.step_s());
    // A robot at rest needs no push, falls asleep and costs nothing. One that is pushed must not: Box2D also puts to sleep what
    // starts slowly, and a force alone does not reset its sleep timer.
    if (push.along_n == 0 && push.across_n == 0 && push.torque_nm == 0) return;
    robot.body->SetAwake(true);
    const b2Rot facing = robot.body->GetTransform().q;
    const auto along = static_cast<float>(push.along_n);
    const auto across = static_cast<float>(push.across_n);
    robot.body->ApplyForceToCenter({facing.c * along - facing.s * across, facing.s * along + facing.c * across}, true);
    if (push.torque_nm != 0) robot.body->ApplyTorque(static_cast<float>(push.torque_nm), true);
}

void World::Impl::observe(std::size_t index) {
    Robot& robot = robots[index];
    const Pose pose = pose_of(*robot.body);
    const double offset = axis_offset_rad(pose.angle_rad);
    // The load keeps its orientation: the outline changes in the body's frame, never the body's pose.
    if (std::abs(offset - robot.outline_rad) > kSameOutline_rad) {
        write_outline(robot.footprint, pose.angle_rad, outline(*robot.body));
        robot.outline_rad = offset;
    }
    const double straight_m = std::max(robot.footprint.body_m, robot.footprint.load_m);
    robot.parked = !robot.body->IsAwake();

    Spot& spot = spots[index];
    spot.x_m = robot.body->GetPosition().x;
    spot.y_m = robot.body->GetPosition().y;
    spot.aligned = std::abs(offset) < kSameOutline_rad;
    spot.extent_m = static_cast<float>(spot.aligned ? straight_m : half_extent_m(robot.footprint, pose.angle_rad));
    spot.counts = follows(robot.fault);
    spot.awake = !robot.parked;
    buckets.place(index, spot);

    traffic::BodyView& view = views[index];
    view.x_m = pose.x_m;
    view.y_m = pose.y_m;
    view.heading_rad = wrapped(pose.angle_rad, kCircle_rad);
    view.speed_mps = pose.velocity.along_mps;
    view.half_length_m = straight_m;
    view.at_rest = std::hypot(pose.velocity.along_mps, pose.velocity.across_mps) < kRest_mps &&
                   std::abs(pose.velocity.yaw_radps) < kRest_radps;
}

double World::Impl::smallest_gap() const {
    double least = kSeen_m;
    for (std::size_t i = 0; i < spots.size(); ++i) {
        const Spot& p = spots[i];
        if (!p.counts || !p.awake) continue;
        buckets.around(i, [&](std::size_t j) {
            const Spot& q = spots[j];
            // A pair of two awake bodies is measured once.
            if (!q.counts || j == i || (q.awake && j < i)) return;
            const double reach = static_cast<double>(p.extent_m + q.extent_m);
            const double gap_x = std::abs(static_cast<double>(p.x_m - q.x_m)) - reach;
            const double gap_y = std::abs(static_cast<double>(p.y_m - q.y_m)) - reach;
            if (std::max(gap_x, gap_y) >= least) return;
            // Two squares along the axes need no more; others are measured corner by corner.
            least = std::min(least, p.aligned && q.aligned ? std::hypot(std::max(gap_x, 0.0), std::max(gap_y, 0.0))
                                                           : exact_gap(*robots[i].body, *robots[j].body));
        });
    }
    return least < kSeen_m ? least : std::numeric_limits<double>::infinity();
}

}  // namespace dray::physics
