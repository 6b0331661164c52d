// A run as a trace that Perfetto (ui.perfetto.dev) and chrome://tracing open: a track a robot and a station with its states,
// counters of what waits.
//
//   Trace trace(run, "trace.json");
//   while (!run.done()) { run.tick(); trace.tick(); }
//   trace.finish();
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/whole_file.hpp"
#include "engine/simulation.hpp"

namespace dray::report {

/// States are looked at after each tick of the run and written when they end; times are simulated ones, in microseconds.
/// Everything thrown is an EnvironmentError with the path and the system's words. Without `finish` no file is left.
class Trace {
  public:
    Trace(const engine::Simulation& run, std::filesystem::path path);

    void tick();    ///< after each tick of the run
    void finish();  ///< ends what is open and puts the file in place; call it once

  private:
    /// What a robot or a station is in, since when.
    struct Track {
        std::string name;  ///< of the state
        double since_s = 0;
    };

    void name_tracks();
    void enter(std::size_t process, std::size_t thread, Track& track, std::string name);
    void close(std::size_t process, std::size_t thread, const Track& track);
    void count(std::size_t process, std::string_view name, std::string_view values);
    void event(std::string_view json);

    const engine::Simulation& run_;
    engine::Scene scene_;
    WholeFile file_;
    bool first_ = true;
    double next_count_s_ = 0;
    std::vector<engine::FloorFrame> frames_;             // by floor
    std::vector<std::vector<Track>> robots_, stations_;  // by floor
};

}  // namespace dray::report
