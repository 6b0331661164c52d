#include "physics/neighbours.hpp"

#include <algorithm>
#include <cmath>

namespace dray::physics {

Buckets::Buckets(double width_m, double height_m, std::size_t robots)
    : width_m_(width_m), height_m_(height_m), next_(robots, -1), previous_(robots, -1), bucket_(robots, -1) {}

bool Buckets::widen(double pitch_m) {
    if (pitch_m <= pitch_m_) return false;
    pitch_m_ = pitch_m;
    columns_ = static_cast<std::int32_t>(width_m_ / pitch_m) + 3;
    rows_ = static_cast<std::int32_t>(height_m_ / pitch_m) + 3;
    first_.assign(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_), -1);
    std::fill(bucket_.begin(), bucket_.end(), -1);
    return true;
}

void Buckets::place(std::size_t robot, const Spot& spot) {
    const auto nearest = [&](float m, std::int32_t count) {
        return static_cast<std::int32_t>(std::clamp(static_cast<double>(m) / pitch_m_, 0.0, static_cast<double>(count - 3))) + 1;
    };
    const std::int32_t bucket = nearest(spot.y_m, rows_) * columns_ + nearest(spot.x_m, columns_);
    if (bucket == bucket_[robot]) return;
    remove(robot);
    std::int32_t& first = first_[static_cast<std::size_t>(bucket)];
    bucket_[robot] = bucket;
    previous_[robot] = -1;
    next_[robot] = first;
    if (first >= 0) previous_[static_cast<std::size_t>(first)] = static_cast<std::int32_t>(robot);
    first = static_cast<std::int32_t>(robot);
}

void Buckets::remove(std::size_t robot) {
    if (bucket_[robot] < 0) return;
    const std::int32_t before = previous_[robot];
    const std::int32_t after = next_[robot];
    (before >= 0 ? next_[static_cast<std::size_t>(before)] : first_[static_cast<std::size_t>(bucket_[robot])]) = after;
    if (after >= 0) previous_[static_cast<std::size_t>(after)] = before;
    bucket_[robot] = -1;
}

}  // namespace dray::physics
