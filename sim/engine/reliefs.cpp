#include "engine/reliefs.hpp"

#include <fmt/format.h>

namespace dray::engine {

std::string Reliefs::set(const std::string& field, double value) const {
    return fmt::format("{}{}={:.9g}", path, field, value);
}

void Reliefs::add(const std::string& group, std::string what, double factor, std::vector<std::string> overrides) {
    all.push_back({area.empty() ? group : area + " " + group, std::move(what), factor, std::move(overrides)});
}

void Reliefs::one_more(const std::string& group, const std::string& one, const std::string& field, std::int64_t count) {
    if (practical && count > 0)
        add(group, "+1 " + (area.empty() ? one : area + " " + one), static_cast<double>(count + 1) / static_cast<double>(count),
            {set(field, static_cast<double>(count + 1))});
}

void Reliefs::faster(const std::string& group, const std::string& what,
                     const std::vector<std::pair<std::string, double>>& fields) {
    const double rest = practical ? 0.8 : 0.9;
    std::vector<std::string> overrides;
    for (const auto& [field, value] : fields)
        overrides.push_back(set(field, value * rest));
    add(group, fmt::format("-{:.0f} % {}", 100 * (1 - rest), area.empty() ? what : area + " " + what), 1 / rest,
        std::move(overrides));
}

void Reliefs::arrivals(const std::string& field, double per_h, const std::string& what) {
    add("arrivals", fmt::format("+10 % {}", area.empty() ? what : area + " " + what), 1.1, {set(field, 1.1 * per_h)});
}

}  // namespace dray::engine
