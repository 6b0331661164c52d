#include <doctest/doctest.h>

#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <numeric>

#include "base/error.hpp"
#include "demand_fixture.hpp"

using namespace dray;
using namespace dray::operations;
namespace fs = std::filesystem;

namespace {

using Texts = std::vector<std::string>;

/// A directory of one test case, with a trace in it; gone afterwards.
class TraceDir {
  public:
    explicit TraceDir(const std::string& content) {
        static int count = 0;
        dir_ = fs::temp_directory_path() /
               ("dray-trace-" + std::to_string(std::hash<std::string>()(content)) + "-" + std::to_string(count++));
        fs::create_directories(dir_);
        std::ofstream(dir_ / "t.csv", std::ios::binary) << content;
    }
    TraceDir(const TraceDir&) = delete;
    ~TraceDir() { fs::remove_all(dir_); }

    [[nodiscard]] std::string directory() const { return dir_.string(); }
    [[nodiscard]] std::string file() const { return (dir_ / "t.csv").string(); }

  private:
    fs::path dir_;
};

DemandConfig trace_config() {
    DemandConfig config;
    config.source = "trace";
    config.trace = "t.csv";
    return config;
}

test::Made read(const std::string& content, const DemandConfig& config = trace_config(), double duration_s = 86400) {
    const TraceDir dir(content);
    test::Made made = test::make(config, duration_s, 1, test::demand_document({}, dir.directory()));
    // The file's own path differs from run to run.
    for (std::string& fault : made.faults)
        if (fault.starts_with(dir.file())) fault.replace(0, dir.file().size(), "t.csv");
    return made;
}

/// Faults of a single row below a sound header, which is line 2.
Texts faults_of(const std::string& row) {
    return read("order_id,placed_at,sku,quantity\n" + row + "\n").faults;
}

double release_s(const Demand& demand, std::size_t order) {
    return Clock().seconds(demand.orders[order].release);
}

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("a trace is read whatever its line ends, mark, quotes, blank lines and order of columns") {
        const test::Made made = read(
            "\xef\xbb\xbfquantity,\"order_id\",note,placed_at,sku\r\n"
            "\r\n"
            "2,A,\"x, y\",2010-12-01T08:26:00,\"nut, M8\"\r\n"
            " 3 ,A,,2010-12-01 08:26:00,bolt\r\n"
            "   \r\n"
            "1,B,\"a \"\"b\"\"\",2010-12-01T08:26:30,K\xc3\xb6ln");
        CHECK(made.faults == Texts{});
        const Demand& d = made.demand;
        CHECK(d.sku_names == Texts{"nut, M8", "bolt", "K\xc3\xb6ln"});
        REQUIRE(d.orders.size() == 2);
        CHECK(d.orders[0].name == "A");
        CHECK(d.orders[0].line_count == 2);
        CHECK(d.orders[1].first_line == LineId(std::size_t{2}));
        CHECK(release_s(d, 0) == 0);
        CHECK(release_s(d, 1) == 30);
        CHECK(d.sku_units == std::vector<std::int64_t>{2, 3, 1});
        CHECK(d.sku_popularity[0] == doctest::Approx(1.0 / 3));
    }

    TEST_CASE("rows of an order may stand apart, orders are sorted by time then appearance, equal SKUs are merged") {
        const test::Made made = read(
            "order_id,placed_at,sku,quantity\n"
            "C,2010-12-01T10:00:00,x,1\n"
            "B,2010-12-01T09:00:00,y,2\n"
            "A,2010-12-01T09:00:00,x,4\n"
            "C,2010-12-01T10:00:00,y,8\n"
            "B,2010-12-01T09:00:00,x,16\n"
            "B,2010-12-01T09:00:00,y,32\n");
        CHECK(made.faults == Texts{});
        const Demand& d = made.demand;
        REQUIRE(d.orders.size() == 3);
        CHECK(d.orders[0].name == "B");
        CHECK(d.orders[1].name == "A");
        CHECK(d.orders[2].name == "C");
        CHECK(d.sku_names == Texts{"y", "x"});
        REQUIRE(d.lines.size() == 5);
        CHECK(d.lines[0].units == 34);
        CHECK(d.lines[1].units == 16);
        CHECK(d.lines[4].order == OrderId(std::size_t{2}));
        CHECK(d.sku_max_line == std::vector<std::int64_t>{34, 16});
        CHECK(d.sku_units == std::vector<std::int64_t>{42, 21});
    }

    TEST_CASE("an order that was entered over some minutes is placed when its last row is") {
        const test::Made made = read(
            "order_id,placed_at,sku,quantity\n"
            "A,2010-12-01T08:05:00,x,1\n"
            "B,2010-12-01T08:07:00,x,1\n"
            "A,2010-12-01T08:15:00,y,1\n"
            "A,2010-12-01T08:00:00,z,1\n");
        CHECK(made.faults == Texts{});
        REQUIRE(made.demand.orders.size() == 2);
        CHECK(made.demand.orders[1].name == "A");
        CHECK(made.demand.orders[1].line_count == 3);
        CHECK(release_s(made.demand, 1) == 480);
    }

    TEST_CASE("time is scaled, nights are squeezed, and the limit keeps the first orders in time") {
        const std::string content =
            "order_id,placed_at,sku,quantity\n"
            "late,2010-12-03T08:00:00,rare,1\n"
            "first,2010-12-01T20:00:00,x,1\n"
            "second,2010-12-01T20:30:00,x,1\n"
            "third,2010-12-02T08:00:00,x,1\n";
        DemandConfig config = trace_config();
        const Demand plain = read(content).demand;
        CHECK(release_s(plain, 1) == 1800);
        CHECK(release_s(plain, 3) == 36 * 3600);
        config.squeeze_nights = true;
        const Demand squeezed = read(content, config).demand;
        CHECK(release_s(squeezed, 1) == 1800);
        CHECK(release_s(squeezed, 2) == 1800 + 3600);
        CHECK(release_s(squeezed, 3) == 1800 + 2 * 3600);
        config.time_scale = 20;
        config.limit_orders = 3;
        const Demand scaled = read(content, config).demand;
        REQUIRE(scaled.orders.size() == 3);
        CHECK(release_s(scaled, 2) == 270);
        CHECK(scaled.sku_names == Texts{"x"});
        for (std::size_t n = 0; n < 3; ++n)
            CHECK(scaled.orders[n].due - scaled.orders[n].release == squeezed.orders[n].due - squeezed.orders[n].release);
    }

    TEST_CASE("a trace without a time scale is fitted into the run, its last order released at 95 % of it") {
        const std::string content =
            "order_id,placed_at,sku,quantity\n"
            "first,2010-12-01T00:00:00,x,1\n"
            "second,2010-12-03T00:00:00,x,1\n"
            "third,2010-12-05T00:00:00,x,1\n";
        DemandConfig config = trace_config();
        config.time_scale = 0;
        const Demand fitted = read(content, config, 10000).demand;
        CHECK(release_s(fitted, 1) == 4750);
        CHECK(release_s(fitted, 2) == 9500);
        const Demand moment = read("order_id,placed_at,sku,quantity\nonly,2010-12-01T00:00:00,x,1\n", config, 10000).demand;
        CHECK(release_s(moment, 0) == 0);
    }

    TEST_CASE("orders after the end of the run stay part of the demand") {
        const Demand demand =
            read("order_id,placed_at,sku,quantity\nA,2010-12-01T08:00:00,x,1\nB,2010-12-09T08:00:00,y,1\n", trace_config(), 3600)
                .demand;
        REQUIRE(demand.orders.size() == 2);
        CHECK(demand.orders[1].release > Clock().steps(3600));
    }

    TEST_CASE("due times of a trace lie between their bounds") {
        DemandConfig config = trace_config();
        config.due_min_s = 60;
        config.due_max_s = 120;
        const Demand demand = read("order_id,placed_at,sku,quantity\nA,2010-12-01T08:00:00,x,1\n", config).demand;
        const double lead_s = Clock().seconds(demand.orders[0].due);
        CHECK(lead_s >= 60);
        CHECK(lead_s <= 120);
    }

    TEST_CASE("each kind of bad row is named with its line, column and words") {
        CHECK(faults_of("A,2010-12-01T08:26:00,x") == Texts{"t.csv:2:1: the row has 3 columns, the header 4"});
        CHECK(faults_of("A,2010-12-01T08:26:00,x,1,") == Texts{"t.csv:2:1: the row has 5 columns, the header 4"});
        CHECK(faults_of(",2010-12-01T08:26:00,x,1") == Texts{"t.csv:2:1: order_id: is empty"});
        CHECK(faults_of("A,2010-12-01T08:26:00, ,1") == Texts{"t.csv:2:24: sku: is empty"});
        CHECK(faults_of("A,2010-12-01T08:26:00,a\xff,1") ==
              Texts{"t.csv:2:23: sku: \"a?\" is not UTF-8 text without control characters"});
        CHECK(faults_of("A,2010-12-01T08:26:00,\"x,1") ==
              Texts{"t.csv:2:23: the quoted field that begins here does not end on this line"});
        CHECK(faults_of("A,,,") == Texts{"t.csv:2:3: placed_at: \"\" is not a date and time such as 2010-12-01T08:26:00",
                                         "t.csv:2:4: sku: is empty",
                                         "t.csv:2:5: quantity: \"\" is not a whole number from 1 to 1000000"});
    }

    TEST_CASE("bad times are named") {
        for (const char* bad :
             {"2010-13-01T08:26:00", "2010-02-29T08:26:00", "2010-00-10T08:26:00", "2010-12-01T24:00:00", "2010-12-01T08:60:00",
              "2010-12-01T08:26:60", "2010-12-01_08:26:00", "2010-12-01T08:26", "2010-12-01T08:26:00Z", "01.12.2010 08:26:00",
              "2010-12-01T08:26:0x", "2010-12-01T-8:26:00", "20l0-12-01T08:26:00", "2010-12-01T 8:26:00", "1e9"}) {
            CHECK(faults_of(std::string("A,") + bad + ",x,1") ==
                  Texts{std::string("t.csv:2:3: placed_at: \"") + bad + "\" is not a date and time such as 2010-12-01T08:26:00"});
        }
        CHECK(faults_of("A,2012-02-29T23:59:59,x,1") == Texts{});
    }

    TEST_CASE("bad quantities are named") {
        for (const char* bad :
             {"0", "-3", "1000001", "99999999999999999999", "1.0", "1e3", "0x10", "ten", "1_000", "+5", "nan"}) {
            CHECK(faults_of(std::string("A,2010-12-01T08:26:00,x,") + bad) ==
                  Texts{std::string("t.csv:2:25: quantity: \"") + bad + "\" is not a whole number from 1 to 1000000"});
        }
        CHECK(faults_of("A,2010-12-01T08:26:00,x,1000000") == Texts{});
        CHECK(faults_of("A,2010-12-01T08:26:00,x,007") == Texts{});
    }

    TEST_CASE("an order whose rows differ in time, or that adds up to too much, is named") {
        CHECK(faults_of("A,2010-12-01T08:26:00,x,1\nA,2010-12-01T08:36:00,y,1") == Texts{});
        CHECK(
            faults_of("A,2010-12-01T08:26:00,x,1\nA,2010-12-01T08:36:01,y,1") ==
            Texts{"t.csv:3:3: placed_at: order \"A\" is placed at 2010-12-01T08:36:01 here but at 2010-12-01T08:26:00 in line 2, "
                  "more than 10 minutes apart"});
        CHECK(faults_of("A,2010-12-01T08:26:00,x,999999\nA,2010-12-01T08:26:00,x,1") == Texts{});
        CHECK(faults_of("A,2010-12-01T08:26:00,x,999999\nA,2010-12-01T08:26:00,x,2") ==
              Texts{"t.csv:2:1: quantity: order \"A\" wants more than 1000000 units of SKU \"x\" in all"});
    }

    TEST_CASE("twenty faults are listed, the others counted") {
        std::string content = "order_id,placed_at,sku,quantity\n";
        for (int i = 0; i < 20; ++i)
            content += "A,2010-12-01T08:26:00,x,0\n";
        CHECK(read(content).faults.size() == 20);
        content += "A,2010-12-01T08:26:00,x,0\nA,2010-12-01T08:26:00,x,1\nA,,x,0\n";
        const Texts faults = read(content).faults;
        REQUIRE(faults.size() == 21);
        CHECK(faults[19] == "t.csv:21:25: quantity: \"0\" is not a whole number from 1 to 1000000");
        CHECK(faults[20] == "t.csv: and 3 more faults like these");
    }

    TEST_CASE("an empty trace and a bad header are named") {
        const Texts empty = {"t.csv:1:1: the trace is empty: it needs a header with order_id, placed_at, sku and quantity"};
        CHECK(read("").faults == empty);
        CHECK(read("\r\n\n").faults == empty);
        CHECK(read("\norder_id,placed_at,sku,quantity\n\n").faults == Texts{"t.csv:2:1: the trace has a header but no orders"});
        CHECK(read("order_id,placed_at,SKU,quantity\nA,2010-12-01T08:26:00,x,1\n").faults ==
              Texts{"t.csv:1:1: the header has no column \"sku\"; it needs order_id, placed_at, sku and quantity, once each"});
        CHECK(
            read("order_id,placed_at,sku,quantity,sku\nA,2010-12-01T08:26:00,x,1,y\n").faults ==
            Texts{
                "t.csv:1:1: the header has several columns \"sku\"; it needs order_id, placed_at, sku and quantity, once each"});
        CHECK(read("\"order_id\nA,2010-12-01T08:26:00,x,1\n").faults ==
              Texts{"t.csv:1:1: the quoted field that begins here does not end on this line"});
        CHECK(read("A,2010-12-01T08:26:00,x,1\n").faults.size() == 4);
    }

    TEST_CASE("a trace without a name is a fault, one that cannot be read is an error of the surroundings") {
        DemandConfig config = trace_config();
        config.trace = "";
        CHECK(test::make(config, 3600, 1, test::demand_document({"source", "trace"})).faults ==
              Texts{"site.yaml:3:3: demand.trace: the source is a trace, but no file is named"});
        config.trace = "/nowhere/t.csv";
        CHECK_THROWS_WITH_AS((void)test::make(config, 3600), "cannot open the trace /nowhere/t.csv: No such file or directory",
                             EnvironmentError);
        const TraceDir dir("");
        config.trace = dir.directory();
        CHECK_THROWS_WITH_AS((void)test::make(config, 3600), ("the trace " + dir.directory() + " is not a regular file").c_str(),
                             EnvironmentError);
        config.trace = "/dev/null";
        CHECK_THROWS_AS((void)test::make(config, 3600), EnvironmentError);
    }

    TEST_CASE("a trace is looked for beside the scenario, else in the working directory") {
        const std::string header = "order_id,placed_at,sku,quantity\n";
        const TraceDir beside(header + "scenario,2010-12-01T08:26:00,x,1\n"), here(header + "working,2010-12-01T08:26:00,x,1\n");
        const fs::path before = fs::current_path();
        fs::current_path(here.directory());
        const DemandConfig config = trace_config();
        CHECK(test::make(config, 3600, 1, test::demand_document({}, beside.directory())).demand.orders.at(0).name == "scenario");
        CHECK(test::make(config, 3600, 1, test::demand_document({}, "/nowhere")).demand.orders.at(0).name == "working");
        fs::current_path(before);
    }

    TEST_CASE("the shipped small shop is a sound day of 400 orders with two peaks") {
        DemandConfig config = trace_config();
        config.trace = "small-shop.csv";
        const test::Made made = test::make(config, 86400, 1, test::demand_document({}, DRAY_SOURCE_DIR "/scenarios/traces"));
        CHECK(made.faults == Texts{});
        CHECK(made.demand.orders.size() == 400);
        CHECK(made.demand.sku_names.size() > 140);
        CHECK(made.demand.sku_names.size() <= 150);
        const double first_s = 3600 + 7 * 60 + 50;  // the day's time of the first order
        std::vector<int> by_hour(24);
        for (std::size_t n = 0; n < made.demand.orders.size(); ++n)
            ++by_hour[static_cast<std::size_t>((release_s(made.demand, n) + first_s) / 3600)];
        CHECK(by_hour[9] + by_hour[10] + by_hour[11] > 2 * (by_hour[12] + by_hour[5] + by_hour[6]));
        CHECK(by_hour[10] > by_hour[12]);
        CHECK(by_hour[15] > by_hour[12]);
        CHECK(*std::ranges::max_element(made.demand.sku_max_line) == 48);
    }
}
