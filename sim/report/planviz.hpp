// A run as files that PlanViz opens, the viewer of the League of Robot Runners: for each floor its map and what its robots did.
//
//   PlanViz files(run, "planviz");
//   while (!run.done()) run.tick();
//   files.finish();   // planviz/storage.map, planviz/storage.json
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "base/whole_file.hpp"
#include "engine/simulation.hpp"
#include "report/planviz_paths.hpp"

namespace dray::report {

/// Steps of the files are planning ticks of the floor, beginning at 0. A robot that was pushed, or put back on another cell after
/// a breakdown, did not drive there, which no joint plan can say: then a file ends and AREA-2.json begins. Everything thrown is
/// an EnvironmentError with the path and the system's words. Without `finish` no file is left.
class PlanViz {
  public:
    /// Makes the directory when it is missing and the maps and first files in it, so that a place that cannot be written is found
    /// before the run. Files of an earlier run there are replaced.
    PlanViz(engine::Simulation& run, std::filesystem::path directory);
    ~PlanViz();
    PlanViz(const PlanViz&) = delete;
    PlanViz& operator=(const PlanViz&) = delete;

    void finish();  ///< writes the files and puts them in place; call it once

  private:
    /// A stretch of a floor's run without a jump of a robot.
    struct Part {
        PlanVizPaths paths;
        double from_s = 0;
    };
    struct Floor {
        std::string name;
        std::unique_ptr<WholeFile> map, first;
        double tick_s = 0;
        std::int64_t ticks = -1;  // seen so far, the start not counted
        std::vector<Part> parts;
        bool open = false;  // the last part goes on
        std::vector<PlanVizView> views;
    };
    void look(std::size_t floor);
    void write(const Floor& floor, const Part& part, WholeFile& file) const;

    engine::Simulation& run_;
    std::filesystem::path directory_;
    engine::Scene scene_;
    std::vector<Floor> floors_;
    std::size_t watch_ = 0;
};

/// A floor as a map of the benchmark: `@` wall, `E` service cell of a station, `S` slot, `.` any other cell.
[[nodiscard]] std::string planviz_map(const floor::Floor& floor);

}  // namespace dray::report
