// Which part of a sweep a process does, among many processes on one machine or more.
#pragma once

#include <cstddef>
#include <functional>
#include <string>

namespace dray::experiment {

/// Part `number` of `count`, from 1.
struct Shard {
    std::size_t number = 1, count = 1;

    /// Whether the run with this index, from 0, belongs to the part.
    [[nodiscard]] bool has(std::size_t index) const { return index % count == number - 1; }
    [[nodiscard]] bool is_all() const { return count == 1; }
};

/// Reads "2/8". Throws UsageError.
[[nodiscard]] Shard shard_of(const std::string& text);

/// The part that the surroundings ask for: a task of a Slurm array (SLURM_ARRAY_TASK_ID with _MIN, _MAX and _STEP), else a rank
/// under Open MPI (OMPI_COMM_WORLD_RANK, _SIZE) or another MPI (PMI_RANK, PMI_SIZE), else everything. `variable` gives the value
/// of an environment variable, or null. Throws UsageError when they are broken.
[[nodiscard]] Shard shard_of_surroundings(const std::function<const char*(const char*)>& variable);

}  // namespace dray::experiment
