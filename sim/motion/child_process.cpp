#include "motion/child_process.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "base/error.hpp"
#include "base/stopwatch.hpp"

extern char** environ;

namespace dray::motion {

namespace {

constexpr double kFarewell_s = 1;
constexpr double kParting_ms = 300;

// While one lives, a write to a closed pipe gives EPIPE and no signal, whatever the program does about SIGPIPE.
class NoPipeSignal {
  public:
    NoPipeSignal() {
        sigemptyset(&pipe_);
        sigaddset(&pipe_, SIGPIPE);
        sigset_t pending;
        sigpending(&pending);
        was_pending_ = sigismember(&pending, SIGPIPE) == 1;
        pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
    }
    ~NoPipeSignal() {
        const timespec none{};
        if (!was_pending_)
            while (sigtimedwait(&pipe_, nullptr, &none) == -1 && errno == EINTR) {
            }
        pthread_sigmask(SIG_SETMASK, &before_, nullptr);
    }
    NoPipeSignal(const NoPipeSignal&) = delete;
    NoPipeSignal& operator=(const NoPipeSignal&) = delete;

  private:
    sigset_t pipe_, before_;
    bool was_pending_;
};

void close_all(std::array<int, 4>& fds) {
    for (int& fd : fds)
        if (fd >= 0) close(std::exchange(fd, -1));
}

int spawn_shell(pid_t& pid, const std::string& command, int child_in, int child_out) {
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&files);
    posix_spawnattr_init(&attributes);
    posix_spawn_file_actions_adddup2(&files, child_in, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&files, child_out, STDOUT_FILENO);
    sigset_t none, pipe;
    sigemptyset(&none);
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &pipe);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    std::string shell = "sh", flag = "-c", text = command;
    const std::array<char*, 4> arguments = {shell.data(), flag.data(), text.data(), nullptr};
    const int error = posix_spawn(&pid, "/bin/sh", &files, &attributes, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&attributes);
    return error;
}

}  // namespace

ChildProcess::ChildProcess(const std::string& command) {
    std::array<int, 4> fds = {-1, -1, -1, -1};  // child reads 0, we write 1; we read 2, child writes 3
    int error = pipe2(fds.data(), O_CLOEXEC) == 0 && pipe2(fds.data() + 2, O_CLOEXEC) == 0 ? 0 : errno;
    if (error == 0) error = spawn_shell(pid_, command, fds[0], fds[3]);
    if (error != 0) {
        close_all(fds);
        throw EnvironmentError(fmt::format("cannot start `{}`: {}", command, std::strerror(error)));
    }
    input_ = std::exchange(fds[1], -1);
    output_ = std::exchange(fds[2], -1);
    close_all(fds);
    fcntl(input_, F_SETFL, fcntl(input_, F_GETFL) | O_NONBLOCK);
}

ChildProcess::~ChildProcess() {
    if (input_ >= 0) close(input_);
    // The end of its output says that it is gone; what it still says is of no use.
    std::array<char, 4096> rest{};
    const Stopwatch watch;
    while (await(output_, POLLIN, kFarewell_s - watch.elapsed_ms() / 1e3) && read(output_, rest.data(), rest.size()) > 0) {
    }
    kill(-pid_, SIGKILL);
    if (!reaped_) reap(true);
    close(output_);
}

bool ChildProcess::await(int fd, short events, double timeout_s) const {
    const Stopwatch watch;
    for (;;) {
        const double left_ms = timeout_s * 1e3 - watch.elapsed_ms();
        if (left_ms <= 0) return false;
        pollfd entry{.fd = fd, .events = events, .revents = 0};
        const int ready = poll(&entry, 1, static_cast<int>(std::min(left_ms, 1e9)) + 1);
        if (ready > 0) return true;
        if (ready < 0 && errno != EINTR) return false;
    }
}

ChildProcess::Result ChildProcess::write(std::string_view text, double timeout_s) {
    const NoPipeSignal guard;
    const Stopwatch watch;
    while (!text.empty()) {
        const ssize_t written = ::write(input_, text.data(), text.size());
        if (written > 0) {
            text.remove_prefix(static_cast<std::size_t>(written));
        } else if (errno == EAGAIN) {
            if (!await(input_, POLLOUT, timeout_s - watch.elapsed_ms() / 1e3)) return Result::TimedOut;
        } else if (errno != EINTR) {
            return Result::Closed;
        }
    }
    return Result::Ok;
}

ChildProcess::Result ChildProcess::read_line(std::string& line, std::size_t longest, double timeout_s) {
    const Stopwatch watch;
    for (std::size_t searched = 0;;) {
        const std::size_t end = buffer_.find('\n', searched);
        if (end != std::string::npos && end <= longest + 1) {
            line.assign(buffer_, 0, end);
            if (!line.empty() && line.back() == '\r') line.pop_back();
            buffer_.erase(0, end + 1);
            return Result::Ok;
        }
        if (buffer_.size() > longest + 1) return Result::TooLong;
        searched = buffer_.size();
        if (!await(output_, POLLIN, timeout_s - watch.elapsed_ms() / 1e3)) return Result::TimedOut;
        std::array<char, 16384> chunk;
        const ssize_t count = read(output_, chunk.data(), chunk.size());
        if (count == 0 || (count < 0 && errno != EINTR)) return Result::Closed;
        if (count > 0) buffer_.append(chunk.data(), static_cast<std::size_t>(count));
    }
}

bool ChildProcess::reap(bool block) {
    while (!reaped_) {
        const pid_t result = waitpid(pid_, &status_, block ? 0 : WNOHANG);
        if (result == pid_) reaped_ = true;
        if (result == 0 || (result < 0 && errno != EINTR)) break;
    }
    return reaped_;
}

std::string ChildProcess::ending() {
    // A child that closed its output is about to end; it is given a moment.
    for (const Stopwatch watch; !reap(false) && watch.elapsed_ms() < kParting_ms;)
        poll(nullptr, 0, 1);
    if (!reaped_) return "still running";
    return WIFSIGNALED(status_) ? fmt::format("signal {}", WTERMSIG(status_))
                                : fmt::format("exit status {}", WEXITSTATUS(status_));
}

}  // namespace dray::motion
