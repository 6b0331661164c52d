// Chunks as bytes.
#include "engine/interventions.hpp"
#include "engine/recording/chunk.hpp"
#include "engine/recording/table_codec.hpp"
#include "operations/fleet_control.hpp"
#include "primitives/handling/station.hpp"

namespace dray::engine {

namespace {

constexpr std::uint64_t kMaxSteps = 1u << 31;
constexpr std::uint64_t kMaxRows = 1000000;
constexpr std::uint64_t kMaxZones = 10000;
constexpr std::uint64_t kMaxJams = 100000;

/// Calls `visit` with each table of a frame that keeps its size, in the order of the file.
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

// A table of any size, which is not told as differences.
template <class Row>
void write_rows(ByteWriter& out, const std::vector<Row>& rows) {
    out.number(rows.size());
    write_table(out, rows, std::vector<Row>(rows.size()));
}

template <class Row>
std::vector<Row> parse_rows(ByteReader& in, std::uint64_t most) {
    std::vector<Row> rows(in.number(most), Row());
    if (!rows.empty()) read_table(in, rows);
    return rows;
}

// Rows that come and go: told as differences as far as there were as many before.
template <class Row>
void write_changing(ByteWriter& out, const std::vector<Row>& now, std::vector<Row> before) {
    before.resize(now.size());
    out.number(now.size());
    write_table(out, now, before);
}

void write_frame(ByteWriter& out, const FloorFrame& now, const FloorFrame& before) {
    out.number(static_cast<std::uint64_t>(now.step));
    write_table(out, now.robots, before.robots);
    write_table(out, now.slots, before.slots);
    write_table(out, now.stations, before.stations);
    write_table(out, now.chutes, before.chutes);
    write_table(out, now.doors, before.doors);
    write_changing(out, now.zones, before.zones);
    write_changing(out, now.jams, before.jams);
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
        if (r.jam < -1) throw Malformed(fmt::format("there is no jam {}", r.jam));
        if (r.heading < 0 || r.heading > 255) throw Malformed("a heading is beyond a full turn");
        need_kind(r.activity, kActivities, "activity");
        need_kind(r.dwell, static_cast<int>(operations::Dwell::Charge) + 1, "dwell");
    }
    for (const StationFrame& s : frame.stations)
        need_kind(s.state, 4, "station state");
    for (const ChuteFrame& c : frame.chutes)
        need_kind(c.state, 4, "chute state");
    for (const ZoneFrame& z : frame.zones)
        if (!exists(*scene.floor, place_of(z)) || z.speed_mmps < 0) throw Malformed("there is no such zone");
    for (const JamFrame& j : frame.jams) {
        if (j.cell < 0) throw Malformed("a jam has no head");
        need_below(j.cell, cells, "cell");
        need_kind(j.cause, insight::kCauses, "cause");
    }
}

void write_track(ByteWriter& out, const Track& track) {
    out.number(track.frames.size());
    if (track.frames.empty()) return;
    FloorFrame blank = *track.frames.front();
    each_table(blank, [](auto& table) { table.assign(table.size(), {}); });
    blank.zones.clear();
    blank.jams.clear();
    const FloorFrame* before = &blank;
    for (const auto& frame : track.frames) {
        write_frame(out, *frame, *before);
        before = frame.get();
    }
    write_table(out, track.losses, std::vector<LossFrame>(track.losses.size()));
    write_rows(out, track.roots);
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
        frame.zones.resize(in.number(kMaxZones));
        read_table(in, frame.zones);
        frame.jams.resize(in.number(kMaxJams));
        read_table(in, frame.jams);
        check_frame(frame, scene);
        track.frames.push_back(std::make_shared<FloorFrame>(frame));
    }
    if (count == 0) return track;
    track.losses.resize(scene.robots());
    read_table(in, track.losses);
    track.roots = parse_rows<RootFrame>(in, kMaxRows);
    for (const RootFrame& root : track.roots) {
        if (root.cause < 0) throw Malformed("a root has no cause");
        need_below(root.cause, insight::kCauses, "cause");
    }
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
    write_rows(out, summary.events);
    write_rows(out, summary.deeds);
    out.number(static_cast<std::uint64_t>(summary.bottleneck + 1));
    write_rows(out, summary.groups);
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
    summary.events = parse_rows<Event>(in, kMaxRows);
    for (const Event& event : summary.events) {
        need_kind(event.kind, kEventKinds, "kind of event");
        need_kind(event.floor, static_cast<int>(scene.floors.size()), "floor");
        need_below(event.robot, scene.floors[static_cast<std::size_t>(event.floor)].robots(), "robot");
        need_below(event.other, scene.floors[static_cast<std::size_t>(event.floor)].robots(), "robot");
    }
    summary.deeds = parse_rows<Deed>(in, kMaxRows);
    for (const Deed& deed : summary.deeds) {
        need_kind(deed.kind, kInterventionKinds, "kind of deed");
        if (!exists(scene, intervention_of(deed))) throw Malformed("something is done to what is not there");
    }
    summary.bottleneck = static_cast<std::int32_t>(in.number(scene.groups.size())) - 1;
    summary.groups = parse_rows<GroupFrame>(in, scene.groups.size());
    if (summary.groups.size() != scene.groups.size()) throw Malformed("groups are missing");
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
    write_rows(out, chunk.resources);
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
    chunk.resources = parse_rows<ResourceFrame>(in, scene.resources.size());
    if (chunk.resources.size() != scene.resources.size()) throw Malformed("resources are missing");
    need_end(in);
}

std::string packed_orders(const OrderTrack& orders) {
    ByteWriter out;
    // Neighbours are much alike: each is told as its difference to the one before.
    out.number(orders.events.size());
    std::vector<operations::OrderEvent> before(1);
    for (const operations::OrderEvent& event : orders.events) {
        write_table(out, {event}, before);
        before.front() = event;
    }
    out.number(orders.names.size());
    for (const std::string& name : orders.names)
        out.text(name);
    return out.take();
}

OrderTrack parse_orders(std::string_view bytes, const Scene& scene) {
    ByteReader in(bytes);
    OrderTrack orders;
    std::size_t released = 0;
    std::vector<operations::OrderEvent> event(1);
    for (std::uint64_t left = in.number(kMaxRows); left > 0; --left) {
        read_table(in, event);
        const operations::OrderEvent& e = event.front();
        need_kind(e.stage, operations::kOrderStages, "stage of an order");
        if (e.order < 0) throw Malformed("an order has no number");
        if (e.stage == operations::OrderStage::Line) {
            if (e.what < 0) throw Malformed("a line has no article");
            need_below(e.what, scene.articles.size(), "article");
        }
        released += e.stage == operations::OrderStage::Released ? 1 : 0;
        orders.events.push_back(e);
    }
    if (in.number() != released) throw Malformed("names of orders are missing");
    for (; released > 0; --released)
        orders.names.push_back(in.text());
    need_end(in);
    return orders;
}

}  // namespace dray::engine
