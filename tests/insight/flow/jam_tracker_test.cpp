#include "insight/flow/jam_tracker.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "open_floor.hpp"
#include "property.hpp"

using namespace dray;
using namespace dray::insight;
using test::drives;
using test::waits;

namespace {

/// A floor whose robots stand in rows behind a head that drives; all else rests far away. A tick a second.
struct Watched {
    floor::Floor floor = test::open_floor(40, 12);
    LostTime lost{floor, 24};
    JamTracker tracker{floor, 24, 1.0};
    std::vector<RobotMoment> moments;

    Watched() { clear(); }
    void clear() { moments.assign(24, RobotMoment{.cell = floor.at(11, 39)}); }
    // Robots first + 1 and so on wait behind robot `first`, westwards of its cell.
    void row(std::size_t first, std::size_t robots, int row, int column) {
        moments[first] = drives(floor.at(row, column));
        for (std::size_t i = 1; i <= robots; ++i)
            moments[first + i] = waits(floor.at(row, column - static_cast<int>(i)), RobotId(first + i - 1));
    }
    void seconds(int count) {
        for (int i = 0; i < count; ++i) {
            lost.book(moments);
            tracker.observe(moments, lost);
        }
    }
};

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("a jam of four for eight seconds: when, how large, how far, at what cost") {
        Watched w;
        w.seconds(10);
        w.row(0, 4, 5, 20);
        w.seconds(4);
        CHECK(w.tracker.now().empty());
        w.seconds(4);
        REQUIRE(w.tracker.now().size() == 1);
        CHECK(w.tracker.jam_of(RobotId(1)) == w.tracker.now()[0].number);
        CHECK(w.tracker.jam_of(RobotId(0)) == JamTracker::kNoJam);
        w.clear();
        w.seconds(20);
        CHECK(w.tracker.now().empty());
        const auto jams = w.tracker.largest();
        REQUIRE(jams.size() == 1);
        CHECK(jams[0].first_tick == 10);
        CHECK(jams[0].end_tick == 18);
        CHECK(jams[0].root.cause == Cause::Traffic);
        CHECK(jams[0].head == w.floor.at(5, 20));
        CHECK(jams[0].robots_max == 4);
        CHECK(jams[0].spill_back_max == 4);
        CHECK(jams[0].chain_max == 4);
        CHECK(jams[0].robot_ticks == 32);
        const JamTotals totals = w.tracker.totals();
        CHECK(totals.jams == 1);
        CHECK(totals.robot_ticks == 32);
        CHECK(totals.longest_ticks == 8);
        CHECK(totals.largest_spill_back == 4);
        CHECK(totals.lived == std::vector<std::pair<std::int64_t, std::uint32_t>>{{8, 1}});
    }

    TEST_CASE("three robots for four seconds are no jam, nor are two for an hour") {
        Watched w;
        w.row(0, 3, 5, 20);
        w.seconds(4);
        w.clear();
        w.row(0, 2, 5, 20);
        w.seconds(3600);
        CHECK(w.tracker.totals().jams == 0);
        CHECK(w.tracker.largest().empty());
    }

    TEST_CASE("a jam goes on while its robots stay though its head moves away, and while its head stays though robots change") {
        Watched w;
        // A platoon that creeps along, a cell a second.
        for (int s = 0; s < 10; ++s) {
            w.row(0, 4, 5, 15 + s);
            w.seconds(1);
        }
        // Then others stand where they stood.
        w.clear();
        w.row(10, 4, 5, 24);
        w.seconds(10);
        const auto jams = w.tracker.largest();
        REQUIRE(jams.size() == 1);
        CHECK(jams[0].end_tick - jams[0].first_tick == 20);
        CHECK(jams[0].robot_ticks == 80);
    }

    TEST_CASE("a pause of less than five seconds does not end a jam, a longer one does") {
        Watched w;
        for (const int pause : {4, 6}) {
            w.row(0, 3, 5, 20);
            w.seconds(10);
            w.clear();
            w.seconds(pause);
        }
        w.row(0, 3, 5, 20);
        w.seconds(10);
        const auto jams = w.tracker.largest();
        REQUIRE(jams.size() == 2);
        CHECK(jams[0].first_tick == 0);
        CHECK(jams[0].end_tick == 24);
        CHECK(jams[0].robot_ticks == 60);
        CHECK(jams[1].first_tick == 30);
        CHECK(jams[1].end_tick == 40);
    }

    TEST_CASE("of two jams that merge the one with most robots goes on") {
        Watched w;
        w.row(0, 3, 5, 30);
        w.row(8, 6, 5, 20);
        w.seconds(10);
        // The head of the second now waits behind the last of the first.
        w.moments[8] = waits(w.floor.at(5, 20), RobotId(3));
        w.seconds(10);
        w.clear();
        w.seconds(10);
        const auto jams = w.tracker.largest();
        REQUIRE(jams.size() == 2);
        CHECK(jams[0].first_tick == 0);
        CHECK(jams[0].end_tick == 20);
        CHECK(jams[0].robots_max == 3 + 1 + 6);
        CHECK(jams[0].robot_ticks == 60 + 100);
        CHECK(jams[1].end_tick == 10);
        CHECK(jams[1].robot_ticks == 30);
    }

    TEST_CASE("of a jam that splits the larger part goes on and the other is new") {
        Watched w;
        w.row(0, 9, 5, 30);
        w.seconds(10);
        // Robot 4 drives on: three remain before it, and five behind it.
        w.moments[4].doing = Doing::Drives;
        w.seconds(10);
        const auto jams = w.tracker.largest();
        REQUIRE(jams.size() == 2);
        CHECK(jams[0].first_tick == 0);
        CHECK(jams[0].end_tick == 20);
        CHECK(jams[0].robot_ticks == 90 + 50);
        CHECK(jams[1].first_tick == 10);
        CHECK(jams[1].robot_ticks == 30);
        CHECK(jams[1].number > jams[0].number);
    }

    TEST_CASE("only ticks in which a jam's robots really wait count, also between two looks") {
        Watched w;
        JamTracker quick(w.floor, 24, 0.25);
        LostTime lost(w.floor, 24);
        // Looked at every fourth tick; in the three between, robot 1 drives.
        for (int t = 0; t < 40; ++t) {
            w.row(0, 3, 5, 20);
            if (t % 4 != 0) w.moments[1].doing = Doing::Drives;
            lost.book(w.moments);
            quick.observe(w.moments, lost);
        }
        const JamTotals totals = quick.totals();
        CHECK(totals.robot_ticks == 10 * 3 + 30 * 2);
        CHECK(totals.robot_ticks == lost.waiting_ticks());
        CHECK(totals.longest_ticks == 40);
    }

    TEST_CASE("of very many jams the costliest are told one by one, and all are counted") {
        Watched w;
        constexpr std::int64_t kJams = JamTracker::kKept + 50;
        for (std::int64_t i = 0; i < kJams; ++i) {
            w.row(0, i % 5 == 0 ? 5 : 3, 5, 20);
            w.seconds(6);
            w.clear();
            w.seconds(6);
        }
        CHECK(w.tracker.totals().jams == kJams);
        CHECK(w.tracker.totals().robot_ticks == kJams * 18 + kJams / 5 * 12);
        const auto jams = w.tracker.largest();
        REQUIRE(jams.size() == JamTracker::kKept);
        CHECK(jams[kJams / 5 - 1].robots_max == 5);
        CHECK(jams[kJams / 5].robots_max == 3);
        // Of equal ones the first.
        CHECK(jams[kJams / 5].number == 1);
    }
}

TEST_SUITE("property") {
    TEST_CASE("robots never wait in jams for longer than they wait") {
        CHECK(property::holds([] {
            Watched w;
            const int changes = property::in_range(0, 12);
            for (int c = 0; c < changes; ++c) {
                for (std::size_t r = 0; r < w.moments.size(); ++r) {
                    RobotMoment& m = w.moments[r];
                    m = waits(w.floor.at(property::in_range(1, 12), property::in_range(0, 40)));
                    m.doing = property::coin() ? Doing::Waits : static_cast<Doing>(property::in_range(0, 7));
                    if (property::coin()) m.behind = RobotId((r + property::in_range<std::size_t>(1, 24)) % 24);
                }
                w.seconds(property::in_range(1, 9));
                std::uint32_t in_jams = 0;
                for (const Jam& jam : w.tracker.now())
                    in_jams += jam.robots;
                std::uint32_t told = 0;
                for (std::size_t r = 0; r < 24; ++r)
                    told += w.tracker.jam_of(RobotId(r)) != JamTracker::kNoJam ? 1U : 0U;
                RC_ASSERT(told == in_jams);
            }
            RC_ASSERT(w.tracker.totals().robot_ticks <= w.lost.waiting_ticks());
        }));
    }
}
