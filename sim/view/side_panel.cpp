// Answers: what a robot does and why it waits, what a station does, and how the floor does as a whole.
#include <fmt/format.h>

#include <array>
#include <cmath>

#include "primitives/handling/station.hpp"
#include "view/panels.hpp"
#include "view/words.hpp"

namespace dray::view {

namespace {

using engine::Activity;

void row(const PanelContext& context, const char* name, const std::string& value) {
    words(context.fonts.regular, context.palette.soft_text, name);
    ImGui::SameLine(96 * static_cast<float>(context.scale));
    ImGui::PushTextWrapPos(0);
    words(context.fonts.regular, context.palette.text, value);
    ImGui::PopTextWrapPos();
}

void heading(const PanelContext& context, const std::string& text) {
    ImGui::Dummy({0, 6 * static_cast<float>(context.scale)});
    words(context.fonts.semibold, context.palette.text, text);
}

// A name, a bar of that share, and a number at its right.
void share_row(const PanelContext& context, sf::Color color, const char* name, const std::string& value, double share) {
    const auto s = static_cast<float>(context.scale);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x, height = 19 * s;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.AddRectFilled({at.x, at.y + height - 4 * s}, {at.x + width, at.y + height - 1 * s},
                       draw_color(mixed(context.palette.bar, context.palette.text, 0.1)), 2 * s);
    const float filled = width * static_cast<float>(std::clamp(share, 0.0, 1.0));
    if (filled > 0)
        draw.AddRectFilled({at.x, at.y + height - 4 * s}, {at.x + filled, at.y + height - 1 * s}, draw_color(color), 2 * s);
    draw.AddText(context.fonts.regular, context.fonts.regular->FontSize, {at.x, at.y - 1 * s}, draw_color(context.palette.text),
                 name);
    const float text = context.fonts.regular->CalcTextSizeA(context.fonts.regular->FontSize, 1e9f, 0, value.c_str()).x;
    draw.AddText(context.fonts.regular, context.fonts.regular->FontSize, {at.x + width - text, at.y - 1 * s},
                 draw_color(context.palette.soft_text), value.c_str());
    ImGui::Dummy({width, height});
}

void search_field(const PanelContext& context) {
    static std::array<char, 64> text{};
    if (context.focus_search) {
        ImGui::SetKeyboardFocusHere();
        context.focus_search = false;
    }
    ImGui::SetNextItemWidth(-1);
    if (!ImGui::InputTextWithHint("##search", "find robot, station or pod   /", text.data(), text.size(),
                                  ImGuiInputTextFlags_EnterReturnsTrue))
        return;
    const std::string wanted = text.data();
    context.session.message = context.session.find(wanted, context.moment) ? "" : "nothing is named \"" + wanted + "\" here";
    text.fill(0);
}

// Values minute by minute, over the time of the whole run.
void chart(const PanelContext& context, const char* name, const std::vector<float>& rates, sf::Color accent) {
    if (rates.size() < 2) return;
    const auto s = static_cast<float>(context.scale);
    float most = 1;
    for (const float rate : rates)
        most = std::max(most, rate);
    heading(context, fmt::format("{}, up to {}", name, grouped(std::lround(most))));
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x, height = 48 * s;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const engine::Scene& scene = context.session.scene();
    const auto minutes = static_cast<float>(std::max(scene.seconds(scene.last_step) / 60, 1.0));
    const auto x = [&](float minute) { return at.x + width * minute / minutes; };
    const auto y = [&](float rate) { return at.y + height - height * 0.92f * rate / most; };
    draw.AddRectFilled(at, {at.x + width, at.y + height}, draw_color(mixed(context.palette.bar, context.palette.text, 0.05)),
                       4 * s);
    for (std::size_t i = 0; i + 1 < rates.size(); ++i) {
        const auto m = static_cast<float>(i) + 1;
        const ImVec2 a(x(m), y(rates[i])), b(x(m + 1), y(rates[i + 1]));
        draw.AddQuadFilled(a, b, {b.x, at.y + height}, {a.x, at.y + height}, draw_color(faded(accent, 0.25)));
        draw.AddLine(a, b, draw_color(accent), 1.5f * s);
    }
    const float now = x(static_cast<float>(context.session.time.at() / scene.steps_per_second / 60));
    draw.AddLine({now, at.y}, {now, at.y + height}, draw_color(context.palette.soft_text));
    ImGui::Dummy({width, height});
}

void floor_overview(const PanelContext& context) {
    const engine::FloorFrame& frame = context.moment.frame();
    heading(context, fmt::format("{} robots", grouped(static_cast<std::int64_t>(frame.robots.size()))));
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
    chart(context, context.rates.name, context.rates.by_minute,
          context.palette.robot[static_cast<std::size_t>(Activity::DrivingLoaded)]);
    chart(context, "robots in use", context.rates.in_use, context.palette.robot[static_cast<std::size_t>(Activity::Served)]);
    chart(context, "robots waiting", context.rates.waiting, context.palette.robot[static_cast<std::size_t>(Activity::Waiting)]);
    if (frame.stations.empty()) return;
    heading(context, fmt::format("{} stations", frame.stations.size()));
    std::array<std::size_t, 4> states{};
    for (const engine::StationFrame& station : frame.stations)
        ++states[static_cast<std::size_t>(station.state)];
    const std::array<const char*, 4> names = {"working", "starved: no robot is there", "blocked", "down"};
    for (std::size_t state = 0; state < 4; ++state)
        if (states[state] > 0 || state < 2)
            share_row(context, context.palette.station[state], names[state], std::to_string(states[state]),
                      static_cast<double>(states[state]) / static_cast<double>(frame.stations.size()));
}

bool robot_button(const PanelContext& context, std::size_t robot) {
    const engine::RobotFrame& frame = context.moment.frame().robots[robot];
    const sf::Color color = context.palette.robot[static_cast<std::size_t>(frame.activity)];
    const auto s = static_cast<float>(context.scale);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const bool pressed =
        ImGui::Selectable(fmt::format("     robot {}  {}##chain{}", robot, name_of(frame.activity), robot).c_str());
    ImGui::GetWindowDrawList()->AddRectFilled({at.x + 2 * s, at.y + 3 * s}, {at.x + 13 * s, at.y + 14 * s}, draw_color(color),
                                              3 * s);
    return pressed;
}

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
        if (const std::size_t same = waiting_for_same(all, robot); same > 1)
            words(context.fonts.regular, context.palette.soft_text, fmt::format("{} robots wait for the same now", same));
        for (const std::size_t next : chain_of(all, robot))
            if (robot_button(context, next)) context.session.select({Selection::Kind::Robot, next});
    }
    if (const std::size_t behind = waiting_behind(all, robot); behind > 0)
        row(context, "holds up", behind == 1 ? "1 robot" : fmt::format("{} robots", behind));
    lost_time(context, robot);
}

void station_answers(const PanelContext& context, std::size_t number) {
    static constexpr std::array<const char*, 4> states = {"working", "starved", "blocked", "down"};
    const engine::FloorFrame& all = context.moment.frame();
    const engine::StationFrame& station = all.stations[number];
    const floor::Lane& lane = context.session.floor_scene().floor->lanes()[number];
    words(context.fonts.large, context.palette.text, lane.name);
    words(context.fonts.semibold, context.palette.station[static_cast<std::size_t>(station.state)],
          states[static_cast<std::size_t>(station.state)]);
    const double left_s = (station.service_end - context.moment.step()) / context.session.scene().steps_per_second;
    if (station.service_end > 0) row(context, "service", fmt::format("ends in {:.0f} s", std::max(left_s, 0.0)));
    row(context, "robots", fmt::format("{} of {} places taken", station.inbound, lane.places()));
    if (lane.kind == floor::StationKind::Pick) row(context, "orders open", std::to_string(station.open_orders));
    row(context, "done", fmt::format("{} lines, {} robots served", grouped(station.lines), grouped(station.served)));
    heading(context, "robots bound for it");
    for (std::size_t i = 0; i < all.robots.size(); ++i) {
        const std::int32_t goal = all.robots[i].goal;
        if (goal < 0 || context.session.floor_scene().floor->lane_of(CellId(static_cast<std::size_t>(goal))) != LaneId(number))
            continue;
        if (robot_button(context, i)) context.session.select({Selection::Kind::Robot, i});
    }
}

}  // namespace

void side_panel(const PanelContext& context, const Box& box) {
    begin_pane("side", box);
    ImGui::GetWindowDrawList()->AddLine({static_cast<float>(box.x), static_cast<float>(box.y)},
                                        {static_cast<float>(box.x), static_cast<float>(box.bottom())},
                                        draw_color(context.palette.rule));
    search_field(context);
    ImGui::Dummy({0, 4 * static_cast<float>(context.scale)});
    Session& session = context.session;
    const auto robot = session.robot_of_selection(context.moment.frame());
    if (robot) {
        robot_answers(context, *robot);
    } else if (session.selection.kind == Selection::Kind::Station &&
               session.selection.number < context.moment.frame().stations.size()) {
        station_answers(context, session.selection.number);
    } else if (session.selection.kind == Selection::Kind::Load) {
        words(context.fonts.large, context.palette.text, fmt::format("pod {}", session.selection.number));
        words(context.fonts.regular, context.palette.soft_text, "stands in its slot");
    } else {
        floor_overview(context);
    }
    if (session.selection.kind != Selection::Kind::None) {
        ImGui::Dummy({0, 8 * static_cast<float>(context.scale)});
        if (!session.follows && ImGui::Button("follow")) session.follows = true;
        if (!session.follows) ImGui::SameLine();
        if (ImGui::Button("let go")) session.selection = {};
    }
    ImGui::End();
}

}  // namespace dray::view
