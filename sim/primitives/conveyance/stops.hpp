// When a machine stands still as a whole: at random times and at planned ones, which may overlap.
#pragma once

#include <cstdint>
#include <vector>

#include "base/random.hpp"
#include "base/time.hpp"
#include "primitives/conveyance/conveyance.hpp"

namespace dray::primitives {

/// A time of standing still; `to` is -1 while it lasts.
struct Standstill {
    Step from = 0, to = -1;
};

/// Deterministic; equal seeds give equal stops, whatever happens on the machine.
class Stops {
  public:
    Stops(const StopsConfig& config, const Clock& clock, std::uint64_t seed);

    [[nodiscard]] Step next() const;  ///< when something begins or ends; far away: nothing will
    void change(Step now);            ///< lets all begin and end that does so until `now`
    [[nodiscard]] bool down() const { return causes_ > 0; }
    [[nodiscard]] const std::vector<Standstill>& all() const { return all_; }  ///< so far, in order of time

  private:
    /// A planned standstill begins (+1) or ends (-1).
    struct Change {
        Step at = 0;
        int by = 0;
    };
    void count(int by, Step now);

    double mtbf_s_, mttr_s_;
    Clock clock_;
    Stream stream_;
    Step next_random_ = 0;
    bool stopped_ = false;  ///< by chance
    std::vector<Change> planned_;
    std::size_t next_planned_ = 0;
    int causes_ = 0;
    std::vector<Standstill> all_;
};

}  // namespace dray::primitives
