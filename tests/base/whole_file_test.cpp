#include "base/whole_file.hpp"

#include <doctest/doctest.h>
#include <stdlib.h>

#include <fstream>
#include <iterator>

#include "base/error.hpp"

namespace fs = std::filesystem;
using dray::WholeFile;

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
    return {std::istreambuf_iterator<char>(file), {}};
}

std::size_t entries(const fs::path& path) {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(path), fs::directory_iterator()));
}

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("a file appears when it is committed, whole, and replaces what stood there") {
        const Scratch scratch;
        const fs::path path = scratch.path / "a";
        std::ofstream(path) << "old";
        std::string expected;
        {
            WholeFile file(path);
            for (int i = 0; i < 400'000; ++i) {
                file.write("line ");
                expected += "line ";
            }
            CHECK(content(path) == "old");
            file.commit();
        }
        CHECK(content(path) == expected);
        CHECK(entries(scratch.path) == 1);
    }

    TEST_CASE("without a commit nothing is left but what stood there") {
        const Scratch scratch;
        std::ofstream(scratch.path / "a") << "old";
        WholeFile(scratch.path / "a").write("new");
        CHECK(content(scratch.path / "a") == "old");
        CHECK(entries(scratch.path) == 1);
    }

    TEST_CASE("what a killed writer has left behind is no part of the next file") {
        const Scratch scratch;
        std::ofstream(scratch.path / "a.tmp") << "a long piece of another file";
        WholeFile file(scratch.path / "a");
        file.write("new");
        file.commit();
        CHECK(content(scratch.path / "a") == "new");
    }

    TEST_CASE("a second writer of the same file, and places that cannot be written, are refused") {
        const Scratch scratch;
        const WholeFile first(scratch.path / "a");
        CHECK_THROWS_WITH_AS(WholeFile(scratch.path / "a"), doctest::Contains("another program is writing it"),
                             dray::EnvironmentError);
        CHECK_THROWS_WITH_AS(WholeFile(scratch.path / "none" / "b"), doctest::Contains("none/b: cannot be written: No such"),
                             dray::EnvironmentError);
    }
}
