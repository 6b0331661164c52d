#include "config/table.hpp"

namespace dray::config {

const Field* Table::find(std::string_view field_name) const {
    for (const Field& field : fields)
        if (field.name == field_name) return &field;
    return nullptr;
}

}  // namespace dray::config
