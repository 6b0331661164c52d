// Properties over random input, by RapidCheck. Its templates are unfolded once, in property.cpp: in every test file they would
// cost the build up to 5 s each.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <string>
#include <vector>

#include "property.hpp"

namespace property {

/// Whether `body` holds for random inputs: it draws them by the functions below and states by RC_ASSERT. What fails is shrunk and
/// printed with what to set RC_PARAMS to.
[[nodiscard]] bool holds(const std::function<void()>& body);
[[nodiscard]] bool holds(const std::string& name, const std::function<void()>& body);

/// For `in_range`.
std::int64_t integer_in(std::int64_t low, std::int64_t high);

/// From `low` to just below `high`, both within what 63 bits hold; shrinks towards `low`.
template <std::integral T>
T in_range(T low, T high) {
    return static_cast<T>(integer_in(static_cast<std::int64_t>(low), static_cast<std::int64_t>(high)));
}

/// Any number of 64 bits, small ones more often.
std::uint64_t seed();
bool coin();

/// Any number of them, also none.
std::vector<std::int64_t> integers_in(std::int64_t low, std::int64_t high);
/// Any bytes.
std::string text();

/// One of at least one value; shrinks towards the first.
template <class T>
T one_of(std::initializer_list<T> values) {
    return values.begin()[in_range<std::size_t>(0, values.size())];
}

}  // namespace property
