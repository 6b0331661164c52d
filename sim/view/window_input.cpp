#include "view/window_input.hpp"

#include <fmt/format.h>

#include <cmath>
#include <utility>

#include "base/error.hpp"
#include "view/words.hpp"

namespace dray::view {

namespace {

constexpr double kWheel = 1.2;
constexpr int kClick_px = 4;  // a pointer that moves less between press and release has clicked

constexpr int kSearchFrames = 3;  // after which the search field has the keys that it was given

bool shift_is_down() {
    return sf::Keyboard::isKeyPressed(sf::Keyboard::LShift) || sf::Keyboard::isKeyPressed(sf::Keyboard::RShift);
}

}  // namespace

void WindowInput::process(const sf::Event& event, const Box& floor, bool panel_has_pointer, bool panel_has_keys) {
    // What is typed behind '/' is no command, also while the search field has not yet taken the keys.
    panel_has_keys = panel_has_keys || search_frames_ > 0;
    if (event.type == sf::Event::Closed) window_.close();
    if (event.type == sf::Event::KeyPressed && event.key.control && event.key.code == sf::Keyboard::Q) window_.close();
    if (event.type == sf::Event::KeyPressed && !panel_has_keys) key(event.key);
    // Signs are where the keyboard has them.
    if (event.type == sf::Event::TextEntered && !panel_has_keys) {
        const sf::Uint32 sign = event.text.unicode;
        if (sign == '?') session_.help = !session_.help;
        if (sign == '/') {
            focus_search = true;
            search_frames_ = kSearchFrames;
        }
        if (sign == '+' || sign == '-') {
            session_.camera().zoom(sign == '+' ? kWheel : 1 / kWheel, floor.x + floor.width / 2, floor.y + floor.height / 2);
            session_.note_camera_moved();
        }
        if (sign >= '0' && sign < '0' + kOverlayNames.size()) session_.overlay = static_cast<OverlayKind>(sign - '0');
    }
    pointer(event, floor, panel_has_pointer);
}

void WindowInput::key(const sf::Event::KeyEvent& key) {
    if (key.control) return;
    switch (key.code) {
        case sf::Keyboard::Escape:
            if (session_.help)
                session_.help = false;
            else
                session_.selection = {};
            break;
        case sf::Keyboard::Tab:
            session_.next_tab();
            break;
        case sf::Keyboard::F:
            session_.fit();
            break;
        case sf::Keyboard::L:
            session_.labels = !session_.labels;
            break;
        case sf::Keyboard::D:
            session_.dark = !session_.dark;
            break;
        case sf::Keyboard::P:
            export_wanted_ = true;
            break;
        case sf::Keyboard::X:
            wishes_.push_back({Wish::Kind::Act, {}});
            break;
        case sf::Keyboard::C:
            wishes_.push_back({Wish::Kind::Chain, {}});
            break;
        case sf::Keyboard::B:
            if (!key.shift)
                session_.add_bookmark();
            else if (!session_.seek_bookmark())
                session_.tell("there is no bookmark yet; B makes one");
            break;
        case sf::Keyboard::N:
            if (!session_.seek_event(!key.shift)) session_.tell(key.shift ? "no earlier incident" : "no later incident yet");
            break;
        default:
            time_key(key);
    }
}

void WindowInput::time_key(const sf::Event::KeyEvent& key) {
    TimeControl& time = session_.time;
    const double ten_s = 10.0 * session_.scene().steps_per_second;
    const int ticks = session_.floor_scene().steps_per_tick;
    const auto head = static_cast<double>(session_.tape.head());
    switch (key.code) {
        case sf::Keyboard::Space:
            time.play(!time.playing());
            break;
        case sf::Keyboard::Left:
            key.shift ? time.seek(time.at() - ten_s) : time.step(-1, ticks);
            break;
        case sf::Keyboard::Right:
            key.shift ? time.seek(std::min(time.at() + ten_s, head)) : time.step(1, ticks);
            break;
        case sf::Keyboard::Home:
            time.seek(static_cast<double>(session_.tape.start()));
            break;
        case sf::Keyboard::End:
            time.seek(head);
            break;
        case sf::Keyboard::Up:
            time.faster();
            break;
        case sf::Keyboard::Down:
            time.slower();
            break;
        default:
            break;
    }
}

void WindowInput::pointer(const sf::Event& event, const Box& floor, bool panel_has_pointer) {
    Camera& camera = session_.camera();
    switch (event.type) {
        case sf::Event::MouseWheelScrolled:
            if (panel_has_pointer || session_.shows_board()) break;
            if (!floor.contains(event.mouseWheelScroll.x, event.mouseWheelScroll.y)) break;
            camera.zoom(std::pow(kWheel, event.mouseWheelScroll.delta), event.mouseWheelScroll.x, event.mouseWheelScroll.y);
            session_.note_camera_moved();
            break;
        case sf::Event::MouseButtonPressed:
            if (panel_has_pointer || !floor.contains(event.mouseButton.x, event.mouseButton.y)) break;
            if (session_.live != nullptr && !session_.shows_board() && shift_is_down()) {
                marks_from_ = cell_at(event.mouseButton.x, event.mouseButton.y);
                break;
            }
            dragging_ = true;
            moved_ = false;
            first_x_ = last_x_ = event.mouseButton.x;
            first_y_ = last_y_ = event.mouseButton.y;
            break;
        case sf::Event::MouseButtonReleased:
            if (marks_from_) mark_out(event.mouseButton.x, event.mouseButton.y);
            marks_from_.reset();
            if (dragging_ && !moved_) wishes_.push_back({Wish::Kind::Choose, {event.mouseButton.x, event.mouseButton.y}});
            dragging_ = false;
            break;
        case sf::Event::MouseMoved:
            if (marks_from_) mark_out(event.mouseMove.x, event.mouseMove.y);
            if (!dragging_) break;
            moved_ = moved_ || std::abs(event.mouseMove.x - first_x_) > kClick_px ||
                     std::abs(event.mouseMove.y - first_y_) > kClick_px;
            if (!moved_ || session_.shows_board()) break;
            camera.pan(event.mouseMove.x - last_x_, event.mouseMove.y - last_y_);
            session_.follows = false;
            session_.note_camera_moved();
            last_x_ = event.mouseMove.x;
            last_y_ = event.mouseMove.y;
            break;
        default:
            break;
    }
}

void WindowInput::carry_out(const FloorPainter* painter, const Moment& moment, double ui_scale) {
    if (search_frames_ > 0) --search_frames_;
    for (const Wish& wish : std::exchange(wishes_, {})) {
        if (wish.kind == Wish::Kind::Act)
            session_.act_on_selection(moment);
        else if (wish.kind == Wish::Kind::Chain)
            session_.follow_chain(moment);
        else if (session_.shows_board())
            choose_on_board(wish.at, ui_scale);
        else if (painter != nullptr)
            choose(*painter, moment, wish.at);
    }
}

// Row and column, perhaps beyond the floor.
std::pair<int, int> WindowInput::cell_at(int x, int y) const {
    const Camera& camera = session_.cameras[session_.floor];
    const double cell_m = session_.floor_scene().floor->cell_m();
    return {static_cast<int>(std::floor(camera.y_m(y) / cell_m + 0.5)),
            static_cast<int>(std::floor(camera.x_m(x) / cell_m + 0.5))};
}

void WindowInput::mark_out(int x, int y) {
    const auto [row, column] = cell_at(x, y);
    session_.select_zone(engine::rectangle(*session_.floor_scene().floor, marks_from_->first, marks_from_->second, row, column));
}

void WindowInput::choose(const FloorPainter& painter, const Moment& moment, const sf::Vector2i& at) {
    if (const auto robot = painter.robot_at(session_.camera(), moment, at.x, at.y)) {
        session_.select({Selection::Kind::Robot, *robot});
    } else if (const auto station = painter.station_at(session_.camera(), at.x, at.y)) {
        session_.select({Selection::Kind::Station, *station});
        session_.follows = false;
    } else {
        const auto [row, column] = cell_at(at.x, at.y);
        session_.select_at(moment.frame(), row, column);
    }
}

void WindowInput::choose_on_board(const sf::Vector2i& at, double ui_scale) {
    session_.selection = {};
    try {
        if (const auto resource = resource_at(*session_.board_now(), session_.camera().box(), ui_scale, at.x, at.y))
            session_.select({Selection::Kind::Resource, *resource});
    } catch (const EnvironmentError& error) {
        session_.tell(error.what());
    }
}

void WindowInput::export_picture() {
    if (!export_wanted_) return;
    export_wanted_ = false;
    sf::Texture texture;
    if (!texture.create(window_.getSize().x, window_.getSize().y)) return;
    texture.update(window_);
    std::string time = clock_text(session_.time.at() / session_.scene().steps_per_second);
    std::replace(time.begin(), time.end(), ':', '-');
    const std::string file = fmt::format("dray-{}-{}.png", session_.scene().scenario, time);
    session_.tell(texture.copyToImage().saveToFile(file) ? file + " is written" : file + " cannot be written");
}

}  // namespace dray::view
