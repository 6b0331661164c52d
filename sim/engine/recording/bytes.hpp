// Whole numbers and texts as bytes: little endian, small numbers in few bytes. Internal to the room.
#pragma once

#include <cstdint>
#include <cstring>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

namespace dray::engine {

/// Bytes that do not mean what they should. Its words name what was expected.
class Malformed : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// Appends to a text that serves as a byte buffer.
class ByteWriter {
  public:
    void fixed(std::uint64_t value, int bytes) {
        for (int i = 0; i < bytes; ++i)
            bytes_ += static_cast<char>(value >> (8 * i) & 0xff);
    }
    /// Seven bits a byte, the lowest first.
    void number(std::uint64_t value) {
        for (; value >= 0x80; value >>= 7)
            bytes_ += static_cast<char>(value | 0x80);
        bytes_ += static_cast<char>(value);
    }
    void real(double value) {
        std::uint64_t bits = 0;
        std::memcpy(&bits, &value, sizeof bits);
        fixed(bits, 8);
    }
    void text(std::string_view value) {
        number(value.size());
        bytes_ += value;
    }
    [[nodiscard]] const std::string& bytes() const { return bytes_; }
    [[nodiscard]] std::string take() { return std::move(bytes_); }

  private:
    std::string bytes_;
};

/// Reads what ByteWriter wrote. Everything throws Malformed at the end of the bytes; nothing is read beyond it.
class ByteReader {
  public:
    explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

    [[nodiscard]] std::uint64_t fixed(int bytes) {
        need(static_cast<std::size_t>(bytes));
        std::uint64_t value = 0;
        for (int i = 0; i < bytes; ++i)
            value |= static_cast<std::uint64_t>(static_cast<unsigned char>(rest_[static_cast<std::size_t>(i)])) << (8 * i);
        rest_.remove_prefix(static_cast<std::size_t>(bytes));
        return value;
    }
    [[nodiscard]] std::uint64_t number() {
        std::uint64_t value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            need(1);
            const auto byte = static_cast<unsigned char>(rest_.front());
            rest_.remove_prefix(1);
            value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
            if (byte < 0x80) return value;
        }
        throw Malformed("a number has more than 64 bits");
    }
    /// A number that must not exceed `most`.
    [[nodiscard]] std::uint64_t number(std::uint64_t most) {
        const std::uint64_t value = number();
        if (value > most) throw Malformed("a number is out of range");
        return value;
    }
    [[nodiscard]] double real() {
        const std::uint64_t bits = fixed(8);
        double value = 0;
        std::memcpy(&value, &bits, sizeof value);
        return value;
    }
    [[nodiscard]] std::string text() {
        const std::uint64_t size = number(rest_.size());
        need(size);
        std::string value(rest_.substr(0, size));
        rest_.remove_prefix(size);
        return value;
    }
    [[nodiscard]] std::size_t left() const { return rest_.size(); }

  private:
    void need(std::size_t count) const {
        if (rest_.size() < count) throw Malformed("it ends too early");
    }

    std::string_view rest_;
};

}  // namespace dray::engine
