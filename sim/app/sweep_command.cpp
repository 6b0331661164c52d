// `dray sweep`: many variants of a scenario, on this machine or on a part of many; its results stand in one SQLite file.
#include <fmt/format.h>
#include <signal.h>
#include <unistd.h>

#include <charconv>
#include <cstdlib>
#include <map>

#include "app/commands.hpp"
#include "app/output.hpp"
#include "app/process.hpp"
#include "app/progress.hpp"
#include "engine/site.hpp"
#include "experiment/fleet_curve.hpp"
#include "experiment/sweep.hpp"
#include "experiment/sweep_base.hpp"
#include "experiment/sweep_plan.hpp"
#include "report/html/run_report.hpp"
#include "report/run_directory.hpp"
#include "report/sweep_table.hpp"

namespace dray::app {

namespace {

namespace fs = std::filesystem;

struct SweepArguments {
    experiment::SweepPlan plan;
    std::string plan_file;
    // Of the command line; they win over the file.
    std::vector<std::string> set;
    std::optional<std::string> design;
    std::optional<std::int64_t> samples, design_seed, replications;
    std::string curve;  // field=low..high
    std::int64_t most_sizes = 20;
    std::optional<std::uint64_t> seed;
    int jobs = 0;
    std::string shard, database, csv, html;
    bool keep = false, retry_failed = false, quiet = false;
};

struct StoreArguments {
    std::string target, csv, html;
    std::vector<std::string> others;
};

// The scratch directories of processes that are gone, after a kill.
void remove_left_over(const fs::path& scratch) {
    std::error_code error;
    std::vector<fs::path> left;
    for (fs::directory_iterator entry(scratch, error), end; !error && entry != end; entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        int pid = 0;
        std::from_chars(name.data(), name.data() + name.size(), pid);
        if (pid > 0 && ::kill(pid, 0) != 0) left.push_back(entry->path());
    }
    for (const fs::path& path : left)
        fs::remove_all(path, error);
}

fs::path database_of(const SweepArguments& arguments, const std::string& scenario, const experiment::Shard& shard) {
    if (!arguments.database.empty()) return arguments.database;
    const std::string part = shard.is_all() ? "" : fmt::format(".{}-of-{}", shard.number, shard.count);
    return fs::path("runs") / fmt::format("{}-sweep{}.sqlite", scenario, part);
}

// A sweep that is ready to run: scenario checked, store open.
class Sweep {
  public:
    explicit Sweep(const SweepArguments& arguments)
        : arguments_(arguments),
          shard_(arguments.shard.empty() ? experiment::shard_of_surroundings(std::getenv)
                                         : experiment::shard_of(arguments.shard)) {
        engine::LoadedScenario loaded = engine::load_scenario(arguments.plan.scenario, arguments.plan.set);
        if (arguments.seed) loaded.scenario.seed = static_cast<std::int64_t>(*arguments.seed);
        scenario_ = loaded.scenario.name;
        options_.base = experiment::sweep_base_of(loaded, executable_path());
        options_.program = executable_path();
        options_.scenario_seed = static_cast<std::uint64_t>(loaded.scenario.seed);
        options_.replications = static_cast<std::size_t>(arguments.plan.replications);
        options_.jobs = static_cast<std::size_t>(arguments.jobs > 0 ? arguments.jobs : usable_cores());
        options_.shard = shard_;
        options_.keep = arguments.keep;
        options_.stop = stop_requested;
        options_.progress = [this](std::size_t done, std::size_t all, std::size_t running) {
            if (arguments_.quiet) return;
            progress_.update([&](double) { return fmt::format("{} of {} runs done, {} running", done, all, running); });
        };
        resolved_ = engine::resolved_yaml(loaded);
    }

    // A wrong field or value is found here for all points, before anything runs.
    void check(const std::vector<experiment::Point>& points) const {
        for (const experiment::Point& point : points) {
            std::vector<std::string> settings = arguments_.plan.set;
            settings.insert(settings.end(), point.begin(), point.end());
            engine::LoadedScenario loaded = engine::load_scenario(arguments_.plan.scenario, settings);
            const auto seed = static_cast<std::uint64_t>(loaded.scenario.seed);
            if (&point == &points.front()) std::ignore = engine::build_site(std::move(loaded), seed);
        }
    }

    void open() {
        const fs::path database = database_of(arguments_, scenario_, shard_);
        options_.scratch = database.string() + ".runs";
        std::error_code error;
        fs::create_directories(options_.scratch, error);
        if (error) throw EnvironmentError(fmt::format("{}: cannot be made: {}", options_.scratch.string(), error.message()));
        remove_left_over(options_.scratch);
        store_.emplace(database);
        if (arguments_.retry_failed) store_->forget_failed(options_.base);
        // Every run reads the scenario as it is now, also when its file is changed meanwhile.
        options_.scenario = options_.scratch / fmt::format("{}.yaml", ::getpid());
        report::write_file(options_.scenario, resolved_);
        database_ = database;
    }

    experiment::SweepCounts run(const std::vector<experiment::Point>& points) {
        const experiment::SweepCounts counts = experiment::sweep(*store_, points, options_);
        progress_.finish();
        return counts;
    }

    [[nodiscard]] std::vector<experiment::PointResult> results() const { return store_->results(&options_.base); }
    // Those of these points, in their order.
    [[nodiscard]] std::vector<experiment::PointResult> results_of(const std::vector<experiment::Point>& points) const {
        std::map<experiment::Point, experiment::PointResult> by_point;
        for (experiment::PointResult& result : results())
            by_point.emplace(result.point, std::move(result));
        std::vector<experiment::PointResult> out;
        for (const experiment::Point& point : points)
            if (const auto found = by_point.find(point); found != by_point.end()) out.push_back(found->second);
        return out;
    }

    ExitCode finish(const experiment::SweepCounts& counts) {
        if (!arguments_.csv.empty()) report::write_file(arguments_.csv, report::sweep_csv(results()));
        if (!arguments_.html.empty()) report::write_file(arguments_.html, report::sweep_report(results(), scenario_ + ", sweep"));
        std::error_code ignored;
        if (!arguments_.keep) {
            fs::remove(options_.scenario, ignored);
            fs::remove(options_.scratch, ignored);  // when it is empty
        }
        const std::string part = shard_.is_all() ? "" : fmt::format(" of part {} of {}", shard_.number, shard_.count);
        say("  {} runs{}: {} done before, {} failed now{}; in {}\n", counts.all, part, counts.skipped, counts.failed,
            counts.interrupted ? "; interrupted, the same command goes on" : "", database_.string());
        if (counts.interrupted) return ExitCode::Interrupted;
        return counts.failed > 0 ? ExitCode::Failed : ExitCode::Ok;
    }

    [[nodiscard]] bool is_part() const { return !shard_.is_all(); }

  private:
    const SweepArguments& arguments_;
    experiment::Shard shard_;
    experiment::SweepOptions options_;
    std::string scenario_, resolved_;
    fs::path database_;
    std::optional<experiment::SweepStore> store_;
    Progress progress_;
};

// The rate of each size that has been run.
std::vector<experiment::CurvePoint> curve_points(const std::vector<experiment::PointResult>& results, const std::string& field,
                                                 std::string& metric) {
    std::vector<experiment::CurvePoint> points;
    for (const experiment::PointResult& result : results) {
        if (result.point.size() != 1 || !result.point.front().starts_with(field + "=")) continue;
        for (const experiment::Replication& r : result.replications)
            if (r.status == experiment::RunStatus::Ok && metric.empty()) metric = experiment::main_rate(r.figures);
        const std::vector<double> values = experiment::values_of(result.replications, metric);
        if (values.empty()) continue;
        points.push_back({std::stoll(result.point.front().substr(field.size() + 1)), insight::mean_interval(values, 0.95)});
    }
    return points;
}

ExitCode fleet_curve(const SweepArguments& arguments) {
    const experiment::Axis axis = experiment::axis_of(arguments.curve);
    if (!axis.is_interval() || !axis.whole || axis.low < 1)
        throw UsageError(fmt::format("--curve {}: expected field=low..high with whole numbers from 1", arguments.curve));
    Sweep sweep(arguments);
    if (sweep.is_part()) throw UsageError("--curve decides what to run next by all results and cannot be split into parts");
    const auto point_of = [&](std::int64_t size) { return experiment::Point{fmt::format("{}={}", axis.field, size)}; };
    const auto low = static_cast<std::int64_t>(axis.low), high = static_cast<std::int64_t>(axis.high);
    std::vector<std::int64_t> sizes = experiment::first_sizes(low, high);
    sweep.check({point_of(low), point_of(high)});
    sweep.open();
    experiment::SweepCounts counts;
    std::optional<experiment::Curve> curve;
    std::string metric;
    std::int64_t ran = 0;
    while (!sizes.empty() && ran < arguments.most_sizes && !counts.interrupted) {
        std::vector<experiment::Point> points;
        for (const std::int64_t size : sizes)
            points.push_back(point_of(size));
        const experiment::SweepCounts now = sweep.run(points);
        counts = {counts.all + now.all, counts.skipped + now.skipped, counts.failed + now.failed, now.interrupted};
        ran += static_cast<std::int64_t>(sizes.size());
        std::vector<experiment::CurvePoint> known = curve_points(sweep.results(), axis.field, metric);
        std::erase_if(known, [&](const experiment::CurvePoint& p) { return p.size < low || p.size > high; });
        if (known.empty()) break;
        curve = experiment::curve_of(std::move(known));
        sizes = experiment::next_sizes(*curve);
    }
    if (curve) say(report::curve_text(*curve, experiment::metric_named(metric)));
    return sweep.finish(counts);
}

ExitCode run_sweep(SweepArguments arguments) {
    watch_signals();
    if (!arguments.plan_file.empty()) {
        if (!arguments.plan.scenario.empty() || !arguments.plan.vary.empty())
            throw UsageError("--plan names the scenario and what is varied; give either it or those");
        arguments.plan = experiment::load_sweep_plan(arguments.plan_file);
    }
    experiment::SweepPlan& plan = arguments.plan;
    plan.set.insert(plan.set.end(), arguments.set.begin(), arguments.set.end());
    plan.design = arguments.design.value_or(plan.design);
    plan.samples = arguments.samples.value_or(plan.samples);
    plan.design_seed = arguments.design_seed.value_or(plan.design_seed);
    plan.replications = arguments.replications.value_or(plan.replications);
    if (arguments.plan.scenario.empty()) throw UsageError("give a scenario, or --plan");
    if (!arguments.curve.empty()) return fleet_curve(arguments);
    if (arguments.plan.vary.empty()) throw UsageError("give --vary field=values at least once");
    const std::vector<experiment::Point> points = experiment::points_of(arguments.plan);
    Sweep sweep(arguments);
    sweep.check(points);
    sweep.open();
    const experiment::SweepCounts counts = sweep.run(points);
    if (!sweep.is_part()) say(report::sweep_text(sweep.results_of(points)));
    return sweep.finish(counts);
}

// What was run last of each scenario; the rest of the file is of older builds of the program.
std::vector<experiment::PointResult> newest_results(const experiment::SweepStore& store) {
    std::vector<experiment::PointResult> out;
    for (const experiment::SweepBase& base : store.newest())
        for (experiment::PointResult& result : store.results(&base))
            out.push_back(std::move(result));
    if (const std::size_t all = store.results().size(); all > out.size())
        tell("{} points of older builds are left out\n", all - out.size());
    return out;
}

ExitCode merge(const StoreArguments& arguments) {
    experiment::SweepStore store(arguments.target);
    for (const std::string& other : arguments.others)
        say("  {} runs from {}\n", store.merge(other), other);
    say(report::sweep_text(newest_results(store)));
    return ExitCode::Ok;
}

ExitCode show(const StoreArguments& arguments) {
    if (!fs::exists(arguments.target)) throw EnvironmentError(fmt::format("{}: there is no such file", arguments.target));
    const experiment::SweepStore store(arguments.target, experiment::SweepStore::Access::Read);
    const std::vector<experiment::PointResult> results = newest_results(store);
    if (arguments.csv != "-") say(report::sweep_text(results));
    if (arguments.csv == "-") {
        say(report::sweep_csv(results));
    } else if (!arguments.csv.empty()) {
        report::write_file(arguments.csv, report::sweep_csv(results));
    }
    if (!arguments.html.empty())
        report::write_file(arguments.html, report::sweep_report(results, fs::path(arguments.target).stem().string()));
    return ExitCode::Ok;
}

void add_store_commands(CLI::App& sweep, Action& action) {
    auto arguments = std::make_shared<StoreArguments>();
    CLI::App* merging = sweep.add_subcommand("merge", "Put the results of parts of a sweep into one file");
    merging->add_option("target", arguments->target, "File that gets them; made when it is missing")->required();
    merging->add_option("others", arguments->others, "Files of the parts")->required();
    merging->callback([arguments, &action] { action = [arguments] { return merge(*arguments); }; });
    CLI::App* showing = sweep.add_subcommand("show", "Print the results of a sweep");
    showing->add_option("file", arguments->target, "File of a sweep")->required();
    showing->add_option("--csv", arguments->csv, "Write a row a point and figure to this file; - for standard output");
    showing->add_option("--html", arguments->html, "Write an HTML report with response curves to this file");
    showing->callback([arguments, &action] { action = [arguments] { return show(*arguments); }; });
}

}  // namespace

void add_sweep_command(CLI::App& cli, Action& action) {
    auto arguments = std::make_shared<SweepArguments>();
    CLI::App* command = cli.add_subcommand("sweep", "Run many variants of a scenario; started again, it goes on where it was");
    const auto all = CLI::MultiOptionPolicy::TakeAll;
    experiment::SweepPlan& plan = arguments->plan;
    command->add_option("scenario", plan.scenario, "Scenario file (YAML)");
    command->add_option("--plan", arguments->plan_file, "File that describes the sweep (YAML): scenario, set, vary, design, ...");
    command->add_option("--vary", plan.vary, "Vary a field: a.b=1,2,3 or a.b=1..9:2 or, not in a grid, a.b=1..9; may be repeated")
        ->expected(1)
        ->multi_option_policy(all);
    command->add_option("--set", arguments->set, "Override a field of every run: a.b=value; may be repeated")
        ->expected(1)
        ->multi_option_policy(all);
    command->add_option("--design", arguments->design, "grid, random or latin_hypercube; default: grid")
        ->check(CLI::IsMember({"grid", "random", "latin_hypercube"}));
    command->add_option("--samples", arguments->samples, "Points of a random design or a Latin hypercube; default: 20")
        ->check(CLI::Range(1, 100000));
    command->add_option("--design-seed", arguments->design_seed, "Seed of that choice; default: 1")
        ->check(CLI::NonNegativeNumber);
    command->add_option("--replications", arguments->replications, "Runs at each point, under the same seeds at all; default: 1")
        ->check(CLI::Range(1, 9999));
    command->add_option(
        "--curve", arguments->curve,
        "Find knee and collapse of the fleet size instead: fleets[0].count=10..200; points are added where they lie");
    command->add_option("--max-sizes", arguments->most_sizes, "With --curve: the most fleet sizes; default: 20")
        ->check(CLI::Range(2, 1000));
    command->add_option("--seed", arguments->seed, "Seed that those of the runs derive from; default: the scenario's")
        ->check(CLI::Range(std::uint64_t{0}, std::uint64_t{9007199254740991}));
    command->add_option("--jobs", arguments->jobs, "Runs at a time; default: all cores")->check(CLI::Range(1, 1024));
    command->add_option("--shard", arguments->shard, "Do only part i of n: i/n; default: as a Slurm array or MPI says, else all");
    command->add_option("--db", arguments->database, "File of the results; default: runs/NAME-sweep.sqlite");
    command->add_option("--csv", arguments->csv, "Write a row a point and figure to this file");
    command->add_option("--html", arguments->html, "Write an HTML report with response curves to this file");
    command->add_flag("--keep", arguments->keep, "Keep the run directories, in FILE.runs");
    command->add_flag("--retry-failed", arguments->retry_failed, "Repeat runs that failed before");
    command->add_flag("--quiet", arguments->quiet, "No progress");
    command->callback([arguments, command, &action] {
        if (command->get_subcommands().empty()) action = [arguments] { return run_sweep(*arguments); };
    });
    add_store_commands(*command, action);
}

}  // namespace dray::app
