#include "motion/lorr/matched_tasks.hpp"

#include <algorithm>
#include <array>

#include "base/parallel.hpp"

namespace dray::motion::lorr {

namespace {

constexpr int kAreaEdge = 8;
constexpr std::size_t kTasksAround = 12;                  // tasks that a robot knows around it
constexpr std::size_t kMostFound = 96;                    // tasks that it looks at to find them
constexpr std::uint32_t kLooksEvery = 4;                  // calls between two looks around of a robot that has a task
constexpr int kPasses = 2;                                // over all robots a call
constexpr std::int32_t kApproachWeight = 5;               // of the way to a task's first errand against the ways inside it
constexpr std::int32_t kLeastGain = 2 * kApproachWeight;  // below it a change is not worth another table

}  // namespace

MatchedTasks::MatchedTasks(const floor::Floor& floor, std::size_t robots)
    : lengths_(floor),
      area_columns_((floor.width() + kAreaEdge - 1) / kAreaEdge),
      area_rows_((floor.height() + kAreaEdge - 1) / kAreaEdge),
      place_(robots, kNoPlace),
      around_(robots) {}

void MatchedTasks::choose(const TaskChoice& in, std::span<TaskId> holds) {
    ++calls_;
    read_tasks(in);
    read_robots(in, holds);
    sort_into_areas();
    constexpr std::size_t kBatch = 64;
    for_each_number((seekers_.size() + kBatch - 1) / kBatch, [&](std::size_t batch) {
        for (std::size_t i = batch * kBatch; i < std::min(seekers_.size(), (batch + 1) * kBatch); ++i) {
            const Robot robot = seekers_[i];
            if (matching_.task_of(robot) == kNone || (robot + calls_) % kLooksEvery == 0) look_around(robot);
        }
    });
    for (int pass = 0; pass < kPasses; ++pass)
        matching_.improve(*this, seekers_, kLeastGain);
    for (const Robot robot : seekers_) {
        const Index task = matching_.task_of(robot);
        holds[robot] = task == kNone ? TaskId() : id_[task];
    }
    for (const TaskId id : id_)
        index_of_[id.index()] = kNone;
}

void MatchedTasks::read_tasks(const TaskChoice& in) {
    id_.clear();
    first_.clear();
    inside_.clear();
    for (const OpenTask& task : in.tasks) {
        const std::size_t id = task.task.index();
        if (id >= inside_of_.size()) {
            inside_of_.resize(id + 1, -1);
            index_of_.resize(id + 1, kNone);
        }
        const auto place = [this](CellId cell) { return lengths_.roads().place(cell); };
        if (inside_of_[id] < 0) {
            inside_of_[id] = 0;
            for (std::size_t e = 1; e < task.errands.size(); ++e)
                inside_of_[id] += lengths_.ticks(place(task.errands[e - 1]), place(task.errands[e]));
        }
        index_of_[id] = static_cast<Index>(id_.size());
        id_.push_back(task.task);
        first_.push_back(place(task.errands[0]));
        inside_.push_back(inside_of_[id]);
    }
}

void MatchedTasks::read_robots(const TaskChoice& in, std::span<const TaskId> holds) {
    seekers_.clear();
    matching_.reset(in.robots.size(), id_.size());
    for (std::size_t r = 0; r < in.robots.size(); ++r) {
        if (in.robots[r].opened) continue;
        const auto robot = static_cast<Robot>(r);
        seekers_.push_back(robot);
        place_[r] = lengths_.roads().place(in.robots[r].pose.cell);
        const Index task = holds[r].valid() ? index_of_[holds[r].index()] : kNone;
        if (task != kNone) matching_.pair(robot, task, cost(robot, task));
    }
}

std::int32_t MatchedTasks::cost(Robot robot, Index task) const {
    return kApproachWeight * lengths_.ticks(place_[robot], first_[task]) + inside_[task];
}

void MatchedTasks::sort_into_areas() {
    const auto area = [this](Index task) {
        const Roads& roads = lengths_.roads();
        return static_cast<std::size_t>(roads.row(first_[task]) / kAreaEdge * area_columns_ +
                                        roads.column(first_[task]) / kAreaEdge);
    };
    first_in_area_.assign(static_cast<std::size_t>(area_columns_ * area_rows_) + 2, 0);
    for (Index task = 0; task < id_.size(); ++task)
        ++first_in_area_[area(task) + 2];
    for (std::size_t a = 2; a < first_in_area_.size(); ++a)
        first_in_area_[a] += first_in_area_[a - 1];
    area_tasks_.resize(id_.size());
    for (Index task = 0; task < id_.size(); ++task)
        area_tasks_[first_in_area_[area(task) + 1]++] = task;
}

// Goes outwards in rings of areas until enough tasks are found, half of them free where the robot has none, and one ring further;
// keeps the cheapest of them.
void MatchedTasks::look_around(Robot robot) {
    struct Found {
        std::int32_t cost;
        Index task;
    };
    std::array<Found, kMostFound> found;
    std::size_t count = 0, left = 0;
    const int row = lengths_.roads().row(place_[robot]) / kAreaEdge, column = lengths_.roads().column(place_[robot]) / kAreaEdge;
    const std::size_t wanted = matching_.task_of(robot) == kNone ? kTasksAround / 2 : 1;
    int last_ring = std::max(area_rows_, area_columns_);
    for (int ring = 0; ring <= last_ring; ++ring) {
        for (int r = std::max(0, row - ring); r <= std::min(area_rows_ - 1, row + ring); ++r) {
            const bool edge = r == row - ring || r == row + ring;
            for (int c = column - ring; c <= column + ring; c += edge || ring == 0 ? 1 : 2 * ring) {
                if (c < 0 || c >= area_columns_) continue;
                const auto area = static_cast<std::size_t>(r * area_columns_ + c);
                for (std::uint32_t k = first_in_area_[area]; k < first_in_area_[area + 1]; ++k) {
                    const Index task = area_tasks_[k];
                    const bool is_left = matching_.holder_of(task) == kNone;
                    // Room is kept for tasks that are left.
                    if (count == kMostFound || (!is_left && count - left >= kMostFound / 2)) continue;
                    left += is_left ? 1 : 0;
                    found[count++] = {cost(robot, task), task};
                }
            }
        }
        if (count >= kTasksAround && left >= wanted) last_ring = std::min(last_ring, ring + 1);
    }
    const auto begin = found.begin(), end = begin + static_cast<std::ptrdiff_t>(count);
    const auto by_cost = [](const Found& a, const Found& b) { return a.cost != b.cost ? a.cost < b.cost : a.task < b.task; };
    std::sort(begin, end, by_cost);
    around_[robot].clear();
    std::size_t kept_left = 0;
    for (std::size_t k = 0; k < count && around_[robot].size() < 2 * kTasksAround; ++k) {
        const bool is_left = matching_.holder_of(found[k].task) == kNone;
        if (k >= kTasksAround && (!is_left || kept_left >= wanted)) continue;
        kept_left += is_left ? 1 : 0;
        around_[robot].push_back(id_[found[k].task]);
    }
}

}  // namespace dray::motion::lorr
