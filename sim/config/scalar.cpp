#include "config/scalar.hpp"

#include <charconv>
#include <cmath>

#include "base/check.hpp"
#include "config/phrases.hpp"

namespace dray::config {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::string lower(std::string text) {
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return text;
}

/// Whether only zeros stand before the exponent.
bool all_zero(std::string_view text) {
    for (const char c : text.substr(0, text.find_first_of("eE")))
        if (c >= '1' && c <= '9') return false;
    return true;
}

/// What is wrong with a plain word that is no number, as a hint; empty when there is nothing better to say.
std::string number_hint(const std::string& text) {
    const std::string word = lower(text);
    const std::string bare = word.substr(word.find_first_not_of("+-") == std::string::npos ? 0 : word.find_first_not_of("+-"));
    if (bare == "nan" || bare == ".nan" || bare == "inf" || bare == ".inf" || bare == "infinity") return "; it must be finite";
    if (bare.starts_with("0x") || bare.starts_with("0o") || bare.starts_with("0b")) return "; write it in decimal digits";
    if (bare.size() > 1 && bare[0] == '0' && is_digit(bare[1])) return "; leave out the leading zeros";
    if (word[0] == '+') return "; leave out the '+'";
    if (bare.empty() || !(is_digit(bare[0]) || bare[0] == '.')) return {};
    if (bare.find(',') != std::string::npos) return "; the decimal sign is '.', and thousands are not separated";
    if (bare.find('_') != std::string::npos) return "; write the digits without '_'";
    return "; write one plain number, without a unit";
}

/// The checks that come before any digit is read: a plain scalar, and no octal look-alike.
bool plain_digits(const Value& value, const char* expected, std::string& why) {
    why = std::string("expected ") + expected + ", found " + found_text(value);
    if (value.kind != Value::Kind::Scalar) return false;
    if (value.quoted) {
        why += "; leave out the quotes";
        return false;
    }
    const std::string& text = value.scalar;
    const std::size_t first = !text.empty() && text[0] == '-' ? 1 : 0;
    const bool octal = text.size() > first + 1 && text[first] == '0' && is_digit(text[first + 1]);
    // from_chars reads "inf" and "nan"; a number of ours starts with a digit or a point.
    const bool number_like = text.size() > first && (is_digit(text[first]) || text[first] == '.');
    if (!octal && number_like) return true;
    if (!text.empty()) why += number_hint(text);
    return false;
}

}  // namespace

std::optional<double> number_of(const Value& value, std::string& why) {
    if (!plain_digits(value, "a number", why)) return {};
    const std::string& text = value.scalar;
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc::invalid_argument || end != text.data() + text.size()) {
        why += number_hint(text);
        return {};
    }
    const bool vanished = number == 0 && !all_zero(text);
    if (error == std::errc::result_out_of_range || !std::isfinite(number) || vanished) {
        why += "; a 64-bit floating-point number cannot hold it";
        return {};
    }
    if (std::signbit(number) && number == 0) {
        why += "; write 0";
        return {};
    }
    return number;
}

std::optional<std::int64_t> integer_of(const Value& value, std::string& why) {
    if (!plain_digits(value, "a whole number", why)) return {};
    const std::string& text = value.scalar;
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc::invalid_argument || end != text.data() + text.size()) {
        double real = 0;
        const auto [real_end, real_error] = std::from_chars(text.data(), text.data() + text.size(), real);
        const bool is_real = real_error != std::errc::invalid_argument && real_end == text.data() + text.size();
        why += is_real ? "; write digits only, without point and exponent" : number_hint(text);
        return {};
    }
    if (error == std::errc::result_out_of_range) {
        why += "; a 64-bit whole number cannot hold it";
        return {};
    }
    if (number == 0 && text[0] == '-') {
        why += "; write 0";
        return {};
    }
    return number;
}

std::optional<bool> flag_of(const Value& value, std::string& why) {
    why = "expected true or false, found " + found_text(value);
    if (value.kind != Value::Kind::Scalar) return {};
    const std::string word = lower(value.scalar);
    const bool yes = word == "true" || word == "yes" || word == "on" || word == "y" || word == "1";
    const bool no = word == "false" || word == "no" || word == "off" || word == "n" || word == "0";
    if (value.quoted) {
        if (yes || no) why += "; leave out the quotes";
        return {};
    }
    if (value.scalar == "true") return true;
    if (value.scalar == "false") return false;
    if (yes) why += "; write true";
    if (no) why += "; write false";
    return {};
}

std::string number_text(double value) {
    DRAY_CHECK(std::isfinite(value), "only finite numbers are written, found {}", value);
    if (value == 0) return "0";
    const double size = std::abs(value);
    const auto format = size >= 1e-5 && size < 1e15 ? std::chars_format::fixed : std::chars_format::scientific;
    char buffer[64];
    const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, value, format);
    DRAY_CHECK(error == std::errc(), "64 characters hold every shortest number");
    return {buffer, end};
}

}  // namespace dray::config
