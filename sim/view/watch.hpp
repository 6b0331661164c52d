// The window.
#pragma once

#include "view/live_tape.hpp"
#include "view/tape.hpp"

namespace dray::view {

struct WatchOptions {
    bool dark = true;
    double scale = 1;  ///< of words and marks
    unsigned width = 1280, height = 720;
    bool paused = false;
    double from_step = 0;  ///< shown first
    double measure_s = 0;  ///< > 0: plays so long without being touched, then closes; tells how fast it drew
};

/// What a measured session drew.
struct WatchFigures {
    double frames_per_second = 0;
    double simulated_s = 0;  ///< that were shown
};

/// Shows a tape until the window is closed. `live` is the tape itself when its run goes on, or null. Throws EnvironmentError: no
/// display, or the recording is damaged where somebody looks.
WatchFigures watch(Tape& tape, LiveTape* live, const WatchOptions& options);

}  // namespace dray::view
