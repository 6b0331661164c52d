#include "config/document.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include "sample.hpp"

using dray::EnvironmentError;
using dray::InputError;
using dray::config::Document;
using sample::Folder;
using sample::Site;

namespace {

Site site_of(const Document& document) {
    Site site;
    dray::config::Diagnostics faults;
    dray::config::read(document, sample::site_table(), &site, faults);
    for (const auto& fault : faults)
        FAIL_CHECK(fault.text());
    return site;
}

/// What an action throws, or "nothing".
template <class Error>
std::string words(const std::function<void()>& action) {
    try {
        action();
    } catch (const Error& error) {
        return error.what();
    }
    return "nothing";
}

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("every kind of field is read, and what is not written keeps its default") {
        const auto outcome = sample::read_site(R"(# a comment
title: Halle 7, "north"
seed: -12
record: true
demand: {orders_per_h: 1.25e2, policy: fullest, weights: [1, .5, 0.25]}
fleets:
  - name: 'it''s'
    count: 60
    drive: {speed_mps: 3, lifts: false}
    tags: [a, "b, c"]
  - name: small
notes:
- |
  [[ drawn ]]
   & * ! text

- >-
  folded
  text
)");
        CHECK(outcome.faults.empty());
        Site expected;
        expected.title = "Halle 7, \"north\"";
        expected.seed = -12;
        expected.record = true;
        expected.demand = {125, "fullest", {1, 0.5, 0.25}};
        expected.fleets = {{"it's", 60, {3, false}, {"a", "b, c"}}, {"small", 10, {1.5, true}, {}}};
        expected.notes = {"[[ drawn ]]\n & * ! text\n", "folded text"};
        CHECK(outcome.site == expected);
    }

    TEST_CASE("a byte order mark, CR LF line ends and document marks are read over") {
        const auto outcome = sample::read_site(
            "\xEF\xBB\xBF---\r\ntitle: a\r\ndemand:\r\n  orders_per_h: 2\r\nnotes:\r\n- |\r\n  x\r\n  y\r\n...\r\n# end\r\n");
        CHECK(outcome.faults.empty());
        CHECK(outcome.site.demand.orders_per_h == 2);
        CHECK(outcome.site.notes == std::vector<std::string>{"x\ny\n"});
    }

    TEST_CASE("a field with a fault keeps its default while the others are filled") {
        const auto outcome = sample::read_site("seed: x\noffset_m: 2\ndemand: {orders_per_h: 7, weights: [0.1, 5]}\n");
        CHECK(outcome.faults.size() == 2);
        CHECK(outcome.site.seed == 1);
        CHECK(outcome.site.offset_m == 2);
        CHECK(outcome.site.demand.weights == std::vector<double>{0.5, 0.25});
    }

    TEST_CASE("a file may extend a chain of others, field by field, and values keep their file") {
        const Folder folder;
        folder.write("base/deep.yaml", "demand: {orders_per_h: 5, policy: fullest}\nnotes: [a, b]\ntitle: deep\n");
        folder.write("base/middle.yaml", "extends: deep.yaml\nnotes: [c]\nseed: 4\n");
        const std::string path = folder.write("top.yaml", "extends: base/middle.yaml\n\ndemand:\n  orders_per_h: 9\n");
        const Document document = dray::config::load(path);
        const Site site = site_of(document);
        CHECK(site.demand.orders_per_h == 9);
        CHECK(site.demand.policy == "fullest");
        CHECK(site.notes == std::vector<std::string>{"c"});
        CHECK(site.title == "deep");
        CHECK(site.seed == 4);
        CHECK(document.path == path);
        CHECK(document.directory == folder.path("").substr(0, folder.path("").size() - 1));

        const auto place = [&](const char* field) {
            const auto found = document.place_of(field);
            return found.file.substr(found.file.rfind('/') + 1) + ":" + std::to_string(found.line) + ":" +
                   std::to_string(found.column);
        };
        CHECK(place("demand.orders_per_h") == "top.yaml:4:3");
        CHECK(place("demand.policy") == "deep.yaml:1:27");
        CHECK(place("demand.weights") == "top.yaml:3:1");
        CHECK(place("notes[0]") == "middle.yaml:2:9");
        CHECK(place("notes[7]") == "middle.yaml:2:1");
        CHECK(place("nowhere.at[1].all") == "top.yaml:1:1");
        CHECK(place("not..a path[") == "top.yaml:1:1");
    }

    TEST_CASE("faults of several files come in order: the file itself, the extended ones, the command line") {
        const Folder folder;
        folder.write("a.yaml", "seed: x\ntitle: []\n");
        const std::string path = folder.write("z.yaml", "extends: a.yaml\ndemand: {orders_per_h: -1}\nrecord: 5\n");
        Site site;
        dray::config::Diagnostics faults;
        dray::config::read(dray::config::load(path, {"offset_m=no"}), sample::site_table(), &site, faults);
        std::string all;
        for (const auto& fault : faults)
            all += (fault.file.empty() ? "-" : fault.file.substr(fault.file.rfind('/') + 1)) + std::to_string(fault.line) + " ";
        CHECK(all == "z.yaml2 z.yaml3 a.yaml1 a.yaml2 -0 ");
    }

    TEST_CASE("a circle of extends shows the chain and the place that closes it") {
        const Folder folder;
        const std::string a = folder.write("a.yaml", "extends: b.yaml\n");
        const std::string b = folder.write("b.yaml", "title: x\nextends: ./c.yaml\n");
        const std::string c = folder.write("c.yaml", "extends: b.yaml\n");
        CHECK(words<InputError>([&] { (void)dray::config::load(a); }) ==
              folder.path("./c.yaml") + ":1:1: extends: the files extend each other in a circle: " + b + " -> " +
                  folder.path("./c.yaml") + " -> " + folder.path("./b.yaml"));
        const std::string self = folder.write("self.yaml", "extends: self.yaml\n");
        CHECK(words<InputError>([&] { (void)dray::config::load(self); }) ==
              self + ":1:1: extends: the files extend each other in a circle: " + self + " -> " + self);
    }

    TEST_CASE("a chain of extends that is too long is refused") {
        const Folder folder;
        for (int i = 0; i < 20; ++i)
            folder.write(std::to_string(i) + ".yaml", "extends: " + std::to_string(i + 1) + ".yaml\n");
        CHECK(words<InputError>([&] { (void)dray::config::load(folder.path("0.yaml")); }) ==
              folder.path("15.yaml") + ":1:1: extends: the chain is too long; allowed 0 to 16 files");
    }

    TEST_CASE("a missing extended file names both files, and its faults name it") {
        const Folder folder;
        const std::string path = folder.write("a.yaml", "title: x\nextends: gone.yaml\n");
        CHECK(words<EnvironmentError>([&] { (void)dray::config::load(path); }) ==
              "cannot read '" + folder.path("gone.yaml") + "': No such file or directory (extended by " + path + ":2:1)");
        folder.write("gone.yaml", "\nx: b: c\n");
        CHECK(
            words<InputError>([&] { (void)dray::config::load(path); }).starts_with(folder.path("gone.yaml") + ":2:5: not valid"));
    }

    TEST_CASE("what is no regular file is refused without waiting") {
        const Folder folder;
        CHECK(words<EnvironmentError>([&] { (void)dray::config::load(folder.path("none.yaml")); }) ==
              "cannot read '" + folder.path("none.yaml") + "': No such file or directory");
        CHECK(words<EnvironmentError>([&] { (void)dray::config::load(folder.path("")); }) ==
              "cannot read '" + folder.path("") + "': it is a directory");
        REQUIRE(mkfifo(folder.path("pipe").c_str(), 0600) == 0);
        CHECK(words<EnvironmentError>([&] { (void)dray::config::load(folder.path("pipe")); }) ==
              "cannot read '" + folder.path("pipe") + "': it is not a regular file");
    }

    TEST_CASE("files, values and depth are bounded") {
        const Folder folder;
        const std::string big = folder.write("big.yaml", "title: " + std::string(4'000'000, 'x'));
        CHECK(words<InputError>([&] { (void)dray::config::load(big); }) ==
              big + ": 4000001 bytes are too many; allowed 0 to 4000000 bytes");
        std::string many = "notes: [";
        for (int i = 0; i < 210'000; ++i)
            many += "x,";
        CHECK(sample::read_site(many + "]").faults ==
              std::vector<std::string>{"in:1:400003: too many values; allowed 0 to 200000"});
        // None of these may grow the stack or the memory with the length of the text.
        for (const std::string part :
             {"[", "{a: ", "- ", "? ", "a: [", "!", "&a ", "\"", "'", "|", ": ", "a: {b: [", "[[", "-\n", "a:\n "}) {
            std::string text;
            while (text.size() < 300'000)
                text += part;
            CAPTURE(part);
            CHECK(!sample::read_site(text).faults.empty());
        }
        std::string deep;
        for (int i = 0; i < 600; ++i)
            deep += std::string(static_cast<std::size_t>(i), ' ') + "a:\n";
        CHECK(sample::read_site(deep).faults ==
              std::vector<std::string>{"in:33:33: lists and maps nest too deep; allowed 0 to 32"});
    }

    TEST_CASE("a flood of faults is cut with a count of the rest") {
        std::string text;
        for (int i = 0; i < 150; ++i)
            text += "zzzzz" + std::to_string(i) + ": 1\n";
        const auto outcome = sample::read_site(text);
        REQUIRE(outcome.faults.size() == 101);
        CHECK(outcome.faults[100] == "in: 51 further faults are not shown");
    }

    TEST_CASE("--set changes values, makes missing maps and takes lists and quoted text") {
        const auto outcome =
            sample::read_site("fleets: [{name: a}, {name: b}]\n",
                              {"demand.orders_per_h=900", "demand.weights=[0.1, 0.2]", "fleets[1].drive.speed_mps=2",
                               "title=\"a: [b\"", "seed=3", "seed=4", "notes=[x, y]", "notes[1]=z"});
        CHECK(outcome.faults.empty());
        CHECK(outcome.site.demand.orders_per_h == 900);
        CHECK(outcome.site.demand.weights == std::vector<double>{0.1, 0.2});
        CHECK(outcome.site.fleets[1].drive.speed_mps == 2);
        CHECK(outcome.site.title == "a: [b");
        CHECK(outcome.site.seed == 4);
        CHECK(outcome.site.notes == std::vector<std::string>{"x", "z"});
    }

    TEST_CASE("a bad --set is named and has no line") {
        struct Case {
            std::string set;
            std::string fault;
        };
        const Case cases[] = {
            {"", "--set : expected a.b=value or a[0].b=value"},
            {"title", "--set title: expected a.b=value or a[0].b=value"},
            {"=5", "--set =5: expected a.b=value or a[0].b=value"},
            {"demand.=5", "--set demand.=5: expected a.b=value or a[0].b=value"},
            {"a..b=5", "--set a..b=5: expected a.b=value or a[0].b=value"},
            {"fleets[x].count=5", "--set fleets[x].count=5: expected a.b=value or a[0].b=value"},
            {"fleets[-1].count=5", "--set fleets[-1].count=5: expected a.b=value or a[0].b=value"},
            {"fleets[0=5", "--set fleets[0=5: expected a.b=value or a[0].b=value"},
            {"fleets[0]count=5", "--set fleets[0]count=5: expected a.b=value or a[0].b=value"},
            {"fleets[2].count=5", "--set fleets[2].count=5: fleets: there is no entry 2; the list has 1"},
            {"notes[0]=5", "--set notes[0]=5: notes: expected a list, found nothing"},
            {"demand[0]=5", "--set demand[0]=5: demand: expected a list, found a map"},
            {"title.b=5", "--set title.b=5: title: expected a map of fields, found 'x'"},
            {"fleets.count=5", "--set fleets.count=5: fleets: expected a map of fields, found a list"},
            {"seed=1.5",
             "--set seed=1.5: seed: expected a whole number, found '1.5'; write digits only, without point and exponent"},
            {"seed=", "--set seed=: seed: expected a whole number, found nothing"},
            {"demand.orders_per_h=1,5",
             "--set demand.orders_per_h=1,5: demand.orders_per_h: expected a number, found '1,5'; the decimal sign is '.', and "
             "thousands are not separated"},
            {"demand.rate=1", "--set demand.rate=1: demand: unknown field 'rate'; the fields are: orders_per_h, policy, weights"},
            {"notes=[a, [b]]", "--set notes=[a, [b]]: notes[1]: expected text, found a list"},
            {"notes=[a", "--set notes=[a: the bracket that opens here does not close"},
            {"title=&a b", "--set title=&a b: anchors (&) are not allowed; use 'extends'"},
            {"title=a\nb", "--set title=a\nb: the value must stand on one line"},
            {"extends=a.yaml", "--set extends=a.yaml: 'extends' can only be given in a file"},
        };
        for (const Case& entry : cases) {
            CAPTURE(entry.set);
            const auto outcome = sample::read_site("title: x\ndemand: {orders_per_h: 1}\nfleets: [{name: a}]\n", {entry.set});
            CHECK(outcome.text() == entry.fault + "\n");
        }
        std::string deep = "a";
        for (int i = 0; i < 100'000; ++i)
            deep += ".a";
        CHECK(sample::read_site("title: x\n", {deep + "=1"}).faults.size() == 1);
    }

    TEST_CASE("the nearest name is near, and the first of equals") {
        const std::vector<std::string> names = {"orders_per_h", "count", "counts", "policy"};
        CHECK(dray::config::nearest_name("oders_per_h", names) == "orders_per_h");
        CHECK(dray::config::nearest_name("cuont", names) == "count");
        CHECK(dray::config::nearest_name("countx", names) == "count");
        CHECK(dray::config::nearest_name("POLICY", names) == "policy");
        CHECK(dray::config::nearest_name("price", names).empty());
        CHECK(dray::config::nearest_name("", names).empty());
        CHECK(dray::config::nearest_name(std::string(3'000'000, 'c'), names).empty());
    }

    TEST_CASE("a field is found in a table by its exact name") {
        CHECK(sample::site_table().find("demand") == &sample::site_table().fields[4]);
        CHECK(sample::site_table().find("Demand") == nullptr);
    }
}
