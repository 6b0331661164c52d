// The formulas of the drive, the braking law and the checks of clearances.
#include <rapidcheck.h>

#include <numbers>

#include "physics/approach.hpp"
#include "property.hpp"
#include "rig.hpp"

namespace dray::physics {
namespace {

config::Diagnostics faults_of(const DriveConfig& drive, double load_half_m, double cell_m, std::int64_t steps_per_second = 20) {
    const floor::Floor floor(open_plan(3, 3, cell_m));
    PhysicsConfig physics;
    physics.steps_per_second = steps_per_second;
    config::Document document;
    document.root.kind = config::Value::Kind::Map;
    document.root.place = {"site.yaml", 7, 3};
    config::Diagnostics faults;
    check_clearances(drive, load_half_m, floor, physics, document, "fleets[0].drive", faults);
    return faults;
}

TEST_SUITE("unit") {
    TEST_CASE("the motors give the energy of motion once and the rolling all along, and brakes give nothing back") {
        DriveConfig drive;
        Rig rig(open_plan(20, 3), 1);
        const RobotId robot = rig.spawn(0, 1, 1, floor::Heading::East, drive);
        rig.drive(robot, 1, 18);
        rig.run_to_rest();
        const double way_m = 17 * 1.2, top_mps = rig.world.distance_driven_m(robot) > 0 ? drive.top_speed_mps : 0;
        const double rolling_j = drive.rolling_resistance * drive.mass_kg * 9.81 * way_m;
        const double motion_j = drive.mass_kg * top_mps * top_mps / 2;
        // While it brakes, rolling is paid from the energy of motion.
        const double braking_m = top_mps * top_mps / (2 * drive.acceleration_empty_mps2);
        const double expected_j = motion_j + rolling_j * (1 - braking_m / way_m);
        CHECK(rig.world.motor_work_j(robot) == doctest::Approx(expected_j).epsilon(0.03));
        const double before_j = rig.world.motor_work_j(robot);
        rig.step(200);
        CHECK(rig.world.motor_work_j(robot) == doctest::Approx(before_j).epsilon(1e-6));
    }

    TEST_CASE("the storage drive's figures follow from its data") {
        const DriveConfig drive;
        const Clock clock;
        CHECK(braking_mps2(drive, 0, 0) == 1.0);
        CHECK(braking_mps2(drive, 340, 0) == 0.5);
        CHECK(braking_mps2(drive, 170, 0) == 0.75);
        CHECK(braking_mps2(drive, 1000, 0) == 0.5);
        CHECK(braking_mps2(drive, 340, 0.02) == doctest::Approx(0.8 * 0.02 * 9.81));
        // 1.5 m/s loaded: 2.25 m less half a step of travel, which braking from the next step on saves.
        CHECK(braking_distance_m(1.5, 0.5, 0.05) == doctest::Approx(2.25 - 1.5 * 0.05 / 2));
        CHECK(braking_distance_m(0, 0.5, 0.05) == 0);
        CHECK(stopping_margin_m(drive, 340, 0, 0.05) == doctest::Approx(2.25 + 1.5 * 0.05 / 2));
        CHECK(lead_ticks(drive, 1.2) == 4);   // 1.875 cells
        CHECK(lead_ticks(drive, 2.25) == 3);  // exactly one cell

        const motion::ActionCosts loaded = action_costs(drive, 340, 1.2, clock);
        CHECK(loaded.forward_steps == 16);
        // A quarter turn takes (pi / 2) / 2.51 + 2.51 / 5 = 1.128 s, braking and starting lose 1.5 s each: 4.128 s.
        CHECK(loaded.turn_steps == 83);
        CHECK(loaded.turn_ticks == 4);  // 2.628 s of 0.8 s ticks
        const motion::ActionCosts empty = action_costs(drive, 0, 1.2, clock);
        CHECK(empty.turn_steps == 53);  // 1.128 + 1.5 s
        CHECK(empty.turn_ticks == 3);   // 1.878 s
        CHECK(empty.forward_steps == 16);
    }

    TEST_CASE("the tables hold the defaults of the structs within their ranges, each with a unit or none, and a source") {
        for (const config::Table* table : {&drive_table(), &physics_table()}) {
            const std::shared_ptr<void> defaults = table->make_default();
            for (const config::Field& field : table->fields) {
                CAPTURE(field.name);
                void* member = field.member(defaults.get());
                const double value = field.kind == config::FieldKind::Integer
                                         ? static_cast<double>(*static_cast<std::int64_t*>(member))
                                         : *static_cast<double*>(member);
                CHECK(value >= field.range.low);
                CHECK(value <= field.range.high);
                CHECK_FALSE(field.doc.empty());
                CHECK_FALSE(field.source.text.empty());
            }
        }
    }

    TEST_CASE("the default drive fits the default floor, with a pod") {
        CHECK(faults_of({}, 0.45, 1.2).empty());
        DriveConfig sorter;
        sorter.half_width_m = 0.24;
        CHECK(faults_of(sorter, 0.2, 0.8).empty());
    }

    TEST_CASE("a cell that is too small is refused with the size that is needed, at the place of the field") {
        const config::Diagnostics footprint = faults_of({}, 0.55, 1.2);
        REQUIRE(footprint.size() == 1);
        CHECK(footprint[0].message.find("1.250 m") != std::string::npos);
        CHECK(footprint[0].message.find("1.2") != std::string::npos);
        CHECK(footprint[0].file == "site.yaml");
        CHECK(footprint[0].line == 7);
        // The body's corner sweeps 0.495 m: two of them and 0.1 m need 1.090 m.
        const config::Diagnostics sweep = faults_of({}, 0.45, 1.06);
        REQUIRE(sweep.size() == 1);
        CHECK(sweep[0].message.find("1.090 m") != std::string::npos);
        CHECK(faults_of({}, 0.45, 1.091).empty());
        CHECK(faults_of({}, 0.45, 0.8).size() == 2);
    }

    TEST_CASE("speeds beyond what the physics takes per step are refused with the largest value") {
        DriveConfig drive;
        drive.top_speed_mps = 5;
        drive.turn_rate_radps = 10;
        CHECK(faults_of(drive, 0, 1.2).empty());
        const config::Diagnostics faults = faults_of(drive, 0, 1.2, 2);
        REQUIRE(faults.size() == 2);
        CHECK(faults[0].message.find("at most 4") != std::string::npos);
        CHECK(faults[1].message.find("at most 3.14") != std::string::npos);
    }
}

TEST_SUITE("property") {
    TEST_CASE("the braking law lands exactly, never brakes harder than it may and wastes no way") {
        CHECK(property::holds([] {
            const double braking = property::in_range(5, 500) / 100.0;
            const double exit = property::in_range(0, 200) / 100.0;
            const double step = 1.0 / property::in_range(5, 100);
            double left = property::in_range(1, 20000) / 1000.0;
            double speed = approach_speed(left, exit, braking, step);
            // A little more would be too fast: the sum of braking from it would exceed the way.
            double sum = 0;
            for (double v = speed + 1e-6; v > exit + 1e-9; v -= braking * step)
                sum += v * step;
            RC_ASSERT(speed <= exit || sum > left - exit * step - 1e-6);
            for (int i = 0; i < 100000 && left > 1e-9 && speed > exit + 1e-9; ++i) {
                left -= speed * step;
                const double next = approach_speed(left, exit, braking, step);
                RC_ASSERT(next >= speed - braking * step - 1e-7);
                speed = next;
            }
            RC_ASSERT(left > -1e-7);
            RC_ASSERT(speed <= exit + braking * step + 1e-7);
            if (exit == 0) RC_ASSERT(left < 1e-6);
        }));
    }
}

}  // namespace
}  // namespace dray::physics
