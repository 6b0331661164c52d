#include "view/orders.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/error.hpp"
#include "view/words.hpp"

namespace dray::view {

using operations::OrderEvent;
using operations::OrderStage;

namespace {

OrderPhase phase_of(OrderStage stage) {
    switch (stage) {
        case OrderStage::Released:
        case OrderStage::Line:
            return OrderPhase::Waiting;
        case OrderStage::Refused:
            return OrderPhase::Refused;
        case OrderStage::Opened:
        case OrderStage::Promised:
        case OrderStage::Lifted:
            return OrderPhase::Coming;
        case OrderStage::Arrived:
        case OrderStage::Picked:
            return OrderPhase::Picking;
        case OrderStage::Completed:
            return OrderPhase::Completed;
        case OrderStage::Sent:
        case OrderStage::Packed:
        case OrderStage::Identified:
            return OrderPhase::OnItsWay;
        case OrderStage::Sorted:
        case OrderStage::ShippedAstray:
        case OrderStage::Returned:
        case OrderStage::PutRight:
            return OrderPhase::Sorted;
    }
    return OrderPhase::Unknown;
}

std::string station_name(const engine::Scene& scene, std::int32_t lane) {
    // Orders are picked on the first floor.
    const auto lanes = scene.floors.empty() ? std::span<const floor::Lane>() : scene.floors[0].floor->lanes();
    if (lane < 0 || static_cast<std::size_t>(lane) >= lanes.size()) return "a station";
    return lanes[static_cast<std::size_t>(lane)].name;
}

std::string words_of(const engine::Scene& scene, const OrderEvent& e) {
    switch (e.stage) {
        case OrderStage::Released:
            return fmt::format("known, with {}", counted(e.count, "line"));
        case OrderStage::Line:
            return fmt::format("{} of {}", e.count, scene.articles[static_cast<std::size_t>(e.what)]);
        case OrderStage::Refused:
            return "refused: it can never be served";
        case OrderStage::Opened:
            return "opened at " + station_name(scene, e.what);
        case OrderStage::Promised:
            return fmt::format("pod {} is asked for", e.what);
        case OrderStage::Lifted:
            return fmt::format("robot {} takes up pod {}", e.count, e.what);
        case OrderStage::Arrived:
            return fmt::format("pod {} is at {}", e.what, station_name(scene, e.count));
        case OrderStage::Picked:
            return fmt::format("{} picked from pod {}", counted(e.count, "unit"), e.what);
        case OrderStage::Completed:
            return "complete at " + station_name(scene, e.what);
        case OrderStage::Sent:
            return "goes on as a parcel";
        case OrderStage::Packed:
            return "handled";
        case OrderStage::Identified:
            return "identified";
        case OrderStage::Sorted:
            return fmt::format("tipped into chute {}", e.what + 1);
        case OrderStage::ShippedAstray:
            return fmt::format("leaves by the truck of door {}, which is not its own", e.what + 1);
        case OrderStage::Returned:
            return "is back before the sorter";
        case OrderStage::PutRight:
            return fmt::format("leaves by its own truck, of door {}", e.what + 1);
    }
    return "";
}

}  // namespace

const char* name_of(OrderPhase phase) {
    static constexpr std::array<const char*, 8> names = {"not known yet",
                                                         "waits for a station",
                                                         "its pods are on their way",
                                                         "is being picked",
                                                         "complete",
                                                         "a parcel on its way",
                                                         "sorted",
                                                         "refused"};
    return names[static_cast<std::size_t>(phase)];
}

OrderPhase OrderLife::phase_at(double step) const {
    OrderPhase phase = OrderPhase::Unknown;
    for (const OrderEvent& event : events)
        if (event.step <= step) phase = std::max(phase, phase_of(event.stage));
    return phase;
}

std::int32_t OrderLife::pod_at(double step) const {
    std::vector<std::int32_t> pods;  // asked for and not yet done with
    for (const OrderEvent& event : events) {
        if (event.step > step) break;
        if (event.stage == OrderStage::Promised) pods.push_back(event.what);
        if (event.stage == OrderStage::Picked)
            if (const auto done = std::ranges::find(pods, event.what); done != pods.end()) pods.erase(done);
    }
    return pods.empty() ? -1 : pods.front();
}

std::optional<std::int32_t> OrderLife::reached(OrderPhase phase) const {
    for (const OrderEvent& event : events)
        if (phase_of(event.stage) >= phase) return event.step;
    return {};
}

std::vector<LifeMoment> moments_of(const engine::Scene& scene, const OrderLife& life) {
    std::vector<LifeMoment> moments;
    for (const OrderEvent& event : life.events) {
        std::string words = words_of(scene, event);
        const bool told = std::ranges::any_of(
            moments, [&](const LifeMoment& other) { return other.step == event.step && other.words == words; });
        if (!told) moments.push_back({event.step, event.stage, std::move(words)});
    }
    return moments;
}

void OrderIndex::add(const engine::OrderTrack& orders) {
    std::size_t released = 0;
    for (const OrderEvent& event : orders.events) {
        const auto number = static_cast<std::size_t>(event.order);
        OrderLife& life = lives_[number];
        life.events.push_back(event);
        if (event.stage == OrderStage::Released) {
            life.name = orders.names.at(released++);
            by_name_[life.name] = number;
        }
        if (event.stage != OrderStage::Line) continue;
        std::vector<std::size_t>& with = by_article_[static_cast<std::size_t>(event.what)];
        if (with.empty() || with.back() != number) with.push_back(number);
    }
}

void OrderIndex::note() {
    for (; chunks_noted_ + 1 < tape_.chunks(); ++chunks_noted_)
        add(tape_.orders(chunks_noted_));
    // The last chunk of a recording does not grow any more.
    if (!tape_.grows() && chunks_noted_ < tape_.chunks()) add(tape_.orders(chunks_noted_++));
}

std::optional<std::size_t> OrderIndex::find(std::string_view name) {
    note();
    if (const auto known = by_name_.find(name); known != by_name_.end()) return known->second;
    if (chunks_noted_ >= tape_.chunks()) return {};
    std::size_t released = 0;
    const engine::OrderTrack open = tape_.orders(chunks_noted_);
    for (const OrderEvent& event : open.events)
        if (event.stage == OrderStage::Released && open.names[released++] == name) return static_cast<std::size_t>(event.order);
    return {};
}

OrderLife OrderIndex::life(std::size_t order) {
    note();
    const auto known = lives_.find(order);
    OrderLife life = known == lives_.end() ? OrderLife() : known->second;
    if (chunks_noted_ >= tape_.chunks()) return life;
    std::size_t released = 0;
    const engine::OrderTrack open = tape_.orders(chunks_noted_);
    for (const OrderEvent& event : open.events) {
        const std::size_t number = released;
        released += event.stage == OrderStage::Released ? 1 : 0;
        if (static_cast<std::size_t>(event.order) != order) continue;
        if (event.stage == OrderStage::Released) life.name = open.names[number];
        life.events.push_back(event);
    }
    return life;
}

std::vector<std::size_t> OrderIndex::with_article(std::size_t article) const {
    const auto known = by_article_.find(article);
    if (known == by_article_.end()) return {};
    return {known->second.rbegin(), known->second.rend()};
}

}  // namespace dray::view
