// The directory of a run: made once, never overwritten by accident, every file written whole or not at all.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace dray::report {

/// One run's directory. Thrown errors are EnvironmentError with the path and the system's words.
class RunDirectory {
  public:
    /// Makes the directory. A directory that holds anything is refused unless `force` (its known result files are then replaced),
    /// and so is one that another living process is writing to.
    RunDirectory(std::filesystem::path path, bool force);
    ~RunDirectory();
    RunDirectory(const RunDirectory&) = delete;
    RunDirectory& operator=(const RunDirectory&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    /// Writes to a temporary file beside it, syncs, renames: readers see the old content or the new, never half.
    void write(std::string_view name, std::string_view content) const;

  private:
    void unlock();

    std::filesystem::path path_;
    int lock_fd_ = -1;
};

/// Writes one file whole or not at all, as RunDirectory::write does.
void write_file(const std::filesystem::path& path, std::string_view content);

}  // namespace dray::report
