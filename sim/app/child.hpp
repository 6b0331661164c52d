// Runs this program again in a process of its own, so that wall time and peak memory are those of one run.
#pragma once

#include <string>
#include <vector>

namespace dray::app {

/// Runs `dray ARGUMENTS...` with this process's standard error and gives back what it printed to standard output. Throws
/// EnvironmentError when it cannot be started or does not end with exit code 0; `what` names the run in that message.
[[nodiscard]] std::string run_again(const std::vector<std::string>& arguments, const std::string& what);

}  // namespace dray::app
