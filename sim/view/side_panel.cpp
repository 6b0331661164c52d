// The panel at the side: answers about what is chosen, or how the floor does as a whole.
#include <fmt/format.h>

#include <array>
#include <cmath>

#include "view/panels.hpp"
#include "view/words.hpp"

namespace dray::view {

using engine::Activity;

namespace {

void search_field(const PanelContext& context) {
    static std::array<char, 64> text{};
    if (context.focus_search) {
        ImGui::SetKeyboardFocusHere();
        context.focus_search = false;
    }
    ImGui::SetNextItemWidth(-1);
    if (!ImGui::InputTextWithHint("##search", "find robot, station, pod, order or sku   /", text.data(), text.size(),
                                  ImGuiInputTextFlags_EnterReturnsTrue))
        return;
    const std::string wanted = text.data();
    context.session.tell(context.session.find(wanted, context.moment) ? "" : "nothing is named \"" + wanted + "\" here");
    text.fill(0);
}

}  // namespace

void rate_charts(const PanelContext& context) {
    const auto color = [&](Activity activity) { return context.palette.robot[static_cast<std::size_t>(activity)]; };
    const Rates& rates = context.rates;
    if (*rates.name != '\0') chart(context, {{rates.name, rates.by_minute, color(Activity::DrivingLoaded)}});
    if (!context.session.scene().floors.empty())
        chart(context,
              {{"robots in use", rates.in_use, color(Activity::Served)}, {"waiting", rates.waiting, color(Activity::Waiting)}});
    if (*rates.queue_name != '\0') chart(context, {{rates.queue_name, rates.queue, color(Activity::Handling)}});
    if (!context.moment.frame().stations.empty())
        chart(context, {{"robots at stations and on the way", rates.at_stations, color(Activity::DrivingEmpty)}});
}

void floor_overview(const PanelContext& context) {
    const engine::FloorFrame& frame = context.moment.frame();
    heading(context, counted(static_cast<std::int64_t>(frame.robots.size()), "robot"));
    std::array<std::size_t, engine::kActivities> count{};
    for (const engine::RobotFrame& robot : frame.robots)
        ++count[static_cast<std::size_t>(robot.activity)];
    const double all = std::max<double>(1, static_cast<double>(frame.robots.size()));
    for (const Activity activity : {Activity::DrivingLoaded, Activity::DrivingEmpty, Activity::Served, Activity::Handling,
                                    Activity::Charging, Activity::Waiting, Activity::Idle, Activity::Broken}) {
        const std::size_t number = count[static_cast<std::size_t>(activity)];
        share_row(context, context.palette.robot[static_cast<std::size_t>(activity)], name_of(activity),
                  grouped(static_cast<std::int64_t>(number)), static_cast<double>(number) / all);
    }
    rate_charts(context);
    floor_deeds(context);
    if (frame.stations.empty()) return;
    heading(context, counted(static_cast<std::int64_t>(frame.stations.size()), "station"));
    std::array<std::size_t, 4> states{};
    for (const engine::StationFrame& station : frame.stations)
        ++states[static_cast<std::size_t>(station.state)];
    const std::array<const char*, 4> names = {"working", "starved: no robot is there", "blocked", "down"};
    for (std::size_t state = 0; state < 4; ++state)
        if (states[state] > 0 || state < 2)
            share_row(context, context.palette.station[state], names[state], std::to_string(states[state]),
                      static_cast<double>(states[state]) / static_cast<double>(frame.stations.size()));
}

void zone_answers(const PanelContext& context) {
    const Session& session = context.session;
    const std::string name = zone_text(*session.floor_scene().floor, session.marked);
    words(context.fonts.large, context.palette.text, name);
    bool plain = true;
    for (const engine::ZoneFrame& zone : context.moment.frame().zones) {
        if (engine::place_of(zone) != session.marked) continue;
        words(context.fonts.regular, context.palette.text, state_text(zone));
        plain = false;
    }
    if (plain) words(context.fonts.regular, context.palette.soft_text, "neither closed nor slowed down");
    zone_deeds(context);
}

void side_panel(const PanelContext& context, const Box& box) {
    begin_pane("side", box);
    ImGui::GetWindowDrawList()->AddLine({static_cast<float>(box.x), static_cast<float>(box.y)},
                                        {static_cast<float>(box.x), static_cast<float>(box.bottom())},
                                        draw_color(context.palette.rule));
    search_field(context);
    ImGui::Dummy({0, 4 * static_cast<float>(context.scale)});
    Session& session = context.session;
    const engine::FloorFrame& frame = context.moment.frame();
    const auto robot = session.robot_of_selection(frame);
    const auto chosen = [&](Selection::Kind kind, std::size_t count) {
        return session.selection.kind == kind && session.selection.number < count;
    };
    if (session.selection.kind == Selection::Kind::Order) {
        order_answers(context);
    } else if (robot) {
        robot_answers(context, *robot);
    } else if (chosen(Selection::Kind::Station, frame.stations.size())) {
        station_answers(context, session.selection.number);
    } else if (session.selection.kind == Selection::Kind::Article) {
        article_answers(context, session.selection.number);
    } else if (session.selection.kind == Selection::Kind::Zone) {
        zone_answers(context);
    } else if (session.selection.kind == Selection::Kind::Load) {
        load_answers(context, session.selection.number);
    } else if (chosen(Selection::Kind::Chute, frame.chutes.size())) {
        chute_answers(context, session.selection.number);
    } else if (chosen(Selection::Kind::Door, frame.doors.size())) {
        door_answers(context, session.selection.number);
    } else if (chosen(Selection::Kind::Resource, session.scene().resources.size())) {
        resource_answers(context, session.selection.number);
    } else {
        session.shows_board() ? board_overview(context) : floor_overview(context);
    }
    if (session.selection.kind != Selection::Kind::None) {
        ImGui::Dummy({0, 8 * static_cast<float>(context.scale)});
        const bool can_follow = !session.follows && !session.shows_board() && session.place_of_selection(context.moment);
        if (can_follow && ImGui::Button("follow")) session.follows = true;
        if (can_follow) ImGui::SameLine();
        if (ImGui::Button("let go")) session.selection = {};
    }
    ImGui::End();
}

}  // namespace dray::view
