// The problem file: JSON with the names of the other files and the size of the fleet.
#pragma once

#include <cstdint>
#include <string>

#include "config/document.hpp"
#include "motion/lorr/instance.hpp"

namespace dray::motion::lorr {

/// A text of the problem file and where it stands.
struct Placed {
    std::string text;
    config::Place place;
};

/// The problem file as read. Numbers that depend on the map are checked by whoever knows it.
struct Problem {
    Edition edition = Edition::Y2024;
    std::string version;
    Placed map, agents, tasks;  ///< paths as written
    std::int64_t team_size = 0;
    config::Place team_size_place;
    double reveal = 1;  ///< numTasksReveal: 2023 tasks per robot, whole; 2024 multiple of the fleet's size
    config::Place reveal_place;
};

/// Reads it; `name` stands for the file in messages. Every fault is appended with line and column; what is wrong keeps its
/// default.
[[nodiscard]] Problem read_problem(const std::string& text, const std::string& name, config::Diagnostics& faults);

}  // namespace dray::motion::lorr
