#include "engine/areas.hpp"

namespace dray::engine {

using enum config::Grade;

namespace {

template <class Fleet>
const config::Table& fleet_table_of(const char* title, const char* doc) {
    static const config::Table table = config::Describe<Fleet>(title, doc)
                                           .text("name", &Fleet::name, "Name in reports; unique in the site.")
                                           .integer("count", &Fleet::count, {1, 20000}, "robots", "How many.")
                                           .section("drive", static_cast<physics::DriveConfig Fleet::*>(&Fleet::drive),
                                                    physics::drive_table(), "The drive unit of this fleet.")
                                           .section("battery", static_cast<operations::BatteryConfig Fleet::*>(&Fleet::battery),
                                                    operations::battery_table(), "Battery and charging of this fleet.")
                                           .build();
    return table;
}

}  // namespace

SortFleetConfig::SortFleetConfig() {
    name = "sorters";
    count = 50;
    drive = {.top_speed_mps = 2.5,
             .acceleration_empty_mps2 = 2.0,
             .acceleration_loaded_mps2 = 2.0,
             .turn_rate_radps = 4.0,
             .turn_acceleration_radps2 = 12.0,
             .half_width_m = 0.23,
             .mass_kg = 35,
             .payload_kg = 30,
             .motor_power_w = 400};
    battery = {.capacity_wh = 150, .charger_w = 600, .electronics_w = 20};
}

MoverFleetConfig::MoverFleetConfig() {
    name = "movers";
    count = 10;
    drive = {.top_speed_mps = 1.2,
             .acceleration_empty_mps2 = 0.6,
             .acceleration_loaded_mps2 = 0.4,
             .turn_rate_radps = 1.2,
             .turn_acceleration_radps2 = 1.5,
             .half_width_m = 0.5,
             .mass_kg = 300,
             .payload_kg = 600,
             .motor_power_w = 1500,
             .lift_s = 4};
    battery = {.capacity_wh = 2400, .charger_w = 3000, .electronics_w = 60};
}

SortAreaConfig::SortAreaConfig() {
    floor.layout = "sort";
    floor.cell_m = 0.8;
}

TransportAreaConfig::TransportAreaConfig() {
    floor.layout = "haul";
    floor.cell_m = 2.0;
}

const config::Table& sort_area_table() {
    static const config::Table table =
        config::Describe<SortAreaConfig>("sorting area",
                                         "A sort floor: tray robots carry parcels from induct stations to chutes by destination. "
                                         "Ports: parcels (in), chutes (out).")
            .text("name", &SortAreaConfig::name, "Name in reports and connections; unique in the site.")
            .section("floor", &SortAreaConfig::floor, floor::floor_table(),
                     "The floor; usual is layout sort with cells of 0.8 m.")
            .list("fleets", &SortAreaConfig::fleets,
                  fleet_table_of<SortFleetConfig>("sort fleet", "Tray robots of one class; figures of the 2 to 3 m/s class."),
                  {1, 16}, "The robots: at least one fleet must be given.")
            .section("induct", &SortAreaConfig::induct, primitives::induct_table(), "Induct stations.")
            .section("chutes", &SortAreaConfig::chutes, primitives::chute_table(), "Chutes.")
            .section("inlet", &SortAreaConfig::inlet, primitives::inlet_table(), "Parcels that come.")
            .section("waves", &SortAreaConfig::waves, primitives::wave_table(), "Sorting in waves by truck departure.")
            .section("faults", &SortAreaConfig::faults, operations::faults_table(),
                     "What breaks on this floor; robots count from 0.")
            .build();
    return table;
}

const config::Table& transport_area_table() {
    static const config::Table table =
        config::Describe<TransportAreaConfig>(
            "transport area", "A floor on which heavy movers bring cages from chutes to dock doors. Ports: chutes (in).")
            .text("name", &TransportAreaConfig::name, "Name in reports and connections; unique in the site.")
            .section("floor", &TransportAreaConfig::floor, floor::floor_table(),
                     "The floor; usual is layout haul with cells of 2 m.")
            .list("fleets", &TransportAreaConfig::fleets,
                  fleet_table_of<MoverFleetConfig>("mover fleet", "Cage movers of one class; 1.2 m/s loaded, 0.4 m/s2."), {1, 16},
                  "The movers: at least one fleet must be given.")
            .section("cages", &TransportAreaConfig::cages, primitives::cage_table(), "Roll containers.")
            .section("docks", &TransportAreaConfig::docks, primitives::dock_table(), "Dock doors and trucks.")
            .section("source", &TransportAreaConfig::source, primitives::parcel_source_table(),
                     "Parcels, when no sorting area is connected.")
            .section("faults", &TransportAreaConfig::faults, operations::faults_table(),
                     "What breaks on this floor; movers count from 0.")
            .build();
    return table;
}

std::string ConnectionConfig::name() const {
    return from.substr(0, from.find('.')) + " > " + to.substr(0, to.find('.'));
}

const config::Table& connection_table() {
    static const config::Table table = [] {
        config::Table t = config::Describe<ConnectionConfig>("connection", "Two ports of areas through which load units pass.")
                              .text("from", &ConnectionConfig::from, "The giving port, AREA.PORT.")
                              .required()
                              .text("to", &ConnectionConfig::to, "The taking port, AREA.PORT.")
                              .required()
                              .build();
        // Lists of at most one: documents write the map of the one, or leave it out.
        for (const AreaType* type : area_types())
            if (type->on_connection())
                t.fields.push_back(
                    AreaLists::field(*type, 1, [](void* s) { return &static_cast<ConnectionConfig*>(s)->carriers; }));
        return t;
    }();
    return table;
}

const config::Table& line_haul_table() {
    using Config = LineHaulConfig;
    static const config::Table table =
        config::Describe<Config>("line haul",
                                 "Trucks between sites: what leaves through a door of a transport area arrives at another area.")
            .text("from", &Config::from, "The door, YARD.door-1.")
            .required()
            .text("to", &Config::to, "The port for parcels to which it goes, AREA.parcels; several roads may lead to one.")
            .required()
            .number("travel_s", &Config::travel_s, {1, 1e7}, "s", "Time on the road.", {"", Assumed})
            .number("unload_cage_s", &Config::unload_cage_s, {0.1, 86400}, "s",
                    "Mean time to unload one cage and break it up, for the one unloader of this road.", {"", Assumed})
            .number("unload_cv", &Config::unload_cv, {0, 3}, "", "Coefficient of variation of that time (lognormal).",
                    {"", Assumed})
            .build();
    return table;
}

}  // namespace dray::engine
