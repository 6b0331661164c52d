// Who is near whom: buckets on a grid, kept up to date as bodies move. Internal to the room.
//
// Box2D's own list of near pairs will not do: a body may have used up the padding of its box on the side where another one comes.
#pragma once

#include <cstdint>
#include <vector>

#include "base/id.hpp"

namespace dray::physics {

/// What a gap needs to know of a body. 16 bytes, by RobotId.
struct Spot {
    float x_m = 0, y_m = 0;
    float extent_m = 0;    ///< half extent along the grid axes
    bool counts = false;   ///< on the floor and healthy
    bool awake = false;    ///< may have moved in the last step
    bool aligned = false;  ///< a square along the grid axes
};

/// Buckets of equal size over a rectangle; points outside belong to the nearest bucket.
class Buckets {
  public:
    Buckets(double width_m, double height_m, std::size_t robots);

    /// Makes the buckets at least `pitch_m` wide. All members must be placed anew when it returns true.
    bool widen(double pitch_m);
    void place(std::size_t robot, const Spot& spot);
    void remove(std::size_t robot);

    /// Calls `visit(other)` for every member of the nine buckets around `robot`'s own, itself included.
    template <class Visit>
    void around(std::size_t robot, Visit&& visit) const {
        // A frame of empty buckets lies around the rectangle, so that no border needs a check.
        const std::int32_t centre = bucket_[robot];
        for (const std::int32_t row : {centre - columns_, centre, centre + columns_}) {
            for (std::int32_t b = row - 1; b <= row + 1; ++b) {
                for (std::int32_t other = first_[static_cast<std::size_t>(b)]; other >= 0;
                     other = next_[static_cast<std::size_t>(other)]) {
                    visit(static_cast<std::size_t>(other));
                }
            }
        }
    }

  private:
    double width_m_, height_m_, pitch_m_ = 0;
    std::int32_t columns_ = 0, rows_ = 0;                 ///< with the frame
    std::vector<std::int32_t> first_;                     ///< by bucket; -1: empty
    std::vector<std::int32_t> next_, previous_, bucket_;  ///< by robot; -1: none
};

}  // namespace dray::physics
