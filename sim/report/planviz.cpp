#include "report/planviz.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.hpp"

namespace dray::report {

namespace {

// A list of a JSON object, an entry for each number.
template <class Entry>
void put_list(WholeFile& file, const char* name, std::size_t count, Entry entry) {
    file.write(fmt::format(",\n\"{}\":[", name));
    for (std::size_t i = 0; i < count; ++i) {
        if (i > 0) file.write(",");
        file.write(entry(i));
    }
    file.write("]");
}

std::string with_commas(const std::string& letters) {
    std::string out(letters.empty() ? 0 : 2 * letters.size() - 1, ',');
    for (std::size_t i = 0; i < letters.size(); ++i)
        out[2 * i] = letters[i];
    return out;
}

std::string schedule_of(const std::vector<PlanVizPaths::Hold>& holds) {
    std::string out;
    for (const PlanVizPaths::Hold& hold : holds)
        out += fmt::format("{}{}:{}", out.empty() ? "" : ",", hold.step, hold.task);
    return out;
}

}  // namespace

std::string planviz_map(const floor::Floor& floor) {
    std::string out = fmt::format("type octile\nheight {}\nwidth {}\nmap\n", floor.height(), floor.width());
    for (int row = 0; row < floor.height(); ++row) {
        for (int column = 0; column < floor.width(); ++column) {
            const CellId cell = floor.at(row, column);
            const LaneId lane = floor.lane_of(cell);
            const bool serves = lane.valid() && floor.lane(lane).service == cell;
            out += floor.kind(cell) == floor::CellKind::Wall   ? '@'
                   : serves                                    ? 'E'
                   : floor.kind(cell) == floor::CellKind::Slot ? 'S'
                                                               : '.';
        }
        out += '\n';
    }
    return out;
}

PlanViz::PlanViz(engine::Simulation& run, std::filesystem::path directory)
    : run_(run), directory_(std::move(directory)), scene_(run.scene()) {
    std::error_code error;
    std::filesystem::create_directories(directory_, error);
    if (error) throw EnvironmentError(fmt::format("{}: cannot be made: {}", directory_.string(), error.message()));
    for (std::size_t f = 0; f < scene_.floors.size(); ++f) {
        const engine::FloorScene& scene = scene_.floors[f];
        Floor& floor = floors_.emplace_back();
        floor.name = scene.name;
        floor.tick_s = static_cast<double>(scene.steps_per_tick) / scene_.steps_per_second;
        floor.map = std::make_unique<WholeFile>(directory_ / (scene.name + ".map"));
        floor.first = std::make_unique<WholeFile>(directory_ / (scene.name + ".json"));
        floor.views.resize(scene.robots());
        look(f);
    }
    // Each floor has its own, so that floors may tick side by side.
    watch_ = run_.watch_floors([this](std::size_t floor) { look(floor); });
}

PlanViz::~PlanViz() {
    run_.unwatch_floors(watch_);
}

void PlanViz::look(std::size_t f) {
    Floor& floor = floors_[f];
    ++floor.ticks;
    for (std::size_t r = 0; r < floor.views.size(); ++r) {
        const traffic::PlannedPose pose = run_.traffic(f).driven(RobotId(r));
        floor.views[r] = {.pose = {pose.cell, pose.heading}};
        const auto errands = run_.control(f).errands(RobotId(r));
        if (errands.empty()) continue;
        floor.views[r].errand = errands.front().seq;
        floor.views[r].goal = errands.front().goal;
    }
    if (floor.open && floor.parts.back().paths.add(floor.views)) return;
    const floor::Floor& cells = *scene_.floors[f].floor;
    floor.open = can_begin(cells, floor.views);
    if (floor.open) floor.parts.push_back({PlanVizPaths(cells, floor.views), static_cast<double>(floor.ticks) * floor.tick_s});
}

void PlanViz::write(const Floor& floor, const Part& part, WholeFile& file) const {
    const PlanVizPaths& paths = part.paths;
    const std::size_t robots = paths.starts().size();
    const engine::FloorScene& scene = *std::ranges::find(scene_.floors, floor.name, &engine::FloorScene::name);
    const auto row = [&](CellId cell) { return scene.floor->row(cell); };
    const auto column = [&](CellId cell) { return scene.floor->column(cell); };
    file.write(fmt::format(
        "{{\"actionModel\":\"MAPF_T\",\n\"version\":\"2024 LoRR\",\n\"mapFile\":\"{}.map\",\n\"startSeconds\":{:.6g},\n"
        "\"stepSeconds\":{:.6g},\n\"teamSize\":{},\n\"numTaskFinished\":{},\n\"makespan\":{},\n"
        "\"numPlannerErrors\":0,\n\"numScheduleErrors\":0,\n\"numEntryTimeouts\":0",
        floor.name, part.from_s, floor.tick_s, robots, paths.events().size(), paths.steps()));
    put_list(file, "start", robots, [&](std::size_t r) {
        const motion::lorr::Pose& pose = paths.starts()[r];
        return fmt::format("[{},{},\"{}\"]", row(pose.cell), column(pose.cell), "ESWN"[static_cast<std::size_t>(pose.heading)]);
    });
    for (const char* name : {"actualPaths", "plannerPaths"})
        put_list(file, name, robots, [&](std::size_t r) { return '"' + with_commas(paths.actions(r)) + '"'; });
    put_list(file, "plannerTimes", static_cast<std::size_t>(paths.steps()), [](std::size_t) { return "0"; });
    file.write(",\n\"errors\":[]");
    for (const char* name : {"actualSchedule", "plannerSchedule"})
        put_list(file, name, robots, [&](std::size_t r) { return '"' + schedule_of(paths.holds(r)) + '"'; });
    file.write(",\n\"scheduleErrors\":[]");
    std::vector<PlanVizPaths::Event> events = paths.events();
    std::ranges::sort(events, {}, [](const PlanVizPaths::Event& e) { return std::pair(e.step, e.robot); });
    put_list(file, "events", events.size(), [&](std::size_t i) {
        const PlanVizPaths::Event& event = events[i];
        return fmt::format("[{},{},{},1]", event.step, event.robot, event.task);
    });
    put_list(file, "tasks", paths.tasks().size(), [&](std::size_t i) {
        const PlanVizPaths::Task& task = paths.tasks()[i];
        return fmt::format("[{},{},[{},{}]]", i, task.revealed, row(task.cell), column(task.cell));
    });
    file.write("}\n");
}

void PlanViz::finish() {
    for (std::size_t f = 0; f < floors_.size(); ++f) {
        Floor& floor = floors_[f];
        floor.map->write(planviz_map(*scene_.floors[f].floor));
        floor.map->commit();
        for (std::size_t p = 0; p < floor.parts.size(); ++p) {
            if (p == 0) {
                write(floor, floor.parts[p], *floor.first);
                floor.first->commit();
                continue;
            }
            WholeFile file(directory_ / fmt::format("{}-{}.json", floor.name, p + 1));
            write(floor, floor.parts[p], file);
            file.commit();
        }
    }
}

}  // namespace dray::report
