#include "view/imgui_bridge.hpp"

#include <backends/imgui_impl_opengl2.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "base/error.hpp"
#include "view/canvas.hpp"

namespace dray::view {

namespace {

// Without the tabulator, which leads from floor to floor and must not lead into the search field besides.
constexpr std::array<std::pair<ImGuiKey, sf::Keyboard::Key>, 21> kKeys = {{{ImGuiKey_LeftArrow, sf::Keyboard::Left},
                                                                           {ImGuiKey_RightArrow, sf::Keyboard::Right},
                                                                           {ImGuiKey_UpArrow, sf::Keyboard::Up},
                                                                           {ImGuiKey_DownArrow, sf::Keyboard::Down},
                                                                           {ImGuiKey_PageUp, sf::Keyboard::PageUp},
                                                                           {ImGuiKey_PageDown, sf::Keyboard::PageDown},
                                                                           {ImGuiKey_Home, sf::Keyboard::Home},
                                                                           {ImGuiKey_End, sf::Keyboard::End},
                                                                           {ImGuiKey_Insert, sf::Keyboard::Insert},
                                                                           {ImGuiKey_Delete, sf::Keyboard::Delete},
                                                                           {ImGuiKey_Backspace, sf::Keyboard::BackSpace},
                                                                           {ImGuiKey_Space, sf::Keyboard::Space},
                                                                           {ImGuiKey_Enter, sf::Keyboard::Enter},
                                                                           {ImGuiKey_Escape, sf::Keyboard::Escape},
                                                                           {ImGuiKey_KeyPadEnter, sf::Keyboard::Enter},
                                                                           {ImGuiKey_A, sf::Keyboard::A},
                                                                           {ImGuiKey_C, sf::Keyboard::C},
                                                                           {ImGuiKey_V, sf::Keyboard::V},
                                                                           {ImGuiKey_X, sf::Keyboard::X},
                                                                           {ImGuiKey_Y, sf::Keyboard::Y},
                                                                           {ImGuiKey_Z, sf::Keyboard::Z}}};

ImFont* load_font(Weight weight, double size) {
    // Latin letters with accents are in the default range; nothing else is shown.
    ImFont* font =
        ImGui::GetIO().Fonts->AddFontFromFileTTF(Toolkit::font_file(weight).c_str(), static_cast<float>(std::round(size)));
    if (font == nullptr) throw EnvironmentError(Toolkit::font_file(weight) + ": cannot be read as a font");
    return font;
}

}  // namespace

ImVec4 panel_color(sf::Color color) {
    return {color.r / 255.0f, color.g / 255.0f, color.b / 255.0f, color.a / 255.0f};
}

ImU32 draw_color(sf::Color color) {
    return IM_COL32(color.r, color.g, color.b, color.a);
}

ImguiBridge::ImguiBridge(double scale) : scale_(scale) {
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    // Nothing is left behind in the directory of the person.
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    for (const auto& [key, code] : kKeys)
        io.KeyMap[key] = code;
    fonts_ = {load_font(Weight::Regular, 14 * scale), load_font(Weight::Semibold, 14 * scale),
              load_font(Weight::Semibold, 19 * scale)};
    if (!ImGui_ImplOpenGL2_Init()) throw EnvironmentError("the panels cannot be drawn: OpenGL does not work here");
}

ImguiBridge::~ImguiBridge() {
    ImGui_ImplOpenGL2_Shutdown();
    ImGui::DestroyContext();
}

void ImguiBridge::note_key(int code, bool down) {
    if (code < 0 || code >= sf::Keyboard::KeyCount) return;
    const auto key = static_cast<std::size_t>(code);
    if (down) {
        ImGui::GetIO().KeysDown[key] = true;
        fresh_keys_[key] = true;
    } else if (fresh_keys_[key]) {
        gone_keys_[key] = true;
    } else {
        ImGui::GetIO().KeysDown[key] = false;
    }
}

void ImguiBridge::process(const sf::Event& event) {
    ImGuiIO& io = ImGui::GetIO();
    switch (event.type) {
        case sf::Event::MouseButtonPressed:
            if (event.mouseButton.button < 3) pressed_[event.mouseButton.button] = true;
            break;
        case sf::Event::MouseWheelScrolled:
            if (event.mouseWheelScroll.wheel == sf::Mouse::VerticalWheel) io.MouseWheel += event.mouseWheelScroll.delta;
            break;
        case sf::Event::KeyPressed:
        case sf::Event::KeyReleased:
            note_key(event.key.code, event.type == sf::Event::KeyPressed);
            io.KeyCtrl = event.key.control;
            io.KeyShift = event.key.shift;
            io.KeyAlt = event.key.alt;
            break;
        case sf::Event::TextEntered:
            if (event.text.unicode >= ' ' && event.text.unicode != 127) io.AddInputCharacter(event.text.unicode);
            break;
        case sf::Event::LostFocus:
            std::fill(std::begin(io.KeysDown), std::end(io.KeysDown), false);
            break;
        default:
            break;
    }
}

void ImguiBridge::begin_frame(const sf::RenderWindow& window, double wall_s) {
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {static_cast<float>(window.getSize().x), static_cast<float>(window.getSize().y)};
    io.DeltaTime = static_cast<float>(std::clamp(wall_s, 1e-4, 1.0));
    const sf::Vector2i pointer = sf::Mouse::getPosition(window);
    io.MousePos = {static_cast<float>(pointer.x), static_cast<float>(pointer.y)};
    for (std::size_t button = 0; button < pressed_.size(); ++button) {
        io.MouseDown[button] =
            pressed_[button] || (window.hasFocus() && sf::Mouse::isButtonPressed(static_cast<sf::Mouse::Button>(button)));
        pressed_[button] = false;
    }
    ImGui_ImplOpenGL2_NewFrame();
    ImGui::NewFrame();
    for (std::size_t key = 0; key < gone_keys_.size(); ++key)
        if (gone_keys_[key]) io.KeysDown[key] = false;
    fresh_keys_.fill(false);
    gone_keys_.fill(false);
}

void ImguiBridge::draw() {
    ImGui::Render();
    ImGui_ImplOpenGL2_RenderDrawData(ImGui::GetDrawData());
}

bool ImguiBridge::wants_pointer_in(const Box& box) const {
    const ImGuiIO& io = ImGui::GetIO();
    return io.WantCaptureMouse && box.contains(io.MousePos.x, io.MousePos.y);
}

bool ImguiBridge::wants_keys() const {
    return ImGui::GetIO().WantTextInput;
}

void ImguiBridge::set_style(const Palette& palette) {
    ImGuiStyle style;
    if (palette.dark)
        ImGui::StyleColorsDark(&style);
    else
        ImGui::StyleColorsLight(&style);
    style.WindowRounding = 0;
    style.WindowBorderSize = 0;
    style.FrameRounding = 5;
    style.GrabRounding = 5;
    style.PopupRounding = 6;
    style.ScrollbarSize = 10;
    style.WindowPadding = {14, 12};
    style.FramePadding = {9, 5};
    style.ItemSpacing = {8, 7};
    const auto set = [&](ImGuiCol which, sf::Color color) { style.Colors[which] = panel_color(color); };
    const sf::Color accent = palette.robot[static_cast<std::size_t>(engine::Activity::DrivingLoaded)];
    const sf::Color soft = mixed(palette.bar, palette.text, 0.08), softer = mixed(palette.bar, palette.text, 0.16);
    set(ImGuiCol_Text, palette.text), set(ImGuiCol_TextDisabled, palette.soft_text);
    set(ImGuiCol_WindowBg, palette.bar), set(ImGuiCol_PopupBg, palette.bar), set(ImGuiCol_Border, palette.rule);
    set(ImGuiCol_FrameBg, soft), set(ImGuiCol_FrameBgHovered, softer), set(ImGuiCol_FrameBgActive, softer);
    set(ImGuiCol_Button, soft), set(ImGuiCol_ButtonHovered, softer), set(ImGuiCol_ButtonActive, faded(accent, 0.7));
    set(ImGuiCol_Header, faded(accent, 0.35)), set(ImGuiCol_HeaderHovered, faded(accent, 0.45)),
        set(ImGuiCol_HeaderActive, faded(accent, 0.6));
    set(ImGuiCol_Separator, palette.rule), set(ImGuiCol_ScrollbarBg, palette.bar), set(ImGuiCol_CheckMark, accent);
    set(ImGuiCol_TextSelectedBg, faded(accent, 0.5)), set(ImGuiCol_NavHighlight, accent);
    style.ScaleAllSizes(static_cast<float>(scale_));
    ImGui::GetStyle() = style;
}

}  // namespace dray::view
