#include "primitives/identification/reader.hpp"

#include <doctest/doctest.h>

#include "base/check.hpp"
#include "primitives/identification/station_trial.hpp"
#include "rig.hpp"

using namespace dray;
using namespace dray::primitives;

namespace {

/// A station with fixed times: a read takes 40 steps and an exception 400. Its sensors see everything sharply unless told not to.
struct Site {
    explicit Site(ReaderConfig reader, SensorConfig sensors = test::sharp_sensors())
        : catalogue(figures(), 1),
          tote(test::first_skus(20)),
          classifier(catalogue, sensors, cues_of(reader)),
          station(fixed_times(reader), classifier, Clock(), 1) {}

    static CatalogueConfig figures() {
        CatalogueConfig config = test::small_catalogue();
        config.family_share = 0;
        return config;
    }
    static ReaderConfig fixed_times(ReaderConfig reader) {
        reader.attempt_s = 2;
        reader.attempt_cv = 0;
        reader.desk_s = 20;
        reader.desk_cv = 0;
        return reader;
    }
    void bring(std::uint64_t entity, SkuId sku, Step now) {
        station.reserve_place();
        station.take({{entity, sku, {}}, tote, {}}, now);
    }

    Catalogue catalogue;
    std::vector<SkuId> tote;
    Classifier classifier;
    ReaderStation station;
};

/// A reader without a cue: it knows nothing of any unit.
ReaderConfig blind() {
    ReaderConfig config;
    config.use_code = config.use_weight = config.use_dimensions = config.use_appearance = false;
    return config;
}

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("a unit in plain view is identified by the first read") {
        Site site({});
        CHECK(site.station.next_event() == ReaderStation::kNever);
        site.bring(7, SkuId(3), 100);
        CHECK(site.station.state() == StationState::Working);
        CHECK(site.station.next_event() == 140);
        site.station.advance(139);
        CHECK(site.station.outlet().empty());
        site.station.advance(150);
        REQUIRE(site.station.outlet().size() == 1);
        const Identity identity = site.station.give(160);
        CHECK(identity.entity == 7);
        CHECK(identity.truth == SkuId(3));
        CHECK(identity.correct());
        CHECK(identity.attempts == 1);
        CHECK(identity.by == SettledBy::Reader);
        CHECK(identity.came == 100);
        CHECK(identity.settled == 140);
        CHECK(identity.confidence >= 0.99);
        CHECK(site.station.units_inside() == 0);
        CHECK(site.station.time_in(StationState::Working, 200) == 40);
        CHECK(site.station.time_in(StationState::Starved, 200) == 160);
    }

    TEST_CASE("a unit of which nothing is known is read again, then settled by a person, who sees what it is") {
        Site site(blind());
        site.bring(1, SkuId(3), 0);
        site.station.advance(119);
        CHECK(site.station.reads == 3);
        CHECK(site.station.exceptions == 0);
        site.station.advance(120);
        CHECK(site.station.exceptions == 1);
        CHECK(site.station.state() == StationState::Starved);
        CHECK(site.station.next_event() == 520);
        site.station.advance(520);
        REQUIRE(site.station.outlet().size() == 1);
        const Identity& identity = site.station.outlet()[0];
        CHECK(identity.by == SettledBy::Desk);
        CHECK(identity.attempts == 3);
        CHECK(identity.settled == 520);
        CHECK(identity.correct());
        CHECK(site.station.desk_labour == 400);
    }

    TEST_CASE("a wrong identity leaves as what it is, by the reader or by a mistaken person") {
        ReaderConfig hasty = blind();
        hasty.accept = 0;
        Site site(hasty);
        site.bring(1, SkuId(3), 0);
        site.station.advance(40);
        const Identity guessed = site.station.give(40);
        CHECK(guessed.truth == SkuId(3));
        CHECK(guessed.believed == SkuId(0));
        CHECK_FALSE(guessed.correct());
        ReaderConfig careless = blind();
        careless.desk_wrong = 1;
        Site other(careless);
        other.bring(1, SkuId(0), 0);
        other.station.advance(1000);
        const Identity mistaken = other.station.give(1000);
        CHECK(mistaken.truth == SkuId(0));
        CHECK(mistaken.believed == SkuId(1));
        CHECK(mistaken.by == SettledBy::Desk);
    }

    TEST_CASE("a unit that is surely none of the expected goes to the desk without further reads") {
        Site site({});
        site.bring(1, SkuId(200), 0);
        site.station.advance(40);
        CHECK(site.station.reads == 1);
        CHECK(site.station.exceptions == 1);
        site.station.advance(440);
        CHECK(site.station.give(440).believed == SkuId(200));
    }

    TEST_CASE("places are reserved before units come, and no more than there are") {
        ReaderConfig config;
        config.queue_units = 2;
        Site site(config);
        CHECK(site.station.free_places() == 2);
        CHECK_THROWS_AS(site.station.take({{1, SkuId(1), {}}, site.tote, {}}, 0), BugError);
        CHECK_THROWS_AS(site.station.cancel_place(), BugError);
        site.station.reserve_place();
        site.station.reserve_place();
        CHECK_THROWS_AS(site.station.reserve_place(), BugError);
        site.station.cancel_place();
        // The first unit goes on to the reader at once and leaves its place free.
        site.station.take({{1, SkuId(1), {}}, site.tote, {}}, 0);
        CHECK(site.station.free_places() == 2);
        CHECK_THROWS_AS((void)site.station.give(0), BugError);
        site.station.advance(10);
        CHECK_THROWS_AS(site.station.advance(9), BugError);
    }

    TEST_CASE("a full outlet blocks the reader until a unit is given on") {
        ReaderConfig config;
        config.outlet_units = 1;
        Site site(config);
        for (std::uint64_t u = 0; u < 3; ++u)
            site.bring(u, SkuId(u), 0);
        site.station.advance(200);
        CHECK(site.station.state() == StationState::Blocked);
        CHECK(site.station.outlet().size() == 1);
        CHECK(site.station.next_event() == ReaderStation::kNever);
        CHECK(site.station.give(200).entity == 0);
        CHECK(site.station.state() == StationState::Working);
        CHECK(site.station.outlet()[0].entity == 1);
        CHECK(site.station.time_in(StationState::Blocked, 200) == 120);
    }

    TEST_CASE("a full desk blocks the reader until a person is free") {
        ReaderConfig config = blind();
        config.attempts = 1;
        config.desk_queue_units = 1;
        Site site(config);
        for (std::uint64_t u = 0; u < 3; ++u)
            site.bring(u, SkuId(u), 0);
        // The person takes the first at 40, the second waits from 80, the third is held by the reader from 120 to 440.
        site.station.advance(430);
        CHECK(site.station.state() == StationState::Blocked);
        site.station.advance(440);
        CHECK(site.station.state() == StationState::Starved);
        CHECK(site.station.time_in(StationState::Blocked, 440) == 320);
        site.station.advance(1240);
        CHECK(site.station.outlet().size() == 3);
        CHECK(site.station.outlet()[2].settled == 1240);
    }

    TEST_CASE("a read pauses while the scanner is down, and the desk goes on") {
        Site site({});
        site.bring(1, SkuId(1), 0);
        site.station.set_down_state(true, 30);
        site.station.set_down_state(true, 35);
        CHECK(site.station.state() == StationState::Down);
        CHECK(site.station.next_event() == ReaderStation::kNever);
        site.station.set_down_state(false, 100);
        CHECK(site.station.next_event() == 110);
        site.station.advance(110);
        CHECK(site.station.outlet().size() == 1);
        CHECK(site.station.time_in(StationState::Down, 110) == 70);
        CHECK(site.station.time_in(StationState::Working, 110) == 40);
    }

    TEST_CASE("a reader that accepts everything passes one unit a read") {
        const Catalogue catalogue(test::small_catalogue(), 1);
        ReaderConfig config;
        config.accept = 0;
        config.attempt_cv = 0;
        const Classifier classifier(catalogue, {}, cues_of(config));
        const StationTrial trial = run_station(config, classifier, {.units = 2000});
        CHECK(trial.units_per_hour == doctest::Approx(1800).epsilon(0.003));
        CHECK(trial.reads_per_unit == 1);
        CHECK(trial.desk_share == 0);
    }

    TEST_CASE("a desk with too few people sets the pace: its people's time over the share of exceptions") {
        const Catalogue catalogue(test::small_catalogue(), 1);
        ReaderConfig config = blind();
        config.attempts = 1;
        config.desk_people = 3;
        config.desk_cv = 0;
        const Classifier classifier(catalogue, {}, cues_of(config));
        const StationTrial trial = run_station(config, classifier, {.units = 2000});
        CHECK(trial.desk_share == 1);
        CHECK(trial.desk_s_per_unit == doctest::Approx(180));
        CHECK(trial.units_per_hour == doctest::Approx(3 * 3600.0 / 180).epsilon(0.02));
        CHECK(trial.blocked_share > 0.9);
    }

    TEST_CASE("a higher threshold costs throughput and labour and saves wrong identities") {
        const Catalogue catalogue({}, 2);
        ReaderConfig config;
        config.use_code = false;
        const Classifier classifier(catalogue, {}, cues_of(config));
        StationTrial first, last;
        for (const double accept : {0.0, 0.8, 0.99, 0.9999}) {
            config.accept = accept;
            const StationTrial trial = run_station(config, classifier, {.units = 4000, .seed = 2});
            CAPTURE(accept);
            if (accept > 0) {
                CHECK(trial.wrong <= last.wrong);
                CHECK(trial.units_per_hour < last.units_per_hour);
                CHECK(trial.desk_s_per_unit > last.desk_s_per_unit);
                CHECK(trial.strays_found >= last.strays_found);
            }
            if (accept == 0) first = trial;
            last = trial;
        }
        CHECK(last.wrong * 10 < first.wrong);
    }

    TEST_CASE("several cues need the desk less than the code alone") {
        const Catalogue catalogue({}, 2);
        ReaderConfig all, code;
        code.use_weight = code.use_dimensions = code.use_appearance = false;
        const StationTrialSetup setup = {.units = 4000, .strays = 0};
        const StationTrial with = run_station(all, Classifier(catalogue, {}, cues_of(all)), setup);
        const StationTrial without = run_station(code, Classifier(catalogue, {}, cues_of(code)), setup);
        CHECK(without.desk_share == doctest::Approx(0.006).epsilon(0.5));
        CHECK(with.desk_share < 0.3 * without.desk_share);
    }
}
