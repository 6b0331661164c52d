// The whole site as a table: what each group of its people, machines and robots does, also of areas that have no floor.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "view/canvas.hpp"
#include "view/palette.hpp"
#include "view/tape.hpp"

namespace dray::view {

/// A group of resources that do the same job.
struct BoardRow {
    std::size_t group = 0;               ///< of the scene
    double load = 0;                     ///< of its capacity in use in the last minutes, 0 to 1
    double share = 0;                    ///< of what limits the site now; over all groups 1
    std::vector<std::size_t> resources;  ///< of the scene, its members; empty for ways, which floors show
    std::vector<double> busy;            ///< of each member: as Ranking's `active`
};

struct Board {
    std::vector<BoardRow> rows;  ///< in the order of the scene
    std::size_t limit = 0;       ///< the row of the group that limits the site most
};

/// At `step`, to within a chunk. Throws EnvironmentError for a damaged chunk.
[[nodiscard]] Board make_board(Tape& tape, double step);

/// Brings load, share and limit of the rows to another step, which is little work; members stay as they are.
void note_loads(Board& board, const Tape& tape, double step);

/// What a colour of the members means.
inline constexpr const char* kBoardMeaning = "stronger colour: worked, or was down, for more of the time";
/// What its columns mean.
inline constexpr const char* kBoardWords = "load: share of its capacity in use; limits now: share in what holds the site back";

/// Draws it into a box; a member that is chosen is framed.
void draw_board(Canvas& canvas, const Box& box, const Palette& palette, const engine::Scene& scene, const Board& board,
                std::optional<std::size_t> chosen);
/// The member at a pixel of that box, or nothing. `ui_scale` is the canvas's scale.
[[nodiscard]] std::optional<std::size_t> resource_at(const Board& board, const Box& box, double ui_scale, double x, double y);

}  // namespace dray::view
