// Gathers what a run looks like, tick by tick, into chunks.
#pragma once

#include <cstddef>
#include <vector>

#include "engine/recording/chunk.hpp"
#include "engine/simulation.hpp"

namespace dray::engine {

/// Watches a run from its present state on. The run's results are the same with and without it. One thread at a time, and not
/// while the run ticks.
class FrameGatherer {
  public:
    static constexpr double kChunk_s = 10;  ///< simulated time that a chunk covers, at least

    /// The run must outlive the gatherer and have no other watcher.
    explicit FrameGatherer(Simulation& run);
    ~FrameGatherer();
    FrameGatherer(const FrameGatherer&) = delete;
    FrameGatherer& operator=(const FrameGatherer&) = delete;

    [[nodiscard]] const Scene& scene() const { return scene_; }
    void tick();  ///< after each tick of the run
    /// What was gathered since the last call of `take`: a chunk that still grows.
    [[nodiscard]] const Chunk& open() const { return chunk_; }
    [[nodiscard]] bool full() const { return chunk_.summary.last - chunk_.summary.first >= chunk_steps_; }
    /// Closes the chunk; the next one begins with its last frames, so that each plays alone.
    [[nodiscard]] Chunk take();

  private:
    void add_frame(std::size_t floor);
    void add_events(std::size_t floor);
    void add_lost(std::size_t floor, const RobotFrame& robot, std::int32_t ticks);
    [[nodiscard]] std::vector<RootFrame> roots_of(std::size_t floor) const;
    void add_orders();
    void add_deeds();
    void note_site();

    Simulation& run_;
    Scene scene_;
    Step chunk_steps_;
    Chunk chunk_;
    std::vector<std::vector<LossFrame>> losses_;                                  // by floor, up to its last frame
    std::vector<std::array<std::vector<std::int32_t>, insight::kCauses>> roots_;  // ticks by floor, cause and number
    std::vector<std::size_t> incidents_told_;                                     // by floor
    std::size_t deeds_told_ = 0;
    std::size_t watch_ = 0;
};

}  // namespace dray::engine
