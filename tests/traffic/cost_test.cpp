// What the traffic room costs: no allocation in the steady state, and a microbenchmark in suite slow.
#include <doctest/doctest.h>
#include <fmt/core.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <new>

#include "fleet.hpp"

using namespace dray;
using namespace dray::traffic;
using namespace dray::traffic::test;

namespace {

std::atomic<std::size_t> allocations{0};

void* counted(std::size_t size) {
    ++allocations;
    if (void* p = std::malloc(size == 0 ? 1 : size)) return p;
    throw std::bad_alloc();
}

/// Robots in rows of their own, `gap` cells apart, all driving east round the floor's rows and back is left to the planner: here
/// each only has to have something to do. Returns the actions that keep them going.
struct Convoy {
    int rows, columns, robots;
    Fleet fleet;

    Convoy(int rows_, int columns_, int per_row)
        : rows(rows_),
          columns(columns_),
          robots(rows_ * per_row),
          fleet(open_plan(columns_, rows_), std::vector(static_cast<std::size_t>(robots), Drive{}), {}) {
        for (int i = 0; i < robots; ++i)
            fleet.spawn(RobotId(static_cast<std::size_t>(i)), fleet.floor.at(i / per_row, 2 * (i % per_row)),
                        floor::Heading::East);
    }
    /// Everybody one cell on where there is room, else a turn on the spot.
    void plan(std::vector<motion::Action>& actions) const {
        for (std::size_t i = 0; i < actions.size(); ++i) {
            const RobotId r(i);
            actions[i] = motion::Action::Wait;
            if (fleet.traffic.full(r)) continue;
            const PlannedPose pose = fleet.traffic.planned(r);
            // A robot and its follower keep two cells between them, so the whole row goes on together to its end.
            const bool room =
                pose.heading == floor::Heading::East && fleet.floor.column(pose.cell) + 1 < columns - 2 * per_row_left(r);
            actions[i] = room ? motion::Action::Forward : motion::Action::TurnRight;
        }
    }

  private:
    [[nodiscard]] int per_row_left(RobotId r) const {
        const int per_row = robots / rows;
        return per_row - 1 - static_cast<int>(r.value) % per_row;
    }
};

}  // namespace

void* operator new(std::size_t size) {
    return counted(size);
}
void* operator new[](std::size_t size) {
    return counted(size);
}
void operator delete(void* p) noexcept {
    std::free(p);
}
void operator delete[](void* p) noexcept {
    std::free(p);
}
void operator delete(void* p, std::size_t) noexcept {
    std::free(p);
}
void operator delete[](void* p, std::size_t) noexcept {
    std::free(p);
}

TEST_SUITE("unit") {
    TEST_CASE("appending, updating, dwelling and hashing allocate nothing") {
        Convoy convoy(10, 60, 10);
        std::vector<motion::Action> actions(convoy.fleet.size());
        std::size_t made = 0;
        const auto counting = [&](auto&& call) {
            const std::size_t before = allocations;
            call();
            made += allocations - before;
        };
        // The counter itself must count.
        counting([] { ::operator delete(::operator new(8)); });
        REQUIRE(made == 1);
        made = 0;
        int dwells = 0;
        for (int tick = 0; tick < 60; ++tick) {
            convoy.plan(actions);
            const RobotId dweller(static_cast<std::size_t>(tick));
            convoy.fleet.append(actions);
            std::vector<motion::Action> nothing(actions.size(), motion::Action::Wait);
            counting([&] { convoy.fleet.traffic.append(nothing); });
            if (!convoy.fleet.traffic.full(dweller)) {
                convoy.fleet.append_dwell(dweller, 1, 2);
                ++dwells;
            }
            for (int k = 0; k < 16; ++k) {
                convoy.fleet.step();
                counting([&] { convoy.fleet.traffic.update(convoy.fleet.views()); });
            }
            counting([&] {
                StateHash hash;
                convoy.fleet.traffic.add_to(hash);
            });
        }
        CHECK(convoy.fleet.entered() > 1000);
        CHECK(dwells > 0);
        CHECK(made == 0);
    }
}
