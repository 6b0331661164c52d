// What people do to a running site, and the file that tells a run of it: a CSV with `time_s,area,event,robot`.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "base/time.hpp"
#include "engine/frame.hpp"

namespace dray::engine {

struct Intervention {
    enum class Kind : std::uint8_t {
        Break,   ///< the robot breaks down, until its mean time to repair is over
        Repair,  ///< a broken robot is cleared as soon as it stands still and there is room; a lost one knows where it is
    };
    Step step = 0;          ///< done at the first tick of its floor that begins then or later
    std::size_t floor = 0;  ///< of the scene
    Kind kind = Kind::Break;
    RobotId robot;  ///< of that floor
    friend bool operator==(const Intervention&, const Intervention&) = default;
};

/// "break" or "repair", as the file says it.
[[nodiscard]] const char* name_of(Intervention::Kind kind);

/// The text of such a file; `parse_interventions` reads the same back.
[[nodiscard]] std::string interventions_csv(const Scene& scene, const std::vector<Intervention>& interventions);
/// In order of time. Throws InputError with every fault of the text, with line and column of `path`.
[[nodiscard]] std::vector<Intervention> parse_interventions(const Scene& scene, const std::string& text, const std::string& path);
/// The same from a file. Throws EnvironmentError when it cannot be read.
[[nodiscard]] std::vector<Intervention> read_interventions(const Scene& scene, const std::string& path);

}  // namespace dray::engine
