// The results of a sweep in one SQLite file: written run by run, each in one transaction, so that a kill at any moment loses only
// the runs that were running.
//
// Tables, for anything that reads SQLite: `run` has a row a run (scenario, overrides, replication, seed, build, status, message,
// state_hash, wall_s), `figure` a row a figure of a run (metric, value), and the view `result` joins the two.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "experiment/design.hpp"
#include "experiment/replication.hpp"

namespace dray::experiment {

/// What a sweep runs on; with a point and a seed it is the key of a run.
struct SweepBase {
    std::string scenario;       ///< its name
    std::string scenario_hash;  ///< of the scenario with every default, and of the files that it names
    std::string build;          ///< of the program
};

/// The results at one point.
struct PointResult {
    SweepBase base;
    std::string overrides;  ///< "a=1 b=2"
    Point point;
    std::vector<Replication> replications;  ///< in order of their number
};

/// One thread only; several processes may write to the same file on a local disk. Everything thrown is an EnvironmentError with
/// the path, or an InputError when the file is none of ours.
class SweepStore {
  public:
    enum class Access : std::uint8_t {
        Write,  ///< a file that is missing is made
        Read,   ///< also in a place that cannot be written; nothing may be added
    };
    explicit SweepStore(const std::filesystem::path& path, Access access = Access::Write);
    ~SweepStore();
    SweepStore(const SweepStore&) = delete;
    SweepStore& operator=(const SweepStore&) = delete;

    /// Whether the run has ended, well or not.
    [[nodiscard]] bool has(const SweepBase& base, const Point& point, std::uint64_t seed) const;
    /// Adds an ended run, in one transaction; one that is there stays.
    void add(const SweepBase& base, const Point& point, const Replication& run);
    /// Removes failed runs of this base, so that they are repeated. Returns how many.
    std::size_t forget_failed(const SweepBase& base);
    /// Adds all runs of another file. Returns how many were new.
    std::size_t merge(const std::filesystem::path& other);
    /// The base of each scenario's newest run: what was run last of it.
    [[nodiscard]] std::vector<SweepBase> newest() const;
    /// Everything in the file, of one base or, with null, of all: points in the order of their first run.
    [[nodiscard]] std::vector<PointResult> results(const SweepBase* base = nullptr) const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace dray::experiment
