// Reads a recorded run.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "engine/recording/chunk.hpp"

namespace dray::engine {

/// A recording that has been opened. One that was cut off plays up to its last whole chunk, and one that is damaged up to the
/// damage; `notice` then says so. Everything thrown is an EnvironmentError that names the file, what is wrong with it and what
/// could be read. Not for several threads at once.
class Recording {
  public:
    explicit Recording(std::filesystem::path path);
    ~Recording();
    Recording(const Recording&) = delete;
    Recording& operator=(const Recording&) = delete;

    [[nodiscard]] const Scene& scene() const { return scene_; }
    [[nodiscard]] const std::string& scenario_text() const { return scenario_text_; }  ///< with every default
    /// What is wrong with the file and how far it plays; empty: nothing is.
    [[nodiscard]] const std::string& notice() const { return notice_; }
    /// Chunks in order of time, one at least; each begins where the one before ends.
    [[nodiscard]] const std::vector<ChunkSummary>& summaries() const { return summaries_; }
    [[nodiscard]] Chunk load(std::size_t chunk) const;
    /// What happened to orders in a chunk; much less to read than the chunk.
    [[nodiscard]] OrderTrack load_orders(std::size_t chunk) const;

  private:
    [[nodiscard]] std::string bytes_at(std::uint64_t offset, std::uint64_t count) const;
    /// The block that begins there, unpacked; throws Malformed when it is another kind, damaged or cut off. Moves `offset` on.
    [[nodiscard]] std::string block_at(std::uint64_t& offset, std::uint32_t kind) const;
    /// Moves `offset` behind the block that begins there.
    void pass_block(std::uint64_t& offset, std::uint32_t kind) const;
    [[noreturn]] void fail_chunk(std::size_t chunk, const char* words) const;
    [[nodiscard]] bool read_index();
    void scan(std::uint64_t offset);
    void add_chunk(std::uint64_t offset, ChunkSummary summary);
    [[noreturn]] void fail(const std::string& words) const;
    [[nodiscard]] std::string clock_at(Step step) const;

    std::filesystem::path path_;
    int fd_ = -1;
    std::uint64_t size_ = 0;
    Scene scene_;
    std::string scenario_text_;
    std::string notice_;
    std::vector<ChunkSummary> summaries_;
    std::vector<std::uint64_t> offsets_;
};

}  // namespace dray::engine
