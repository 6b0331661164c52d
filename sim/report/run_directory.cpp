#include "report/run_directory.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/error.hpp"
#include "base/whole_file.hpp"

namespace dray::report {

namespace {

constexpr const char* kLockName = ".lock";

[[noreturn]] void fail(const std::filesystem::path& path, const char* what) {
    throw EnvironmentError(fmt::format("{}: {}: {}", path.string(), what, std::strerror(errno)));
}

bool holds_anything(const std::filesystem::path& path) {
    std::error_code error;
    for (std::filesystem::directory_iterator entry(path, error), end; !error && entry != end; entry.increment(error)) {
        if (entry->path().filename() != kLockName) return true;
    }
    if (error) throw EnvironmentError(fmt::format("{}: cannot be read: {}", path.string(), error.message()));
    return false;
}

// The open and locked lock file. One that its last owner has unlinked meanwhile locks nobody out, so a new one is made.
int locked(const std::filesystem::path& lock) {
    for (;;) {
        const int fd = ::open(lock.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
        if (fd < 0) fail(lock, "cannot be written");
        if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
            ::close(fd);
            throw EnvironmentError(fmt::format("{}: another run is writing here", lock.parent_path().string()));
        }
        struct stat status {};
        if (::fstat(fd, &status) == 0 && status.st_nlink > 0) return fd;
        ::close(fd);
    }
}

// Those of an earlier run: rep-0001, rep-0002, ...
void remove_replications(const std::filesystem::path& path) {
    std::error_code error;
    std::vector<std::filesystem::path> old;
    for (std::filesystem::directory_iterator entry(path, error), end; !error && entry != end; entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        const bool number = name.size() > 4 && name.find_first_not_of("0123456789", 4) == std::string::npos;
        if (name.starts_with("rep-") && number) old.push_back(entry->path());
    }
    for (const std::filesystem::path& directory : old)
        std::filesystem::remove_all(directory, error);
}

}  // namespace

void write_file(const std::filesystem::path& path, std::string_view content) {
    WholeFile file(path);
    file.write(content);
    file.commit();
}

RunDirectory::RunDirectory(std::filesystem::path path, bool force) : path_(std::move(path)) {
    std::error_code error;
    std::filesystem::create_directories(path_, error);
    if (error) throw EnvironmentError(fmt::format("{}: cannot be made: {}", path_.string(), error.message()));
    const auto refuse_used = [&] {
        if (!force && holds_anything(path_)) {
            throw EnvironmentError(
                fmt::format("{}: holds a run already; give --force to replace it or --out for another place", path_.string()));
        }
    };
    refuse_used();
    lock_fd_ = locked(path_ / kLockName);
    // Another run may have ended here between the two.
    try {
        refuse_used();
    } catch (...) {
        unlock();
        throw;
    }
    // Results of an earlier run must not stand beside those of this one if it ends early.
    for (const char* name : {"summary.json",     "timeseries.csv", "stations.csv",    "robots.csv",    "docks.csv",
                             "incidents.csv",    "lost_time.csv",  "bottlenecks.csv", "resources.csv", "states.csv",
                             "cycle_times.csv",  "cells.csv",      "edges.csv",       "zones.csv",     "jams.csv",
                             "replications.csv", "whatif.json",    "report.html",     "resolved.yaml", "recording.dray"}) {
        std::filesystem::remove(path_ / name, error);
    }
    remove_replications(path_);
}

RunDirectory::~RunDirectory() {
    unlock();
}

void RunDirectory::unlock() {
    ::unlink((path_ / kLockName).c_str());
    ::close(lock_fd_);
}

void RunDirectory::write(std::string_view name, std::string_view content) const {
    write_file(path_ / name, content);
}

}  // namespace dray::report
