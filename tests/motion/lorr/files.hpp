// Benchmark instances for tests, written to a directory that goes when the test ends.
#pragma once

#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace dray::test {

class Files {
  public:
    Files() {
        std::string name = (std::filesystem::temp_directory_path() / "dray-lorr-XXXXXX").string();
        path_ = ::mkdtemp(name.data());
    }
    ~Files() { std::filesystem::remove_all(path_); }
    Files(const Files&) = delete;
    Files& operator=(const Files&) = delete;

    [[nodiscard]] std::string path(const std::string& name) const { return (path_ / name).string(); }
    std::string write(const std::string& name, const std::string& text) const {
        std::filesystem::create_directories((path_ / name).parent_path());
        std::ofstream(path_ / name, std::ios::binary) << text;
        return path(name);
    }
    [[nodiscard]] std::string read(const std::string& name) const {
        std::ifstream file(path_ / name, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }

  private:
    std::filesystem::path path_;
};

/// The parts of an instance; what a test does not change makes a small valid one of edition 2024: four columns, three rows, two
/// obstacles, two robots and two tasks.
struct Parts {
    std::string map = "type octile\nheight 3\nwidth 4\nmap\n....\n.@T.\n.ES.\n";
    std::string agents = "# version for LoRR 2024\n2\n0\n3\n";
    std::string tasks = "# version for LoRR 2024\n2\n8,11\n4,4,0\n";
    std::string problem =
        R"({
  "mapFile": "maps/m.map",
  "agentFile": "a.agents",
  "teamSize": 2,
  "taskFile": "t.tasks",
  "numTasksReveal": 1.5,
  "version": "2024 LoRR"
})";

    /// The same site with tasks of edition 2023: two cycles of one errand for each of two robots.
    static Parts of_2023() {
        Parts parts;
        parts.agents = "2\n0\n3\n";
        parts.tasks = "4\n8\n11\n0\n3\n";
        parts.problem =
            R"({"mapFile": "maps/m.map", "agentFile": "a.agents", "teamSize": 2, "taskFile": "t.tasks",
"numTasksReveal": 1, "taskAssignmentStrategy": "roundrobin"})";
        return parts;
    }

    /// Writes all four; returns the path of the problem file.
    [[nodiscard]] std::string write(const Files& files) const {
        (void)files.write("maps/m.map", map);
        (void)files.write("a.agents", agents);
        (void)files.write("t.tasks", tasks);
        return files.write("site.json", problem);
    }
};

}  // namespace dray::test
