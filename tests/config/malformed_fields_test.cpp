// Scenarios whose fields do not fit the tables, each with its exact messages and places.
#include "sample.hpp"

#include <doctest/doctest.h>

namespace {

struct Case {
    std::string text;
    std::string faults;  ///< one a line
};

const std::vector<Case>& cases() {
    static const std::vector<Case> all = {
        {"demand: {oders_per_h: 5}\n",
         "in:1:1: demand.orders_per_h: missing; expected a number\n"
         "in:1:10: demand: unknown field 'oders_per_h'; did you mean 'orders_per_h'?\n"},
        {"demand: {orders_per_h: 99999999}\nzzz: 5\n",
         "in:1:10: demand.orders_per_h: 99999999 is out of range; allowed 0 to 100000 orders/h\n"
         "in:2:1: unknown field 'zzz'; the fields are: title, seed, offset_m, record, demand, fleets, notes\n"},
        {"demand: {orders_per_h: .nan}\noffset_m: 010\nseed: 1e3\n",
         "in:1:10: demand.orders_per_h: expected a number, found '.nan'; it must be finite\n"
         "in:2:1: offset_m: expected a number, found '010'; leave out the leading zeros\n"
         "in:3:1: seed: expected a whole number, found '1e3'; write digits only, without point and exponent\n"},
        {"offset_m: 1,5\n",
         "in:1:1: offset_m: expected a number, found '1,5'; the decimal sign is '.', and thousands are not separated\n"
         "in:1:1: demand.orders_per_h: missing; expected a number\n"},
        {"offset_m: 1e309\n",
         "in:1:1: offset_m: expected a number, found '1e309'; a 64-bit floating-point number cannot hold it\n"
         "in:1:1: demand.orders_per_h: missing; expected a number\n"},
        {"offset_m: \"5\"\n",
         "in:1:1: offset_m: expected a number, found the quoted text '5'; leave out the quotes\n"
         "in:1:1: demand.orders_per_h: missing; expected a number\n"},
        {"offset_m: -0.0\n",
         "in:1:1: offset_m: expected a number, found '-0.0'; write 0\n"
         "in:1:1: demand.orders_per_h: missing; expected a number\n"},
        {"demand:\n", "in:1:1: demand: expected a map of fields, found nothing; write {} for the defaults\n"},
        {"fleets: {a: 1}\n",
         "in:1:1: fleets: expected a list of maps, found a map\n"
         "in:1:1: demand.orders_per_h: missing; expected a number\n"},
        {"fleets: [5]\n",
         "in:1:1: demand.orders_per_h: missing; expected a number\n"
         "in:1:10: fleets[0]: expected a map of fields, found '5'\n"},
        {"title: |\n a\nb\n",
         "in:1:1: demand.orders_per_h: missing; expected a number\n"
         "in:3:1: unknown field 'b'; the fields are: title, seed, offset_m, record, demand, fleets, notes\n"},
        {"title: >x\n y\n", "in:1:9: not valid YAML: unexpected character in block scalar\n"},
        {"title: a #b: c\ndemand: {orders_per_h: 1, weights: [a, 2, \"1\", 0.5], policy: nerest}\n",
         "in:2:27: demand.weights: 4 entries are out of range; allowed 1 to 3 entries\n"
         "in:2:37: demand.weights[0]: expected a number, found 'a'\n"
         "in:2:40: demand.weights[1]: 2 is out of range; allowed 0 to 1\n"
         "in:2:43: demand.weights[2]: expected a number, found the quoted text '1'; leave out the quotes\n"
         "in:2:54: demand.policy: unknown choice 'nerest'; did you mean 'nearest'?\n"},
        {"- a\nb: c\n", "in:2:1: not valid YAML: unexpected text; check indentation and brackets\n"},
        {"demand: {orders_per_h: 1}\nfleets: [{name: a, cuont: 3}]\n",
         "in:2:20: fleets[0]: unknown field 'cuont'; did you mean 'count'?\n"},
        {"demand: {orders_per_h: 1}\nfleets: [{count: 3}]\n", "in:2:10: fleets[0].name: missing; expected text\n"},
        {"demand: {orders_per_h: 1}\nfleets:\n  - name: a\n    drive: {speed_mps: 9}\n",
         "in:4:13: fleets[0].drive.speed_mps: 9 is out of range; allowed 0.1 to 5 m/s\n"},
        {"demand: {orders_per_h: 1}\nfleets: [{name: a, tags: [a, b, c]}]\n",
         "in:2:20: fleets[0].tags: 3 entries are out of range; allowed 0 to 2 entries\n"},
        {"demand: {orders_per_h: 1}\nfleets: [{name: a}, {name: b}, {name: c}, {name: d}]\n",
         "in:2:1: fleets: 4 entries are out of range; allowed 0 to 3 entries\n"},
        {"demand: {orders_per_h: 1}\nrecord: yes\n", "in:2:1: record: expected true or false, found 'yes'; write true\n"},
        {"demand: {orders_per_h: 1}\nrecord: Off\n", "in:2:1: record: expected true or false, found 'Off'; write false\n"},
        {"demand: {orders_per_h: 1}\nrecord: \"true\"\n",
         "in:2:1: record: expected true or false, found the quoted text 'true'; leave out the quotes\n"},
        {"demand: {orders_per_h: 1}\nrecord: 1\n", "in:2:1: record: expected true or false, found '1'; write true\n"},
        {"demand: {orders_per_h: 1}\nrecord: maybe\n", "in:2:1: record: expected true or false, found 'maybe'\n"},
        {"demand: {orders_per_h: 1}\nrecord: [true]\n", "in:2:1: record: expected true or false, found a list\n"},
        {"demand: {orders_per_h: 1}\ntitle:\n", "in:2:1: title: expected text, found nothing\n"},
        {"demand: {orders_per_h: 1}\ntitle: [a]\n", "in:2:1: title: expected text, found a list\n"},
        {"demand: {orders_per_h: 1}\nnotes: a\n", "in:2:1: notes: expected a list of texts, found 'a'\n"},
        {"demand: {orders_per_h: 1}\nnotes: [a, [b], {c: d}, ~]\n",
         "in:2:12: notes[1]: expected text, found a list\n"
         "in:2:17: notes[2]: expected text, found a map\n"
         "in:2:25: notes[3]: expected text, found nothing\n"},
        {"demand: {orders_per_h: 1, weights: []}\n",
         "in:1:27: demand.weights: 0 entries are out of range; allowed 1 to 3 entries\n"},
        {"demand: {orders_per_h: 1, weights: 5}\n", "in:1:27: demand.weights: expected a list of numbers, found '5'\n"},
        {"demand: {orders_per_h: 1, weights: }\n",
         "in:1:27: demand.weights: expected a list of numbers, found nothing; write [] for an empty list\n"},
        {"demand: {orders_per_h: 1, policy: 5}\n",
         "in:1:27: demand.policy: unknown choice '5'; the choices are: nearest, fullest\n"},
        {"demand: {orders_per_h: 1, policy: [nearest]}\n",
         "in:1:27: demand.policy: expected one of 'nearest', 'fullest', found a list\n"},
        {"demand: {orders_per_h: 1, policy: NEAREST}\n",
         "in:1:27: demand.policy: unknown choice 'NEAREST'; did you mean 'nearest'?\n"},
        {"demand: 5\n", "in:1:1: demand: expected a map of fields, found '5'\n"},
        {"demand: [orders_per_h]\n", "in:1:1: demand: expected a map of fields, found a list\n"},
        {"demand: {orders_per_h: }\n", "in:1:10: demand.orders_per_h: expected a number, found nothing\n"},
        {"demand: {orders_per_h: -1}\n", "in:1:10: demand.orders_per_h: -1 is out of range; allowed 0 to 100000 orders/h\n"},
        {"demand: {orders_per_h: 5 orders}\n",
         "in:1:10: demand.orders_per_h: expected a number, found '5 orders'; write one plain number, without a unit\n"},
        {"demand: {orders_per_h: five}\n", "in:1:10: demand.orders_per_h: expected a number, found 'five'\n"},
        {"demand: {orders_per_h: +5}\n", "in:1:10: demand.orders_per_h: expected a number, found '+5'; leave out the '+'\n"},
        {"demand: {orders_per_h: 0x10}\n",
         "in:1:10: demand.orders_per_h: expected a number, found '0x10'; write it in decimal digits\n"},
        {"demand: {orders_per_h: 1_000}\n",
         "in:1:10: demand.orders_per_h: expected a number, found '1_000'; write the digits without '_'\n"},
        {"demand: {orders_per_h: 1e}\n",
         "in:1:10: demand.orders_per_h: expected a number, found '1e'; write one plain number, without a unit\n"},
        {"demand: {orders_per_h: -}\n", "in:1:10: demand.orders_per_h: expected a number, found '-'\n"},
        {"demand: {orders_per_h: 1e-400}\n",
         "in:1:10: demand.orders_per_h: expected a number, found '1e-400'; a 64-bit floating-point number cannot hold it\n"},
        {"demand: {orders_per_h: .inf}\n", "in:1:10: demand.orders_per_h: expected a number, found '.inf'; it must be finite\n"},
        {"demand: {orders_per_h: -.Inf}\n",
         "in:1:10: demand.orders_per_h: expected a number, found '-.Inf'; it must be finite\n"},
        {"demand: {orders_per_h: infinity}\n",
         "in:1:10: demand.orders_per_h: expected a number, found 'infinity'; it must be finite\n"},
        {"demand: {orders_per_h: 1.2.3}\n",
         "in:1:10: demand.orders_per_h: expected a number, found '1.2.3'; write one plain number, without a unit\n"},
        {"demand: {orders_per_h: {a: 1}}\n", "in:1:10: demand.orders_per_h: expected a number, found a map\n"},
        {"demand: {orders_per_h: 1}\nseed: 1.5\n",
         "in:2:1: seed: expected a whole number, found '1.5'; write digits only, without point and exponent\n"},
        {"demand: {orders_per_h: 1}\nseed: 99999999999999999999\n",
         "in:2:1: seed: expected a whole number, found '99999999999999999999'; a 64-bit whole number cannot hold it\n"},
        {"demand: {orders_per_h: 1}\nseed: -0\n", "in:2:1: seed: expected a whole number, found '-0'; write 0\n"},
        {"demand: {orders_per_h: 1}\nseed: 0o17\n",
         "in:2:1: seed: expected a whole number, found '0o17'; write it in decimal digits\n"},
        {"demand: {orders_per_h: 1}\nseed: 12abc\n",
         "in:2:1: seed: expected a whole number, found '12abc'; write one plain number, without a unit\n"},
        {"demand: {orders_per_h: 1}\nseed: true\n", "in:2:1: seed: expected a whole number, found 'true'\n"},
        {"demand: {orders_per_h: 1}\nfleets: [{name: a, count: 0}]\n",
         "in:2:20: fleets[0].count: 0 is out of range; allowed 1 to 10000\n"},
        {"demand: {orders_per_h: 1}\nfleets: [{name: a, extends: b}]\n",
         "in:2:20: fleets[0]: unknown field 'extends'; the fields are: name, count, drive, tags\n"},
        {"demand: {orders_per_h: 1}\nextends: [a]\n", "in:2:1: extends: expected the path of a file, found a list\n"},
        {"demand: {orders_per_h: 1}\nextends:\n", "in:2:1: extends: expected the path of a file, found nothing\n"},
        {"extends: \"\"\n", "in:1:1: extends: expected the path of a file, found the quoted text ''\n"},
        {"title: \303\244 [x\n\303\274ber: 1\n",
         "in:1:1: demand.orders_per_h: missing; expected a number\n"
         "in:2:1: unknown field '\303\274ber'; the fields are: title, seed, offset_m, record, demand, fleets, notes\n"},
        {"a.b: 1\ndemand: {orders_per_h: 1}\n",
         "in:1:1: unknown field 'a.b'; the fields are: title, seed, offset_m, record, demand, fleets, notes\n"},
        {"demand.orders_per_h: 1\n",
         "in:1:1: unknown field 'demand.orders_per_h'; the fields are: title, seed, offset_m, record, demand, fleets, notes\n"
         "in:1:1: demand.orders_per_h: missing; expected a number\n"},
        {"title: ok\ndemand: {orders_per_h: 1}\ntext of which nothing fits a field name at all and which is cut somewhere: 1\n",
         "in:3:1: unknown field 'text of which nothing fits a field name at all and which is ...'; the fields are: title, seed, "
         "offset_m, record, demand, fleets, notes\n"},
        {"notes:\n- a\n - b\n", "in:1:1: demand.orders_per_h: missing; expected a number\n"},
        {"title: |+-\n a\n", "in:1:10: not valid YAML: unexpected character in block scalar\n"},
        {"title: [,]\n",
         "in:1:1: title: expected text, found a list\n"
         "in:1:1: demand.orders_per_h: missing; expected a number\n"},
    };
    return all;
}

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("a wrong field is refused with its exact messages and places") {
        for (const Case& entry : cases()) {
            CAPTURE(entry.text);
            CHECK(sample::read_site(entry.text).text() == entry.faults);
        }
    }
}
