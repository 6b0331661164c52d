#include "report/run_directory.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/error.hpp"

namespace dray::report {

namespace {

constexpr const char* kLockName = ".lock";

[[noreturn]] void fail(const std::filesystem::path& path, const char* what) {
    throw EnvironmentError(fmt::format("{}: {}: {}", path.string(), what, std::strerror(errno)));
}

bool holds_anything(const std::filesystem::path& path) {
    for (const auto& entry : std::filesystem::directory_iterator(path)) {
        if (entry.path().filename() != kLockName) return true;
    }
    return false;
}

}  // namespace

void write_file(const std::filesystem::path& path, std::string_view content) {
    const std::filesystem::path temporary = path.string() + ".tmp";
    const int fd = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (fd < 0) fail(temporary, "cannot be written");
    const auto give_up = [&](const char* what) {
        const int error = errno;
        ::close(fd);
        ::unlink(temporary.c_str());
        errno = error;
        fail(path, what);
    };
    while (!content.empty()) {
        const ssize_t written = ::write(fd, content.data(), content.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) give_up("cannot be written");
        content.remove_prefix(static_cast<std::size_t>(written));
    }
    if (::fsync(fd) != 0 && errno != EINVAL) give_up("cannot be synced to disk");
    if (::close(fd) != 0) fail(path, "cannot be closed");
    if (::rename(temporary.c_str(), path.c_str()) != 0) fail(path, "cannot be put in place");
}

RunDirectory::RunDirectory(std::filesystem::path path, bool force) : path_(std::move(path)) {
    std::error_code error;
    std::filesystem::create_directories(path_, error);
    if (error) throw EnvironmentError(fmt::format("{}: cannot be made: {}", path_.string(), error.message()));
    if (!force && holds_anything(path_)) {
        throw EnvironmentError(
            fmt::format("{}: holds a run already; give --force to replace it or --out for another place", path_.string()));
    }
    const std::filesystem::path lock = path_ / kLockName;
    lock_fd_ = ::open(lock.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (lock_fd_ < 0) fail(lock, "cannot be written");
    if (::flock(lock_fd_, LOCK_EX | LOCK_NB) != 0) {
        ::close(lock_fd_);
        throw EnvironmentError(fmt::format("{}: another run is writing here", path_.string()));
    }
    // Results of an earlier run must not stand beside those of this one if it ends early.
    for (const char* name : {"summary.json", "timeseries.csv", "stations.csv", "robots.csv", "incidents.csv", "resolved.yaml"}) {
        std::filesystem::remove(path_ / name, error);
    }
}

RunDirectory::~RunDirectory() {
    if (lock_fd_ < 0) return;
    ::unlink((path_ / kLockName).c_str());
    ::close(lock_fd_);
}

void RunDirectory::write(std::string_view name, std::string_view content) const {
    write_file(path_ / name, content);
}

}  // namespace dray::report
