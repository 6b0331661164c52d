// Conveyors and lifts: they stand on a connection of two areas and carry its load units.
#include <fmt/format.h>

#include <array>
#include <cmath>

#include "engine/bottleneck_states.hpp"
#include "engine/kinds/kinds.hpp"
#include "engine/results.hpp"
#include "primitives/conveyance/conveyance.hpp"
#include "primitives/conveyance/conveyor.hpp"
#include "primitives/conveyance/lift.hpp"

namespace dray::engine {

namespace {

struct ConveyorArea : AreaConfig, primitives::ConveyorConfig {};
struct LiftArea : AreaConfig, primitives::LiftConfig {};

// What figures tell of the machine itself.
struct Machine {
    const char* kind;
    insight::GroupKind group;
    double length_m = 0;  // of a conveyor
    double trip_s = 0;    // end to end when nothing holds a unit up; of a lift one way
    std::int64_t units = 0;
    double most_per_hour = 0;
};

// Figures that only one of the two has are left out by the other.
const FigureSheet& carrier_sheet() {
    using enum Unit;
    static const FigureSheet sheet{
        .section = "carriers",
        .stage = kStages,
        .figures = {{"kind", Text, "Conveyor or lift."},
                    {"trip_s", Seconds, "Of a lift, one way."},
                    {"travel_s", Seconds, "On a conveyor from end to end, when nothing holds a unit up."},
                    {"length_m", Metres, "Of a conveyor."},
                    {"holds_units", Count, "Load units that it holds: queued from end to end, or on one trip."},
                    {"most_units_per_hour", Rate, "That it can carry."},
                    {"units_per_hour", Rate, "Carried after the warm-up."},
                    {"units_upstream", Count, "Completed orders that the storage area has for it, at the end."},
                    {"units_arrived", Count, "Came: they wait, are aboard or at its end, or were delivered."},
                    {"units_waiting", Count, "Before it, at the end."},
                    {"units_aboard", Count, "At the end."},
                    {"units_at_end", Count, "Not taken by the next area, at the end."},
                    {"units_delivered", Count, "Taken by the next area."},
                    {"trips", Count, "Of a lift, with load."},
                    {"units_a_trip", Ratio, "Delivered, for each trip.", false},
                    {"wait_mean_s", Seconds, "Mean from coming to going aboard, of those that did after the warm-up."},
                    {"time_mean_s", Seconds, "Mean from coming to the far end, of those that reached it after the warm-up."},
                    {"stops", Count, "Stops."},
                    {"working_share", Share, "Share of its time: a conveyor takes units on, a lift moves or is loaded."},
                    {"starved_share", Share, "Share in which nothing came."},
                    {"blocked_share", Share, "Share in which the next unit had to wait for room."},
                    {"down_share", Share, "Share in which it stood still."}},
        .lines = {{{"{kind} {name}: {units_per_hour} of at most {most_units_per_hour} units/h"},
                   {", up to {holds_units} in {trip_s}", "trip_s"},
                   {", {length_m} in {travel_s}", "travel_s"},
                   {"; {time_mean_s} on average with waiting"}},
                  {{"working {working_share}, starved {starved_share}, blocked {blocked_share}"},
                   {", down {down_share:1} in {stops} {stops:stop|stops}", "stops"},
                   {"; {units_a_trip:1} units a trip", "trips"}},
                  {{"{units_arrived} came = {units_delivered} delivered + {units_at_end} at its end + {units_aboard} on it + "
                    "{units_waiting} waiting"},
                   {"; {units_upstream} orders wait for room before it", "units_upstream"}}},
        .label = "carriers",
        .title = "Conveyors and lifts",
        .columns = {{"units/h", "units_per_hour"},
                    {"most units/h", "most_units_per_hour"},
                    {"time with waiting, mean", "time_mean_s"},
                    {"working", "working_share"},
                    {"starved", "starved_share"},
                    {"blocked", "blocked_share"},
                    {"down", "down_share"},
                    {"stops", "stops"}}};
    return sheet;
}

class CarrierModel final : public AreaModel {
  public:
    CarrierModel(Machine machine, std::unique_ptr<primitives::Carrier> carrier)
        : machine_(machine), carrier_(std::move(carrier)) {}

    void advance(Step now) override { carrier_->advance(now); }
    [[nodiscard]] std::size_t room(Step now) override {
        carrier_->advance(now);
        return carrier_->room();
    }
    void put(const primitives::Parcel& parcel, Step now) override { carrier_->put(parcel, now); }
    [[nodiscard]] bool ready() const override { return carrier_->ready(); }
    primitives::Parcel take(Step now) override { return carrier_->take(now); }

    [[nodiscard]] UnitBooks books() const override {
        const primitives::CarrierFigures& f = carrier_->figures();
        return {f.arrived, carrier_->inside(), f.delivered};
    }
    void check(bool) const override { carrier_->check(); }
    void add_to(StateHash& hash) const override { carrier_->add_to(hash); }
    void end_warm_up() override { mark_ = carrier_->figures(); }
    void measure(Measure& m) const override;
    void add_to(const std::string& name, Results& out, Step, double steps_per_s) const override {
        for (const primitives::Standstill& stop : carrier_->stops()) {
            const auto at = [&](Step step) { return static_cast<double>(step) / steps_per_s; };
            out.incidents.push_back({.kind = "stop", .area = name, .time_s = at(stop.from)});
            if (stop.to >= 0) out.incidents.push_back({.kind = "restart", .area = name, .time_s = at(stop.to)});
        }
    }

    [[nodiscard]] std::vector<GroupPlan> groups() const override { return {{machine_.kind, machine_.group, machine_.kind}}; }
    void look(Look& look) override;
    [[nodiscard]] std::int64_t parcels_waiting() const override {
        return static_cast<std::int64_t>(carrier_->before() + carrier_->held());
    }
    [[nodiscard]] std::optional<std::size_t> held() const override { return carrier_->held(); }

  private:
    Machine machine_;
    std::unique_ptr<primitives::Carrier> carrier_;
    primitives::CarrierFigures mark_;  // at the end of the warm-up
    std::array<Step, 4> seen_{};       // time in each state at the last look
};

void CarrierModel::measure(Measure& m) const {
    const primitives::CarrierFigures& f = carrier_->figures();
    const bool lift = machine_.length_m == 0;
    m("kind", machine_.kind);
    m(lift ? "trip_s" : "travel_s", machine_.trip_s);
    if (!lift) m("length_m", machine_.length_m);
    m("holds_units", machine_.units);
    m("most_units_per_hour", machine_.most_per_hour);
    m("units_per_hour", m.per_hour(f.carried, mark_.carried));
    m("units_upstream", m.occasion().upstream);
    const auto waiting = static_cast<std::int64_t>(carrier_->before()), held = static_cast<std::int64_t>(carrier_->held());
    m("units_arrived", f.arrived);
    m("units_waiting", waiting);
    m("units_aboard", carrier_->inside() - waiting - held);
    m("units_at_end", held);
    m("units_delivered", f.delivered);
    if (lift) m("trips", f.trips);
    if (f.trips > 0) m("units_a_trip", static_cast<double>(f.delivered) / static_cast<double>(f.trips));
    const auto mean_s = [&](Step all, std::int64_t units) {
        return m.occasion().warm && units > 0 ? m.seconds(all) / static_cast<double>(units) : 0.0;
    };
    m("wait_mean_s", mean_s(f.wait - mark_.wait, f.boarded - mark_.boarded));
    m("time_mean_s", mean_s(f.way - mark_.way, f.carried - mark_.carried));
    m("stops", carrier_->stops().size());
    using primitives::StationState;
    const auto share = [&](StationState state) { return m.share(carrier_->time_in(state, m.occasion().now)); };
    m("working_share", share(StationState::Working));
    m("starved_share", share(StationState::Starved));
    m("blocked_share", share(StationState::Blocked));
    m("down_share", share(StationState::Down));
}

// It works as much as its capacity was in use since the last look: a lift that travels half full could carry twice as much.
void CarrierModel::look(Look& look) {
    insight::StateShares states = look.group(0).states;
    if (look.now() > look.before()) {
        for (std::size_t s = 0; s < seen_.size(); ++s) {
            const auto state = static_cast<primitives::StationState>(s);
            const Step so_far = carrier_->time_in(state, look.now());
            at(states, state_of(state)) =
                static_cast<double>(so_far - seen_[s]) / static_cast<double>(look.now() - look.before());
            seen_[s] = so_far;
        }
    }
    using insight::ResourceState;
    double& working = at(states, ResourceState::Working);
    at(states, ResourceState::Starved) += working * (1 - carrier_->fill());
    working *= carrier_->fill();
    look.whole(0, states, carrier_->before());
}

// Each carrier draws from numbers of its own, by its connection.
std::uint64_t numbers_of(const Surroundings& around) {
    return Stream(around.seed, "carrier", around.number).next();
}

class ConveyorType final : public AreaType {
  public:
    ConveyorType()
        : AreaType(
              {.place = Place::Connection,
               .section = "conveyor",
               .doc = "A conveyor that carries parcels or totes there; without it and without a lift they are there at once.",
               .stage = kStages,
               .sheet = &carrier_sheet()}) {}
    [[nodiscard]] const config::Table& table() const override { return primitives::conveyor_table(); }
    [[nodiscard]] std::unique_ptr<AreaList> no_areas() const override {
        return std::make_unique<AreaListOf<ConveyorArea, primitives::ConveyorConfig>>();
    }
    // Areas meet once a tick: before and behind a conveyor there is room for what passes in between.
    [[nodiscard]] std::unique_ptr<AreaModel> make(const AreaConfig& area, const Surroundings& around) const override {
        const primitives::ConveyorConfig& c = of(area);
        const double in_a_tick = primitives::most_units_per_h(c) / 3600 * around.tick_s;
        return std::make_unique<CarrierModel>(
            Machine{"conveyor", insight::GroupKind::Conveyor, c.length_m, primitives::travel_s(c), primitives::places_of(c),
                    primitives::most_units_per_h(c)},
            std::make_unique<primitives::Conveyor>(c, 1 + static_cast<std::size_t>(std::ceil(in_a_tick)), around.clock,
                                                   numbers_of(around)));
    }
    [[nodiscard]] std::string describe(const AreaConfig& area) const override {
        const primitives::ConveyorConfig& c = of(area);
        return fmt::format("conveyor of {} m with room for {}: {:.1f} s from end to end, at most {:.0f} units/h", c.length_m,
                           primitives::places_of(c), primitives::travel_s(c), primitives::most_units_per_h(c));
    }
    void relieve(const AreaConfig& area, bool, bool, Reliefs& r) const override {
        r.add("conveyor", fmt::format("+10 % speed of the conveyor {}", r.area), 1.1,
              {r.set("speed_mps", 1.1 * of(area).speed_mps)});
    }

  private:
    static const primitives::ConveyorConfig& of(const AreaConfig& area) { return static_cast<const ConveyorArea&>(area); }
};

class LiftType final : public AreaType {
  public:
    LiftType()
        : AreaType({.place = Place::Connection,
                    .section = "lift",
                    .doc = "A lift that carries them instead.",
                    .stage = kStages,
                    .sheet = &carrier_sheet()}) {}
    [[nodiscard]] const config::Table& table() const override { return primitives::lift_table(); }
    [[nodiscard]] std::unique_ptr<AreaList> no_areas() const override {
        return std::make_unique<AreaListOf<LiftArea, primitives::LiftConfig>>();
    }
    [[nodiscard]] std::unique_ptr<AreaModel> make(const AreaConfig& area, const Surroundings& around) const override {
        const primitives::LiftConfig& c = of(area);
        return std::make_unique<CarrierModel>(
            Machine{"lift", insight::GroupKind::Lift, 0, c.trip_s, c.units, primitives::most_units_per_h(c)},
            std::make_unique<primitives::Lift>(c, around.clock, numbers_of(around)));
    }
    [[nodiscard]] std::string describe(const AreaConfig& area) const override {
        const primitives::LiftConfig& c = of(area);
        return fmt::format("lift for {} at a time: {} s one way, at most {:.0f} units/h", c.units, c.trip_s,
                           primitives::most_units_per_h(c));
    }
    void relieve(const AreaConfig& area, bool, bool, Reliefs& r) const override {
        const primitives::LiftConfig& c = of(area);
        if (r.practical)
            r.add("lift", fmt::format("+1 place in the lift {}", r.area),
                  static_cast<double>(c.units + 1) / static_cast<double>(c.units),
                  {r.set("units", static_cast<double>(c.units + 1))});
        r.faster("lift", "lift time", {{"trip_s", c.trip_s}, {"transfer_s", c.transfer_s}});
    }

  private:
    static const primitives::LiftConfig& of(const AreaConfig& area) { return static_cast<const LiftArea&>(area); }
};

}  // namespace

const AreaType& conveyor_type() {
    static const ConveyorType type;
    return type;
}

const AreaType& lift_type() {
    static const LiftType type;
    return type;
}

}  // namespace dray::engine
