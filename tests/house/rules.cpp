#include "rules.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace house {

namespace {

/// Calls `visit(line number, line)` for each line.
template <class Visit>
void each_line(const std::string& text, Visit visit) {
    int number = 1;
    for (std::size_t begin = 0; begin < text.size(); ++number) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        visit(number, text.substr(begin, end - begin));
        begin = end + 1;
    }
}

std::string at(const Source& source, int line, const std::string& words) {
    return source.path + ":" + std::to_string(line) + ": " + words;
}

/// What a line includes, without quotes and brackets, or empty.
std::string included(const std::string& line, char open, char close) {
    const std::size_t hash = line.find_first_not_of(" \t");
    if (hash == std::string::npos || line[hash] != '#') return {};
    const std::size_t word = line.find_first_not_of(" \t", hash + 1);
    if (word == std::string::npos || line.compare(word, 7, "include") != 0) return {};
    const std::size_t begin = line.find(open, word);
    const std::size_t end = begin == std::string::npos ? begin : line.find(close, begin + 1);
    return end == std::string::npos ? std::string() : line.substr(begin + 1, end - begin - 1);
}

bool in_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// Calls `visit(line number, identifier)` for each identifier outside comments and literals.
template <class Visit>
void each_word(const Source& source, Visit visit) {
    each_line(code_of(source.text), [&](int number, const std::string& line) {
        for (std::size_t begin = 0; begin < line.size(); ++begin) {
            if (!in_word(line[begin])) continue;
            const std::size_t end = static_cast<std::size_t>(
                std::find_if_not(line.begin() + static_cast<std::ptrdiff_t>(begin), line.end(), in_word) - line.begin());
            visit(number, line.substr(begin, end - begin));
            begin = end;
        }
    });
}

std::vector<std::string> forbidden_words(const Source& source, const std::vector<std::string>& words, const std::string& reason) {
    std::vector<std::string> found;
    each_word(source, [&](int number, const std::string& word) {
        const bool distribution =
            word.ends_with("_distribution") && std::find(words.begin(), words.end(), "_distribution") != words.end();
        if (distribution || std::find(words.begin(), words.end(), word) != words.end())
            found.push_back(at(source, number, word + " " + reason));
    });
    return found;
}

}  // namespace

const std::vector<std::string>& rooms() {
    static const std::vector<std::string> order = {"base",       "config",     "floor",      "motion",  "traffic",
                                                   "physics",    "primitives", "operations", "insight", "engine",
                                                   "experiment", "report",     "view",       "app"};
    return order;
}

std::string Source::room() const {
    if (!path.starts_with("sim/")) return {};
    return path.substr(4, path.find('/', 4) - 4);
}

std::vector<Source> sources_of(const std::string& root, const std::string& folder) {
    std::vector<Source> sources;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(std::filesystem::path(root) / folder)) {
        const auto extension = entry.path().extension();
        if (!entry.is_regular_file() || (extension != ".hpp" && extension != ".cpp")) continue;
        std::ifstream file(entry.path(), std::ios::binary);
        sources.push_back({std::filesystem::relative(entry.path(), root).string(),
                           std::string(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>())});
    }
    std::sort(sources.begin(), sources.end(), [](const Source& a, const Source& b) { return a.path < b.path; });
    return sources;
}

std::string code_of(const std::string& text) {
    std::string code = text;
    std::size_t i = 0;
    // Blanks up to and without `end`, but keeps line ends.
    const auto blank_to = [&](std::size_t end) {
        for (; i < std::min(end, code.size()); ++i)
            if (code[i] != '\n') code[i] = ' ';
    };
    while (i < code.size()) {
        if (text.compare(i, 2, "//") == 0) {
            blank_to(text.find('\n', i));
        } else if (text.compare(i, 2, "/*") == 0) {
            const std::size_t end = text.find("*/", i + 2);
            blank_to(end == std::string::npos ? end : end + 2);
        } else if (text.compare(i, 3, "R\"(") == 0) {
            const std::size_t end = text.find(")\"", i);
            blank_to(end == std::string::npos ? end : end + 2);
        } else if (text[i] == '"' || (text[i] == '\'' && (i == 0 || !in_word(text[i - 1])))) {
            std::size_t end = i + 1;
            while (end < text.size() && text[end] != text[i] && text[end] != '\n')
                end += text[end] == '\\' ? 2 : 1;
            blank_to(end + 1);
        } else {
            ++i;
        }
    }
    return code;
}

std::vector<std::string> upward_includes(const Source& source) {
    const auto level = [](const std::string& room) { return std::find(rooms().begin(), rooms().end(), room) - rooms().begin(); };
    std::vector<std::string> found;
    if (level(source.room()) == level("")) found.push_back(at(source, 1, "stands in no room"));
    each_line(source.text, [&](int number, const std::string& line) {
        const std::string path = included(line, '"', '"');
        if (path.empty()) return;
        const std::string room = path.substr(0, path.find('/'));
        if (level(room) == level("") || path.find("..") != std::string::npos) {
            found.push_back(at(source, number, "includes " + path + ", which is not the path of a room"));
        } else if (level(room) > level(source.room())) {
            found.push_back(at(source, number, "includes " + path + " of a room above"));
        }
    });
    return found;
}

std::vector<std::string> stray_libraries(const Source& source) {
    struct Home {
        std::string prefix;
        std::string room;
    };
    static const std::vector<Home> homes = {{"box2d/", "physics"}, {"yaml-cpp/", "config"}, {"SFML/", "view"},
                                            {"imgui", "view"},     {"boost/", "insight"},   {"sqlite3.h", "experiment"}};
    std::vector<std::string> found;
    each_line(source.text, [&](int number, const std::string& line) {
        for (const std::string& path : {included(line, '<', '>'), included(line, '"', '"')})
            for (const Home& home : homes)
                if (path.starts_with(home.prefix) && source.room() != home.room)
                    found.push_back(at(source, number, "includes " + path + ", which only " + home.room + " may know"));
    });
    return found;
}

std::vector<std::string> clocks_and_chance(const Source& source) {
    // The one clock there is, for wall times that are only reported.
    if (source.path == "sim/base/stopwatch.hpp") return {};
    const auto room = std::find(rooms().begin(), rooms().end(), source.room());
    if (room > std::find(rooms().begin(), rooms().end(), "engine")) return {};
    return forbidden_words(source,
                           {"utc_clock",
                            "file_clock",
                            "steady_clock",
                            "system_clock",
                            "high_resolution_clock",
                            "clock_gettime",
                            "gettimeofday",
                            "ctime",
                            "sleep_for",
                            "sleep_until",
                            "usleep",
                            "nanosleep",
                            "random",
                            "random_device",
                            "mt19937",
                            "mt19937_64",
                            "minstd_rand",
                            "default_random_engine",
                            "rand",
                            "srand",
                            "random_shuffle",
                            "shuffle",
                            "_distribution"},
                           "is not for rooms that simulate");
}

std::vector<std::string> pose_setters(const Source& source) {
    if (source.room() != "physics") return {};
    return forbidden_words(source, {"SetTransform", "SetLinearVelocity", "SetAngularVelocity"}, "sets a pose or velocity");
}

std::vector<std::string> long_files(const Source& source) {
    const auto lines = std::count(source.text.begin(), source.text.end(), '\n');
    if (lines <= 450) return {};
    return {at(source, 451, "has " + std::to_string(lines) + " lines; allowed 450")};
}

std::vector<std::string> headers_without_words(const Source& source) {
    if (!source.is_header() || source.text.starts_with("// ")) return {};
    return {at(source, 1, "does not start with a comment that says what it is for")};
}

std::vector<std::string> lost_tests(const Source& source) {
    std::vector<std::string> found;
    for (std::size_t begin = source.text.find("TEST_CASE("); begin != std::string::npos;
         begin = source.text.find("TEST_CASE(", begin + 1)) {
        const std::size_t quote = source.text.find_first_not_of(" \n", begin + std::string("TEST_CASE(").size());
        if (quote == std::string::npos || source.text[quote] != '"') continue;
        const std::string name = source.text.substr(quote, source.text.find("\")", quote) - quote);
        const auto line = std::count(source.text.begin(), source.text.begin() + static_cast<std::ptrdiff_t>(begin), '\n') + 1;
        if (name.find(';') != std::string::npos)
            found.push_back(at(source, static_cast<int>(line), "has a semicolon in its name, so that CTest does not run it"));
    }
    return found;
}

}  // namespace house
