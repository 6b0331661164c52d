// A type of area that is no part of the program, defined in this file alone: a buffer in which parcels rest for a while. One
// registration makes it readable, connectable, watched, audited and told of everywhere.
#include <doctest/doctest.h>

#include <algorithm>
#include <deque>
#include <nlohmann/json.hpp>
#include <optional>
#include <tuple>

#include "base/error.hpp"
#include "engine/area_type.hpp"
#include "engine/simulation.hpp"
#include "engine/site.hpp"
#include "experiment/metrics.hpp"
#include "experiment/whatif/relief.hpp"
#include "report/documents.hpp"

namespace dray {

namespace {

using engine::Unit;
using nlohmann::ordered_json;

struct BufferConfig : engine::AreaConfig {
    BufferConfig() { name = "buffer"; }
    std::int64_t places = 50;
    double rest_s = 60;
    std::int64_t loses_every = 0;  // a fault that audits must find: each such parcel vanishes
};

const config::Table& buffer_table() {
    static const config::Table table =
        config::Describe<BufferConfig>("buffer", "Places in which parcels rest. Ports: parcels (in), rested (out).")
            .text("name", &BufferConfig::name, "Unique in the site.")
            .integer("places", &BufferConfig::places, {1, 1000}, "parcels", "That rest at the same time.")
            .number("rest_s", &BufferConfig::rest_s, {0, 3600}, "s", "For so long.")
            .integer("loses_every", &BufferConfig::loses_every, {0, 1000}, "parcels", "Broken: of so many one vanishes.")
            .build();
    return table;
}

const engine::FigureSheet& buffer_sheet() {
    static const engine::FigureSheet sheet{
        .section = "buffers",
        .stage = engine::kHandlingStage,
        .figures = {{"parcels_arrived", Unit::Count, "Came."},
                    {"parcels_inside", Unit::Count, "Rest at the end."},
                    {"parcels_gone", Unit::Count, "Passed on."},
                    {"parcels_per_hour", Unit::Rate, "Passed on after the warm-up."},
                    {"places.taken_share", Unit::Share, "Of the places, at the end."}},
        .lines = {{{"{parcels_per_hour} parcels/h rested; {places.taken_share} of its places are taken"}}},
        .title = "Buffers",
        .columns = {{"rested/h", "parcels_per_hour"}},
        .metrics = {{"parcels_per_hour", "rested", "parcels/h", engine::Better::Higher, true}}};
    return sheet;
}

class BufferModel final : public engine::AreaModel {
  public:
    BufferModel(const BufferConfig& config, const Clock& clock) : config_(config), rest_(clock.steps(config.rest_s)) {}

    void advance(Step now) override { now_ = now; }
    [[nodiscard]] std::size_t room(Step) override { return static_cast<std::size_t>(config_.places) - resting_.size(); }
    void put(const primitives::Parcel& parcel, Step now) override {
        ++arrived_;
        if (config_.loses_every == 0 || arrived_ % config_.loses_every != 0) resting_.emplace_back(now + rest_, parcel);
    }
    [[nodiscard]] bool ready() const override { return !resting_.empty() && resting_.front().first <= now_; }
    primitives::Parcel take(Step) override {
        const primitives::Parcel parcel = resting_.front().second;
        resting_.pop_front();
        ++gone_;
        return parcel;
    }

    [[nodiscard]] engine::UnitBooks books() const override { return {arrived_, std::ssize(resting_), gone_}; }
    void check(bool) const override {}
    void add_to(StateHash& hash) const override { hash.add(arrived_); }
    void end_warm_up() override { mark_ = gone_; }
    void measure(engine::Measure& m) const override {
        m("parcels_arrived", arrived_);
        m("parcels_inside", resting_.size());
        m("parcels_gone", gone_);
        m("parcels_per_hour", m.per_hour(gone_, mark_));
        m("places.taken_share", taken());
    }

    [[nodiscard]] std::vector<engine::GroupPlan> groups() const override {
        return {{"places", insight::GroupKind::Conveyor, "places"}};
    }
    void look(engine::Look& look) override { look.whole(0, {taken(), 1 - taken(), 0, 0}, 0); }

  private:
    [[nodiscard]] double taken() const { return static_cast<double>(resting_.size()) / static_cast<double>(config_.places); }

    BufferConfig config_;
    Step rest_, now_ = 0;
    std::int64_t arrived_ = 0, gone_ = 0, mark_ = 0;
    std::deque<std::pair<Step, primitives::Parcel>> resting_;
};

class BufferType final : public engine::AreaType {
  public:
    BufferType()
        : AreaType({.section = "buffers",
                    .doc = "Places in which parcels rest.",
                    .ports = {{"parcels"}, {"rested", true}},
                    .sheet = &buffer_sheet()}) {}
    [[nodiscard]] const config::Table& table() const override { return buffer_table(); }
    [[nodiscard]] std::unique_ptr<engine::AreaList> no_areas() const override {
        return std::make_unique<engine::AreaListOf<BufferConfig>>();
    }
    [[nodiscard]] std::unique_ptr<engine::AreaModel> make(const engine::AreaConfig& area,
                                                          const engine::Surroundings& around) const override {
        return std::make_unique<BufferModel>(static_cast<const BufferConfig&>(area), around.clock);
    }
    [[nodiscard]] std::string describe(const engine::AreaConfig& area) const override {
        return fmt::format("{} places", static_cast<const BufferConfig&>(area).places);
    }
    void relieve(const engine::AreaConfig& area, bool, bool, engine::Reliefs& reliefs) const override {
        reliefs.one_more("places", "place", "places", static_cast<const BufferConfig&>(area).places);
    }
};

// The one registration, before any scenario is read.
const BufferType kBuffer;
const bool kRegistered = (engine::register_area_type(kBuffer), true);

engine::LoadedScenario site(const std::string& connections, const std::vector<std::string>& overrides = {}) {
    const std::string areas =
        "duration_s: 3600\nwarm_up_s: 600\n"
        "handling: [{name: pack, parcels_per_h: 600, work: {workers: 6}}, {name: check, work: {workers: 6}}]\n"
        "buffers: [{name: hold, places: 40, rest_s: 60}]\n";
    return engine::read_scenario(config::parse(areas + connections, "site.yaml", ".", overrides), "site");
}

const std::string kThrough =
    "connections: [{from: pack.handled, to: hold.parcels}, {from: hold.rested, to: check.parcels, conveyor: {length_m: 10}}]\n";

engine::Results run(engine::LoadedScenario loaded) {
    engine::Simulation simulation(std::move(loaded), 1, {.full_checks = true});
    while (!simulation.done())
        simulation.tick();
    return simulation.results();
}

std::string refusal(const std::string& connections, const std::vector<std::string>& overrides = {}) {
    try {
        std::ignore = engine::build_site(site(connections, overrides), 1);
    } catch (const InputError& error) {
        return error.what();
    }
    return {};
}

bool says(const std::string& text, const std::string& part) {
    CAPTURE(text);
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("a registered type of area has its fields and ports checked, with place and nearest name") {
        REQUIRE(kRegistered);
        CHECK(refusal(kThrough).empty());
        CHECK(
            says(refusal(kThrough, {"buffers[0].places=0"}), "buffers[0].places: 0 is out of range; allowed 1 to 1000 parcels"));
        CHECK(says(refusal(kThrough, {"buffers[0].plaecs=4"}), "did you mean 'places'?"));
        CHECK(says(refusal("connections: [{from: hold.restd, to: check.parcels}]\n"),
                   "connections[0].from: there is no port 'hold.restd'; did you mean 'hold.rested'?"));
        CHECK(says(refusal("put_walls: [{name: wall}]\nconnections: [{from: hold.rested, to: wall.items}]\n"),
                   "connections[0].to: the port 'wall.items' takes items, but 'hold.rested' gives parcels"));
        CHECK(says(refusal("connections: [{from: hold.rested, to: pack.parcels}, {from: pack.handled, to: hold.parcels}]\n"),
                   "go round in a circle"));
    }

    TEST_CASE("what a registered type measures is told in the summary, on the terminal and in comparisons") {
        const engine::Results r = run(site(kThrough));
        const auto j = report::summary_json(r, {});
        const auto& hold = j["buffers"]["hold"];
        // 600 parcels an hour for a minute each are 10 (Little's law).
        CHECK(hold["parcels_arrived"].get<int>() == hold["parcels_inside"].get<int>() + hold["parcels_gone"].get<int>());
        CHECK(hold["parcels_per_hour"].get<double>() == doctest::Approx(600).epsilon(0.18));
        CHECK(hold["parcels_arrived"] == j["handling"]["pack"]["parcels_gone"]);
        CHECK(hold["parcels_gone"] == j["carriers"]["hold > check"]["units_arrived"]);
        CHECK(hold["places"]["taken_share"].get<double>() == r.area("hold")["places.taken_share"]);
        CHECK(says(report::terminal_summary(r, {}, false), "parcels/h rested; "));
        const experiment::Figures figures = experiment::figures_of(j);
        CHECK(experiment::value_of(figures, "buffers.hold.parcels_per_hour") == hold["parcels_per_hour"]);
        CHECK(experiment::metric_named("buffers.hold.parcels_per_hour").title == "hold: rested");
        CHECK(experiment::is_headline("buffers.hold.parcels_per_hour"));
    }

    TEST_CASE("a registered type stands in the ranking, limits where it is too small, and can be relieved") {
        const auto small = [] { return site(kThrough, {"buffers[0].places=8"}); };
        const engine::Results r = run(small());
        REQUIRE_FALSE(r.bottlenecks.empty());
        CHECK(r.bottlenecks[0].group == "hold places");
        CHECK(r.area("pack")["workers.blocked_share"] > 0.02);
        const auto reliefs = experiment::practical_reliefs(small().scenario);
        const auto relief = std::ranges::find(reliefs, "hold places", &engine::Relief::group);
        REQUIRE(relief != reliefs.end());
        CHECK(relief->what == "+1 hold place");
        CHECK(relief->overrides == std::vector<std::string>{"buffers[0].places=9"});
    }

    TEST_CASE("what a registered type loses stops the run with its name") {
        std::string told;
        try {
            run(site(kThrough, {"buffers[0].loses_every=7"}));
        } catch (const BugError& error) {
            told = error.what();
        }
        CHECK(says(told, "7 load units came to 'hold': "));
    }
}

}  // namespace dray
