#include "motion/lorr/result.hpp"

#include <fmt/format.h>

#include <array>
#include <iterator>
#include <nlohmann/json.hpp>
#include <numeric>
#include <string>

namespace dray::motion::lorr {

namespace {

constexpr std::size_t kRobotsAtOnce = 256;  // their actions of a step lie in one cache line of the record
constexpr std::string_view kLetters = "FRCW";

/// Indices 0 to `count` - 1 grouped by key in 0 to `keys` - 1, in their order within a group.
class Groups {
  public:
    template <class Key>
    Groups(std::size_t count, std::size_t keys, Key key) : begin_(keys + 1, 0), order_(count) {
        for (std::size_t i = 0; i < count; ++i)
            ++begin_[key(i) + 1];
        std::partial_sum(begin_.begin(), begin_.end(), begin_.begin());
        std::vector<std::uint32_t> at(begin_.begin(), begin_.end() - 1);
        for (std::size_t i = 0; i < count; ++i)
            order_[at[key(i)]++] = static_cast<std::uint32_t>(i);
    }
    [[nodiscard]] std::span<const std::uint32_t> of(std::size_t key) const {
        return std::span(order_).subspan(begin_[key], begin_[key + 1] - begin_[key]);
    }

  private:
    std::vector<std::uint32_t> begin_, order_;
};

class Writer {
  public:
    Writer(const Run& run, WholeFile& file)
        : run_(run),
          file_(file),
          floor_(run.instance().floor),
          history_(run.tasks().history()),
          robots_(run.instance().robot_count()),
          scheduled_(run.instance().edition == Edition::Y2024) {}

    void write() {
        head();
        start();
        paths("actualPaths", 'W');
        paths("plannerPaths", 'T');
        list("plannerTimes", run_.decision_ms().size(), [&](std::size_t i) {
            put("{:.6g}", run_.limits().budget_ms > 0 ? static_cast<double>(run_.decision_ms()[i]) / 1000 : 0.0);
        });
        file_.write(",\n\"errors\":[]");
        if (scheduled_) {
            schedules();
            events_2024();
            tasks_2024();
        } else {
            events_2023();
            tasks_2023();
        }
        file_.write("}\n");
    }

  private:
    template <class... T>
    void put(fmt::format_string<T...> format, T&&... values) {
        piece_.clear();
        fmt::format_to(std::back_inserter(piece_), format, std::forward<T>(values)...);
        file_.write({piece_.data(), piece_.size()});
    }

    /// `,"name":[...]` with one entry for each index, commas between.
    template <class Entry>
    void list(const char* name, std::size_t count, Entry entry) {
        put(",\n\"{}\":[", name);
        for (std::size_t i = 0; i < count; ++i) {
            if (i > 0) file_.write(",");
            entry(i);
        }
        file_.write("]");
    }

    void head() {
        const int steps = run_.steps_done();
        put("{{\"actionModel\":\"MAPF_T\",\n");
        if (scheduled_) {
            put("\"version\":{},\n\"teamSize\":{},\n\"numTaskFinished\":{},\n\"makespan\":{},\n",
                nlohmann::json(run_.instance().version).dump(), robots_, run_.tasks().finished(), steps);
            put("\"numPlannerErrors\":0,\n\"numScheduleErrors\":0,\n\"numEntryTimeouts\":{}", run_.figures().late_steps);
        } else {
            put("\"AllValid\":\"Yes\",\n\"teamSize\":{},\n\"numTaskFinished\":{},\n\"sumOfCost\":{},\n\"makespan\":{}", robots_,
                run_.tasks().finished(), robots_ * static_cast<std::size_t>(steps), steps);
        }
    }

    void start() {
        list("start", robots_, [&](std::size_t r) {
            const CellId cell = run_.instance().starts[r];
            put("[{},{},\"E\"]", floor_.row(cell), floor_.column(cell));
        });
    }

    void paths(const char* name, char late) {
        const PathRecord& record = run_.paths();
        const std::size_t steps = record.step_count();
        std::vector<std::string> block(std::min(robots_, kRobotsAtOnce), std::string(steps > 0 ? 2 * steps - 1 : 0, ','));
        list(name, robots_, [&](std::size_t r) {
            if (r % kRobotsAtOnce == 0) {
                for (std::size_t t = 0; t < steps; ++t)
                    for (std::size_t i = 0; i < std::min(kRobotsAtOnce, robots_ - r); ++i)
                        block[i][2 * t] =
                            record.late(t) ? late : kLetters[static_cast<std::size_t>(record.action(t, RobotId(r + i)))];
            }
            file_.write("\"");
            file_.write(block[r % kRobotsAtOnce]);
            file_.write("\"");
        });
    }

    // Every choice is legal, so that what was planned is what was done.
    void schedules() {
        const Groups groups(history_.holds.size(), robots_, [&](std::size_t i) { return history_.holds[i].robot.index(); });
        for (const char* name : {"actualSchedule", "plannerSchedule"}) {
            list(name, robots_, [&](std::size_t r) {
                const char* before = "\"";
                for (const std::uint32_t i : groups.of(r)) {
                    const Hold& hold = history_.holds[i];
                    put("{}{}:{}", before, hold.step, hold.task.valid() ? static_cast<std::int64_t>(hold.task.value) : -1);
                    before = ",";
                }
                file_.write(groups.of(r).empty() ? "\"\"" : "\"");
            });
        }
        file_.write(",\n\"scheduleErrors\":[]");
    }

    void events_2024() {
        list("events", history_.done.size(), [&](std::size_t i) {
            const ErrandDone& event = history_.done[i];
            put("[{},{},{},{}]", event.step, event.robot.value, event.task.value, event.errand);
        });
    }

    void tasks_2024() {
        list("tasks", history_.known.size(), [&](std::size_t i) {
            put("[{},{},[", i, history_.known[i].step);
            const char* before = "";
            for (const CellId cell : run_.instance().errands_of(history_.known[i].source)) {
                put("{}{},{}", before, floor_.row(cell), floor_.column(cell));
                before = ",";
            }
            file_.write("]]");
        });
    }

    // Of each robot in order of time: a task is assigned when it becomes known, after the one that made room for it is finished.
    void events_2023() {
        const Groups known(history_.known.size(), robots_, [&](std::size_t i) { return history_.known[i].robot.index(); });
        const Groups done(history_.done.size(), robots_, [&](std::size_t i) { return history_.done[i].robot.index(); });
        list("events", robots_, [&](std::size_t r) {
            const auto assigned = known.of(r), finished = done.of(r);
            const std::size_t at_first = assigned.size() - finished.size();
            const char* before = "[";
            for (std::size_t i = 0; i < assigned.size(); ++i) {
                if (i >= at_first) {
                    const ErrandDone& event = history_.done[finished[i - at_first]];
                    put("{}[{},{},\"finished\"]", before, event.task.value, event.step);
                    before = ",";
                }
                put("{}[{},{},\"assigned\"]", before, assigned[i], history_.known[assigned[i]].step);
                before = ",";
            }
            file_.write("]");
        });
    }

    void tasks_2023() {
        list("tasks", history_.known.size(), [&](std::size_t i) {
            const CellId cell = run_.instance().errands_of(history_.known[i].source).front();
            put("[{},{},{}]", i, floor_.row(cell), floor_.column(cell));
        });
    }

    const Run& run_;
    WholeFile& file_;
    const floor::Floor& floor_;
    const TaskHistory& history_;
    std::size_t robots_;
    bool scheduled_;
    fmt::memory_buffer piece_;
};

}  // namespace

void write_result(const Run& run, WholeFile& file) {
    Writer(run, file).write();
}

}  // namespace dray::motion::lorr
