#include "report/html/gantt.hpp"

#include <doctest/doctest.h>

#include <regex>

using namespace dray;
using insight::ResourceState;
using report::Gantt;
using report::GanttRow;

namespace {

// Drawn length of a colour, all pieces of its path together.
int length_of(const std::string& svg, const std::string& colour) {
    int length = 0;
    const std::regex path("<path d=\"M[0-9]+ ([^\"]*)\" stroke=\"var\\(--" + colour + "\\)\""), piece("h([0-9]+)");
    for (std::sregex_iterator p(svg.begin(), svg.end(), path), end; p != end; ++p) {
        const std::string pieces = (*p)[1];
        if (pieces == "8h12") continue;  // of the legend
        for (std::sregex_iterator h(pieces.begin(), pieces.end(), piece); h != end; ++h)
            length += std::stoi((*h)[1]);
    }
    return length;
}

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("a strip shows each state as long as it lasted, also where states change faster than it can show") {
        GanttRow row{.name = "pick-1", .spans = {}};
        // In each third of a second blocked, then twice as long working: 2,100 changes on less than half as many columns.
        for (int i = 0; i < 1050; ++i) {
            row.spans.push_back({i * 1.0, i + 1.0 / 3, ResourceState::Blocked});
            row.spans.push_back({i + 1.0 / 3, i + 1.0, ResourceState::Working});
        }
        const std::string svg = report::gantt_svg({.end_s = 1050, .rows = {row}});
        const int all = length_of(svg, "c2") + length_of(svg, "c3");
        CHECK(all > 600);
        CHECK(length_of(svg, "c2") == doctest::Approx(all / 3.0).epsilon(0.02));
        CHECK(svg.find("working 67 %, blocked 33 %") != std::string::npos);
    }

    TEST_CASE("of many rows the first are named and all are drawn, and names stand as text") {
        Gantt gantt{.end_s = 100, .warm_up_s = 10, .rows = {}};
        for (int i = 0; i < 300; ++i)
            gantt.rows.push_back({.name = "<chute> " + std::to_string(i), .spans = {{0, 100, ResourceState::Down}}});
        const std::string svg = report::gantt_svg(gantt);
        CHECK(report::named_rows(300) < 300);
        CHECK(svg.find("<chute>") == std::string::npos);
        CHECK(svg.find("&lt;chute&gt; 299: down 100 %") != std::string::npos);
        CHECK(svg.find(std::to_string(300 - report::named_rows(300)) + " more") != std::string::npos);
        CHECK(length_of(svg, "c4") == length_of(svg, "c7"));
        CHECK(svg.find("end of the warm-up") != std::string::npos);
        CHECK(report::gantt_svg({}).empty());
    }
}
