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
    roots_.resize(scene_.floors.size());
    incidents_told_.resize(scene_.floors.size());
    for (std::size_t f = 0; f < scene_.floors.size(); ++f) {
        losses_[f].resize(scene_.floors[f].robots());
        incidents_told_[f] = run.incidents(f).size();
        add_frame(f);
        chunk_.tracks[f].losses = losses_[f];
        chunk_.tracks[f].roots = roots_of(f);
    }
    deeds_told_ = run.deeds().size();
    note_site();
    chunk_.summary.first = chunk_.summary.last;
    run_.keep_orders(true);
    // Each floor has a track of its own, so that floors may tick side by side.
    watch_ = run_.watch_floors([this](std::size_t floor) { add_frame(floor); });
}

FrameGatherer::~FrameGatherer() {
    run_.unwatch_floors(watch_);
    run_.keep_orders(false);
}

void FrameGatherer::add_frame(std::size_t floor) {
    const auto frame = std::make_shared<FloorFrame>();
    run_.capture(floor, *frame);
    for (std::size_t i = 0; i < frame->robots.size(); ++i) {
        const RobotFrame& robot = frame->robots[i];
        if (robot.activity != Activity::Waiting) continue;
        ++losses_[floor][i].ticks[static_cast<std::size_t>(robot.cause)];
        add_lost(floor, robot, 1);
    }
    chunk_.tracks[floor].frames.push_back(frame);
}

void FrameGatherer::add_lost(std::size_t floor, const RobotFrame& robot, std::int32_t ticks) {
    std::vector<std::int32_t>& of_cause = roots_[floor][static_cast<std::size_t>(robot.cause)];
    const auto number = static_cast<std::size_t>(robot.cause_number);
    if (number >= of_cause.size()) of_cause.resize(number + 1, 0);
    of_cause[number] += ticks;
}

std::vector<RootFrame> FrameGatherer::roots_of(std::size_t floor) const {
    std::vector<RootFrame> roots;
    for (std::size_t cause = 0; cause < insight::kCauses; ++cause)
        for (std::size_t number = 0; number < roots_[floor][cause].size(); ++number)
            if (const std::int32_t ticks = roots_[floor][cause][number]; ticks > 0)
                roots.push_back({static_cast<std::int32_t>(cause), static_cast<std::int32_t>(number), ticks});
    return roots;
}

void FrameGatherer::add_orders() {
    std::vector<operations::OrderEvent>& events = chunk_.orders.events;
    const std::size_t known = events.size();
    run_.take_orders(events);
    for (std::size_t i = known; i < events.size(); ++i)
        if (events[i].stage == operations::OrderStage::Released) chunk_.orders.names.push_back(run_.order_name(events[i].order));
}

void FrameGatherer::add_deeds() {
    const std::span<const Intervention> deeds = run_.deeds();
    for (; deeds_told_ < deeds.size(); ++deeds_told_)
        chunk_.summary.deeds.push_back(deed_of(deeds[deeds_told_]));
}

void FrameGatherer::note_site() {
    chunk_.summary.end = run_.capture_site();
    chunk_.summary.last = chunk_.summary.end.step;
    chunk_.summary.bottleneck = run_.capture_limits(chunk_.summary.groups, chunk_.resources);
    chunk_.site.push_back(chunk_.summary.end);
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
    add_deeds();
    add_orders();
    note_site();
}

Chunk FrameGatherer::take() {
    std::stable_sort(chunk_.summary.events.begin(), chunk_.summary.events.end(),
                     [](const Event& a, const Event& b) { return a.step < b.step; });
    Chunk next;
    next.summary = {.first = chunk_.summary.last,
                    .last = chunk_.summary.last,
                    .end = chunk_.summary.end,
                    .bottleneck = chunk_.summary.bottleneck,
                    .groups = chunk_.summary.groups};
    next.resources = chunk_.resources;
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
        const auto ahead = [&](auto visit) {
            for (auto frame = from + 1; frame != frames.end(); ++frame)
                for (std::size_t i = 0; i < (*frame)->robots.size(); ++i)
                    if (const RobotFrame& robot = (*frame)->robots[i]; robot.activity == Activity::Waiting) visit(i, robot);
        };
        ahead([&](std::size_t i, const RobotFrame& robot) {
            --next.tracks[f].losses[i].ticks[static_cast<std::size_t>(robot.cause)];
            add_lost(f, robot, -1);
        });
        next.tracks[f].roots = roots_of(f);
        ahead([&](std::size_t, const RobotFrame& robot) { add_lost(f, robot, 1); });
    }
    return std::exchange(chunk_, std::move(next));
}

}  // namespace dray::engine
