// What a floor went through in the minutes before a moment, summed up by cell.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "view/tape.hpp"

namespace dray::view {

enum class OverlayKind : std::uint8_t {
    None,
    Delay,        ///< robot-seconds lost by waiting in the cell
    Density,      ///< mean number of robots in the cell, whatever they do
    Flow,         ///< moves through the cell, and where they lead
    Chains,       ///< now: a line from every waiting robot to the one that it waits behind
    Ways,         ///< now: how far each robot may drive, and where to
    Battery,      ///< now: robots in the colour of their charge
    Bottlenecks,  ///< now: the resources that limit the site most, by rank
    Congestion,   ///< share of the time in the cell for which robots that have work waited; and the jams of the moment
};
inline constexpr std::array<std::string_view, 9> kOverlayNames = {"none", "delay",   "density",     "flow",      "chains",
                                                                  "ways", "battery", "bottlenecks", "congestion"};
/// Whether it is summed up by cell over some minutes; others show the moment.
[[nodiscard]] constexpr bool sums_cells(OverlayKind kind) {
    return kind == OverlayKind::Delay || kind == OverlayKind::Density || kind == OverlayKind::Flow ||
           kind == OverlayKind::Congestion;
}
/// What an overlay of the moment means, in words; empty for others.
[[nodiscard]] const char* meaning_of(OverlayKind kind);
[[nodiscard]] std::optional<OverlayKind> overlay_named(std::string_view name);

/// Sums over frames. Cells by CellId.
struct Overlay {
    static constexpr double kWindow_s = 600;  ///< looked back so far

    OverlayKind kind = OverlayKind::None;
    std::uint64_t number = 0;                  ///< another one for each overlay that is made; 0: none
    std::vector<float> amount;                 ///< in the unit of `unit`
    std::vector<std::array<float, 2>> course;  ///< Flow: mean direction, east and south, each -1 to 1
    float most = 0;                            ///< of `amount`, without the highest half percent of the cells that have any
    double seconds = 0;                        ///< that were looked at
    [[nodiscard]] const char* unit() const;    ///< "robot-seconds lost a minute", ...
    [[nodiscard]] std::string range() const;   ///< what the scale of colours means: "0 to 2.5 robot-seconds lost a minute"
};

/// Makes an overlay chunk by chunk, so that a window need not wait for it. Throws EnvironmentError for a damaged chunk.
class OverlayMaker {
  public:
    /// The tape must outlive it. `kind` sums cells.
    OverlayMaker(Tape& tape, std::size_t floor, double step, OverlayKind kind);
    [[nodiscard]] bool done() const { return next_ > last_; }
    void advance();                ///< one chunk more; needs not done()
    [[nodiscard]] Overlay take();  ///< needs done(); once
    [[nodiscard]] OverlayKind kind() const { return overlay_.kind; }
    [[nodiscard]] std::size_t floor() const { return floor_; }
    [[nodiscard]] double step() const { return step_; }

  private:
    Tape& tape_;
    std::size_t floor_;
    double step_, first_step_;
    std::size_t next_, last_;  // chunks
    std::size_t frames_ = 0;
    std::vector<float> busy_;  // Congestion: by cell, robots on the move or waiting
    Overlay overlay_;
};

/// Of one floor before `step`, all at once; without any amounts for a kind that sums no cells.
[[nodiscard]] Overlay make_overlay(Tape& tape, std::size_t floor, double step, OverlayKind kind);

}  // namespace dray::view
