// How a robot comes back from a fault.
//
// To be cleared a broken robot is taken off the floor and put back, a new body at the centre of its cell or, when that is not
// free, of the nearest cell that is.
#include <algorithm>

#include "engine/floor_run.hpp"

namespace dray::engine {

// Clears what is due and can be cleared now; the rest is tried again in the next tick.
void FloorRun::clear_due() {
    std::erase_if(to_clear, [&](RobotId r) {
        const RobotState& s = state[r.index()];
        if (s.operational) return repair_brakes(r);
        if (s.stopping) return false;
        const std::optional<CellId> cell = place_for(r);
        if (cell) clear_robot(r, *cell);
        return cell.has_value();
    });
}

// Repairs brakes that failed while their robot hit nothing; true when nothing is left to do. One that still rolls, or has left
// its authority, cannot simply drive on: it is stopped where it is, like one that broke down.
bool FloorRun::repair_brakes(RobotId r) {
    RobotState& s = state[r.index()];
    if (!s.brakes_failed) return true;
    if (!world.bodies()[r.index()].at_rest || !inside_authority(r)) {
        stop_robot(r, false);
        return false;
    }
    s.brakes_failed = false;
    renew_fault(r);
    note_incident("cleared", r);
    return true;
}

bool FloorRun::inside_authority(RobotId r) {
    traffic.authority(r, scratch_cells);
    const std::vector<CellId> covered = world.covered(r);
    return std::all_of(covered.begin(), covered.end(),
                       [&](CellId c) { return std::find(scratch_cells.begin(), scratch_cells.end(), c) != scratch_cells.end(); });
}

// Whether a robot may be put down in a cell that nobody uses. In its own cell it may stand as it did; only in a station's lane it
// must be able to go on: to the service it has a place for, or out of the lane.
bool FloorRun::may_stand(RobotId r, CellId cell, CellId own) const {
    if (setup.floor->kind(cell) == floor::CellKind::Wall) return false;
    // Into a closed zone nobody is put who was not in it.
    if (zones.shut(cell) && !zones.shut(own)) return false;
    const LaneId lane = setup.floor->lane_of(cell);
    if (!lane.valid()) return cell == own || setup.floor->drivable(cell, control.loaded(r));
    if (cell != own) return false;
    const std::span<const operations::Errand> errands = control.errands(r);
    return cell == setup.floor->lane(lane).service || (!errands.empty() && errands.front().permit == lane);
}

// The cell where a cleared robot is put back: its own, or the nearest that nobody uses and that it may stand on.
std::optional<CellId> FloorRun::place_for(RobotId r) {
    constexpr int kRings = 3;
    std::vector<CellId> taken;
    for (std::size_t i = 0; i < robots(); ++i) {
        if (RobotId(i) == r) continue;
        traffic.authority(RobotId(i), scratch_cells);
        taken.insert(taken.end(), scratch_cells.begin(), scratch_cells.end());
        // Bodies out of control may be anywhere.
        if (!state[i].stopping && !state[i].brakes_failed) continue;
        const std::vector<CellId> covered = world.covered(RobotId(i));
        taken.insert(taken.end(), covered.begin(), covered.end());
    }
    std::sort(taken.begin(), taken.end());
    const floor::Floor& floor = *setup.floor;
    const CellId own = cell_under(r);
    const int row = floor.row(own), column = floor.column(own);
    for (int ring = 0; ring <= kRings; ++ring) {
        for (int at_row = row - ring; at_row <= row + ring; ++at_row) {
            for (int at_column = column - ring; at_column <= column + ring; ++at_column) {
                if (std::max(std::abs(at_row - row), std::abs(at_column - column)) != ring) continue;
                if (at_row < 0 || at_column < 0 || at_row >= floor.height() || at_column >= floor.width()) continue;
                const CellId cell = floor.at(at_row, at_column);
                if (may_stand(r, cell, own) && !std::binary_search(taken.begin(), taken.end(), cell)) return cell;
            }
        }
    }
    return std::nullopt;
}

void FloorRun::clear_robot(RobotId r, CellId cell) {
    RobotState& s = state[r.index()];
    const long quarters = std::lround(world.bodies()[r.index()].heading_rad / floor::angle_rad(floor::Heading::South));
    const auto heading = static_cast<floor::Heading>(((quarters % 4) + 4) % 4);
    robot_results[r.index()].distance_m += world.distance_driven_m(r);
    // Nobody is planned through the cells that were closed for it; plans through another cell are cut first, so that the new body
    // owns it from its first step.
    traffic.authority(r, scratch_cells);
    if (std::find(scratch_cells.begin(), scratch_cells.end(), cell) == scratch_cells.end()) recover_plan();
    traffic.remove(r);
    world.remove(r);
    traffic.spawn(r, cell, heading);
    world.spawn(r, setup.fleet(r).drive, cell, heading);
    seen_work_j[r.index()] = 0;
    const double load_kg = control.load_kg(r);
    if (load_kg > 0) world.set_load(r, load_kg, setup.load_half_width_m);
    std::erase_if(touched, [r](const auto& pair) { return pair.first == r || pair.second == r; });

    s.operational = true;
    s.settled = false;
    s.fixed_until = now_tick;
    s.rest_goal = CellId();
    const std::span<const operations::Errand> errands = control.errands(r);
    s.planned_seq = errands.empty() ? s.planned_seq : errands.front().seq;
    note_incident("cleared", r);
    control.cleared(r, cell, now_step);
}

}  // namespace dray::engine
