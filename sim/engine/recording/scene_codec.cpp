// What does not change during a run, as bytes: the floors are rebuilt from their plans, so that a recording plays alone.
#include <algorithm>
#include <cmath>

#include "engine/recording/bytes.hpp"
#include "engine/recording/chunk.hpp"
#include "floor/check_floor.hpp"

namespace dray::engine {

namespace {

constexpr std::uint64_t kMaxCells = 1u << 26;
constexpr std::uint64_t kMaxCount = 1u << 20;

void write_cells(ByteWriter& out, std::span<const CellId> cells) {
    out.number(cells.size());
    for (const CellId cell : cells)
        out.number(cell.value);
}

std::vector<CellId> parse_cells(ByteReader& in, std::size_t cell_count) {
    std::vector<CellId> cells(in.number(std::min<std::uint64_t>(cell_count, in.left())));
    for (CellId& cell : cells)
        cell = CellId(in.number(cell_count - 1));
    return cells;
}

void write_floor(ByteWriter& out, const floor::Floor& floor) {
    out.number(static_cast<std::uint64_t>(floor.width()));
    out.number(static_cast<std::uint64_t>(floor.height()));
    out.real(floor.cell_m());
    for (std::size_t i = 0; i < floor.cell_count(); ++i) {
        const CellId cell(i);
        std::uint64_t exits = 0;
        for (const floor::Heading h : floor::kHeadings)
            exits |= (floor.next(cell, h).valid() ? 1ull : 0ull) << static_cast<int>(h);
        out.fixed(static_cast<std::uint64_t>(floor.kind(cell)) | exits << 4, 1);
    }
    out.number(floor.lanes().size());
    for (const floor::Lane& lane : floor.lanes()) {
        out.text(lane.name);
        out.number(static_cast<std::uint64_t>(lane.kind));
        out.number(lane.entry.value);
        out.number(lane.service.value);
        out.number(lane.exit.value);
        write_cells(out, lane.queue);
    }
    write_cells(out, floor.chutes());
    out.number(floor.zones().size());
    for (const floor::Zone& zone : floor.zones()) {
        out.text(zone.name);
        for (const int number : {zone.row, zone.column, zone.rows, zone.columns})
            out.number(static_cast<std::uint64_t>(number));
        out.real(zone.speed_limit_mps);
        out.real(zone.grip);
    }
}

floor::Lane parse_lane(ByteReader& in, std::size_t cells) {
    floor::Lane lane;
    lane.name = in.text();
    lane.kind = static_cast<floor::StationKind>(in.number(floor::kStationKinds - 1));
    lane.entry = CellId(in.number(cells - 1));
    lane.service = CellId(in.number(cells - 1));
    lane.exit = CellId(in.number(cells - 1));
    lane.queue = parse_cells(in, cells);
    return lane;
}

floor::Zone parse_zone(ByteReader& in) {
    floor::Zone zone;
    zone.name = in.text();
    for (int* number : {&zone.row, &zone.column, &zone.rows, &zone.columns})
        *number = static_cast<int>(in.number(kMaxCells));
    zone.speed_limit_mps = in.real();
    zone.grip = in.real();
    return zone;
}

floor::Purpose purpose_of(const floor::FloorPlan& plan) {
    if (!plan.chutes.empty()) return floor::Purpose::Sorting;
    return plan.lanes.empty() ? floor::Purpose::Hauling : floor::Purpose::Storage;
}

std::shared_ptr<const floor::Floor> parse_floor(ByteReader& in) {
    floor::FloorPlan plan;
    plan.width = static_cast<int>(in.number(kMaxCells));
    plan.height = static_cast<int>(in.number(kMaxCells));
    plan.cell_m = in.real();
    const std::uint64_t cells = static_cast<std::uint64_t>(plan.width) * static_cast<std::uint64_t>(plan.height);
    if (cells == 0 || cells > in.left()) throw Malformed("a floor has no cells, or more than are there");
    for (std::uint64_t i = 0; i < cells; ++i) {
        const std::uint64_t bits = in.fixed(1);
        if ((bits & 0xf) > static_cast<std::uint64_t>(floor::CellKind::Buffer)) throw Malformed("there is no such kind of cell");
        plan.kind.push_back(static_cast<floor::CellKind>(bits & 0xf));
        plan.exits.push_back(static_cast<std::uint8_t>(bits >> 4));
    }
    for (std::uint64_t left = in.number(kMaxCount); left > 0; --left)
        plan.lanes.push_back(parse_lane(in, cells));
    plan.chutes = parse_cells(in, cells);
    for (std::uint64_t left = in.number(kMaxCount); left > 0; --left)
        plan.zones.push_back(parse_zone(in));
    const std::vector<floor::FloorFault> faults = floor::check_plan(plan, purpose_of(plan));
    if (!faults.empty()) throw Malformed("a floor is faulty: " + faults.front().message);
    return std::make_shared<const floor::Floor>(std::move(plan));
}

void write_floor_scene(ByteWriter& out, const FloorScene& scene) {
    out.text(scene.name);
    write_floor(out, *scene.floor);
    out.number(scene.fleets.size());
    for (const FloorScene::Fleet& fleet : scene.fleets) {
        out.text(fleet.name);
        out.number(fleet.count);
        out.real(fleet.half_width_m);
    }
    out.real(scene.load_half_width_m);
    out.number(static_cast<std::uint64_t>(scene.steps_per_tick));
    out.number(scene.doors);
}

double parse_length(ByteReader& in) {
    const double length_m = in.real();
    if (!(length_m >= 0 && length_m <= 100)) throw Malformed("a length is out of range");
    return length_m;
}

FloorScene parse_floor_scene(ByteReader& in) {
    FloorScene scene;
    scene.name = in.text();
    scene.floor = parse_floor(in);
    for (std::uint64_t left = in.number(kMaxCount); left > 0; --left) {
        FloorScene::Fleet fleet;
        fleet.name = in.text();
        fleet.count = in.number(kMaxCount);
        fleet.half_width_m = parse_length(in);
        scene.fleets.push_back(std::move(fleet));
    }
    if (scene.robots() > kMaxCount) throw Malformed("there are too many robots");
    scene.load_half_width_m = parse_length(in);
    scene.steps_per_tick = static_cast<int>(in.number(kMaxCount));
    if (scene.steps_per_tick < 1) throw Malformed("a tick has no steps");
    scene.doors = in.number(kMaxCount);
    return scene;
}

Scene::Resource parse_resource(ByteReader& in, const Scene& scene) {
    Scene::Resource resource;
    resource.name = in.text();
    if (scene.groups.empty()) throw Malformed("a resource is of no group");
    resource.group = static_cast<std::int32_t>(in.number(scene.groups.size() - 1));
    resource.floor = static_cast<std::int32_t>(in.number(scene.floors.size())) - 1;
    const std::size_t cells = resource.floor < 0 ? 0 : scene.floors[static_cast<std::size_t>(resource.floor)].floor->cell_count();
    resource.cell = static_cast<std::int32_t>(in.number(cells)) - 1;
    return resource;
}

}  // namespace

std::string packed(const Scene& scene, const std::string& scenario_text) {
    ByteWriter out;
    out.text(scene.scenario);
    out.number(scene.seed);
    out.number(static_cast<std::uint64_t>(scene.steps_per_second));
    out.number(static_cast<std::uint64_t>(scene.last_step));
    out.real(scene.warm_up_s);
    out.text(scenario_text);
    out.number(scene.floors.size());
    for (const FloorScene& floor : scene.floors)
        write_floor_scene(out, floor);
    out.number(scene.groups.size());
    for (const Scene::Group& group : scene.groups) {
        out.text(group.name);
        out.number(static_cast<std::uint64_t>(group.kind));
    }
    out.number(scene.resources.size());
    for (const Scene::Resource& resource : scene.resources) {
        out.text(resource.name);
        out.number(static_cast<std::uint64_t>(resource.group));
        out.number(static_cast<std::uint64_t>(resource.floor + 1));
        out.number(static_cast<std::uint64_t>(resource.cell + 1));
    }
    out.number(scene.articles.size());
    for (const std::string& name : scene.articles)
        out.text(name);
    return out.take();
}

void parse_scene(std::string_view bytes, Scene& scene, std::string& scenario_text) {
    ByteReader in(bytes);
    scene.scenario = in.text();
    scene.seed = in.number();
    scene.steps_per_second = static_cast<int>(in.number(1000));
    if (scene.steps_per_second < 1) throw Malformed("a second has no steps");
    scene.last_step = static_cast<Step>(in.number(1ull << 31));
    scene.warm_up_s = in.real();
    if (!std::isfinite(scene.warm_up_s)) throw Malformed("the warm-up is out of range");
    scenario_text = in.text();
    for (std::uint64_t left = in.number(1000); left > 0; --left)
        scene.floors.push_back(parse_floor_scene(in));
    for (std::uint64_t left = in.number(kMaxCount); left > 0; --left) {
        std::string name = in.text();
        scene.groups.push_back({std::move(name), static_cast<insight::GroupKind>(in.number(insight::kGroupKinds - 1))});
    }
    for (std::uint64_t left = in.number(kMaxCount); left > 0; --left)
        scene.resources.push_back(parse_resource(in, scene));
    for (std::uint64_t left = in.number(kMaxCount); left > 0; --left)
        scene.articles.push_back(in.text());
    if (in.left() > 0) throw Malformed("it goes on beyond its end");
}

}  // namespace dray::engine
