#include "stress.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <exception>

#include "base/error.hpp"

using namespace dray;

namespace {

// Empty when all is well. A site that the checks refuse, because the drawing lets no robot through, is not run.
using Make = engine::LoadedScenario (*)(std::uint64_t, const test::Trouble&, std::string&);

std::string outcome(Make make, std::uint64_t seed, const test::Trouble& trouble, std::uint64_t& refused) {
    std::string told;
    try {
        const std::string wrong = test::watch(make(seed, trouble, told), seed, trouble);
        return wrong.empty() ? wrong : wrong + "\n" + told;
    } catch (const InputError&) {
        ++refused;
        return {};
    } catch (const std::exception& e) {
        return std::string(e.what()) + "\n" + told;
    }
}

void run_seeds(std::uint64_t first, std::uint64_t count, const test::Trouble& trouble, Make make = test::random_site) {
    std::uint64_t refused = 0;
    for (std::uint64_t seed = first; seed < first + count; ++seed) {
        CAPTURE(seed);
        CHECK(outcome(make, seed, trouble, refused) == "");
    }
    CHECK(2 * refused < count);
}

// More seeds by hand: DRAY_STRESS_FIRST and DRAY_STRESS_COUNT.
std::uint64_t number(const char* name, std::uint64_t otherwise) {
    const char* text = std::getenv(name);
    return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

}  // namespace

TEST_SUITE("property") {
    TEST_CASE("on random sites every body can always brake inside its authority, and nothing touches or gets stuck") {
        run_seeds(1, 2, {.breakdowns = false});
    }
    TEST_CASE("on random sites with breakdowns nothing touches, gets lost or stuck") {
        run_seeds(1, 3, {.breakdowns = true});
    }
    TEST_CASE("on random sites with brakes that fail nothing gets lost or stuck") {
        run_seeds(1, 3, {.breakdowns = true, .brakes = true});
    }
    TEST_CASE("in random facilities with breakdowns nothing touches, gets lost or stuck, whatever passes from area to area") {
        run_seeds(1, 6, {.breakdowns = true}, test::random_facility);
    }
    TEST_CASE("on random sites with batteries that run down and stations that go down nothing touches, gets lost or stuck") {
        run_seeds(1, 3, {.breakdowns = true, .stations = true, .batteries = true});
    }
    TEST_CASE("in random facilities with batteries that run down and stations that go down nothing touches, gets lost or stuck") {
        run_seeds(1, 4, {.breakdowns = true, .stations = true, .batteries = true}, test::random_facility);
    }
    TEST_CASE("on random sites whose zones close and whose robots lose their way nothing touches, gets lost or stuck") {
        run_seeds(1, 3, {.breakdowns = true, .closures = true});
    }
    TEST_CASE("in random facilities whose zones close and whose robots lose their way nothing touches, gets lost or stuck") {
        run_seeds(1, 4, {.breakdowns = true, .stations = true, .closures = true}, test::random_facility);
    }
    TEST_CASE("in random facilities with brakes that fail nothing gets lost") {
        run_seeds(1, 4, {.breakdowns = true, .brakes = true}, test::random_facility);
    }
    TEST_CASE("regress_a wreck that lies where another robot's plan ends does not stop the planner") {
        run_seeds(1016, 1, {.breakdowns = true, .brakes = true});
        run_seeds(1019, 1, {.breakdowns = true, .brakes = true});
    }
    TEST_CASE("regress_a robot that is pushed off the service cell while it is served lets the next one wait, not the run end") {
        run_seeds(1003, 1, {.breakdowns = true, .brakes = true});
    }
    TEST_CASE("regress_a robot that is pushed out of the lane while it is served goes on from where it stands") {
        run_seeds(68, 1, {.breakdowns = true, .brakes = true}, test::random_facility);
    }
    TEST_CASE("regress_a robot that was held just past the centre of its cell may turn there") {
        run_seeds(7010, 1, {.breakdowns = true, .closures = true});
    }
    TEST_CASE("regress_robots that meet head on in a narrow aisle, several deep, part again") {
        run_seeds(1034, 1, {.breakdowns = true});
    }
}

TEST_SUITE("slow") {
    TEST_CASE("many random sites without faults") {
        run_seeds(number("DRAY_STRESS_FIRST", 100), number("DRAY_STRESS_COUNT", 20), {.breakdowns = false});
    }
    TEST_CASE("many random sites with breakdowns") {
        run_seeds(number("DRAY_STRESS_FIRST", 100), number("DRAY_STRESS_COUNT", 30), {.breakdowns = true});
    }
    TEST_CASE("many random facilities with breakdowns") {
        run_seeds(number("DRAY_STRESS_FIRST", 100), number("DRAY_STRESS_COUNT", 120), {.breakdowns = true},
                  test::random_facility);
    }
    TEST_CASE("many random sites with batteries that run down") {
        run_seeds(number("DRAY_STRESS_FIRST", 100), number("DRAY_STRESS_COUNT", 20),
                  {.breakdowns = true, .stations = true, .batteries = true});
    }
    TEST_CASE("many random facilities with batteries that run down") {
        run_seeds(number("DRAY_STRESS_FIRST", 100), number("DRAY_STRESS_COUNT", 60),
                  {.breakdowns = true, .stations = true, .batteries = true}, test::random_facility);
    }
    TEST_CASE("many random sites whose zones close and whose robots lose their way") {
        run_seeds(number("DRAY_STRESS_FIRST", 100), number("DRAY_STRESS_COUNT", 30), {.breakdowns = true, .closures = true});
    }
    TEST_CASE("many random facilities whose zones close and whose robots lose their way, with brakes that fail") {
        run_seeds(number("DRAY_STRESS_FIRST", 100), number("DRAY_STRESS_COUNT", 60),
                  {.breakdowns = true, .brakes = true, .stations = true, .closures = true, .batteries = true},
                  test::random_facility);
    }
    TEST_CASE("many random facilities with brakes that fail") {
        run_seeds(number("DRAY_STRESS_FIRST", 100), number("DRAY_STRESS_COUNT", 80), {.breakdowns = true, .brakes = true},
                  test::random_facility);
    }
    TEST_CASE("many random sites with brakes that fail") {
        run_seeds(number("DRAY_STRESS_FIRST", 100), number("DRAY_STRESS_COUNT", 30), {.breakdowns = true, .brakes = true});
    }
}
