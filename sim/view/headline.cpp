#include "view/headline.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "view/moment.hpp"
#include "view/words.hpp"

namespace dray::view {

namespace {

constexpr double kWindow_s = 600;

std::array<std::size_t, engine::kActivities> robots_by_activity(Tape& tape, double step) {
    std::array<std::size_t, engine::kActivities> count{};
    for (std::size_t floor = 0; floor < tape.scene().floors.size(); ++floor) {
        const Moment moment(tape, floor, step);
        for (const engine::RobotFrame& robot : moment.frame().robots)
            ++count[static_cast<std::size_t>(robot.activity)];
    }
    return count;
}

void add_robots(std::vector<Figure>& out, Tape& tape, double step) {
    const auto count = robots_by_activity(tape, step);
    std::size_t all = 0;
    for (const std::size_t some : count)
        all += some;
    if (all == 0) return;
    const auto of = [&](engine::Activity activity) { return count[static_cast<std::size_t>(activity)]; };
    const std::size_t broken = of(engine::Activity::Broken);
    const auto share = [&](std::size_t some) {
        return fmt::format("{} %", std::lround(100.0 * static_cast<double>(some) / static_cast<double>(all)));
    };
    out.push_back({share(all - broken - of(engine::Activity::Idle) - of(engine::Activity::Charging)),
                   fmt::format("of {} in use", counted(static_cast<std::int64_t>(all), "robot"))});
    out.push_back({share(of(engine::Activity::Waiting)), "waiting"});
    if (broken > 0) out.push_back({grouped(static_cast<std::int64_t>(broken)), "broken"});
}

// Of what people and machines could do; arrivals are no work.
void add_loads(std::vector<Figure>& out, const Tape& tape, double step) {
    constexpr std::size_t kMost = 4;
    const engine::Scene& scene = tape.scene();
    const engine::ChunkSummary summary = tape.summary(tape.chunk_at(step));
    for (std::size_t g = 0; g < summary.groups.size() && out.size() < kMost; ++g)
        if (scene.groups[g].kind != insight::GroupKind::Arrivals)
            out.push_back({fmt::format("{} %", std::lround(summary.groups[g].load_pm / 10.0)), "load: " + scene.groups[g].name});
}

}  // namespace

std::vector<Figure> headline(Tape& tape, double step) {
    const engine::Scene& scene = tape.scene();
    const double from = std::max(static_cast<double>(tape.start()), step - kWindow_s * scene.steps_per_second);
    const engine::SiteFrame now = tape.site_at(step), then = tape.site_at(from);
    const double hours = (now.step - then.step) / (3600.0 * scene.steps_per_second);
    std::vector<Figure> out;
    const auto rate = [&](std::int32_t all, std::int32_t before, const char* unit) {
        out.push_back({hours > 0 ? grouped(std::lround((all - before) / hours)) : "0", unit});
    };
    bool storage = false, sorting = false, transport = false;
    for (const engine::FloorScene& floor : scene.floors) {
        const bool sorts = !floor.floor->chutes().empty(), hauls = floor.doors > 0;
        storage |= !sorts && !hauls;
        sorting |= sorts;
        transport |= hauls;
    }
    if (storage) {
        rate(now.lines, then.lines, "lines/h");
        rate(now.orders_completed, then.orders_completed, "orders/h");
        out.push_back({grouped(now.orders_open), "orders open"});
    }
    if (sorting) rate(now.parcels_sorted, then.parcels_sorted, "parcels/h sorted");
    if (transport) rate(now.parcels_shipped, then.parcels_shipped, "parcels/h shipped");
    if (scene.floors.empty()) add_loads(out, tape, step);
    add_robots(out, tape, step);
    if (now.collisions > 0) out.push_back({grouped(now.collisions), now.collisions == 1 ? "collision" : "collisions"});
    return out;
}

void Rates::note(const Tape& tape) {
    const engine::Scene& scene = tape.scene();
    bool storage = false, sorting = false;
    for (const engine::FloorScene& floor : scene.floors) {
        sorting |= !floor.floor->chutes().empty();
        storage |= floor.floor->chutes().empty() && floor.doors == 0;
    }
    // Loop sorters tell nobody what waits before them.
    const bool counts = std::ranges::any_of(scene.groups, [](const engine::Scene::Group& group) {
        return group.kind == insight::GroupKind::Worker || group.kind == insight::GroupKind::Reader;
    });
    queue_name = storage ? "orders that wait" : !scene.floors.empty() || counts ? "parcels that wait" : "";
    name = storage ? "lines/h" : sorting ? "parcels/h sorted" : scene.floors.empty() ? "" : "parcels/h shipped";
    for (; chunk_ < tape.chunks(); ++chunk_) {
        const engine::ChunkSummary summary = tape.summary(chunk_);
        const double end_s = scene.seconds(summary.last);
        if (chunk_ + 1 == tape.chunks() && end_s < minute_ends_s_) break;
        looks_ += 1;
        waiting_sum_ += static_cast<float>(summary.end.robots_waiting);
        in_use_sum_ += static_cast<float>(summary.end.robots_in_use);
        at_stations_sum_ += static_cast<float>(summary.end.robots_at_stations);
        // Chunks are some ten seconds long: a minute ends with the chunk in which it is over.
        if (end_s < minute_ends_s_) continue;
        const engine::SiteFrame& end = summary.end;
        const std::int32_t count = storage ? end.lines : sorting ? end.parcels_sorted : end.parcels_shipped;
        const double minutes = (end_s - minute_ends_s_) / 60 + 1;
        by_minute.push_back(static_cast<float>((count - before_) * 60 / minutes));
        waiting.push_back(waiting_sum_ / looks_);
        in_use.push_back(in_use_sum_ / looks_);
        at_stations.push_back(at_stations_sum_ / looks_);
        queue.push_back(static_cast<float>(storage ? end.orders_waiting : end.parcels_waiting));
        looks_ = waiting_sum_ = in_use_sum_ = at_stations_sum_ = 0;
        before_ = count;
        minute_ends_s_ = end_s + 60;
    }
}

}  // namespace dray::view
