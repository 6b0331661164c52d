// Rows, bars and charts of the panels.
#include <fmt/format.h>

#include <cmath>

#include "view/panels.hpp"
#include "view/words.hpp"

namespace dray::view {

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

namespace {

// The names of the series above a chart, each in its colour.
void chart_names(const PanelContext& context, const std::vector<Series>& series, float most) {
    ImGui::Dummy({0, 4 * static_cast<float>(context.scale)});
    for (std::size_t i = 0; i < series.size(); ++i) {
        if (i > 0) ImGui::SameLine();
        words(context.fonts.semibold, series.size() > 1 ? series[i].color : context.palette.text, series[i].name);
    }
    ImGui::SameLine();
    words(context.fonts.regular, context.palette.soft_text, fmt::format("up to {}", grouped(std::lround(most))));
}

}  // namespace

void chart(const PanelContext& context, const std::vector<Series>& series) {
    float most = 1;
    std::size_t minutes_known = 0;
    for (const Series& one : series) {
        minutes_known = std::max(minutes_known, one.values.size());
        for (const float value : one.values)
            most = std::max(most, value);
    }
    if (minutes_known < 2) return;
    chart_names(context, series, most);
    const auto s = static_cast<float>(context.scale);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x, height = 40 * s;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const engine::Scene& scene = context.session.scene();
    const auto minutes = static_cast<float>(std::max(scene.seconds(scene.last_step) / 60, 1.0));
    const auto x = [&](float minute) { return at.x + width * minute / minutes; };
    const auto y = [&](float value) { return at.y + height - height * 0.92f * value / most; };
    draw.AddRectFilled(at, {at.x + width, at.y + height}, draw_color(mixed(context.palette.bar, context.palette.text, 0.05)),
                       4 * s);
    for (const Series& one : series) {
        for (std::size_t i = 0; i + 1 < one.values.size(); ++i) {
            const auto m = static_cast<float>(i) + 1;
            const ImVec2 a(x(m), y(one.values[i])), b(x(m + 1), y(one.values[i + 1]));
            if (series.size() == 1)
                draw.AddQuadFilled(a, b, {b.x, at.y + height}, {a.x, at.y + height}, draw_color(faded(one.color, 0.25)));
            draw.AddLine(a, b, draw_color(one.color), 1.5f * s);
        }
    }
    const float now = x(static_cast<float>(context.session.time.at() / scene.steps_per_second / 60));
    draw.AddLine({now, at.y}, {now, at.y + height}, draw_color(context.palette.soft_text));
    ImGui::Dummy({width, height});
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

}  // namespace dray::view
