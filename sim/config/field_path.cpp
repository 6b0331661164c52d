#include "config/field_path.hpp"

#include <charconv>

namespace dray::config {

std::optional<std::vector<PathStep>> split_path(std::string_view path) {
    std::vector<PathStep> steps;
    while (true) {
        const std::size_t name_end = std::min(path.find_first_of(".[]"), path.size());
        if (name_end == 0) return {};
        steps.push_back({std::string(path.substr(0, name_end))});
        path.remove_prefix(name_end);
        while (path.starts_with('[')) {
            std::size_t index = 0;
            const auto [end, error] = std::from_chars(path.data() + 1, path.data() + path.size(), index);
            if (error != std::errc() || end == path.data() + path.size() || *end != ']') return {};
            steps.push_back({.name = {}, .index = index});
            path.remove_prefix(static_cast<std::size_t>(end - path.data()) + 1);
        }
        if (path.empty()) return steps;
        if (path[0] != '.') return {};
        path.remove_prefix(1);
    }
}

}  // namespace dray::config
