// Turns every kind of error into its message and exit code.
#pragma once

#include "app/commands.hpp"

namespace dray::app {

/// Runs a command; what it throws is told on standard error.
[[nodiscard]] ExitCode guarded(const Action& action);
/// Empties standard output at the end of the program. What could not be written must not look like success.
[[nodiscard]] ExitCode finished(ExitCode code);

}  // namespace dray::app
