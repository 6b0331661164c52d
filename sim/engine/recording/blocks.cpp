#include "engine/recording/blocks.hpp"

#include <zstd.h>

#include "base/check.hpp"
#include "base/hash.hpp"
#include "engine/recording/bytes.hpp"

namespace dray::engine {

namespace {

constexpr int kLevel = 3;
constexpr std::uint32_t kMaxRaw_bytes = 1u << 30;

std::uint64_t checksum_of(const BlockHeader& header, std::string_view stored) {
    StateHash hash;
    hash.add(static_cast<std::uint32_t>(header.kind));
    hash.add(header.stored);
    hash.add(header.raw);
    hash.add(stored);
    return hash.digest();
}

bool known(BlockKind kind) {
    return kind == BlockKind::Head || kind == BlockKind::Data || kind == BlockKind::Orders || kind == BlockKind::Summary ||
           kind == BlockKind::Index;
}

}  // namespace

std::string packed_block(BlockKind kind, std::string_view raw) {
    DRAY_CHECK(raw.size() <= kMaxRaw_bytes, "a block of {} bytes", raw.size());
    std::string stored(ZSTD_compressBound(raw.size()), '\0');
    const std::size_t size = ZSTD_compress(stored.data(), stored.size(), raw.data(), raw.size(), kLevel);
    DRAY_CHECK(ZSTD_isError(size) == 0, "zstd: {}", ZSTD_getErrorName(size));
    stored.resize(size);
    BlockHeader header{.kind = kind, .stored = static_cast<std::uint32_t>(size), .raw = static_cast<std::uint32_t>(raw.size())};
    header.checksum = checksum_of(header, stored);
    ByteWriter out;
    out.fixed(static_cast<std::uint32_t>(kind), 4);
    out.fixed(header.stored, 4);
    out.fixed(header.raw, 4);
    out.fixed(header.checksum, 8);
    return out.take() + stored;
}

std::optional<BlockHeader> block_header(std::string_view bytes) {
    if (bytes.size() < kBlockHeader_bytes) return {};
    ByteReader in(bytes);
    BlockHeader header;
    header.kind = static_cast<BlockKind>(in.fixed(4));
    header.stored = static_cast<std::uint32_t>(in.fixed(4));
    header.raw = static_cast<std::uint32_t>(in.fixed(4));
    header.checksum = in.fixed(8);
    if (!known(header.kind) || header.raw > kMaxRaw_bytes) return {};
    return header;
}

std::string unpacked_block(const BlockHeader& header, std::string_view stored) {
    if (checksum_of(header, stored) != header.checksum) throw Malformed("its checksum does not match");
    std::string raw(header.raw, '\0');
    const std::size_t size = ZSTD_decompress(raw.data(), raw.size(), stored.data(), stored.size());
    if (ZSTD_isError(size) != 0 || size != raw.size()) throw Malformed("it cannot be unpacked");
    return raw;
}

}  // namespace dray::engine
