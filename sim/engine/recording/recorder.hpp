// Writes a run to a file while it runs.
//
//   Recorder recorder(run, resolved_yaml, directory / kRecordingName);
//   while (!run.done()) { run.tick(); recorder.tick(); }
//   recorder.finish();
#pragma once

#include <filesystem>
#include <string>

#include "engine/recording/gatherer.hpp"

namespace dray::engine {

/// The recording's name inside a run directory.
inline constexpr const char* kRecordingName = "recording.dray";

/// Every chunk is in the file as soon as it is whole, so that a run that is cut off leaves a recording up to there. Everything
/// thrown is an EnvironmentError with the path and the system's words. Not for several threads at once.
class Recorder {
  public:
    /// Replaces the file. `scenario_text` is the scenario with all its defaults.
    Recorder(Simulation& run, const std::string& scenario_text, std::filesystem::path path);
    ~Recorder();
    Recorder(const Recorder&) = delete;
    Recorder& operator=(const Recorder&) = delete;

    void tick();    ///< after each tick of the run
    void finish();  ///< writes what is left and the index; call it once, also when the run has ended early
    [[nodiscard]] std::uint64_t bytes() const { return bytes_; }  ///< written so far

  private:
    void write(std::string_view bytes);
    void write_chunk();
    [[noreturn]] void fail(const char* what) const;

    std::filesystem::path path_;
    FrameGatherer gatherer_;
    int fd_ = -1;
    std::uint64_t bytes_ = 0;
    std::uint64_t chunks_ = 0;
    std::string index_;
};

}  // namespace dray::engine
