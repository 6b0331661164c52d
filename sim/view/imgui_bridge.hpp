// Dear ImGui inside an SFML window: input goes in, its OpenGL 2 backend draws.
#pragma once

#include <imgui.h>

#include <SFML/Graphics.hpp>
#include <array>

#include "view/camera.hpp"
#include "view/palette.hpp"

namespace dray::view {

/// Fonts of the panels.
struct PanelFonts {
    ImFont *regular = nullptr, *semibold = nullptr, *large = nullptr;
};

/// One at a time; the window's context must be active. Throws EnvironmentError when a font is missing.
class ImguiBridge {
  public:
    explicit ImguiBridge(double scale);
    ~ImguiBridge();
    ImguiBridge(const ImguiBridge&) = delete;
    ImguiBridge& operator=(const ImguiBridge&) = delete;

    void process(const sf::Event& event);
    void begin_frame(const sf::RenderWindow& window, double wall_s);
    void draw();  ///< after all panels of the frame
    /// Whether something of the last frame that lies over a box wants the pointer for itself, such as a list that was opened. A
    /// pointer that was elsewhere then may have come since.
    [[nodiscard]] bool wants_pointer_in(const Box& box) const;
    /// Whether the last frame's panels want the keys for themselves.
    [[nodiscard]] bool wants_keys() const;
    [[nodiscard]] const PanelFonts& fonts() const { return fonts_; }
    /// Colours and roundings of all panels.
    void set_style(const Palette& palette);

  private:
    void note_key(int code, bool down);

    double scale_;
    PanelFonts fonts_;
    // A click or a key that came and went between two frames must be seen.
    std::array<bool, 3> pressed_{};
    std::array<bool, sf::Keyboard::KeyCount> fresh_keys_{}, gone_keys_{};
};

[[nodiscard]] ImVec4 panel_color(sf::Color color);
[[nodiscard]] ImU32 draw_color(sf::Color color);

}  // namespace dray::view
