#include "experiment/metrics.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <nlohmann/json.hpp>

namespace dray::experiment {

namespace {

using Json = nlohmann::ordered_json;

struct Kind {
    std::string_view group;  // with `figure` of areas and fleets, else the whole name
    std::string_view figure;
    std::string_view title, unit;
    Better better;
    bool headline;
};

constexpr std::array kKinds = {
    Kind{"throughput.lines_per_hour", "", "lines", "lines/h", Better::Higher, true},
    Kind{"throughput.units_per_hour", "", "units", "units/h", Better::Higher, false},
    Kind{"throughput.orders_per_hour", "", "orders", "orders/h", Better::Higher, false},
    Kind{"throughput.parcels_sorted_per_hour", "", "parcels sorted", "parcels/h", Better::Higher, true},
    Kind{"throughput.cages_per_hour", "", "cages shipped", "cages/h", Better::Higher, true},
    Kind{"orders.cycle_time_s.p50", "", "order cycle time, median", "s", Better::Lower, true},
    Kind{"orders.cycle_time_s.p95", "", "order cycle time, 95 %", "s", Better::Lower, true},
    Kind{"orders.on_time_share", "", "orders on time", "", Better::Higher, true},
    Kind{"robots.waiting_share", "", "robots waiting", "", Better::Lower, true},
    Kind{"fleets.", ".utilisation", "in use", "", Better::Neither, false},
    Kind{"inbound.totes_stowed_per_hour", "", "totes stowed", "totes/h", Better::Neither, false},
    Kind{"inbound.dock_to_stock_s.p95", "", "dock to stock, 95 %", "s", Better::Lower, true},
    Kind{"identification.", ".identified_per_hour", "identified", "load units/h", Better::Higher, true},
    Kind{"identification.", ".accuracy", "identified rightly", "", Better::Higher, true},
    Kind{"sorting.", ".sort_time_s.p95", "time to chute, 95 %", "s", Better::Lower, true},
    Kind{"sorting.", ".loop.carrier_occupancy", "carriers taken", "", Better::Neither, false},
    Kind{"sorting.", ".loop.recirculation_share", "parcels that went round again", "", Better::Lower, true},
    Kind{"sorting.", ".trucks.in_time_share", "parcels in time for their truck", "", Better::Higher, true},
    Kind{"sorting.", ".loop.rejected_share", "parcels rejected", "", Better::Lower, true},
    Kind{"sorting.", ".loop.induct_wait_s.p95", "wait for a carrier, 95 %", "s", Better::Lower, true},
    Kind{"transport.", ".chutes_blocked_share", "chutes without a cage", "", Better::Lower, true},
    Kind{"transport.", ".missed_cages", "cages that missed their truck", "cages", Better::Lower, true},
    Kind{"safety.collisions", "", "collisions", "collisions", Better::Lower, true},
};

const Kind* kind_of(std::string_view name) {
    const auto found = std::find_if(kKinds.begin(), kKinds.end(), [&](const Kind& kind) {
        if (kind.figure.empty()) return name == kind.group;
        return name.starts_with(kind.group) && name.ends_with(kind.figure) &&
               name.size() > kind.group.size() + kind.figure.size();
    });
    return found == kKinds.end() ? nullptr : &*found;
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
    const std::string group(kind.group.substr(0, kind.group.size() - 1));
    if (!summary.contains(group) || !summary[group].is_object()) return;
    for (const auto& [name, area] : summary[group].items())
        add(out, group + "." + name + std::string(kind.figure), at(area, kind.figure.substr(1)));
}

}  // namespace

Figures figures_of(const Json& summary) {
    Figures out;
    // A site without orders has no times of them.
    const Json* released = at(summary, "orders.released");
    const bool no_orders = released != nullptr && released->get<double>() == 0;
    for (const Kind& kind : kKinds) {
        if (no_orders && kind.group.starts_with("orders.")) continue;
        if (!kind.figure.empty()) {
            add_group(out, summary, kind);
        } else if (kind.group == "robots.waiting_share") {
            const Json* waiting = at(summary, "lost_time.waiting_robot_h");
            const Json* all = at(summary, "lost_time.robot_h");
            if (waiting != nullptr && all != nullptr && all->get<double>() > 0)
                out.emplace_back(kind.group, waiting->get<double>() / all->get<double>());
        } else {
            add(out, std::string(kind.group), at(summary, kind.group));
        }
    }
    return out;
}

Metric metric_named(std::string_view name) {
    const Kind* kind = kind_of(name);
    if (kind == nullptr) return {std::string(name), std::string(name), "", Better::Neither};
    std::string title(kind->title);
    if (!kind->figure.empty()) {
        const std::string_view area = name.substr(kind->group.size(), name.size() - kind->group.size() - kind->figure.size());
        title = std::string(area) + ": " + title;
    }
    return {std::string(name), title, std::string(kind->unit), kind->better};
}

bool is_headline(std::string_view name) {
    const Kind* kind = kind_of(name);
    return kind != nullptr && kind->headline;
}

std::string main_rate(const Figures& figures) {
    for (const char* name : {"throughput.lines_per_hour", "throughput.parcels_sorted_per_hour", "throughput.cages_per_hour"})
        if (value_of(figures, name) > 0) return name;
    for (const auto& [name, value] : figures)
        if (name.ends_with(".identified_per_hour") && value > 0) return name;
    return {};
}

void arrange(Figures& figures) {
    // Unknown names have none and stand behind all.
    const auto place = [](const auto& figure) {
        const Kind* kind = kind_of(figure.first);
        return kind == nullptr ? kKinds.size() : static_cast<std::size_t>(kind - kKinds.data());
    };
    std::ranges::stable_sort(figures, {}, place);
}

double value_of(const Figures& figures, std::string_view name) {
    for (const auto& [key, value] : figures)
        if (key == name) return value;
    return std::numeric_limits<double>::quiet_NaN();
}

}  // namespace dray::experiment
