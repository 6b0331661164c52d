#include <algorithm>
#include <cstdlib>
#include <numeric>

#include "motion/matching.hpp"
#include "operations/policies/assignment.hpp"
#include "operations/policies/policies.hpp"

namespace dray::operations {

namespace {

// Of each robot or task, the partners nearest by cells are looked at more closely.
constexpr std::size_t kNearestTasks = 8;

int cells_apart(const floor::Floor& floor, CellId a, CellId b) {
    return std::abs(floor.row(a) - floor.row(b)) + std::abs(floor.column(a) - floor.column(b));
}

/// The few of `cells` that lie nearest to `from`, skipping taken ones; by distance, then index.
void nearest_few(const floor::Floor& floor, CellId from, std::span<const CellId> cells, std::span<const std::uint8_t> taken,
                 std::vector<std::pair<int, std::size_t>>& out) {
    out.clear();
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (taken[i] != 0) continue;
        const std::pair<int, std::size_t> entry{cells_apart(floor, from, cells[i]), i};
        if (out.size() == kNearestTasks && entry >= out.back()) continue;
        if (out.size() == kNearestTasks) out.pop_back();
        out.insert(std::upper_bound(out.begin(), out.end(), entry), entry);
    }
}

/// Shared by the policies: cells of both sides as flat arrays and marks for what is matched.
class CandidateSearch {
  protected:
    void load(std::span<const FreeRobot> robots, std::span<const OpenTask> tasks) {
        robot_cells_.clear();
        task_cells_.clear();
        for (const FreeRobot& r : robots)
            robot_cells_.push_back(r.cell);
        for (const OpenTask& t : tasks)
            task_cells_.push_back(t.cell);
        robot_taken_.assign(robots.size(), 0);
        task_taken_.assign(tasks.size(), 0);
    }
    /// The partner with the shortest drive among the candidates, or none.
    std::size_t nearest(const Site& site, CellId from, std::span<const CellId> cells, std::span<const std::uint8_t> taken,
                        bool from_is_robot) {
        nearest_few(site.floor, from, cells, taken, few_);
        std::size_t best = kNone;
        Step best_way = 0;
        for (const auto& [apart, i] : few_) {
            const Step way = from_is_robot ? site.travel.steps(from, cells[i], false) : site.travel.steps(cells[i], from, false);
            if (best == kNone || way < best_way) {
                best = i;
                best_way = way;
            }
        }
        return best;
    }

    static constexpr std::size_t kNone = ~std::size_t{0};
    std::vector<CellId> robot_cells_, task_cells_;
    std::vector<std::uint8_t> robot_taken_, task_taken_;
    std::vector<std::pair<int, std::size_t>> few_;
};

/// Each robot in turn takes the pod nearest to it.
class NearestTask final : public RobotToTask, CandidateSearch {
  public:
    void match(const Site& site, std::span<const FreeRobot> robots, std::span<const OpenTask> tasks,
               std::vector<Match>& matches) override {
        load(robots, tasks);
        for (std::size_t r = 0; r < robots.size(); ++r) {
            const std::size_t t = nearest(site, robots[r].cell, task_cells_, task_taken_, true);
            if (t == kNone) return;
            task_taken_[t] = 1;
            matches.push_back({r, t});
        }
    }
};

/// The oldest task in turn takes the robot nearest to it.
class OldestTask final : public RobotToTask, CandidateSearch {
  public:
    void match(const Site& site, std::span<const FreeRobot> robots, std::span<const OpenTask> tasks,
               std::vector<Match>& matches) override {
        load(robots, tasks);
        for (std::size_t t = 0; t < tasks.size(); ++t) {
            const std::size_t r = nearest(site, tasks[t].cell, robot_cells_, robot_taken_, false);
            if (r == kNone) return;
            robot_taken_[r] = 1;
            matches.push_back({r, t});
        }
    }
};

/// Pairs of robots and tasks that are worth looking at, with what each costs: the drive to the pod, plus what the pod would wait
/// behind others that are already on the way to its station, so that stations that run dry are fed first.
class PricedPairs : protected CandidateSearch {
  protected:
    void price(const Site& site, std::span<const FreeRobot> robots, std::span<const OpenTask> tasks) {
        load(robots, tasks);
        count_inbound(site);
        pairs_.clear();
        // Candidates come from the smaller side, so that one robot and a thousand tasks cost as little as the reverse.
        if (robots.size() <= tasks.size()) {
            for (std::size_t r = 0; r < robots.size(); ++r) {
                nearest_few(site.floor, robots[r].cell, task_cells_, task_taken_, few_);
                for (const auto& [apart, t] : few_)
                    add(site, robots, tasks, r, t);
            }
        } else {
            for (std::size_t t = 0; t < tasks.size(); ++t) {
                nearest_few(site.floor, tasks[t].cell, robot_cells_, robot_taken_, few_);
                for (const auto& [apart, r] : few_)
                    add(site, robots, tasks, r, t);
            }
        }
    }

    std::vector<CandidatePair> pairs_;

  private:
    void add(const Site& site, std::span<const FreeRobot> robots, std::span<const OpenTask> tasks, std::size_t r, std::size_t t) {
        const StationWork& work = site.work[tasks[t].station.index()];
        const auto waiting = static_cast<double>(inbound_[tasks[t].station.index()]) * work.mean_service;
        // Waiting that ends before the pod could be there costs nothing.
        const double early = std::max(0.0, waiting - work.mean_travel);
        pairs_.push_back({static_cast<std::uint32_t>(r), static_cast<std::uint32_t>(t),
                          site.travel.steps(robots[r].cell, tasks[t].cell, false) + static_cast<Step>(early)});
    }

    void count_inbound(const Site& site) {
        inbound_.assign(site.stations.size(), 0);
        for (std::size_t s = 0; s < site.work.size(); ++s)
            for (const VisitId id : site.work[s].visits)
                if (site.pod_robot[site.visits[id].pod.index()].valid()) ++inbound_[s];
    }

    std::vector<std::uint32_t> inbound_;
};

/// Local search on the candidate lists, the task choice of the planner's benchmarks (motion/matching.hpp).
class MatchedTasks final : public RobotToTask, PricedPairs {
  public:
    void match(const Site& site, std::span<const FreeRobot> robots, std::span<const OpenTask> tasks,
               std::vector<Match>& matches) override {
        price(site, robots, tasks);
        std::ranges::sort(pairs_, [](const CandidatePair& a, const CandidatePair& b) {
            return std::pair(a.row, a.column) < std::pair(b.row, b.column);
        });
        first_.assign(robots.size() + 1, 0);
        for (const CandidatePair& pair : pairs_)
            ++first_[pair.row + 1];
        for (std::size_t r = 0; r < robots.size(); ++r)
            first_[r + 1] += first_[r];
        all_.resize(robots.size());
        std::iota(all_.begin(), all_.end(), 0u);
        matching_.reset(robots.size(), tasks.size());
        for (int pass = 0; pass < kPasses; ++pass)
            matching_.improve(*this, all_, 1);
        for (std::size_t r = 0; r < robots.size(); ++r)
            if (const auto task = matching_.task_of(static_cast<std::uint32_t>(r)); task != motion::Matching::kNone)
                matches.push_back({r, task});
    }

  private:
    friend class motion::Matching;
    static constexpr int kPasses = 4;  // the search ends in fewer as a rule

    [[nodiscard]] std::int32_t cost(std::uint32_t robot, std::uint32_t task) const {
        for (std::uint32_t p = first_[robot]; p < first_[robot + 1]; ++p)
            if (pairs_[p].column == task)
                return static_cast<std::int32_t>(std::min<std::int64_t>(pairs_[p].cost, motion::Matching::kUnmatched - 1));
        return motion::Matching::kUnmatched;
    }
    template <class F>
    void around(std::uint32_t robot, F f) const {
        for (std::uint32_t p = first_[robot]; p < first_[robot + 1]; ++p)
            f(pairs_[p].column);
    }

    motion::Matching matching_;
    std::vector<std::uint32_t> first_, all_;  // by robot: its first pair
};

/// The exact minimum-cost assignment over the same candidates.
class OptimalAssignment final : public RobotToTask, PricedPairs {
  public:
    void match(const Site& site, std::span<const FreeRobot> robots, std::span<const OpenTask> tasks,
               std::vector<Match>& matches) override {
        price(site, robots, tasks);
        assign_min_cost(pairs_, robots.size(), tasks.size(), chosen_);
        for (const std::size_t i : chosen_)
            matches.push_back({pairs_[i].row, pairs_[i].column});
    }

  private:
    std::vector<std::size_t> chosen_;
};

}  // namespace

const Policies<RobotToTask>& robot_to_task_policies() {
    static const Policies<RobotToTask> policies = {
        {"matched",
         "local search for a matching of low cost of all free robots and open tasks over the nearest candidates of each; the "
         "task "
         "choice of dray plan",
         made<MatchedTasks, RobotToTask>},
        {"optimal", "minimum-cost assignment of all free robots to all open tasks over the nearest candidates of each",
         made<OptimalAssignment, RobotToTask>},
        {"nearest", "each free robot in turn takes the nearest pod", made<NearestTask, RobotToTask>},
        {"oldest_task", "the oldest task in turn takes the nearest robot", made<OldestTask, RobotToTask>},
    };
    return policies;
}

}  // namespace dray::operations
