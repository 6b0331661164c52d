// Runs the built program as a user would and keeps what it says.
#pragma once

#include <sys/wait.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

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

}  // namespace dray::test
