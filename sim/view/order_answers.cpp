// The life of an order as a line, and the orders of an article.
#include <fmt/format.h>

#include <array>
#include <cmath>

#include "view/panels.hpp"
#include "view/words.hpp"

namespace dray::view {

namespace {

using engine::Activity;
using operations::OrderStage;

constexpr std::array<OrderPhase, 4> kStretches = {OrderPhase::Waiting, OrderPhase::Coming, OrderPhase::Picking,
                                                  OrderPhase::Completed};
constexpr std::array<const char*, 4> kStretchNames = {"for a station", "for pods", "at the station", "as a parcel"};

sf::Color color_of(const Palette& palette, OrderPhase phase) {
    const auto of = [&](Activity activity) { return palette.robot[static_cast<std::size_t>(activity)]; };
    switch (phase) {
        case OrderPhase::Waiting:
            return of(Activity::Waiting);
        case OrderPhase::Coming:
            return of(Activity::DrivingLoaded);
        case OrderPhase::Picking:
            return of(Activity::Served);
        case OrderPhase::Completed:
        case OrderPhase::OnItsWay:
        case OrderPhase::Sorted:
            return of(Activity::Handling);
        default:
            return of(Activity::Broken);
    }
}

sf::Color color_of(const Palette& palette, OrderStage stage) {
    switch (stage) {
        case OrderStage::Released:
        case OrderStage::Line:
            return color_of(palette, OrderPhase::Waiting);
        case OrderStage::Opened:
        case OrderStage::Promised:
        case OrderStage::Lifted:
            return color_of(palette, OrderPhase::Coming);
        case OrderStage::Arrived:
        case OrderStage::Picked:
            return color_of(palette, OrderPhase::Picking);
        case OrderStage::Refused:
            return color_of(palette, OrderPhase::Refused);
        default:
            return color_of(palette, OrderPhase::Completed);
    }
}

// How long each stretch of its life has lasted up to the moment shown, beside each other in proportion.
void stretches(const PanelContext& context, const OrderLife& life) {
    const double now = context.session.time.at(), second = context.session.scene().steps_per_second;
    std::array<double, 4> lasted_s{};
    double all_s = 0;
    for (std::size_t i = 0; i < kStretches.size(); ++i) {
        const auto from = life.reached(kStretches[i]);
        if (!from || *from > now) continue;
        double to = now;
        if (const auto next = life.reached(i + 1 < kStretches.size() ? kStretches[i + 1] : OrderPhase::Sorted))
            to = std::min(to, static_cast<double>(*next));
        // Nobody follows it when no area is behind.
        if (kStretches[i] == OrderPhase::Completed && !life.reached(OrderPhase::OnItsWay)) to = *from;
        lasted_s[i] = std::max(0.0, (to - *from) / second);
        all_s += lasted_s[i];
    }
    if (all_s <= 0) return;
    const auto s = static_cast<float>(context.scale);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    float x = at.x;
    for (std::size_t i = 0; i < kStretches.size(); ++i) {
        const float part = width * static_cast<float>(lasted_s[i] / all_s);
        if (part > 0)
            ImGui::GetWindowDrawList()->AddRectFilled({x, at.y + 2 * s}, {x + std::max(part - 1 * s, 1.0f), at.y + 12 * s},
                                                      draw_color(color_of(context.palette, kStretches[i])), 2 * s);
        x += part;
    }
    ImGui::Dummy({width, 16 * s});
    for (std::size_t i = 0; i < kStretches.size(); ++i)
        if (lasted_s[i] > 0)
            share_row(context, color_of(context.palette, kStretches[i]), kStretchNames[i], clock_text(lasted_s[i]),
                      lasted_s[i] / all_s);
}

// One moment below another on a line; what is yet to come is faint.
void life_line(const PanelContext& context, const OrderLife& life) {
    const auto s = static_cast<float>(context.scale);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const engine::Scene& scene = context.session.scene();
    const std::vector<LifeMoment> moments = moments_of(scene, life);
    const float left = ImGui::GetCursorScreenPos().x, line = left + 62 * s;
    float last_y = 0;
    std::int32_t last_step = -1;
    for (const LifeMoment& moment : moments) {
        const bool past = moment.step <= context.session.time.at();
        const sf::Color text = past ? context.palette.text : faded(context.palette.soft_text, 0.6);
        const float y = ImGui::GetCursorScreenPos().y + ImGui::GetTextLineHeight() / 2;
        if (last_y > 0) draw.AddLine({line, last_y + 5 * s}, {line, y - 5 * s}, draw_color(context.palette.rule), 2 * s);
        // Lines of the order stand without a dot.
        if (moment.stage != OrderStage::Line)
            draw.AddCircleFilled({line, y}, 4.5f * s,
                                 draw_color(faded(color_of(context.palette, moment.stage), past ? 1 : 0.35)));
        if (moment.step != last_step) {
            words(context.fonts.regular, past ? context.palette.soft_text : text, clock_text(scene.seconds(moment.step)));
            if (ImGui::IsItemClicked()) context.session.time.seek(moment.step);
            ImGui::SameLine(0, 0);
        }
        ImGui::SetCursorScreenPos({line + 12 * s, ImGui::GetCursorScreenPos().y});
        ImGui::PushTextWrapPos(0);
        words(context.fonts.regular, text, moment.words);
        ImGui::PopTextWrapPos();
        last_y = y;
        last_step = moment.step;
    }
}

}  // namespace

void order_answers(const PanelContext& context) {
    const OrderLife life = context.session.life_of_selection();
    const OrderPhase phase = life.phase_at(context.session.time.at());
    words(context.fonts.large, context.palette.text, "order " + life.name);
    words(context.fonts.semibold, color_of(context.palette, phase), name_of(phase));
    if (const std::int32_t pod = life.pod_at(context.session.time.at()); pod >= 0)
        row(context, "waits for", fmt::format("pod {}", pod));
    heading(context, "where its time went");
    stretches(context, life);
    heading(context, "its life");
    life_line(context, life);
}

void article_answers(const PanelContext& context, std::size_t article) {
    constexpr std::size_t kShown = 20;
    Session& session = context.session;
    words(context.fonts.large, context.palette.text, session.scene().articles[article]);
    const std::vector<std::size_t> orders = session.orders.with_article(article);
    if (orders.empty()) return words(context.fonts.regular, context.palette.soft_text, "no order has wanted it yet");
    heading(context, orders.size() == 1 ? "1 order wants it" : fmt::format("{} orders want it, the latest first", orders.size()));
    for (std::size_t i = 0; i < std::min(orders.size(), kShown); ++i) {
        const OrderLife life = session.orders.life(orders[i]);
        const OrderPhase phase = life.phase_at(session.time.at());
        const auto s = static_cast<float>(context.scale);
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const bool pressed = ImGui::Selectable(fmt::format("     {}  {}##order{}", life.name, name_of(phase), orders[i]).c_str());
        ImGui::GetWindowDrawList()->AddCircleFilled({at.x + 7 * s, at.y + 9 * s}, 4.5f * s,
                                                    draw_color(color_of(context.palette, phase)));
        if (pressed) session.select({Selection::Kind::Order, orders[i]});
    }
}

}  // namespace dray::view
