#include "engine/ports.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace dray::engine {

namespace {

enum class AreaKind : std::uint8_t { Storage, Identification, Sorting, Transport };

struct Port {
    std::string name;  ///< "sorter.chutes"
    AreaKind kind = AreaKind::Storage;
    std::size_t area = 0;  ///< within its kind
    bool gives = false;
    const char* unit = "";  ///< what passes through it
};

std::vector<Port> ports_of(const Scenario& s) {
    std::vector<Port> ports;
    if (s.has_storage()) ports.push_back({"storage.orders", AreaKind::Storage, 0, true, "parcels"});
    for (std::size_t i = 0; i < s.identification.size(); ++i) {
        ports.push_back({s.identification[i].name + ".parcels", AreaKind::Identification, i, false, "parcels"});
        ports.push_back({s.identification[i].name + ".identified", AreaKind::Identification, i, true, "parcels"});
    }
    for (std::size_t i = 0; i < s.sorting.size(); ++i) {
        ports.push_back({s.sorting[i].name + ".parcels", AreaKind::Sorting, i, false, "parcels"});
        ports.push_back({s.sorting[i].name + ".chutes", AreaKind::Sorting, i, true, "parcels for cages"});
    }
    for (std::size_t i = 0; i < s.transport.size(); ++i)
        ports.push_back({s.transport[i].name + ".chutes", AreaKind::Transport, i, false, "parcels for cages"});
    return ports;
}

}  // namespace

Links resolve_connections(const Scenario& s, const config::Document& document, config::Diagnostics& faults) {
    Links links;
    links.identification_to_sorting.assign(s.identification.size(), Links::kNone);
    links.sorting_to_transport.assign(s.sorting.size(), Links::kNone);
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
        if (from->kind == AreaKind::Sorting)
            links.sorting_to_transport[from->area] = to->area;
        else if (from->kind == AreaKind::Storage)
            (to->kind == AreaKind::Sorting ? links.storage_to_sorting : links.storage_to_identification) = to->area;
        else if (to->kind == AreaKind::Sorting)
            links.identification_to_sorting[from->area] = to->area;
        else
            fault("to", fmt::format("'{}' has identified its parcels already; they cannot go to '{}'", from->name, to->name));
    }
    return links;
}

}  // namespace dray::engine
