// Trucks, doors and the dock, against times worked out by hand.
#include "operations/receiving/inbound.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "base/check.hpp"
#include "base/random.hpp"
#include "property.hpp"

using namespace dray;
using namespace dray::operations;
using primitives::StationState;

namespace {

const Clock kClock;

// One door, ten seconds a tote, trucks at 100 s and every 1000 s, no one late.
InboundConfig plain() {
    return {.doors = 1,
            .truck_every_s = 1000,
            .first_truck_s = 100,
            .truck_totes = 10,
            .tote_units = 24,
            .lead_time_s = 60,
            .late_share = 0,
            .unload_tote_s = 10,
            .unload_cv = 0,
            .change_s = 30,
            .dock_totes = 5,
            .stow_totes = 3};
}

struct Rig {
    explicit Rig(const InboundConfig& config, std::uint64_t seed = 1) : inbound(config, ledger, kClock, seed) {}
    void to(double at_s) {
        now = kClock.steps(at_s);
        inbound.advance(now);
        inbound.check();
        inbound.check_totes();
    }
    Ledger ledger;
    Inbound inbound;
    Step now = 0;
};

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("a truck comes at its time, and its totes reach the dock one after the other") {
        Rig rig(plain());
        rig.inbound.order(SkuId(3), 50, 0);
        CHECK(rig.inbound.units_on_order() == 50);
        rig.to(109.95);
        CHECK(rig.inbound.figures().trucks == 1);
        CHECK(rig.inbound.totes_at(TotePlace::OnTruck) == 3);
        CHECK(rig.ledger.balance(Account::OnTruck) == 50);
        CHECK_FALSE(rig.inbound.ready());
        for (int tote = 1; tote <= 3; ++tote) {
            rig.to(100 + 10 * tote);
            CHECK(rig.inbound.totes_at(TotePlace::AtDock) == tote);
        }
        CHECK(rig.ledger.balance(Account::AtDock) == 50);
        CHECK(rig.inbound.tote(ToteId(0)).units == 24);
        CHECK(rig.inbound.tote(ToteId(2)).units == 2);
        CHECK(rig.inbound.figures().trucks_late == 0);
        CHECK(rig.inbound.time_in(0, StationState::Working, rig.now) == kClock.steps(30));
        CHECK(rig.inbound.time_in(0, StationState::Starved, rig.now) == kClock.steps(100));
    }

    TEST_CASE("a truck brings what was ordered a lead time before, as much as fits, and none comes empty") {
        InboundConfig config = plain();
        config.dock_totes = 50;
        Rig rig(config);
        rig.inbound.order(SkuId(0), 12 * 24, kClock.steps(40));
        rig.inbound.order(SkuId(1), 5, kClock.steps(40.05));
        rig.to(100);
        // Ten totes fit; the other two, and what was ordered 59.95 s before, come next time.
        CHECK(rig.inbound.totes() == 10);
        CHECK(rig.inbound.on_order(2) == std::vector<std::int64_t>{2 * 24, 5});
        rig.to(1100);
        CHECK(rig.inbound.totes() == 13);
        CHECK(rig.inbound.tote(ToteId(12)).sku == SkuId(1));
        rig.to(2100);
        CHECK(rig.inbound.figures().trucks == 2);
        CHECK(rig.inbound.units_on_order() == 0);
    }

    TEST_CASE("a truck that finds no free door waits and is late") {
        InboundConfig config = plain();
        config.truck_every_s = 50;
        config.truck_totes = 4;
        Rig rig(config);
        rig.inbound.order(SkuId(0), 8 * 24, 0);
        rig.to(150);
        // The first truck is unloaded at 140 s and gone at 170 s; the second has been due since 150 s.
        CHECK(rig.inbound.trucks_waiting(rig.now) == 1);
        rig.to(169.95);
        CHECK(rig.inbound.figures().trucks == 1);
        rig.to(170);
        CHECK(rig.inbound.figures().trucks == 2);
        CHECK(rig.inbound.figures().trucks_late == 1);
        CHECK(rig.inbound.figures().late_s == doctest::Approx(20));
        CHECK(rig.inbound.trucks_waiting(rig.now) == 0);
        config.doors = 2;
        Rig two(config);
        two.inbound.order(SkuId(0), 8 * 24, 0);
        two.to(150);
        CHECK(two.inbound.figures().trucks == 2);
        CHECK(two.inbound.figures().trucks_late == 0);
    }

    TEST_CASE("a full dock stops the crew until a tote is taken") {
        Rig rig(plain());
        rig.inbound.order(SkuId(0), 8 * 24, 0);
        rig.to(1000);
        CHECK(rig.inbound.totes_at(TotePlace::AtDock) == 5);
        CHECK(rig.inbound.totes_at(TotePlace::OnTruck) == 3);
        CHECK(rig.inbound.state(0) == StationState::Blocked);
        CHECK(rig.inbound.time_in(0, StationState::Working, rig.now) == kClock.steps(60));
        CHECK(rig.inbound.take(rig.now) == ToteId(0));
        // The one in hand takes the place; the next takes ten seconds, and finds the dock full again.
        CHECK(rig.inbound.totes_at(TotePlace::AtDock) == 5);
        CHECK(rig.inbound.state(0) == StationState::Working);
        rig.to(1010);
        CHECK(rig.inbound.state(0) == StationState::Blocked);
        CHECK(rig.inbound.totes_at(TotePlace::OnTheWay) == 1);
    }

    TEST_CASE("a crew at a door that is down unloads nothing, and goes on where it was") {
        Rig rig(plain());
        rig.inbound.order(SkuId(0), 50, 0);
        rig.to(114);
        rig.inbound.set_down(0, true, rig.now);
        CHECK(rig.inbound.state(0) == StationState::Down);
        rig.to(300);
        CHECK(rig.inbound.totes_at(TotePlace::AtDock) == 1);
        rig.inbound.set_down(0, false, rig.now);
        // Six seconds of the second tote are left.
        rig.to(305.95);
        CHECK(rig.inbound.totes_at(TotePlace::AtDock) == 1);
        rig.to(316);
        CHECK(rig.inbound.totes_at(TotePlace::AtDock) == 3);
        CHECK(rig.inbound.time_in(0, StationState::Down, rig.now) == kClock.steps(186));
        CHECK(rig.inbound.time_in(0, StationState::Working, rig.now) == kClock.steps(30));
    }

    TEST_CASE("no truck comes to a door that is down, one waits until it works, and a full dock is looked at anew then") {
        InboundConfig config = plain();
        config.dock_totes = 1;
        Rig rig(config);
        rig.inbound.order(SkuId(0), 50, 0);
        rig.inbound.set_down(0, true, 0);
        rig.to(150);
        CHECK(rig.inbound.trucks_waiting(rig.now) == 1);
        rig.inbound.set_down(0, false, rig.now);
        rig.inbound.advance(rig.now);
        CHECK(rig.inbound.figures().trucks == 1);
        CHECK(rig.inbound.figures().late_s == doctest::Approx(50));
        rig.to(175);
        CHECK(rig.inbound.state(0) == StationState::Blocked);
        rig.inbound.set_down(0, true, rig.now);
        CHECK(rig.inbound.take(rig.now) == ToteId(0));
        rig.to(200);
        CHECK(rig.inbound.totes_at(TotePlace::AtDock) == 0);
        rig.inbound.set_down(0, false, rig.now);
        CHECK(rig.inbound.totes_at(TotePlace::AtDock) == 1);
        CHECK(rig.inbound.state(0) == StationState::Working);
    }

    TEST_CASE("trucks are late as often and by as much as they are said to be") {
        InboundConfig config = plain();
        config.doors = 50;
        config.truck_totes = 1;
        config.dock_totes = 1'000'000;
        config.late_share = 0.25;
        config.late_s = 400;
        Rig rig(config);
        for (int truck = 0; truck < 2000; ++truck)
            rig.inbound.order(SkuId(0), 24, 0);
        rig.to(100 + 1000.0 * 2010);
        CHECK(rig.inbound.figures().trucks == 2000);
        // Four deviations of a share of 2000 and of a mean of 500 exponential times.
        CHECK(static_cast<double>(rig.inbound.figures().trucks_late) / 2000 == doctest::Approx(0.25).epsilon(0.16));
        CHECK(rig.inbound.figures().late_s / static_cast<double>(rig.inbound.figures().trucks_late) ==
              doctest::Approx(400).epsilon(0.18));
    }

    TEST_CASE("a tote is stowed when its last unit lies in a pod, and carries what it is believed to be") {
        Rig rig(plain());
        rig.inbound.order(SkuId(0), 30, 0);
        rig.to(120);
        const ToteId first = rig.inbound.take(rig.now), second = rig.inbound.take(rig.now);
        rig.inbound.bring(first, SkuId(0), rig.now);
        rig.inbound.bring(second, SkuId(7), rig.now);
        CHECK(rig.inbound.room() == 1);
        rig.inbound.assign(first, 20);
        rig.inbound.put_off();
        CHECK(rig.inbound.waiting().front() == second);
        rig.inbound.assign(second, 6);
        rig.inbound.assign(first, 4);
        CHECK(rig.inbound.room() == 3);
        rig.to(200);
        rig.inbound.stowed(first, 20, rig.now);
        CHECK(rig.inbound.figures().totes_stowed == 0);
        CHECK(rig.ledger.balance(Account::OnTheWay) == 10);
        rig.to(300);
        rig.inbound.stowed(first, 4, rig.now);
        rig.inbound.stowed(second, 6, rig.now);
        CHECK(rig.inbound.figures().dock_to_stock_s == std::vector<double>{200, 200});
        CHECK(rig.inbound.figures().totes_misread == 1);
        CHECK(rig.inbound.figures().units_misstowed == 6);
        CHECK(rig.ledger.balance(Account::Stored) == 30);
        CHECK_NOTHROW(rig.inbound.check());
        CHECK_THROWS_AS(rig.inbound.stowed(second, 1, rig.now), BugError);
        CHECK_THROWS_AS(rig.inbound.take(rig.now), BugError);
    }

    TEST_CASE("what was set aside comes back in a tote of its own that is none of those from trucks") {
        Rig rig(plain());
        rig.inbound.order(SkuId(0), 24, 0);
        rig.to(110);
        const ToteId tote = rig.inbound.take(rig.now);
        rig.inbound.bring(tote, SkuId(7), rig.now);
        rig.inbound.assign(tote, 24);
        rig.inbound.stowed(tote, 24, rig.now);
        // Five of them turn up.
        rig.ledger.move_units(Account::Stored, Account::SetAside, 5);
        rig.inbound.bring_back(SkuId(0), 5, rig.now);
        CHECK(rig.ledger.balance(Account::SetAside) == 0);
        CHECK(rig.ledger.balance(Account::OnTheWay) == 5);
        REQUIRE(rig.inbound.waiting().size() == 1);
        const ToteId back = rig.inbound.waiting().front();
        CHECK(rig.inbound.tote(back).believed == SkuId(0));
        CHECK(rig.inbound.totes_at(TotePlace::AtStow) == 0);
        rig.inbound.assign(back, 5);
        rig.inbound.stowed(back, 3, rig.now);
        CHECK(rig.inbound.figures().units_returned == 3);
        rig.inbound.stowed(back, 2, rig.now);
        CHECK(rig.inbound.figures().units_returned == 5);
        CHECK(rig.inbound.figures().units_misstowed == 24);
        CHECK(rig.inbound.figures().totes_stowed == 1);
        CHECK(rig.inbound.figures().dock_to_stock_s.size() == 1);
        CHECK(rig.ledger.balance(Account::Stored) == 24);
        rig.to(200);
    }
}

TEST_SUITE("property") {
    TEST_CASE("whatever is ordered comes, each unit once, however doors and dock are used") {
        CHECK(property::holds([] {
            InboundConfig config{.doors = property::in_range(1, 5),
                                 .truck_every_s = property::in_range(1, 400) * 1.0,
                                 .first_truck_s = property::in_range(0, 100) * 1.0,
                                 .truck_totes = property::in_range(1, 20),
                                 .tote_units = property::in_range(1, 30),
                                 .lead_time_s = property::in_range(0, 300) * 1.0,
                                 .late_share = property::in_range(0, 11) / 10.0,
                                 .change_s = property::in_range(0, 100) * 1.0,
                                 .dock_totes = property::in_range(1, 20)};
            Rig rig(config, property::in_range<std::uint64_t>(0, 1000));
            std::int64_t ordered = 0, came = 0;
            // One door after the other goes down and works again, or none does.
            const auto fault_every = property::in_range<std::size_t>(0, 5);
            const auto orders = property::in_range(0, 40);
            for (double at_s = 0; at_s < 2e5; at_s += 97) {
                if (at_s / 97 < orders) {
                    const auto units = property::in_range(1, 60);
                    rig.inbound.order(SkuId(static_cast<std::size_t>(units % 5)), units, rig.now);
                    ordered += units;
                }
                rig.to(at_s);
                const auto turn = static_cast<std::size_t>(at_s / 97);
                if (fault_every > 0 && turn % fault_every == 0) {
                    const std::size_t change = turn / fault_every;
                    rig.inbound.set_down(change / 2 % rig.inbound.doors(), change % 2 == 0, rig.now);
                }
                if (rig.inbound.ready()) came += rig.inbound.tote(rig.inbound.take(rig.now)).units;
                if (at_s / 97 >= orders && came == ordered) break;
            }
            while (rig.inbound.ready())
                came += rig.inbound.tote(rig.inbound.take(rig.now)).units;
            RC_ASSERT(came == ordered);
            RC_ASSERT(-rig.ledger.balance(Account::Received) == ordered);
            for (std::size_t d = 0; d < rig.inbound.doors(); ++d) {
                Step sum = 0;
                for (const auto state : {StationState::Working, StationState::Starved, StationState::Blocked, StationState::Down})
                    sum += rig.inbound.time_in(d, state, rig.now);
                RC_ASSERT(sum == rig.now);
            }
        }));
    }
}
