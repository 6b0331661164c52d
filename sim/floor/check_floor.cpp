#include "floor/check_floor.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <set>

#include "floor/limits.hpp"
#include "floor/reach.hpp"

namespace dray::floor {

namespace {

/// Checks one plan and gathers what is wrong.
class PlanCheck {
  public:
    PlanCheck(const FloorPlan& plan, Purpose purpose) : plan_(plan), purpose_(purpose) {}

    std::vector<FloorFault> run() {
        if (!sizes()) return std::move(faults_);
        places();
        lanes();
        zones();
        return std::move(faults_);
    }

  private:
    void add(CellId cell, std::string message) {
        FloorFault& fault = faults_.emplace_back();
        fault.cell = cell;
        fault.message = std::move(message);
    }

    [[nodiscard]] std::string where(CellId c) const {
        return fmt::format("row {}, column {}", c.value / static_cast<std::uint32_t>(plan_.width),
                           c.value % static_cast<std::uint32_t>(plan_.width));
    }
    [[nodiscard]] bool exists(CellId c) const { return c.valid() && c.index() < plan_.kind.size(); }

    bool sizes() {
        const std::int64_t cells = static_cast<std::int64_t>(plan_.width) * plan_.height;
        if (plan_.width < 1 || plan_.height < 1 || cells > kMaxCells) {
            add(CellId(0), fmt::format("{} x {} cells is not a size a floor can have, at most {} cells are allowed", plan_.width,
                                       plan_.height, kMaxCells));
            return false;
        }
        if (static_cast<std::int64_t>(plan_.kind.size()) != cells || plan_.exits.size() != plan_.kind.size()) {
            add(CellId(0), fmt::format("{} x {} cells, but {} kinds and {} exits", plan_.width, plan_.height, plan_.kind.size(),
                                       plan_.exits.size()));
            return false;
        }
        if (!(plan_.cell_m >= kMinCell_m && plan_.cell_m <= kMaxCell_m))
            add(CellId(0), fmt::format("a cell of {} m is not within {} to {} m", plan_.cell_m, kMinCell_m, kMaxCell_m));
        return true;
    }

    void places() {
        const bool slot = std::ranges::find(plan_.kind, CellKind::Slot) != plan_.kind.end();
        const auto station = [&](StationKind kind) {
            return std::ranges::find(plan_.lanes, kind, &Lane::kind) != plan_.lanes.end();
        };
        if (purpose_ != Purpose::Sorting && !slot) add(CellId(0), "the floor has no slot for a pod or cage");
        if (purpose_ == Purpose::Storage && !station(StationKind::Pick)) add(CellId(0), "the floor has no pick station");
        if (purpose_ != Purpose::Sorting) return;
        if (plan_.chutes.empty()) add(CellId(0), "the floor has no chute");
        if (!station(StationKind::Induct)) add(CellId(0), "the floor has no induct station");
        for (const CellId c : plan_.chutes)
            if (!touches_aisle(c)) add(c, fmt::format("the chute at {} touches no aisle cell", where(c)));
    }

    [[nodiscard]] bool touches_aisle(CellId c) const {
        const int row = static_cast<int>(c.value) / plan_.width, column = static_cast<int>(c.value) % plan_.width;
        return std::ranges::any_of(kHeadings, [&](Heading h) {
            const int r = row + row_step(h), col = column + column_step(h);
            return r >= 0 && col >= 0 && r < plan_.height && col < plan_.width &&
                   plan_.kind[static_cast<std::size_t>(r) * static_cast<std::size_t>(plan_.width) +
                              static_cast<std::size_t>(col)] == CellKind::Aisle;
        });
    }

    void lanes() {
        std::set<std::string> names;
        std::vector<std::uint8_t> used(plan_.kind.size(), 0);
        for (const Lane& lane : plan_.lanes) {
            std::vector<CellId> inner = lane.queue;
            inner.push_back(lane.service);
            std::vector<CellId> chain = {lane.entry};
            chain.insert(chain.end(), inner.begin(), inner.end());
            chain.push_back(lane.exit);
            if (!chain_exists(lane, chain)) continue;
            if (!names.insert(lane.name).second) add(lane.service, fmt::format("two stations are called \"{}\"", lane.name));
            for (const CellId c : inner)
                if (used[c.index()]++ != 0) add(c, fmt::format("station \"{}\" shares the cell at {}", lane.name, where(c)));
            check_kinds(lane, inner);
            for (std::size_t i = 0; i + 1 < chain.size(); ++i)
                if (!neighbours(chain[i], chain[i + 1]))
                    add(chain[i], fmt::format("the lane of station \"{}\" jumps from {} to {}", lane.name, where(chain[i]),
                                              where(chain[i + 1])));
        }
        for (std::size_t i = 0; i < plan_.kind.size(); ++i)
            if (plan_.kind[i] == CellKind::Lane && used[i] == 0)
                add(CellId(i), fmt::format("the queue cell at {} belongs to no station", where(CellId(i))));
    }

    bool chain_exists(const Lane& lane, const std::vector<CellId>& chain) {
        for (const CellId c : chain) {
            if (exists(c)) continue;
            add(CellId(0), fmt::format("the lane of station \"{}\" leaves the floor", lane.name));
            return false;
        }
        return true;
    }

    void check_kinds(const Lane& lane, const std::vector<CellId>& inner) {
        for (const CellId c : inner)
            if (plan_.kind[c.index()] != CellKind::Lane)
                add(c, fmt::format("the lane of station \"{}\" crosses {}, which is no lane cell", lane.name, where(c)));
        for (const CellId c : {lane.entry, lane.exit})
            if (plan_.kind[c.index()] != CellKind::Aisle && plan_.kind[c.index()] != CellKind::Buffer)
                add(c, fmt::format("station \"{}\" is entered or left at {}, which is no aisle cell", lane.name, where(c)));
    }

    [[nodiscard]] bool neighbours(CellId a, CellId b) const {
        const auto [row_a, column_a] = std::div(static_cast<int>(a.value), plan_.width);
        const auto [row_b, column_b] = std::div(static_cast<int>(b.value), plan_.width);
        return std::abs(row_a - row_b) + std::abs(column_a - column_b) == 1;
    }

    void zones() {
        for (const Zone& zone : plan_.zones) {
            const bool inside = zone.row >= 0 && zone.column >= 0 && zone.rows > 0 && zone.columns > 0 &&
                                zone.rows <= plan_.height - zone.row && zone.columns <= plan_.width - zone.column;
            if (!inside)
                add(CellId(0), fmt::format("zone \"{}\" (row {}, column {}, {} rows, {} columns) is not inside the floor of {} "
                                           "rows and {} columns",
                                           zone.name, zone.row, zone.column, zone.rows, zone.columns, plan_.height, plan_.width));
        }
    }

    const FloorPlan& plan_;
    Purpose purpose_;
    std::vector<FloorFault> faults_;
};

/// Names the first few cells of one kind of fault and counts the others.
class Offenders {
  public:
    Offenders(const Floor& floor, std::vector<FloorFault>& faults, std::string text)
        : floor_(floor), faults_(faults), text_(std::move(text)) {}
    Offenders(const Offenders&) = delete;
    Offenders& operator=(const Offenders&) = delete;
    ~Offenders() {
        if (count_ > kNamedOffenders) faults_.back().message += fmt::format(" (and {} more)", count_ - kNamedOffenders);
    }

    /// `text` holds {0} for the place and {1} for a name.
    void add(CellId cell, const std::string& name = {}) {
        if (++count_ > kNamedOffenders) return;
        const std::string place = fmt::format("row {}, column {}", floor_.row(cell), floor_.column(cell));
        faults_.push_back({cell, fmt::format(fmt::runtime(text_), place, name)});
    }

  private:
    const Floor& floor_;
    std::vector<FloorFault>& faults_;
    std::string text_;
    std::size_t count_ = 0;
};

void check_slots(const Floor& floor, const CellSet& inner, std::vector<FloorFault>& faults) {
    {
        Offenders no_aisle(floor, faults, "the slot at {0} touches no aisle cell");
        for (const Slot& slot : floor.slots())
            if (!slot.access.valid()) no_aisle.add(slot.cell);
    }
    Offenders cut_off(floor, faults, "the slot at {0} cannot be reached with a pod when all other slots are full");
    for (const Slot& slot : floor.slots())
        if (slot.access.valid() && inner[slot.access.index()] == 0) cut_off.add(slot.cell);
}

}  // namespace

std::vector<FloorFault> check_plan(const FloorPlan& plan, Purpose purpose) {
    return PlanCheck(plan, purpose).run();
}

std::vector<FloorFault> check_reach(const Floor& floor) {
    std::vector<FloorFault> faults;
    const CellSet inner = core(floor);
    const std::vector<CellId> inner_cells = members(inner);
    check_slots(floor, inner, faults);

    const CellSet reached = reached_from(floor, inner_cells, true), returning = reaching(floor, inner_cells, true);
    std::vector<CellId> exits;
    for (const Lane& lane : floor.lanes())
        exits.push_back(lane.exit);
    const CellSet left_by = reached_from(floor, exits, true);
    {
        Offenders entries(floor, faults, "the entry of station \"{1}\" at {0} cannot be reached from the slots with a pod");
        for (const Lane& lane : floor.lanes())
            if (reached[lane.entry.index()] == 0) entries.add(lane.entry, lane.name);
    }
    {
        Offenders leaving(floor, faults, "from the exit of station \"{1}\" at {0} a robot with a pod cannot return to the slots");
        for (const Lane& lane : floor.lanes())
            if (returning[lane.exit.index()] == 0) leaving.add(lane.exit, lane.name);
    }
    const auto aisle = [&](CellId c) { return floor.kind(c) == CellKind::Aisle || floor.kind(c) == CellKind::Buffer; };
    {
        Offenders unreached(floor, faults, "the aisle cell at {0} cannot be reached from the rest of the floor");
        for (std::size_t i = 0; i < floor.cell_count(); ++i)
            if (aisle(CellId(i)) && reached[i] == 0 && left_by[i] == 0) unreached.add(CellId(i));
    }
    {
        Offenders traps(floor, faults, "the aisle cell at {0} is a trap: no way leads back to the rest of the floor");
        for (std::size_t i = 0; i < floor.cell_count(); ++i)
            if (aisle(CellId(i)) && returning[i] == 0 && (reached[i] != 0 || left_by[i] != 0)) traps.add(CellId(i));
    }
    const CellSet reached_empty = reached_from(floor, inner_cells, false), returning_empty = reaching(floor, inner_cells, false);
    {
        Offenders chargers(floor, faults, "the charger at {0} cannot be reached and left by a robot without a pod");
        for (const CellId c : floor.chargers())
            if (reached_empty[c.index()] == 0 || returning_empty[c.index()] == 0) chargers.add(c);
    }
    return faults;
}

}  // namespace dray::floor
