// A directory of its own for a test, gone with it.
#pragma once

#include <stdlib.h>

#include <filesystem>
#include <string>

namespace dray::experiment {

struct Scratch {
    std::filesystem::path path;
    Scratch() {
        std::string name = (std::filesystem::temp_directory_path() / "dray-test-XXXXXX").string();
        path = ::mkdtemp(name.data());
    }
    ~Scratch() { std::filesystem::remove_all(path); }
};

}  // namespace dray::experiment
