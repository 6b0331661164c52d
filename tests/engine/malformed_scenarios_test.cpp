#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <tuple>

#include "engine/site.hpp"
#include "malformed_cases.hpp"

using namespace dray;

namespace {

/// A directory of its own for one scenario and its files.
class Folder {
  public:
    Folder() {
        std::string name = (std::filesystem::temp_directory_path() / "dray-malformed-XXXXXX").string();
        path_ = ::mkdtemp(name.data());
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    void write(const std::string& name, const std::string& content) const {
        std::ofstream(path_ / name, std::ios::binary) << content;
    }
    [[nodiscard]] std::string file(const std::string& name) const { return (path_ / name).string(); }
    /// The text with this directory's name taken out.
    [[nodiscard]] std::string without_name(std::string text) const {
        const std::string prefix = path_.string() + "/";
        for (std::size_t at = text.find(prefix); at != std::string::npos; at = text.find(prefix))
            text.erase(at, prefix.size());
        return text;
    }

  private:
    std::filesystem::path path_;
};

/// What a user is told of a scenario before it runs; empty when it is accepted.
std::string words_for(const test::MalformedCase& entry) {
    const Folder folder;
    folder.write("in.yaml", entry.text);
    for (const auto& [name, content] : entry.files)
        folder.write(name, content);
    std::string words;
    try {
        std::ignore = engine::build_site(engine::load_scenario(folder.file("in.yaml"), {}), 1);
    } catch (const InputError& error) {
        for (const Diagnostic& d : error.diagnostics())
            words += d.text() + "\n";
    } catch (const EnvironmentError& error) {
        words = std::string(error.what()) + "\n";
    }
    return folder.without_name(words);
}

}  // namespace

TEST_SUITE("unit") {
    TEST_CASE("a malformed scenario is refused before the run with its exact messages and places") {
        for (const std::vector<test::MalformedCase>& cases : {test::malformed_fields(), test::malformed_sites()}) {
            for (const test::MalformedCase& entry : cases) {
                CAPTURE(entry.name);
                CAPTURE(entry.text);
                CHECK(words_for(entry) == entry.words);
            }
        }
    }

    TEST_CASE("the small scenario that the malformed ones are made from is accepted") {
        CHECK(words_for({"sound", "fleets: [{count: 6}]\n", "", {}}).empty());
    }
}
