// The put walls of a scenario.
#pragma once

#include <string>

#include "config/table.hpp"
#include "operations/handling/put_wall_area.hpp"

namespace dray::engine {

/// A put wall with its people. No floor of its own.
struct PutWallConfig : operations::PutWallAreaConfig {
    std::string name = "wall";
};
[[nodiscard]] const config::Table& put_wall_area_table();

}  // namespace dray::engine
