#include "report/run_directory.hpp"

#include <doctest/doctest.h>
#include <stdlib.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

#include "base/error.hpp"

namespace fs = std::filesystem;
using dray::report::RunDirectory;

namespace {

struct Scratch {
    fs::path path;
    Scratch() {
        std::string name = (fs::temp_directory_path() / "dray-test-XXXXXX").string();
        path = ::mkdtemp(name.data());
    }
    ~Scratch() { fs::remove_all(path); }
};

std::string content(const fs::path& path) {
    std::ifstream file(path);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("a run directory is made with its parents and leaves no temporary files") {
        const Scratch scratch;
        {
            const RunDirectory directory(scratch.path / "a" / "b", false);
            directory.write("summary.json", "{}\n");
        }
        CHECK(content(scratch.path / "a" / "b" / "summary.json") == "{}\n");
        CHECK(std::distance(fs::directory_iterator(scratch.path / "a" / "b"), fs::directory_iterator()) == 1);
    }

    TEST_CASE("a directory that holds a run is refused without force, and force removes the old results first") {
        const Scratch scratch;
        { RunDirectory(scratch.path, false).write("robots.csv", "old"); }
        CHECK_THROWS_AS(RunDirectory(scratch.path, false), dray::EnvironmentError);
        CHECK(content(scratch.path / "robots.csv") == "old");
        { RunDirectory(scratch.path, true).write("summary.json", "new"); }
        CHECK(!fs::exists(scratch.path / "robots.csv"));
    }

    TEST_CASE("two runs cannot write to one directory at once") {
        const Scratch scratch;
        const RunDirectory first(scratch.path, false);
        CHECK_THROWS_WITH_AS(RunDirectory(scratch.path, true), doctest::Contains("another run is writing here"),
                             dray::EnvironmentError);
    }

    TEST_CASE("a write that fails keeps the old content and names the path") {
        const Scratch scratch;
        const RunDirectory directory(scratch.path, false);
        directory.write("summary.json", "old");
        // A directory in the way of the temporary file makes the write fail for root too.
        fs::create_directory(scratch.path / "summary.json.tmp");
        CHECK_THROWS_WITH_AS(directory.write("summary.json", "new"), doctest::Contains("summary.json"), dray::EnvironmentError);
        CHECK(content(scratch.path / "summary.json") == "old");
    }
}
