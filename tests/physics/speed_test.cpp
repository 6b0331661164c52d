// What a physics step costs. Printed, not checked: times depend on the machine.
#include <ctime>

#include "rig.hpp"

namespace dray::physics {
namespace {

// Loaded robots two cells apart in rows that touch, all driving; every second row turns on the spot when `turning`.
double step_ms(int rows, int robots_per_row, bool moving, bool turning) {
    const int columns = robots_per_row * 2 + 120;
    Rig rig(open_plan(columns, rows), static_cast<std::size_t>(rows) * static_cast<std::size_t>(robots_per_row));
    for (std::size_t r = 0; r < rig.movements.size(); ++r) {
        const int row = static_cast<int>(r) / robots_per_row;
        const int column = static_cast<int>(r) % robots_per_row * 2;
        const RobotId robot = rig.spawn(r, row, column);
        rig.world.set_load(robot, 340, 0.45);
        if (!moving) continue;
        if (turning && row % 2 == 1) {
            rig.turn(robot, floor::Heading::West);
        } else {
            rig.drive(robot, row, column + 115);
        }
    }
    constexpr int kSteps = 600;
    rig.step(60);
    const std::clock_t from = std::clock();  // of this process: the machine may be busy
    for (int i = 0; i < kSteps; ++i) {
        if (turning && i % 40 == 0) {
            for (std::size_t r = 0; r < rig.movements.size(); ++r) {
                if (rig.movements[r].kind == traffic::MovementKind::Turn)
                    rig.turn(RobotId(r), static_cast<floor::Heading>(i / 40 % 4));
            }
        }
        rig.step();
    }
    const double took_ms = static_cast<double>(std::clock() - from) * 1e3 / CLOCKS_PER_SEC;
    CHECK(rig.world.contacts().empty());
    CHECK(rig.world.distance_driven_m(RobotId(0)) >= (moving ? 45 : 0));
    return took_ms / kSteps;
}

TEST_SUITE("slow") {
    TEST_CASE("cost of a step with 1,000 and 10,000 bodies, printed") {
        MESSAGE("1,000 driving:  " << step_ms(50, 20, true, false) << " ms");
        MESSAGE("1,000, half of them turning:  " << step_ms(50, 20, true, true) << " ms");
        MESSAGE("1,000 parked:  " << step_ms(50, 20, false, false) << " ms");
        MESSAGE("10,000 driving: " << step_ms(100, 100, true, false) << " ms");
        MESSAGE("10,000, half of them turning: " << step_ms(100, 100, true, true) << " ms");
        MESSAGE("10,000 parked: " << step_ms(100, 100, false, false) << " ms");
    }
}

}  // namespace
}  // namespace dray::physics
