// Facilities of random parts with random faults, run with every check on: nothing gets lost, whatever passes from area to area.
// RapidCheck takes parts away from a facility that fails as long as it still fails.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <sstream>

#include "facility.hpp"
#include "stress.hpp"

using namespace dray;
using test::Facility;

namespace {

rc::Gen<Facility> any_facility() {
    using rc::gen::inRange;
    using rc::gen::set;
    return rc::gen::build<Facility>(
        set(&Facility::stores), set(&Facility::trucks, inRange<int>(test::kNoTrucks, test::kTrucks)), set(&Facility::arms),
        set(&Facility::reslots), set(&Facility::wall), set(&Facility::packers, inRange(0, 3)), set(&Facility::reads),
        set(&Facility::sorter, inRange<int>(test::kNoSorter, test::kSorters)), set(&Facility::carries), set(&Facility::hauls),
        set(&Facility::returns), set(&Facility::waves), set(&Facility::faults), set(&Facility::closures), set(&Facility::managed),
        set(&Facility::number, inRange(0, 100000)));
}

// Empty when all is well.
std::string outcome(const Facility& facility, const std::string& text) {
    try {
        return test::watch(engine::read_scenario(config::parse(text, "facility.yaml", ".", {}), "facility"),
                           static_cast<std::uint64_t>(facility.number), {});
    } catch (const std::exception& e) {
        return e.what();
    }
}

void check_facilities(int count, int duration_s, std::uint64_t seed) {
    const auto holds = [duration_s] {
        const Facility facility = *any_facility();
        RC_PRE(!empty(facility));
        const std::string text = text_of(facility, duration_s);
        RC_LOG(text);
        const std::string wrong = outcome(facility, text);
        if (!wrong.empty()) RC_LOG(wrong);
        RC_ASSERT(wrong.empty());
    };
    rc::detail::TestParams params = rc::detail::configuration().testParams;
    // RC_PARAMS asks for fewer rounds where each costs more.
    params.maxSuccess = std::max(1, count * params.maxSuccess / 100);
    if (seed != 0) params.seed = seed;
    const rc::detail::TestResult result = rc::detail::checkTestable(holds, rc::detail::TestMetadata(), params);
    std::ostringstream told;
    rc::detail::printResultMessage(result, told);
    INFO(told.str());
    CHECK(result.is<rc::detail::SuccessResult>());
}

}  // namespace

TEST_SUITE("property") {
    TEST_CASE("random facilities with random faults lose nothing") {
        check_facilities(20, 900, 1);
    }
}

TEST_SUITE("slow") {
    // Long enough for a robot to be seen that is stuck.
    TEST_CASE("two hundred random facilities with random faults lose nothing, and no robot gets stuck") {
        check_facilities(200, 3600, 0);  // others each time
    }
}
