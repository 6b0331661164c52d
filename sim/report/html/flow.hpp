// A flow diagram: how one amount splits up from layer to layer, as a drawing that needs no script.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace dray::report {

struct FlowNode {
    std::string name;
    double value = 0;    ///< above 0
    std::string text;    ///< the value as people read it
    std::string colour;  ///< of the style: "c1" to "c7"
};

/// A part of a node that goes on to a node of the next layer.
struct FlowLink {
    std::size_t from = 0, to = 0;  ///< places in their layers
    double value = 0;
};

struct Flow {
    std::vector<std::vector<FlowNode>> layers;  ///< from left to right, each from top to bottom
    std::vector<std::vector<FlowLink>> links;   ///< from layer i to i + 1, in the order of both ends
};

/// The diagram as SVG, in the colours of the style. Empty when there is nothing to show.
[[nodiscard]] std::string flow_svg(const Flow& flow);

}  // namespace dray::report
