// Stands in for the config room's Document::place_of until that room has landed; delete this file then.
#include "config/document.hpp"

namespace dray::config {

Place Document::place_of(std::string_view) const {
    return root.place;
}

}  // namespace dray::config
