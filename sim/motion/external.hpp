// A planner that runs outside the process and is asked over pipes; the lines are described in PROTOCOL.md.
#pragma once

#include "motion/child_process.hpp"
#include "motion/planner.hpp"
#include "motion/validity.hpp"

namespace dray::motion {

/// Sends each snapshot, waits for the answer, and lets nothing illegal through: a malformed or illegal answer becomes all-wait.
/// After kPatience of them in a row, at the end of the program, or after silence for the configured time the run ends with
/// EnvironmentError. The silence is wall time: it can end a run, and never changes a result otherwise.
class External final : public Planner {
  public:
    static constexpr int kPatience = 100;

    /// Starts the program, tells it the floor and waits until it is ready.
    External(const PlannerConfig& config, const floor::Floor& floor, std::size_t robots);
    void plan(const Snapshot& snapshot, std::span<Action> actions) override;
    [[nodiscard]] std::int64_t bad_answers() const { return bad_answers_; }  ///< ticks replaced by all-wait so far

  private:
    void say_hello(const floor::Floor& floor, std::size_t robots);
    void write_tick(const Snapshot& snapshot);
    void expect(ChildProcess::Result result, std::string_view doing);
    [[nodiscard]] std::string take_answer(const Snapshot& snapshot, std::span<Action> actions);

    PlannerConfig config_;
    ChildProcess child_;
    Referee referee_;
    std::string out_, line_;
    std::uint64_t closed_version_ = 0;
    bool told_closed_ = false;
    Tick tick_ = -1;
    std::int64_t bad_answers_ = 0;
    int bad_in_a_row_ = 0;
};

}  // namespace dray::motion
