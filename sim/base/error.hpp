// The three kinds of error and the exit code of each. A fourth, our own bug, is in check.hpp.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

namespace dray {

/// Exit codes of the program (DESIGN, promise 4).
enum class ExitCode : int { Ok = 0, Failed = 1, Usage = 2, InvalidInput = 3, InputOutput = 4, Interrupted = 5, Bug = 70 };

/// One thing wrong with the user's input.
struct Diagnostic {
    std::string file;     ///< as the user named it; empty when it came from the command line
    int line = 0;         ///< from 1; 0 when there is no place
    int column = 0;       ///< from 1; 0 when there is no place
    std::string message;  ///< one sentence with the value, the allowed range and the nearest name

    /// "file:line:column: message", the parts that exist.
    [[nodiscard]] std::string text() const;
    friend bool operator==(const Diagnostic&, const Diagnostic&) = default;
};

/// The user's input cannot be used: exit code 3. Carries every fault found, in order of place.
class InputError : public std::runtime_error {
  public:
    explicit InputError(std::vector<Diagnostic> diagnostics);
    explicit InputError(std::string message);
    [[nodiscard]] const std::vector<Diagnostic>& diagnostics() const { return diagnostics_; }

  private:
    std::vector<Diagnostic> diagnostics_;
};

/// The surroundings failed (file, disk, display, memory): exit code 4. The message names the path and the system's words.
class EnvironmentError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// The command line is wrong: exit code 2.
class UsageError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

}  // namespace dray
