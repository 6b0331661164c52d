#include "motion/distances.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>

#include "base/check.hpp"
#include "base/error.hpp"
#include "motion/distances_impl.hpp"

namespace dray::motion {

namespace {

constexpr std::size_t kExactCells = 5000;  // up to here a whole-floor table costs little more than a window
constexpr int kSmallestRegion = 24;

}  // namespace

Distances::Impl::Impl(const floor::Floor& floor, std::array<ActionCosts, 2> action_costs, std::size_t budget_bytes)
    : graph(floor), steps(action_costs), costs{UnitCosts(action_costs[0]), UnitCosts(action_costs[1])}, budget(budget_bytes) {
    const std::size_t cells = floor.cell_count();
    exact = cells <= kExactCells;
    for (auto& index : window_of)
        index.assign(cells, -1);
    table_bytes = 2 * cells * sizeof(std::int32_t) + graph.bytes();
    choose_regions();
}

// Regions grow until their tables leave a third of the budget to stations and windows; stations come next.
void Distances::Impl::choose_regions() {
    const floor::Floor& floor = graph.floor();
    const std::size_t table = floor.cell_count() * sizeof(Word);
    if (budget < least_bytes(floor.cell_count()))
        throw InputError(fmt::format(
            "planner.table_budget_mb: {:.1f} is too little for a floor of {} cells; it needs at least {:.1f}",
            static_cast<double>(budget) / 1e6, floor.cell_count(), static_cast<double>(least_bytes(floor.cell_count())) / 1e6));
    const int longest = std::max(floor.width(), floor.height());
    for (region_edge = kSmallestRegion;; region_edge = std::min(longest, region_edge + region_edge / 3)) {
        region_columns = (floor.width() + region_edge - 1) / region_edge;
        region_rows = (floor.height() + region_edge - 1) / region_edge;
        const auto count = static_cast<std::size_t>(region_columns * region_rows);
        if (table_bytes + 2 * count * table <= budget / 3 * 2 || region_edge >= longest) break;
    }
    const auto count = static_cast<std::size_t>(region_columns * region_rows);
    for (const bool loaded : {false, true}) {
        regions[loaded].resize(count);
        for (std::size_t i = 0; i < count; ++i) {
            regions[loaded][i].target.region = region_rect(static_cast<std::int32_t>(i));
            regions[loaded][i].target.loaded = loaded;
        }
    }
    listed.assign(2 * count, 0);
    const std::size_t lanes = floor.lanes().size();
    if (table_bytes + (2 * count + lanes + 2) * table > budget / 20 * 19) return;
    stations.resize(lanes);
    for (std::size_t l = 0; l < lanes; ++l)
        stations[l].target = {.goal = floor.lanes()[l].service, .lane = LaneId(l), .loaded = true};
}

std::int32_t Distances::Impl::region_of(CellId cell) const {
    const floor::Floor& floor = graph.floor();
    return floor.row(cell) / region_edge * region_columns + floor.column(cell) / region_edge;
}

Rect Distances::Impl::region_rect(std::int32_t region) const {
    const floor::Floor& floor = graph.floor();
    const int row = region / region_columns * region_edge, column = region % region_columns * region_edge;
    return {row, column, std::min(region_edge, floor.height() - row), std::min(region_edge, floor.width() - column)};
}

Table* Distances::Impl::station_table(CellId goal, bool loaded) {
    if (!loaded || stations.empty()) return nullptr;
    const LaneId lane = graph.floor().lane_of(goal);
    if (!lane.valid() || graph.floor().lane(lane).service != goal) return nullptr;
    return &stations[lane.index()];
}

void Distances::Impl::prepare() {
    std::vector<Table*> all;
    for (Table& table : stations)
        all.push_back(&table);
    for (const bool loaded : {true, false})
        for (Table& table : regions[loaded])
            all.push_back(&table);
    update(all, {});
    work_ns = 0;
}

// The tables of one goal; made or renewed here when `warm` did not.
WayField Distances::Impl::field(CellId goal, bool loaded) {
    const floor::Floor& floor = graph.floor();
    if (Table* station = station_table(goal, loaded); station != nullptr) {
        if (station->words.empty() || station->applied != log.size()) update({&station, 1}, {});
        return {.near = station->words.data(), .area = {0, 0, floor.height(), floor.width()}, .width = floor.width()};
    }
    std::int32_t index = window_of[loaded][goal.index()];
    if (index < 0 || windows[static_cast<std::size_t>(index)].applied != log.size()) {
        ++warm_count;
        stale_tables.clear();
        stale_windows.clear();
        note(goal, loaded);
        bring_up_to_date();
        index = window_of[loaded][goal.index()];
    }
    const Window& window = windows[static_cast<std::size_t>(index)];
    const Word* far = window.region < 0 ? nullptr : regions[loaded][static_cast<std::size_t>(window.region)].words.data();
    return {.near = window.words.data(), .area = window.area, .offset = window.offset, .far = far, .width = floor.width()};
}

Distances::Distances(const floor::Floor& floor, std::array<ActionCosts, 2> costs, std::size_t budget_bytes)
    : impl_(std::make_unique<Impl>(floor, costs, budget_bytes)) {}

Distances::~Distances() = default;

void Distances::prepare() {
    impl_->prepare();
}

Cost Distances::cost(CellId from, floor::Heading heading, CellId goal, bool loaded) {
    const floor::Floor& floor = impl_->graph.floor();
    const WayField field = impl_->field(goal, loaded);
    return impl_->costs[loaded].steps(field.at(floor.row(from), floor.column(from), static_cast<std::uint32_t>(heading)));
}

std::array<Cost, 4> Distances::via(CellId from, floor::Heading heading, CellId goal, bool loaded) {
    const floor::Floor& floor = impl_->graph.floor();
    const WayField field = impl_->field(goal, loaded);
    const LaneId lane = floor.lane_of(goal);
    const UnitCosts& costs = impl_->costs[loaded];
    const int row = floor.row(from), column = floor.column(from);
    std::array<Cost, 4> result{};
    for (const floor::Heading h : floor::kHeadings) {
        const auto i = static_cast<std::uint32_t>(h);
        const CellId next = floor.next(from, h);
        Units time = kNoUnits;
        if (next.valid() && impl_->may_step(next, i, goal, lane, loaded))
            time = field.at(row + floor::row_step(h), column + floor::column_step(h), i);
        if (time != kNoUnits) time += costs.forward + costs.turn * static_cast<Units>(floor::quarter_turns(heading, h));
        result[i] = costs.steps(time);
    }
    return result;
}

WayField Distances::field(CellId goal, bool loaded) {
    return impl_->field(goal, loaded);
}

const UnitCosts& Distances::unit_costs(bool loaded) const {
    return impl_->costs[loaded];
}

Cost Distances::estimate(CellId from, CellId goal, bool loaded) const {
    const Impl& impl = *impl_;
    if (from != goal && shut(goal) && !shut(from)) return kUnreachable;
    const floor::Floor& floor = impl.graph.floor();
    const UnitCosts& costs = impl.costs[loaded];
    const auto least = [&](const Table& table) { return table.words.empty() ? kNoWay : table.words[from.index()]; };
    if (const Table* station = impl_->station_table(goal, loaded); station != nullptr) {
        const Word word = least(*station);
        return word == kNoWay ? kUnreachable : costs.steps(word >> 17);
    }
    const CellId anchor = impl.graph.anchor(goal, loaded);
    const std::int32_t region = impl.region_of(anchor.valid() ? anchor : goal);
    const Word word = least(impl.regions[loaded][static_cast<std::size_t>(region)]);
    if (word == kNoWay) return kUnreachable;
    if (from == goal) return 0;
    // Inside the region the straight way from its nearest point, with one turn.
    const Rect rect = impl.region_rect(region);
    const int row = std::clamp(floor.row(from), rect.row, rect.row + rect.rows - 1);
    const int column = std::clamp(floor.column(from), rect.column, rect.column + rect.columns - 1);
    const auto inside = static_cast<Units>(std::abs(row - floor.row(goal)) + std::abs(column - floor.column(goal)));
    return costs.steps((word >> 17) + inside * costs.forward + costs.turn);
}

std::size_t Distances::least_bytes(std::size_t cells) {
    return cells * (2 * sizeof(std::int32_t) + Graph::kBytesPerCell + 8 * sizeof(Word));
}

void Distances::warm(std::span<const std::pair<CellId, bool>> goals) {
    impl_->warm(goals);
}

void Distances::set_closed(std::span<const std::uint8_t> closed, std::uint64_t version) {
    if (version == impl_->closed_version) return;
    impl_->closed_version = version;
    impl_->set_closed(closed);
}

bool Distances::shut(CellId cell) const {
    return impl_->graph.closure(cell) == kShut;
}

const ActionCosts& Distances::costs(bool loaded) const {
    return impl_->steps[loaded];
}

std::size_t Distances::bytes() const {
    return impl_->table_bytes;
}

double Distances::core_ms() const {
    return static_cast<double>(impl_->work_ns.load()) / 1e6;
}

}  // namespace dray::motion
