// What a person at the window has chosen: the floor, the camera, what is followed, overlays. Needs no display.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "view/board.hpp"
#include "view/camera.hpp"
#include "view/live_tape.hpp"
#include "view/moment.hpp"
#include "view/orders.hpp"
#include "view/overlay.hpp"
#include "view/ranking.hpp"
#include "view/time_control.hpp"

namespace dray::view {

/// Something that the side panel tells about.
struct Selection {
    /// An order, an article and a resource (engine::Scene::Resource) are of the site, the others of a floor.
    enum class Kind : std::uint8_t { None, Robot, Station, Load, Chute, Door, Order, Article, Zone, Resource } kind = Kind::None;
    std::size_t number = 0;
    friend bool operator==(const Selection&, const Selection&) = default;
};

/// A moment that a person has marked.
struct Bookmark {
    double step = 0;
};

class Session {
  public:
    /// `live` is the tape itself when the run goes on, or null. References must outlive the session.
    Session(Tape& tape, LiveTape* live);

    Tape& tape;
    LiveTape* live;
    TimeControl time;
    std::size_t floor = 0;
    std::vector<Camera> cameras;  ///< by floor, one at least
    Selection selection;          ///< on `floor`
    engine::ZonePlace marked;     ///< the part of the floor that is selected, with Selection::Kind::Zone and Door
    bool follows = true;          ///< the camera goes with the selection
    OverlayKind overlay = OverlayKind::None;
    double scale = 1;  ///< of words and marks
    bool dark = true, labels = true, help = false;
    std::vector<Bookmark> bookmarks;
    std::vector<engine::Event> events;  ///< that are known, in order of time
    std::vector<Shift> shifts;          ///< of the bottleneck, likewise
    OrderIndex orders;
    std::string message;  ///< for the person; goes by itself

    [[nodiscard]] const engine::Scene& scene() const { return tape.scene(); }
    /// The floor that is shown; of a site without floors a single cell on which nothing is.
    [[nodiscard]] const engine::FloorScene& floor_scene() const {
        return scene().floors.empty() ? nowhere_ : scene().floors[floor];
    }
    /// Whether the table of the whole site is shown, in the place of a floor.
    [[nodiscard]] bool shows_board() const { return board_ || scene().floors.empty(); }
    void choose_board() { board_ = true, selection = {}; }
    void next_tab();  ///< floor after floor, then the table of the site
    [[nodiscard]] Camera& camera() { return cameras[floor]; }

    /// Shows a message for some seconds; an empty one takes the last one away.
    void tell(std::string words);
    /// Whether what is shown is now, as far as a run that goes on has come.
    [[nodiscard]] bool at_head() const;
    /// Wall time passes: time goes on, a live run is asked for more, events that have become known are noted.
    void advance(double wall_s);
    void choose_floor(std::size_t number);
    void fit(std::size_t floor_number, const Box& box);
    void fit() { fit(floor, camera().box()); }
    /// The window has another size: floors whose cameras nobody has moved since they were fitted are fitted again.
    void resize(const Box& box);
    /// Somebody moves the camera of the floor that is shown.
    void note_camera_moved() { fitted_[floor] = 0; }
    void select(const Selection& chosen) { selection = chosen, follows = true; }
    void select_zone(const engine::ZonePlace& place) { selection = {Selection::Kind::Zone, 0}, marked = place; }
    /// What people have done so far to a live run, or did to a recorded one, in order of time.
    [[nodiscard]] std::vector<engine::Intervention> deeds() const;
    /// Robots of a fleet that people let work now: all, unless a deed says otherwise.
    [[nodiscard]] std::uint32_t working_limit(std::size_t floor_number, std::size_t fleet) const;
    /// Does something to the live run in its next tick, on the floor that is shown, and tells so.
    void act(engine::Intervention deed);
    /// What could be done to what is selected: break or repair a robot, close or open a station or a part of the floor; nothing
    /// else can be.
    [[nodiscard]] std::optional<engine::Intervention> deed_for_selection(const Moment& moment) const;
    /// Does that, or tells why it cannot be done.
    void act_on_selection(const Moment& moment);
    /// The part of the floor at a cell: the latest that is closed or has people in it, or a zone of the floor.
    [[nodiscard]] std::optional<engine::ZonePlace> zone_at(const engine::FloorFrame& frame, int row, int column) const;
    /// What else stands at a cell: a chute, a pod or cage in its slot, the place of a dock door.
    [[nodiscard]] std::optional<Selection> thing_at(const engine::FloorFrame& frame, int row, int column) const;
    /// Selects what is at a cell where neither a robot nor a station is, or nothing.
    void select_at(const engine::FloorFrame& frame, int row, int column);
    /// Selects the robot that the selected one waits behind.
    void follow_chain(const Moment& moment);
    /// What the words name: "12" or "robot 12", "pick-3", "pod 40", "chute 5", "door 2", "packing worker-3", "order G00012",
    /// "sku SKU-00007". Selects it and shows its floor; false when nothing is so named.
    bool find(const std::string& words, const Moment& moment);
    /// Where the selection is; nothing when it is nowhere.
    [[nodiscard]] std::optional<std::pair<double, double>> place_of_selection(const Moment& moment) const;
    /// The robot that is selected, or that carries the load that is.
    [[nodiscard]] std::optional<std::size_t> robot_of_selection(const engine::FloorFrame& frame) const;
    /// The moment just behind the next (or an earlier) event; false when there is none.
    bool seek_event(bool forward);

    /// Marks the moment that is shown.
    void add_bookmark();
    /// Shows the next bookmark, behind the last one the first; false when there is none.
    bool seek_bookmark();

    /// The order that is selected, as far as it is known.
    [[nodiscard]] OrderLife life_of_selection();
    /// The ranking of the moment, when the overlay shows it; renewed every few seconds.
    [[nodiscard]] const Ranking* ranking_now();
    /// The table of the site at the moment, when it is shown; renewed every few seconds.
    [[nodiscard]] const Board* board_now();
    /// The overlay as far as it is worked out; null without one. Works a few milliseconds at most.
    [[nodiscard]] const Overlay* overlay_now();

  private:
    [[nodiscard]] bool find_order(std::string_view name);
    [[nodiscard]] bool find_on_floor(std::string_view words);
    [[nodiscard]] bool find_resource(std::string_view name);
    void select_door(std::size_t door);
    [[nodiscard]] std::optional<std::size_t> load_of_selection() const;

    engine::FloorScene nowhere_;
    bool board_ = false;
    std::vector<std::uint8_t> fitted_;  // by floor
    std::vector<engine::Intervention> recorded_deeds_;
    std::optional<OrderLife> life_;  // of the selected order
    std::optional<Ranking> ranking_;
    double ranked_at_ = 0;
    std::optional<Board> table_;
    double table_at_ = 0;
    double message_left_s_ = 0;
    std::size_t chunks_noted_ = 0;
    std::unique_ptr<OverlayMaker> maker_;
    std::optional<Overlay> made_;
    double made_at_ = 0;
    std::size_t made_floor_ = 0;
};

}  // namespace dray::view
