#include <array>

#include "view/panels.hpp"

namespace dray::view {

namespace {

using Key = std::pair<const char*, const char*>;

constexpr std::array kTimeKeys = {Key{"Space", "play or pause"},
                                  Key{"Left, Right", "one planning tick back or on"},
                                  Key{"Shift + Left, Right", "ten seconds back or on"},
                                  Key{"Home, End", "start; end, or now of a live run"},
                                  Key{"Up, Down", "faster, slower"},
                                  Key{"N, Shift + N", "next or earlier incident"},
                                  Key{"B, Shift + B", "bookmark this moment; next bookmark"},
                                  Key{"Wheel, + and -", "zoom to the pointer, to the middle"},
                                  Key{"Drag", "move the floor"},
                                  Key{"Shift + Drag", "mark out a part of a live floor"},
                                  Key{"F", "fit the floor into the window"},
                                  Key{"Tab", "next floor, or the whole site"},
                                  Key{"Click", "choose a robot, station, pod, door ..."},
                                  Key{"/", "find 12, pick-3, pod 40, G00012"},
                                  Key{"Esc", "let go of what is chosen"},
                                  Key{"C", "on to the robot that it waits behind"},
                                  Key{"X", "break or repair it; close or open it"}};
constexpr std::array kLookKeys = {Key{"0", "no overlay"},
                                  Key{"1", "delay by cell, last ten minutes"},
                                  Key{"2", "density by cell"},
                                  Key{"3", "flow: how much, and where to"},
                                  Key{"4", "who waits behind whom"},
                                  Key{"5", "how far robots may drive, and where to"},
                                  Key{"6", "charge of batteries"},
                                  Key{"7", "what limits the site, by rank"},
                                  Key{"8", "congestion: share of time waited; jams"},
                                  Key{"L, D", "names on or off; dark or light"},
                                  Key{"P", "write a picture of the window"},
                                  Key{"Ctrl + Q", "close"}};

template <class Keys>
void keys(const PanelContext& context, const Keys& all) {
    const auto s = static_cast<float>(context.scale);
    for (const auto& [key, meaning] : all) {
        words(context.fonts.semibold, context.palette.text, key);
        ImGui::SameLine(140 * s);
        words(context.fonts.regular, context.palette.soft_text, meaning);
    }
}

void marks(const PanelContext& context, std::size_t in_a_row) {
    const auto s = static_cast<float>(context.scale);
    words(context.fonts.semibold, context.palette.text, "Marks at the time bar");
    for (std::size_t i = 0; i < kTimeMarks; ++i) {
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const auto mark = static_cast<TimeMark>(i);
        draw_time_mark(*ImGui::GetWindowDrawList(), context.palette, mark, at.x + 7 * s,
                       at.y + ImGui::GetTextLineHeight() / 2 + s, s);
        ImGui::Dummy({14 * s, 1});
        ImGui::SameLine();
        words(context.fonts.regular, context.palette.soft_text, name_of(mark));
        if (i % in_a_row != in_a_row - 1) ImGui::SameLine(static_cast<float>(i % in_a_row + 1) * 210 * s);
    }
}

}  // namespace

void help_panel(const PanelContext& context, const Box& box) {
    const auto s = static_cast<float>(context.scale);
    // In a small window one list below the other, and what does not fit is scrolled to.
    const float room = static_cast<float>(box.width) - 20 * s;
    const bool beside = room >= 790 * s;
    const auto rows = static_cast<float>(beside ? kTimeKeys.size() : kTimeKeys.size() + kLookKeys.size());
    const float width = beside ? 790 * s : std::min(room, 420 * s),
                height = std::min((beside ? 136 : 178) * s + 21 * s * rows, static_cast<float>(box.height) - 20 * s);
    ImGui::SetNextWindowPos(
        {static_cast<float>(box.x + box.width / 2) - width / 2, static_cast<float>(box.y + box.height / 2) - height / 2},
        ImGuiCond_Always);
    ImGui::SetNextWindowSize({width, height});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 8 * s);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1);
    ImGui::Begin(
        "help", &context.session.help,
        ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings);
    words(context.fonts.large, context.palette.text, "Keys");
    ImGui::BeginGroup();
    keys(context, kTimeKeys);
    ImGui::EndGroup();
    if (beside) ImGui::SameLine(400 * s);
    ImGui::BeginGroup();
    keys(context, kLookKeys);
    ImGui::EndGroup();
    ImGui::Dummy({0, 6 * s});
    marks(context, beside ? 3 : 1);
    ImGui::End();
    ImGui::PopStyleVar(2);
}

}  // namespace dray::view
