// The file format of recordings: blocks with a checksum each. Internal to the room.
//
//   file    = magic (8 bytes), schema version (4), block "head", then for each chunk blocks "data", "ordr" and
//             "summ", block "indx", footer: offset of the index (8), magic of the footer (8)
//   block   = kind (4), stored size (4), raw size (4), checksum (8), payload (zstd)
//
// The index holds the place of every "data" block and a copy of its summary. A file without one (the run was cut off) is read by
// going from block to block; a chunk counts when its summary is there, since that is written last.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace dray::engine {

inline constexpr std::string_view kTapeMagic = "DRAYREC\n";
inline constexpr std::string_view kFooterMagic = "DRAYIDX\n";
inline constexpr std::uint32_t kTapeSchema = 5;
inline constexpr std::size_t kTapeStart_bytes = 12;
inline constexpr std::size_t kBlockHeader_bytes = 20;
inline constexpr std::size_t kFooter_bytes = 16;

enum class BlockKind : std::uint32_t {
    Head = 0x64616568,
    Data = 0x61746164,
    Orders = 0x7264726f,
    Summary = 0x6d6d7573,
    Index = 0x78646e69
};

struct BlockHeader {
    BlockKind kind = BlockKind::Head;
    std::uint32_t stored = 0, raw = 0;  ///< bytes of the payload, packed and unpacked
    std::uint64_t checksum = 0;         ///< of the three fields above and the stored payload
};

/// A whole block: header and compressed payload.
[[nodiscard]] std::string packed_block(BlockKind kind, std::string_view raw);
/// The header in the first bytes of a block, or nothing when they are not one.
[[nodiscard]] std::optional<BlockHeader> block_header(std::string_view bytes);
/// The payload of a block, checked and unpacked. Throws Malformed.
[[nodiscard]] std::string unpacked_block(const BlockHeader& header, std::string_view stored);

}  // namespace dray::engine
