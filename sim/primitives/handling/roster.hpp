// When people are away: breaks, and shifts without them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "config/table.hpp"

namespace dray::primitives {

/// A time at which workers are away: a break, or a shift without them. They finish what they have begun.
struct AbsenceConfig {
    double at_s = 7200;
    double duration_s = 900;
    double every_s = 0;        ///< again and again after so long; 0: once
    std::int64_t workers = 1;  ///< how many are away, those with the lowest numbers
};
[[nodiscard]] const config::Table& absence_table();

/// Why an absence can never work, as the end of a sentence about its duration; empty: it can.
[[nodiscard]] std::string endless(double duration_s, double every_s);

/// The absences of one group of workers as steps of the run. Immutable.
class Roster {
  public:
    Roster(const std::vector<AbsenceConfig>& absences, const Clock& clock);

    /// Whether this worker, numbered from 0, is away at that time.
    [[nodiscard]] bool away(std::size_t worker, Step now) const;
    /// The first time after `after` at which an absence begins or ends; a century ahead when none does.
    [[nodiscard]] Step next_change(Step after) const;

  private:
    struct Span {
        Step at = 0, length = 0, every = 0;
        std::int64_t workers = 1;
    };
    std::vector<Span> spans_;
};

}  // namespace dray::primitives
