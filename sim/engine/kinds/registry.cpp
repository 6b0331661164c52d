// The table of all types of areas. A new type is registered by its line here.
#include <algorithm>

#include "base/check.hpp"
#include "engine/kinds/kinds.hpp"
#include "engine/kinds/sorting_figures.hpp"

namespace dray::engine {

namespace {

std::vector<const AreaType*>& registry() {
    static std::vector<const AreaType*> types = {
        &put_wall_type(),        //
        &handling_type(),        //
        &identification_type(),  //
        &loop_sorter_type(),     //
        &conveyor_type(),        //
        &lift_type(),            //
    };
    return types;
}

}  // namespace

std::span<const AreaType* const> area_types() {
    return registry();
}

void register_area_type(const AreaType& type) {
    auto& types = registry();
    types.insert(std::ranges::upper_bound(types, type.stage(), {}, [](const AreaType* t) { return t->stage(); }), &type);
}

std::vector<const FigureSheet*> figure_sheets() {
    std::vector<const FigureSheet*> sheets = {&sort_floor_sheet()};
    for (const AreaType* type : area_types())
        if (std::ranges::find(sheets, type->traits().sheet) == sheets.end()) sheets.push_back(type->traits().sheet);
    std::ranges::stable_sort(sheets, {}, &FigureSheet::stage);
    return sheets;
}

const FigureSheet& sheet_of(std::string_view section) {
    for (const FigureSheet* sheet : figure_sheets())
        if (sheet->section == section) return *sheet;
    DRAY_CHECK(false, "nothing tells figures of '{}'", section);
}

}  // namespace dray::engine
