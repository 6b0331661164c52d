// A matching of robots and tasks, improved by local search on candidate lists: the one code of task choice, for benchmarks and
// for the dispatch of simulated floors.
//
// A robot changes to a better task that is left, swaps with the robot that holds it, pushes that robot on to a task that is left,
// or takes its task away when it is better placed for it, as long as that lowers the sum of what the pairs cost; having no task
// costs more than any task. Such chains of length two are the first moves of the augmenting paths by which assignment is solved
// exactly (Kuhn 1955); kept from call to call they cost work only for what has changed.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace dray::motion {

class Matching {
  public:
    using Robot = std::uint32_t;
    using Task = std::uint32_t;
    static constexpr std::uint32_t kNone = 0xffffffffu;
    static constexpr std::int32_t kUnmatched = 1 << 24;  ///< what having no task costs; every pair costs less

    /// So many robots and tasks, nobody matched.
    void reset(std::size_t robots, std::size_t tasks) {
        task_.assign(robots, kNone);
        paid_.assign(robots, kUnmatched);
        holder_.assign(tasks, kNone);
    }
    /// Matches two that are free, at that cost.
    void pair(Robot robot, Task task, std::int32_t cost) {
        task_[robot] = task;
        holder_[task] = robot;
        paid_[robot] = cost;
    }
    [[nodiscard]] Task task_of(Robot robot) const { return task_[robot]; }
    [[nodiscard]] Robot holder_of(Task task) const { return holder_[task]; }

    /// One pass over the robots that may change, in their order; each makes its best change when that gains at least
    /// `least_gain`. `market.cost(robot, task)` is what a pair costs; `market.around(robot, f)` calls f(task) for each task that
    /// the robot knows.
    template <class Market>
    void improve(const Market& market, std::span<const Robot> robots, std::int32_t least_gain) {
        for (const Robot robot : robots) {
            const Change change = best_change(market, robot);
            if (change.gain < least_gain) continue;
            const Robot pushed = holder_[change.task];
            release(robot);
            if (pushed != kNone) release(pushed);
            pair(robot, change.task, market.cost(robot, change.task));
            if (pushed != kNone && change.for_holder != kNone)
                pair(pushed, change.for_holder, market.cost(pushed, change.for_holder));
        }
    }

  private:
    struct Change {
        std::int32_t gain = 0;
        Task task = kNone;        ///< that the robot takes
        Task for_holder = kNone;  ///< that the task's holder takes instead, if any
    };

    void release(Robot robot) {
        if (task_[robot] != kNone) holder_[task_[robot]] = kNone;
        task_[robot] = kNone;
        paid_[robot] = kUnmatched;
    }

    template <class Market>
    [[nodiscard]] Change best_change(const Market& market, Robot robot) const {
        Change best;
        const auto propose = [&](std::int32_t gain, Task task, Task for_holder) {
            if (gain > best.gain) best = {gain, task, for_holder};
        };
        market.around(robot, [&](Task task) {
            if (task == task_[robot]) return;
            const std::int32_t gain = paid_[robot] - market.cost(robot, task);
            const Robot other = holder_[task];
            if (gain <= best.gain) return;
            if (other == kNone) return propose(gain, task, kNone);
            const Task own = task_[robot];
            propose(gain + paid_[other] - (own == kNone ? kUnmatched : market.cost(other, own)), task, own);
            market.around(other, [&](Task instead) {
                if (holder_[instead] == kNone) propose(gain + paid_[other] - market.cost(other, instead), task, instead);
            });
        });
        return best;
    }

    std::vector<Task> task_;          // by robot, or kNone
    std::vector<std::int32_t> paid_;  // by robot: what its pair costs
    std::vector<Robot> holder_;       // by task, or kNone
};

}  // namespace dray::motion
