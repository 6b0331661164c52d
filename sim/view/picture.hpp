// A whole picture of a site at one moment: title, floors, legend.
#pragma once

#include <SFML/Graphics.hpp>
#include <memory>
#include <optional>
#include <vector>

#include "view/floor_painter.hpp"
#include "view/headline.hpp"

namespace dray::view {

/// What a picture is to show.
struct PictureRequest {
    std::vector<std::size_t> floors;  ///< none: the table of the whole site
    OverlayKind overlay = OverlayKind::None;
    std::optional<std::size_t> followed;  ///< a robot of the first floor
    std::optional<std::size_t> focus;     ///< a robot of the first floor that the picture is centred on, at a larger scale
    bool dark = false;
    double scale = 1;  ///< of words and marks
};

/// Draws pictures of one tape. Needs a display; references must outlive it.
class PictureMaker {
  public:
    PictureMaker(const Toolkit& toolkit, Tape& tape);
    /// Fills the target. Throws EnvironmentError for a damaged chunk.
    void draw(sf::RenderTarget& target, const PictureRequest& request, double step);

  private:
    void draw_title(Canvas& canvas, const PictureRequest& request, const Palette& palette, const Box& box, double step);
    void draw_legend(Canvas& canvas, const PictureRequest& request, const Palette& palette, const Box& box,
                     const Overlay* overlay);

    const Toolkit& toolkit_;
    Tape& tape_;
    std::vector<std::unique_ptr<FloorPainter>> painters_;
};

/// Boxes for floors of these sizes (width and height) inside one box, so that the smallest scale is as large as can be:
/// side by side, one above the other, one large and the others beside or below it, or in several rows.
[[nodiscard]] std::vector<Box> floor_boxes(const Box& box, const std::vector<std::pair<double, double>>& sizes, double gap);

}  // namespace dray::view
