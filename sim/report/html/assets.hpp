// What every HTML report carries inside: style, drawing code and the chart library, put into the program when it is built.
#pragma once

#include <string_view>

namespace dray::report {

[[nodiscard]] std::string_view report_css();
[[nodiscard]] std::string_view report_js();
/// Chart.js, with its licence at the top.
[[nodiscard]] std::string_view chart_js();

}  // namespace dray::report
