#include "experiment/metrics.hpp"

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>

#include "engine/area_type.hpp"

namespace dray::experiment {

namespace {

using Json = nlohmann::ordered_json;

struct Kind {
    std::string group;   // with `figure` of areas and fleets, else the whole name
    std::string figure;  // ".sort_time_s.p95"
    std::string title, unit;
    Better better;
    bool headline;
    bool rate = false;  // tells what a site gives that ends there
};

// The site's own figures, and between them what its areas tell, in the order of the flow.
std::vector<Kind> all_kinds() {
    std::vector<Kind> all = {
        {"throughput.lines_per_hour", "", "lines", "lines/h", Better::Higher, true},
        {"throughput.units_per_hour", "", "units", "units/h", Better::Higher, false},
        {"throughput.orders_per_hour", "", "orders", "orders/h", Better::Higher, false},
        {"throughput.parcels_sorted_per_hour", "", "parcels sorted", "parcels/h", Better::Higher, true},
        {"throughput.cages_per_hour", "", "cages shipped", "cages/h", Better::Higher, true},
        {"orders.cycle_time_s.p50", "", "order cycle time, median", "s", Better::Lower, true},
        {"orders.cycle_time_s.p95", "", "order cycle time, 95 %", "s", Better::Lower, true},
        {"orders.on_time_share", "", "orders on time", "", Better::Higher, true},
        {"robots.waiting_share", "", "robots waiting", "", Better::Lower, true},
        {"fleets.", ".utilisation", "in use", "", Better::Neither, false},
        {"inbound.totes_stowed_per_hour", "", "totes stowed", "totes/h", Better::Neither, false},
        {"inbound.dock_to_stock_s.p95", "", "dock to stock, 95 %", "s", Better::Lower, true},
    };
    const auto add_areas = [&](bool behind_transport) {
        for (const engine::FigureSheet* sheet : engine::figure_sheets())
            for (const engine::MetricType& m : sheet->metrics)
                if ((sheet->stage >= engine::kTransportStage) == behind_transport)
                    all.push_back({sheet->section + ".", "." + m.key, m.title, m.unit, m.better, m.headline,
                                   sheet->yield.side_by_side && m.key == sheet->yield.key});
    };
    add_areas(false);
    all.push_back({"transport.", ".chutes_blocked_share", "chutes without a cage", "", Better::Lower, true});
    all.push_back({"transport.", ".missed_cages", "cages that missed their truck", "cages", Better::Lower, true});
    add_areas(true);
    all.push_back({"safety.collisions", "", "collisions", "collisions", Better::Lower, true});
    return all;
}

const std::vector<Kind>& kinds() {
    static const std::vector<Kind> all = all_kinds();
    return all;
}

const Kind* kind_of(std::string_view name) {
    const auto found = std::ranges::find_if(kinds(), [&](const Kind& kind) {
        if (kind.figure.empty()) return name == kind.group;
        return name.starts_with(kind.group) && name.ends_with(kind.figure) &&
               name.size() > kind.group.size() + kind.figure.size();
    });
    return found == kinds().end() ? nullptr : &*found;
}

// The value at a dotted path without names of the user in it, or null.
const Json* at(const Json& root, std::string_view path) {
    const Json* value = &root;
    while (!path.empty() && value != nullptr) {
        const std::string key(path.substr(0, path.find('.')));
        path.remove_prefix(std::min(path.size(), key.size() + 1));
        value = value->is_object() && value->contains(key) ? &value->at(key) : nullptr;
    }
    return value != nullptr && value->is_number() ? value : nullptr;
}

void add(Figures& out, const std::string& name, const Json* value) {
    if (value != nullptr) out.emplace_back(name, value->get<double>());
}

// Figures of each area or fleet of a group: "sorting." and ".sort_time_s.p95".
void add_group(Figures& out, const Json& summary, const Kind& kind) {
    const std::string group = kind.group.substr(0, kind.group.size() - 1);
    if (!summary.contains(group) || !summary[group].is_object()) return;
    for (const auto& [name, area] : summary[group].items())
        add(out, group + "." + name + kind.figure, at(area, std::string_view(kind.figure).substr(1)));
}

}  // namespace

Figures figures_of(const Json& summary) {
    Figures out;
    // A site without orders has no times of them.
    const Json* released = at(summary, "orders.released");
    const bool no_orders = released != nullptr && released->get<double>() == 0;
    for (const Kind& kind : kinds()) {
        if (no_orders && kind.group.starts_with("orders.")) continue;
        if (!kind.figure.empty()) {
            add_group(out, summary, kind);
        } else if (kind.group == "robots.waiting_share") {
            const Json* waiting = at(summary, "lost_time.waiting_robot_h");
            const Json* all = at(summary, "lost_time.robot_h");
            if (waiting != nullptr && all != nullptr && all->get<double>() > 0)
                out.emplace_back(kind.group, waiting->get<double>() / all->get<double>());
        } else {
            add(out, kind.group, at(summary, kind.group));
        }
    }
    return out;
}

Metric metric_named(std::string_view name) {
    const Kind* kind = kind_of(name);
    if (kind == nullptr) return {std::string(name), std::string(name), "", Better::Neither};
    std::string title = kind->title;
    if (!kind->figure.empty()) {
        const std::string_view area = name.substr(kind->group.size(), name.size() - kind->group.size() - kind->figure.size());
        title = std::string(area) + ": " + title;
    }
    return {std::string(name), title, kind->unit, kind->better};
}

bool is_headline(std::string_view name) {
    const Kind* kind = kind_of(name);
    return kind != nullptr && kind->headline;
}

std::string main_rate(const Figures& figures) {
    for (const char* name : {"throughput.lines_per_hour", "throughput.parcels_sorted_per_hour", "throughput.cages_per_hour"})
        if (value_of(figures, name) > 0) return name;
    for (const auto& [name, value] : figures)
        if (const Kind* kind = kind_of(name); kind != nullptr && kind->rate && value > 0) return name;
    return {};
}

void arrange(Figures& figures) {
    // Unknown names have none and stand behind all.
    const auto place = [](const auto& figure) {
        const Kind* kind = kind_of(figure.first);
        return kind == nullptr ? kinds().size() : static_cast<std::size_t>(kind - kinds().data());
    };
    std::ranges::stable_sort(figures, {}, place);
}

double value_of(const Figures& figures, std::string_view name) {
    for (const auto& [key, value] : figures)
        if (key == name) return value;
    return std::numeric_limits<double>::quiet_NaN();
}

}  // namespace dray::experiment
