// What a pod, a cage, a chute, a dock door, and a member of the site's table do.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "view/panels.hpp"
#include "view/words.hpp"

namespace dray::view {

namespace {

// Minutes and seconds of a time that is to come or has passed.
std::string span_text(double seconds) {
    const long whole = std::lround(std::abs(seconds));
    return whole < 60 ? fmt::format("{} s", whole) : fmt::format("{} min {:02} s", whole / 60, whole % 60);
}

// Robots whose errand leads to a cell, to be gone on to.
void robots_bound_for(const PanelContext& context, CellId cell) {
    const auto& robots = context.moment.frame().robots;
    bool told = false;
    for (std::size_t i = 0; i < robots.size(); ++i) {
        if (robots[i].goal != static_cast<std::int32_t>(cell.value)) continue;
        if (!told) heading(context, "on its way there");
        told = true;
        if (robot_button(context, i)) context.session.select({Selection::Kind::Robot, i});
    }
}

}  // namespace

void load_answers(const PanelContext& context, std::size_t load) {
    const engine::FloorScene& scene = context.session.floor_scene();
    const bool cage = scene.doors > 0;
    words(context.fonts.large, context.palette.text, fmt::format("{} {}", cage ? "cage" : "pod", load));
    const auto& slots = context.moment.frame().slots;
    const auto slot = std::ranges::find(slots, static_cast<std::int32_t>(load), &engine::SlotFrame::load);
    if (slot == slots.end())
        return words(context.fonts.regular, context.palette.soft_text, cage ? "is moved, or has left" : "is not on this floor");
    const CellId cell = scene.floor->slot(SlotId(static_cast<std::size_t>(slot - slots.begin()))).cell;
    words(context.fonts.semibold, context.palette.soft_text, "stands in its slot");
    row(context, "place", cell_text(*scene.floor, static_cast<std::int32_t>(cell.value)));
    row(context, "filled", fmt::format("{} %", slot->share));
    if (cage) row(context, "goes to", slot->route < 0 ? "nowhere yet: it is empty" : fmt::format("door-{}", slot->route + 1));
    robots_bound_for(context, cell);
}

void chute_answers(const PanelContext& context, std::size_t number) {
    static constexpr std::array<const char*, 4> states = {"open", "open", "full", "jammed or closed"};
    const engine::ChuteFrame& chute = context.moment.frame().chutes[number];
    const auto state = static_cast<std::size_t>(chute.state);
    words(context.fonts.large, context.palette.text, fmt::format("chute-{}", number + 1));
    words(context.fonts.semibold, context.palette.station[state], states[state]);
    row(context, "route", std::to_string(chute.route + 1));
    row(context, "on the slide", counted(chute.slide, "parcel"));
    const bool none = chute.cage_room == 0 && chute.share == 100;
    row(context, "cage",
        none ? "full, or none stands there" : fmt::format("{} % full, takes {} more", chute.share, chute.cage_room));
}

void door_answers(const PanelContext& context, std::size_t number) {
    const engine::DoorFrame& door = context.moment.frame().doors[number];
    const Palette& palette = context.palette;
    words(context.fonts.large, palette.text, fmt::format("door-{}", number + 1));
    const bool docked = door.docked != 0;
    const auto color = palette.robot[static_cast<std::size_t>(docked ? engine::Activity::Served : engine::Activity::Idle)];
    words(context.fonts.semibold, color,
          !docked             ? "no truck"
          : door.loading != 0 ? "a cage is rolled aboard"
                              : "a truck is here");
    row(context, docked ? "truck" : "next truck", std::to_string(door.truck + 1));
    const double left_s = (door.departure - context.moment.step()) / context.session.scene().steps_per_second;
    row(context, "leaves", left_s >= 0 ? "in " + span_text(left_s) : span_text(left_s) + " late by now");
    if (docked) row(context, "aboard", counted(door.aboard, "cage"));
    row(context, "shipped", counted(door.cages, "cage") + " since the start");
    std::size_t staged = 0;
    const floor::Floor& floor = *context.session.floor_scene().floor;
    const auto& slots = context.moment.frame().slots;
    for (std::size_t s = 0; s < slots.size(); ++s) {
        const CellId cell = floor.slot(SlotId(s)).cell;
        if (slots[s].load >= 0 && engine::exists(floor, context.session.marked) &&
            engine::contains(floor, context.session.marked, floor.row(cell), floor.column(cell)))
            ++staged;
    }
    row(context, "before it", counted(static_cast<std::int64_t>(staged), "cage"));
    zone_deeds(context);
}

void resource_answers(const PanelContext& context, std::size_t number) {
    const engine::Scene& scene = context.session.scene();
    const engine::Scene::Resource& resource = scene.resources[number];
    words(context.fonts.large, context.palette.text, resource.name);
    const Board* board = context.board;
    const auto group = static_cast<std::size_t>(resource.group);
    if (board == nullptr || group >= board->rows.size()) return;
    const BoardRow& of_group = board->rows[group];
    const auto percent = [](double share) { return fmt::format("{} %", std::lround(100 * share)); };
    const auto member = std::ranges::find(of_group.resources, number);
    if (member != of_group.resources.end()) {
        const double busy = of_group.busy[static_cast<std::size_t>(member - of_group.resources.begin())];
        share_row(context, context.palette.robot[static_cast<std::size_t>(engine::Activity::DrivingLoaded)],
                  "worked or was down, 10 min", percent(busy), busy);
    }
    heading(context, scene.groups[group].name);
    row(context, "members", std::to_string(of_group.resources.size()));
    row(context, "load", percent(of_group.load));
    row(context, "limits now", percent(of_group.share));
}

void board_overview(const PanelContext& context) {
    Session& session = context.session;
    heading(context, "what limits the site now");
    if (context.board != nullptr) {
        std::vector<const BoardRow*> rows;
        for (const BoardRow& one : context.board->rows)
            if (one.share >= 0.005) rows.push_back(&one);
        std::ranges::stable_sort(rows, std::ranges::greater(), &BoardRow::share);
        for (const BoardRow* one : rows)
            share_row(context, context.palette.robot[static_cast<std::size_t>(engine::Activity::Waiting)],
                      session.scene().groups[one->group].name.c_str(), fmt::format("{} %", std::lround(100 * one->share)),
                      one->share);
        if (rows.empty()) words(context.fonts.regular, context.palette.soft_text, "nothing is known yet");
    }
    rate_charts(context);
    if (!session.scene().floors.empty()) return;
    ImGui::Dummy({0, 4 * static_cast<float>(context.scale)});
    ImGui::PushTextWrapPos(0);
    words(context.fonts.regular, context.palette.soft_text,
          "This site has no floor on which robots drive: the table shows its people and machines.");
    ImGui::PopTextWrapPos();
}

}  // namespace dray::view
