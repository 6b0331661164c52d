// Loop sorters: conveyor loops that carry parcels from inducts past scanners to chutes of their routes.
#include <fmt/format.h>

#include "engine/bottleneck_states.hpp"
#include "engine/kinds/kinds.hpp"
#include "engine/kinds/sorting_figures.hpp"
#include "engine/results.hpp"
#include "operations/sorting/loop_area.hpp"

namespace dray::engine {

using insight::ResourceState;
using primitives::StationState;

namespace {

struct LoopSorterConfig : AreaConfig, operations::LoopAreaConfig {
    LoopSorterConfig() {
        name = "loop";
        inlet.parcels_per_h = 10000;
    }
};

const config::Table& loop_sorter_table() {
    using Config = LoopSorterConfig;
    static const config::Table table =
        config::Describe<Config>(
            "loop sorter",
            "A conveyor loop (cross-belt or tilt-tray) that carries parcels from inducts past scanners to chutes by destination. "
            "Ports: parcels (in), chutes (out).")
            .text("name", &Config::name, "Name in reports and connections; unique in the site.")
            .section("belt", static_cast<primitives::BeltConfig Config::*>(&Config::belt), primitives::belt_table(),
                     "The belt and its carriers.")
            .section("induct", static_cast<primitives::LoopInductConfig Config::*>(&Config::induct),
                     primitives::loop_induct_table(), "Induct stations.")
            .section("scanner", static_cast<primitives::ScannerConfig Config::*>(&Config::scanner), primitives::scanner_table(),
                     "One scanner behind the inducts of each zone.")
            .section("chutes", static_cast<primitives::LoopChuteConfig Config::*>(&Config::chutes),
                     primitives::loop_chute_table(), "Chutes.")
            .section("inlet", static_cast<primitives::InletConfig Config::*>(&Config::inlet), primitives::inlet_table(),
                     "Parcels that come; 10,000 an hour unless told otherwise.")
            .section("waves", static_cast<primitives::WaveConfig Config::*>(&Config::waves), primitives::wave_table(),
                     "Sorting in waves by truck departure.")
            .list("outages", static_cast<std::vector<primitives::OutageConfig> Config::*>(&Config::outages),
                  primitives::outage_table(), {0, 1000}, "What is down, and when.")
            .build();
    return table;
}

// Beyond those of sort floors.
std::vector<FigureType> loop_figures() {
    using enum Unit;
    return {{"loop.carriers", Count, "Carriers."},
            {"loop.inducts", Count, "Induct stations."},
            {"loop.parcels_on_belt", Count, "At the end."},
            {"loop.parcels_merged", Count, "Put on a carrier."},
            {"loop.carrier_occupancy", Share, "Share of carriers with a parcel, while the belt moves."},
            {"loop.induct_wait_s", Seconds, "Arrival to a carrier, of parcels merged after the warm-up."},
            {"loop.laps", Count, "Full rounds of all parcels."},
            {"loop.laps_mean", Ratio, "The same for one merged parcel."},
            {"loop.recirculation_share", Share, "Merged parcels that went round at least once."},
            {"loop.chute_refusals", Count, "Passes at a chute of the parcel's route that had no room."},
            {"loop.rejected.unread", Count, "Into the reject chute: never read."},
            {"loop.rejected.no_chute", Count, "Into the reject chute: no chute took them."},
            {"loop.rejected_all", Count, "Both together.", false},
            {"loop.rejected_share", Share, "Both together, of the merged ones."},
            {"loop.reads", Count, "Passes at scanners."},
            {"loop.no_reads", Count, "Of them, without result."},
            {"loop.no_read_share", Share, "The same as a share.", false},
            {"loop.wrong_reads", Count, "Of them, with another route's result."},
            {"loop.belt.working_share", Share, "Share of the time in which the belt moved with parcels and free carriers."},
            {"loop.belt.starved_share", Share, "Moved empty."},
            {"loop.belt.blocked_share", Share, "Moved with no carrier free."},
            {"loop.belt.moving_share", Share, "Moved with parcels.", false},
            {"loop.belt.down_share", Share, "Stood still."},
            {"loop.belt.stops", Count, "Stops of the belt."}};
}

const FigureSheet& loop_sheet() {
    static const FigureSheet sheet = [] {
        FigureSheet s{
            .section = "sorting",
            .stage = kSortingStage,
            .figures = sort_floor_sheet().figures,
            .lines =
                {{{"{parcels_sorted_per_hour} parcels/h sorted, {sort_time_s.p50} median and {sort_time_s.p95} at 95 % from "
                   "arrival to chute; {loop.induct_wait_s.p50} and {loop.induct_wait_s.p95} to a carrier"}},
                 {{"{parcels_arrived} arrived = {parcels_sorted} sorted + {loop.rejected_all} rejected + {loop.parcels_on_belt} "
                   "on the belt + {parcels_waiting} waiting"}},
                 {{"{loop.carriers} carriers, {loop.carrier_occupancy} taken; belt moves with parcels "
                   "{loop.belt.moving_share:1} of the time, stands still {loop.belt.down_share:1}"}},
                 {{"{loop.recirculation_share:2} went round again, {loop.laps_mean} laps a parcel; rejected "
                   "{loop.rejected.unread} unread and {loop.rejected.no_chute} without a chute"}},
                 {{"{loop.reads} reads: {loop.no_read_share:2} without result, {loop.wrong_reads} of another route; {missorted} "
                   "of the parcels in a wrong chute"},
                  {", {returned} came back", "returned"}}},
            .title = "Loop sorters",
            .only = "loop",
            .columns = {{"parcels/h sorted", "parcels_sorted_per_hour"},
                        {"carriers taken", "loop.carrier_occupancy"},
                        {"belt down", "loop.belt.down_share"},
                        {"wait for a carrier, 95 %", "loop.induct_wait_s.p95"},
                        {"went round again", "loop.recirculation_share"},
                        {"laps a parcel", "loop.laps_mean"},
                        {"rejected", "loop.rejected_share"}},
            .metrics = {{"loop.carrier_occupancy", "carriers taken", "", Better::Neither, false},
                        {"loop.recirculation_share", "parcels that went round again", "", Better::Lower, true},
                        {"loop.rejected_share", "parcels rejected", "", Better::Lower, true},
                        {"loop.induct_wait_s.p95", "wait for a carrier, 95 %", "s", Better::Lower, true}},
            .yield = sort_floor_sheet().yield};
        for (FigureType& figure : loop_figures())
            s.figures.push_back(std::move(figure));
        for (Sentence& line : chute_sentences())
            s.lines.push_back(std::move(line));
        return s;
    }();
    return sheet;
}

class LoopModel final : public AreaModel {
  public:
    LoopModel(const LoopSorterConfig& config, std::size_t routes, const Surroundings& around)
        : linked_(!around.trucks_below.empty()),
          // Each loop draws from numbers of its own, also where a sort floor has chutes of the same number.
          area_(config, routes, around.fed, linked_, around.trucks_below, around.clock,
                Stream(around.seed, "loop_sorter", around.number).next()),
          seen_(loop().flows().size()),
          route_load_(area_.route_shares().size(), 0) {}

    void advance(Step now) override {
        if (now > now_) area_.advance(now);
        now_ = now;
    }
    [[nodiscard]] std::size_t room(Step now) override {
        advance(now);
        return area_.parcel_room();
    }
    void put(const primitives::Parcel& parcel, Step now) override {
        advance(now);
        area_.put_parcel(parcel, now);
    }
    [[nodiscard]] operations::SortingArea* sorting() override { return &area_; }

    [[nodiscard]] UnitBooks books() const override {
        const primitives::LoopFigures& f = loop().figures();
        const auto buffered = static_cast<std::int64_t>(area_.buffered());
        const auto before_belt = static_cast<std::int64_t>(loop().before() + loop().at_inducts());
        return {f.arrived + buffered, buffered + before_belt + loop().on_belt(), f.sorted + f.rejected_unread + f.rejected_full};
    }
    void check(bool full) const override { area_.check(full); }
    void add_to(StateHash& hash) const override { area_.add_to(hash); }
    void end_warm_up() override {
        const primitives::LoopFigures& f = loop().figures();
        sorted_ = f.sorted;
        times_ = std::ssize(f.sort_time_s);
        waits_ = std::ssize(f.wait_s);
    }
    void measure(Measure& m) const override;
    void add_to(const std::string& name, Results& out, Step now, double steps_per_s) const override;

    [[nodiscard]] std::vector<GroupPlan> groups() const override {
        using insight::GroupKind;
        return {{"inducts", GroupKind::Merge, "induct-", loop().layout().inducts.size()},
                {"belt", GroupKind::Belt, "belt"},
                {"chutes", GroupKind::Outlet, "chute-", loop().chutes().size()}};
    }
    void look(Look& look) override;

  private:
    enum : std::size_t { kInducts, kBelt, kChutes };  // groups
    [[nodiscard]] const primitives::LoopSorter& loop() const { return area_.sorter(); }
    void look_at_belt(Look& look);
    void look_at_chutes(Look& look);

    bool linked_;
    operations::LoopArea area_;
    Step now_ = 0;
    std::int64_t sorted_ = 0, times_ = 0, waits_ = 0;  // at the end of the warm-up
    std::vector<primitives::ZoneFlow> seen_;           // by zone, at the last look
    std::vector<double> route_load_;                   // by route: of its chutes; smoothed
};

void LoopModel::measure(Measure& m) const {
    const primitives::LoopFigures& f = loop().figures();
    const auto buffered = static_cast<std::int64_t>(area_.buffered());
    measure_sorting(m,
                    {.arrived = f.arrived + buffered,
                     .sorted = f.sorted,
                     .waiting = static_cast<std::int64_t>(loop().before() + loop().at_inducts()) + buffered,
                     .held = buffered - static_cast<std::int64_t>(area_.open_parcels(now_)),
                     .missorted = f.missorted,
                     .recirculated = f.recirculated,
                     .sort_time_s = &f.sort_time_s,
                     .sorted_at_warm_up = sorted_,
                     .times_at_warm_up = times_},
                    loop().chutes());
    const auto of = [](std::int64_t count, std::int64_t all) {
        return all > 0 ? static_cast<double>(count) / static_cast<double>(all) : 0.0;
    };
    const auto belt = [&](StationState state) { return m.share(loop().belt_time(state, m.occasion().now)); };
    const std::int64_t rejected = f.rejected_unread + f.rejected_full;
    m("loop.carriers", loop().layout().carriers);
    m("loop.inducts", loop().layout().inducts.size());
    m("loop.parcels_on_belt", loop().on_belt());
    m("loop.parcels_merged", f.merged);
    m("loop.carrier_occupancy", of(f.taken_shifts, loop().layout().carriers * f.shifts));
    m("loop.induct_wait_s", m.since(f.wait_s, waits_));
    m("loop.laps", f.laps);
    m("loop.laps_mean", of(f.laps, f.merged));
    m("loop.recirculation_share", of(f.recirculated, f.merged));
    m("loop.chute_refusals", f.refusals);
    m("loop.rejected.unread", f.rejected_unread);
    m("loop.rejected.no_chute", f.rejected_full);
    m("loop.rejected_all", rejected);
    m("loop.rejected_share", of(rejected, f.merged));
    m("loop.reads", f.reads);
    m("loop.no_reads", f.no_reads);
    m("loop.no_read_share", of(f.no_reads, f.reads));
    m("loop.wrong_reads", f.wrong_reads);
    m("loop.belt.working_share", belt(StationState::Working));
    m("loop.belt.starved_share", belt(StationState::Starved));
    m("loop.belt.blocked_share", belt(StationState::Blocked));
    m("loop.belt.moving_share", belt(StationState::Working) + belt(StationState::Blocked));
    m("loop.belt.down_share", belt(StationState::Down));
    m("loop.belt.stops", f.stops);
}

void LoopModel::add_to(const std::string& name, Results& out, Step now, double steps_per_s) const {
    for (std::size_t s = 0; s < loop().layout().inducts.size(); ++s) {
        const auto time_s = [&](StationState state) {
            return static_cast<double>(loop().induct_time(s, state, now)) / steps_per_s;
        };
        out.stations.push_back({.name = fmt::format("{} induct-{}", name, s + 1),
                                .kind = floor::StationKind::Induct,
                                .units = loop().merged_at(s),
                                .working_s = time_s(StationState::Working),
                                .starved_s = time_s(StationState::Starved),
                                .blocked_s = time_s(StationState::Blocked),
                                .down_s = time_s(StationState::Down)});
    }
}

void LoopModel::look(Look& look) {
    std::size_t queued = 0;
    for (std::size_t s = 0; s < loop().layout().inducts.size(); ++s) {
        look.state(kInducts, s, loop().induct_state(s));
        queued += loop().queued(s);
    }
    // What waits for its wave has no need of an induct yet.
    const std::size_t before = loop().before() + area_.open_parcels(now_);
    look.waiting(kInducts, queued + before);
    look_at_belt(look);
    look_at_chutes(look);
    const double room = static_cast<double>(queued + loop().room());
    look.arrivals(before == 0 && static_cast<double>(queued) < kShortQueue * room, before);
}

// A chute works while its full cage is swapped; over a transport area a full one waits for the movers.
void LoopModel::look_at_chutes(Look& look) {
    const primitives::ChuteField& chutes = loop().chutes();
    for (std::size_t c = 0; c < chutes.size(); ++c) {
        const primitives::Chute& chute = chutes[c];
        look.state(kChutes, c,
                   chute.jammed || chute.closed                      ? ResourceState::Down
                   : linked_ && chute.state == StationState::Blocked ? ResourceState::Blocked
                   : chute.swap_ends >= 0                            ? ResourceState::Working
                                                                     : ResourceState::Starved);
    }
    look.waiting(kChutes, static_cast<std::size_t>(loop().going_round()));
    look.group(kChutes).load = worst_route(route_load_, look.dt_s(), [&](std::size_t route) {
        double load = 0;
        const auto of_route = chutes.of_route(primitives::RouteId(route));
        for (const std::uint32_t c : of_route)
            load += insight::active_share(look.resource(kChutes, c)) / static_cast<double>(of_route.size());
        return load;
    });
}

// The belt is as full as the carriers that leave the fullest induct zone. One whose parcel goes round cannot be used, but what
// makes it go round lies elsewhere.
void LoopModel::look_at_belt(Look& look) {
    double fullest = -1;
    insight::StateShares shares{};
    for (std::size_t z = 0; z < seen_.size(); ++z) {
        const primitives::ZoneFlow& flow = loop().flows()[z];
        const auto fresh = static_cast<double>(flow.fresh - seen_[z].fresh),
                   again = static_cast<double>(flow.again - seen_[z].again),
                   all = fresh + again + static_cast<double>(flow.empty - seen_[z].empty);
        seen_[z] = flow;
        if (all == 0 || (fresh + again) / all <= fullest) continue;
        fullest = (fresh + again) / all;
        at(shares, ResourceState::Working) = fresh / all;
        at(shares, ResourceState::Blocked) = again / all;
        at(shares, ResourceState::Starved) = 1 - fullest;
    }
    std::size_t ready = 0;
    for (std::size_t s = 0; s < loop().layout().inducts.size(); ++s)
        ready += loop().induct_state(s) == StationState::Blocked ? 1 : 0;
    // Between two carriers of a slow belt it is as it was before.
    const bool down = loop().belt_state() == StationState::Down;
    look.whole(kBelt, down ? insight::all_in(ResourceState::Down) : fullest >= 0 ? shares : look.group(kBelt).states, ready);
}

class LoopSorterType final : public AreaType {
  public:
    LoopSorterType()
        : AreaType({.section = "loop_sorters",
                    .doc = "Conveyor loops that sort.",
                    .stage = kSortingStage,
                    .ports = {{"parcels"}, {"chutes", true, LoadUnit::Cages}},
                    .sheet = &loop_sheet()}) {}
    [[nodiscard]] const config::Table& table() const override { return loop_sorter_table(); }
    [[nodiscard]] std::unique_ptr<AreaList> no_areas() const override { return std::make_unique<AreaListOf<LoopSorterConfig>>(); }
    // Destinations are its inlet's, or the doors of the yard below.
    [[nodiscard]] std::unique_ptr<AreaModel> make(const AreaConfig& area, const Surroundings& around) const override {
        const std::size_t routes =
            around.trucks_below.empty() ? static_cast<std::size_t>(of(area).inlet.routes) : around.trucks_below.size();
        return std::make_unique<LoopModel>(of(area), routes, around);
    }
    // Stations for which the loop has no room, and outages of what is not there.
    void check(const AreaConfig& area, const AreaFault& fault) const override {
        const LoopSorterConfig& config = of(area);
        if (const std::string why = primitives::loop_misfit(config); !why.empty()) fault("belt.length_m", why);
        for (std::size_t o = 0; o < config.outages.size(); ++o)
            if (const std::string why = primitives::outage_misfit(config.outages[o], config); !why.empty())
                fault(fmt::format("outages[{}].number", o), why);
    }
    [[nodiscard]] std::string describe(const AreaConfig& area) const override {
        const LoopSorterConfig& config = of(area);
        const primitives::LoopLayout layout = primitives::loop_layout(config);
        return fmt::format("loop of {} carriers, {} inducts in {} zone{}, {} chutes: at most {:.0f} carriers/h pass each zone",
                           layout.carriers, layout.inducts.size(), layout.scanners.size(), layout.scanners.size() == 1 ? "" : "s",
                           layout.chutes.size(), 3600 * config.belt.speed_mps / config.belt.pitch_m);
    }
    void relieve(const AreaConfig& area, bool fed, bool linked, Reliefs& r) const override {
        const LoopSorterConfig& config = of(area);
        if (!fed) r.arrivals("inlet.parcels_per_h", config.inlet.parcels_per_h, "parcels");
        r.one_more("inducts", "induct", "induct.count", config.induct.count);
        r.faster("inducts", "time to lay a parcel ready", {{"induct.load_s", config.induct.load_s}});
        r.add("belt", "+10 % speed of the belt", 1.1, {r.set("belt.speed_mps", 1.1 * config.belt.speed_mps)});
        // Beneath the chutes of a linked one lie those of the transport area.
        if (linked) return;
        r.one_more("chutes", "chute", "chutes.count", config.chutes.count);
        r.faster("chutes", "time to swap a cage", {{"chutes.swap_s", config.chutes.swap_s}});
    }
    [[nodiscard]] Waves waves(const AreaConfig& area) const override { return {&of(area).waves, &of(area).inlet}; }
    [[nodiscard]] std::pair<std::size_t, std::string> chutes(const AreaConfig& area) const override {
        return {static_cast<std::size_t>(of(area).chutes.count), "chutes.count"};
    }

  private:
    static const LoopSorterConfig& of(const AreaConfig& area) { return static_cast<const LoopSorterConfig&>(area); }
};

}  // namespace

const AreaType& loop_sorter_type() {
    static const LoopSorterType type;
    return type;
}

}  // namespace dray::engine
