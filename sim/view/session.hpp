// What a person at the window has chosen: the floor, the camera, what is followed, overlays. Needs no display.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "view/camera.hpp"
#include "view/live_tape.hpp"
#include "view/moment.hpp"
#include "view/overlay.hpp"
#include "view/time_control.hpp"

namespace dray::view {

/// Something on a floor that the side panel tells about.
struct Selection {
    enum class Kind : std::uint8_t { None, Robot, Station, Load } kind = Kind::None;
    std::size_t number = 0;
    friend bool operator==(const Selection&, const Selection&) = default;
};

/// A moment that a person has marked.
struct Bookmark {
    double step = 0;
};

class Session {
  public:
    /// `live` is the tape itself when the run goes on, or null. References must outlive the session; the site has a floor.
    Session(Tape& tape, LiveTape* live);

    Tape& tape;
    LiveTape* live;
    TimeControl time;
    std::size_t floor = 0;
    std::vector<Camera> cameras;  ///< by floor
    Selection selection;          ///< on `floor`
    bool follows = true;          ///< the camera goes with the selection
    OverlayKind overlay = OverlayKind::None;
    double scale = 1;  ///< of words and marks
    bool dark = true, labels = true, help = false;
    std::vector<Bookmark> bookmarks;
    std::vector<engine::Event> events;  ///< that are known, in order of time
    std::string message;                ///< for the person, until the next one

    [[nodiscard]] const engine::Scene& scene() const { return tape.scene(); }
    [[nodiscard]] const engine::FloorScene& floor_scene() const { return tape.scene().floors[floor]; }
    [[nodiscard]] Camera& camera() { return cameras[floor]; }

    /// Wall time passes: time goes on, a live run is asked for more, events that have become known are noted.
    void advance(double wall_s);
    void choose_floor(std::size_t number);
    void fit(std::size_t floor_number, const Box& box);
    void fit() { fit(floor, camera().box()); }
    void select(const Selection& chosen) { selection = chosen, follows = true; }
    /// What the words name: "12" or "robot 12", "pick-3", "pod 40". Selects it and shows its floor; false when nothing is so
    /// named.
    bool find(const std::string& words, const Moment& moment);
    /// Where the selection is; nothing when it is nowhere.
    [[nodiscard]] std::optional<std::pair<double, double>> place_of_selection(const Moment& moment) const;
    /// The robot that is selected, or that carries the load that is.
    [[nodiscard]] std::optional<std::size_t> robot_of_selection(const engine::FloorFrame& frame) const;
    /// The moment just behind the next (or an earlier) event; false when there is none.
    bool seek_event(bool forward);

    /// The overlay as far as it is worked out; null without one. Works a few milliseconds at most.
    [[nodiscard]] const Overlay* overlay_now();

  private:
    std::size_t chunks_noted_ = 0;
    std::unique_ptr<OverlayMaker> maker_;
    std::optional<Overlay> made_;
    double made_at_ = 0;
    std::size_t made_floor_ = 0;
};

}  // namespace dray::view
