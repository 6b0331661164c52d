// One floor at any time, between the frames that are known.
#pragma once

#include <memory>

#include "engine/frame.hpp"
#include "view/tape.hpp"

namespace dray::view {

/// A robot's place between two frames.
struct Pose {
    double x_m = 0, y_m = 0;
    double heading_rad = 0;
};

/// The frames before and after a time, which may be the same one.
class Moment {
  public:
    /// Of the floor at the step nearest to `step` that the tape knows; of a site without floors an empty one. Throws
    /// EnvironmentError for a damaged chunk.
    Moment(Tape& tape, std::size_t floor, double step);

    [[nodiscard]] const engine::FloorFrame& frame() const { return *before_; }  ///< what counts: everything but places
    /// Bodies keep to the speeds that both frames tell, so that starting and braking look as they are.
    [[nodiscard]] Pose pose(std::size_t robot) const;
    [[nodiscard]] double step() const { return step_; }
    /// Ticks that a robot has lost to each cause since the start of the run.
    [[nodiscard]] engine::LossFrame losses(std::size_t robot) const;
    /// What one root has cost since the start of the run, ticks of all robots of the floor; and what all roots have.
    [[nodiscard]] std::int64_t cost_of(std::int32_t cause, std::int32_t number) const;
    [[nodiscard]] std::int64_t cost_of_all() const;

  private:
    template <class Counts>
    [[nodiscard]] std::int64_t cost(Counts counts) const;

    std::shared_ptr<const engine::Chunk> chunk_;
    std::size_t floor_;
    std::shared_ptr<const engine::FloorFrame> before_, after_;
    double step_ = 0;
    double share_ = 0;    // of the time between the two frames
    double seconds_ = 0;  // between the two frames
};

}  // namespace dray::view
