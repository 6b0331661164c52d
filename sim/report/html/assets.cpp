#include "report/html/assets.hpp"

#include "base/embedded.hpp"

DRAY_EMBED(dray_report_css, DRAY_REPORT_CSS);
DRAY_EMBED(dray_report_js, DRAY_REPORT_JS);
DRAY_EMBED(dray_chart_js, DRAY_CHART_JS);

namespace dray::report {

std::string_view report_css() {
    return {dray_report_css_begin, dray_report_css_end};
}
std::string_view report_js() {
    return {dray_report_js_begin, dray_report_js_end};
}
std::string_view chart_js() {
    return {dray_chart_js_begin, dray_chart_js_end};
}

}  // namespace dray::report
