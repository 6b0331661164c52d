// Conveyors and lifts of random figures, given and relieved of units at random times: nothing is lost or overtakes.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <memory>

#include "primitives/conveyance/conveyor.hpp"
#include "primitives/conveyance/lift.hpp"

using namespace dray;
using namespace dray::primitives;

namespace {

const Clock kClock{.steps_per_second = 20};

void draw_stops(StopsConfig& config, Stream& s) {
    if (s.chance(0.5)) config.stop_mtbf_h = s.uniform(0.005, 0.1);
    config.stop_mttr_s = s.uniform(1, 60);
    for (std::int64_t i = s.integer(0, 3); i > 0; --i)
        config.outages.push_back({.at_s = s.uniform(0, 300), .duration_s = s.uniform(1, 60)});
}

struct Drawn {
    std::unique_ptr<Carrier> carrier;
    Step fewest_steps = 0;  ///< from coming to the far end
};

Drawn any_carrier(Stream& s) {
    if (s.chance(0.5)) {
        ConveyorConfig config;
        config.length_m = s.uniform(0.5, 30);
        config.speed_mps = s.uniform(0.05, 3);
        config.pitch_m = s.uniform(0.1, 2);
        draw_stops(config, s);
        return {std::make_unique<Conveyor>(config, static_cast<std::size_t>(s.integer(1, 10)), kClock, s.next()),
                static_cast<Step>(kClock.steps_per_second * config.length_m / config.speed_mps) - 1};
    }
    LiftConfig config;
    config.units = s.integer(1, 8);
    config.trip_s = s.uniform(0.1, 30);
    config.transfer_s = s.uniform(0.05, 5);
    config.wait_s = s.uniform(0, 30);
    config.queue_units = s.integer(1, 20);
    draw_stops(config, s);
    return {std::make_unique<Lift>(config, kClock, s.next()), kClock.steps(config.trip_s) + 2 * kClock.steps(config.transfer_s)};
}

std::uint64_t digest(const Carrier& carrier) {
    StateHash hash;
    carrier.add_to(hash);
    return hash.digest();
}

// The digest at the end of some minutes in which units come and are taken; `every` step or now and then it is looked at.
std::uint64_t run(std::uint64_t number, bool every) {
    Stream s(number, "test_carrier");
    const Drawn drawn = any_carrier(s);
    Carrier& carrier = *drawn.carrier;
    std::vector<Step> came;
    std::size_t taken = 0;
    const double comes = s.uniform(0, 0.2), goes = s.chance(0.3) ? 0.005 : s.uniform(0, 0.5);
    for (Step now = 0; now < 6000; ++now) {
        const bool put = s.chance(comes), take = s.chance(goes);
        if (!put && !take && !every) continue;
        carrier.advance(now);
        if (put && carrier.room() > 0) {
            carrier.put({.sku = SkuId(came.size())}, now);
            came.push_back(now);
        }
        if (take && carrier.ready()) {
            RC_ASSERT(carrier.take(now).sku.index() == taken);
            RC_ASSERT(now - came[taken] >= drawn.fewest_steps);
            ++taken;
        }
        carrier.check();
        RC_ASSERT(carrier.inside() == static_cast<std::int64_t>(came.size() - taken));
        RC_ASSERT(static_cast<std::int64_t>(carrier.before() + carrier.held()) <= carrier.inside());
        RC_ASSERT(carrier.fill() >= 0 && carrier.fill() <= 1);
    }
    carrier.advance(6000);
    Step all = 0;
    for (const StationState state : {StationState::Working, StationState::Starved, StationState::Blocked, StationState::Down})
        all += carrier.time_in(state, 6000);
    RC_ASSERT(all == 6000);
    return digest(carrier);
}

}  // namespace

TEST_SUITE("property") {
    TEST_CASE("carriers lose nothing, keep the order, and do not depend on when they are looked at") {
        CHECK(rc::check("carriers", [] {
            const auto number = static_cast<std::uint64_t>(*rc::gen::inRange(0, 1'000'000));
            RC_ASSERT(run(number, true) == run(number, false));
        }));
    }
}
