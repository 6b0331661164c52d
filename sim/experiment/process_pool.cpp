#include "experiment/process_pool.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "base/error.hpp"

namespace dray::experiment {

namespace {

constexpr std::size_t kMostMessages = 64 * 1024;
constexpr useconds_t kPause_us = 2000;
constexpr int kPauses = 10;

std::string content_of(int fd) {
    std::string text(kMostMessages, '\0');
    const ssize_t size = ::pread(fd, text.data(), text.size(), 0);
    text.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
    return text;
}

// In the child between fork and exec, where only system calls are allowed.
[[noreturn]] void become(char* const* argv, int messages_fd, pid_t parent) {
    // A group of its own: the terminal's Ctrl-C goes to the parent, which passes it on once.
    ::setpgid(0, 0);
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent) ::_exit(127);
    const int null = ::open("/dev/null", O_RDWR);
    ::dup2(null, STDIN_FILENO);
    ::dup2(null, STDOUT_FILENO);
    ::dup2(messages_fd, STDERR_FILENO);
    ::execv(argv[0], argv);
    ::_exit(127);
}

}  // namespace

void ProcessPool::start(std::size_t task, const std::vector<std::string>& arguments) {
    std::vector<std::string> words = arguments;
    words.insert(words.begin(), program_);
    std::vector<char*> argv;
    for (std::string& word : words)
        argv.push_back(word.data());
    argv.push_back(nullptr);
    Process process{.task = task};
    process.messages_fd = ::memfd_create("messages", MFD_CLOEXEC);
    if (process.messages_fd < 0) throw EnvironmentError(fmt::format("{}: {}", program_, std::strerror(errno)));
    const pid_t parent = ::getpid();
    process.pid = ::fork();
    if (process.pid == 0) become(argv.data(), process.messages_fd, parent);
    if (process.pid < 0) {
        const int error = errno;
        ::close(process.messages_fd);
        throw EnvironmentError(fmt::format("{}: cannot be started: {}", program_, std::strerror(error)));
    }
    processes_.push_back(process);
}

std::vector<Ended> ProcessPool::ended() {
    std::vector<Ended> out;
    for (int i = 0; i < kPauses && out.empty() && !processes_.empty(); ++i) {
        if (i > 0) ::usleep(kPause_us);
        for (const Process& process : processes_) {
            int status = 0;
            if (::waitpid(process.pid, &status, WNOHANG) != process.pid) continue;
            const int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
            out.push_back({process.task, code, content_of(process.messages_fd)});
        }
        std::erase_if(processes_, [&](const Process& process) {
            const bool gone = std::any_of(out.begin(), out.end(), [&](const Ended& e) { return e.task == process.task; });
            if (gone) ::close(process.messages_fd);
            return gone;
        });
    }
    return out;
}

void ProcessPool::interrupt() const {
    for (const Process& process : processes_)
        ::kill(process.pid, SIGTERM);
}

void ProcessPool::reap(const Process& process) const {
    ::kill(process.pid, SIGKILL);
    while (::waitpid(process.pid, nullptr, 0) < 0 && errno == EINTR) {
    }
    ::close(process.messages_fd);
}

void ProcessPool::kill(std::size_t task) {
    const auto found = std::find_if(processes_.begin(), processes_.end(), [&](const Process& p) { return p.task == task; });
    if (found == processes_.end()) return;
    reap(*found);
    processes_.erase(found);
}

ProcessPool::~ProcessPool() {
    for (const Process& process : processes_)
        reap(process);
}

}  // namespace dray::experiment
