#include "config/file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "base/error.hpp"

namespace dray::config {

namespace {

/// An open file that closes itself.
struct Handle {
    int number = -1;
    explicit Handle(int n) : number(n) {}
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    ~Handle() {
        if (number >= 0) ::close(number);
    }
};

}  // namespace

std::string read_file(const std::string& path, const std::string& context, std::size_t most_bytes) {
    const auto fail = [&](const std::string& words) -> EnvironmentError {
        return EnvironmentError("cannot read '" + path + "': " + words + (context.empty() ? "" : " (" + context + ")"));
    };
    // Without O_NONBLOCK, opening a pipe that nobody writes to would wait for ever.
    const Handle file(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
    if (file.number < 0) throw fail(std::strerror(errno));
    struct stat status {};
    if (::fstat(file.number, &status) != 0) throw fail(std::strerror(errno));
    if (S_ISDIR(status.st_mode)) throw fail("it is a directory");
    if (!S_ISREG(status.st_mode)) throw fail("it is not a regular file");

    // The size is only a first guess: the file may grow, and some of the system's have none.
    const auto room = [&](std::size_t wanted) { return std::min(wanted, most_bytes) + 1; };
    std::string text(room(static_cast<std::size_t>(status.st_size)), '\0');
    std::size_t length = 0;
    while (length < text.size()) {
        const ssize_t count = ::read(file.number, text.data() + length, text.size() - length);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) throw fail(std::strerror(errno));
        if (count == 0) break;
        length += static_cast<std::size_t>(count);
        if (length == text.size()) text.resize(room(2 * length));
    }
    text.resize(length);
    return text;
}

std::string directory_of(const std::string& path) {
    const std::string parent = std::filesystem::path(path).parent_path().string();
    return parent.empty() ? "." : parent;
}

std::string path_within(const std::string& directory, const std::string& path) {
    if (directory.empty() || directory == "." || path.starts_with('/')) return path;
    return (std::filesystem::path(directory) / path).string();
}

}  // namespace dray::config
