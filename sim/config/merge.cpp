#include "config/merge.hpp"

#include <unordered_map>

namespace dray::config {

void lay_over(Value& base, Value over) {
    if (base.kind != Value::Kind::Map || over.kind != Value::Kind::Map) {
        base = std::move(over);
        return;
    }
    base.place = over.place;
    // The index holds copies of the names, as growing the map moves the originals.
    std::unordered_map<std::string, std::size_t> index;
    for (std::size_t i = 0; i < base.map.size(); ++i)
        index.emplace(base.map[i].first, i);
    for (auto& [name, value] : over.map) {
        const auto found = index.find(name);
        if (found != index.end()) {
            lay_over(base.map[found->second].second, std::move(value));
        } else {
            base.map.emplace_back(std::move(name), std::move(value));
        }
    }
}

}  // namespace dray::config
