// What people may do to a live run: to a robot, a station, or a floor as a whole.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "view/panels.hpp"
#include "view/words.hpp"

namespace dray::view {

namespace {

using Kind = engine::Intervention::Kind;

// The number of a fleet's robots that work, to be set.
void fleet_deed(const PanelContext& context, std::size_t fleet) {
    Session& session = context.session;
    const engine::FloorScene::Fleet& chosen = session.floor_scene().fleets[fleet];
    const auto limit = static_cast<int>(session.working_limit(session.floor, fleet));
    // While it is dragged the wish stands, then what is so.
    static int wish = 0;
    static std::size_t dragged = static_cast<std::size_t>(-1);
    int shown = dragged == fleet ? wish : limit;
    const std::string format = fmt::format("%d of {} work", chosen.count);
    words(context.fonts.regular, context.palette.text, chosen.name);
    ImGui::SameLine(96 * static_cast<float>(context.scale));
    ImGui::SetNextItemWidth(-1);
    ImGui::PushID(static_cast<int>(fleet));
    if (ImGui::SliderInt("##limit", &shown, 0, static_cast<int>(chosen.count), format.c_str(), ImGuiSliderFlags_AlwaysClamp)) {
        wish = shown;
        dragged = fleet;
    }
    if (ImGui::IsItemDeactivated() && dragged == fleet) {
        dragged = static_cast<std::size_t>(-1);
        if (wish != limit)
            session.act({.kind = Kind::LimitRobots,
                         .fleet = static_cast<std::uint32_t>(fleet),
                         .robots = static_cast<std::uint32_t>(wish)});
    }
    ImGui::PopID();
}

}  // namespace

void selection_deeds(const PanelContext& context) {
    Session& session = context.session;
    const auto deed = session.deed_for_selection(context.moment);
    if (!deed) return;
    ImGui::Dummy({0, 4 * static_cast<float>(context.scale)});
    if (!session.at_head())
        return words(context.fonts.regular, context.palette.soft_text, "End leads to now, where something can be done to it");
    const bool closes = deed->kind == Kind::CloseStation || deed->kind == Kind::CloseZone;
    const char* const what = deed->kind == Kind::Break    ? "break it down   X"
                             : deed->kind == Kind::Repair ? "repair it   X"
                             : closes                     ? "close it   X"
                                                          : "open it   X";
    if (ImGui::Button(what)) session.act(*deed);
}

void floor_deeds(const PanelContext& context) {
    if (context.session.live == nullptr || !context.session.at_head()) return;
    heading(context, "robots that work");
    for (std::size_t fleet = 0; fleet < context.session.floor_scene().fleets.size(); ++fleet)
        fleet_deed(context, fleet);
    const engine::ZonePlace whole = engine::whole_floor(*context.session.floor_scene().floor);
    if (ImGui::Button("speed limit of the whole floor")) context.session.select_zone(whole);
}

void zone_deeds(const PanelContext& context) {
    Session& session = context.session;
    if (session.live == nullptr) return;
    selection_deeds(context);
    if (!session.at_head()) return;
    // The wish stays from place to place.
    static int wish_mmps = 500;
    ImGui::Dummy({0, 4 * static_cast<float>(context.scale)});
    float wish_mps = static_cast<float>(wish_mmps) / 1000;
    ImGui::SetNextItemWidth(-1);
    const char* const format = wish_mmps == 0 ? "robots stand" : "at most %.1f m/s";
    if (ImGui::SliderFloat("##speed", &wish_mps, 0, 3, format, ImGuiSliderFlags_AlwaysClamp))
        wish_mmps = 100 * static_cast<int>(std::lround(10 * wish_mps));
    engine::Intervention limit{.kind = Kind::LimitSpeed, .place = session.marked, .speed_mmps = wish_mmps};
    if (ImGui::Button("limit the speed")) session.act(limit);
    const bool limited = std::ranges::any_of(context.moment.frame().zones, [&](const engine::ZoneFrame& zone) {
        return zone.closed == 0 && engine::place_of(zone) == session.marked;
    });
    if (!limited) return;
    ImGui::SameLine();
    limit.speed_mmps = engine::kNoSpeedLimit;
    if (ImGui::Button("no limit")) session.act(limit);
}

}  // namespace dray::view
