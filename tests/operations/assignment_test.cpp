#include "operations/policies/assignment.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <limits>
#include <set>
#include <utility>

#include "property.hpp"

using namespace dray::operations;

namespace {

struct Value {
    std::size_t pairs = 0;
    std::int64_t cost = 0;
    bool operator==(const Value&) const = default;
};

// More pairs first, then less cost.
Value better(Value a, Value b) {
    return std::pair(b.pairs, a.cost) < std::pair(a.pairs, b.cost) ? a : b;
}

// Tries for every row each of its columns and none.
Value brute_force(const std::vector<CandidatePair>& pairs, std::size_t row, std::size_t rows, std::set<std::uint32_t>& used) {
    if (row == rows) return {};
    Value best = brute_force(pairs, row + 1, rows, used);
    for (const CandidatePair& pair : pairs) {
        if (pair.row != row || used.count(pair.column) > 0) continue;
        used.insert(pair.column);
        Value rest = brute_force(pairs, row + 1, rows, used);
        used.erase(pair.column);
        best = better({rest.pairs + 1, rest.cost + pair.cost}, best);
    }
    return best;
}

}  // namespace

TEST_SUITE("property") {
    TEST_CASE("the assignment matches as many as possible at the least cost, as brute force finds it") {
        CHECK(property::holds([] {
            const auto rows = property::in_range<std::size_t>(1, 6);
            const auto columns = property::in_range<std::size_t>(1, 6);
            std::vector<CandidatePair> pairs;
            for (std::uint32_t r = 0; r < rows; ++r)
                for (std::uint32_t c = 0; c < columns; ++c)
                    if (property::in_range(0, 3) > 0) pairs.push_back({r, c, property::in_range<std::int64_t>(0, 50)});
            std::vector<std::size_t> chosen;
            assign_min_cost(pairs, rows, columns, chosen);
            Value found;
            std::set<std::uint32_t> used_rows, used_columns;
            for (const std::size_t i : chosen) {
                RC_ASSERT(used_rows.insert(pairs[i].row).second);
                RC_ASSERT(used_columns.insert(pairs[i].column).second);
                ++found.pairs;
                found.cost += pairs[i].cost;
            }
            std::set<std::uint32_t> used;
            RC_ASSERT(found == brute_force(pairs, 0, rows, used));
        }));
    }
}

TEST_SUITE("unit") {
    TEST_CASE("a pair more is worth any cost, and nothing is chosen from nothing") {
        std::vector<std::size_t> chosen{7};
        assign_min_cost({}, 3, 3, chosen);
        CHECK(chosen.empty());
        // The cheap pair alone would cost 0; both rows matched cost two thousand million.
        const std::vector<CandidatePair> pairs{{0, 0, 0}, {0, 1, 1'000'000'000}, {1, 0, 1'000'000'000}};
        assign_min_cost(pairs, 2, 2, chosen);
        CHECK(chosen == std::vector<std::size_t>{1, 2});
    }
}
