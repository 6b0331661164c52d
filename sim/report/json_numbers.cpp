#include "report/json_numbers.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <nlohmann/json.hpp>

namespace dray::report {

void round_numbers(nlohmann::ordered_json& value) {
    if (value.is_number_float()) value = std::strtod(fmt::format("{:.9g}", value.get<double>()).c_str(), nullptr);
    if (!value.is_structured()) return;
    for (nlohmann::ordered_json& inside : value)
        round_numbers(inside);
}

}  // namespace dray::report
