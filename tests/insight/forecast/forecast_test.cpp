// The forecast of congestion: what it looks at, how it learns, and its file.
#include <doctest/doctest.h>

#include <cmath>

#include "base/error.hpp"
#include "base/random.hpp"
#include "insight/forecast/forecast_check.hpp"
#include "insight/forecast/training.hpp"

using namespace dray;
using namespace dray::insight;

namespace {

const std::vector<Group> kGroups = {{"arrivals", GroupKind::Arrivals, 0}, {"pick stations", GroupKind::Pick, 0}};
const std::vector<CongestionTracker::FloorSize> kFloors = {{.zones = 2, .stations = 1}};

/// A site of two groups, one of which limits, and its tracker.
struct Site {
    Bottlenecks bottlenecks{kGroups};
    CongestionTracker tracker{kGroups, kFloors};

    void run(double arrivals, double pick, double waiting, int seconds) {
        std::vector<GroupMoment> moments(2);
        moments[0].load = arrivals;
        moments[1].load = pick;
        moments[1].waiting = waiting;
        for (int s = 0; s < seconds; ++s) {
            bottlenecks.observe(moments, 1);
            tracker.observe(bottlenecks, moments, 1);
            tracker.observe_floor(0, std::vector<ZoneMoment>{{8, 4}, {2, 0}}, std::vector<StationMoment>{{.waiting = 6}});
        }
    }
};

std::string refusal(const std::string& text) {
    try {
        std::ignore = read_model(text, "old.json");
    } catch (const InputError& error) {
        return error.what();
    }
    return "";
}

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("features tell the present, the past and the trend") {
        Site site;
        site.run(0.2, 0.9, 10, 1200);
        GroupFeatures pick = site.tracker.group(1);
        CHECK(site.tracker.now() == 1);
        CHECK(pick[0] == 1);
        CHECK(pick[1] == 0);
        CHECK(pick[4] == doctest::Approx(0));
        CHECK(pick[5] == doctest::Approx(std::log(11.0)));
        CHECK(pick[6] == doctest::Approx(0));
        CHECK(pick[9 + static_cast<std::size_t>(GroupKind::Pick)] == 1);
        const GroupFeatures arrivals = site.tracker.group(0);
        CHECK(arrivals[0] == 0);
        CHECK(arrivals[1] == doctest::Approx(-0.7));
        CHECK(arrivals[kCommonFeatures + static_cast<std::size_t>(GroupKind::Arrivals)] == 1);

        site.run(0.9, 0.3, 0, 60);
        pick = site.tracker.group(1);
        CHECK(pick[4] < -0.1);                               // its load falls
        CHECK(pick[6] == doctest::Approx(-std::log(11.0)));  // and its queue is gone
        CHECK(pick[2] < pick[1]);                            // the half minute knows sooner
        CHECK(site.tracker.held(0, 0) == doctest::Approx(4));
        const SeriesFeatures zone = site.tracker.zone(0, 0);
        CHECK(zone[0] == 1);
        CHECK(zone[1] == doctest::Approx(4));
        CHECK(zone[4] == doctest::Approx(8));
        CHECK(zone[5] == doctest::Approx(2));  // mean of 4 and 0
        CHECK(site.tracker.waiting(0, 0) == doctest::Approx(6));
    }

    TEST_CASE("weights of the logit are found again from samples drawn by them") {
        GroupFeatures truth{};
        truth[0] = 1.5;
        truth[4] = 4;
        Stream stream(3, "test");
        std::vector<GroupSample> samples;
        for (int i = 0; i < 4000; ++i) {
            GroupSample sample;
            sample.groups.resize(3);
            sample.now = static_cast<std::size_t>(stream.integer(0, 2));
            sample.groups[sample.now][0] = 1;
            for (GroupFeatures& x : sample.groups)
                x[4] = stream.uniform(-0.5, 0.5);
            sample.then = stream.weighted(probabilities_of(truth, sample.groups));
            samples.push_back(sample);
        }
        const GroupFeatures found = fit_groups(samples);
        CHECK(found[0] == doctest::Approx(1.5).epsilon(0.08));
        CHECK(found[4] == doctest::Approx(4).epsilon(0.08));
        CHECK(found[1] == doctest::Approx(0));
        CHECK(fit_groups(samples) == found);
    }

    TEST_CASE("a series that goes half way back to its long mean is told so exactly") {
        Stream stream(5, "test");
        std::vector<SeriesSample> samples;
        for (int i = 0; i < 200; ++i) {
            SeriesSample sample{.features = {1, stream.uniform(0, 5), stream.uniform(0, 5), stream.uniform(0, 5), 0, 0}};
            sample.then = 0.25 + 0.5 * sample.features[1] + 0.5 * sample.features[3];
            samples.push_back(sample);
        }
        const SeriesFeatures found = fit_series(samples);
        CHECK(found[0] == doctest::Approx(0.25).epsilon(0.01));
        CHECK(found[1] == doctest::Approx(0.5).epsilon(0.01));
        CHECK(found[2] == doctest::Approx(0).epsilon(0.01));
        CHECK(found[3] == doctest::Approx(0.5).epsilon(0.01));
        CHECK(fit_series({}) == SeriesFeatures{});
    }

    TEST_CASE("a model is read back to the last bit, and one of another version or no model at all is refused with words") {
        CongestionModel model{.trained_on = "here; seeds 1 to 3"};
        model.group[3] = 1.0 / 3;
        model.zone[1] = -2e-7;
        const std::string text = model_text(model);
        CHECK(read_model(text, "m.json") == model);
        std::string old = text;
        old.replace(old.find("\"version\": 1"), 12, "\"version\": 7");
        CHECK(refusal(old).find("old.json: the model is of version 7, but this program reads version 1; train it anew") == 0);
        CHECK(refusal("{}").find("no model file") != std::string::npos);
        CHECK(refusal("never JSON").find("no model file") != std::string::npos);
        CHECK(
            refusal(R"({"format": "dray congestion model", "version": 1, "group_weights": [1, 2]})").find("list of 9 numbers") !=
            std::string::npos);
        // A kind that the model does not know weighs nothing, and one that is no kind is a mistake.
        std::string fewer = text;
        const std::size_t cell = fewer.find(",\n  \"cell\"");
        fewer.erase(cell, fewer.find("\n }", cell) - cell);
        CHECK(read_model(fewer, "m.json") == model);
        std::string strange = text;
        strange.replace(strange.find("\"cell\""), 6, "\"kiln\"");
        CHECK(refusal(strange).find("there is no kind of group 'kiln'") != std::string::npos);
        CHECK_THROWS_AS(std::ignore = load_model("/nowhere/model.json"), EnvironmentError);
        CHECK_NOTHROW(std::ignore = load_model(""));
    }

    TEST_CASE("probabilities sum to one, and forecasts are judged when their time has come") {
        CongestionModel model;
        model.group[0] = 2;  // what is now stays, says it
        Site site;
        ForecastCheck check(2);
        double now_s = 0;
        const auto go = [&](double arrivals, double pick, int seconds) {
            for (int s = 0; s < seconds; ++s) {
                site.run(arrivals, pick, 0, 1);
                check.observe(model, site.tracker, now_s += 1);
            }
        };
        go(0, 1, 299);
        CHECK(check.moments() == 0);
        go(0, 1, 300);
        CHECK(check.moments() == 30);
        CHECK(check.hit_rate() == 1);
        std::vector<double> p;
        model.bottlenecks(site.tracker, p);
        CHECK(p[0] + p[1] == doctest::Approx(1));
        CHECK(p[1] == doctest::Approx(1 / (1 + std::exp(-2))));
        CHECK(check.brier() == doctest::Approx(2 * p[0] * p[0]));
        go(1, 0, 300);  // shifts after about 70 s
        CHECK(check.hit_rate() < 0.7);
        CHECK(check.hit_rate() == check.persistence_hit_rate());
    }
}
