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
    // Most rows stay as they are: only the others are looked at field by field.
    std::vector<std::size_t> changed;
    for (std::size_t i = 0; i < now.size(); ++i)
        if (std::memcmp(&now[i], &before[i], sizeof(Row)) != 0) changed.push_back(i);
    for (std::size_t field = 0; field < Row::kFields; ++field) {
        std::size_t next = 0;  // the first row that is not written yet
        const auto write_equal_to = [&](std::size_t end) {
            if (end == next) return;
            out.number(0);
            out.number(end - next - 1);
        };
        for (const std::size_t i : changed) {
            const std::uint32_t difference = field_of(now[i], field) - field_of(before[i], field);
            if (difference == 0) continue;
            write_equal_to(i);
            out.number(folded(difference));
            next = i + 1;
        }
        write_equal_to(now.size());
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
