// A stretch of a recorded run: some ten seconds that can be played without any other stretch.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/frame.hpp"

namespace dray::engine {

/// What one floor looked like during a chunk.
struct Track {
    /// In order of steps, at the floor's planning ticks; the first at or before the chunk's first step.
    std::vector<std::shared_ptr<const FloorFrame>> frames;
    std::vector<LossFrame> losses;  ///< by robot, up to and with the first frame
};

/// What people look for in a chunk before they look into it.
struct ChunkSummary {
    Step first = 0, last = 0;   ///< what it covers
    SiteFrame end;              ///< the counters at its end
    std::vector<Event> events;  ///< after `first`, up to `last`
    friend bool operator==(const ChunkSummary&, const ChunkSummary&) = default;
};

struct Chunk {
    ChunkSummary summary;
    std::vector<Track> tracks;    ///< by floor
    std::vector<SiteFrame> site;  ///< in order of steps, at ticks of the run
};

// Their bytes, before compression. What is read is checked against the scene: every number of a cell, robot or lane exists.
// The `parse` functions throw Malformed.
[[nodiscard]] std::string packed(const Scene& scene, const std::string& scenario_text);
void parse_scene(std::string_view bytes, Scene& scene, std::string& scenario_text);
[[nodiscard]] std::string packed_summary(const ChunkSummary& summary);
[[nodiscard]] ChunkSummary parse_summary(std::string_view bytes, const Scene& scene);
[[nodiscard]] std::string packed_frames(const Chunk& chunk);
/// Fills in `chunk.tracks` and `chunk.site`; `chunk.summary` is known.
void parse_frames(std::string_view bytes, const Scene& scene, Chunk& chunk);

}  // namespace dray::engine
