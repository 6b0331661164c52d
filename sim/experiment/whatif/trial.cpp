#include "experiment/whatif/trial.hpp"

#include <tbb/task_arena.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>

#include "engine/simulation.hpp"

namespace dray::experiment {

namespace {

// The sheet of the areas that end the flow of a site and tell what it gives: null where its storage area or its yards do.
const engine::FigureSheet* last_sheet(bool has_storage, const std::function<bool(const engine::FigureSheet&)>& has_areas) {
    const engine::FigureSheet* last = nullptr;
    for (const engine::FigureSheet* sheet : engine::figure_sheets())
        if (!sheet->yield.key.empty() && (sheet->yield.side_by_side || !has_storage) && has_areas(*sheet)) last = sheet;
    return last;
}

double throughput_per_h(const engine::Results& r) {
    double per_h = 0;
    for (const engine::TransportResult& area : r.transport)
        per_h += area.parcels_per_hour;
    if (!r.transport.empty()) return per_h;
    const auto has_areas = [&](const engine::FigureSheet& sheet) { return !r.areas_of(sheet.section).empty(); };
    const engine::FigureSheet* last = last_sheet(r.has_storage, has_areas);
    if (last == nullptr) return r.units_per_hour;
    const std::vector<const engine::AreaResult*> areas = r.areas_of(last->section);
    if (!last->yield.side_by_side) return (*areas.back())[last->yield.key];
    for (const engine::AreaResult* area : areas)
        per_h += (*area)[last->yield.key];
    return per_h;
}

}  // namespace

std::string throughput_unit(const engine::Scenario& s) {
    if (!s.transport.empty()) return "parcels shipped";
    const auto has_areas = [&](const engine::FigureSheet& sheet) {
        bool found = sheet.section == "sorting" && !s.sorting.empty();
        s.areas.each([&](const engine::AreaType& type, std::size_t, const engine::AreaConfig&) {
            found = found || type.traits().sheet->section == sheet.section;
        });
        return found;
    };
    const engine::FigureSheet* last = last_sheet(s.has_storage(), has_areas);
    return last == nullptr ? "units" : last->yield.words;
}

Trial run_trial(const ScenarioSource& source, const std::vector<std::string>& overrides, std::uint64_t seed,
                const std::function<bool()>& stop) {
    Trial trial;
    // In an arena of its own the thread never takes up another run while it waits for a plan.
    tbb::task_arena alone(1);
    alone.execute([&] {
        engine::LoadedScenario loaded = source(overrides);
        loaded.scenario.seed = static_cast<std::int64_t>(seed);
        engine::Simulation run(std::move(loaded), seed);
        std::size_t bottleneck = insight::Bottlenecks::kNone;
        while (!run.done() && !stop()) {
            run.tick();
            if (run.bottlenecks().now() == bottleneck) continue;
            bottleneck = run.bottlenecks().now();
            trial.shifts.emplace_back(run.time_s(), run.bottlenecks().groups()[bottleneck].name);
        }
        trial.results = run.results(!run.done());
    });
    trial.per_h = throughput_per_h(trial.results);
    return trial;
}

void run_side_by_side(std::size_t count, int threads, const std::function<void(std::size_t)>& work,
                      const std::function<void()>& watch) {
    std::atomic<std::size_t> next{0};
    std::size_t done = 0;
    std::mutex mutex;
    std::condition_variable changed;
    std::vector<std::exception_ptr> failures(count);
    {
        std::vector<std::jthread> workers;
        for (std::size_t t = 0; t < std::min(count, static_cast<std::size_t>(std::max(1, threads))); ++t)
            workers.emplace_back([&] {
                for (std::size_t i = next++; i < count; i = next++) {
                    try {
                        work(i);
                    } catch (...) {
                        failures[i] = std::current_exception();
                    }
                    const std::lock_guard lock(mutex);
                    ++done;
                    changed.notify_one();
                }
            });
        std::unique_lock lock(mutex);
        while (done < count) {
            changed.wait_for(lock, std::chrono::milliseconds(100));
            lock.unlock();
            watch();
            lock.lock();
        }
    }
    for (const std::exception_ptr& failure : failures)
        if (failure) std::rethrow_exception(failure);
}

}  // namespace dray::experiment
