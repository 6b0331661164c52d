// Wall time for measurements that are only reported. No decision of a simulation may depend on it.
#pragma once

#include <chrono>

namespace dray {

/// Wall time since it was made. Monotonic.
class Stopwatch {
  public:
    [[nodiscard]] double elapsed_ms() const {
        return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start_).count();
    }

  private:
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace dray
