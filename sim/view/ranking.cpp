#include "view/ranking.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dray::view {

std::vector<double> busy_shares(Tape& tape, double step) {
    const engine::Scene& scene = tape.scene();
    const auto now = tape.load(tape.chunk_at(step));
    const double from = static_cast<double>(now->summary.last) - Ranking::kWindow_s * scene.steps_per_second;
    const auto then = tape.load(tape.chunk_at(from));
    // Before the first chunk's end nothing is known but the counts from the start.
    const bool from_start = from <= static_cast<double>(tape.start());
    const double seconds = scene.seconds(now->summary.last - (from_start ? 0 : then->summary.last));
    std::vector<double> busy(scene.resources.size(), 0);
    for (std::size_t r = 0; r < busy.size() && seconds > 0; ++r) {
        const std::int32_t active_s = now->resources[r].active_s - (from_start ? 0 : then->resources[r].active_s);
        busy[r] = std::clamp(active_s / seconds, 0.0, 1.0);
    }
    return busy;
}

Ranking make_ranking(Tape& tape, double step) {
    const engine::Scene& scene = tape.scene();
    const engine::ChunkSummary now = tape.summary(tape.chunk_at(step));
    Ranking out;
    for (std::size_t g = 0; g < now.groups.size(); ++g)
        out.groups.push_back({g, now.groups[g].share_pm / 1000.0, now.groups[g].load_pm / 1000.0});
    const std::vector<double> busy = busy_shares(tape, step);
    std::vector<double> of_group(scene.groups.size(), 0), members(scene.groups.size(), 0);
    for (std::size_t r = 0; r < busy.size(); ++r) {
        of_group[static_cast<std::size_t>(scene.resources[r].group)] += busy[r];
        members[static_cast<std::size_t>(scene.resources[r].group)] += 1;
    }
    for (std::size_t r = 0; r < busy.size(); ++r) {
        const auto g = static_cast<std::size_t>(scene.resources[r].group);
        const double part = of_group[g] > 0 ? busy[r] / of_group[g] : 1 / members[g];
        if (const double share = out.groups[g].share * part; share > 0) out.resources.push_back({r, share, busy[r]});
    }
    const auto more = [](const auto& a, const auto& b) { return a.share > b.share; };
    std::ranges::stable_sort(out.groups, more);
    std::ranges::stable_sort(out.resources, more);
    return out;
}

std::string shift_text(const engine::Scene& scene, const Shift& shift) {
    return fmt::format("the bottleneck moves to {}", scene.groups[static_cast<std::size_t>(shift.group)].name);
}

}  // namespace dray::view
