// Checks that stay on in every build. A failed one is our own bug: it names the place, the values and how to repeat the run.
#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <stdexcept>
#include <string>

namespace dray {

/// A broken promise of ours: exit code 70. Nothing continues after it.
class BugError : public std::logic_error {
  public:
    using std::logic_error::logic_error;
};

/// What a failed check prints besides its own words: where the run was and what to type to get there again.
struct RunContext {
    std::string command;     ///< what to run to repeat, for example "dray run site.yaml --seed 7"
    std::uint64_t seed = 0;  ///< the run's seed
    std::int64_t tick = -1;  ///< current planning tick; -1 before the first
};

/// The context of the calling thread. The engine sets it and moves `tick` on; other threads have an empty one of their own.
RunContext& run_context();

/// Throws BugError with the place, the text and the run context.
[[noreturn]] void fail_check(const char* file, int line, const char* condition, const std::string& text);

}  // namespace dray

/// Always-on check: DRAY_CHECK(condition, "format {}", values...). The text says what was expected, the values what was found.
#define DRAY_CHECK(condition, ...)                                                                      \
    do {                                                                                                \
        if (!(condition)) ::dray::fail_check(__FILE__, __LINE__, #condition, fmt::format(__VA_ARGS__)); \
    } while (false)
