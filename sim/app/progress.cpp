#include "app/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <string_view>

#include "app/output.hpp"

namespace dray::app {

namespace {

constexpr double kTerminalPeriod_ms = 200;
constexpr double kPlainPeriod_ms = 10000;

// What there is to count: orders where some are stored, else parcels, else cages.
std::string done_text(const engine::TimePoint& p) {
    if (p.orders_released > 0) return fmt::format("{} of {} orders done, ", p.orders_completed, p.orders_released);
    if (p.parcels_sorted > 0) return fmt::format("{} parcels sorted, ", p.parcels_sorted);
    return p.cages_shipped > 0 ? fmt::format("{} cages shipped, ", p.cages_shipped) : "";
}

std::string line_of(const engine::Simulation& run, double wall_s) {
    const double speed = run.time_s() / wall_s;
    const double rest_s = speed > 0 ? (run.duration_s() - run.time_s()) / speed : 0;
    return fmt::format("{} of {} simulated ({:.0f} %), {:.0f} times real time, {}{} to go", clock_text(run.time_s()),
                       clock_text(run.duration_s()), 100 * run.time_s() / run.duration_s(), speed, done_text(run.moment()),
                       clock_text(rest_s));
}

// One that cannot move its cursor back, such as an editor's.
bool dumb_terminal() {
    const char* term = std::getenv("TERM");
    return term != nullptr && std::string_view(term) == "dumb";
}

}  // namespace

std::string clock_text(double seconds) {
    const auto total = static_cast<long>(seconds);
    return fmt::format("{}:{:02}:{:02}", total / 3600, total % 3600 / 60, total % 60);
}

bool colour_wanted(int file_descriptor) {
    const char* no_colour = std::getenv("NO_COLOR");
    return ::isatty(file_descriptor) != 0 && (no_colour == nullptr || *no_colour == '\0') && !dumb_terminal();
}

Progress::Progress()
    : terminal_(::isatty(STDERR_FILENO) != 0 && !dumb_terminal()), next_ms_(terminal_ ? kTerminalPeriod_ms : kPlainPeriod_ms) {}

void Progress::update(const engine::Simulation& run) {
    update([&](double wall_s) { return line_of(run, wall_s); });
}

void Progress::update(const std::function<std::string(double)>& line) {
    if (watch_.elapsed_ms() < next_ms_) return;
    next_ms_ = watch_.elapsed_ms() + (terminal_ ? kTerminalPeriod_ms : kPlainPeriod_ms);
    if (terminal_) {
        tell("\r\033[K{}", line(watch_.elapsed_ms() / 1000));
    } else {
        tell("{}\n", line(watch_.elapsed_ms() / 1000));
    }
    shown_ = true;
}

void Progress::finish() {
    if (terminal_ && shown_) tell("\r\033[K");
}

}  // namespace dray::app
