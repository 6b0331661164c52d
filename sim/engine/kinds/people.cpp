#include "engine/kinds/people.hpp"

#include <fmt/format.h>

#include "engine/bottleneck_states.hpp"

namespace dray::engine {

void add_people(std::vector<FigureType>& figures, const std::string& group, const std::string& who) {
    const std::string of = " Share of all their time.";
    figures.push_back({group + ".count", Unit::Count, who + "."});
    figures.push_back({group + ".working_share", Unit::Share, "At work." + of});
    figures.push_back({group + ".starved_share", Unit::Share, "There, without work." + of});
    figures.push_back({group + ".blocked_share", Unit::Share, "Kept from going on by a full outlet." + of});
    figures.push_back({group + ".away_share", Unit::Share, "Away or broken." + of});
}

Sentence people_sentence(const std::string& group) {
    return {
        {fmt::format("{{{0}.count}} {0}: working {{{0}.working_share}}, starved {{{0}.starved_share}}, "
                     "blocked {{{0}.blocked_share}}, away {{{0}.away_share}}",
                     group)}};
}

void check_absences(const std::string& list, const std::vector<primitives::AbsenceConfig>& absences, const AreaFault& fault) {
    for (std::size_t a = 0; a < absences.size(); ++a)
        if (const std::string why = primitives::endless(absences[a].duration_s, absences[a].every_s); !why.empty())
            fault(fmt::format("{}[{}].duration_s", list, a), why);
}

bool short_queue(std::size_t waits, std::size_t people) {
    return static_cast<double>(waits) < kShortEach * static_cast<double>(people);
}

}  // namespace dray::engine
