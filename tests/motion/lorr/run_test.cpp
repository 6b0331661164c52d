// Whole runs, and their result files replayed by the rules alone.
#include "motion/lorr/run.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <nlohmann/json.hpp>

#include "base/check.hpp"
#include "files.hpp"
#include "motion/lorr/planner.hpp"
#include "motion/lorr/result.hpp"

using namespace dray;
using namespace dray::motion::lorr;
using motion::Action;
using nlohmann::json;
using test::Files;
using test::Parts;

namespace {

/// Ten robots on a site of 12 x 8 cells with some obstacles.
Parts site(bool old) {
    Parts parts = old ? Parts::of_2023() : Parts();
    parts.map = "type octile\nheight 8\nwidth 12\nmap\n";
    for (int row = 0; row < 8; ++row)
        parts.map += row % 3 == 1 ? ".@@.@@.@@.@.\n" : "............\n";
    parts.agents = "10\n0\n1\n2\n3\n4\n24\n25\n26\n27\n28\n";
    parts.tasks = "7\n";
    for (const char* task : {"95,0", "36,36,47", "11", "84,24,35", "60,71", "5,90", "33"})
        parts.tasks += old ? std::string(task).substr(0, std::string(task).find(',')) + "\n" : std::string(task) + "\n";
    parts.problem.replace(parts.problem.find("\"teamSize\": 2"), 13, "\"teamSize\": 10");
    return parts;
}

std::unique_ptr<Run> make_run(const Instance& instance, const RunLimits& limits, std::unique_ptr<motion::Planner> planner = {}) {
    if (!planner) planner = make_lorr_planner(instance);
    return std::make_unique<Run>(instance, limits, std::move(planner), make_task_chooser(instance));
}

json result_of(const Run& run, const Files& files) {
    WholeFile file(files.path("result.json"));
    write_result(run, file);
    file.commit();
    return json::parse(files.read("result.json"));
}

/// Numbers round the separators of "1:5,7:-1".
std::map<int, int> schedule_of(const std::string& text) {
    std::map<int, int> schedule;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t colon = text.find(':', at);
        schedule[std::stoi(text.substr(at))] = std::stoi(text.substr(colon + 1));
        at = std::min(text.find(',', at), text.size() - 1) + 1;
    }
    return schedule;
}

/// Drives robots by the letters of a result: throws nothing and trusts nothing.
class Replay {
  public:
    Replay(const Instance& instance, const json& result) : instance_(instance), result_(result) {
        for (const CellId c : instance.starts)
            cells_.push_back(c), headings_.push_back(floor::Heading::East);
        for (std::size_t r = 0; r < cells_.size(); ++r)
            CHECK(result["start"][r] == json::array({row(cells_[r]), instance.floor.column(cells_[r]), "E"}));
        current_.resize(cells_.size(), -1);
    }

    /// Tasks finished; everything illegal fails the test.
    int run(int steps) {
        int finished = 0;
        for (int t = 0; t < steps; ++t) {
            if (instance_.edition == Edition::Y2024) take_up(t + 1);
            move(t);
            for (std::size_t r = 0; r < cells_.size(); ++r)
                finished += errand(r, t + 1) ? 1 : 0;
        }
        return finished;
    }
    [[nodiscard]] const json& events() const { return events_; }

  private:
    [[nodiscard]] int row(CellId c) const { return instance_.floor.row(c); }

    void take_up(int step) {
        for (std::size_t r = 0; r < cells_.size(); ++r) {
            const auto schedule = schedule_of(result_["actualSchedule"][r].get<std::string>());
            if (const auto found = schedule.find(step); found != schedule.end()) {
                const bool bound = current_[r] >= 0 && done_[current_[r]] > 0;
                CHECK(!bound);
                CHECK(found->second < static_cast<int>(instance_.known_tasks) + finished_);
                current_[r] = found->second;
            }
        }
        std::map<int, int> holders;
        for (const int task : current_)
            if (task >= 0) CHECK(++holders[task] == 1);
    }

    void move(int t) {
        std::vector<CellId> next = cells_;
        for (std::size_t r = 0; r < cells_.size(); ++r) {
            const char letter = result_["actualPaths"][r].get_ref<const std::string&>()[static_cast<std::size_t>(2 * t)];
            if (letter == 'F') next[r] = instance_.floor.next(cells_[r], headings_[r]);
            if (letter == 'R') headings_[r] = floor::right_of(headings_[r]);
            if (letter == 'C') headings_[r] = floor::left_of(headings_[r]);
            REQUIRE(next[r].valid());
        }
        for (std::size_t a = 0; a < next.size(); ++a) {
            for (std::size_t b = 0; b < a; ++b) {
                CHECK(next[a] != next[b]);
                CHECK(!(next[a] == cells_[b] && next[b] == cells_[a]));
            }
        }
        cells_ = next;
    }

    bool errand(std::size_t r, int step) {
        const bool old = instance_.edition == Edition::Y2023;
        if (!old && current_[r] < 0) return false;
        const auto robots = static_cast<int>(cells_.size()), robot = static_cast<int>(r);
        const int task = old ? count_[robot] * robots + robot : current_[r];
        const auto errands = instance_.errands_of(static_cast<std::size_t>(task) % instance_.task_count());
        if (cells_[r] != errands[static_cast<std::size_t>(done_[task])]) return false;
        events_.push_back({step, robot, task, ++done_[task]});
        if (done_[task] < static_cast<int>(errands.size())) return false;
        ++count_[robot];
        ++finished_;
        current_[r] = -1;
        return true;
    }

    const Instance& instance_;
    const json& result_;
    std::vector<CellId> cells_;
    std::vector<floor::Heading> headings_;
    std::vector<int> current_;
    std::map<int, int> done_, count_;
    int finished_ = 0;
    json events_ = json::array();
};

/// Plans like the real one, but in some steps takes its time.
class LatePlanner final : public motion::Planner {
  public:
    LatePlanner(const Instance& instance, double late_ms) : planner_(make_lorr_planner(instance)), late_ms_(late_ms) {}
    void plan(const motion::Snapshot& snapshot, std::span<Action> actions) override {
        planner_->plan(snapshot, actions);
        CHECK(snapshot.budget.clock != nullptr);
        if (++calls_ % 3 != 0) return;
        while (snapshot.budget.clock->elapsed_ms() < late_ms_) {
        }
    }

  private:
    std::unique_ptr<motion::Planner> planner_;
    double late_ms_;
    int calls_ = 0;
};

/// All robots drive forward for ever.
class BlindPlanner final : public motion::Planner {
  public:
    void plan(const motion::Snapshot&, std::span<Action> actions) override {
        std::fill(actions.begin(), actions.end(), Action::Forward);
    }
};

}  // namespace

TEST_SUITE("scenario") {
    TEST_CASE("a run of 2024 leaves a result that the rules confirm") {
        const Files files;
        const Instance instance = read_instance(site(false).write(files));
        const auto run = make_run(instance, {.steps = 200});
        while (!run->done())
            run->step();
        const json result = result_of(*run, files);
        Replay replay(instance, result);
        const int finished = replay.run(200);
        CHECK(finished > 15);
        CHECK(result["numTaskFinished"] == finished);
        CHECK(result["events"] == replay.events());
        CHECK(result["actionModel"] == "MAPF_T");
        CHECK(result["version"] == "2024 LoRR");
        CHECK(result["teamSize"] == 10);
        CHECK(result["makespan"] == 200);
        for (const char* none : {"numPlannerErrors", "numScheduleErrors", "numEntryTimeouts"})
            CHECK(result[none] == 0);
        CHECK(result["errors"] == json::array());
        CHECK(result["scheduleErrors"] == json::array());
        CHECK(result["plannerPaths"] == result["actualPaths"]);
        CHECK(result["plannerSchedule"] == result["actualSchedule"]);
        CHECK(result["plannerTimes"].size() == 200);
        REQUIRE(result["tasks"].size() == 15 + static_cast<std::size_t>(finished));
        CHECK(result["tasks"][1] == json::array({1, 0, {3, 0, 3, 0, 3, 11}}));
        CHECK(result["tasks"][15][1] == run->tasks().history().known[15].step);
        const RunFigures& figures = run->figures();
        CHECK(figures.forward + figures.turn + figures.wait == 2000);
    }

    TEST_CASE("a run of 2023 leaves a result that the rules confirm") {
        const Files files;
        const Instance instance = read_instance(site(true).write(files));
        const auto run = make_run(instance, {.steps = 200});
        while (!run->done())
            run->step();
        const json result = result_of(*run, files);
        Replay replay(instance, result);
        const int finished = replay.run(200);
        CHECK(finished > 20);
        CHECK(result["numTaskFinished"] == finished);
        CHECK(result["AllValid"] == "Yes");
        CHECK(result["sumOfCost"] == 2000);
        CHECK(!result.contains("version"));
        CHECK(!result.contains("actualSchedule"));
        CHECK(result["tasks"].size() == 10 + static_cast<std::size_t>(finished));
        CHECK(result["tasks"][0] == json::array({0, 7, 11}));
        // Each robot's events: one task is assigned at first, and another whenever one is finished.
        int seen = 0;
        for (std::size_t r = 0; r < 10; ++r) {
            const json& events = result["events"][r];
            CHECK(events[0] == json::array({r, 0, "assigned"}));
            for (std::size_t i = 1; i < events.size(); i += 2) {
                CHECK(events[i][0] == events[i - 1][0]);
                CHECK(events[i][2] == "finished");
                CHECK(events[i + 1][1] == events[i][1]);
                CHECK(events[i + 1][2] == "assigned");
                ++seen;
            }
        }
        CHECK(seen == finished);
    }

    TEST_CASE("a run that is stopped early leaves a valid result of what was done") {
        const Files files;
        const Instance instance = read_instance(site(false).write(files));
        const auto run = make_run(instance, {.steps = 200});
        CHECK(result_of(*run, files)["actualPaths"][0] == "");
        for (int i = 0; i < 7; ++i)
            run->step();
        const json result = result_of(*run, files);
        CHECK(result["makespan"] == 7);
        CHECK(result["actualPaths"][9].get<std::string>().size() == 13);
        CHECK(result["numTaskFinished"] == Replay(instance, result).run(7));
    }

    TEST_CASE("a decision that takes too long lets steps pass in which all wait") {
        const Files files;
        for (const bool old : {false, true}) {
            const Instance instance = read_instance(site(old).write(files));
            // A machine that is busy elsewhere may be later than asked, never earlier.
            const auto run = make_run(instance, {.steps = 50, .budget_ms = 20}, std::make_unique<LatePlanner>(instance, 50));
            int expected = 0, decisions = 0;
            while (!run->done()) {
                const int before = run->steps_done();
                run->step();
                const double took_ms = static_cast<double>(run->decision_ms().back());
                const int late = std::min(50 - before, static_cast<int>(std::ceil(took_ms / 20)) - 1);
                CHECK(run->steps_done() == std::min(50, before + late + 1));
                expected += late;
                ++decisions;
            }
            CHECK(expected >= 20);
            CHECK(run->figures().late_steps == expected);
            const json result = result_of(*run, files);
            CHECK(result["plannerTimes"].size() == static_cast<std::size_t>(decisions));
            CHECK(result["plannerTimes"][2].get<double>() >= 0.05);
            const auto actual = result["actualPaths"][4].get<std::string>(),
                       planned = result["plannerPaths"][4].get<std::string>();
            REQUIRE(actual.size() == 99);
            int late = 0;
            for (std::size_t i = 0; i < actual.size(); ++i) {
                if (planned[i] == 'T') ++late;
                CHECK(actual[i] == (planned[i] == 'T' ? 'W' : planned[i]));
            }
            CHECK(late == expected);
            if (!old) CHECK(result["numEntryTimeouts"] == expected);
            Replay replay(instance, result);
            CHECK(result["numTaskFinished"] == replay.run(50));
            if (!old) CHECK(result["events"] == replay.events());
        }
    }

    TEST_CASE("an illegal plan is our bug, and ends the run") {
        const Files files;
        const Instance instance = read_instance(Parts().write(files));
        const auto run = make_run(instance, {.steps = 5}, std::make_unique<BlindPlanner>());
        CHECK_THROWS_WITH_AS(run->step(), doctest::Contains("robot 1 in cell 3 drives east into a wall"), BugError);
    }
}

TEST_SUITE("unit") {
    TEST_CASE("the record of paths gives back every action") {
        PathRecord record(5);
        const std::vector<Action> first = {Action::Forward, Action::TurnRight, Action::TurnLeft, Action::Wait, Action::TurnLeft};
        record.add(first);
        record.add_late();
        record.add(std::vector<Action>(5, Action::Forward));
        CHECK(record.step_count() == 3);
        for (std::size_t r = 0; r < 5; ++r) {
            CHECK(record.action(0, RobotId(r)) == first[r]);
            CHECK(record.action(1, RobotId(r)) == Action::Wait);
            CHECK(record.action(2, RobotId(r)) == Action::Forward);
        }
        CHECK(record.late(1));
        CHECK(!record.late(2));
    }
}
