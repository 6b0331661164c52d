#include "engine/recording/recording.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "base/error.hpp"
#include "engine/recording/blocks.hpp"
#include "engine/recording/bytes.hpp"

namespace dray::engine {

Recording::Recording(std::filesystem::path path) : path_(std::move(path)) {
    fd_ = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd_ < 0) fail(fmt::format("cannot be read: {}", std::strerror(errno)));
    try {
        struct stat status {};
        if (::fstat(fd_, &status) != 0) fail(fmt::format("cannot be read: {}", std::strerror(errno)));
        if (!S_ISREG(status.st_mode)) fail("is not a file");
        size_ = static_cast<std::uint64_t>(status.st_size);
        const std::string start = size_ >= kTapeStart_bytes ? bytes_at(0, kTapeStart_bytes) : std::string();
        if (!start.starts_with(kTapeMagic)) fail("is not a recording of dray");
        const std::uint64_t schema = ByteReader(std::string_view(start).substr(kTapeMagic.size())).fixed(4);
        if (schema != kTapeSchema)
            fail(fmt::format("is a recording of schema {}; this program reads schema {}", schema, kTapeSchema));
        std::uint64_t offset = kTapeStart_bytes;
        try {
            parse_scene(block_at(offset, static_cast<std::uint32_t>(BlockKind::Head)), scene_, scenario_text_);
        } catch (const Malformed& error) {
            fail(fmt::format("its head, which describes the floors, is damaged: {}; nothing of it can be played", error.what()));
        }
        if (!read_index()) scan(offset);
        if (summaries_.empty())
            fail("holds no whole chunk: the run was cut off in its first seconds; nothing of it can be played");
    } catch (...) {
        ::close(fd_);
        throw;
    }
}

Recording::~Recording() {
    ::close(fd_);
}

void Recording::fail(const std::string& words) const {
    throw EnvironmentError(fmt::format("{}: {}", path_.string(), words));
}

std::string Recording::clock_at(Step step) const {
    const auto total = static_cast<long>(scene_.seconds(step));
    return fmt::format("{}:{:02}:{:02}", total / 3600, total % 3600 / 60, total % 60);
}

std::string Recording::bytes_at(std::uint64_t offset, std::uint64_t count) const {
    if (offset > size_ || count > size_ - offset) throw Malformed("the file ends inside");
    std::string bytes(count, '\0');
    for (std::size_t done = 0; done < count;) {
        const ssize_t got = ::pread(fd_, bytes.data() + done, count - done, static_cast<off_t>(offset + done));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) fail(fmt::format("cannot be read: {}", std::strerror(errno)));
        if (got == 0) throw Malformed("the file ends inside");
        done += static_cast<std::size_t>(got);
    }
    return bytes;
}

std::string Recording::block_at(std::uint64_t& offset, std::uint32_t kind) const {
    const auto header = block_header(bytes_at(offset, kBlockHeader_bytes));
    if (!header || header->kind != static_cast<BlockKind>(kind)) throw Malformed("what stands there is something else");
    std::string raw = unpacked_block(*header, bytes_at(offset + kBlockHeader_bytes, header->stored));
    offset += kBlockHeader_bytes + header->stored;
    return raw;
}

void Recording::pass_block(std::uint64_t& offset, std::uint32_t kind) const {
    const auto header = block_header(bytes_at(offset, kBlockHeader_bytes));
    if (!header || header->kind != static_cast<BlockKind>(kind)) throw Malformed("what stands there is something else");
    offset += kBlockHeader_bytes + header->stored;
}

void Recording::add_chunk(std::uint64_t offset, ChunkSummary summary) {
    if (!summaries_.empty() && summary.first != summaries_.back().last) throw Malformed("a chunk is missing before it");
    offsets_.push_back(offset);
    summaries_.push_back(std::move(summary));
}

// The index is a copy of what stands in the chunks: when anything is wrong with it, they are asked.
bool Recording::read_index() {
    try {
        const std::string footer = bytes_at(size_ - std::min<std::uint64_t>(size_, kFooter_bytes), kFooter_bytes);
        if (!footer.ends_with(kFooterMagic)) return false;
        std::uint64_t offset = ByteReader(footer).fixed(8);
        const std::string raw = block_at(offset, static_cast<std::uint32_t>(BlockKind::Index));
        ByteReader in(raw);
        for (std::uint64_t left = in.number(); left > 0; --left) {
            const std::uint64_t place = in.number(size_);
            add_chunk(place, parse_summary(in.text(), scene_));
        }
        return true;
    } catch (const Malformed&) {
        summaries_.clear();
        offsets_.clear();
        return false;
    }
}

void Recording::scan(std::uint64_t offset) {
    std::string what = "ends early: the run was cut off or is still being recorded";
    while (offset < size_) {
        const std::uint64_t place = offset;
        try {
            const auto header = block_header(bytes_at(offset, kBlockHeader_bytes));
            if (header && header->kind == BlockKind::Index) {
                what = "has lost its index, which was made anew";
                break;
            }
            pass_block(offset, static_cast<std::uint32_t>(BlockKind::Data));
            if (offset >= size_) break;
            pass_block(offset, static_cast<std::uint32_t>(BlockKind::Orders));
            if (offset >= size_) break;
            add_chunk(place, parse_summary(block_at(offset, static_cast<std::uint32_t>(BlockKind::Summary)), scene_));
        } catch (const Malformed& error) {
            // A block that reaches beyond the end was being written when the run was cut off.
            if (std::string_view(error.what()) != "the file ends inside")
                what = fmt::format("is damaged at byte {}: {}", place, error.what());
            break;
        }
    }
    if (summaries_.empty()) {
        if (what.starts_with("is damaged")) fail(what + "; nothing of it can be played");
        return;
    }
    notice_ = fmt::format("{}: {}; it plays from {} to {}", path_.string(), what, clock_at(summaries_.front().first),
                          clock_at(summaries_.back().last));
}

Chunk Recording::load(std::size_t chunk) const {
    Chunk out;
    out.summary = summaries_.at(chunk);
    std::uint64_t offset = offsets_.at(chunk);
    try {
        parse_frames(block_at(offset, static_cast<std::uint32_t>(BlockKind::Data)), scene_, out);
        out.orders = parse_orders(block_at(offset, static_cast<std::uint32_t>(BlockKind::Orders)), scene_);
    } catch (const Malformed& error) {
        fail_chunk(chunk, error.what());
    }
    return out;
}

OrderTrack Recording::load_orders(std::size_t chunk) const {
    std::uint64_t offset = offsets_.at(chunk);
    try {
        pass_block(offset, static_cast<std::uint32_t>(BlockKind::Data));
        return parse_orders(block_at(offset, static_cast<std::uint32_t>(BlockKind::Orders)), scene_);
    } catch (const Malformed& error) {
        fail_chunk(chunk, error.what());
    }
}

void Recording::fail_chunk(std::size_t chunk, const char* words) const {
    fail(fmt::format("its chunk from {} to {} at byte {} is damaged: {}", clock_at(summaries_[chunk].first),
                     clock_at(summaries_[chunk].last), offsets_[chunk], words));
}

}  // namespace dray::engine
