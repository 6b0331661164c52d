#include "experiment/sweep.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include "base/error.hpp"
#include "experiment/process_pool.hpp"
#include "experiment/run_outcome.hpp"

namespace dray::experiment {

namespace {

struct Task {
    const Point* point = nullptr;
    std::size_t number = 1;  // of the replication
    std::uint64_t seed = 0;
};

// Runs of this shard that the store does not have. All replications of a point stand together, so that early results are whole.
std::vector<Task> missing_tasks(const SweepStore& store, const std::vector<Point>& points, const SweepOptions& options,
                                SweepCounts& counts) {
    std::vector<Task> tasks;
    std::size_t index = 0;
    for (const Point& point : points) {
        for (std::size_t number = 1; number <= options.replications; ++number, ++index) {
            if (!options.shard.has(index)) continue;
            ++counts.all;
            const std::uint64_t seed = replication_seed(options.scenario_seed, number);
            if (store.has(options.base, point, seed)) {
                ++counts.skipped;
            } else {
                tasks.push_back({&point, number, seed});
            }
        }
    }
    return tasks;
}

}  // namespace

SweepCounts sweep(SweepStore& store, const std::vector<Point>& points, const SweepOptions& options) {
    SweepCounts counts;
    const std::vector<Task> tasks = missing_tasks(store, points, options, counts);
    ProcessPool pool(options.program);
    const auto directory_of = [&](std::size_t task) { return options.scratch / fmt::format("{}-{}", ::getpid(), task); };
    std::size_t started = 0, done = counts.skipped;
    while (true) {
        if (!counts.interrupted && options.stop()) {
            counts.interrupted = true;
            pool.interrupt();
        }
        while (!counts.interrupted && started < tasks.size() && pool.running() < options.jobs) {
            const Task& task = tasks[started];
            std::vector<std::string> words = {"run", options.scenario.string()};
            for (const std::vector<std::string>* settings : {&options.settings, task.point})
                for (const std::string& setting : *settings)
                    words.insert(words.end(), {"--set", setting});
            words.insert(words.end(), {"--seed", std::to_string(task.seed), "--jobs", "1", "--quiet", "--force", "--out",
                                       directory_of(started).string()});
            pool.start(started++, words);
        }
        if (pool.running() == 0) break;
        for (const Ended& ended : pool.ended()) {
            const Task& task = tasks[ended.task];
            const Replication run = outcome_of(ended, task.number, task.seed, directory_of(ended.task));
            // A full disk is no result of the point. A run that writes what it failed of is one.
            if (ended.exit_code == static_cast<int>(ExitCode::InputOutput) && run.state_hash.empty())
                throw EnvironmentError(run.message);
            if (run.status != RunStatus::Interrupted) {
                store.add(options.base, *task.point, run);
                ++done;
                counts.failed += run.status == RunStatus::Failed;
            }
            std::error_code ignored;
            if (!options.keep) std::filesystem::remove_all(directory_of(ended.task), ignored);
        }
        options.progress(done, counts.all, pool.running());
    }
    return counts;
}

}  // namespace dray::experiment
