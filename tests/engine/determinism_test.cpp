#include <doctest/doctest.h>
#include <tbb/global_control.h>

#include <atomic>
#include <thread>

#include "small_site.hpp"

using namespace dray;

namespace {

std::uint64_t hash_with_jobs(std::size_t jobs, std::uint64_t seed, const std::vector<std::string>& overrides = {}) {
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, jobs);
    return test::run_to_end(test::small_site(overrides), seed).state_hash;
}

}  // namespace

TEST_SUITE("scenario") {
    TEST_CASE("a run has the same hash on 1, 2 and 4 threads and on every repeat, and another for another seed") {
        const std::vector<std::string> breaking = {"faults.mtbf_h=1", "faults.mttr_s=60", "duration_s=600"};
        const std::uint64_t hash = hash_with_jobs(1, 1, breaking);
        CHECK(hash_with_jobs(2, 1, breaking) == hash);
        CHECK(hash_with_jobs(4, 1, breaking) == hash);
        CHECK(hash_with_jobs(2, 1, breaking) == hash);
        CHECK(hash_with_jobs(2, 2, breaking) != hash);
    }

    TEST_CASE("with closed zones, people and lost robots a run has the same hash on 1, 2 and 4 threads") {
        const std::vector<std::string> closing = {
            "duration_s=600",
            "floor.zones=[{name: middle, row: 6, column: 3, rows: 1, columns: 11}, {name: south, row: 9, column: 4, rows: 2, "
            "columns: 5}]",
            "faults={localisation_mtbf_h: 0.2, localisation_mttr_s: 40, mtbf_h: 1, mttr_s: 60, scheduled: [{kind: closed_aisle, "
            "zone: "
            "middle, at_s: 60, duration_s: 60, every_h: 0.05}, {kind: people, zone: south, at_s: 90, duration_s: 100}]}"};
        const std::uint64_t hash = hash_with_jobs(1, 1, closing);
        CHECK(hash_with_jobs(2, 1, closing) == hash);
        CHECK(hash_with_jobs(4, 1, closing) == hash);
        CHECK(hash_with_jobs(2, 1, {"duration_s=600"}) != hash);
    }

    TEST_CASE("a busy machine changes nothing") {
        const std::uint64_t hash = hash_with_jobs(2, 1, {"duration_s=300"});
        std::atomic<bool> stop{false};
        std::vector<std::thread> load;
        for (int i = 0; i < 4; ++i) {
            load.emplace_back([&stop] {
                while (!stop.load(std::memory_order_relaxed)) {
                }
            });
        }
        CHECK(hash_with_jobs(2, 1, {"duration_s=300"}) == hash);
        stop = true;
        for (std::thread& thread : load)
            thread.join();
    }

    TEST_CASE("the resolved scenario reproduces the run") {
        engine::LoadedScenario loaded = test::small_site({"duration_s=300", "demand.orders_per_h=90"});
        const std::string resolved = engine::resolved_yaml(loaded);
        const std::uint64_t hash = test::run_to_end(std::move(loaded)).state_hash;
        CHECK(test::run_to_end(engine::read_scenario(config::parse(resolved, "resolved.yaml", "."), "resolved")).state_hash ==
              hash);
    }
}
