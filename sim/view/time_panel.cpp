// Play, pause, speed, and the bar on which all of the run lies.
#include <fmt/format.h>

#include <cmath>

#include "view/panels.hpp"
#include "view/words.hpp"

namespace dray::view {

namespace {

constexpr std::size_t kToldMarks = 12;  // beneath the pointer

std::string speed_text(double speed) {
    return speed >= 1e9 ? "fastest" : fmt::format("{:g}x", speed);
}

/// The bar of one frame: from steps to pixels.
struct Bar {
    float x, y, width;
    double first, last;
    [[nodiscard]] float at(double step) const {
        return x + width * static_cast<float>((step - first) / std::max(last - first, 1.0));
    }
    [[nodiscard]] double step(float px) const { return first + std::clamp((px - x) / width, 0.0f, 1.0f) * (last - first); }
};

struct TimedMark {
    TimeMark mark;
    double step;
    std::string words;
};

// What happened to robots stands above the bar, the rest below it.
bool above(TimeMark mark) {
    return mark == TimeMark::Collision || mark == TimeMark::Fault || mark == TimeMark::Back;
}

std::vector<TimedMark> marks_of(const Session& session) {
    std::vector<TimedMark> marks;
    const engine::Scene& scene = session.scene();
    for (const Shift& shift : session.shifts)
        if (&shift != session.shifts.data()) marks.push_back({TimeMark::Shift, shift.step, shift_text(scene, shift)});
    for (const engine::Intervention& deed : session.deeds())
        marks.push_back({TimeMark::Deed, static_cast<double>(deed.step), deed_text(scene, deed)});
    for (const engine::Event& event : session.events)
        marks.push_back({mark_of(event.kind), static_cast<double>(event.step), event_text(scene, event)});
    for (const Bookmark& bookmark : session.bookmarks)
        marks.push_back({TimeMark::Bookmark, bookmark.step, "bookmark"});
    return marks;
}

void draw_bar(const PanelContext& context, const Bar& bar) {
    const auto s = static_cast<float>(context.scale);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const Palette& palette = context.palette;
    const Session& session = context.session;
    const sf::Color accent = palette.robot[static_cast<std::size_t>(engine::Activity::DrivingLoaded)];
    const float half = 3 * s;
    const auto piece = [&](double from, double to, sf::Color color) {
        draw.AddRectFilled({bar.at(from), bar.y - half}, {bar.at(to), bar.y + half}, draw_color(color), half);
    };
    piece(bar.first, bar.last, mixed(palette.bar, palette.text, 0.12));
    piece(bar.first, static_cast<double>(session.tape.head()), mixed(palette.bar, palette.text, 0.3));
    piece(bar.first, session.time.at(), accent);
    for (const TimedMark& mark : marks_of(session))
        draw_time_mark(draw, palette, mark.mark, bar.at(mark.step), bar.y + (above(mark.mark) ? -10 : 11) * s, s);
    draw.AddCircleFilled({bar.at(session.time.at()), bar.y}, 7 * s, draw_color(palette.bar));
    draw.AddCircleFilled({bar.at(session.time.at()), bar.y}, 5.5f * s, draw_color(accent));
}

void bar_and_seek(const PanelContext& context, const Box& box) {
    Session& session = context.session;
    const auto s = static_cast<float>(context.scale);
    const double last = static_cast<double>(session.live != nullptr ? session.scene().last_step : session.tape.head());
    const Bar bar{static_cast<float>(box.x) + 20 * s, static_cast<float>(box.y) + 22 * s,
                  std::max(static_cast<float>(box.width) - 40 * s, 1.0f), static_cast<double>(session.tape.start()), last};
    ImGui::SetCursorScreenPos({bar.x, bar.y - 15 * s});
    ImGui::InvisibleButton("bar", {bar.width, 30 * s});
    const float pointer = ImGui::GetIO().MousePos.x;
    if (ImGui::IsItemActive()) session.time.seek(std::min(bar.step(pointer), static_cast<double>(session.tape.head())));
    if (ImGui::IsItemHovered()) {
        std::string text = clock_text(bar.step(pointer) / session.scene().steps_per_second);
        std::size_t told = 0;
        for (const TimedMark& mark : marks_of(session))
            if (std::abs(bar.at(mark.step) - pointer) < 5 * s && told++ < kToldMarks)
                text += fmt::format("\n{}  {}", clock_text(mark.step / session.scene().steps_per_second), mark.words);
        ImGui::SetTooltip("%s", text.c_str());
    }
    draw_bar(context, bar);
}

// A button with a drawing of ours on it.
bool icon_button(const PanelContext& context, const char* name, bool play, bool pause, int step) {
    const auto s = static_cast<float>(context.scale);
    const bool pressed = ImGui::Button(name, {34 * s, 28 * s});
    const ImVec2 low = ImGui::GetItemRectMin(), high = ImGui::GetItemRectMax();
    const float x = (low.x + high.x) / 2, y = (low.y + high.y) / 2;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImU32 color = draw_color(context.palette.text);
    if (play) draw.AddTriangleFilled({x - 4 * s, y - 7 * s}, {x + 7 * s, y}, {x - 4 * s, y + 7 * s}, color);
    if (pause) {
        draw.AddRectFilled({x - 6 * s, y - 6 * s}, {x - 2 * s, y + 6 * s}, color);
        draw.AddRectFilled({x + 2 * s, y - 6 * s}, {x + 6 * s, y + 6 * s}, color);
    }
    if (step != 0) {
        const float d = step > 0 ? s : -s;
        draw.AddTriangleFilled({x - 5 * d, y - 6 * s}, {x + 3 * d, y}, {x - 5 * d, y + 6 * s}, color);
        draw.AddRectFilled({x + std::min(3 * d, 6 * d), y - 6 * s}, {x + std::max(3 * d, 6 * d), y + 6 * s}, color);
    }
    return pressed;
}

void speed_choice(const PanelContext& context) {
    TimeControl& time = context.session.time;
    ImGui::SetNextItemWidth(88 * static_cast<float>(context.scale));
    if (!ImGui::BeginCombo("##speed", speed_text(time.speed()).c_str(), ImGuiComboFlags_HeightLargest)) return;
    for (std::size_t i = 0; i < TimeControl::kSpeeds.size(); ++i)
        if (ImGui::Selectable(speed_text(TimeControl::kSpeeds[i]).c_str(), i == time.speed_number())) time.set_speed(i);
    ImGui::EndCombo();
}

void overlay_choice(const PanelContext& context) {
    Session& session = context.session;
    ImGui::SetNextItemWidth(165 * static_cast<float>(context.scale));
    const std::string chosen = fmt::format("overlay: {}", kOverlayNames[static_cast<std::size_t>(session.overlay)]);
    if (!ImGui::BeginCombo("##overlay", chosen.c_str())) return;
    for (std::size_t i = 0; i < kOverlayNames.size(); ++i)
        if (ImGui::Selectable(std::string(kOverlayNames[i]).c_str(), i == static_cast<std::size_t>(session.overlay)))
            session.overlay = static_cast<OverlayKind>(i);
    ImGui::EndCombo();
}

// As much of the words as there is room for; all of them beneath the pointer.
void words_within(const PanelContext& context, const std::string& text, float room) {
    ImFont* const font = context.fonts.regular;
    const auto width = [&](const std::string& some) { return font->CalcTextSizeA(font->FontSize, 1e9f, 0, some.c_str()).x; };
    std::string shown = text;
    if (width(shown) > room) {
        while (!shown.empty() && width(shown + "...") > room) {
            // Signs of several bytes go whole.
            while (shown.size() > 1 && (static_cast<unsigned char>(shown.back()) & 0xC0) == 0x80)
                shown.pop_back();
            shown.pop_back();
        }
        shown += "...";
    }
    words(font, context.palette.soft_text, shown);
    if (shown != text && ImGui::IsItemHovered()) ImGui::SetTooltip("%s", text.c_str());
}

// What the colours or lines of the overlay mean.
void overlay_meaning(const PanelContext& context, float room) {
    const auto s = static_cast<float>(context.scale);
    const OverlayKind kind = context.session.overlay;
    if (!sums_cells(kind)) return words_within(context, meaning_of(kind), room);
    if (context.overlay == nullptr) return words_within(context, "the last ten minutes are added up", room);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float bar = 90 * s, middle = at.y + ImGui::GetTextLineHeight() / 2 + 2 * s;
    for (int i = 0; i < 45; ++i) {
        const auto x = static_cast<float>(i);
        ImGui::GetWindowDrawList()->AddRectFilled({at.x + x * bar / 45, middle - 5 * s},
                                                  {at.x + (x + 1) * bar / 45, middle + 5 * s},
                                                  draw_color(heat(i / 44.0, context.palette.dark)));
    }
    ImGui::Dummy({bar, ImGui::GetTextLineHeight()});
    ImGui::SameLine();
    words_within(context, context.overlay->range(), room - bar - 8 * s);
}

std::string status_text(const Session& session) {
    if (!session.tape.notice().empty()) return session.tape.notice();
    if (!session.message.empty()) return session.message;
    if (session.live == nullptr) return "replay of a recorded run";
    return session.at_head() ? "live" : "the past of a live run; End leads back to now";
}

}  // namespace

void time_panel(const PanelContext& context, const Box& box) {
    Session& session = context.session;
    const auto s = static_cast<float>(context.scale);
    begin_pane("time", box);
    ImGui::GetWindowDrawList()->AddLine({static_cast<float>(box.x), static_cast<float>(box.y)},
                                        {static_cast<float>(box.right()), static_cast<float>(box.y)},
                                        draw_color(context.palette.rule));
    bar_and_seek(context, box);
    ImGui::SetCursorScreenPos({static_cast<float>(box.x) + 14 * s, static_cast<float>(box.y) + 43 * s});
    const int ticks = session.floor_scene().steps_per_tick;
    if (icon_button(context, "##back", false, false, -1)) session.time.step(-1, ticks);
    ImGui::SameLine();
    if (icon_button(context, "##play", !session.time.playing(), session.time.playing(), 0))
        session.time.play(!session.time.playing());
    ImGui::SameLine();
    if (icon_button(context, "##forth", false, false, 1)) session.time.step(1, ticks);
    ImGui::SameLine();
    speed_choice(context);
    ImGui::SameLine(0, 18 * s);
    const engine::Scene& scene = session.scene();
    ImGui::AlignTextToFramePadding();
    words(context.fonts.semibold, context.palette.text, clock_text(session.time.at() / scene.steps_per_second));
    ImGui::SameLine();
    words(context.fonts.regular, context.palette.soft_text, fmt::format("of {}", clock_text(scene.seconds(scene.last_step))));
    ImGui::SameLine(0, 18 * s);
    overlay_choice(context);
    ImGui::SameLine(0, 18 * s);
    // In a narrow window words make room for the buttons.
    const float from = ImGui::GetCursorPosX(), right = std::max(static_cast<float>(box.width) - 150 * s, from),
                room = right - from - 12 * s;
    const bool quiet = session.message.empty() && session.tape.notice().empty();
    if (session.shows_board() && quiet)
        words_within(context, kBoardWords, room);
    else if (session.overlay != OverlayKind::None && quiet)
        overlay_meaning(context, room);
    else
        words_within(context, status_text(session), room);
    ImGui::SameLine(right);
    words_within(context, fmt::format("{:.0f} frames/s    ? help", context.frames_per_second),
                 static_cast<float>(box.width) - right - 12 * s);
    ImGui::End();
}

}  // namespace dray::view
