// What areas with people side by side have in common.
#pragma once

#include <string>
#include <vector>

#include "engine/area_type.hpp"
#include "primitives/handling/roster.hpp"

namespace dray::engine {

/// Figures "GROUP.count" and "GROUP.working_share" to "GROUP.away_share", the last under another word where it is no absence.
void add_people(std::vector<FigureType>& figures, const std::string& group, const std::string& who);

/// Tells them. `time_in(person, state)` is a time of the run so far.
template <class TimeIn>
void measure_people(Measure& measure, const std::string& group, std::size_t count, const TimeIn& time_in) {
    measure(group + ".count", count);
    using primitives::StationState;
    const double all = static_cast<double>(count) * static_cast<double>(measure.occasion().now > 0 ? measure.occasion().now : 1);
    for (const auto& [state, word] : {std::pair{StationState::Working, "working"}, std::pair{StationState::Starved, "starved"},
                                      std::pair{StationState::Blocked, "blocked"}, std::pair{StationState::Down, "away"}}) {
        double share = 0;
        for (std::size_t person = 0; person < count; ++person)
            share += static_cast<double>(time_in(person, state)) / all;
        measure(group + "." + word + "_share", share);
    }
}

/// "8 workers: working 78 %, starved 5 %, blocked 17 %, away 0 %".
[[nodiscard]] Sentence people_sentence(const std::string& group);

/// Absences that would never end.
void check_absences(const std::string& list, const std::vector<primitives::AbsenceConfig>& absences, const AreaFault& fault);

/// People side by side keep up with what comes while fewer than so many wait for each: see kShortEach.
[[nodiscard]] bool short_queue(std::size_t waits, std::size_t people);

}  // namespace dray::engine
