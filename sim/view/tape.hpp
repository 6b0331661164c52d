// What can be watched: a recorded run, or one that runs beside. Both are chunks of frames.
#pragma once

#include <cstddef>
#include <deque>
#include <filesystem>
#include <memory>
#include <string>

#include "engine/recording/recording.hpp"

namespace dray::view {

/// A run as far as it is known. One thread at a time; whoever makes the run may work on another one.
class Tape {
  public:
    virtual ~Tape() = default;

    [[nodiscard]] virtual const engine::Scene& scene() const = 0;
    [[nodiscard]] virtual std::size_t chunks() const = 0;  ///< one at least; grows with a live run
    [[nodiscard]] virtual engine::ChunkSummary summary(std::size_t chunk) const = 0;
    /// Throws EnvironmentError for a damaged one.
    [[nodiscard]] virtual std::shared_ptr<const engine::Chunk> load(std::size_t chunk) = 0;
    /// What happened to orders in a chunk; less work than load(). Throws EnvironmentError for a damaged one.
    [[nodiscard]] virtual engine::OrderTrack orders(std::size_t chunk) = 0;
    /// Whether the last chunk may still grow.
    [[nodiscard]] virtual bool grows() const { return false; }
    /// What is wrong with it, for people; empty: nothing is.
    [[nodiscard]] virtual std::string notice() const { return {}; }

    /// The last step that can be shown now.
    [[nodiscard]] Step head() const { return summary(chunks() - 1).last; }
    [[nodiscard]] Step start() const { return summary(0).first; }
    /// The chunk in which a step lies, or the nearest one.
    [[nodiscard]] std::size_t chunk_at(double step) const;
    /// The counters at a step, or just before it.
    [[nodiscard]] engine::SiteFrame site_at(double step);
};

/// A recording. The chunks used last stay in memory.
class RecordedTape : public Tape {
  public:
    /// Throws EnvironmentError.
    explicit RecordedTape(const std::filesystem::path& path) : recording_(path) {}

    [[nodiscard]] const engine::Scene& scene() const override { return recording_.scene(); }
    [[nodiscard]] std::size_t chunks() const override { return recording_.summaries().size(); }
    [[nodiscard]] engine::ChunkSummary summary(std::size_t chunk) const override { return recording_.summaries().at(chunk); }
    [[nodiscard]] std::shared_ptr<const engine::Chunk> load(std::size_t chunk) override;
    [[nodiscard]] engine::OrderTrack orders(std::size_t chunk) override { return recording_.load_orders(chunk); }
    [[nodiscard]] std::string notice() const override { return recording_.notice(); }

  private:
    static constexpr std::size_t kKept = 4;
    engine::Recording recording_;
    std::deque<std::pair<std::size_t, std::shared_ptr<const engine::Chunk>>> kept_;  // the last one used first
};

}  // namespace dray::view
