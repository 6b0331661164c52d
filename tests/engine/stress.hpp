// Random small sites with random faults, run with every check on and watched from outside, tick by tick.
#pragma once

#include <cstdint>
#include <string>

#include "engine/simulation.hpp"

namespace dray::test {

/// What may go wrong at a random site.
struct Trouble {
    bool breakdowns = true;  ///< random and scheduled ones
    bool brakes = false;     ///< brakes that fail: bodies may then touch
    bool stations = false;   ///< stations that go down at random
    bool closures = false;   ///< zones that close or have people in them, and robots that lose their localisation
    bool batteries = false;  ///< small ones, so that robots charge often and some run flat; else robots need no charging
};

/// A random site of a seed: floor generated or drawn, with zones of low grip and low speed, one to three fleets that differ in
/// speed and grip, demand, and faults. `told` gets its YAML, to repeat it by hand.
[[nodiscard]] engine::LoadedScenario random_site(std::uint64_t seed, const Trouble& trouble, std::string& told);

/// A random facility of a seed: a sort floor, a transport floor, or both with cages beneath the chutes, with or without a storage
/// area whose orders become parcels, random figures and faults on every floor.
[[nodiscard]] engine::LoadedScenario random_facility(std::uint64_t seed, const Trouble& trouble, std::string& told);

/// Runs a site to its end under full checks: after each physics step every healthy body is inside its authority and can stop
/// there, whatever befalls the others. After each tick: authorities are disjoint, no robot with an errand has stood still for
/// half an hour. Returns the first thing that is wrong, or nothing.
[[nodiscard]] std::string watch(engine::LoadedScenario site, std::uint64_t seed, const Trouble& trouble);

}  // namespace dray::test
