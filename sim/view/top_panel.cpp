#include <cmath>

#include "view/panels.hpp"
#include "view/words.hpp"

namespace dray::view {

Panes panes_of(double width, double height, double scale) {
    // A window may be made as small as a person likes: every pane keeps a pixel at least.
    width = std::max(width, 40 * scale + 2);
    const double top = 62 * scale, bottom = 84 * scale, side = std::min(310 * scale, width / 2);
    height = std::max(height, top + bottom + 1);
    Panes panes;
    panes.top = {0, 0, width, top};
    panes.bottom = {0, height - bottom, width, bottom};
    panes.side = {width - side, top, side, height - top - bottom};
    panes.floor = {0, top, width - side, height - top - bottom};
    return panes;
}

void begin_pane(const char* name, const Box& box) {
    ImGui::SetNextWindowPos({static_cast<float>(box.x), static_cast<float>(box.y)});
    ImGui::SetNextWindowSize({static_cast<float>(box.width), static_cast<float>(box.height)});
    ImGui::Begin(name, nullptr,
                 ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoCollapse |
                     ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus);
}

void words(ImFont* font, sf::Color color, const std::string& text) {
    ImGui::PushFont(font);
    ImGui::PushStyleColor(ImGuiCol_Text, panel_color(color));
    ImGui::TextUnformatted(text.c_str());
    ImGui::PopStyleColor();
    ImGui::PopFont();
}

namespace {

float width_of(ImFont* font, const std::string& text) {
    return font->CalcTextSizeA(font->FontSize, 1e9f, 0, text.c_str()).x;
}

void floor_tabs(const PanelContext& context) {
    Session& session = context.session;
    const std::size_t floors = session.scene().floors.size();
    if (floors == 0) return;
    const sf::Color accent = context.palette.robot[static_cast<std::size_t>(engine::Activity::DrivingLoaded)];
    for (std::size_t i = 0; i <= floors; ++i) {
        ImGui::SameLine();
        const bool board = i == floors, chosen = session.shows_board() ? board : i == session.floor;
        if (chosen) ImGui::PushStyleColor(ImGuiCol_Button, panel_color(accent));
        if (chosen) ImGui::PushStyleColor(ImGuiCol_Text, panel_color(sf::Color::White));
        ImGui::PushID(static_cast<int>(i));
        const bool pressed = ImGui::Button(board ? "whole site" : session.scene().floors[i].name.c_str());
        ImGui::PopID();
        if (chosen) ImGui::PopStyleColor(2);
        if (pressed) board ? session.choose_board() : session.choose_floor(i);
    }
}

}  // namespace

void top_panel(const PanelContext& context, const Box& box) {
    const auto s = static_cast<float>(context.scale);
    begin_pane("top", box);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    ImGui::SetCursorPos({16 * s, 17 * s});
    ImGui::BeginGroup();
    words(context.fonts.large, context.palette.text, context.session.scene().scenario);
    ImGui::EndGroup();
    ImGui::SameLine(0, 22 * s);
    ImGui::SetCursorPosY(17 * s);
    floor_tabs(context);
    ImGui::SameLine();
    const float left = ImGui::GetCursorPosX() + 10 * s;
    // From the right edge, as many figures as there is room for.
    float x = static_cast<float>(box.right()) - 16 * s;
    for (auto figure = context.figures.rbegin(); figure != context.figures.rend(); ++figure) {
        const float number = width_of(context.fonts.large, figure->number), unit = width_of(context.fonts.regular, figure->unit);
        const float width = std::max(number, unit);
        if (x - width < left) break;
        const auto y = static_cast<float>(box.y);
        draw.AddText(context.fonts.large, context.fonts.large->FontSize, {x - number, y + 9 * s},
                     draw_color(context.palette.text), figure->number.c_str());
        draw.AddText(context.fonts.regular, context.fonts.regular->FontSize, {x - unit, y + 34 * s},
                     draw_color(context.palette.soft_text), figure->unit.c_str());
        x -= width + 26 * s;
    }
    draw.AddLine({static_cast<float>(box.x), static_cast<float>(box.bottom()) - 1},
                 {static_cast<float>(box.right()), static_cast<float>(box.bottom()) - 1}, draw_color(context.palette.rule));
    ImGui::End();
}

}  // namespace dray::view
