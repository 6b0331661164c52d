#include "base/check.hpp"

namespace dray {

RunContext& run_context() {
    thread_local RunContext context;
    return context;
}

void fail_check(const char* file, int line, const char* condition, const std::string& text) {
    const RunContext& context = run_context();
    std::string message = fmt::format("internal check failed: {} ({})\n  at {}:{}", text, condition, file, line);
    if (context.tick >= 0) message += fmt::format("\n  tick {}, seed {}", context.tick, context.seed);
    if (!context.command.empty()) message += fmt::format("\n  to repeat: {}", context.command);
    throw BugError(message);
}

}  // namespace dray
