// A file that is written whole or not at all.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace dray {

/// Writes to a temporary file beside the target; `commit` syncs it and puts it in place, so that a reader sees the old content or
/// the new, never half. Without a commit the temporary file is removed. A second writer of the same file is refused. Everything
/// thrown is an EnvironmentError with the path and the system's words. One thread at a time.
class WholeFile {
  public:
    /// Opens the temporary file, so that a place that cannot be written is found before the content is made. The directory must
    /// exist.
    explicit WholeFile(std::filesystem::path path);
    ~WholeFile();
    WholeFile(const WholeFile&) = delete;
    WholeFile& operator=(const WholeFile&) = delete;

    /// Appends. Small pieces are gathered to blocks of a megabyte.
    void write(std::string_view text);
    /// Puts the file in place. Nothing can be written after it.
    void commit();

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  private:
    void flush();
    [[noreturn]] void fail(const char* what) const;

    std::filesystem::path path_, temporary_;
    std::string buffer_;
    int fd_ = -1;
};

}  // namespace dray
