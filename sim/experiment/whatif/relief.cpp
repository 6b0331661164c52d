#include "experiment/whatif/relief.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace dray::experiment {

namespace {

using engine::Scenario;

/// Those of areas with a floor.
struct FloorReliefs : engine::Reliefs {
    template <class Fleet>
    void fleets(const std::vector<Fleet>& fleets) {
        for (std::size_t f = 0; f < fleets.size(); ++f) {
            const std::int64_t count = fleets[f].count;
            const std::int64_t more = std::max<std::int64_t>(1, std::llround(0.1 * static_cast<double>(count)));
            add(fleets[f].name, fmt::format("+{} {}", more, fleets[f].name),
                static_cast<double>(count + more) / static_cast<double>(count),
                {set(fmt::format("fleets[{}].count", f), static_cast<double>(count + more))});
        }
    }
    /// Chargers that give more, and one more of them on floors that are made from numbers.
    template <class Fleet>
    void chargers(const std::vector<Fleet>& fleets, const std::string& count_field, std::int64_t count) {
        if (!count_field.empty()) one_more("chargers", "charger", count_field, count);
        std::vector<std::string> overrides;
        for (std::size_t f = 0; f < fleets.size(); ++f)
            overrides.push_back(set(fmt::format("fleets[{}].battery.charger_w", f), 1.1 * fleets[f].battery.charger_w));
        add("chargers", "+10 % power of chargers", 1.1, std::move(overrides));
    }
    void one_lane_more(const std::string& field, std::int64_t lanes) {
        constexpr std::int64_t kMostLanes = 4;
        if (lanes < kMostLanes)
            add("ways", "+1 highway lane each way", static_cast<double>(lanes + 1) / static_cast<double>(lanes),
                {set(field, static_cast<double>(lanes + 1))});
    }
    /// Zones in which robots drive slowly on purpose.
    void zones(const floor::FloorConfig& floor) {
        std::vector<std::string> overrides;
        for (std::size_t z = 0; z < floor.zones.size(); ++z)
            if (floor.zones[z].speed_limit_mps > 0)
                overrides.push_back(set(fmt::format("floor.zones[{}].speed_limit_mps", z), 1.1 * floor.zones[z].speed_limit_mps));
        if (!overrides.empty()) add("ways", "+10 % speed in slow zones", 1.1, std::move(overrides));
    }
};

void storage(FloorReliefs& r, const Scenario& s) {
    const bool drawn = s.floor.layout != "storage";
    if (s.demand.source == "generator") r.arrivals("demand.orders_per_h", s.demand.orders_per_h, "orders");
    const floor::StorageLayout& layout = s.floor.storage;
    if (!drawn) r.one_more("pick stations", "pick station", "floor.storage.pick_stations", layout.pick_stations);
    r.faster("pick stations", "time for a pick",
             {{"stations.pick_line_s", s.stations.pick_line_s},
              {"stations.pick_further_unit_s", s.stations.pick_further_unit_s},
              {"stations.pick_case_s", s.stations.pick_case_s}});
    if (!drawn && layout.stow_stations > 0) {
        r.one_more("stow stations", "stow station", "floor.storage.stow_stations", layout.stow_stations);
        r.faster("stow stations", "time to stow", {{"stations.stow_s", s.stations.stow_s}});
    }
    r.fleets(s.fleets);
    r.chargers(s.fleets, drawn ? "" : "floor.storage.chargers", layout.chargers);
    r.zones(s.floor);
    if (drawn) return;
    if (r.practical && layout.aisles == "one_way") r.add("ways", "two-way aisles", 0, {"floor.storage.aisles=two_way"});
    r.one_lane_more("floor.storage.highway_lanes", layout.highway_lanes);
}

void receiving(FloorReliefs& r, const operations::InboundConfig& inbound) {
    r.one_more("receiving doors", "receiving door", "inbound.doors", inbound.doors);
    r.faster("receiving doors", "time to unload a tote", {{"inbound.unload_tote_s", inbound.unload_tote_s}});
}

void sorting(FloorReliefs& r, const engine::SortAreaConfig& area, bool fed, bool linked) {
    if (!fed) r.arrivals("inlet.parcels_per_h", area.inlet.parcels_per_h, "parcels");
    const bool drawn = area.floor.layout != "sort";
    const floor::SortLayout& layout = area.floor.sort;
    if (!drawn) r.one_more("induct stations", "induct station", "floor.sort.induct_stations", layout.induct_stations);
    r.faster("induct stations", "time to load a tray", {{"induct.load_s", area.induct.load_s}});
    r.fleets(area.fleets);
    r.chargers(area.fleets, drawn ? "" : "floor.sort.chargers", layout.chargers);
    // Beneath the chutes of a linked area lie those of the transport area: their number is not this area's to choose.
    if (!linked) {
        if (!drawn) r.one_more("chutes", "row of chutes", "floor.sort.chutes_down", layout.chutes_down);
        r.faster("chutes", "time to swap a cage", {{"chutes.swap_s", area.chutes.swap_s}});
    }
    r.zones(area.floor);
    if (!drawn) r.one_lane_more("floor.sort.highway_lanes", layout.highway_lanes);
}

void transport(FloorReliefs& r, const engine::TransportAreaConfig& area, bool fed) {
    if (!fed) r.arrivals("source.parcels_per_h", area.source.parcels_per_h, "parcels");
    const floor::HaulLayout& layout = area.floor.haul;
    r.fleets(area.fleets);
    r.chargers(area.fleets, area.floor.layout == "haul" ? "floor.haul.chargers" : "", layout.chargers);
    if (!fed && area.floor.layout == "haul") r.one_more("docks", "door", "floor.haul.doors", layout.doors);
    r.faster("docks", "time to load a cage", {{"docks.load_cage_s", area.docks.load_cage_s}});
    r.zones(area.floor);
    if (area.floor.layout == "haul" && layout.highway_speed_mps > 0)
        r.add("ways", "+10 % speed in the streets", 1.1, {r.set("floor.haul.highway_speed_mps", 1.1 * layout.highway_speed_mps)});
}

std::vector<Relief> reliefs(const Scenario& s, bool practical) {
    FloorReliefs r{{.practical = practical}};
    const auto begin = [&](const std::string& name, const std::string& section, std::size_t i) {
        r.area = name;
        r.path = fmt::format("{}[{}].", section, i);
    };
    const auto connected = [&](const std::string& port) {
        return std::ranges::any_of(s.connections, [&](const auto& c) { return c.from == port || c.to == port; });
    };
    const auto types = [&](std::size_t first, std::size_t last) {
        s.areas.each([&](const engine::AreaType& type, std::size_t i, const engine::AreaConfig& area) {
            if (type.stage() < first || type.stage() > last) return;
            begin(area.name, type.section(), i);
            const auto any = [&](bool gives) {
                return std::ranges::any_of(type.traits().ports, [&](const engine::PortType& port) {
                    return port.gives == gives && connected(area.name + "." + port.name);
                });
            };
            type.relieve(area, any(false), any(true), r);
        });
    };
    if (s.has_storage()) storage(r, s);
    if (s.inbound.doors > 0) receiving(r, s.inbound);
    types(engine::kReceivingStage, engine::kIdentificationStage);
    for (std::size_t i = 0; i < s.sorting.size(); ++i) {
        begin(s.sorting[i].name, "sorting", i);
        sorting(r, s.sorting[i], connected(r.area + ".parcels"), connected(r.area + ".chutes"));
    }
    types(engine::kSortingStage, engine::kStages);
    for (std::size_t i = 0; i < s.transport.size(); ++i) {
        begin(s.transport[i].name, "transport", i);
        transport(r, s.transport[i], connected(r.area + ".chutes"));
    }
    for (std::size_t i = 0; i < s.connections.size(); ++i)
        s.connections[i].carriers.each([&](const engine::AreaType& type, std::size_t, const engine::AreaConfig& area) {
            r.area = s.connections[i].name();
            r.path = fmt::format("connections[{}].{}.", i, type.section());
            type.relieve(area, true, true, r);
        });
    return std::move(r.all);
}

}  // namespace

std::vector<Relief> practical_reliefs(const Scenario& scenario) {
    return reliefs(scenario, true);
}

std::vector<Relief> marginal_reliefs(const Scenario& scenario) {
    return reliefs(scenario, false);
}

}  // namespace dray::experiment
