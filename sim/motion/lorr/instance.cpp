#include "motion/lorr/instance.hpp"

#include <fmt/format.h>

#include <cmath>
#include <filesystem>
#include <optional>
#include <unordered_map>

#include "config/file.hpp"
#include "floor/limits.hpp"
#include "floor/map_text.hpp"
#include "motion/lorr/number_lines.hpp"
#include "motion/lorr/problem.hpp"

namespace dray::motion::lorr {

namespace {

constexpr std::size_t kMostProblem_bytes = 1'000'000;
constexpr std::size_t kMostMap_bytes = 16'000'000;
constexpr std::size_t kMostList_bytes = 256'000'000;
constexpr std::int64_t kMostTasks = 20'000'000;
constexpr double kMostKnown = 10'000'000;

/// The floor of a map and the places that it marks.
struct Map {
    floor::FloorPlan plan;
    std::vector<CellId> stations, shelves;
};

/// Nothing when there was a fault.
std::optional<Map> make_map(std::string text, const std::string& name, config::Diagnostics& faults) {
    // Below the header every character but the two for obstacles is a free cell, whatever it means to others.
    const std::size_t body = text.find("\nmap");
    Map result;
    std::size_t cell = 0;
    for (std::size_t i = body == std::string::npos ? text.size() : text.find('\n', body + 1); i < text.size(); ++i) {
        if (text[i] == '\n' || text[i] == '\r') continue;
        if (text[i] == 'E') result.stations.emplace_back(cell);
        if (text[i] == 'S') result.shelves.emplace_back(cell);
        if (text[i] != '@' && text[i] != 'T') text[i] = '.';
        ++cell;
    }
    const config::Document nothing;
    floor::Faults map_faults(nothing, "", faults);
    const auto map = floor::read_map_text(text, name, map_faults);
    if (!map) return std::nullopt;
    result.plan = {.width = map->width, .height = map->height, .cell_m = 1, .kind = {}, .exits = {}, .lanes = {}, .zones = {}};
    floor::FloorPlan& plan = result.plan;
    plan.kind.reserve(static_cast<std::size_t>(map->width) * static_cast<std::size_t>(map->height));
    for (const std::string& row : map->rows)
        for (const char c : row)
            plan.kind.push_back(c == '.' ? floor::CellKind::Aisle : floor::CellKind::Wall);
    plan.exits.assign(plan.kind.size(), 0b1111);
    return result;
}

class InstanceReader {
  public:
    explicit InstanceReader(const std::string& path) : path_(path), directory_(config::directory_of(path)) {}

    Instance read() {
        problem_ = read_problem(whole(path_, "", kMostProblem_bytes), path_, faults_);
        give_up_on_faults();
        const std::string map_path = config::path_within(directory_, problem_.map.text);
        auto map = make_map(whole(map_path, named_by(problem_.map), kMostMap_bytes), map_path, faults_);
        give_up_on_faults();
        plan_ = &map->plan;
        read_agents();
        read_tasks();
        const std::size_t known = known_tasks();
        give_up_on_faults();
        return {.edition = problem_.edition,
                .name = std::filesystem::path(path_).stem().string(),
                .version = problem_.version,
                .floor = floor::Floor(std::move(map->plan)),
                .stations = std::move(map->stations),
                .shelves = std::move(map->shelves),
                .starts = std::move(starts_),
                .known_tasks = known,
                .errands = std::move(errands_),
                .first_errand = std::move(first_errand_)};
    }

  private:
    void give_up_on_faults() {
        if (!faults_.empty()) throw InputError(std::move(faults_));
    }
    void fault(const std::string& file, int line, std::string message) { faults_.push_back({file, line, 1, std::move(message)}); }

    [[nodiscard]] std::string named_by(const Placed& file) const {
        return fmt::format("named by {}:{}:{}", file.place.file, file.place.line, file.place.column);
    }

    std::string whole(const std::string& path, const std::string& context, std::size_t most_bytes) {
        std::string text = config::read_file(path, context, most_bytes);
        if (text.size() <= most_bytes) return text;
        throw InputError({{path, 0, 0, fmt::format("the file has more than {} bytes", most_bytes)}});
    }

    /// Why a number names no cell where a robot can be, or nothing.
    [[nodiscard]] std::string cell_fault(std::int64_t cell) const {
        const auto cells = static_cast<std::int64_t>(plan_->kind.size());
        if (cell < 0 || cell >= cells) return fmt::format("is not on the map, whose cells are 0 to {}", cells - 1);
        if (plan_->kind[static_cast<std::size_t>(cell)] == floor::CellKind::Aisle) return {};
        return fmt::format("(row {}, column {}) is an obstacle", cell / plan_->width, cell % plan_->width);
    }

    void read_agents() {
        const std::string path = config::path_within(directory_, problem_.agents.text);
        std::unordered_map<std::int64_t, std::size_t> taken;
        const auto take = [&](std::span<const std::int64_t> numbers, int line) {
            const std::int64_t cell = numbers.front();
            const std::size_t agent = starts_.size();
            const auto [first, free] = taken.emplace(cell, agent);
            if (const std::string words = cell_fault(cell); !words.empty())
                fault(path, line, fmt::format("agent {} starts in cell {}, which {}", agent, cell, words));
            else if (!free)
                fault(path, line, fmt::format("agent {} starts in cell {}, where agent {} starts", agent, cell, first->second));
            starts_.emplace_back(static_cast<std::size_t>(cell));
        };
        const std::int64_t count = read_number_lines(
            whole(path, named_by(problem_.agents), kMostList_bytes), path,
            {.what = "agents", .at_most = floor::kMaxCells, .wanted = problem_.team_size, .take = take}, faults_);
        if (count > 0 && count < problem_.team_size)
            faults_.push_back({problem_.team_size_place.file, problem_.team_size_place.line, problem_.team_size_place.column,
                               fmt::format("teamSize is {}, but {} has only {} agents", problem_.team_size, path, count)});
    }

    void read_tasks() {
        const std::string path = config::path_within(directory_, problem_.tasks.text);
        const auto take = [&](std::span<const std::int64_t> numbers, int line) {
            first_errand_.push_back(static_cast<std::uint32_t>(errands_.size()));
            bool told = false;
            for (const std::int64_t cell : numbers) {
                errands_.emplace_back(static_cast<std::size_t>(cell));
                const std::string words = told ? std::string() : cell_fault(cell);
                if (words.empty()) continue;
                fault(path, line,
                      fmt::format("task {} has an errand in cell {}, which {}", first_errand_.size() - 1, cell, words));
                told = true;
            }
        };
        read_number_lines(whole(path, named_by(problem_.tasks), kMostList_bytes), path,
                          {.what = "tasks", .at_most = kMostTasks, .several = problem_.edition == Edition::Y2024, .take = take},
                          faults_);
        first_errand_.push_back(static_cast<std::uint32_t>(errands_.size()));
    }

    std::size_t known_tasks() {
        const double team = static_cast<double>(problem_.team_size), all = std::floor(problem_.reveal * team);
        if (all < 1 || all > kMostKnown) {
            const config::Place& place = problem_.reveal_place;
            faults_.push_back({place.file, place.line, place.column,
                               fmt::format("numTasksReveal: {} for each of {} robots makes {} tasks known at once, not 1 to {}",
                                           problem_.reveal, problem_.team_size, all, kMostKnown)});
            return 1;
        }
        return static_cast<std::size_t>(problem_.edition == Edition::Y2023 ? problem_.reveal : all);
    }

    const std::string& path_;
    std::string directory_;
    config::Diagnostics faults_;
    Problem problem_;
    const floor::FloorPlan* plan_ = nullptr;
    std::vector<CellId> starts_, errands_;
    std::vector<std::uint32_t> first_errand_;
};

}  // namespace

Instance read_instance(const std::string& path) {
    return InstanceReader(path).read();
}

}  // namespace dray::motion::lorr
