// The largest site that is shipped.
#include <doctest/doctest.h>
#include <tbb/global_control.h>

#include "small_site.hpp"

using namespace dray;

TEST_SUITE("slow") {
    TEST_CASE("ten thousand drives begin their work without a collision, with the same hash on 1 and 2 threads") {
        const std::string file = std::string(DRAY_SOURCE_DIR) + "/scenarios/storage-10000.yaml";
        std::vector<std::uint64_t> hashes;
        for (const std::size_t jobs : {1u, 2u}) {
            const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, jobs);
            const auto results = test::run_to_end(engine::load_scenario(file, {"duration_s=120", "warm_up_s=0"}), 1);
            CHECK(results.collisions == 0);
            CHECK(results.ledger_balanced);
            hashes.push_back(results.state_hash);
        }
        CHECK(hashes[0] == hashes[1]);
    }
}
