// A problem of the League of Robot Runners, editions 2023 and 2024: a map, robots and the tasks that come to be known.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "floor/floor.hpp"
#include "motion/lorr/pose.hpp"

namespace dray::motion::lorr {

enum class Edition : std::uint8_t {
    Y2023,  ///< a task is one errand; task j is robot j mod n's, in order
    Y2024,  ///< a task is one or more errands in order; who takes it is free until its first errand is done
};

/// What an instance says, checked: every start and errand is a free cell, no two robots share one, there is at least one task.
struct Instance {
    Edition edition = Edition::Y2024;
    std::string name;     ///< the file's name without folder and extension
    std::string version;  ///< as written, such as "2024 LoRR"; empty in 2023
    /// Every free cell an aisle that is left in all headings; cells are numbered row * width + column as in the files.
    floor::Floor floor;
    std::vector<CellId> stations, shelves;  ///< cells that the map marks with `E` and with `S`; either may be empty
    std::vector<CellId> starts;             ///< by robot
    /// Tasks known at once: 2023: per robot, the one it works on included; 2024: open ones of the whole fleet. At least 1.
    std::size_t known_tasks = 1;
    std::vector<CellId> errands;              ///< of all tasks of the file, one after the other
    std::vector<std::uint32_t> first_errand;  ///< by task of the file, and one more for the end

    [[nodiscard]] std::size_t robot_count() const { return starts.size(); }
    [[nodiscard]] std::size_t task_count() const { return first_errand.size() - 1; }
    /// The errands of a task of the file, at least one.
    [[nodiscard]] std::span<const CellId> errands_of(std::size_t task) const {
        return std::span(errands).subspan(first_errand[task], first_errand[task + 1] - first_errand[task]);
    }
};

/// Reads the problem file and the three files it names, whose paths are relative to it. As the start kit does, it takes every
/// map character but `@` and `T` for a free cell, skips blank lines and lines that start with `#`, and ignores keys it does not
/// know and lines beyond the announced count. Throws InputError with every fault found, up to twenty a file, and EnvironmentError
/// when a file cannot be read. An edition whose rules differ (2026) is refused.
[[nodiscard]] Instance read_instance(const std::string& path);

}  // namespace dray::motion::lorr
