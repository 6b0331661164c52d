// Tables of whole numbers, packed column by column as differences to an earlier table of the same size. Internal to the room.
#pragma once

#include <cstdint>
#include <cstring>
#include <type_traits>
#include <vector>

#include "engine/recording/bytes.hpp"

namespace dray::engine {

/// A row is a struct of `kFields` 32-bit whole numbers and nothing else.
template <class Row>
concept NumberRow = std::is_trivially_copyable_v<Row> && sizeof(Row) == Row::kFields * sizeof(std::int32_t);

template <NumberRow Row>
[[nodiscard]] std::uint32_t field_of(const Row& row, std::size_t field) {
    std::uint32_t value = 0;
    std::memcpy(&value, reinterpret_cast<const unsigned char*>(&row) + field * sizeof value, sizeof value);
    return value;
}
template <NumberRow Row>
void set_field(Row& row, std::size_t field, std::uint32_t value) {
    std::memcpy(reinterpret_cast<unsigned char*>(&row) + field * sizeof value, &value, sizeof value);
}

/// Small differences of either sign become small numbers; 0 stays 0.
[[nodiscard]] constexpr std::uint32_t folded(std::uint32_t difference) {
    return difference << 1 ^ (difference >> 31 != 0 ? 0xffffffffu : 0u);
}
[[nodiscard]] constexpr std::uint32_t unfolded(std::uint32_t number) {
    return number >> 1 ^ ((number & 1) != 0 ? 0xffffffffu : 0u);
}

/// Runs of equal values are counted; everything else is written as its difference. Both tables have the same size.
template <NumberRow Row>
void write_table(ByteWriter& out, const std::vector<Row>& now, const std::vector<Row>& before) {
    for (std::size_t field = 0; field < Row::kFields; ++field) {
        std::uint64_t equal = 0;
        const auto end_run = [&] {
            if (equal == 0) return;
            out.number(0);
            out.number(equal - 1);
            equal = 0;
        };
        for (std::size_t i = 0; i < now.size(); ++i) {
            const std::uint32_t difference = field_of(now[i], field) - field_of(before[i], field);
            if (difference == 0) {
                ++equal;
                continue;
            }
            end_run();
            out.number(folded(difference));
        }
        end_run();
    }
}

/// Reads into `table`, which holds the earlier table. Throws Malformed.
template <NumberRow Row>
void read_table(ByteReader& in, std::vector<Row>& table) {
    for (std::size_t field = 0; field < Row::kFields; ++field) {
        for (std::size_t i = 0; i < table.size();) {
            const auto number = static_cast<std::uint32_t>(in.number(0xffffffffu));
            if (number == 0) {
                i += in.number(table.size() - i - 1) + 1;
            } else {
                set_field(table[i], field, field_of(table[i], field) + unfolded(number));
                ++i;
            }
        }
    }
}

}  // namespace dray::engine
