// Runs of the scorecard on disk, so that a measurement that was cut short goes on where it stopped.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace dray::experiment {

/// What the scorecard keeps of one group in one run.
struct GroupFigures {
    std::string group;
    double score = 0, time_share = 0, load = 0, waiting = 0, mean_active_period_s = 0;
    double utilisation = 0;  ///< as the classical rule takes it: see utilisations_of
};

/// What the scorecard keeps of one run.
struct RunFigures {
    double per_h = 0;
    std::vector<GroupFigures> groups;                    ///< in the order of the run's ranking
    std::vector<std::pair<double, std::string>> shifts;  ///< Trial::shifts
    std::vector<std::int64_t> open_orders;               ///< by minute
};

/// A file of finished runs, one a line. One of another build has another name. Safe for several threads.
class RunCache {
  public:
    /// Reads what is there; a last line that was cut off is left out. Throws EnvironmentError when the file cannot be opened.
    explicit RunCache(std::filesystem::path file);
    [[nodiscard]] std::optional<RunFigures> find(std::uint64_t key) const;
    void keep(std::uint64_t key, const RunFigures& figures);

  private:
    std::filesystem::path file_;
    mutable std::mutex mutex_;
    std::map<std::uint64_t, RunFigures> runs_;
};

}  // namespace dray::experiment
