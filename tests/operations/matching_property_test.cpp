// The local search for a matching, judged by the exact assignment over the same pairs.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <numeric>

#include "base/random.hpp"
#include "motion/matching.hpp"
#include "operations/policies/assignment.hpp"
#include "property.hpp"

using namespace dray;
using motion::Matching;

namespace {

// Robots and tasks at random places of a line; each robot knows the tasks nearest to it.
struct Line {
    std::vector<std::int32_t> robots, tasks;
    std::vector<std::vector<std::uint32_t>> known;

    Line(Stream& random, std::size_t robot_count, std::size_t task_count, std::size_t candidates) {
        for (std::size_t i = 0; i < robot_count; ++i)
            robots.push_back(static_cast<std::int32_t>(random.integer(0, 10000)));
        for (std::size_t i = 0; i < task_count; ++i)
            tasks.push_back(static_cast<std::int32_t>(random.integer(0, 10000)));
        for (std::uint32_t r = 0; r < robot_count; ++r) {
            std::vector<std::uint32_t> near(task_count);
            std::iota(near.begin(), near.end(), 0u);
            std::ranges::sort(near, {}, [&](std::uint32_t t) { return cost(r, t); });
            near.resize(std::min(candidates, task_count));
            known.push_back(near);
        }
    }
    [[nodiscard]] std::int32_t cost(std::uint32_t robot, std::uint32_t task) const {
        return std::abs(robots[robot] - tasks[task]);
    }
    template <class F>
    void around(std::uint32_t robot, F f) const {
        for (const std::uint32_t task : known[robot])
            f(task);
    }
};

struct Outcome {
    std::int64_t pairs = 0, cost = 0;
};

Outcome searched(const Line& line, int passes) {
    Matching matching;
    matching.reset(line.robots.size(), line.tasks.size());
    std::vector<std::uint32_t> all(line.robots.size());
    std::iota(all.begin(), all.end(), 0u);
    for (int pass = 0; pass < passes; ++pass)
        matching.improve(line, all, 1);
    Outcome out;
    for (const std::uint32_t r : all) {
        const std::uint32_t task = matching.task_of(r);
        if (task == Matching::kNone) continue;
        RC_ASSERT(matching.holder_of(task) == r);
        ++out.pairs;
        out.cost += line.cost(r, task);
    }
    return out;
}

Outcome exact(const Line& line) {
    std::vector<operations::CandidatePair> pairs;
    for (std::uint32_t r = 0; r < line.robots.size(); ++r)
        line.around(r, [&](std::uint32_t task) { pairs.push_back({r, task, line.cost(r, task)}); });
    std::vector<std::size_t> chosen;
    operations::assign_min_cost(pairs, line.robots.size(), line.tasks.size(), chosen);
    Outcome out;
    for (const std::size_t i : chosen)
        ++out.pairs, out.cost += pairs[i].cost;
    return out;
}

}  // namespace

TEST_SUITE("property") {
    TEST_CASE("the local search matches whom it can, never dearer from pass to pass, and comes near the exact assignment") {
        double searched_cost = 0, exact_cost = 0;
        std::int64_t searched_pairs = 0, exact_pairs = 0;
        CHECK(property::holds([&] {
            Stream random(property::seed(), "matching");
            const Line line(random, static_cast<std::size_t>(random.integer(1, 40)),
                            static_cast<std::size_t>(random.integer(1, 40)), static_cast<std::size_t>(random.integer(1, 12)));
            const Outcome best = exact(line), found = searched(line, 8), early = searched(line, 2);
            RC_ASSERT(found.pairs <= best.pairs);
            RC_ASSERT(found.pairs >= early.pairs);
            RC_ASSERT(found.pairs > early.pairs || found.cost <= early.cost);
            RC_ASSERT(found.pairs < best.pairs || found.cost >= best.cost);
            searched_pairs += found.pairs;
            exact_pairs += best.pairs;
            if (found.pairs != best.pairs) return;
            searched_cost += static_cast<double>(found.cost);
            exact_cost += static_cast<double>(best.cost);
        }));
        // Chains of two find most of what longer ones would.
        CHECK(static_cast<double>(searched_pairs) > 0.97 * static_cast<double>(exact_pairs));
        CHECK(searched_cost < 1.15 * exact_cost);
    }
}
