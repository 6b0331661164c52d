// What the program says: text on standard output and standard error that never ends a run, whatever has become of the two.
#pragma once

#include <fmt/format.h>

#include <string_view>
#include <utility>

namespace dray::app {

/// Opens what the caller has closed of the three standard streams, so that no file of ours takes their number and their text.
/// Call it before any file is opened.
void claim_standard_streams();

/// Writes to standard output. A failure is remembered for `flush_output` and everything after it is dropped.
void say(std::string_view text);
/// Writes to standard error; a failure has nobody left to be told to.
void tell(std::string_view text);
/// Empties the buffer of standard output. Returns what went wrong with it since the start, in the system's words, or nothing.
[[nodiscard]] std::string_view flush_output();

template <class... T>
void say(fmt::format_string<T...> format, T&&... values) {
    say(std::string_view(fmt::format(format, std::forward<T>(values)...)));
}
template <class... T>
void tell(fmt::format_string<T...> format, T&&... values) {
    tell(std::string_view(fmt::format(format, std::forward<T>(values)...)));
}

}  // namespace dray::app
