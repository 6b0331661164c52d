// The progress of a run: one line that renews itself on a terminal, a plain line now and then elsewhere.
#pragma once

#include <functional>
#include <string>

#include "base/stopwatch.hpp"
#include "engine/simulation.hpp"

namespace dray::app {

/// Whether a stream is a terminal that may be coloured: NO_COLOR and TERM=dumb say no.
[[nodiscard]] bool colour_wanted(int file_descriptor);

/// A duration as hours, minutes and seconds: 1:02:03.
[[nodiscard]] std::string clock_text(double seconds);

/// Writes to standard error.
class Progress {
  public:
    Progress();
    /// Call once a tick; writes at most five times a second on a terminal, every ten seconds elsewhere.
    void update(const engine::Simulation& run);
    /// The same for runs of any kind: `line` makes the text from the seconds since the start, when it is to be written.
    void update(const std::function<std::string(double)>& line);
    /// Clears the line on a terminal.
    void finish();

  private:
    bool terminal_;
    Stopwatch watch_;
    double next_ms_;
    bool shown_ = false;
};

}  // namespace dray::app
