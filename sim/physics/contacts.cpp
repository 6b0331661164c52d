#include "physics/contacts.hpp"

#include <box2d/b2_body.h>
#include <box2d/b2_contact.h>
#include <box2d/b2_fixture.h>
#include <box2d/b2_polygon_shape.h>
#include <box2d/b2_world.h>

#include <algorithm>
#include <mutex>
#include <utility>

namespace dray::physics {

RobotId robot_of(uintptr_t user_data) {
    return user_data == 0 ? RobotId() : RobotId(static_cast<std::size_t>(user_data - 1));
}

void ContactLog::PostSolve(b2Contact* contact, const b2ContactImpulse* impulse) {
    Contact found;
    found.a = robot_of(contact->GetFixtureA()->GetBody()->GetUserData().pointer);
    found.b = robot_of(contact->GetFixtureB()->GetBody()->GetUserData().pointer);
    // An invalid id is the largest number, so the wall becomes `b` like any larger robot.
    if (found.b < found.a) std::swap(found.a, found.b);

    b2WorldManifold manifold;
    contact->GetWorldManifold(&manifold);
    const int points = contact->GetManifold()->pointCount;
    for (int i = 0; i < points; ++i) {
        found.x_m += static_cast<double>(manifold.points[i].x) / points;
        found.y_m += static_cast<double>(manifold.points[i].y) / points;
    }
    for (int i = 0; i < impulse->count; ++i)
        found.impulse_ns += static_cast<double>(impulse->normalImpulses[i]);
    contacts_.push_back(found);
}

void ContactLog::finish() {
    const auto less = [](const Contact& l, const Contact& r) {
        return std::pair(l.a, l.b) != std::pair(r.a, r.b) ? std::pair(l.a, l.b) < std::pair(r.a, r.b)
                                                          : std::pair(l.x_m, l.y_m) < std::pair(r.x_m, r.y_m);
    };
    std::sort(contacts_.begin(), contacts_.end(), less);
    std::size_t kept = 0;
    for (const Contact& contact : contacts_) {
        if (kept > 0 && contacts_[kept - 1].a == contact.a && contacts_[kept - 1].b == contact.b) {
            contacts_[kept - 1].impulse_ns += contact.impulse_ns;
        } else {
            contacts_[kept++] = contact;
        }
    }
    contacts_.resize(kept);
}

void prepare_contact_types() {
    static std::once_flag once;
    std::call_once(once, [] {
        b2World world({0, 0});
        b2PolygonShape box;
        box.SetAsBox(1, 1);
        for (int i = 0; i < 2; ++i) {
            b2BodyDef def;
            def.type = b2_dynamicBody;
            world.CreateBody(&def)->CreateFixture(&box, 1);
        }
        world.Step(0.01F, 1, 1);
    });
}

}  // namespace dray::physics
