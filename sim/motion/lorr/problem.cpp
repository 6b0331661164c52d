#include "motion/lorr/problem.hpp"

#include <fmt/format.h>

#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <string_view>

namespace dray::motion::lorr {

namespace {

using nlohmann::json;

constexpr std::int64_t kMostRobots = 1'000'000;
constexpr double kMostReveal = 100;

config::Place place_at(const std::string& text, const std::string& name, std::size_t offset) {
    config::Place place{name, 1, 1};
    for (std::size_t i = 0; i < std::min(offset, text.size()); ++i) {
        place.column = text[i] == '\n' ? 1 : place.column + 1;
        place.line += text[i] == '\n' ? 1 : 0;
    }
    return place;
}

/// The words of the JSON library without its own number and place.
std::string words_of(const json::exception& error) {
    std::string_view words = error.what();
    if (const std::size_t end = words.find("] "); end != std::string_view::npos) words.remove_prefix(end + 2);
    if (words.starts_with("parse error at "))
        if (const std::size_t end = words.find(": "); end != std::string_view::npos) words.remove_prefix(end + 2);
    return std::string(words);
}

class ProblemReader {
  public:
    ProblemReader(const std::string& text, const std::string& name, config::Diagnostics& faults)
        : text_(text), name_(name), faults_(faults) {}

    Problem read() {
        Problem problem;
        if (!parse()) return problem;
        find_keys();
        read_edition(problem);
        problem.map = text("mapFile");
        problem.agents = text("agentFile");
        problem.tasks = text("taskFile");
        read_team_size(problem);
        read_reveal(problem);
        if (problem.edition == Edition::Y2023) check_strategy();
        return problem;
    }

  private:
    void fault(const config::Place& place, std::string message) {
        faults_.push_back({place.file, place.line, place.column, std::move(message)});
    }

    bool parse() {
        try {
            root_ = json::parse(text_);
        } catch (const json::parse_error& error) {
            fault(place_at(text_, name_, error.byte > 0 ? error.byte - 1 : 0), "not valid JSON: " + words_of(error));
            return false;
        } catch (const json::exception& error) {
            fault({name_, 1, 1}, "not usable JSON: " + words_of(error));
            return false;
        }
        if (root_.is_object()) return true;
        fault({name_, 1, 1}, fmt::format("expected an object with mapFile, agentFile and so on, found {}", root_.type_name()));
        return false;
    }

    // The JSON library forgets where it read what: keys of the outermost object are looked up in the text again.
    void find_keys() {
        int depth = 0;
        for (std::size_t i = 0; i < text_.size(); ++i) {
            if (text_[i] == '{' || text_[i] == '[') ++depth;
            if (text_[i] == '}' || text_[i] == ']') --depth;
            if (text_[i] != '"') continue;
            const std::size_t begin = i++;
            while (text_[i] != '"')
                i += text_[i] == '\\' ? 2 : 1;
            const std::size_t after = text_.find_first_not_of(" \t\r\n", i + 1);
            if (depth != 1 || after == std::string::npos || text_[after] != ':') continue;
            const std::string key = text_.substr(begin + 1, i - begin - 1);
            if (keys_.emplace(key, begin).second || twice_) continue;
            twice_ = true;
            fault(place_at(text_, name_, begin), fmt::format("{} is given twice", key.substr(0, 40)));
        }
    }

    const json* value(const std::string& key) {
        const auto found = root_.find(key);
        if (found != root_.end()) return &*found;
        std::vector<std::string> names;
        for (const auto& item : root_.items())
            names.push_back(item.key());
        const std::string near = config::nearest_name(key, names);
        fault({name_, 1, 1},
              near.empty() ? key + " is missing" : fmt::format("{} is missing; is \"{}\" meant for it?", key, near));
        return nullptr;
    }
    [[nodiscard]] config::Place place_of(const std::string& key) const {
        const auto found = keys_.find(key);
        return place_at(text_, name_, found == keys_.end() ? 0 : found->second);
    }
    /// The value as JSON, short enough for a message.
    static std::string shown(const json& value) {
        std::string text = value.dump(-1, ' ', true, json::error_handler_t::replace);
        return text.size() <= 60 ? text : text.substr(0, 57) + "...";
    }

    Placed text(const std::string& key) {
        const json* found = value(key);
        if (found == nullptr) return {};
        const config::Place place = place_of(key);
        if (!found->is_string() || found->get_ref<const std::string&>().empty()) {
            fault(place, fmt::format("{}: expected the path of a file, found {}", key, shown(*found)));
            return {};
        }
        if (found->get_ref<const std::string&>().find('\0') != std::string::npos) {
            fault(place, fmt::format("{}: a path cannot hold a character of code 0", key));
            return {};
        }
        return {found->get<std::string>(), place};
    }

    void read_edition(Problem& problem) {
        for (const char* key : {"agentSize", "agentCounter", "delayConfig"})
            if (root_.contains(key))
                fault(place_of(key), fmt::format("{} belongs to the 2026 edition, whose rules are not known here", key));
        if (!root_.contains("version")) {
            problem.edition = Edition::Y2023;
            return;
        }
        const json& version = root_["version"];
        const bool known = version.is_string() && version.get_ref<const std::string&>().starts_with("2024");
        if (known)
            problem.version = version.get<std::string>();
        else
            fault(place_of("version"),
                  fmt::format("version {} is not known here; \"2024 LoRR\" is, and none for 2023", shown(version)));
    }

    void read_team_size(Problem& problem) {
        const json* found = value("teamSize");
        if (found == nullptr) return;
        problem.team_size_place = place_of("teamSize");
        if (found->is_number_integer() && *found >= 1 && *found <= kMostRobots)
            problem.team_size = found->get<std::int64_t>();
        else
            fault(problem.team_size_place,
                  fmt::format("teamSize: expected a whole number within 1 to {}, found {}", kMostRobots, shown(*found)));
    }

    void read_reveal(Problem& problem) {
        const json* found = value("numTasksReveal");
        if (found == nullptr) return;
        problem.reveal_place = place_of("numTasksReveal");
        const bool per_robot = problem.edition == Edition::Y2023;
        const double number = found->is_number() ? found->get<double>() : 0;
        if (number > 0 && number <= kMostReveal && (!per_robot || number == std::floor(number)))
            problem.reveal = number;
        else
            fault(problem.reveal_place, fmt::format("numTasksReveal: expected a {}, found {}",
                                                    per_robot ? fmt::format("whole number within 1 to {}", kMostReveal)
                                                              : fmt::format("number above 0 and up to {}", kMostReveal),
                                                    shown(*found)));
    }

    void check_strategy() {
        const auto found = root_.find("taskAssignmentStrategy");
        if (found == root_.end() || (found->is_string() && *found == "roundrobin")) return;
        fault(place_of("taskAssignmentStrategy"),
              fmt::format("taskAssignmentStrategy: only \"roundrobin\" is known here, found {}", shown(*found)));
    }

    const std::string& text_;
    const std::string& name_;
    config::Diagnostics& faults_;
    json root_;
    std::map<std::string, std::size_t> keys_;  // where each begins
    bool twice_ = false;
};

}  // namespace

Problem read_problem(const std::string& text, const std::string& name, config::Diagnostics& faults) {
    return ProblemReader(text, name, faults).read();
}

}  // namespace dray::motion::lorr
