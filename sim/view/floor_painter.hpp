// Draws one floor: its cells, what stands on it, and its robots.
#pragma once

#include <SFML/Graphics.hpp>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/zone_place.hpp"
#include "view/camera.hpp"
#include "view/canvas.hpp"
#include "view/moment.hpp"
#include "view/overlay.hpp"
#include "view/palette.hpp"
#include "view/ranking.hpp"

namespace dray::view {

/// What is asked for besides the floor itself.
struct Emphasis {
    std::optional<std::size_t> followed;                ///< a robot: its way, and the chain of those that it waits for
    std::optional<std::pair<double, double>> marked_m;  ///< a place on the floor
    std::optional<engine::ZonePlace> marked;            ///< a part of the floor that is chosen
    OverlayKind kind = OverlayKind::None;
    const Overlay* overlay = nullptr;  ///< of that kind, when it sums cells
    const Ranking* ranking = nullptr;  ///< of the site, with OverlayKind::Bottlenecks
    bool labels = true;
};

/// Draws one floor of a tape into the box of a camera. Details come and go with the scale. Needs a display.
class FloorPainter {
  public:
    /// References must outlive the painter. Throws EnvironmentError when the floor is too large for the display's textures.
    FloorPainter(const Toolkit& toolkit, const engine::Scene& site, std::size_t floor);

    /// `ui_scale` multiplies the sizes of words and marks.
    void draw(sf::RenderTarget& target, const Camera& camera, const Moment& moment, const Palette& palette, double ui_scale,
              const Emphasis& emphasis);
    /// The robot at a pixel, or nothing.
    [[nodiscard]] std::optional<std::size_t> robot_at(const Camera& camera, const Moment& moment, double x, double y) const;
    /// The station at a pixel, by lane, or nothing.
    [[nodiscard]] std::optional<std::size_t> station_at(const Camera& camera, double x, double y) const;
    /// A small map of the whole floor and its robots in a corner, with what the camera shows of it; nothing when it shows all.
    /// After draw().
    void draw_map(sf::RenderTarget& target, const Camera& camera, const Moment& moment, const Palette& palette,
                  double ui_scale) const;

  private:
    struct Visible {
        int first_row, last_row, first_column, last_column;  // inclusive
    };
    /// One picture in the making.
    struct Sheet {
        Canvas& canvas;
        const Camera& camera;
        const Moment& moment;
        const Palette& palette;
        const Emphasis& emphasis;
        double cell_px;
        double ui;
        Visible visible;
    };

    void paint_cells(const Palette& palette);
    void update_cells(const Palette& palette, const engine::FloorFrame& frame, bool with_loads, const Overlay* overlay);
    [[nodiscard]] Visible visible_cells(const Camera& camera) const;
    [[nodiscard]] bool seen(const Sheet& sheet, CellId cell) const;
    [[nodiscard]] Box cell_box(const Camera& camera, CellId cell) const;
    [[nodiscard]] sf::Vector2i outward(const floor::Lane& lane) const;
    void draw_ground(sf::RenderTarget& target, const Camera& camera) const;
    void draw_zones(const Sheet& sheet) const;
    void draw_arrows(const Sheet& sheet) const;
    void draw_loads(const Sheet& sheet) const;
    void draw_chutes(const Sheet& sheet) const;
    void draw_stations(const Sheet& sheet) const;
    void draw_overlay(const Sheet& sheet) const;
    void draw_robots(const Sheet& sheet) const;
    void draw_links(const Sheet& sheet) const;
    [[nodiscard]] sf::Color color_of(const Sheet& sheet, const engine::RobotFrame& robot) const;
    void draw_robot(const Sheet& sheet, std::size_t robot) const;
    void draw_way(const Sheet& sheet, std::size_t robot) const;
    void draw_chain(const Sheet& sheet, std::size_t robot) const;
    void draw_ranking(const Sheet& sheet) const;
    void draw_rank_list(const Sheet& sheet) const;
    // floor_jams.cpp
    void draw_jams(const Sheet& sheet) const;
    void draw_jammed(const Sheet& sheet, sf::Color color) const;
    void draw_jam_list(const Sheet& sheet, std::span<const engine::JamFrame> jams) const;
    void draw_root(const Sheet& sheet, std::size_t robot, std::size_t head) const;
    void draw_labels(const Sheet& sheet) const;
    // floor_zones.cpp: what is closed or slowed down now.
    [[nodiscard]] std::vector<Box> boxes_of(const Sheet& sheet, const engine::ZonePlace& place) const;
    void draw_zones_now(const Sheet& sheet) const;
    void draw_marked(const Sheet& sheet) const;
    /// Puts words down and tells so, unless others stand there.
    using PutName = std::function<bool(const std::string& words, double x, double y, const Style& style, sf::Color color)>;
    void draw_states(const Sheet& sheet, const PutName& put) const;
    void draw_zone_names(const Sheet& sheet, const PutName& put, double size) const;

    const Toolkit& toolkit_;
    const engine::Scene& site_;
    const engine::FloorScene& scene_;
    const floor::Floor& floor_;
    std::vector<std::uint8_t> arrows_;  // by cell: heading of a one-way aisle, or 4
    std::vector<double> half_width_m_;  // by robot
    sf::Texture ground_;                // a texel a cell
    std::vector<sf::Uint8> base_, texels_;
    const Palette* painted_ = nullptr;
    Step painted_step_ = -1;  // of the loads that are painted; -1: none are
    std::uint64_t painted_overlay_ = 0;
    bool mipmapped_ = false;
};

}  // namespace dray::view
