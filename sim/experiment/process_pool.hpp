// Runs of this program side by side, each in a process of its own: one that crashes harms nothing but itself, and all of them end
// when this one is killed.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <string>
#include <vector>

namespace dray::experiment {

/// How a process ended.
struct Ended {
    std::size_t task = 0;  ///< as given to `start`
    int exit_code = 0;     ///< 128 + the signal's number when a signal ended it
    std::string messages;  ///< what it wrote to standard error, at most 64 kB
};

/// One thread only, and the same one for all calls: the processes end when it does.
class ProcessPool {
  public:
    explicit ProcessPool(std::string program) : program_(std::move(program)) {}
    /// Kills what still runs and waits for its end.
    ~ProcessPool();
    ProcessPool(const ProcessPool&) = delete;
    ProcessPool& operator=(const ProcessPool&) = delete;

    /// Starts the program with these arguments, without input and with its output thrown away. Throws EnvironmentError.
    void start(std::size_t task, const std::vector<std::string>& arguments);
    /// Those that have ended since the last call, by task; waits up to a fiftieth of a second for the first.
    [[nodiscard]] std::vector<Ended> ended();
    /// Asks all to stop at their next tick, as Ctrl-C would; they still have to be waited for.
    void interrupt() const;
    /// Kills one that is not needed any more and waits for its end; it is not told by `ended`.
    void kill(std::size_t task);
    [[nodiscard]] std::size_t running() const { return processes_.size(); }

  private:
    struct Process {
        std::size_t task = 0;
        pid_t pid = -1;
        int messages_fd = -1;
    };
    void reap(const Process& process) const;

    std::string program_;
    std::vector<Process> processes_;  // in the order of their start
};

}  // namespace dray::experiment
