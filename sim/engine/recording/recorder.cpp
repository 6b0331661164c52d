#include "engine/recording/recorder.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "base/error.hpp"
#include "engine/recording/blocks.hpp"
#include "engine/recording/bytes.hpp"

namespace dray::engine {

Recorder::Recorder(Simulation& run, const std::string& scenario_text, std::filesystem::path path)
    : path_(std::move(path)), gatherer_(run) {
    fd_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (fd_ < 0) fail("cannot be written");
    ByteWriter start;
    start.fixed(kTapeSchema, 4);
    write(std::string(kTapeMagic) + start.take() + packed_block(BlockKind::Head, packed(gatherer_.scene(), scenario_text)));
}

Recorder::~Recorder() {
    if (fd_ >= 0) ::close(fd_);
}

void Recorder::fail(const char* what) const {
    throw EnvironmentError(fmt::format("{}: {}: {}", path_.string(), what, std::strerror(errno)));
}

void Recorder::write(std::string_view bytes) {
    bytes_ += bytes.size();
    while (!bytes.empty()) {
        const ssize_t written = ::write(fd_, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) fail("cannot be written");
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

void Recorder::write_chunk() {
    const Chunk chunk = gatherer_.take();
    const std::string summary = packed_summary(chunk.summary);
    ByteWriter entry;
    entry.number(bytes_);
    entry.text(summary);
    index_ += entry.take();
    ++chunks_;
    // In one piece, so that the file seldom ends inside.
    write(packed_block(BlockKind::Data, packed_frames(chunk)) + packed_block(BlockKind::Orders, packed_orders(chunk.orders)) +
          packed_block(BlockKind::Summary, summary));
}

void Recorder::tick() {
    gatherer_.tick();
    if (gatherer_.full()) write_chunk();
}

void Recorder::finish() {
    if (gatherer_.open().summary.last > gatherer_.open().summary.first || chunks_ == 0) write_chunk();
    ByteWriter count, footer;
    count.number(chunks_);
    footer.fixed(bytes_, 8);
    write(packed_block(BlockKind::Index, count.take() + index_) + footer.take() + std::string(kFooterMagic));
    if (::fsync(fd_) != 0 && errno != EINVAL) fail("cannot be synced to disk");
    if (::close(std::exchange(fd_, -1)) != 0) fail("cannot be closed");
}

}  // namespace dray::engine
