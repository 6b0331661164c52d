// What sort floors and loop sorters tell alike.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/figures.hpp"
#include "primitives/sortation/chute_field.hpp"

namespace dray::engine {

/// Counts of a sorting area since the start of the run, and where its times began to count.
struct SortedCounts {
    std::int64_t arrived = 0, sorted = 0, waiting = 0, held = 0, on_robots = 0, missorted = 0, recirculated = 0;
    const std::vector<double>* sort_time_s = nullptr;
    std::int64_t sorted_at_warm_up = 0, times_at_warm_up = 0;
};

/// The sheet of sort floors; that of loop sorters begins with the same figures.
[[nodiscard]] const FigureSheet& sort_floor_sheet();
/// Tells these figures, those of chutes among them.
void measure_sorting(Measure& measure, const SortedCounts& counts, const primitives::ChuteField& chutes);
/// The lines that end what a sorting area tells: what waits before it, and its chutes.
[[nodiscard]] std::vector<Sentence> chute_sentences();

}  // namespace dray::engine
