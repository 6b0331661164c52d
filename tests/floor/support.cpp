#include "support.hpp"

#include <fmt/format.h>

#include <set>

namespace dray::floor::testing {

namespace {

config::Document site_document() {
    config::Value rows, drawn, section;
    rows.place = {std::string("site.yaml"), 4, 5};
    drawn.kind = section.kind = config::Value::Kind::Map;
    drawn.place = {std::string("site.yaml"), 3, 3};
    drawn.map.emplace_back("rows", rows);
    section.place = {std::string("site.yaml"), 1, 1};
    section.map.emplace_back("drawn", drawn);
    config::Document document;
    document.path = std::string("site.yaml");
    document.directory = std::string(".");
    document.root.kind = config::Value::Kind::Map;
    document.root.map.emplace_back("floor", section);
    return document;
}

std::string broken_lane(const Floor& floor, const Lane& lane) {
    std::vector<CellId> inner = lane.queue;
    inner.push_back(lane.service);
    CellId before = lane.entry;
    for (std::size_t i = 0; i < inner.size(); ++i) {
        const CellId after = i + 1 < inner.size() ? inner[i + 1] : lane.exit;
        int in = 0, out = 0;
        for (const Heading h : kHeadings) {
            if (floor.previous(inner[i], h).valid()) in += floor.previous(inner[i], h) == before ? 1 : 100;
            if (floor.next(inner[i], h).valid()) out += floor.next(inner[i], h) == after ? 1 : 100;
        }
        if (in != 1 || out != 1) return fmt::format("{}: cell {} has {} ways in and {} out", lane.name, inner[i].value, in, out);
        before = inner[i];
    }
    return {};
}

}  // namespace

std::string Built::text() const {
    std::string all;
    for (const Diagnostic& fault : faults)
        all += fault.text() + "\n";
    return all;
}

Built build_floor(const FloorConfig& config, Purpose purpose) {
    config::Diagnostics faults;
    Floor floor = build(config, purpose, site_document(), "floor", faults);
    return {std::move(floor), std::move(faults)};
}

Built build_storage(const StorageLayout& layout) {
    FloorConfig config;
    config.storage = layout;
    return build_floor(config);
}

Built build_drawn(const std::string& rows, std::vector<DrawnLayout::Entry> legend, std::vector<ZoneConfig> zones) {
    FloorConfig config;
    config.layout = std::string("drawn");
    config.drawn = {rows, std::move(legend)};
    config.zones = std::move(zones);
    return build_floor(config);
}

std::vector<bool> walk(const Floor& floor, CellId from, bool loaded) {
    std::vector<bool> seen(floor.cell_count(), false);
    std::vector<CellId> todo = {from};
    seen[from.index()] = true;
    while (!todo.empty()) {
        const CellId c = todo.back();
        todo.pop_back();
        for (const Heading h : kHeadings) {
            const CellId n = floor.next(c, h);
            if (!n.valid() || seen[n.index()] || floor.kind(n) == CellKind::Lane || !floor.drivable(n, loaded)) continue;
            seen[n.index()] = true;
            todo.push_back(n);
        }
    }
    return seen;
}

std::string broken_promise(const Floor& floor) {
    std::set<std::string> names;
    for (const Lane& lane : floor.lanes()) {
        if (!names.insert(lane.name).second) return "two stations are called " + lane.name;
        if (const std::string text = broken_lane(floor, lane); !text.empty()) return text;
        const std::vector<bool> seen = walk(floor, lane.exit, true), empty = walk(floor, lane.exit, false);
        for (const Slot& slot : floor.slots())
            if (!slot.access.valid() || !seen[slot.access.index()])
                return fmt::format("{} does not reach slot {} with a pod", lane.name, slot.cell.value);
        for (const CellId c : floor.chargers())
            if (!empty[c.index()]) return fmt::format("{} does not reach charger {}", lane.name, c.value);
    }
    // All slots' access cells reach each other when one of them reaches every entry and, by the above, every exit reaches them
    // all; that they reach that one is asked of each distinct access cell on its way out.
    std::set<CellId> accesses;
    for (const Slot& slot : floor.slots()) {
        bool in = false, out = false;
        for (const Heading h : kHeadings) {
            in = in || floor.next(slot.access, h) == slot.cell;
            out = out || floor.next(slot.cell, h) == slot.access;
        }
        if (!in || !out) return fmt::format("slot {} is not open to its access cell {}", slot.cell.value, slot.access.value);
        accesses.insert(slot.access);
    }
    std::size_t asked = 0;
    for (const CellId access : accesses) {
        if (asked++ % (accesses.size() / 20 + 1) != 0) continue;
        const std::vector<bool> seen = walk(floor, access, true);
        for (const Lane& lane : floor.lanes())
            if (!seen[lane.entry.index()]) return fmt::format("slot access {} does not reach {}", access.value, lane.name);
    }
    return {};
}

}  // namespace dray::floor::testing
