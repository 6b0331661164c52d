#include "app/child.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "app/process.hpp"
#include "base/error.hpp"

namespace dray::app {

std::string run_again(const std::vector<std::string>& arguments, const std::string& what) {
    std::vector<std::string> words = arguments;
    words.insert(words.begin(), executable_path());
    std::vector<char*> argv;
    for (std::string& word : words)
        argv.push_back(word.data());
    argv.push_back(nullptr);

    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw EnvironmentError(fmt::format("pipe: {}", std::strerror(errno)));
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, ends[1], STDOUT_FILENO);
    pid_t child = 0;
    const int error = posix_spawn(&child, argv[0], &files, nullptr, argv.data(), environ);
    posix_spawn_file_actions_destroy(&files);
    ::close(ends[1]);
    if (error != 0) {
        ::close(ends[0]);
        throw EnvironmentError(fmt::format("{}: {}", argv[0], std::strerror(error)));
    }
    std::string output;
    std::array<char, 4096> buffer;
    for (ssize_t n; (n = ::read(ends[0], buffer.data(), buffer.size())) != 0;) {
        if (n > 0)
            output.append(buffer.data(), static_cast<std::size_t>(n));
        else if (errno != EINTR)
            break;
    }
    ::close(ends[0]);
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        throw EnvironmentError(fmt::format("{}: the run failed; see its message above", what));
    return output;
}

}  // namespace dray::app
