// Changes of a scenario that give one group of resources more capacity.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace dray::engine {

struct Relief {
    std::string group;                   ///< as the bottleneck ranking names it: "pick stations"
    std::string what;                    ///< for people: "+1 pick station"
    double factor = 1;                   ///< capacity of the group afterwards over that before; 0: not to be told
    std::vector<std::string> overrides;  ///< fields to replace, as --set takes them
};

/// Collects reliefs; `area` stands before the names of groups and `path` before those of fields.
struct Reliefs {
    bool practical = true;  ///< what a site's owner could do; else a tenth more of what has such a figure
    std::vector<Relief> all = {};
    std::string area = {}, path = {};

    [[nodiscard]] std::string set(const std::string& field, double value) const;
    void add(const std::string& group, std::string what, double factor, std::vector<std::string> overrides);
    /// One of a kind more; `field` counts them. Only where it is practical.
    void one_more(const std::string& group, const std::string& one, const std::string& field, std::int64_t count);
    /// A fifth, or a tenth, less time for each of the fields.
    void faster(const std::string& group, const std::string& what, const std::vector<std::pair<std::string, double>>& fields);
    void arrivals(const std::string& field, double per_h, const std::string& what);  ///< a tenth more
};

}  // namespace dray::engine
