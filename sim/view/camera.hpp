// From the floor to the picture and back.
#pragma once

#include <algorithm>
#include <cmath>

namespace dray::view {

/// A rectangle of a picture, pixels.
struct Box {
    double x = 0, y = 0, width = 0, height = 0;
    [[nodiscard]] double right() const { return x + width; }
    [[nodiscard]] double bottom() const { return y + height; }
    [[nodiscard]] bool contains(double px, double py) const { return px >= x && px < right() && py >= y && py < bottom(); }
    [[nodiscard]] bool meets(const Box& other) const {
        return x < other.right() && other.x < right() && y < other.bottom() && other.y < bottom();
    }
    [[nodiscard]] Box inset(double by) const { return {x + by, y + by, width - 2 * by, height - 2 * by}; }
};

/// Shows metres of a floor at pixels of a box. Always the same scale in both directions.
class Camera {
  public:
    /// Smallest and largest scale, pixels a metre.
    static constexpr double kMinScale = 0.2, kMaxScale = 400;

    /// Shows a whole floor inside `box`, with `margin_m` around it. The floor's frame begins half a cell before its origin.
    void fit(const Box& box, double width_m, double height_m, double cell_m, double margin_m) {
        box_ = box;
        scale_ = std::clamp(std::min(box.width / (width_m + 2 * margin_m), box.height / (height_m + 2 * margin_m)), kMinScale,
                            kMaxScale);
        centre_x_m_ = (width_m - cell_m) / 2;
        centre_y_m_ = (height_m - cell_m) / 2;
    }
    /// The same view in another box.
    void set_box(const Box& box) { box_ = box; }
    [[nodiscard]] const Box& box() const { return box_; }

    [[nodiscard]] double x(double x_m) const { return box_.x + box_.width / 2 + (x_m - centre_x_m_) * scale_; }
    [[nodiscard]] double y(double y_m) const { return box_.y + box_.height / 2 + (y_m - centre_y_m_) * scale_; }
    [[nodiscard]] double x_m(double x) const { return centre_x_m_ + (x - box_.x - box_.width / 2) / scale_; }
    [[nodiscard]] double y_m(double y) const { return centre_y_m_ + (y - box_.y - box_.height / 2) / scale_; }
    [[nodiscard]] double scale() const { return scale_; }  ///< pixels a metre

    /// What lies at the pixel stays there.
    void zoom(double factor, double x, double y) {
        const double fixed_x_m = x_m(x), fixed_y_m = y_m(y);
        scale_ = std::clamp(scale_ * factor, kMinScale, kMaxScale);
        centre_x_m_ += fixed_x_m - x_m(x);
        centre_y_m_ += fixed_y_m - y_m(y);
    }
    /// The floor moves with the pointer.
    void pan(double dx, double dy) {
        centre_x_m_ -= dx / scale_;
        centre_y_m_ -= dy / scale_;
    }
    void look_at(double x_m, double y_m) {
        centre_x_m_ = x_m;
        centre_y_m_ = y_m;
    }
    void set_scale(double scale) { scale_ = std::clamp(scale, kMinScale, kMaxScale); }

  private:
    Box box_;
    double scale_ = 10;
    double centre_x_m_ = 0, centre_y_m_ = 0;
};

}  // namespace dray::view
