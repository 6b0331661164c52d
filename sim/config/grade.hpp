// Words for grades.
#pragma once

#include "config/table.hpp"

namespace dray::config {

/// "measured or published", "vendor or press", "assumed", "choice".
[[nodiscard]] inline const char* grade_word(Grade grade) {
    switch (grade) {
        case Grade::Measured:
            return "measured or published";
        case Grade::Vendor:
            return "vendor or press";
        case Grade::Assumed:
            return "assumed";
        case Grade::Choice:
            break;
    }
    return "choice";
}

}  // namespace dray::config
