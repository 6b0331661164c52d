// Put walls: orders picked in batches come together in cells.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "engine/bottleneck_states.hpp"
#include "engine/kinds/kinds.hpp"
#include "engine/kinds/people.hpp"
#include "operations/handling/put_wall_area.hpp"

namespace dray::engine {

using Side = primitives::PutWall::Side;

namespace {

/// A put wall with its people.
struct PutWallConfig : AreaConfig, operations::PutWallAreaConfig {
    PutWallConfig() { name = "wall"; }
};

const config::Table& put_wall_area_table() {
    using enum config::Grade;
    using Config = PutWallConfig;
    static const config::Table table =
        config::Describe<Config>(
            "put wall",
            "A wall of cells in which people bring together orders that are picked in batches, and pack them. "
            "Ports: items (in), parcels (out).")
            .text("name", &Config::name, "Name in reports and connections; unique in the site.")
            .integer("tote_units", &Config::tote_units, {1, 1000}, "units",
                     "A tote leaves the place where it is filled with so many.", {"", Assumed})
            .number("tote_wait_s", &Config::tote_wait_s, {0, 86400}, "s", "Or so long after its first item.", {"", Assumed})
            .number("travel_s", &Config::travel_s, {0, 86400}, "s", "From there to the wall.", {"", Assumed})
            .number("orders_per_h", &Config::orders_per_h, {0, 1e6}, "orders/h",
                    "Orders that come by themselves when nothing is connected: mean of a Poisson stream.", {"", Assumed})
            .numbers("lines_per_order", &Config::lines_per_order, {0, 1e6}, {1, 200}, "",
                     "Weights of such orders of 1, 2, 3 ... lines.", {"", Assumed})
            .numbers("units_per_line", &Config::units_per_line, {0, 1e6}, {1, 1000}, "",
                     "Weights of such lines of 1, 2, 3 ... units.", {"", Assumed})
            .integer("zones", &Config::zones, {1, 1000}, "zones", "Places where their lines are picked, at random.",
                     {"", Assumed})
            .number("pick_s", &Config::pick_s, {0, 86400}, "s",
                    "Mean time from the opening of such an order until one of its lines is picked (exponential).", {"", Assumed})
            .integer("routes", &Config::routes, {1, 1000}, "routes", "Their destinations.", {"", Assumed})
            .section("wall", static_cast<primitives::PutWallConfig Config::*>(&Config::wall), primitives::put_wall_table(),
                     "Its cells, and the people before and behind it.")
            .build();
    return table;
}

const FigureSheet& put_wall_sheet() {
    static const FigureSheet sheet = [] {
        using enum Unit;
        FigureSheet s{
            .section = "put_walls",
            .stage = kPutWallStage,
            .figures = {{"orders_upstream", Count, "Orders of its own that no cell is free for, at the end."},
                        {"orders_opened", Count, "Orders that were given a cell."},
                        {"orders_inside", Count, "Of them, at the wall at the end."},
                        {"orders_gone", Count, "Of them, passed on."},
                        {"orders_per_hour", Rate, "Orders packed, after the warm-up."},
                        {"puts", Count, "Items put into cells."},
                        {"puts_per_hour", Rate, "The same, after the warm-up."},
                        {"units_to_come", Count, "Units picked and on their way to the wall, at the end."},
                        {"units_inside", Count, "Units in totes, cells and parcels of the wall, at the end."},
                        {"time_s", Seconds, "Opening to packed, of orders packed after the warm-up."},
                        {"completion_wait_s", Seconds, "First to last item in the cell, of orders complete after the warm-up."},
                        {"attempts", Count, "Attempts of putters to get hold of an item."},
                        {"failures", Count, "Of them, failed."},
                        {"refused", Count, "Items declined at sight."},
                        {"exceptions", Count,
                         "Items left for a person, the refused ones among them; they cost putters' own time."},
                        {"cells.count", Count, "Cells."},
                        {"cells.occupied_share", Share, "Mean share of cells with an order."},
                        {"cells.none_free_share", Share, "Share of the time in which no cell was free."}},
            .lines =
                {{{"{orders_per_hour} orders/h packed, {puts_per_hour} puts/h; {time_s.p50} median and {time_s.p95} at 95 % from "
                   "opening an order to its parcel"}},
                 {{"{orders_opened} orders opened = {orders_gone} gone on + {orders_inside} inside"},
                  {", {orders_upstream} wait for a cell", "orders_upstream"},
                  {"; {units_inside} units in it, {units_to_come} on their way"}},
                 {{"{cells.count} cells: {cells.occupied_share} occupied, none free {cells.none_free_share} of the time; "
                   "{completion_wait_s.p95} at 95 % from first to last item"}},
                 people_sentence("putters"),
                 people_sentence("packers")},
            .title = "Put walls",
            .columns = {{"orders/h packed", "orders_per_hour"},
                        {"from cell to parcel, median", "time_s.p50"},
                        {"95 %", "time_s.p95"},
                        {"cells taken", "cells.occupied_share"},
                        {"no cell free", "cells.none_free_share"},
                        {"putters at work", "putters.working_share"},
                        {"putters away", "putters.away_share"},
                        {"packers at work", "packers.working_share"},
                        {"packers away", "packers.away_share"}},
            .queues = {{"putters", "totes wait for them"}, {"packers", "complete orders wait for them"}},
            .yield = {"orders_per_hour", "orders packed"}};
        add_people(s.figures, "putters", "People who put items into cells");
        add_people(s.figures, "packers", "People who take complete orders out and pack them");
        return s;
    }();
    return sheet;
}

class PutWallModel final : public AreaModel, public TakesItems {
  public:
    PutWallModel(const PutWallConfig& config, const Surroundings& around, std::span<const double> shares)
        : storage_(around.fed ? around.storage : nullptr),
          area_(config, around.fed, around.fed ? around.storage->stations().size() : 0, shares, around.articles_behind,
                around.clock, around.seed + around.number) {}

    void advance(Step now) override { area_.advance(now); }
    [[nodiscard]] bool ready() const override { return area_.ready(); }
    primitives::Parcel take(Step now) override { return area_.take(now); }
    [[nodiscard]] TakesItems* items() override { return this; }
    [[nodiscard]] std::size_t free_places() const override { return area_.free_cells(); }
    void open(primitives::WallOrder order, Step now) override { area_.open(order, now); }
    void put_item(primitives::WallItem item, std::size_t station, Step now) override { area_.put(item, station, now); }
    [[nodiscard]] std::int64_t units() const override { return area_.units_to_come() + wall().units_inside(); }

    [[nodiscard]] UnitBooks books() const override {
        const primitives::PutWallFigures& f = wall().figures();
        return {f.opened, f.opened - f.gone, f.gone};
    }
    void check(bool) const override { area_.check(); }
    void add_to(StateHash& hash) const override { area_.add_to(hash); }
    void end_warm_up() override {
        const primitives::PutWallFigures& f = wall().figures();
        puts_ = f.puts;
        completed_ = f.completed;
        packed_ = f.packed;
    }
    void measure(Measure& m) const override;

    [[nodiscard]] std::vector<GroupPlan> groups() const override {
        using insight::GroupKind;
        return {{"putters", GroupKind::Worker, "putter-", wall().people(Side::Putters)},
                {"packers", GroupKind::Worker, "packer-", wall().people(Side::Packers)},
                {"cells", GroupKind::Cell, "cells"}};
    }
    void look(Look& look) override;
    [[nodiscard]] bool piled_up() const override { return area_.totes_outside() > 0; }

  private:
    enum : std::size_t { kPutters, kPackers, kCells };  // groups
    [[nodiscard]] const primitives::PutWall& wall() const { return area_.wall(); }

    const operations::Operations* storage_;  // whose orders come here; null: its own
    operations::PutWallArea area_;
    std::int64_t puts_ = 0, completed_ = 0, packed_ = 0;  // at the end of the warm-up
};

void PutWallModel::measure(Measure& m) const {
    const primitives::PutWallFigures& f = wall().figures();
    m("orders_upstream", area_.before());
    m("orders_opened", f.opened);
    m("orders_inside", f.opened - f.gone);
    m("orders_gone", f.gone);
    m("orders_per_hour", m.per_hour(f.packed, packed_));
    m("puts", f.puts);
    m("puts_per_hour", m.per_hour(f.puts, puts_));
    m("units_to_come", area_.units_to_come());
    m("units_inside", wall().units_inside());
    m("time_s", m.since(f.time_s, packed_));
    m("completion_wait_s", m.since(f.waits_s, completed_));
    m("attempts", f.grips.attempts);
    m("failures", f.grips.failures);
    m("refused", f.grips.refused);
    m("exceptions", f.grips.exceptions);
    m("cells.count", wall().cells());
    m("cells.occupied_share", m.share(f.cell_steps) / static_cast<double>(wall().cells()));
    m("cells.none_free_share", m.share(f.full_steps));
    for (const auto& [side, group] : {std::pair{Side::Putters, "putters"}, std::pair{Side::Packers, "packers"}})
        measure_people(m, group, wall().people(side), [&, side = side](std::size_t person, primitives::StationState state) {
            return wall().time_in(side, person, state, m.occasion().now);
        });
}

void PutWallModel::look(Look& look) {
    for (const auto& [side, group] : {std::pair{Side::Putters, kPutters}, std::pair{Side::Packers, kPackers}})
        for (std::size_t p = 0; p < wall().people(side); ++p)
            look.state(group, p, wall().state(side, p));
    const std::size_t totes = wall().totes_waiting() + area_.totes_outside(), complete = wall().complete_waiting();
    look.waiting(kPutters, totes);
    look.waiting(kPackers, complete);

    const std::size_t orders = storage_ != nullptr ? storage_->backlog() : area_.before();
    bool short_of_work = totes == 0;
    if (storage_ != nullptr) {
        std::size_t open = 0, room = 0;
        for (const primitives::Station& station : storage_->stations()) {
            open += station.open_orders().size();
            room += station.free_order_slots();
        }
        short_of_work = short_of_work && static_cast<double>(open) < kShortQueue * static_cast<double>(open + room);
    }
    // Cells limit a site when none is free although orders wait, and those that have one do not even give half of the work that
    // there is room for.
    const bool none_free = wall().free_cells() == 0;
    look.limits(kCells, none_free && orders > 0 && short_of_work && complete == 0, none_free ? orders : 0);
    look.arrivals(
        orders == 0 && short_queue(totes, wall().people(Side::Putters)) && short_queue(complete, wall().people(Side::Packers)),
        orders);
}

class PutWallType final : public AreaType {
  public:
    PutWallType()
        : AreaType({.section = "put_walls",
                    .doc = "Walls in which orders picked in batches come together.",
                    .stage = kPutWallStage,
                    .ports = {{"items", false, LoadUnit::Items}, {"parcels", true, LoadUnit::Parcels}},
                    .sheet = &put_wall_sheet()}) {}
    [[nodiscard]] const config::Table& table() const override { return put_wall_area_table(); }
    [[nodiscard]] std::unique_ptr<AreaList> no_areas() const override { return std::make_unique<AreaListOf<PutWallConfig>>(); }
    // Orders of its own go where those of the sort floor behind it go, and show articles that readers behind it know.
    [[nodiscard]] std::unique_ptr<AreaModel> make(const AreaConfig& area, const Surroundings& around) const override {
        const PutWallConfig& config = of(area);
        const std::vector<double> equal(static_cast<std::size_t>(config.routes), 1.0);
        return std::make_unique<PutWallModel>(config, around, around.route_shares.empty() ? equal : around.route_shares);
    }
    void check(const AreaConfig& area, const AreaFault& fault) const override {
        const PutWallConfig& config = of(area);
        const auto all_zero = [](const std::vector<double>& weights) {
            return std::ranges::all_of(weights, [](double weight) { return weight <= 0; });
        };
        if (all_zero(config.lines_per_order)) fault("lines_per_order", "the weights are all 0");
        if (all_zero(config.units_per_line)) fault("units_per_line", "the weights are all 0");
        check_absences("wall.putter_absences", config.wall.putter_absences, fault);
        check_absences("wall.packer_absences", config.wall.packer_absences, fault);
    }
    [[nodiscard]] std::string describe(const AreaConfig& area) const override {
        const primitives::PutWallConfig& wall = of(area).wall;
        return fmt::format("wall of {} cells in {} columns, {} putters, {} packers: at most {:.0f} orders/h of one unit",
                           wall.cells, wall.columns, wall.putters, wall.packers,
                           3600 * static_cast<double>(wall.packers) / (wall.take_s + wall.pack_s));
    }
    void relieve(const AreaConfig& area, bool fed, bool, Reliefs& r) const override {
        const primitives::PutWallConfig& wall = of(area).wall;
        if (!fed) r.arrivals("orders_per_h", of(area).orders_per_h, "orders");
        r.one_more("putters", "putter", "wall.putters", wall.putters);
        r.faster("putters", "time for a put", {{"wall.put_s", wall.put_s}, {"wall.put_further_unit_s", wall.put_further_unit_s}});
        r.one_more("packers", "packer", "wall.packers", wall.packers);
        r.faster(
            "packers", "time to pack an order",
            {{"wall.take_s", wall.take_s}, {"wall.pack_s", wall.pack_s}, {"wall.pack_further_unit_s", wall.pack_further_unit_s}});
        const std::int64_t more = std::max<std::int64_t>(1, std::llround(0.1 * static_cast<double>(wall.cells)));
        r.add("cells", fmt::format("+{} {} cells", more, r.area),
              static_cast<double>(wall.cells + more) / static_cast<double>(wall.cells),
              {r.set("wall.cells", static_cast<double>(wall.cells + more))});
    }

  private:
    static const PutWallConfig& of(const AreaConfig& area) { return static_cast<const PutWallConfig&>(area); }
};

}  // namespace

const AreaType& put_wall_type() {
    static const PutWallType type;
    return type;
}

}  // namespace dray::engine
