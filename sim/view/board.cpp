#include "view/board.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "view/ranking.hpp"

namespace dray::view {

namespace {

constexpr double kBoardEdge = 22, kBoardHead = 28, kNames = 210, kFigures = 190, kLoadBar = 84;
constexpr double kLeastRow = 16, kMostRow = 34, kLeastMember = 2, kMostMember = 26;

// Where the columns and rows of a board lie.
struct BoardPlan {
    double left, members, members_width, load, limit, top, row;
    [[nodiscard]] Box member(std::size_t number, std::size_t count, std::size_t row_number, double ui) const {
        const double width = std::clamp(members_width / static_cast<double>(count), kLeastMember * ui, kMostMember * ui);
        const double gap = width > 6 * ui ? 2 * ui : width > 3 * ui ? ui : 0, high = std::min(0.66 * row, 20 * ui);
        return {members + width * static_cast<double>(number), top + row * (static_cast<double>(row_number) + 0.5) - high / 2,
                width - gap, high};
    }
};

BoardPlan plan_of(const Board& board, const Box& box, double ui) {
    BoardPlan plan{};
    const auto rows = static_cast<double>(std::max<std::size_t>(1, board.rows.size()));
    // Of narrow boxes everybody gets a part.
    const double edge = std::min(kBoardEdge * ui, 0.04 * box.width);
    const double inner = box.width - 2 * edge, names = std::min(kNames * ui, 0.3 * inner),
                 figures = std::min(kFigures * ui, 0.32 * inner);
    plan.left = box.x + edge;
    plan.members = plan.left + names;
    plan.members_width = inner - names - figures - 16 * ui;
    plan.load = box.right() - edge - figures;
    plan.limit = box.right() - edge;
    plan.row = std::clamp((box.height - (kBoardHead + 24) * ui) / rows, kLeastRow * ui, kMostRow * ui);
    plan.top = box.y + (kBoardHead + 12) * ui;
    return plan;
}

std::string share_text(double share) {
    return fmt::format("{} %", std::lround(100 * share));
}

}  // namespace

Board make_board(Tape& tape, double step) {
    const engine::Scene& scene = tape.scene();
    const std::vector<double> busy = busy_shares(tape, step);
    Board board;
    for (std::size_t g = 0; g < scene.groups.size(); ++g)
        board.rows.push_back({.group = g, .resources = {}, .busy = {}});
    for (std::size_t r = 0; r < busy.size(); ++r) {
        BoardRow& row = board.rows.at(static_cast<std::size_t>(scene.resources[r].group));
        if (scene.groups[row.group].kind == insight::GroupKind::Way) continue;
        row.resources.push_back(r);
        row.busy.push_back(busy[r]);
    }
    note_loads(board, tape, step);
    return board;
}

void note_loads(Board& board, const Tape& tape, double step) {
    const engine::ChunkSummary now = tape.summary(tape.chunk_at(step));
    for (BoardRow& row : board.rows) {
        row.load = now.groups.at(row.group).load_pm / 1000.0;
        row.share = now.groups.at(row.group).share_pm / 1000.0;
    }
    const auto most = std::ranges::max_element(board.rows, {}, &BoardRow::share);
    board.limit = static_cast<std::size_t>(most - board.rows.begin());
}

void draw_board(Canvas& canvas, const Box& box, const Palette& palette, const engine::Scene& scene, const Board& board,
                std::optional<std::size_t> chosen) {
    const double ui = canvas.scale();
    const BoardPlan plan = plan_of(board, box, ui);
    const sf::Color busy = palette.robot[static_cast<std::size_t>(engine::Activity::DrivingLoaded)];
    const sf::Color limits = palette.robot[static_cast<std::size_t>(engine::Activity::Waiting)];
    const double bar = std::min(kLoadBar * ui, 0.45 * (plan.limit - plan.load)), head = box.y + kBoardHead * ui / 2 + 6 * ui;
    const Style small{.size = 12}, small_right{.size = 12, .align = Align::Right};
    canvas.text("last ten minutes", plan.left, head, small, palette.soft_text);
    canvas.text(kBoardMeaning, plan.members, head, small, palette.soft_text);
    canvas.text("load", plan.load, head, small, palette.soft_text);
    canvas.text("limits now", plan.limit, head, small_right, palette.soft_text);
    for (std::size_t i = 0; i < board.rows.size(); ++i) {
        const BoardRow& row = board.rows[i];
        const double y = plan.top + plan.row * (static_cast<double>(i) + 0.5);
        const bool is_limit = i == board.limit && row.share > 0;
        canvas.rectangle({plan.left, y + plan.row / 2 - ui, plan.limit - plan.left, ui}, faded(palette.rule, 0.6));
        canvas.text(scene.groups[row.group].name, plan.left, y, {.size = 13, .weight = is_limit ? Weight::Bold : Weight::Regular},
                    palette.text);
        for (std::size_t m = 0; m < row.resources.size(); ++m) {
            const Box member = plan.member(m, row.resources.size(), i, ui);
            canvas.rectangle(member, mixed(mixed(palette.outside, palette.text, 0.12), busy, row.busy[m]));
            if (chosen == row.resources[m])
                canvas.rectangle({member.x, member.bottom() + ui, member.width, 2 * ui}, palette.chosen);
        }
        canvas.rectangle({plan.load, y - 3 * ui, bar, 6 * ui}, mixed(palette.outside, palette.text, 0.12));
        canvas.rectangle({plan.load, y - 3 * ui, bar * std::clamp(row.load, 0.0, 1.0), 6 * ui}, is_limit ? limits : busy);
        canvas.text(share_text(row.load), plan.load + bar + 44 * ui, y, small_right, palette.text);
        if (row.share >= 0.005)
            canvas.text(share_text(row.share), plan.limit, y,
                        {.size = 13, .weight = is_limit ? Weight::Bold : Weight::Regular, .align = Align::Right}, palette.text);
    }
}

std::optional<std::size_t> resource_at(const Board& board, const Box& box, double ui_scale, double x, double y) {
    const BoardPlan plan = plan_of(board, box, ui_scale);
    for (std::size_t i = 0; i < board.rows.size(); ++i)
        for (std::size_t m = 0; m < board.rows[i].resources.size(); ++m)
            if (plan.member(m, board.rows[i].resources.size(), i, ui_scale).contains(x, y)) return board.rows[i].resources[m];
    return {};
}

}  // namespace dray::view
