// A child program that is talked to in lines over pipes. POSIX only.
#pragma once

#include <sys/types.h>

#include <string>
#include <string_view>

namespace dray::motion {

/// Started by /bin/sh in a process group of its own, with pipes on its standard input and output; its standard error is ours.
/// The destructor closes its input, gives it a second to end by itself, kills what is left of the group and reaps the child.
/// One thread at a time.
class ChildProcess {
  public:
    enum class Result : std::uint8_t { Ok, Closed, TimedOut, TooLong };

    /// Throws EnvironmentError when no process can be started. A command that does not exist shows as Closed later.
    explicit ChildProcess(const std::string& command);
    ~ChildProcess();
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;

    /// Writes all of `text` while the child reads, for at most `timeout_s`. Never raises SIGPIPE.
    Result write(std::string_view text, double timeout_s);
    /// Reads one line of at most `longest` characters, without its end (LF or CR LF).
    Result read_line(std::string& line, std::size_t longest, double timeout_s);
    /// How the child ended ("exit status 3", "signal 9"), or "still running". Waits for it a moment.
    [[nodiscard]] std::string ending();

  private:
    bool await(int fd, short events, double timeout_s) const;
    bool reap(bool block);

    pid_t pid_ = -1;
    int input_ = -1, output_ = -1;  // ends of the pipes that we write to and read from
    int status_ = 0;
    bool reaped_ = false;
    std::string buffer_;  // read and not yet asked for
};

}  // namespace dray::motion
