// The pool of tasks against the rules written down as simply as can be.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <map>
#include <set>

#include "base/random.hpp"
#include "motion/lorr/task_pool.hpp"
#include "property.hpp"

using namespace dray;
using namespace dray::motion::lorr;

namespace {

constexpr int kSide = 4;

Instance random_instance(Stream& random, Edition edition) {
    floor::FloorPlan plan{.width = kSide, .height = kSide, .cell_m = 1, .kind = {}, .exits = {}, .lanes = {}, .zones = {}};
    plan.kind.assign(kSide * kSide, floor::CellKind::Aisle);
    plan.exits.assign(kSide * kSide, 0b1111);
    Instance instance{.edition = edition, .name = {}, .version = {}, .floor = floor::Floor(std::move(plan)), .starts = {}};
    const std::int64_t robots = random.integer(1, 6);
    for (std::int64_t r = 0; r < robots; ++r)
        instance.starts.emplace_back(static_cast<std::size_t>(r));
    instance.known_tasks = static_cast<std::size_t>(random.integer(1, edition == Edition::Y2024 ? 2 * robots : 3));
    for (std::int64_t tasks = random.integer(1, 9); tasks > 0; --tasks) {
        instance.first_errand.push_back(static_cast<std::uint32_t>(instance.errands.size()));
        // Few cells, so that errands repeat and are met often.
        for (std::int64_t e = edition == Edition::Y2024 ? random.integer(1, 4) : 1; e > 0; --e)
            instance.errands.emplace_back(static_cast<std::size_t>(random.integer(0, 5)));
    }
    instance.first_errand.push_back(static_cast<std::uint32_t>(instance.errands.size()));
    return instance;
}

std::vector<Pose> random_poses(Stream& random, std::size_t robots) {
    std::vector<Pose> poses;
    std::set<std::int64_t> taken;
    while (poses.size() < robots)
        if (const std::int64_t cell = random.integer(0, 8); taken.insert(cell).second)
            poses.push_back({CellId(static_cast<std::size_t>(cell)), floor::Heading::East});
    return poses;
}

/// Edition 2024 with maps from number to number; -1 is no task.
struct Model {
    const Instance* instance;
    std::map<int, int> unfinished;  // errands done, by task
    std::vector<int> holds;
    int known = 0, finished = 0;
    std::vector<std::array<int, 4>> events;

    explicit Model(const Instance& from) : instance(&from), holds(from.robot_count(), -1) { fill(); }
    void fill() {
        while (unfinished.size() < instance->known_tasks)
            unfinished[known++] = 0;
    }
    [[nodiscard]] std::span<const CellId> errands(int task) const {
        return instance->errands_of(static_cast<std::size_t>(task) % instance->task_count());
    }
    [[nodiscard]] bool legal(const std::vector<int>& choice) const {
        std::set<int> given;
        for (std::size_t r = 0; r < choice.size(); ++r) {
            const bool bound = holds[r] >= 0 && unfinished.at(holds[r]) > 0;
            if (bound && choice[r] != holds[r]) return false;
            if (choice[r] < 0) continue;
            if (!unfinished.contains(choice[r]) || !given.insert(choice[r]).second) return false;
            if (!bound && unfinished.at(choice[r]) > 0) return false;
        }
        return true;
    }
    void advance(const std::vector<Pose>& poses, int step, bool opened_only) {
        for (std::size_t r = 0; r < holds.size(); ++r) {
            if (holds[r] < 0 || (opened_only && unfinished[holds[r]] == 0)) continue;
            int& done = unfinished[holds[r]];
            if (errands(holds[r])[static_cast<std::size_t>(done)] != poses[r].cell) continue;
            ++done;
            events.push_back({step, static_cast<int>(r), holds[r], done});
            if (done < static_cast<int>(errands(holds[r]).size())) continue;
            unfinished.erase(holds[r]);
            holds[r] = -1;
            ++finished;
        }
        fill();
    }
};

std::vector<int> random_choice(Stream& random, const Model& model, bool legal) {
    std::vector<int> choice = model.holds;
    for (std::size_t r = 0; r < choice.size(); ++r) {
        if (legal && choice[r] >= 0 && model.unfinished.at(choice[r]) > 0) continue;
        if (random.chance(0.4)) continue;
        choice[r] = static_cast<int>(random.integer(-1, model.known));
        // A legal one takes the place of whatever is wrong with it.
        while (legal && !model.legal(choice))
            choice[r] = random.chance(0.5) ? -1 : static_cast<int>(random.integer(0, model.known - 1));
    }
    return choice;
}

std::vector<TaskId> ids(const std::vector<int>& numbers) {
    std::vector<TaskId> result;
    for (const int n : numbers)
        result.push_back(n < 0 ? TaskId() : TaskId(static_cast<std::size_t>(n)));
    return result;
}

void compare(const TaskPool& pool, const Model& model) {
    RC_ASSERT(pool.finished() == model.finished);
    RC_ASSERT(pool.history().known.size() == static_cast<std::size_t>(model.known));
    RC_ASSERT(std::ranges::equal(pool.holds(), ids(model.holds)));
    std::map<int, int> open;  // holder by task
    for (const auto& [task, done] : model.unfinished)
        if (done == 0) open[task] = -1;
    for (std::size_t r = 0; r < model.holds.size(); ++r) {
        const int task = model.holds[r];
        const RobotId robot(r);
        const auto done = task < 0 ? 0u : static_cast<std::size_t>(model.unfinished.at(task));
        RC_ASSERT(pool.opened(robot) == (done > 0));
        const std::span<const CellId> rest = task < 0 ? std::span<const CellId>() : model.errands(task).subspan(done);
        RC_ASSERT(pool.goal(robot) == (task < 0 ? CellId() : rest[0]));
        RC_ASSERT(pool.next_goal(robot) == (rest.size() < 2 ? CellId() : rest[1]));
        if (open.contains(task)) open[task] = static_cast<int>(r);
    }
    RC_ASSERT(pool.open_tasks().size() == open.size());
    for (const OpenTask& task : pool.open_tasks()) {
        const auto found = open.find(static_cast<int>(task.task.value));
        RC_ASSERT(found != open.end());
        RC_ASSERT(task.holder == (found->second < 0 ? RobotId() : RobotId(static_cast<std::size_t>(found->second))));
        RC_ASSERT(std::ranges::equal(task.errands, model.errands(found->first)));
    }
}

}  // namespace

TEST_SUITE("property") {
    TEST_CASE("the life of tasks of 2024 follows the rules, whatever is chosen and wherever robots are") {
        CHECK(property::holds([] {
            const std::uint64_t seed = property::seed();
            Stream random(seed, "task pool");
            const Instance instance = random_instance(random, Edition::Y2024);
            TaskPool pool(instance);
            Model model(instance);
            for (int step = 1; step <= 60; ++step) {
                const std::vector<int> any = random_choice(random, model, false);
                RC_ASSERT(pool.fault_of(ids(any)).has_value() == !model.legal(any));
                const std::vector<int> choice = random_choice(random, model, true);
                RC_ASSERT(!pool.fault_of(ids(choice)));
                pool.hold(ids(choice));
                model.holds = choice;
                compare(pool, model);
                const bool opened_only = random.chance(0.1);
                const std::vector<Pose> poses = random_poses(random, instance.robot_count());
                pool.advance(poses, step, opened_only);
                model.advance(poses, step, opened_only);
                compare(pool, model);
            }
            RC_ASSERT(pool.history().done.size() == model.events.size());
            for (std::size_t i = 0; i < model.events.size(); ++i) {
                const ErrandDone& e = pool.history().done[i];
                const std::array<int, 4> event = {e.step, static_cast<int>(e.robot.value), static_cast<int>(e.task.value),
                                                  static_cast<int>(e.errand)};
                RC_ASSERT(event == model.events[i]);
            }
        }));
    }

    TEST_CASE("tasks of 2023 come to each robot in its turn") {
        CHECK(property::holds([] {
            const std::uint64_t seed = property::seed();
            Stream random(seed, "task pool 2023");
            const Instance instance = random_instance(random, Edition::Y2023);
            TaskPool pool(instance);
            std::vector<std::size_t> done(instance.robot_count(), 0);
            const auto errand = [&](std::size_t r, std::size_t number) {
                return instance.errands_of((number * instance.robot_count() + r) % instance.task_count()).front();
            };
            std::int64_t finished = 0;
            for (int step = 1; step <= 60; ++step) {
                const std::vector<Pose> poses = random_poses(random, instance.robot_count());
                pool.advance(poses, step);
                for (std::size_t r = 0; r < done.size(); ++r) {
                    if (poses[r].cell == errand(r, done[r])) ++done[r], ++finished;
                    RC_ASSERT(pool.goal(RobotId(r)) == errand(r, done[r]));
                    RC_ASSERT(pool.next_goal(RobotId(r)) == (instance.known_tasks > 1 ? errand(r, done[r] + 1) : CellId()));
                }
                RC_ASSERT(pool.finished() == finished);
                RC_ASSERT(pool.history().known.size() ==
                          instance.known_tasks * instance.robot_count() + static_cast<std::size_t>(finished));
            }
        }));
    }
}
