#include "view/ranking.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dray::view {

Ranking make_ranking(Tape& tape, double step) {
    const engine::Scene& scene = tape.scene();
    const auto now = tape.load(tape.chunk_at(step));
    const double from = static_cast<double>(now->summary.last) - Ranking::kWindow_s * scene.steps_per_second;
    const std::size_t then_number = tape.chunk_at(from);
    const auto then = tape.load(then_number);
    // Before the first chunk's end nothing is known but the counts from the start.
    const bool from_start = from <= static_cast<double>(tape.start());
    const double seconds = scene.seconds(now->summary.last - (from_start ? 0 : then->summary.last));
    Ranking out;
    for (std::size_t g = 0; g < now->summary.groups.size(); ++g) {
        const engine::GroupFrame& group = now->summary.groups[g];
        out.groups.push_back({g, group.share_pm / 1000.0, group.load_pm / 1000.0});
    }
    std::vector<double> active_s(scene.resources.size(), 0), of_group(scene.groups.size(), 0), members(scene.groups.size(), 0);
    for (std::size_t r = 0; r < active_s.size(); ++r) {
        active_s[r] = now->resources[r].active_s - (from_start ? 0 : then->resources[r].active_s);
        of_group[static_cast<std::size_t>(scene.resources[r].group)] += active_s[r];
        members[static_cast<std::size_t>(scene.resources[r].group)] += 1;
    }
    for (std::size_t r = 0; r < active_s.size(); ++r) {
        const auto g = static_cast<std::size_t>(scene.resources[r].group);
        const double part = of_group[g] > 0 ? active_s[r] / of_group[g] : 1 / members[g];
        const double share = out.groups[g].share * part;
        if (share > 0) out.resources.push_back({r, share, seconds > 0 ? std::clamp(active_s[r] / seconds, 0.0, 1.0) : 0});
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
