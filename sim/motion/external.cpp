#include "motion/external.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/check.hpp"
#include "base/error.hpp"

namespace dray::motion {

namespace {

constexpr std::string_view kLetters = "FRCW";  // by Action

char letter_of(floor::CellKind kind) {
    return "#.SLCB"[static_cast<std::size_t>(kind)];
}

template <class Tag>
std::int64_t number(Id<Tag> id) {
    return id.valid() ? static_cast<std::int64_t>(id.value) : -1;
}

template <class Range>
void append_numbers(std::string& out, const Range& ids) {
    const char* separator = "";
    for (const auto id : ids)
        fmt::format_to(std::back_inserter(out), "{}{}", std::exchange(separator, ","), number(id));
}

}  // namespace

External::External(const PlannerConfig& config, const floor::Floor& floor, std::size_t robots)
    : config_(config), child_(config.command), referee_(floor, robots) {
    say_hello(floor, robots);
}

void External::expect(ChildProcess::Result result, std::string_view doing) {
    if (result == ChildProcess::Result::Ok) return;
    const std::string where = tick_ < 0 ? "before the first tick" : fmt::format("at tick {}", tick_);
    if (result == ChildProcess::Result::TimedOut)
        throw EnvironmentError(fmt::format("external planner `{}`: nothing for {} s {} {} (planner.external_timeout_s)",
                                           config_.command, config_.external_timeout_s, doing, where));
    if (result == ChildProcess::Result::TooLong)
        throw EnvironmentError(fmt::format("external planner `{}`: an answer without end {} {}", config_.command, doing, where));
    throw EnvironmentError(fmt::format("external planner `{}` ended {} {}: {}", config_.command, doing, where, child_.ending()));
}

void External::say_hello(const floor::Floor& floor, std::size_t robots) {
    out_ = fmt::format(R"({{"type":"hello","version":1,"robots":{},"width":{},"height":{},"cells":")", robots, floor.width(),
                       floor.height());
    for (std::size_t c = 0; c < floor.cell_count(); ++c)
        out_ += letter_of(floor.kind(CellId(c)));
    out_ += R"(","exits":")";
    for (std::size_t c = 0; c < floor.cell_count(); ++c) {
        unsigned exits = 0;
        for (const floor::Heading h : floor::kHeadings)
            if (floor.next(CellId(c), h).valid()) exits |= 1u << static_cast<unsigned>(h);
        out_ += "0123456789abcdef"[exits];
    }
    out_ += R"(","lanes":[)";
    const char* separator = "";
    for (const floor::Lane& lane : floor.lanes()) {
        fmt::format_to(std::back_inserter(out_), R"({}{{"entry":{},"queue":[)", std::exchange(separator, ","),
                       number(lane.entry));
        append_numbers(out_, lane.queue);
        fmt::format_to(std::back_inserter(out_), R"(],"service":{},"exit":{}}})", number(lane.service), number(lane.exit));
    }
    out_ += R"(],"dead_ends":[)";
    separator = "";
    for (const floor::DeadEnd& end : floor.dead_ends()) {
        fmt::format_to(std::back_inserter(out_), R"({}{{"mouth":{},"cells":[)", std::exchange(separator, ","), number(end.mouth));
        append_numbers(out_, end.cells);
        out_ += "]}";
    }
    out_ += "]}\n";
    expect(child_.write(out_, config_.external_timeout_s), "while it was told the floor");
    expect(child_.read_line(line_, 80, config_.external_timeout_s), "before it was ready");
    if (line_ != "ready")
        throw EnvironmentError(fmt::format("external planner `{}`: expected `ready`, got `{}`", config_.command, line_));
}

void External::write_tick(const Snapshot& snapshot) {
    out_.clear();
    fmt::format_to(std::back_inserter(out_), R"({{"type":"tick","tick":{},"robots":[)", snapshot.tick);
    const char* separator = "";
    for (const RobotView& r : snapshot.robots)
        fmt::format_to(std::back_inserter(out_), "{}[{},{},{},{},{},{},{}]", std::exchange(separator, ","), number(r.cell),
                       static_cast<int>(r.heading), number(r.goal), number(r.permit), r.priority, r.loaded ? 1 : 0,
                       r.fixed_ticks > 0 ? 1 : 0);
    out_ += ']';
    if (!told_closed_ || closed_version_ != snapshot.closed_version) {
        told_closed_ = true;
        closed_version_ = snapshot.closed_version;
        const auto list = [&](const char* name, std::uint8_t closure) {
            fmt::format_to(std::back_inserter(out_), R"(,"{}":[)", name);
            separator = "";
            for (std::size_t c = 0; c < snapshot.closed.size(); ++c)
                if (snapshot.closed[c] == closure)
                    fmt::format_to(std::back_inserter(out_), "{}{}", std::exchange(separator, ","), c);
            out_ += ']';
        };
        list("closed", kClosed);
        list("shut", kShut);
    }
    out_ += "}\n";
}

// What is wrong with the answer; empty when `actions` holds it.
std::string External::take_answer(const Snapshot& snapshot, std::span<Action> actions) {
    if (line_.size() != actions.size()) return fmt::format("{} letters for {} robots", line_.size(), actions.size());
    for (std::size_t i = 0; i < line_.size(); ++i) {
        const std::size_t letter = kLetters.find(line_[i]);
        if (letter == std::string_view::npos) return fmt::format("letter {} is none of F R C W", i + 1);
        actions[i] = static_cast<Action>(letter);
    }
    const auto violation = referee_.check(snapshot, actions);
    return violation ? fmt::format("robot {} {}", violation->robot.value, violation->what) : std::string();
}

void External::plan(const Snapshot& snapshot, std::span<Action> actions) {
    DRAY_CHECK(snapshot.robots.size() == actions.size(), "{} robots, {} actions", snapshot.robots.size(), actions.size());
    tick_ = snapshot.tick;
    write_tick(snapshot);
    expect(child_.write(out_, config_.external_timeout_s), "while it was sent the robots");
    expect(child_.read_line(line_, std::max<std::size_t>(4096, 2 * actions.size()), config_.external_timeout_s),
           "instead of an answer");
    const std::string fault = take_answer(snapshot, actions);
    if (fault.empty()) {
        bad_in_a_row_ = 0;
        return;
    }
    std::fill(actions.begin(), actions.end(), Action::Wait);
    ++bad_answers_;
    if (++bad_in_a_row_ >= kPatience)
        throw EnvironmentError(fmt::format("external planner `{}`: {} bad answers in a row, the last at tick {}: {}",
                                           config_.command, kPatience, tick_, fault));
}

}  // namespace dray::motion
