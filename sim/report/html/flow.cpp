#include "report/html/flow.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "report/html/page.hpp"

namespace dray::report {

namespace {

constexpr double kFlowWidth = 1100, kNodeWidth = 14, kLabelWidth = 260, kGap = 15, kFlowHeight = 300, kFlowTop = 12;

struct Place {
    double y = 0, height = 0;
    double used_left = 0, used_right = 0;  // of its height by links drawn so far
};

double sum_of(const std::vector<FlowNode>& nodes) {
    double sum = 0;
    for (const FlowNode& node : nodes)
        sum += node.value;
    return sum;
}

}  // namespace

std::string flow_svg(const Flow& flow) {
    if (flow.layers.empty() || sum_of(flow.layers.front()) <= 0) return {};
    const double scale = kFlowHeight / sum_of(flow.layers.front());
    std::size_t most = 0;
    for (const std::vector<FlowNode>& layer : flow.layers)
        most = std::max(most, layer.size());
    const double height = 2 * kFlowTop + kFlowHeight + kGap * static_cast<double>(most);
    const double step =
        flow.layers.size() > 1 ? (kFlowWidth - kLabelWidth - kNodeWidth) / static_cast<double>(flow.layers.size() - 1) : 0;

    // Each layer stands in the middle of the height.
    std::vector<std::vector<Place>> places;
    for (const std::vector<FlowNode>& layer : flow.layers) {
        double y = (height - scale * sum_of(layer) - kGap * static_cast<double>(layer.size() - 1)) / 2;
        places.emplace_back();
        for (const FlowNode& node : layer) {
            places.back().push_back({.y = y, .height = scale * node.value});
            y += scale * node.value + kGap;
        }
    }
    std::string out = fmt::format("<svg class=\"flow\" viewBox=\"0 0 {:.0f} {:.0f}\" role=\"img\">\n", kFlowWidth, height);
    auto add = std::back_inserter(out);
    for (std::size_t l = 0; l < flow.links.size(); ++l) {
        const double left = step * static_cast<double>(l) + kNodeWidth, right = step * static_cast<double>(l + 1),
                     middle = (left + right) / 2;
        for (const FlowLink& link : flow.links[l]) {
            Place &from = places[l][link.from], &to = places[l + 1][link.to];
            const double width = scale * link.value, a = from.y + from.used_right, b = to.y + to.used_left;
            from.used_right += width;
            to.used_left += width;
            fmt::format_to(add,
                           "<path d=\"M{0:.1f} {1:.1f}C{2:.1f} {1:.1f} {2:.1f} {4:.1f} {3:.1f} {4:.1f}V{6:.1f}C{2:.1f} {6:.1f} "
                           "{2:.1f} {5:.1f} {0:.1f} "
                           "{5:.1f}Z\" fill=\"var(--{7})\" fill-opacity=\"0.3\"/>\n",
                           left, a, middle, right, b, a + width, b + width, flow.layers[l + 1][link.to].colour);
        }
    }
    for (std::size_t l = 0; l < flow.layers.size(); ++l) {
        for (std::size_t n = 0; n < flow.layers[l].size(); ++n) {
            const FlowNode& node = flow.layers[l][n];
            const Place& place = places[l][n];
            const double x = step * static_cast<double>(l);
            fmt::format_to(add, "<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.0f}\" height=\"{:.1f}\" fill=\"var(--{})\"/>\n", x,
                           place.y, kNodeWidth, std::max(1.0, place.height), node.colour);
            fmt::format_to(add, "<text x=\"{:.1f}\" y=\"{:.1f}\">{} <tspan class=\"soft\">{}</tspan></text>\n",
                           x + kNodeWidth + 6, place.y + place.height / 2 + 4, escaped(node.name), escaped(node.text));
        }
    }
    return out + "</svg>\n";
}

}  // namespace dray::report
