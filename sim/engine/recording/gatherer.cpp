#include "engine/recording/gatherer.hpp"

#include <algorithm>
#include <utility>

#include "base/check.hpp"

namespace dray::engine {

namespace {

EventKind kind_of(const Incident& incident) {
    for (std::size_t kind = 0; kind < kEventKinds; ++kind)
        if (incident.kind == name_of(static_cast<EventKind>(kind))) return static_cast<EventKind>(kind);
    DRAY_CHECK(false, "an incident of kind \"{}\" is not known to recordings", incident.kind);
    return EventKind::Breakdown;
}

std::int32_t number_of(RobotId robot) {
    return robot.valid() ? static_cast<std::int32_t>(robot.value) : -1;
}

}  // namespace

FrameGatherer::FrameGatherer(Simulation& run)
    : run_(run), scene_(run.scene()), chunk_steps_(static_cast<Step>(kChunk_s * scene_.steps_per_second)) {
    chunk_.tracks.resize(scene_.floors.size());
    losses_.resize(scene_.floors.size());
    incidents_told_.resize(scene_.floors.size());
    for (std::size_t f = 0; f < scene_.floors.size(); ++f) {
        losses_[f].resize(scene_.floors[f].robots());
        incidents_told_[f] = run.incidents(f).size();
        add_frame(f);
        chunk_.tracks[f].losses = losses_[f];
    }
    chunk_.summary.end = run.capture_site();
    chunk_.summary.first = chunk_.summary.last = chunk_.summary.end.step;
    chunk_.site.push_back(chunk_.summary.end);
    // Each floor has a track of its own, so that floors may tick side by side.
    watch_ = run_.watch_floors([this](std::size_t floor) { add_frame(floor); });
}

FrameGatherer::~FrameGatherer() {
    run_.unwatch_floors(watch_);
}

void FrameGatherer::add_frame(std::size_t floor) {
    const auto frame = std::make_shared<FloorFrame>();
    run_.capture(floor, *frame);
    for (std::size_t i = 0; i < frame->robots.size(); ++i) {
        const RobotFrame& robot = frame->robots[i];
        if (robot.activity == Activity::Waiting) ++losses_[floor][i].ticks[static_cast<std::size_t>(robot.cause)];
    }
    chunk_.tracks[floor].frames.push_back(frame);
}

void FrameGatherer::add_events(std::size_t floor) {
    const std::span<const Incident> incidents = run_.incidents(floor);
    for (std::size_t& i = incidents_told_[floor]; i < incidents.size(); ++i) {
        const Incident& incident = incidents[i];
        chunk_.summary.events.push_back({.step = static_cast<std::int32_t>(incident.time_s * scene_.steps_per_second + 0.5),
                                         .kind = kind_of(incident),
                                         .floor = static_cast<std::int32_t>(floor),
                                         .robot = number_of(incident.a),
                                         .other = number_of(incident.b),
                                         .x_cm = static_cast<std::int32_t>(100 * incident.x_m),
                                         .y_cm = static_cast<std::int32_t>(100 * incident.y_m)});
    }
}

void FrameGatherer::tick() {
    for (std::size_t f = 0; f < scene_.floors.size(); ++f)
        add_events(f);
    chunk_.summary.end = run_.capture_site();
    chunk_.summary.last = chunk_.summary.end.step;
    chunk_.site.push_back(chunk_.summary.end);
}

Chunk FrameGatherer::take() {
    std::stable_sort(chunk_.summary.events.begin(), chunk_.summary.events.end(),
                     [](const Event& a, const Event& b) { return a.step < b.step; });
    Chunk next;
    next.summary = {.first = chunk_.summary.last, .last = chunk_.summary.last, .end = chunk_.summary.end};
    next.site = {chunk_.summary.end};
    next.tracks.resize(chunk_.tracks.size());
    for (std::size_t f = 0; f < next.tracks.size(); ++f) {
        // A floor with short ticks may be a little ahead of the site: then its frame before that belongs to both chunks too.
        const auto& frames = chunk_.tracks[f].frames;
        auto from = frames.end() - 1;
        while (from != frames.begin() && (*from)->step > next.summary.first)
            --from;
        next.tracks[f].frames.assign(from, frames.end());
        next.tracks[f].losses = losses_[f];
        for (auto frame = from + 1; frame != frames.end(); ++frame) {
            for (std::size_t i = 0; i < (*frame)->robots.size(); ++i) {
                const RobotFrame& robot = (*frame)->robots[i];
                if (robot.activity == Activity::Waiting) --next.tracks[f].losses[i].ticks[static_cast<std::size_t>(robot.cause)];
            }
        }
    }
    return std::exchange(chunk_, std::move(next));
}

}  // namespace dray::engine
