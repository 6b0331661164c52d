#include "engine/area_type.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace dray::engine {

const PortType* AreaType::outlet() const {
    const auto found = std::ranges::find(traits_.ports, true, &PortType::gives);
    return found == traits_.ports.end() ? nullptr : &*found;
}

bool AreaType::sorts() const {
    return outlet() != nullptr && outlet()->unit == LoadUnit::Cages;
}

AreaLists::AreaLists(AreaType::Place place) {
    for (const AreaType* type : area_types())
        if (type->traits().place == place) all_.emplace_back(type, type->no_areas());
}

AreaLists::AreaLists(const AreaLists& other) {
    for (const auto& [type, list] : other.all_)
        all_.emplace_back(type, list->copy());
}

AreaLists& AreaLists::operator=(const AreaLists& other) {
    return *this = AreaLists(other);
}

AreaList& AreaLists::of(const AreaType& type) {
    const auto found = std::ranges::find(all_, &type, [](const auto& entry) { return entry.first; });
    DRAY_CHECK(found != all_.end(), "no areas of '{}' can be here", type.section());
    return *found->second;
}

const AreaList& AreaLists::of(const AreaType& type) const {
    return const_cast<AreaLists*>(this)->of(type);
}

AreaList& AreaLists::of(std::string_view section) {
    const auto found =
        std::ranges::find(all_, section, [](const auto& entry) { return std::string_view(entry.first->section()); });
    DRAY_CHECK(found != all_.end(), "there is no '{}' here", section);
    return *found->second;
}

bool AreaLists::empty() const {
    return std::ranges::all_of(all_, [](const auto& entry) { return entry.second->size() == 0; });
}

void AreaLists::each(const std::function<void(const AreaType&, std::size_t, const AreaConfig&)>& visit) const {
    for (const auto& [type, list] : all_)
        for (std::size_t i = 0; i < list->size(); ++i)
            visit(*type, i, (*list)[i]);
}

config::Field AreaLists::field(const AreaType& type, std::size_t most, const std::function<AreaLists*(void*)>& lists) {
    config::Field field;
    field.name = type.section();
    field.kind = config::FieldKind::List;
    field.doc = type.traits().doc;
    field.table = &type.table();
    field.size = {0, most};
    field.member = [&type, lists](void* s) { return static_cast<void*>(&lists(s)->of(type)); };
    field.list_size = [](const void* v) { return static_cast<const AreaList*>(v)->size(); };
    field.list_append = [](void* v) { return static_cast<AreaList*>(v)->append(); };
    field.list_entry = [](void* v, std::size_t i) { return static_cast<AreaList*>(v)->fields(i); };
    field.list_clear = [](void* v) { static_cast<AreaList*>(v)->clear(); };
    return field;
}

}  // namespace dray::engine
