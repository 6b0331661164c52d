// A door's trucks by the clock: hand-solved departures, loadings, late and missed.
#include <doctest/doctest.h>

#include "primitives/transport/dock.hpp"
#include "yard_floor.hpp"

using namespace dray;
using namespace dray::primitives;

namespace {

const Clock kClock{.steps_per_second = 10, .steps_per_tick = 1};

// Loading takes exactly 30 s; a truck comes every 600 s, stays 300 s; cages are pulled 120 s before departure.
DockConfig by_the_clock() {
    return {.truck_every_s = 600, .truck_stay_s = 300, .truck_cages = 2, .load_cage_s = 30, .service_cv = 0, .pull_s = 120};
}

// A full cage for door 1 in its staging slot, pulled for a truck.
CageId stage(CageYard& yard, std::size_t chute, std::size_t bay, std::int64_t truck) {
    const CageId cage = yard.cage_in(yard.chutes()[chute]);
    yard.drop_parcel(yard.chutes()[chute], DoorId(0));
    yard.pull(cage, truck);
    yard.reserve(cage, yard.staging(DoorId(0))[bay]);
    yard.lift(cage);
    yard.set_down(cage);
    return cage;
}

struct Yard {
    floor::Floor floor = test::yard_floor();
    CageYard yard{{.store_fill = 0}, floor};
    std::int64_t room = 100;
    void run(Dock& dock, double from_s, double to_s) {
        for (Step now = kClock.steps(from_s); now <= kClock.steps(to_s); ++now)
            dock.tick(now, yard, room);
    }
};

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("trucks of two doors depart half a period apart, and cages go with the next one whose pull time is ahead") {
        const Dock first(by_the_clock(), DoorId(0), 2, kClock, 1), second(by_the_clock(), DoorId(1), 2, kClock, 1);
        CHECK(first.timetable().departure(0) == kClock.steps(300));
        CHECK(second.timetable().departure(0) == kClock.steps(600));
        CHECK(first.timetable().departure(3) == kClock.steps(300 + 3 * 600));
        CHECK(first.timetable().truck_for(0) == 0);
        CHECK(first.timetable().truck_for(kClock.steps(180)) == 0);
        CHECK(first.timetable().truck_for(kClock.steps(180) + 1) == 1);
        CHECK(first.timetable().pulled_between(kClock.steps(180) - 1, kClock.steps(180)) == 0);
        CHECK(first.timetable().pulled_between(kClock.steps(180), kClock.steps(180) + 5) == -1);
        CHECK(first.timetable().pulled_between(kClock.steps(700), kClock.steps(790)) == 1);
    }

    TEST_CASE("a truck takes the cages that stand ready, leaves empty ones in exchange, and departs at its time") {
        Yard y;
        Dock dock(by_the_clock(), DoorId(0), 2, kClock, 1);
        stage(y.yard, 0, 0, 0);
        stage(y.yard, 1, 1, 0);
        y.run(dock, 0, 299.9);
        CHECK(dock.aboard() == 2);
        CHECK(y.yard.totals().cages_brought == 2);
        CHECK(dock.figures().trucks == 0);
        y.run(dock, 300, 300);
        CHECK(dock.figures().trucks == 1);
        CHECK(dock.figures().late == 0);
        CHECK(dock.figures().cages == 2);
        CHECK(dock.figures().parcels == 2);
        CHECK_FALSE(dock.docked());
        CHECK(dock.time_in(StationState::Working, kClock.steps(300)) == kClock.steps(60));
        y.yard.check(true);
    }

    TEST_CASE("a cage that comes a second too late to be loaded in time misses its truck and goes with the next") {
        Yard y;
        Dock dock(by_the_clock(), DoorId(0), 2, kClock, 1);
        y.run(dock, 0, 270.9);
        const CageId cage = stage(y.yard, 0, 0, 0);
        y.run(dock, 271, 300);
        CHECK(dock.figures().trucks == 1);
        CHECK(dock.figures().late == 0);
        CHECK(dock.figures().missed_cages == 1);
        CHECK(dock.figures().missed_parcels == 1);
        CHECK(y.yard.cage(cage).truck == 1);
        y.run(dock, 300.1, 900);
        CHECK(dock.figures().cages == 1);
        CHECK(dock.figures().late == 0);
    }

    TEST_CASE("a parcel astray goes with the truck that its cage is put off to, and its departure is told") {
        Yard y;
        Dock dock(by_the_clock(), DoorId(0), 2, kClock, 1);
        y.run(dock, 0, 270.9);
        const SlotId chute = y.yard.chutes()[0];
        y.yard.drop_parcel(chute, {.route = DoorId(0), .true_route = DoorId(1), .came = 7, .order = OrderId(4)});
        // That it was astray once is no reason to be so again.
        y.yard.drop_parcel(chute, {.route = DoorId(0), .true_route = DoorId(0), .strayed = 9});
        stage(y.yard, 0, 0, 0);
        y.run(dock, 271, 300);
        CHECK(dock.figures().trucks == 1);
        CHECK(dock.figures().missed_cages == 1);
        CHECK(dock.take_departures().empty());
        y.run(dock, 300.1, 900);
        CHECK(dock.figures().parcels == 3);
        CHECK(dock.figures().astray == 1);
        const std::vector<Departure> left = dock.take_departures();
        REQUIRE(left.size() == 1);
        CHECK(left[0].at == kClock.steps(900));
        REQUIRE(left[0].remembered.size() == 2);
        const Parcel& astray = left[0].remembered[0].parcel;
        CHECK(astray.order == OrderId(4));
        CHECK(astray.came == left[0].at);
        CHECK(astray.strayed == left[0].at);
        CHECK(left[0].remembered[1].parcel.strayed == 9);
        CHECK(left[0].remembered[1].parcel.came == left[0].at);
        y.yard.check(true);
    }

    TEST_CASE("a truck that is held for a cage leaves seconds late and is counted late") {
        DockConfig config = by_the_clock();
        config.hold_s = 60;
        Yard y;
        Dock dock(config, DoorId(0), 2, kClock, 1);
        y.run(dock, 0, 279.9);
        stage(y.yard, 0, 0, 0);
        y.run(dock, 280, 320);
        CHECK(dock.figures().trucks == 1);
        CHECK(dock.figures().late == 1);
        CHECK(dock.figures().late_s == doctest::Approx(10).epsilon(0.02));
        CHECK(dock.figures().missed_cages == 0);
    }

    TEST_CASE("a held truck leaves without the cage when the hold is over") {
        DockConfig config = by_the_clock();
        config.hold_s = 60;
        Yard y;
        Dock dock(config, DoorId(0), 2, kClock, 1);
        // Pulled in time and still beneath its chute.
        const CageId cage = y.yard.cage_in(y.yard.chutes()[0]);
        y.yard.drop_parcel(y.yard.chutes()[0], DoorId(0));
        y.yard.pull(cage, 0);
        y.run(dock, 0, 359.9);
        CHECK(dock.figures().trucks == 0);
        y.run(dock, 360, 360);
        CHECK(dock.figures().trucks == 1);
        CHECK(dock.figures().late_s == doctest::Approx(60));
        CHECK(dock.figures().missed_cages == 1);
    }

    TEST_CASE("empty cages stay in the truck when the store has no room") {
        Yard y;
        y.room = 1;
        Dock dock(by_the_clock(), DoorId(0), 2, kClock, 1);
        stage(y.yard, 0, 0, 0);
        stage(y.yard, 1, 1, 0);
        y.run(dock, 0, 300);
        CHECK(y.yard.totals().cages_brought == 1);
        CHECK(y.room == 0);
        y.yard.check(true);
    }

    TEST_CASE("the loader is blocked while cages stand ready and no truck is there") {
        Yard y;
        Dock dock(by_the_clock(), DoorId(0), 2, kClock, 1);
        y.run(dock, 0, 300);
        stage(y.yard, 0, 0, 1);
        y.run(dock, 300.1, 400);
        CHECK(dock.state() == StationState::Blocked);
        y.run(dock, 400.1, 601);
        CHECK(dock.state() == StationState::Working);
        CHECK(dock.time_in(StationState::Blocked, kClock.steps(601)) == kClock.steps(600) - kClock.steps(300.1));
    }

    // The first truck is here from 0 to 300 s. The cage's 30 s begin at 0; the door is down from 10 to 210 s.
    TEST_CASE("a loading that a door's fault interrupts takes as much longer, and nothing is begun meanwhile") {
        Yard y;
        Dock dock(by_the_clock(), DoorId(0), 2, kClock, 1);
        stage(y.yard, 0, 0, 0);
        stage(y.yard, 1, 1, 0);
        y.run(dock, 0, 10);
        dock.set_down(true, kClock.steps(10), y.yard);
        CHECK(dock.state() == StationState::Down);
        y.run(dock, 10.1, 210);
        CHECK(dock.aboard() == 0);
        CHECK(dock.docked());
        dock.set_down(false, kClock.steps(210), y.yard);
        CHECK(dock.state() == StationState::Working);
        y.run(dock, 210.1, 229.9);
        CHECK(dock.aboard() == 0);
        y.run(dock, 230, 259.9);
        CHECK(dock.aboard() == 1);
        y.run(dock, 260, 300);
        CHECK(dock.figures().cages == 2);
        CHECK(dock.figures().late == 0);
        CHECK(dock.time_in(StationState::Down, kClock.steps(300)) == kClock.steps(200));
        CHECK(dock.time_in(StationState::Working, kClock.steps(300)) == kClock.steps(60));
        y.yard.check(true);
    }

    TEST_CASE("a truck leaves a door that is down at its time, and the cage half aboard stays behind for the next one") {
        DockConfig config = by_the_clock();
        SUBCASE("at once") {}
        SUBCASE("when its hold for cages pulled in time is over") {
            config.hold_s = 60;
        }
        Yard y;
        Dock dock(config, DoorId(0), 2, kClock, 1);
        stage(y.yard, 0, 0, 0);
        const CageId late = stage(y.yard, 1, 1, 0);
        y.run(dock, 0, 40);
        REQUIRE(dock.loading() == late);
        dock.set_down(true, kClock.steps(40), y.yard);
        const double leaves_s = 300 + config.hold_s;
        y.run(dock, 40.1, leaves_s - 0.1);
        CHECK(dock.figures().trucks == 0);
        y.run(dock, leaves_s, leaves_s);
        CHECK(dock.figures().trucks == 1);
        CHECK(dock.figures().late == (config.hold_s > 0 ? 1 : 0));
        CHECK(dock.figures().cages == 1);
        CHECK(dock.figures().missed_cages == 1);
        CHECK(y.yard.cage(late).truck == 1);
        // The next truck is here from 600 s on; the cage's loading begins anew when the door works again.
        y.run(dock, leaves_s + 0.1, 700);
        dock.set_down(false, kClock.steps(700), y.yard);
        y.run(dock, 700.1, 730);
        CHECK(dock.aboard() == 0);
        y.run(dock, 730.1, 900);
        CHECK(dock.figures().cages == 2);
        y.yard.check(true);
    }
}
