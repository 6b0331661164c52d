#include "engine/ports.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>

namespace dray::engine {

namespace {

struct Port {
    std::string name;  ///< "sorter.chutes"
    AreaRef area;
    bool gives = false;
    const char* unit = "";  ///< what passes through it
};

// Areas that work on parcels work on totes as well, when these are connected.
void add_work_ports(const Scenario& s, const std::string& name, const char* out, AreaRef area, std::vector<Port>& ports) {
    const bool totes = std::ranges::any_of(s.connections, [&](const ConnectionConfig& c) { return c.to == name + ".totes"; });
    ports.push_back({name + ".parcels", area, false, "parcels"});
    if (s.inbound.doors > 0) ports.push_back({name + ".totes", area, false, "totes"});
    ports.push_back({name + out, area, true, totes ? "totes" : "parcels"});
}

std::vector<Port> ports_of(const Scenario& s) {
    std::vector<Port> ports;
    if (s.inbound.doors > 0) ports.push_back({fmt::format("{}.totes", kInboundName), {AreaKind::Inbound, 0}, true, "totes"});
    if (s.inbound.doors > 0) ports.push_back({fmt::format("{}.totes", kStorageName), {AreaKind::Stow, 0}, false, "totes"});
    if (s.has_storage()) {
        ports.push_back({"storage.orders", {AreaKind::Storage, 0}, true, "parcels"});
        ports.push_back({"storage.items", {AreaKind::Storage, 0}, true, "items"});
    }
    for (std::size_t i = 0; i < s.put_walls.size(); ++i) {
        ports.push_back({s.put_walls[i].name + ".items", {AreaKind::PutWall, i}, false, "items"});
        ports.push_back({s.put_walls[i].name + ".parcels", {AreaKind::PutWall, i}, true, "parcels"});
    }
    for (std::size_t i = 0; i < s.handling.size(); ++i)
        add_work_ports(s, s.handling[i].name, ".handled", {AreaKind::Handling, i}, ports);
    for (std::size_t i = 0; i < s.identification.size(); ++i)
        add_work_ports(s, s.identification[i].name, ".identified", {AreaKind::Identification, i}, ports);
    for (std::size_t i = 0; i < s.sorting.size(); ++i) {
        ports.push_back({s.sorting[i].name + ".parcels", {AreaKind::Sorting, i}, false, "parcels"});
        ports.push_back({s.sorting[i].name + ".chutes", {AreaKind::Sorting, i}, true, "parcels for cages"});
    }
    for (std::size_t i = 0; i < s.loop_sorters.size(); ++i) {
        const AreaRef area{AreaKind::Sorting, s.sorting.size() + i};
        ports.push_back({s.loop_sorters[i].name + ".parcels", area, false, "parcels"});
        ports.push_back({s.loop_sorters[i].name + ".chutes", area, true, "parcels for cages"});
    }
    for (std::size_t i = 0; i < s.transport.size(); ++i)
        ports.push_back({s.transport[i].name + ".chutes", {AreaKind::Transport, i}, false, "parcels for cages"});
    return ports;
}

// Whether parcels that leave the area may come back to it.
bool goes_round(const Links& links, AreaRef start) {
    AreaRef at = links.behind(start);
    for (std::size_t i = 0; at.valid() && i <= links.handling.size() + links.carriers.size(); ++i) {
        if (at == start) return true;
        at = links.behind(at);
    }
    return false;
}

}  // namespace

AreaRef Links::behind(AreaRef area) const {
    if (area.kind == AreaKind::Inbound) return inbound;
    if (area.kind == AreaKind::Storage) return storage.valid() ? storage : items;
    if (area.kind == AreaKind::PutWall) return put_walls[area.area];
    if (area.kind == AreaKind::Handling) return handling[area.area];
    if (area.kind == AreaKind::Carrier) return carriers[area.area].to;
    return area.kind == AreaKind::Identification ? identification[area.area] : AreaRef();
}

bool Links::feeds(AreaKind kind, std::size_t area) const {
    if (kind == AreaKind::Transport) return std::ranges::find(sorting_to_transport, area) != sorting_to_transport.end();
    const AreaRef wanted{kind, area};
    return inbound == wanted || storage == wanted || items == wanted || std::ranges::find(put_walls, wanted) != put_walls.end() ||
           std::ranges::find(handling, wanted) != handling.end() ||
           std::ranges::find(identification, wanted) != identification.end() ||
           std::ranges::find(carriers, wanted, &Carriage::to) != carriers.end();
}

std::size_t Links::sorting_behind(AreaRef area) const {
    while (area.valid() && area.kind != AreaKind::Sorting)
        area = behind(area);
    return area.valid() ? area.area : kNone;
}

std::size_t Links::sorting_above(std::size_t transport) const {
    const auto above = std::ranges::find(sorting_to_transport, transport);
    return above == sorting_to_transport.end() ? kNone : static_cast<std::size_t>(above - sorting_to_transport.begin());
}

bool Links::carries_totes(AreaRef area) const {
    AreaRef at = inbound;
    while (at.valid() && !(at == area))
        at = behind(at);
    return at.valid();
}

bool Links::comes_from_storage(AreaRef area) const {
    AreaRef at = behind({AreaKind::Storage, 0});
    while (at.valid() && !(at == area))
        at = behind(at);
    return at.valid();
}

namespace {

// "yard.door-3" of a transport area; nothing, with a fault, when it is not that.
std::optional<Road> door_of(const std::string& name, const Scenario& s, std::string& wrong) {
    const std::size_t dot = name.find('.');
    const std::string area = name.substr(0, dot), port = dot == std::string::npos ? "" : name.substr(dot + 1);
    std::vector<std::string> yards;
    for (std::size_t i = 0; i < s.transport.size(); ++i) {
        yards.push_back(s.transport[i].name);
        if (yards.back() != area) continue;
        int number = 0;
        const char* end = port.data() + port.size();
        const bool is_door = port.starts_with("door-");
        if (is_door && std::from_chars(port.data() + 5, end, number).ptr == end && number > 0)
            return Road{.transport = i, .door = DoorId(static_cast<std::size_t>(number - 1)), .to = {}};
        wrong = fmt::format("'{}' is no door; the doors of '{}' are {}.door-1, {}.door-2 and so on", name, area, area, area);
        return std::nullopt;
    }
    const std::string nearest = config::nearest_name(area, yards);
    wrong = fmt::format("there is no transport area '{}'{}", area,
                        nearest.empty() ? "" : fmt::format("; did you mean '{}'?", nearest));
    return std::nullopt;
}

void resolve_roads(const Scenario& s, const std::vector<Port>& ports, const config::Document& document, Links& links,
                   config::Diagnostics& faults) {
    std::set<std::string> used;
    for (std::size_t i = 0; i < s.line_hauls.size(); ++i) {
        const LineHaulConfig& haul = s.line_hauls[i];
        const auto fault = [&](const char* end, const std::string& message) {
            const std::string path = fmt::format("line_hauls[{}].{}", i, end);
            faults.push_back(config::fault_at(document.place_of(path), path + ": " + message));
        };
        std::string wrong;
        const std::optional<Road> road = door_of(haul.from, s, wrong);
        if (!road) {
            fault("from", wrong);
        } else if (!used.insert(haul.from).second) {
            fault("from", fmt::format("two roads begin at '{}'", haul.from));
        }
        std::vector<std::string> names;
        const Port* to = nullptr;
        for (const Port& port : ports) {
            if (port.gives || std::string_view(port.unit) != "parcels") continue;
            names.push_back(port.name);
            if (port.name == haul.to) to = &port;
        }
        if (to == nullptr) {
            const std::string nearest = config::nearest_name(haul.to, names);
            fault("to", fmt::format("no area takes parcels at '{}'{}", haul.to,
                                    nearest.empty() ? "" : fmt::format("; did you mean '{}'?", nearest)));
        }
        if (road && to != nullptr) links.roads.push_back({road->transport, road->door, to->area});
    }
}

// Parcels and totes can be carried, by one thing; others have ways of their own.
bool may_be_carried(const ConnectionConfig& connection, const Port& from, const auto& fault) {
    const char* const what = connection.lift.empty() ? "conveyor" : "lift";
    const std::string_view unit = from.unit;
    if (!connection.conveyor.empty() && !connection.lift.empty()) {
        fault("lift", "the connection has a conveyor already; it can have one or the other");
    } else if (unit == "parcels" || unit == "totes") {
        return true;
    } else if (unit == "items") {
        fault(what, fmt::format("'{}' gives single items, which people bring in totes; a {} carries parcels or totes", from.name,
                                what));
    } else {
        fault(what, fmt::format("the chutes of '{}' stand over the cages; a {} carries parcels or totes", from.name, what));
    }
    return false;
}

// Totes must come to the stow stations, and an area that works on them works on nothing else.
void check_totes(const Scenario& s, const config::Document& document, const Links& links, config::Diagnostics& faults) {
    const auto fault = [&](const std::string& path, const std::string& message) {
        faults.push_back(config::fault_at(document.place_of(path), path + ": " + message));
    };
    for (std::size_t i = 0; i < s.connections.size(); ++i) {
        const std::string& to = s.connections[i].to;
        const std::string area = to.substr(0, to.find('.'));
        const auto other = [&](const ConnectionConfig& c) { return c.to == area + ".totes"; };
        if (to == area + ".parcels" && std::ranges::any_of(s.connections, other))
            fault(fmt::format("connections[{}].to", i), fmt::format("'{}' works on totes already, not on parcels too", area));
    }
    AreaRef end{AreaKind::Inbound, 0};
    while (links.behind(end).valid())
        end = links.behind(end);
    if (end.kind == AreaKind::Stow || !faults.empty()) return;
    const std::string open = end.kind == AreaKind::Inbound    ? fmt::format("{}.totes", kInboundName)
                             : end.kind == AreaKind::Handling ? s.handling[end.area].name + ".handled"
                                                              : s.identification[end.area].name + ".identified";
    fault("inbound", fmt::format("the totes of its trucks end at the open port '{}'; connect it to storage.totes", open));
}

}  // namespace

Links resolve_connections(const Scenario& s, const config::Document& document, config::Diagnostics& faults) {
    Links links;
    links.put_walls.resize(s.put_walls.size());
    links.handling.resize(s.handling.size());
    links.identification.resize(s.identification.size());
    links.sorting_to_transport.assign(s.sorting.size() + s.loop_sorters.size(), Links::kNone);
    const std::vector<Port> ports = ports_of(s);
    std::vector<std::string> names;
    for (const Port& port : ports)
        names.push_back(port.name);
    std::set<std::string> used;
    for (std::size_t i = 0; i < s.connections.size(); ++i) {
        const auto fault = [&](const char* end, const std::string& message) {
            const std::string path = fmt::format("connections[{}].{}", i, end);
            faults.push_back(config::fault_at(document.place_of(path), path + ": " + message));
        };
        // The port that one end names, when it exists, is open and goes in that direction.
        const auto find = [&](const char* end, const std::string& name, bool gives) -> const Port* {
            const auto port = std::ranges::find(ports, name, &Port::name);
            if (port == ports.end()) {
                const std::string nearest = config::nearest_name(name, names);
                fault(end, fmt::format("there is no port '{}'{}", name,
                                       nearest.empty() ? "; the ports are " + fmt::format("{}", fmt::join(names, ", "))
                                                       : fmt::format("; did you mean '{}'?", nearest)));
                return nullptr;
            }
            if (port->gives != gives) {
                fault(end, fmt::format("the port '{}' {} load units, it cannot stand under '{}'", name,
                                       port->gives ? "gives" : "takes", end));
                return nullptr;
            }
            if (!used.insert(name).second) {
                fault(end, fmt::format("the port '{}' is connected twice", name));
                return nullptr;
            }
            return &*port;
        };
        const Port* from = find("from", s.connections[i].from, true);
        const Port* to = find("to", s.connections[i].to, false);
        if (from == nullptr || to == nullptr) continue;
        if (std::string_view(from->unit) != to->unit) {
            fault("to", fmt::format("the port '{}' takes {}, but '{}' gives {}", to->name, to->unit, from->name, from->unit));
            continue;
        }
        // What is carried goes to the carrier first.
        AreaRef next = to->area;
        if (s.connections[i].carried() && may_be_carried(s.connections[i], *from, fault)) {
            next = {AreaKind::Carrier, links.carriers.size()};
            links.carriers.push_back({i, from->area, to->area});
        }
        switch (from->area.kind) {
            case AreaKind::Sorting:
                links.sorting_to_transport[from->area.area] = to->area.area;
                break;
            case AreaKind::Inbound:
                links.inbound = next;
                break;
            case AreaKind::Storage:
                (to->area.kind == AreaKind::PutWall ? links.items : links.storage) = next;
                if (links.items.valid() && links.storage.valid())
                    fault("from", "orders leave as parcels by 'storage.orders' or unit by unit by 'storage.items', not both");
                break;
            case AreaKind::PutWall:
                links.put_walls[from->area.area] = next;
                break;
            case AreaKind::Handling:
                links.handling[from->area.area] = next;
                if (!goes_round(links, from->area)) break;
                fault("to", fmt::format("{} from '{}' to '{}' go round in a circle", from->unit, from->name, to->name));
                links.handling[from->area.area] = {};
                break;
            default:
                if (to->area.kind == AreaKind::Sorting || to->area.kind == AreaKind::Stow) {
                    links.identification[from->area.area] = next;
                } else {
                    fault("to",
                          fmt::format("'{}' has identified its {} already; they can only go to {}, not to '{}'", from->name,
                                      from->unit, std::string_view(from->unit) == "totes" ? "storage.totes" : "a sort floor",
                                      to->name));
                }
        }
    }
    resolve_roads(s, ports, document, links, faults);
    if (s.inbound.doors > 0) check_totes(s, document, links, faults);
    return links;
}

}  // namespace dray::engine
