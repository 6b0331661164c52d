// Properties of the reader over random structs and random texts.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <bit>

#include "property.hpp"
#include "sample.hpp"

using sample::Site;

namespace {

/// A finite double of any size, by its bits.
double any_number() {
    while (true) {
        const double value = std::bit_cast<double>(property::seed());
        if (std::isfinite(value)) return value;
    }
}

double number_within(double low, double high) {
    const auto share = static_cast<double>(property::seed() % 4294967296) / 4294967295.0;
    return std::min(high, low + (high - low) * share);
}

/// Texts made of all that YAML gives a meaning to, and of characters of every length.
std::string any_text() {
    static const std::vector<std::string> parts = {"a",
                                                   "B7",
                                                   " ",
                                                   "  ",
                                                   "\n",
                                                   "\n\n",
                                                   "\t",
                                                   ":",
                                                   ": ",
                                                   "#",
                                                   " #",
                                                   "- ",
                                                   "? ",
                                                   "|",
                                                   ">",
                                                   "[",
                                                   "]",
                                                   "{",
                                                   "}",
                                                   ",",
                                                   "&",
                                                   "*",
                                                   "!",
                                                   "%",
                                                   "@",
                                                   "`",
                                                   "'",
                                                   "\"",
                                                   "\\",
                                                   "---",
                                                   "...",
                                                   "null",
                                                   "true",
                                                   "no",
                                                   "~",
                                                   "5",
                                                   "1e3",
                                                   "0x1",
                                                   ".nan",
                                                   "<<",
                                                   "=",
                                                   "ä",
                                                   "€",
                                                   "😀",
                                                   "\xC2\x85",
                                                   "\xE2\x80\xA8",
                                                   "\xEF\xBB\xBF",
                                                   "\xC2\xA0",
                                                   "x: y\n",
                                                   "  z\n"};
    std::string text;
    const int count = property::in_range(0, 9);
    for (int i = 0; i < count; ++i)
        text += parts[property::in_range<std::size_t>(0, parts.size())];
    return text;
}

std::vector<std::string> any_texts(int most) {
    std::vector<std::string> texts(static_cast<std::size_t>(property::in_range(0, most + 1)));
    for (std::string& text : texts)
        text = any_text();
    return texts;
}

Site any_site() {
    Site site;
    site.title = any_text();
    // The table's range has finite ends, which the largest whole numbers round to.
    site.seed = static_cast<std::int64_t>(property::seed());
    site.offset_m = any_number();
    site.record = property::coin();
    site.demand.orders_per_h = number_within(0, 100000);
    site.demand.policy = property::one_of({std::string("nearest"), std::string("fullest")});
    site.demand.weights.assign(static_cast<std::size_t>(property::in_range(1, 4)), 0.0);
    for (double& weight : site.demand.weights)
        weight = number_within(0, 1);
    site.fleets.resize(static_cast<std::size_t>(property::in_range(0, 4)));
    for (auto& fleet : site.fleets) {
        fleet.name = any_text();
        fleet.count = property::in_range<std::int64_t>(1, 10001);
        fleet.drive = {number_within(0.1, 5), property::coin()};
        fleet.tags = any_texts(2);
    }
    site.notes = any_texts(4);
    return site;
}

/// A valid scenario that uses all of the syntax.
const std::string& seed_text() {
    static const std::string text = R"(# yaml-language-server: $schema=x
title: "a \"b\" \u00e4"
seed: 42
demand:
  orders_per_h: 1.5e3   # per hour
  policy: 'nearest'
  weights: [0.5, 0.25, 1]
fleets:
  - name: drives
    count: 60
    drive: {speed_mps: 1.5, lifts: true}
    tags: [a, "b"]
  - {name: sorters, count: 3}
notes:
  - |
    ##########
    #..S [&*!#
  - >-
    folded
    text
  - ? x
)";
    return text;
}

std::string mutated(std::string text) {
    static const std::vector<std::string> parts = {":",
                                                   ": ",
                                                   "- ",
                                                   "? ",
                                                   "[",
                                                   "]",
                                                   "{",
                                                   "}",
                                                   "\"",
                                                   "'",
                                                   "\n",
                                                   "\n\n",
                                                   " ",
                                                   "\t",
                                                   "#",
                                                   "&a",
                                                   "*a",
                                                   "!",
                                                   "!2",
                                                   "!!",
                                                   "|",
                                                   ">",
                                                   "|2",
                                                   "%",
                                                   "---\n",
                                                   "...\n",
                                                   "<<: ",
                                                   "\\",
                                                   ",",
                                                   "\xFF",
                                                   "\x04",
                                                   "\r",
                                                   std::string(1, '\0'),
                                                   "0x",
                                                   ".nan",
                                                   "\xC3\xA4",
                                                   "\xEF\xBB\xBF",
                                                   "[[[[",
                                                   "{{",
                                                   "- - - "};
    const int count = property::in_range(1, 8);
    for (int i = 0; i < count; ++i) {
        const auto at = property::in_range<std::size_t>(0, text.size() + 1);
        const auto length = property::in_range<std::size_t>(0, 20);
        switch (property::in_range(0, 4)) {
            case 0:
                text.insert(at, parts[property::in_range<std::size_t>(0, parts.size())]);
                break;
            case 1:
                text.erase(at, length);
                break;
            case 2:
                text.insert(at, text.substr(property::in_range<std::size_t>(0, text.size() + 1), length));
                break;
            default:
                if (at < text.size()) text[at] = static_cast<char>(property::in_range(0, 256));
        }
    }
    return text;
}

}  // namespace

TEST_SUITE("property") {
    TEST_CASE("a struct written as YAML reads back equal") {
        CHECK(property::holds([] {
            const Site site = any_site();
            const std::string yaml = dray::config::to_yaml(sample::site_table(), &site);
            const auto outcome = sample::read_site(yaml);
            RC_LOG() << yaml;
            RC_ASSERT(outcome.faults == std::vector<std::string>{});
            RC_ASSERT(outcome.site == site);
        }));
    }

    TEST_CASE("a changed scenario reads or is refused with places inside the text, and never crashes") {
        CHECK(property::holds([] {
            const std::string text = mutated(seed_text());
            RC_LOG() << text;
            const auto lines = std::count(text.begin(), text.end(), '\n') + 1;
            Site site;
            dray::config::Diagnostics faults;
            try {
                dray::config::read(dray::config::parse(text, "in", "/nowhere"), sample::site_table(), &site, faults);
            } catch (const dray::InputError& error) {
                faults = error.diagnostics();
                RC_ASSERT(!faults.empty());
            }
            for (const auto& fault : faults) {
                RC_ASSERT(fault.file == "in");
                RC_ASSERT(!fault.message.empty());
                RC_ASSERT(fault.line >= 0);
                RC_ASSERT(fault.line <= lines);
            }
        }));
    }
}
