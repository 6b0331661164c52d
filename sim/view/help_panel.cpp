#include <array>

#include "view/panels.hpp"

namespace dray::view {

namespace {

constexpr std::array<std::pair<const char*, const char*>, 24> kHelp = {{{"Space", "play or pause"},
                                                                        {"Left, Right", "one planning tick back or on"},
                                                                        {"Shift + Left, Right", "ten seconds back or on"},
                                                                        {"Home, End", "start; end, or now of a live run"},
                                                                        {"Up, Down", "faster, slower"},
                                                                        {"N, Shift + N", "next or earlier incident"},
                                                                        {"B", "bookmark this moment"},
                                                                        {"Wheel, + and -", "zoom to the pointer, to the middle"},
                                                                        {"Drag", "move the floor"},
                                                                        {"F", "fit the floor into the window"},
                                                                        {"Tab", "next floor"},
                                                                        {"Click", "choose a robot or a station"},
                                                                        {"/", "find robot 12, pick-3, pod 40"},
                                                                        {"Esc", "let go of what is chosen"},
                                                                        {"0", "no overlay"},
                                                                        {"1", "delay by cell, last ten minutes"},
                                                                        {"2", "density by cell"},
                                                                        {"3", "flow: how much, and where to"},
                                                                        {"4", "who waits behind whom"},
                                                                        {"5", "how far robots may drive, and where to"},
                                                                        {"6", "charge of batteries"},
                                                                        {"L, D", "names on or off; dark or light"},
                                                                        {"P", "write a picture of the window"},
                                                                        {"Ctrl + Q", "close"}}};

}  // namespace

void help_panel(const PanelContext& context, const Box& box) {
    const auto s = static_cast<float>(context.scale);
    const float width = 440 * s, height = 52 * s + 21 * s * static_cast<float>(kHelp.size());
    ImGui::SetNextWindowPos(
        {static_cast<float>(box.x + box.width / 2) - width / 2, static_cast<float>(box.y + box.height / 2) - height / 2},
        ImGuiCond_Always);
    ImGui::SetNextWindowSize({width, height});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 8 * s);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1);
    ImGui::Begin("help", &context.session.help,
                 ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove |
                     ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoScrollbar);
    words(context.fonts.large, context.palette.text, "Keys");
    for (const auto& [key, meaning] : kHelp) {
        words(context.fonts.semibold, context.palette.text, key);
        ImGui::SameLine(170 * s);
        words(context.fonts.regular, context.palette.soft_text, meaning);
    }
    ImGui::End();
    ImGui::PopStyleVar(2);
}

}  // namespace dray::view
