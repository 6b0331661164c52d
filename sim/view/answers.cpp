// What a robot does and why it waits, and what a station does.
#include <fmt/format.h>

#include <array>
#include <cmath>

#include "primitives/handling/station.hpp"
#include "view/panels.hpp"
#include "view/words.hpp"

namespace dray::view {

using engine::Activity;

namespace {

void lost_time(const PanelContext& context, std::size_t robot) {
    const engine::LossFrame losses = context.moment.losses(robot);
    std::int64_t all = 0;
    for (const std::int32_t ticks : losses.ticks)
        all += ticks;
    const double tick_s = context.session.scene().seconds(context.session.floor_scene().steps_per_tick);
    heading(context, fmt::format("lost so far: {}", clock_text(static_cast<double>(all) * tick_s)));
    for (std::size_t cause = 0; cause < insight::kCauses; ++cause) {
        if (losses.ticks[cause] == 0) continue;
        share_row(context, context.palette.robot[static_cast<std::size_t>(Activity::Waiting)],
                  insight::name_of(static_cast<insight::Cause>(cause)), clock_text(losses.ticks[cause] * tick_s),
                  static_cast<double>(losses.ticks[cause]) / static_cast<double>(std::max<std::int64_t>(all, 1)));
    }
}

}  // namespace

void robot_answers(const PanelContext& context, std::size_t robot) {
    const engine::FloorScene& scene = context.session.floor_scene();
    const engine::FloorFrame& all = context.moment.frame();
    const engine::RobotFrame& frame = all.robots[robot];
    words(context.fonts.large, context.palette.text, robot_name(scene, robot));
    words(context.fonts.semibold, context.palette.robot[static_cast<std::size_t>(frame.activity)], name_of(frame.activity));
    ImGui::Dummy({0, 2});
    row(context, "task", task_text(scene, frame));
    row(context, "carries", load_text(scene, frame));
    row(context, "charge", fmt::format("{} %", frame.battery));
    row(context, "speed", fmt::format("{:.2f} m/s", frame.speed_cmps / 100.0));
    row(context, "place", fmt::format("{:.1f} m, {:.1f} m", frame.x_cm / 100.0, frame.y_cm / 100.0));
    if (frame.end >= 0) row(context, "may drive to", cell_text(*scene.floor, frame.end));
    if (frame.activity == Activity::Waiting) {
        heading(context, "why it waits");
        ImGui::PushTextWrapPos(0);
        words(context.fonts.regular, context.palette.text, "for " + cause_text(scene, frame));
        ImGui::PopTextWrapPos();
        words(context.fonts.semibold, context.palette.robot[static_cast<std::size_t>(Activity::Waiting)],
              "which has cost " + cost_text(context.session.scene(), scene, context.moment, robot));
        const double all_ticks = static_cast<double>(std::max<std::int64_t>(context.moment.cost_of_all(), 1));
        words(context.fonts.regular, context.palette.soft_text,
              fmt::format("{:.0f} % of what robots of this floor have lost",
                          100 * static_cast<double>(context.moment.cost_of(frame.cause, frame.cause_number)) / all_ticks));
        if (const std::size_t same = waiting_for_same(all, robot); same > 1)
            words(context.fonts.regular, context.palette.soft_text, fmt::format("{} robots wait for the same now", same));
        for (const engine::JamFrame& jam : all.jams)
            if (jam.number == frame.jam)
                words(context.fonts.regular, context.palette.soft_text,
                      fmt::format("in a jam of {} robots, {} cells long, for {}", jam.robots, jam.spill_back,
                                  clock_text(context.session.scene().seconds(all.step - jam.since))));
        for (const std::size_t next : chain_of(all, robot))
            if (robot_button(context, next)) context.session.select({Selection::Kind::Robot, next});
    }
    if (const std::size_t behind = waiting_behind(all, robot); behind > 0)
        row(context, "holds up", counted(static_cast<std::int64_t>(behind), "robot"));
    lost_time(context, robot);
    selection_deeds(context);
}

void station_answers(const PanelContext& context, std::size_t number) {
    static constexpr std::array<const char*, 4> states = {"working", "starved", "blocked", "down"};
    const engine::FloorFrame& all = context.moment.frame();
    const engine::StationFrame& station = all.stations[number];
    const floor::Lane& lane = context.session.floor_scene().floor->lanes()[number];
    words(context.fonts.large, context.palette.text, lane.name);
    // The colour of a starved one is too near to that of the panel for words.
    const bool starved = station.state == static_cast<std::int32_t>(primitives::StationState::Starved);
    words(context.fonts.semibold,
          starved ? context.palette.soft_text : context.palette.station[static_cast<std::size_t>(station.state)],
          states[static_cast<std::size_t>(station.state)]);
    const double left_s = (station.service_end - context.moment.step()) / context.session.scene().steps_per_second;
    if (station.service_end > 0) row(context, "service", fmt::format("ends in {:.0f} s", std::max(left_s, 0.0)));
    row(context, "robots", fmt::format("{} of {} places taken", station.inbound, lane.places()));
    if (lane.kind == floor::StationKind::Pick) row(context, "orders open", std::to_string(station.open_orders));
    const std::string served = counted(station.served, "robot") + " served";
    const char* const unit = lane.kind == floor::StationKind::Pick ? "line" : "lot";
    if (lane.kind == floor::StationKind::Induct)
        row(context, "done", served);
    else
        row(context, "done", fmt::format("{}, {}", counted(station.lines, unit), served));
    selection_deeds(context);
    heading(context, "robots bound for it");
    for (std::size_t i = 0; i < all.robots.size(); ++i) {
        const std::int32_t goal = all.robots[i].goal;
        if (goal < 0 || context.session.floor_scene().floor->lane_of(CellId(static_cast<std::size_t>(goal))) != LaneId(number))
            continue;
        if (robot_button(context, i)) context.session.select({Selection::Kind::Robot, i});
    }
}

}  // namespace dray::view
