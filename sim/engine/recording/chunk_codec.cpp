// Chunks as bytes.
#include "engine/recording/chunk.hpp"
#include "engine/recording/table_codec.hpp"
#include "operations/fleet_control.hpp"
#include "primitives/handling/station.hpp"

namespace dray::engine {

namespace {

constexpr std::uint64_t kMaxSteps = 1u << 31;

/// Calls `visit` with each table of a frame, in the order of the file.
template <class Frame, class Visit>
void each_table(Frame& frame, Visit visit) {
    visit(frame.robots);
    visit(frame.slots);
    visit(frame.stations);
    visit(frame.chutes);
    visit(frame.doors);
}

FloorFrame blank_frame(const FloorScene& scene) {
    FloorFrame frame;
    frame.robots.resize(scene.robots());
    frame.slots.resize(scene.floor->slots().size());
    frame.stations.resize(scene.floor->lanes().size());
    frame.chutes.resize(scene.floor->chutes().size());
    frame.doors.resize(scene.doors);
    return frame;
}

void write_frame(ByteWriter& out, const FloorFrame& now, const FloorFrame& before) {
    out.number(static_cast<std::uint64_t>(now.step));
    write_table(out, now.robots, before.robots);
    write_table(out, now.slots, before.slots);
    write_table(out, now.stations, before.stations);
    write_table(out, now.chutes, before.chutes);
    write_table(out, now.doors, before.doors);
}

void need_below(std::int64_t number, std::size_t count, const char* what) {
    if (number < -1 || number >= static_cast<std::int64_t>(count))
        throw Malformed(fmt::format("there is no {} {}", what, number));
}

template <class Enum>
void need_kind(Enum value, int kinds, const char* what) {
    const auto number = static_cast<std::int32_t>(value);
    if (number < 0 || number >= kinds) throw Malformed(fmt::format("there is no {} {}", what, number));
}

// What drawing relies on.
void check_frame(const FloorFrame& frame, const FloorScene& scene) {
    const std::size_t cells = scene.floor->cell_count();
    for (const RobotFrame& r : frame.robots) {
        need_below(r.goal, cells, "cell");
        need_below(r.end, cells, "cell");
        need_below(r.behind, frame.robots.size(), "robot");
        need_below(r.cause, insight::kCauses, "cause");
        if (r.heading < 0 || r.heading > 255) throw Malformed("a heading is beyond a full turn");
        need_kind(r.activity, kActivities, "activity");
        need_kind(r.dwell, static_cast<int>(operations::Dwell::Charge) + 1, "dwell");
    }
    for (const StationFrame& s : frame.stations)
        need_kind(s.state, 4, "station state");
    for (const ChuteFrame& c : frame.chutes)
        need_kind(c.state, 4, "chute state");
}

void write_track(ByteWriter& out, const Track& track) {
    out.number(track.frames.size());
    if (track.frames.empty()) return;
    FloorFrame blank = *track.frames.front();
    each_table(blank, [](auto& table) { table.assign(table.size(), {}); });
    const FloorFrame* before = &blank;
    for (const auto& frame : track.frames) {
        write_frame(out, *frame, *before);
        before = frame.get();
    }
    write_table(out, track.losses, std::vector<LossFrame>(track.losses.size()));
}

Track parse_track(ByteReader& in, const FloorScene& scene, const ChunkSummary& summary) {
    Track track;
    const auto most = static_cast<std::uint64_t>((summary.last - summary.first) / scene.steps_per_tick + 4);
    const std::uint64_t count = in.number(most);
    FloorFrame frame = blank_frame(scene);
    for (std::uint64_t i = 0; i < count; ++i) {
        const auto step = static_cast<Step>(in.number(kMaxSteps));
        if (i > 0 && step <= frame.step) throw Malformed("frames are out of order");
        frame.step = step;
        each_table(frame, [&](auto& table) { read_table(in, table); });
        check_frame(frame, scene);
        track.frames.push_back(std::make_shared<FloorFrame>(frame));
    }
    if (count == 0) return track;
    track.losses.resize(scene.robots());
    read_table(in, track.losses);
    return track;
}

void need_end(const ByteReader& in) {
    if (in.left() > 0) throw Malformed("it goes on beyond its end");
}

}  // namespace

std::string packed_summary(const ChunkSummary& summary) {
    ByteWriter out;
    out.number(static_cast<std::uint64_t>(summary.first));
    out.number(static_cast<std::uint64_t>(summary.last));
    write_table(out, std::vector{summary.end}, std::vector<SiteFrame>(1));
    out.number(summary.events.size());
    write_table(out, summary.events, std::vector<Event>(summary.events.size()));
    return out.take();
}

ChunkSummary parse_summary(std::string_view bytes, const Scene& scene) {
    ByteReader in(bytes);
    ChunkSummary summary;
    summary.first = static_cast<Step>(in.number(kMaxSteps));
    summary.last = static_cast<Step>(in.number(kMaxSteps));
    if (summary.last < summary.first || summary.last - summary.first > 100000)
        throw Malformed("a chunk ends before it begins, or much later");
    std::vector<SiteFrame> end(1);
    read_table(in, end);
    summary.end = end.front();
    // An event takes a byte at least.
    summary.events.resize(in.number(1000000));
    if (!summary.events.empty()) read_table(in, summary.events);
    for (const Event& event : summary.events) {
        need_kind(event.kind, kEventKinds, "kind of event");
        need_kind(event.floor, static_cast<int>(scene.floors.size()), "floor");
        need_below(event.robot, scene.floors[static_cast<std::size_t>(event.floor)].robots(), "robot");
        need_below(event.other, scene.floors[static_cast<std::size_t>(event.floor)].robots(), "robot");
    }
    need_end(in);
    return summary;
}

std::string packed_frames(const Chunk& chunk) {
    ByteWriter out;
    for (const Track& track : chunk.tracks)
        write_track(out, track);
    out.number(chunk.site.size());
    std::vector<SiteFrame> before(1);
    for (const SiteFrame& frame : chunk.site) {
        write_table(out, {frame}, before);
        before.front() = frame;
    }
    return out.take();
}

void parse_frames(std::string_view bytes, const Scene& scene, Chunk& chunk) {
    ByteReader in(bytes);
    chunk.tracks.clear();
    for (const FloorScene& floor : scene.floors)
        chunk.tracks.push_back(parse_track(in, floor, chunk.summary));
    const std::uint64_t count = in.number(static_cast<std::uint64_t>(chunk.summary.last - chunk.summary.first + 4));
    chunk.site.clear();
    std::vector<SiteFrame> frame(1);
    for (std::uint64_t i = 0; i < count; ++i) {
        read_table(in, frame);
        chunk.site.push_back(frame.front());
    }
    need_end(in);
}

}  // namespace dray::engine
