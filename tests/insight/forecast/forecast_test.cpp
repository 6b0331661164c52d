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
    TEST_CASE("features tell the present, the past and how much the site changes") {
        Site site;
        site.run(0.2, 0.9, 10, 1200);
        GroupFeatures pick = site.tracker.group(1);
        CHECK(site.tracker.now() == 1);
        CHECK(pick[0] == 1);
        CHECK(pick[1] == doctest::Approx(std::log1p(1200.0 / 60)).epsilon(0.01));
        CHECK(pick[2] == doctest::Approx(0));
        CHECK(pick[4] == 0);
        CHECK(pick[5] == doctest::Approx(std::log(11.0)));
        CHECK(pick[6] == 0);
        // It stayed each time, so that there is little doubt, and what is less loaded takes the rest.
        CHECK(pick[7] > std::log(0.95));
        const GroupFeatures arrivals = site.tracker.group(0);
        CHECK(arrivals[0] == 0);
        CHECK(arrivals[1] == 0);
        CHECK(arrivals[2] == doctest::Approx(-0.7));
        CHECK(arrivals[4] == -5);  // nothing changes here, and it is far behind
        CHECK(std::exp(arrivals[7]) + std::exp(pick[7]) == doctest::Approx(1));

        site.run(0.9, 0.3, 0, 60);
        pick = site.tracker.group(1);
        CHECK(pick[2] < pick[0]);
        CHECK(pick[3] < -0.3);  // the half minute knows sooner
        CHECK(pick[5] == 0);    // its queue is gone
        site.run(0.9, 0.3, 0, 1200);
        CHECK(site.tracker.now() == 0);
        CHECK(site.tracker.group(1)[4] > -3);  // loads change by half of their range here
        CHECK(site.tracker.held(0, 0) == doctest::Approx(4));
        CHECK(site.tracker.waiting(0, 0) == doctest::Approx(6));
        CHECK(site.tracker.zone(0, 0) == SeriesFeatures{4, 4, 4, 4, 4, 4});
    }

    TEST_CASE("the record of a site that goes to and fro every five minutes tells that what is now will be the other one") {
        Site site;
        for (int turn = 0; turn < 24; ++turn)
            site.run(turn % 2 == 0 ? 1 : 0, turn % 2 == 0 ? 0 : 1, 0, 300);
        const std::size_t now = site.tracker.now();
        CHECK(site.tracker.group(now)[7] < std::log(0.2));
        CHECK(site.tracker.group(1 - now)[7] > std::log(0.8));
    }

    TEST_CASE("weights of the logit are found again from samples drawn by them, and samples weigh") {
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
        const GroupFeatures found = fit_groups(samples, 1e-3);
        CHECK(found[0] == doctest::Approx(1.5).epsilon(0.08));
        CHECK(found[4] == doctest::Approx(4).epsilon(0.08));
        CHECK(found[1] == doctest::Approx(0));
        CHECK(found[7] == doctest::Approx(1));  // nothing speaks against the record
        CHECK(fit_groups(samples, 1e-3) == found);
        CHECK(fit_groups(samples, 1e3)[0] == doctest::Approx(0).epsilon(0.01));
        CHECK(surprise(found, samples) < surprise(GroupFeatures{}, samples));
        CHECK(fit_groups({}, 1e-3)[7] == 1);

        std::vector<GroupSample> twice = samples;
        twice.insert(twice.end(), samples.begin(), samples.begin() + 100);
        for (std::size_t i = 0; i < 100; ++i)
            samples[i].weight = 2;
        CHECK(fit_groups(twice, 1e-3)[0] == doctest::Approx(fit_groups(samples, 1e-3)[0]));
    }

    TEST_CASE("a series that goes half way back to its long mean is told so, though some moments are far off") {
        Stream stream(5, "test");
        std::vector<SeriesSample> samples;
        for (int i = 0; i < 200; ++i) {
            SeriesSample sample;
            for (double& x : sample.features)
                x = stream.uniform(0, 5);
            sample.then = 0.5 * sample.features[0] + 0.5 * sample.features[2] + (i % 10 == 0 ? 50 : 0);
            samples.push_back(sample);
        }
        const SeriesFeatures found = fit_series(samples);
        CHECK(found[0] == doctest::Approx(0.5).epsilon(0.02));
        CHECK(std::abs(found[1]) < 0.02);
        CHECK(found[2] == doctest::Approx(0.5).epsilon(0.02));
        CHECK(fit_series({}) == SeriesFeatures{1});
    }

    TEST_CASE("a model is read back to the last bit, and one of another version or no model at all is refused with words") {
        CongestionModel model{.trained_on = "here; seeds 1 to 3"};
        model.group[3] = 1.0 / 3;
        model.zone[1] = -2e-7;
        const std::string text = model_text(model);
        CHECK(read_model(text, "m.json") == model);
        std::string old = text;
        old.replace(old.find("\"version\": 2"), 12, "\"version\": 1");
        CHECK(refusal(old).find("old.json: the model is of version 1, but this program reads version 2; train it anew") == 0);
        CHECK(refusal("{}").find("no model file") != std::string::npos);
        CHECK(refusal("never JSON").find("no model file") != std::string::npos);
        CHECK(
            refusal(R"({"format": "dray congestion model", "version": 2, "group_weights": [1, 2]})").find("list of 8 numbers") !=
            std::string::npos);
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
