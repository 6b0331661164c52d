#include "base/whole_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "base/error.hpp"

namespace dray {

namespace {

constexpr std::size_t kBlock_bytes = 1 << 20;

}  // namespace

WholeFile::WholeFile(std::filesystem::path path) : path_(std::move(path)), temporary_(path_.string() + ".tmp") {
    // Between opening and locking its last owner may have put it in place: then that file is not ours to write to.
    struct stat ours {
    }, there{};
    do {
        if (fd_ >= 0) ::close(fd_);
        fd_ = ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
        if (fd_ < 0) fail("cannot be written");
        if (::flock(fd_, LOCK_EX | LOCK_NB) != 0) {
            ::close(fd_);
            throw EnvironmentError(fmt::format("{}: another program is writing it", path_.string()));
        }
    } while (::fstat(fd_, &ours) != 0 || ::stat(temporary_.c_str(), &there) != 0 || ours.st_ino != there.st_ino);
    if (::ftruncate(fd_, 0) != 0) {
        const int error = errno;
        ::close(fd_);
        errno = error;
        fail("cannot be written");
    }
}

WholeFile::~WholeFile() {
    if (fd_ < 0) return;
    ::unlink(temporary_.c_str());
    ::close(fd_);
}

void WholeFile::fail(const char* what) const {
    throw EnvironmentError(fmt::format("{}: {}: {}", path_.string(), what, std::strerror(errno)));
}

void WholeFile::write(std::string_view text) {
    buffer_ += text;
    if (buffer_.size() >= kBlock_bytes) flush();
}

void WholeFile::flush() {
    for (std::string_view rest = buffer_; !rest.empty();) {
        const ssize_t written = ::write(fd_, rest.data(), rest.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) fail("cannot be written");
        rest.remove_prefix(static_cast<std::size_t>(written));
    }
    buffer_.clear();
}

void WholeFile::commit() {
    flush();
    if (::fsync(fd_) != 0 && errno != EINVAL) fail("cannot be synced to disk");
    if (::rename(temporary_.c_str(), path_.c_str()) != 0) fail("cannot be put in place");
    if (::close(std::exchange(fd_, -1)) != 0) fail("cannot be closed");
}

}  // namespace dray
