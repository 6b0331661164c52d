#include "view/film_pipe.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"

namespace dray::view {

FilmPipe::FilmPipe(const std::filesystem::path& file, unsigned width, unsigned height, int frames_per_second) : file_(file) {
    // A pipe whose reader is gone must give an error and not end the program.
    ::signal(SIGPIPE, SIG_IGN);
    std::vector<std::string> words = {"ffmpeg",
                                      "-y",
                                      "-loglevel",
                                      "error",
                                      "-f",
                                      "rawvideo",
                                      "-pix_fmt",
                                      "rgba",
                                      "-s",
                                      fmt::format("{}x{}", width, height),
                                      "-r",
                                      std::to_string(frames_per_second),
                                      "-i",
                                      "-",
                                      "-c:v",
                                      "libx264",
                                      "-crf",
                                      "20",
                                      "-pix_fmt",
                                      "yuv420p",
                                      "-movflags",
                                      "+faststart",
                                      std::filesystem::absolute(file).string()};
    std::vector<char*> argv;
    for (std::string& word : words)
        argv.push_back(word.data());
    argv.push_back(nullptr);
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw EnvironmentError(fmt::format("pipe: {}", std::strerror(errno)));
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, ends[0], STDIN_FILENO);
    const int error = posix_spawnp(&child_, "ffmpeg", &files, nullptr, argv.data(), environ);
    posix_spawn_file_actions_destroy(&files);
    ::close(ends[0]);
    fd_ = ends[1];
    if (error == 0) return;
    ::close(fd_);
    if (error == ENOENT) throw EnvironmentError("films need the program ffmpeg, which is not installed: apt-get install ffmpeg");
    throw EnvironmentError(fmt::format("ffmpeg: {}", std::strerror(error)));
}

FilmPipe::~FilmPipe() {
    if (fd_ >= 0) ::close(fd_);
    if (child_ > 0) wait();
}

int FilmPipe::wait() {
    int status = 0;
    while (::waitpid(child_, &status, 0) < 0 && errno == EINTR) {
    }
    child_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

void FilmPipe::write(std::span<const unsigned char> picture) {
    while (!picture.empty()) {
        const ssize_t written = ::write(fd_, picture.data(), picture.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0)
            throw EnvironmentError(fmt::format("{}: ffmpeg takes no more pictures; its words stand above", file_.string()));
        picture = picture.subspan(static_cast<std::size_t>(written));
    }
}

void FilmPipe::finish() {
    ::close(std::exchange(fd_, -1));
    if (wait() != 0) throw EnvironmentError(fmt::format("{}: ffmpeg failed; its words stand above", file_.string()));
}

}  // namespace dray::view
