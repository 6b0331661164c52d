// The rules of the house, as functions of one source file: each gives its violations as "path:line: words".
#pragma once

#include <string>
#include <vector>

namespace house {

/// A file of the source tree.
struct Source {
    std::string path;  ///< from the top of the tree, such as "sim/floor/floor.hpp"
    std::string text;

    /// The folder below sim/, empty elsewhere.
    [[nodiscard]] std::string room() const;
    [[nodiscard]] bool is_header() const { return path.ends_with(".hpp"); }
};

/// Rooms from the lowest; each includes only those before it and itself.
const std::vector<std::string>& rooms();

/// All .hpp and .cpp files below a folder of a tree, by path.
std::vector<Source> sources_of(const std::string& root, const std::string& folder = "sim");

/// The text with comments and the insides of literals blanked; lines keep their numbers.
std::string code_of(const std::string& text);

/// Includes of a room that stands later in the order, or of a path that no room has.
std::vector<std::string> upward_includes(const Source& source);
/// Includes of a library outside the one room that may know it.
std::vector<std::string> stray_libraries(const Source& source);
/// Clocks, sleeping and the random numbers of the standard library in rooms that simulate.
std::vector<std::string> clocks_and_chance(const Source& source);
/// Calls that set a body's pose or velocity.
std::vector<std::string> pose_setters(const Source& source);
/// More than 450 lines.
std::vector<std::string> long_files(const Source& source);
/// A header that does not start with a comment.
std::vector<std::string> headers_without_words(const Source& source);

/// Tests that CTest does not run: it cuts names at a semicolon, and what is left selects no test, which passes.
std::vector<std::string> lost_tests(const Source& source);

}  // namespace house
