// Wall times of a run, in bounded memory.
#pragma once

#include <array>
#include <cstdint>

#include "engine/results.hpp"

namespace dray::engine {

/// Wall times in classes of 2 %, so that quantiles of any number of samples need no memory per sample.
class TimeHistogram {
  public:
    void add(double ms);
    void add(const TimeHistogram& other);  ///< all samples of another one
    [[nodiscard]] Quantiles quantiles() const;

  private:
    std::array<std::int64_t, 1024> count_{};
    std::int64_t total_ = 0;
    double max_ms_ = 0;
};

}  // namespace dray::engine
