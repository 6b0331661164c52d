// States of resources over time as strips, one below the other, in a drawing of its own.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "insight/resource.hpp"

namespace dray::report {

struct GanttSpan {
    double from_s = 0, to_s = 0;
    insight::ResourceState state = insight::ResourceState::Starved;
};

struct GanttRow {
    std::string name;
    std::vector<GanttSpan> spans;  ///< in order of time, without overlap
    /// Time in each state, the sum over the spans.
    [[nodiscard]] std::array<double, insight::kResourceStates> time_s() const;
};

struct Gantt {
    double end_s = 0;      ///< of the time axis, which begins at 0
    double warm_up_s = 0;  ///< marked by a line; 0: none
    std::vector<GanttRow> rows;
};

/// The drawing in the colours of the page; empty without rows or time. The first rows have a name and their shares beside them;
/// of very many the rest are thin lines that tell their name under the pointer. Where states change faster than can be drawn, a
/// strip shows them alternating in proportion.
[[nodiscard]] std::string gantt_svg(const Gantt& gantt);

/// Rows that gantt_svg writes names beside, of so many.
[[nodiscard]] std::size_t named_rows(std::size_t rows);

}  // namespace dray::report
