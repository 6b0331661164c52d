// Identification areas: readers that tell the parcels or totes of one tote from each other, with people at exception desks.
#include <fmt/format.h>

#include <algorithm>

#include "engine/bottleneck_states.hpp"
#include "engine/kinds/kinds.hpp"
#include "operations/identifying/identification_area.hpp"

namespace dray::engine {

namespace {

struct IdentificationConfig : AreaConfig, operations::IdentificationAreaConfig {
    IdentificationConfig() { name = "identification"; }
};

const config::Table& identification_area_table() {
    using enum config::Grade;
    using Config = IdentificationConfig;
    static const config::Table table =
        config::Describe<Config>(
            "identification area",
            "Readers that tell the parcels of a tote from each other. Ports: parcels (in), identified (out).")
            .text("name", &Config::name, "Name in reports and connections; unique in the site.")
            .integer("readers", &Config::readers, {1, 200}, "readers", "Readers side by side, each with its exception desk.",
                     {"", Assumed})
            .integer("tote_parcels", &Config::tote_parcels, {1, 1000}, "parcels",
                     "Parcels that come in one tote: each is one of these, and the reader knows it.", {"a few dozen", Measured})
            .number("tote_wait_s", &Config::tote_wait_s, {1, 86400}, "s", "A tote that is not full goes after so long.",
                    {"", Assumed})
            .number("reader_mtbf_h", &Config::reader_mtbf_h, {0, 1e6}, "h",
                    "Mean running time of a reader between failures (exponential); 0: none.", {"", Assumed})
            .number("reader_mttr_s", &Config::reader_mttr_s, {1, 1e6}, "s", "Mean time of a failure (exponential).",
                    {"", Assumed})
            .number("parcels_per_h", &Config::parcels_per_h, {0, 1e6}, "parcels/h",
                    "Parcels that come by themselves when nothing is connected: mean of a Poisson stream.", {"", Assumed})
            .integer("routes", &Config::routes, {1, 1000}, "routes", "And their destinations.", {"", Assumed})
            .section("figures", static_cast<primitives::IdentificationConfig Config::*>(&Config::figures),
                     primitives::identification_table(), "Catalogue, sensors and reader.")
            .build();
    return table;
}

const FigureSheet& identification_sheet() {
    using enum Unit;
    static const FigureSheet sheet{
        .section = "identification",
        .stage = kIdentificationStage,
        .figures = {{"load_unit", Text,
                     "What comes: parcels, or totes from inbound trucks, which are then meant everywhere below."},
                    {"parcels_arrived", Count, "Came."},
                    {"parcels_inside", Count, "Still in the area at the end."},
                    {"parcels_gone", Count, "Passed on."},
                    {"identified", Count, "Left a reader or its desk."},
                    {"identified_per_hour", Rate, "The same, after the warm-up."},
                    {"accuracy", Accuracy, "Share of the identified ones that were taken for what they are; 1 where none was."},
                    {"wrong", Count, "Taken for an article that they are not."},
                    {"astray", Count, "Of those, sent to another route than their own."},
                    {"desk_share", Share, "Share of the identified ones that a person settled."},
                    {"desk_labour_h", Hours, "Work of people at the desks."},
                    {"reads", Count, "Reads."},
                    {"time_s", Seconds, "Arrival to leaving the reader, of those identified after the warm-up."},
                    {"readers.count", Count, "Readers."},
                    {"readers.working_share", Share, "Share of all readers' time in which they read."},
                    {"readers.blocked_share", Share, "Share in which what was read could not leave."},
                    {"readers.down_share", Share, "Share in which they had failed."}},
        .lines =
            {{{"{identified_per_hour} {load_unit}/h identified, {accuracy} right, {time_s.p50} median and {time_s.p95} at 95 % "
               "from arrival"}},
             {{"{parcels_arrived} arrived = {parcels_gone} gone on + {parcels_inside} inside; {wrong} wrong, {astray} of them "
               "sent astray"}},
             {{"{readers.count} readers: reading {readers.working_share}, blocked {readers.blocked_share}"},
              {", down {readers.down_share:1}", "readers.down_share"},
              {"; {desk_share:2} settled at the desk in {desk_labour_h} of labour"}}},
        .title = "Identification",
        .columns = {{"identified/h", "identified_per_hour"},
                    {"right", "accuracy"},
                    {"from arrival, median", "time_s.p50"},
                    {"95 %", "time_s.p95"},
                    {"readers read", "readers.working_share"},
                    {"readers blocked", "readers.blocked_share"},
                    {"settled at the desk", "desk_share"}},
        .metrics = {{"identified_per_hour", "identified", "load units/h", Better::Higher, true},
                    {"accuracy", "identified rightly", "", Better::Higher, true}},
        .yield = {"identified_per_hour", "parcels identified", true}};
    return sheet;
}

class IdentificationModel final : public AreaModel {
  public:
    IdentificationModel(const IdentificationConfig& config, const Surroundings& around, std::span<const double> shares)
        : fed_(around.fed),
          totes_(around.totes),
          area_(config, around.articles_of_storage ? around.storage->articles() : 0, around.fed, shares, around.clock,
                around.seed) {}

    void advance(Step now) override { area_.advance(now); }
    [[nodiscard]] std::size_t room(Step) override { return static_cast<std::size_t>(-1); }
    void put(const primitives::Parcel& parcel, Step now) override { area_.put(parcel, now); }
    [[nodiscard]] bool ready() const override { return area_.ready(); }
    primitives::Parcel take(Step) override { return area_.take(); }

    [[nodiscard]] UnitBooks books() const override {
        const operations::IdentificationFigures& f = area_.figures();
        return {f.arrived, f.in_totes + f.at_readers + f.waiting, f.gone};
    }
    void check(bool) const override { area_.check(); }
    void add_to(StateHash& hash) const override { area_.add_to(hash); }
    void end_warm_up() override { identified_ = std::ssize(area_.figures().time_s); }
    void measure(Measure& m) const override;

    [[nodiscard]] std::vector<GroupPlan> groups() const override {
        return {{"readers", insight::GroupKind::Reader, "reader-", area_.readers().size()},
                {"desks", insight::GroupKind::Desk, "desk-", area_.readers().size()}};
    }
    void look(Look& look) override;
    [[nodiscard]] std::int64_t parcels_waiting() const override { return area_.figures().in_totes; }
    [[nodiscard]] bool piled_up() const override { return fed_ && area_.totes_waiting() > area_.readers().size(); }
    [[nodiscard]] std::optional<std::size_t> held() const override { return static_cast<std::size_t>(area_.figures().waiting); }

  private:
    enum : std::size_t { kReaders, kDesks };  // groups

    bool fed_, totes_;
    operations::IdentificationArea area_;
    std::int64_t identified_ = 0;  // at the end of the warm-up
};

void IdentificationModel::measure(Measure& m) const {
    const operations::IdentificationFigures& f = area_.figures();
    const std::int64_t identified = std::ssize(f.time_s);
    const auto share = [&](std::int64_t count) {
        return identified > 0 ? static_cast<double>(count) / static_cast<double>(identified) : 0.0;
    };
    m("load_unit", totes_ ? "totes" : "parcels");
    m("parcels_arrived", f.arrived);
    m("parcels_inside", books().inside);
    m("parcels_gone", f.gone);
    m("identified", identified);
    m("identified_per_hour", m.per_hour(identified, identified_));
    m("accuracy", 1 - share(f.wrong));
    m("wrong", f.wrong);
    m("astray", f.astray);
    m("desk_share", share(f.by_desk));
    std::int64_t reads = 0;
    double labour_h = 0, reading = 0, blocked = 0, down = 0;
    const auto readers = static_cast<double>(area_.readers().size());
    for (const primitives::ReaderStation& reader : area_.readers()) {
        using primitives::StationState;
        const auto part = [&](StationState state) { return m.share(reader.time_in(state, m.occasion().now)) / readers; };
        reads += reader.reads;
        labour_h += m.seconds(reader.desk_labour) / 3600;
        reading += part(StationState::Working);
        blocked += part(StationState::Blocked);
        down += part(StationState::Down);
    }
    m("desk_labour_h", labour_h);
    m("reads", reads);
    m("time_s", m.since(f.time_s, identified_));
    m("readers.count", area_.readers().size());
    m("readers.working_share", reading);
    m("readers.blocked_share", blocked);
    m("readers.down_share", down);
}

void IdentificationModel::look(Look& look) {
    const auto readers = area_.readers();
    std::size_t exceptions = 0;
    for (std::size_t r = 0; r < readers.size(); ++r) {
        look.state(kReaders, r, readers[r].state());
        look.resource(kDesks, r) = busy(static_cast<double>(readers[r].people_at_work()) /
                                        static_cast<double>(std::max<std::size_t>(1, readers[r].people())));
        exceptions += readers[r].exceptions_waiting();
    }
    look.waiting(kReaders, area_.totes_waiting());
    look.waiting(kDesks, exceptions);
    look.arrivals(area_.totes_waiting() <= readers.size(), area_.totes_waiting());
}

class IdentificationType final : public AreaType {
  public:
    IdentificationType()
        : AreaType({.section = "identification",
                    .doc = "Readers that identify parcels.",
                    .stage = kIdentificationStage,
                    .ports = {{"parcels"}, {"totes", false, LoadUnit::Totes}, {"identified", true, LoadUnit::AsTaken}},
                    .sheet = &identification_sheet(),
                    .done = "identified",
                    .logged = operations::OrderStage::Identified}) {}
    [[nodiscard]] const config::Table& table() const override { return identification_area_table(); }
    [[nodiscard]] std::unique_ptr<AreaList> no_areas() const override {
        return std::make_unique<AreaListOf<IdentificationConfig>>();
    }
    // Its parcels go where those of the sort floor behind it go. A tote can only be taken for an article that the storage knows.
    [[nodiscard]] std::unique_ptr<AreaModel> make(const AreaConfig& area, const Surroundings& around) const override {
        IdentificationConfig config = of(area);
        if (around.totes) config.figures.catalogue.skus = static_cast<std::int64_t>(around.storage->articles());
        const std::vector<double> equal(static_cast<std::size_t>(config.routes), 1.0);
        return std::make_unique<IdentificationModel>(config, around, around.route_shares.empty() ? equal : around.route_shares);
    }
    [[nodiscard]] std::string describe(const AreaConfig& area) const override {
        return fmt::format("{} readers, each with an exception desk; totes of {} parcels", of(area).readers,
                           of(area).tote_parcels);
    }
    void relieve(const AreaConfig& area, bool fed, bool, Reliefs& r) const override {
        const primitives::ReaderConfig& reader = of(area).figures.reader;
        if (!fed) r.arrivals("parcels_per_h", of(area).parcels_per_h, "parcels");
        r.one_more("readers", "reader", "readers", of(area).readers);
        r.faster("readers", "time for a read", {{"figures.reader.attempt_s", reader.attempt_s}});
        r.one_more("desks", "person at each desk", "figures.reader.desk_people", reader.desk_people);
        r.faster("desks", "time for an exception", {{"figures.reader.desk_s", reader.desk_s}});
    }
    [[nodiscard]] std::int64_t articles(const AreaConfig& area) const override { return of(area).figures.catalogue.skus; }

  private:
    static const IdentificationConfig& of(const AreaConfig& area) { return static_cast<const IdentificationConfig&>(area); }
};

}  // namespace

const AreaType& identification_type() {
    static const IdentificationType type;
    return type;
}

}  // namespace dray::engine
