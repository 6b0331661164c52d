// What a person does with keys and pointer.
#pragma once

#include <SFML/Graphics.hpp>
#include <optional>
#include <utility>
#include <vector>

#include "view/floor_painter.hpp"
#include "view/session.hpp"

namespace dray::view {

/// Turns events of the window into changes of the session. References must outlive it.
class WindowInput {
  public:
    WindowInput(Session& session, sf::RenderWindow& window) : session_(session), window_(window) {}

    /// `floor` is where the floor is shown; the flags say that a panel takes the pointer or the keys.
    void process(const sf::Event& event, const Box& floor, bool panel_has_pointer, bool panel_has_keys);
    /// Carries out what needs to know the floor: a click that has been made chooses what is there, keys that act on the choice.
    /// `painter` is that of the floor, or null where a site has none.
    void carry_out(const FloorPainter* painter, const Moment& moment, double ui_scale);
    /// Writes a picture of what has been drawn, if that was asked for.
    void export_picture();

    bool focus_search = false;  ///< the search field is to take the keys

  private:
    void key(const sf::Event::KeyEvent& key);
    void time_key(const sf::Event::KeyEvent& key);
    [[nodiscard]] std::pair<int, int> cell_at(int x, int y) const;
    void mark_out(int x, int y);
    void choose(const FloorPainter& painter, const Moment& moment, const sf::Vector2i& at);
    void choose_on_board(const sf::Vector2i& at, double ui_scale);
    void pointer(const sf::Event& event, const Box& floor, bool panel_has_pointer);

    Session& session_;
    sf::RenderWindow& window_;
    bool dragging_ = false, moved_ = false, export_wanted_ = false;
    int search_frames_ = 0;  // in which the search field is about to take the keys
    int last_x_ = 0, last_y_ = 0, first_x_ = 0, first_y_ = 0;
    // What needs to know the floor, in the order in which it was asked for: several may come in one frame.
    struct Wish {
        enum class Kind : std::uint8_t { Choose, Act, Chain } kind;
        sf::Vector2i at;  // Choose: pixel
    };
    std::vector<Wish> wishes_;
    std::optional<std::pair<int, int>> marks_from_;  // row and column of a rectangle in the making
};

}  // namespace dray::view
