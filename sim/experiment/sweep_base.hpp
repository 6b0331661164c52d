// What a sweep lays its points over, and how it is told apart from other sweeps.
#pragma once

#include <string>

#include "engine/scenario.hpp"
#include "experiment/sweep_store.hpp"

namespace dray::experiment {

/// Key of a scenario and a program: a hash of every field but name-giving paths and the seed, and of the content of the files
/// that it names; a hash of the program's file. Throws EnvironmentError when one of them cannot be read.
[[nodiscard]] SweepBase sweep_base_of(const engine::LoadedScenario& loaded, const std::string& program);

}  // namespace dray::experiment
