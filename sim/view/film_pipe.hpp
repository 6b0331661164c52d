// The program ffmpeg, which makes a film out of pictures that it reads from a pipe.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <span>

namespace dray::view {

/// Everything thrown is an EnvironmentError. Pictures are bytes of red, green, blue and opacity, row by row.
class FilmPipe {
  public:
    /// Starts ffmpeg; the file is replaced. `width` and `height` are even.
    FilmPipe(const std::filesystem::path& file, unsigned width, unsigned height, int frames_per_second);
    /// Leaves a film without an end when `finish` was not called.
    ~FilmPipe();
    FilmPipe(const FilmPipe&) = delete;
    FilmPipe& operator=(const FilmPipe&) = delete;

    void write(std::span<const unsigned char> picture);
    void finish();

  private:
    int wait();

    std::filesystem::path file_;
    int fd_ = -1;
    pid_t child_ = -1;
};

}  // namespace dray::view
