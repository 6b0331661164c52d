// The fields of a config struct as a list, for reports that show what a run rests on.
#pragma once

#include <string>
#include <vector>

#include "config/table.hpp"

namespace dray::config {

struct Parameter {
    std::string path;   ///< dotted: "fleets[0].drive.speed_mps"
    std::string value;  ///< as YAML would have it
    std::string unit;
    Grade grade = Grade::Choice;
    std::string source;      ///< of the default
    bool is_default = true;  ///< it still has its default
    std::string doc;
};

/// Every number, flag, text and choice of the struct, those in lists too, in the order of the table.
[[nodiscard]] std::vector<Parameter> parameters(const Table& table, const void* source);

}  // namespace dray::config
