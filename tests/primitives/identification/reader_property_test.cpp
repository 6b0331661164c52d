#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <set>

#include "primitives/identification/reader.hpp"
#include "property.hpp"
#include "rig.hpp"

using namespace dray;
using namespace dray::primitives;

namespace {

ReaderConfig any_reader(Stream& stream) {
    ReaderConfig config;
    config.accept = stream.uniform();
    config.attempts = stream.integer(1, 4);
    config.attempt_cv = stream.chance(0.5) ? 0 : 0.5;
    config.queue_units = stream.integer(1, 5);
    config.desk_people = stream.integer(1, 3);
    config.desk_queue_units = stream.integer(1, 3);
    config.desk_s = stream.uniform(1, 30);
    config.desk_wrong = stream.uniform(0, 0.3);
    config.outlet_units = stream.integer(1, 3);
    config.use_code = stream.chance(0.5);
    config.use_appearance = stream.chance(0.5);
    return config;
}

Step total_time(const ReaderStation& station, Step now) {
    Step sum = 0;
    for (const StationState state : {StationState::Working, StationState::Starved, StationState::Blocked, StationState::Down})
        sum += station.time_in(state, now);
    return sum;
}

/// Lets a random world use a random station. Returns a digest of every state it went through.
std::uint64_t use_station(std::uint64_t seed) {
    Stream stream(seed, "use_station");
    const ReaderConfig config = any_reader(stream);
    const Catalogue catalogue(test::small_catalogue(), seed);
    const Classifier classifier(catalogue, {}, cues_of(config));
    ReaderStation station(config, classifier, Clock(), seed);
    const std::vector<SkuId> tote = draw_tote(catalogue, 20, 0.2, stream);
    std::size_t reserved = 0;
    std::uint64_t taken = 0;
    std::set<std::uint64_t> given;
    Step now = 0;
    StateHash hash;
    for (int i = 0; i < 300; ++i) {
        const std::int64_t what = stream.integer(0, 9);
        if (what < 3 && station.free_places() > 0) {
            station.reserve_place();
            ++reserved;
        } else if (what < 5 && reserved > 0) {
            station.take({{taken, tote[taken % tote.size()], tote}, tote, {}}, now);
            ++taken;
            --reserved;
        } else if (what == 5 && reserved > 0) {
            station.cancel_place();
            --reserved;
        } else if (what == 6) {
            station.set_down_state(stream.chance(0.3), now);
        } else if (what == 7 && station.next_event() != ReaderStation::kNever) {
            now = station.next_event();
            station.advance(now);
        } else if (!station.outlet().empty()) {
            const Identity identity = station.give(now);
            RC_ASSERT(given.insert(identity.entity).second);
            RC_ASSERT(identity.truth == tote[identity.entity % tote.size()]);
            RC_ASSERT(identity.believed.valid());
            RC_ASSERT(identity.attempts >= 1 && identity.attempts <= config.attempts);
            RC_ASSERT(identity.came < identity.settled && identity.settled <= now);
        } else {
            now += stream.integer(0, 100);
            station.advance(now);
        }
        RC_ASSERT(station.units_inside() + given.size() == taken);
        RC_ASSERT(total_time(station, now) == now);
        station.add_to(hash);
    }
    // Left alone with an open outlet, the station gives on every unit that it has taken.
    station.set_down_state(false, now);
    for (int i = 0; i < 10000 && station.units_inside() > 0; ++i) {
        while (!station.outlet().empty())
            given.insert(station.give(now).entity);
        if (station.next_event() == ReaderStation::kNever) break;
        now = station.next_event();
        station.advance(now);
    }
    RC_ASSERT(given.size() == taken);
    return hash.digest();
}

}  // namespace

TEST_SUITE("property") {
    TEST_CASE("a reader loses no unit and no time, gives each on once, and does the same again for the same seed") {
        CHECK(property::holds([] {
            const auto seed = property::in_range<std::uint64_t>(0, 1'000'000'000);
            RC_ASSERT(use_station(seed) == use_station(seed));
        }));
    }
}
