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
    std::vector<RootFrame> roots;   ///< up to and with the first frame, in order of cause and number; none has no ticks
};

/// What people look for in a chunk before they look into it.
struct ChunkSummary {
    Step first = 0, last = 0;        ///< what it covers
    SiteFrame end;                   ///< the counters at its end
    std::vector<Event> events;       ///< after `first`, up to `last`
    std::vector<Deed> deeds;         ///< the same
    std::int32_t bottleneck = -1;    ///< at its end: the group that limits the site; -1: none yet
    std::vector<GroupFrame> groups;  ///< at its end
    friend bool operator==(const ChunkSummary&, const ChunkSummary&) = default;
};

/// What happened to orders in a chunk.
struct OrderTrack {
    std::vector<operations::OrderEvent> events;  ///< in order of time
    std::vector<std::string> names;              ///< of the orders that are released, in the order of these events
    friend bool operator==(const OrderTrack&, const OrderTrack&) = default;
};

struct Chunk {
    ChunkSummary summary;
    std::vector<Track> tracks;             ///< by floor
    std::vector<SiteFrame> site;           ///< in order of steps, at ticks of the run
    std::vector<ResourceFrame> resources;  ///< at its end
    OrderTrack orders;                     ///< after its first step
};

// Their bytes, before compression. What is read is checked against the scene: every number of a cell, robot or lane exists.
// The `parse` functions throw Malformed.
[[nodiscard]] std::string packed(const Scene& scene, const std::string& scenario_text);
void parse_scene(std::string_view bytes, Scene& scene, std::string& scenario_text);
[[nodiscard]] std::string packed_summary(const ChunkSummary& summary);
[[nodiscard]] ChunkSummary parse_summary(std::string_view bytes, const Scene& scene);
[[nodiscard]] std::string packed_frames(const Chunk& chunk);
[[nodiscard]] std::string packed_orders(const OrderTrack& orders);
[[nodiscard]] OrderTrack parse_orders(std::string_view bytes, const Scene& scene);
/// Fills in all but `chunk.orders`; `chunk.summary` is known.
void parse_frames(std::string_view bytes, const Scene& scene, Chunk& chunk);

}  // namespace dray::engine
