#include "base/error.hpp"

#include <fmt/format.h>

namespace dray {

namespace {

std::string joined(const std::vector<Diagnostic>& diagnostics) {
    std::string text;
    for (const Diagnostic& d : diagnostics) {
        if (!text.empty()) text += '\n';
        text += d.text();
    }
    return text;
}

}  // namespace

std::string Diagnostic::text() const {
    if (file.empty()) return message;
    if (line <= 0) return fmt::format("{}: {}", file, message);
    return fmt::format("{}:{}:{}: {}", file, line, column, message);
}

InputError::InputError(std::vector<Diagnostic> diagnostics)
    : std::runtime_error(joined(diagnostics)), diagnostics_(std::move(diagnostics)) {}

InputError::InputError(std::string message) : InputError(std::vector<Diagnostic>{{.message = std::move(message)}}) {}

}  // namespace dray
