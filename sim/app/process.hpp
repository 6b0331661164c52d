// What the process knows about itself and its machine.
#pragma once

#include <string>

namespace dray::app {

[[nodiscard]] double wall_since_start_s();    ///< wall time since the program was loaded
[[nodiscard]] double memory_peak_mb();        ///< largest resident set so far, 10^6 bytes
[[nodiscard]] int usable_cores();             ///< cores that this process may run on
[[nodiscard]] std::string machine_name();     ///< processor model, cores and memory, for benchmark tables
[[nodiscard]] std::string executable_path();  ///< of this program
/// Where a file of the repository stands, such as `scenarios/quickstart.yaml`: beside the build directory, or where the user
/// stands. Throws EnvironmentError when it is in neither place.
[[nodiscard]] std::string shipped_file(const std::string& path);

/// Asks the running simulation to stop at the next tick: SIGINT, SIGTERM and SIGHUP set it, unless the caller
/// has them ignored (nohup); a second signal ends at once.
void watch_signals();
[[nodiscard]] bool stop_requested();

}  // namespace dray::app
