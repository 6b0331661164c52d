// Collects what touched in a step from Box2D's solver. Internal to the room.
#pragma once

#include <box2d/b2_world_callbacks.h>

#include <span>
#include <vector>

#include "physics/world.hpp"

namespace dray::physics {

/// A body's user data: 0 for the walls, else the robot's index + 1.
[[nodiscard]] RobotId robot_of(uintptr_t user_data);

/// One list of touching pairs per step.
class ContactLog : public b2ContactListener {
  public:
    void clear() { contacts_.clear(); }
    /// Merges what one pair reported several times (a robot against two wall boxes) and sorts by ids.
    void finish();
    [[nodiscard]] std::span<const Contact> contacts() const { return contacts_; }

    /// Box2D calls it for every pair with a manifold point in an awake island.
    void PostSolve(b2Contact* contact, const b2ContactImpulse* impulse) override;

  private:
    std::vector<Contact> contacts_;
};

/// Box2D fills its table of contact types at the first contact, without a lock. Makes that contact once per process, so that
/// worlds on different threads never do. Any thread may call it.
void prepare_contact_types();

}  // namespace dray::physics
