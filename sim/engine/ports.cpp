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

const char* word_of(LoadUnit unit) {
    switch (unit) {
        case LoadUnit::Totes:
            return "totes";
        case LoadUnit::Items:
            return "items";
        case LoadUnit::Cages:
            return "parcels for cages";
        case LoadUnit::Parcels:
        case LoadUnit::AsTaken:
            break;
    }
    return "parcels";
}

// Areas that work on parcels work on totes as well, when these are connected.
void add_ports(const Scenario& s, const ModelLink& model, AreaRef area, std::vector<Port>& ports) {
    const std::vector<PortType>& types = model.type->traits().ports;
    const bool totes = std::ranges::any_of(s.connections, [&](const ConnectionConfig& c) {
        return std::ranges::any_of(
            types, [&](const PortType& port) { return port.unit == LoadUnit::Totes && c.to == model.name + "." + port.name; });
    });
    for (const PortType& port : types) {
        if (port.unit == LoadUnit::Totes && s.inbound.doors == 0) continue;
        const bool of_totes = port.unit == LoadUnit::AsTaken && totes;
        ports.push_back({model.name + "." + port.name, area, port.gives, word_of(of_totes ? LoadUnit::Totes : port.unit)});
    }
}

std::vector<Port> ports_of(const Scenario& s, const Links& links) {
    std::vector<Port> ports;
    if (s.inbound.doors > 0) ports.push_back({fmt::format("{}.totes", kInboundName), {AreaKind::Inbound, 0}, true, "totes"});
    if (s.inbound.doors > 0) ports.push_back({fmt::format("{}.totes", kStorageName), {AreaKind::Stow, 0}, false, "totes"});
    if (s.has_storage()) {
        ports.push_back({"storage.orders", {AreaKind::Storage, 0}, true, "parcels"});
        ports.push_back({"storage.items", {AreaKind::Storage, 0}, true, "items"});
    }
    const auto add_models = [&](bool sorting) {
        for (std::size_t m = 0; m < links.models.size(); ++m)
            if ((links.models[m].type->stage() >= kSortingStage) == sorting)
                add_ports(s, links.models[m], {AreaKind::Model, m}, ports);
    };
    add_models(false);
    for (std::size_t i = 0; i < s.sorting.size(); ++i) {
        ports.push_back({s.sorting[i].name + ".parcels", {AreaKind::Sorting, i}, false, "parcels"});
        ports.push_back({s.sorting[i].name + ".chutes", {AreaKind::Sorting, i}, true, "parcels for cages"});
    }
    add_models(true);
    for (std::size_t i = 0; i < s.transport.size(); ++i)
        ports.push_back({s.transport[i].name + ".chutes", {AreaKind::Transport, i}, false, "parcels for cages"});
    return ports;
}

// Whether parcels that leave the area may come back to it.
bool goes_round(const Links& links, AreaRef start) {
    AreaRef at = links.behind(start);
    for (std::size_t i = 0; at.valid() && i <= links.models.size(); ++i) {
        if (at == start) return true;
        at = links.behind(at);
    }
    return false;
}

}  // namespace

AreaRef Links::behind(AreaRef area) const {
    if (area.kind == AreaKind::Inbound) return inbound;
    if (area.kind == AreaKind::Storage) return storage.valid() ? storage : items;
    return area.kind == AreaKind::Model && !sorts(area) ? models[area.area].to : AreaRef();
}

bool Links::feeds(AreaRef area) const {
    if (area.kind == AreaKind::Transport) return above(area.area).valid();
    return inbound == area || storage == area || items == area || std::ranges::find(models, area, &ModelLink::to) != models.end();
}

bool Links::sorts(AreaRef area) const {
    return area.kind == AreaKind::Sorting || (area.kind == AreaKind::Model && models[area.area].type->sorts());
}

std::size_t Links::below(AreaRef area) const {
    if (area.kind == AreaKind::Sorting) return sorting_to_transport[area.area];
    return sorts(area) && models[area.area].to.valid() ? models[area.area].to.area : kNone;
}

AreaRef Links::above(std::size_t transport) const {
    for (const AreaRef area : sorting)
        if (below(area) == transport) return area;
    return {};
}

AreaRef Links::sorting_behind(AreaRef area) const {
    while (area.valid() && !sorts(area))
        area = behind(area);
    return area;
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

std::size_t Links::stage_of(AreaRef area) const {
    if (carries_totes(area)) return kReceivingStage;
    if (area.kind != AreaKind::Model) return kSortingStage;
    const ModelLink& model = models[area.area];
    return model.type->on_connection() ? stage_of(model.to) : model.type->stage();
}

const AreaConfig& config_of(const Scenario& scenario, const ModelLink& model) {
    if (model.type->on_connection()) return scenario.connections[model.number].carriers.of(*model.type)[0];
    return scenario.areas.of(*model.type)[model.number];
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

// What stands on a connection; null, with a fault, where nothing or more than one thing can. Parcels and totes can be carried,
// others have ways of their own.
const AreaType* carrier_of(const ConnectionConfig& connection, const Port& from, const auto& fault) {
    const AreaType* carrier = nullptr;
    bool several = false;
    connection.carriers.each([&](const AreaType& type, std::size_t, const AreaConfig&) {
        if (carrier != nullptr)
            fault(type.section().c_str(),
                  fmt::format("the connection has a {} already; it can have one or the other", carrier->section()));
        several = carrier != nullptr;
        if (!several) carrier = &type;
    });
    if (carrier == nullptr || several) return nullptr;
    const std::string_view unit = from.unit;
    if (unit == "parcels" || unit == "totes") return carrier;
    const std::string& what = carrier->section();
    fault(
        what.c_str(),
        unit == "items"
            ? fmt::format("'{}' gives single items, which people bring in totes; a {} carries parcels or totes", from.name, what)
            : fmt::format("the chutes of '{}' stand over the cages; a {} carries parcels or totes", from.name, what));
    return nullptr;
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
    const std::string open = end.kind == AreaKind::Inbound
                                 ? fmt::format("{}.totes", kInboundName)
                                 : links.models[end.area].name + "." + links.models[end.area].type->outlet()->name;
    fault("inbound", fmt::format("the totes of its trucks end at the open port '{}'; connect it to storage.totes", open));
}

// Where what leaves a port goes.
void connect(const Port& from, const Port& to, AreaRef next, Links& links, const auto& fault) {
    if (from.area.kind == AreaKind::Sorting) links.sorting_to_transport[from.area.area] = to.area.area;
    if (from.area.kind == AreaKind::Inbound) links.inbound = next;
    if (from.area.kind == AreaKind::Storage) {
        (std::string_view(from.unit) == "items" ? links.items : links.storage) = next;
        if (links.items.valid() && links.storage.valid())
            fault("from", "orders leave as parcels by 'storage.orders' or unit by unit by 'storage.items', not both");
    }
    if (from.area.kind != AreaKind::Model) return;
    ModelLink& model = links.models[from.area.area];
    const std::string& done = model.type->traits().done;
    if (!done.empty() && !links.sorts(to.area) && to.area.kind != AreaKind::Stow) {
        fault("to", fmt::format("'{}' has {} its {} already; they can only go to {}, not to '{}'", from.name, done, from.unit,
                                std::string_view(from.unit) == "totes" ? "storage.totes" : "a sort floor", to.name));
        return;
    }
    model.to = next;
    if (!goes_round(links, from.area)) return;
    fault("to", fmt::format("{} from '{}' to '{}' go round in a circle", from.unit, from.name, to.name));
    model.to = {};
}

}  // namespace

Links resolve_connections(const Scenario& s, const config::Document& document, config::Diagnostics& faults) {
    Links links;
    s.areas.each([&](const AreaType& type, std::size_t i, const AreaConfig& area) {
        links.models.push_back({.type = &type, .number = i, .name = area.name, .to = {}});
    });
    links.sorting_to_transport.assign(s.sorting.size(), Links::kNone);
    for (std::size_t i = 0; i < s.sorting.size(); ++i)
        links.sorting.push_back({AreaKind::Sorting, i});
    for (std::size_t m = 0; m < links.models.size(); ++m)
        if (links.models[m].type->sorts()) links.sorting.push_back({AreaKind::Model, m});
    const std::vector<Port> ports = ports_of(s, links);
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
        if (const AreaType* carrier = carrier_of(s.connections[i], *from, fault)) {
            next = {AreaKind::Model, links.models.size()};
            links.models.push_back(
                {.type = carrier, .number = i, .name = s.connections[i].name(), .to = to->area, .from = from->area});
        }
        connect(*from, *to, next, links, fault);
    }
    resolve_roads(s, ports, document, links, faults);
    if (s.inbound.doors > 0) check_totes(s, document, links, faults);
    return links;
}

}  // namespace dray::engine
