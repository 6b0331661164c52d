#include "config/document.hpp"
#include "config/parameters.hpp"

namespace dray::config {

std::vector<std::string> assumed_fields(const Table& table, const void* source) {
    std::vector<std::string> out;
    for (const Parameter& parameter : parameters(table, source))
        if (parameter.grade == Grade::Assumed && parameter.is_default) out.push_back(parameter.path);
    return out;
}

}  // namespace dray::config
