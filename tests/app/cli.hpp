// Runs the built program as a user would and keeps what it says.
#pragma once

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace dray::test {

struct Outcome {
    int exit_code = -1;
    std::string out, err;
};

inline std::string slurp(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

/// A directory of its own for each test, removed at its end.
class Scratch {
  public:
    Scratch() {
        std::string name = (std::filesystem::temp_directory_path() / "dray-test-XXXXXX").string();
        path_ = ::mkdtemp(name.data());
    }
    ~Scratch() { std::filesystem::remove_all(path_); }
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    std::filesystem::path file(const std::string& name, const std::string& content) const {
        std::ofstream(path_ / name, std::ios::binary) << content;
        return path_ / name;
    }

  private:
    std::filesystem::path path_;
};

/// Runs `dray ARGUMENTS` through the shell, with `prefix` before it (environment, redirections of its input).
inline Outcome run_dray(const Scratch& scratch, const std::string& arguments, const std::string& prefix = "") {
    const std::string command = prefix + " '" + DRAY_BIN_DIR "/dray' " + arguments + " >'" + (scratch.path() / "out").string() +
                                "' 2>'" + (scratch.path() / "err").string() + "'";
    const int status = std::system(command.c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, slurp(scratch.path() / "out"), slurp(scratch.path() / "err")};
}

/// `dray ARGUMENTS` while it runs. It is killed when the object goes and nobody has waited for its end.
class Background {
  public:
    Background(const Scratch& scratch, std::vector<std::string> arguments) : scratch_(scratch) {
        arguments.insert(arguments.begin(), DRAY_BIN_DIR "/dray");
        std::vector<char*> pointers;
        for (std::string& argument : arguments)
            pointers.push_back(argument.data());
        pointers.push_back(nullptr);
        posix_spawn_file_actions_t files;
        posix_spawn_file_actions_init(&files);
        for (const auto& [number, name] : {std::pair{STDOUT_FILENO, "out"}, std::pair{STDERR_FILENO, "err"}}) {
            posix_spawn_file_actions_addopen(&files, number, (scratch.path() / name).c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
        }
        if (posix_spawn(&pid_, pointers[0], &files, nullptr, pointers.data(), environ) != 0) pid_ = -1;
        posix_spawn_file_actions_destroy(&files);
    }
    ~Background() {
        if (pid_ <= 0) return;
        ::kill(pid_, SIGKILL);
        ::waitpid(pid_, nullptr, 0);
    }
    Background(const Background&) = delete;
    Background& operator=(const Background&) = delete;

    /// Waits until the file exists; false when the program ends before or half a minute passes.
    [[nodiscard]] bool wait_for(const std::filesystem::path& file) const {
        for (int i = 0; i < 3000; ++i) {
            if (std::filesystem::exists(file)) return true;
            siginfo_t info{};
            if (::waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT) != 0 || info.si_pid != 0)
                return false;
            ::usleep(10000);
        }
        return false;
    }
    void signal(int number) const { ::kill(pid_, number); }
    Outcome end() {
        int status = 0;
        ::waitpid(std::exchange(pid_, -1), &status, 0);
        return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, slurp(scratch_.path() / "out"), slurp(scratch_.path() / "err")};
    }

  private:
    const Scratch& scratch_;
    pid_t pid_ = -1;
};

}  // namespace dray::test
