// What a tick in full swing may not do: allocate, or depend on threads or on an earlier life of the planner.
#include <doctest/doctest.h>
#include <tbb/global_control.h>

#include <atomic>
#include <cstdlib>
#include <new>

#include "base/hash.hpp"
#include "fleet.hpp"
#include "floors.hpp"

namespace {

std::atomic<std::int64_t> allocations{0};

}  // namespace

[[gnu::noinline]] void* operator new(std::size_t size) {
    ++allocations;
    if (void* memory = std::malloc(size == 0 ? 1 : size); memory != nullptr) return memory;
    throw std::bad_alloc();
}
[[gnu::noinline]] void operator delete(void* memory) noexcept {
    std::free(memory);
}
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}

using namespace dray;
using test::Fleet;

TEST_SUITE("scenario") {
    TEST_CASE("planner and referee allocate nothing in a steady tick") {
        const floor::Floor floor = test::storage_site({.block_columns = 6, .blocks_across = 6, .blocks_down = 10, .stations = 4});
        Fleet fleet(floor, {16, 60, 4}, 120);
        Stream random(3, "steady");
        fleet.scatter(random, 0.3);
        for (std::size_t i = 0; i < fleet.robots.size(); ++i)
            fleet.robots[i].goal = fleet.random_goal(random, i);
        for (int t = 0; t < 20; ++t)
            REQUIRE_MESSAGE(fleet.tick(), fleet.fault);
        const std::int64_t before = allocations;
        for (int t = 0; t < 50; ++t)
            if (!fleet.tick()) FAIL(fleet.fault);
        CHECK(allocations == before);
        const auto* probe = new int(1);
        CHECK(allocations == before + 1);
        delete probe;
    }

    TEST_CASE("plans are the same on any number of threads") {
        const floor::Floor floor =
            test::storage_site({.block_columns = 6, .blocks_across = 14, .blocks_down = 34, .stations = 4});
        std::vector<std::uint64_t> digests;
        for (const std::size_t jobs : {1u, 2u, 4u}) {
            const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, jobs);
            Fleet fleet(floor, {16, 60, 4}, 300, 8'000'000);
            Stream random(4, "threads");
            fleet.scatter(random, 0.3);
            StateHash hash;
            for (int t = 0; t < 60; ++t) {
                for (std::size_t i = 0; i < fleet.robots.size(); ++i)
                    if (!fleet.robots[i].goal.valid() || fleet.arrived(i)) fleet.robots[i].goal = fleet.random_goal(random, i);
                if (t % 20 == 19) {
                    fleet.closed[static_cast<std::size_t>(random.integer(0, 5000))] ^= 1;
                    ++fleet.closed_version;
                }
                REQUIRE_MESSAGE(fleet.tick(), fleet.fault);
                hash.add(std::span<const motion::Action>(fleet.actions));
            }
            digests.push_back(hash.digest());
        }
        CHECK(digests[0] == digests[1]);
        CHECK(digests[0] == digests[2]);
    }
}
