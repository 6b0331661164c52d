#include "experiment/whatif/relief.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace dray::experiment {

namespace {

using engine::Scenario;

/// Collects reliefs; `area` stands before the names of groups and `path` before those of fields.
struct Reliefs {
    bool practical = true;
    std::vector<Relief> all = {};
    std::string area = {}, path = {};

    [[nodiscard]] std::string group(const std::string& name) const { return area.empty() ? name : area + " " + name; }
    [[nodiscard]] std::string set(const std::string& field, double value) const {
        return fmt::format("{}{}={:.9g}", path, field, value);
    }

    void add(const std::string& name, std::string what, double factor, std::vector<std::string> overrides) {
        all.push_back({group(name), std::move(what), factor, std::move(overrides)});
    }
    /// One of a kind more; `field` counts them.
    void one_more(const std::string& name, const std::string& one, const std::string& field, std::int64_t count) {
        if (practical && count > 0)
            add(name, "+1 " + (area.empty() ? one : area + " " + one),
                static_cast<double>(count + 1) / static_cast<double>(count), {set(field, static_cast<double>(count + 1))});
    }
    /// Less time for each of the fields.
    void faster(const std::string& name, const std::string& what, const std::vector<std::pair<std::string, double>>& fields) {
        const double rest = practical ? 0.8 : 0.9;
        std::vector<std::string> overrides;
        for (const auto& [field, value] : fields)
            overrides.push_back(set(field, value * rest));
        add(name, fmt::format("-{:.0f} % {}", 100 * (1 - rest), area.empty() ? what : area + " " + what), 1 / rest,
            std::move(overrides));
    }
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
    void arrivals(const std::string& field, double per_h, const char* what) {
        add("arrivals", fmt::format("+10 % {}", area.empty() ? what : area + " " + what), 1.1, {set(field, 1.1 * per_h)});
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

void storage(Reliefs& r, const Scenario& s) {
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

void put_wall(Reliefs& r, const engine::PutWallConfig& area, bool fed) {
    const primitives::PutWallConfig& wall = area.wall;
    if (!fed) r.arrivals("orders_per_h", area.orders_per_h, "orders");
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

void receiving(Reliefs& r, const operations::InboundConfig& inbound) {
    r.one_more("receiving doors", "receiving door", "inbound.doors", inbound.doors);
    r.faster("receiving doors", "time to unload a tote", {{"inbound.unload_tote_s", inbound.unload_tote_s}});
}

void handling(Reliefs& r, const engine::HandlingConfig& area, bool fed) {
    if (!fed) r.arrivals("parcels_per_h", area.parcels_per_h, "parcels");
    r.one_more("workers", "worker", "work.workers", area.work.workers);
    r.faster("workers", "time for a parcel", {{"work.time_s", area.work.time_s}});
    r.one_more("desk", "person at the desk", "work.desk_people", area.work.desk_people);
    r.faster("desk", "time for an exception", {{"work.desk_s", area.work.desk_s}});
}

void identification(Reliefs& r, const engine::IdentificationConfig& area, bool fed) {
    const primitives::ReaderConfig& reader = area.figures.reader;
    if (!fed) r.arrivals("parcels_per_h", area.parcels_per_h, "parcels");
    r.one_more("readers", "reader", "readers", area.readers);
    r.faster("readers", "time for a read", {{"figures.reader.attempt_s", reader.attempt_s}});
    r.one_more("desks", "person at each desk", "figures.reader.desk_people", reader.desk_people);
    r.faster("desks", "time for an exception", {{"figures.reader.desk_s", reader.desk_s}});
}

void sorting(Reliefs& r, const engine::SortAreaConfig& area, bool fed, bool linked) {
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

void loop_sorter(Reliefs& r, const engine::LoopSorterConfig& loop, bool fed, bool linked) {
    if (!fed) r.arrivals("inlet.parcels_per_h", loop.inlet.parcels_per_h, "parcels");
    r.one_more("inducts", "induct", "induct.count", loop.induct.count);
    r.faster("inducts", "time to lay a parcel ready", {{"induct.load_s", loop.induct.load_s}});
    r.add("belt", "+10 % speed of the belt", 1.1, {r.set("belt.speed_mps", 1.1 * loop.belt.speed_mps)});
    if (linked) return;
    r.one_more("chutes", "chute", "chutes.count", loop.chutes.count);
    r.faster("chutes", "time to swap a cage", {{"chutes.swap_s", loop.chutes.swap_s}});
}

void carrier(Reliefs& r, const engine::ConnectionConfig& connection) {
    for (const primitives::ConveyorConfig& c : connection.conveyor)
        r.add("conveyor", fmt::format("+10 % speed of the conveyor {}", r.area), 1.1,
              {r.set("conveyor.speed_mps", 1.1 * c.speed_mps)});
    for (const primitives::LiftConfig& c : connection.lift) {
        if (r.practical)
            r.add("lift", fmt::format("+1 place in the lift {}", r.area),
                  static_cast<double>(c.units + 1) / static_cast<double>(c.units),
                  {r.set("lift.units", static_cast<double>(c.units + 1))});
        r.faster("lift", "lift time", {{"lift.trip_s", c.trip_s}, {"lift.transfer_s", c.transfer_s}});
    }
}

void transport(Reliefs& r, const engine::TransportAreaConfig& area, bool fed) {
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
    Reliefs r{.practical = practical};
    const auto connected = [&](const std::string& port, bool as_giver) {
        return std::ranges::any_of(s.connections, [&](const auto& c) { return (as_giver ? c.from : c.to) == port; });
    };
    if (s.has_storage()) storage(r, s);
    if (s.inbound.doors > 0) receiving(r, s.inbound);
    for (std::size_t i = 0; i < s.put_walls.size(); ++i) {
        r.area = s.put_walls[i].name;
        r.path = fmt::format("put_walls[{}].", i);
        put_wall(r, s.put_walls[i], connected(r.area + ".items", false));
    }
    for (std::size_t i = 0; i < s.handling.size(); ++i) {
        r.area = s.handling[i].name;
        r.path = fmt::format("handling[{}].", i);
        handling(r, s.handling[i], connected(r.area + ".parcels", false) || connected(r.area + ".totes", false));
    }
    for (std::size_t i = 0; i < s.identification.size(); ++i) {
        r.area = s.identification[i].name;
        r.path = fmt::format("identification[{}].", i);
        identification(r, s.identification[i], connected(r.area + ".parcels", false) || connected(r.area + ".totes", false));
    }
    for (std::size_t i = 0; i < s.sorting.size(); ++i) {
        r.area = s.sorting[i].name;
        r.path = fmt::format("sorting[{}].", i);
        sorting(r, s.sorting[i], connected(r.area + ".parcels", false), connected(r.area + ".chutes", true));
    }
    for (std::size_t i = 0; i < s.loop_sorters.size(); ++i) {
        r.area = s.loop_sorters[i].name;
        r.path = fmt::format("loop_sorters[{}].", i);
        loop_sorter(r, s.loop_sorters[i], connected(r.area + ".parcels", false), connected(r.area + ".chutes", true));
    }
    for (std::size_t i = 0; i < s.transport.size(); ++i) {
        r.area = s.transport[i].name;
        r.path = fmt::format("transport[{}].", i);
        transport(r, s.transport[i], connected(r.area + ".chutes", false));
    }
    for (std::size_t i = 0; i < s.connections.size(); ++i) {
        r.area = s.connections[i].name();
        r.path = fmt::format("connections[{}].", i);
        carrier(r, s.connections[i]);
    }
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
