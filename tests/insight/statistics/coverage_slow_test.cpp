// How often the intervals hold what they promise, over many experiments whose truth is known.
#include <doctest/doctest.h>

#include <cmath>

#include "insight/statistics/batch_means.hpp"
#include "insight/statistics/paired.hpp"
#include "queue.hpp"

using namespace dray::insight;
using dray::test::mm1_mean_wait;
using dray::test::mm1_waits;

namespace {

constexpr int kExperiments = 2000;

struct Coverage {
    int given = 0, covered = 0;
    void add(const Interval& interval, double truth) {
        ++given;
        covered += interval.low <= truth && truth <= interval.high;
    }
    [[nodiscard]] double share() const { return static_cast<double>(covered) / given; }
};

}  // namespace

TEST_SUITE("slow") {
    TEST_CASE("batch means within one run cover the mean wait of M/M/1 in 93 to 97 % of 2,000 experiments") {
        for (const double load : {0.5, 0.8}) {
            const std::size_t customers = load < 0.6 ? 10000 : 40000;
            Coverage mean;
            for (int i = 0; i < kExperiments; ++i) {
                const RunInterval run = batch_means_interval(mm1_waits(static_cast<std::uint64_t>(i), load, customers), 0.95);
                if (run.refusal.empty()) mean.add(run.interval, mm1_mean_wait(load));
            }
            MESSAGE("utilisation " << load << ": " << mean.given << " given, " << 100 * mean.share() << " % cover");
            CHECK(mean.given > 0.9 * kExperiments);
            CHECK(mean.share() > 0.93);
            CHECK(mean.share() < 0.97);
        }
    }

    TEST_CASE("replications cover the mean wait of M/M/1 in 93 to 97 % of 2,000 experiments") {
        for (const double load : {0.5, 0.8}) {
            Coverage coverage;
            for (int i = 0; i < kExperiments; ++i) {
                std::vector<double> means;
                for (int r = 0; r < 10; ++r) {
                    const auto waits = mm1_waits(static_cast<std::uint64_t>(i * 10 + r), load, 10000);
                    double sum = 0;
                    for (const double wait : waits)
                        sum += wait;
                    means.push_back(sum / static_cast<double>(waits.size()));
                }
                coverage.add(mean_interval(means, 0.95), mm1_mean_wait(load));
            }
            MESSAGE("utilisation " << load << ": " << 100 * coverage.share() << " % cover");
            CHECK(coverage.share() > 0.93);
            CHECK(coverage.share() < 0.97);
        }
    }

    TEST_CASE("quantiles of batches cover the 90 % point of M/M/1 waits in 93 to 97 % of 2,000 experiments") {
        constexpr double kLoad = 0.5;
        // P(wait > x) = load exp(-(1 - load) x).
        const double truth = std::log(kLoad / 0.1) / (1 - kLoad);
        Coverage coverage;
        for (int i = 0; i < kExperiments; ++i) {
            const RunInterval run = batch_quantile_interval(mm1_waits(static_cast<std::uint64_t>(i), kLoad, 40000), 0.9, 0.95);
            if (run.refusal.empty()) coverage.add(run.interval, truth);
        }
        MESSAGE(coverage.given << " given, " << 100 * coverage.share() << " % cover");
        CHECK(coverage.share() > 0.93);
        CHECK(coverage.share() < 0.97);
    }

    TEST_CASE("short runs at utilisation 0.95 are refused, or cover nearly as often as promised") {
        Coverage coverage;
        for (int i = 0; i < kExperiments; ++i) {
            const RunInterval run = batch_means_interval(mm1_waits(static_cast<std::uint64_t>(i), 0.95, 2000), 0.95);
            if (run.refusal.empty()) coverage.add(run.interval, mm1_mean_wait(0.95));
        }
        MESSAGE(coverage.given << " of " << kExperiments << " given, " << 100 * coverage.share() << " % cover");
        CHECK(coverage.given < 0.1 * kExperiments);
    }
}
