// Pictures and films of a tape as files.
#pragma once

#include <filesystem>

#include "view/picture.hpp"

namespace dray::view {

struct RenderSize {
    unsigned width = 1600, height = 900;  ///< pixels
};

/// Writes one picture. Throws EnvironmentError: no display, no memory for it there, or the file cannot be written.
void render_png(Tape& tape, const PictureRequest& request, const RenderSize& size, double step,
                const std::filesystem::path& file);

struct Film {
    double from_step = 0, to_step = 0;
    double speed = 10;  ///< simulated seconds a second of the film
    int frames_per_second = 30;
};

/// Writes a film through the program ffmpeg. Throws EnvironmentError as above, and when ffmpeg is missing or fails.
void render_mp4(Tape& tape, const PictureRequest& request, const RenderSize& size, const Film& film,
                const std::filesystem::path& file);

}  // namespace dray::view
