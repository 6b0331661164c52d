// What people do to a live run.
#include <algorithm>

#include "view/session.hpp"
#include "view/words.hpp"

namespace dray::view {

using Kind = engine::Intervention::Kind;

namespace {

engine::Intervention deed_for_zone(std::size_t floor, const engine::ZonePlace& place, const engine::FloorFrame& frame) {
    const bool closed = std::ranges::any_of(
        frame.zones, [&](const engine::ZoneFrame& zone) { return zone.closed != 0 && engine::place_of(zone) == place; });
    return {.floor = floor, .kind = closed ? Kind::OpenZone : Kind::CloseZone, .place = place};
}

}  // namespace

std::vector<engine::Intervention> Session::deeds() const {
    if (live == nullptr) return recorded_deeds_;
    std::vector<engine::Intervention> done = live->interventions();
    std::stable_sort(done.begin(), done.end(), [](const auto& a, const auto& b) { return a.step < b.step; });
    std::erase_if(done, [head = tape.head()](const engine::Intervention& deed) { return deed.step > head; });
    return done;
}

std::uint32_t Session::working_limit(std::size_t floor_number, std::size_t fleet) const {
    auto limit = static_cast<std::uint32_t>(scene().floors[floor_number].fleets[fleet].count);
    for (const engine::Intervention& deed : deeds())
        if (deed.kind == Kind::LimitRobots && deed.floor == floor_number && deed.fleet == fleet &&
            static_cast<double>(deed.step) <= time.at())
            limit = deed.robots;
    return limit;
}

void Session::act(engine::Intervention deed) {
    if (live == nullptr) return;
    deed.floor = floor;
    live->intervene(deed);
    tell(deed_text(scene(), deed) + " in the next tick");
}

std::optional<engine::Intervention> Session::deed_for_selection(const Moment& moment) const {
    if (live == nullptr) return {};
    if (const auto robot = robot_of_selection(moment.frame())) {
        const bool broken = moment.frame().robots[*robot].activity == engine::Activity::Broken;
        return engine::Intervention{.floor = floor, .kind = broken ? Kind::Repair : Kind::Break, .robot = RobotId(*robot)};
    }
    if (selection.kind == Selection::Kind::Zone || selection.kind == Selection::Kind::Door)
        return deed_for_zone(floor, marked, moment.frame());
    if (selection.kind != Selection::Kind::Station) return {};
    const LaneId lane(selection.number);
    bool closed = false;
    for (const engine::Intervention& deed : deeds())
        if (deed.floor == floor && deed.station == lane) closed = deed.kind == Kind::CloseStation;
    return engine::Intervention{.floor = floor, .kind = closed ? Kind::OpenStation : Kind::CloseStation, .station = lane};
}

void Session::act_on_selection(const Moment& moment) {
    const auto deed = deed_for_selection(moment);
    if (live == nullptr) return tell("a recorded run cannot be changed any more");
    if (!deed) return tell("choose a robot, a station or a zone first");
    if (!at_head()) return tell("this is the past; End leads to now");
    act(*deed);
}

std::optional<engine::ZonePlace> Session::zone_at(const engine::FloorFrame& frame, int row, int column) const {
    const floor::Floor& shown = *floor_scene().floor;
    for (auto zone = frame.zones.rbegin(); zone != frame.zones.rend(); ++zone)
        if (const engine::ZonePlace place = engine::place_of(*zone); engine::contains(shown, place, row, column)) return place;
    for (std::size_t i = 0; i < shown.zones().size(); ++i) {
        const engine::ZonePlace place{.zone = static_cast<std::int32_t>(i)};
        if (engine::exists(shown, place) && engine::contains(shown, place, row, column)) return place;
    }
    return {};
}

std::optional<Selection> Session::thing_at(const engine::FloorFrame& frame, int row, int column) const {
    const floor::Floor& shown = *floor_scene().floor;
    if (row < 0 || row >= shown.height() || column < 0 || column >= shown.width()) return {};
    const CellId cell = shown.at(row, column);
    const auto chute = static_cast<std::size_t>(std::ranges::find(shown.chutes(), cell) - shown.chutes().begin());
    if (chute < frame.chutes.size()) return Selection{Selection::Kind::Chute, chute};
    const SlotId slot = shown.slot_of(cell);
    if (slot.valid() && slot.index() < frame.slots.size() && frame.slots[slot.index()].load >= 0)
        return Selection{Selection::Kind::Load, static_cast<std::size_t>(frame.slots[slot.index()].load)};
    for (std::size_t door = 0; door < frame.doors.size(); ++door)
        if (const engine::ZonePlace place = place_of_door(shown, door);
            place.zone >= 0 && engine::contains(shown, place, row, column))
            return Selection{Selection::Kind::Door, door};
    return {};
}

void Session::select_at(const engine::FloorFrame& frame, int row, int column) {
    const auto zone = zone_at(frame, row, column);
    const auto thing = thing_at(frame, row, column);
    // What people have closed or slowed down comes before what stands there, unless it is the whole floor.
    const bool acts = zone && *zone != engine::whole_floor(*floor_scene().floor) &&
                      std::ranges::any_of(frame.zones, [&](const auto& now) { return engine::place_of(now) == *zone; });
    if (zone && (acts || !thing)) return select_zone(*zone);
    if (thing && thing->kind == Selection::Kind::Door) return select_door(thing->number);
    select(thing.value_or(Selection()));
    follows = false;
}

void Session::follow_chain(const Moment& moment) {
    const auto robot = robot_of_selection(moment.frame());
    const std::int32_t next = robot ? moment.frame().robots[*robot].behind : -1;
    if (next < 0) return tell("it waits behind nobody");
    select({Selection::Kind::Robot, static_cast<std::size_t>(next)});
}

}  // namespace dray::view
