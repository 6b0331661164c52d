// The state hash: a 64-bit digest of plain values fed in a fixed order.
#pragma once

#define XXH_STATIC_LINKING_ONLY  // for the size of the streaming state, so that it needs no allocation
#include <xxhash.h>

#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>

namespace dray {

/// Streaming xxHash64. Equal sequences of added values give equal digests. Not for several threads at once.
class StateHash {
  public:
    StateHash() { XXH64_reset(&state_, 0); }

    /// Adds the bytes of a value without padding (numbers, enums, ids).
    template <class T>
    requires(std::has_unique_object_representations_v<T> || std::is_floating_point_v<T>) void add(T value) {
        XXH64_update(&state_, &value, sizeof value);
    }
    template <class T>
    requires(std::has_unique_object_representations_v<T> || std::is_floating_point_v<T>) void add(std::span<const T> values) {
        XXH64_update(&state_, values.data(), values.size_bytes());
    }
    void add(std::string_view text) { XXH64_update(&state_, text.data(), text.size()); }

    [[nodiscard]] std::uint64_t digest() const { return XXH64_digest(&state_); }

  private:
    XXH64_state_t state_;
};

/// Digest of one text, for names of random streams and of scenarios.
[[nodiscard]] inline std::uint64_t hash_of(std::string_view text) {
    return XXH64(text.data(), text.size(), 0);
}

}  // namespace dray
