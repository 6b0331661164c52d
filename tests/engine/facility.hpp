// Facilities of random parts, written as scenarios, and what must hold at the end of each of their runs.
#pragma once

#include <iosfwd>
#include <string>

#include "engine/results.hpp"

namespace dray::test {

enum Sorter { kNoSorter, kLoop, kFloor, kSorters };

/// What totes pass on their way from the trucks to the pods.
enum Trucks { kNoTrucks, kStraight, kReceived, kIdentified, kReceivedAndIdentified, kTrucks };

/// The parts of a facility. Each draws its figures from a stream of its own, so that one taken away changes no other.
struct Facility {
    bool stores = false;     ///< a storage floor, whose orders become parcels
    int trucks = kNoTrucks;  ///< with a storage floor: what runs low comes by truck
    bool arms = false;       ///< arms and absences at the stations and at the put wall
    bool reslots = false;    ///< robots without work carry pods to better places
    bool wall = false;       ///< a put wall behind the storage floor, or with orders of its own
    int packers = 0;         ///< handling areas in a row
    bool reads = false;      ///< an identification area behind them
    int sorter = kNoSorter;
    bool carries = false;   ///< conveyors and lifts between areas
    bool hauls = false;     ///< a yard beneath the chutes, or alone
    bool waves = false;     ///< over a yard parcels come or are sorted in waves by truck departure
    bool returns = false;   ///< what the trucks of one door take is sorted once more elsewhere
    bool faults = false;    ///< of whatever can break
    bool closures = false;  ///< zones that close or have people in them, and robots that lose their localisation
    bool managed = false;   ///< all rules of management
    int number = 0;         ///< of its figures
};

std::ostream& operator<<(std::ostream& out, const Facility& facility);

/// Whether nothing is there to run.
[[nodiscard]] bool empty(const Facility& facility);

/// Its YAML, of a run so long.
[[nodiscard]] std::string text_of(const Facility& facility, int duration_s);

/// What is lost at the end of a run, or else does not add up, in words; empty when all is well. Collisions are not looked at.
[[nodiscard]] std::string lost_in(const engine::Results& results);

}  // namespace dray::test
