// Handling areas: people or robot arms who pack, check or repack parcels or totes.
#include <fmt/format.h>

#include "engine/bottleneck_states.hpp"
#include "engine/kinds/kinds.hpp"
#include "engine/kinds/people.hpp"
#include "operations/handling/handling_area.hpp"

namespace dray::engine {

namespace {

struct HandlingConfig : AreaConfig, operations::HandlingAreaConfig {
    HandlingConfig() { name = "handling"; }
};

const config::Table& handling_area_table() {
    using enum config::Grade;
    using Config = HandlingConfig;
    static const config::Table table =
        config::Describe<Config>("handling area",
                                 "People or robot arms who pack, check or repack parcels. Ports: parcels (in), handled (out).")
            .text("name", &Config::name, "Name in reports and connections; unique in the site.")
            .number("parcels_per_h", &Config::parcels_per_h, {0, 1e6}, "parcels/h",
                    "Parcels that come by themselves when nothing is connected: mean of a Poisson stream.", {"", Assumed})
            .integer("routes", &Config::routes, {1, 1000}, "routes", "And their destinations.", {"", Assumed})
            .section("work", static_cast<primitives::WorkConfig Config::*>(&Config::work), primitives::work_table(),
                     "The workers and what they do with each parcel.")
            .build();
    return table;
}

const FigureSheet& handling_sheet() {
    static const FigureSheet sheet = [] {
        using enum Unit;
        FigureSheet s{
            .section = "handling",
            .stage = kHandlingStage,
            .figures = {{"load_unit", Text,
                         "What comes: parcels, or totes from inbound trucks, which are then meant everywhere below."},
                        {"parcels_upstream", Count, "Wait before the full area, at the end."},
                        {"parcels_arrived", Count, "Came."},
                        {"parcels_inside", Count, "Still in the area at the end."},
                        {"parcels_gone", Count, "Passed on."},
                        {"parcels_per_hour", Rate, "Finished after the warm-up."},
                        {"time_s", Seconds, "Arrival to the outlet, of those finished after the warm-up."},
                        {"attempts", Count, "Attempts of workers."},
                        {"failures", Count, "Of them, failed."},
                        {"refused", Count, "Parcels declined at sight."},
                        {"exceptions", Count, "Parcels sent to the exception desk."},
                        {"desk_labour_h", Hours, "Work of people there."},
                        {"breakdowns", Count, "Of workers that are machines."}},
            .lines = {{{"{parcels_per_hour} {load_unit}/h handled, {time_s.p50} median and {time_s.p95} at 95 % from arrival"}},
                      {{"{parcels_arrived} arrived = {parcels_gone} gone on + {parcels_inside} inside"},
                       {"; {parcels_upstream} wait before it", "parcels_upstream"}},
                      people_sentence("workers"),
                      {{"{exceptions} exceptions ({refused} refused at sight) took {desk_labour_h} at the desk", "exceptions"}}},
            .title = "People and arms",
            .columns = {{"handled/h", "parcels_per_hour"},
                        {"from arrival, median", "time_s.p50"},
                        {"95 %", "time_s.p95"},
                        {"at work", "workers.working_share"},
                        {"without work", "workers.starved_share"},
                        {"outlet full", "workers.blocked_share"},
                        {"away or broken", "workers.away_share"},
                        {"exceptions", "exceptions"}},
            .yield = {"parcels_per_hour", "parcels handled"}};
        add_people(s.figures, "workers", "People or machines side by side");
        return s;
    }();
    return sheet;
}

class HandlingModel final : public AreaModel {
  public:
    HandlingModel(const HandlingConfig& config, const Surroundings& around, std::span<const double> shares)
        : totes_(around.totes),
          area_(config, around.fed, shares, around.articles_behind, around.clock, around.seed + around.number) {}

    void advance(Step now) override { area_.advance(now); }
    [[nodiscard]] std::size_t room(Step now) override {
        area_.advance(now);
        return area_.room();
    }
    void put(const primitives::Parcel& parcel, Step now) override { area_.put(parcel, now); }
    [[nodiscard]] bool ready() const override { return area_.ready(); }
    primitives::Parcel take(Step now) override { return area_.take(now); }

    [[nodiscard]] UnitBooks books() const override {
        return {cell().figures().arrived, static_cast<std::int64_t>(cell().inside()), cell().figures().gone};
    }
    void check(bool) const override { area_.check(); }
    void add_to(StateHash& hash) const override { area_.add_to(hash); }
    void end_warm_up() override { handled_ = std::ssize(cell().figures().time_s); }
    void measure(Measure& m) const override;

    [[nodiscard]] std::vector<GroupPlan> groups() const override {
        return {{"workers", insight::GroupKind::Worker, "worker-", cell().workers()}, {"desk", insight::GroupKind::Desk, "desk"}};
    }
    void look(Look& look) override {
        for (std::size_t k = 0; k < cell().workers(); ++k)
            look.state(kWorkers, k, cell().state(k));
        const std::size_t waiting = cell().queued() + area_.before();
        look.waiting(kWorkers, waiting);
        look.whole(kDesk, busy(cell().desk_load()), cell().at_desk());
        look.arrivals(area_.before() == 0 && short_queue(waiting, cell().workers()), waiting);
    }
    [[nodiscard]] std::int64_t parcels_waiting() const override {
        return static_cast<std::int64_t>(area_.before() + cell().queued());
    }
    [[nodiscard]] std::size_t queued() const override { return cell().queued(); }

  private:
    enum : std::size_t { kWorkers, kDesk };  // groups
    [[nodiscard]] const primitives::WorkCell& cell() const { return area_.cell(); }

    bool totes_;
    operations::HandlingArea area_;
    std::int64_t handled_ = 0;  // at the end of the warm-up
};

void HandlingModel::measure(Measure& m) const {
    const primitives::WorkFigures& f = cell().figures();
    m("load_unit", totes_ ? "totes" : "parcels");
    m("parcels_upstream", static_cast<std::int64_t>(area_.before()) + m.occasion().upstream);
    m("parcels_arrived", f.arrived);
    m("parcels_inside", cell().inside());
    m("parcels_gone", f.gone);
    m("parcels_per_hour", m.per_hour(std::ssize(f.time_s), handled_));
    m("time_s", m.since(f.time_s, handled_));
    m("attempts", f.attempts);
    m("failures", f.failures);
    m("refused", f.refused);
    m("exceptions", f.exceptions);
    m("desk_labour_h", f.desk_labour_s / 3600);
    m("breakdowns", f.breakdowns);
    measure_people(m, "workers", cell().workers(), [&](std::size_t worker, primitives::StationState state) {
        return cell().time_in(worker, state, m.occasion().now);
    });
}

class HandlingType final : public AreaType {
  public:
    HandlingType()
        : AreaType({.section = "handling",
                    .doc = "Workers who pack or check parcels.",
                    .stage = kHandlingStage,
                    .ports = {{"parcels"}, {"totes", false, LoadUnit::Totes}, {"handled", true, LoadUnit::AsTaken}},
                    .sheet = &handling_sheet(),
                    .logged = operations::OrderStage::Packed}) {}
    [[nodiscard]] const config::Table& table() const override { return handling_area_table(); }
    [[nodiscard]] std::unique_ptr<AreaList> no_areas() const override { return std::make_unique<AreaListOf<HandlingConfig>>(); }
    // Its own parcels go where those of the sort floor behind it go, and show articles that readers behind it know.
    [[nodiscard]] std::unique_ptr<AreaModel> make(const AreaConfig& area, const Surroundings& around) const override {
        const std::vector<double> equal(static_cast<std::size_t>(of(area).routes), 1.0);
        return std::make_unique<HandlingModel>(of(area), around, around.route_shares.empty() ? equal : around.route_shares);
    }
    void check(const AreaConfig& area, const AreaFault& fault) const override {
        check_absences("work.absences", of(area).work.absences, fault);
    }
    [[nodiscard]] std::string describe(const AreaConfig& area) const override {
        const primitives::WorkConfig& work = of(area).work;
        return fmt::format("{} workers, exception desk of {}: at most {:.0f} units handled/h", work.workers, work.desk_people,
                           3600 * static_cast<double>(work.workers) / work.time_s);
    }
    void relieve(const AreaConfig& area, bool fed, bool, Reliefs& r) const override {
        const primitives::WorkConfig& work = of(area).work;
        if (!fed) r.arrivals("parcels_per_h", of(area).parcels_per_h, "parcels");
        r.one_more("workers", "worker", "work.workers", work.workers);
        r.faster("workers", "time for a parcel", {{"work.time_s", work.time_s}});
        r.one_more("desk", "person at the desk", "work.desk_people", work.desk_people);
        r.faster("desk", "time for an exception", {{"work.desk_s", work.desk_s}});
    }

  private:
    static const HandlingConfig& of(const AreaConfig& area) { return static_cast<const HandlingConfig&>(area); }
};

}  // namespace

const AreaType& handling_type() {
    static const HandlingType type;
    return type;
}

}  // namespace dray::engine
