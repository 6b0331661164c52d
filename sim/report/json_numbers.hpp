// Numbers in JSON documents.
#pragma once

#include <nlohmann/json_fwd.hpp>

namespace dray::report {

/// Rounds all numbers inside to nine digits: exact to the millisecond over months, without the noise of binary fractions (1232.4,
/// not 1232.3999999999999).
void round_numbers(nlohmann::ordered_json& value);

}  // namespace dray::report
