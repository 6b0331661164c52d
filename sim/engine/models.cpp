// Areas without a floor in a run: what they are told of the site, what they are given and give, and what they measured. All of it
// by the interface of engine/area_model.hpp.
#include <algorithm>

#include "base/check.hpp"
#include "engine/kinds/sorting_figures.hpp"
#include "engine/simulation_impl.hpp"

namespace dray::engine {

// Those that sort come first: the routes of what comes by itself elsewhere are theirs.
void Simulation::Impl::add_models() {
    models.resize(links.models.size());
    for (const bool sorts : {true, false})
        for (std::size_t m = 0; m < models.size(); ++m)
            if (links.models[m].type->sorts() == sorts) add_model(m);
}

void Simulation::Impl::add_model(std::size_t m) {
    const ModelLink& link = links.models[m];
    const AreaRef self{AreaKind::Model, m}, sorting = links.sorting_behind(links.behind(self));
    Surroundings around{.number = link.number,
                        .clock = Clock{.steps_per_second = static_cast<int>(steps_per_second)},
                        .tick_s = seconds(window),
                        .seed = seed,
                        .fed = links.feeds(self),
                        .totes = links.carries_totes(self),
                        .articles_behind = articles_read(links.behind(self)),
                        .storage = orders};
    around.articles_of_storage = around.totes || links.comes_from_storage(self);
    if (sorting.valid()) {
        const std::span<const double> shares = sorting_at(sorting).route_shares();
        around.route_shares.assign(shares.begin(), shares.end());
    }
    if (const std::size_t below = links.below(self); below != Links::kNone)
        around.trucks_below = trucks_below(self, haulers[below]->doors(), around.clock);
    models[m] = link.type->make(config_of(loaded.scenario, link), around);
    if (around.fed && models[m]->items() != nullptr) orders->begin_batches();
}

// By route, the trucks of the transport area beneath a sorting area's chutes; none: nothing is beneath them.
std::vector<primitives::TruckTimes> Simulation::Impl::trucks_below(AreaRef sorting, std::size_t doors, const Clock& clock) const {
    const std::size_t below = links.below(sorting);
    if (below == Links::kNone) return {};
    return primitives::truck_times(loaded.scenario.transport[below].docks, doors, clock);
}

// Articles that parcels must be one of which come to an area; 0 when nobody reads them there or behind it.
std::int64_t Simulation::Impl::articles_read(AreaRef area) const {
    for (; area.kind == AreaKind::Model; area = links.behind(area)) {
        const ModelLink& model = links.models[area.area];
        const std::int64_t articles = model.type->articles(config_of(loaded.scenario, model));
        if (articles == 0) continue;
        return links.comes_from_storage(area) ? std::max(articles, static_cast<std::int64_t>(orders->articles())) : articles;
    }
    return 0;
}

operations::SortingArea& Simulation::Impl::sorting_at(AreaRef area) const {
    DRAY_CHECK(links.sorts(area), "an area that does not sort is asked for its chutes");
    if (area.kind == AreaKind::Sorting) return *sorters[area.area];
    return *models[area.area]->sorting();
}

// Orders that the storage area has opened get their places, and what it has picked for them sets off.
void Simulation::Impl::feed_items() {
    if (orders == nullptr || !links.items.valid()) return;
    AreaModel& model = *models[links.items.area];
    model.advance(now_step);
    for (const OrderId order : orders->take_opened())
        model.items()->open({order, orders->units_of(order)}, now_step);
    for (const operations::PickedItem& item : orders->take_picked())
        model.items()->put_item({item.order, item.units}, item.station.index(), now_step);
}

// What is ready goes on as far as there is room. An order that came as items is complete when it leaves, and the storage area
// then learns for how many more there is room.
void Simulation::Impl::hand_over(std::size_t m) {
    AreaModel& model = *models[m];
    model.advance(now_step);
    const AreaRef self{AreaKind::Model, m}, to = links.behind(self);
    const bool of_items = links.items == self;
    const auto& logged_as = links.models[m].type->traits().logged;
    // What sorts gives to cages.
    for (std::size_t room = links.sorts(self) ? 0 : parcel_room(to); room > 0 && model.ready(); --room) {
        primitives::Parcel parcel = model.take(now_step);
        if (of_items) {
            orders->complete(parcel.order, now_step);
            parcel = parcel_of(parcel.order);
        }
        put_parcel(to, logged_as ? logged(parcel, *logged_as, links.models[m].number) : parcel);
    }
    if (of_items) orders->set_order_room(model.items()->free_places());
    audit(m);
}

// What came is inside or gone on, and what one area gave the next one has.
void Simulation::Impl::audit(std::size_t m) const {
    const AreaModel& model = *models[m];
    const ModelLink& link = links.models[m];
    model.check(options.full_checks || now_step % (60 * steps_per_second) < window);
    const UnitBooks books = model.books();
    DRAY_CHECK(books.arrived == books.inside + books.gone, "{} load units came to '{}': {} are inside and {} have gone on",
               books.arrived, link.name, books.inside, books.gone);
    if (link.from.valid()) {
        const std::int64_t given = given_by(link.from);
        DRAY_CHECK(given == books.arrived, "an area gave {} load units to '{}', to which {} came", given, link.name,
                   books.arrived);
    }
    if (links.items == AreaRef{AreaKind::Model, m}) {
        const std::int64_t picked = orders->ledger().balance(operations::Account::Picked), units = models[m]->items()->units();
        DRAY_CHECK(picked == units, "{} units are picked, '{}' and the ways to it have {}", picked, link.name, units);
    }
}

// What an area has given so far, to the one that stands on the connection behind it.
std::int64_t Simulation::Impl::given_by(AreaRef area) const {
    using operations::TotePlace;
    if (area.kind == AreaKind::Storage) return static_cast<std::int64_t>(orders_handed_over - packed.size());
    if (area.kind == AreaKind::Model) return models[area.area]->books().gone;
    const operations::Inbound& inbound = *orders->inbound();
    return inbound.totes_at(TotePlace::OnTheWay) + inbound.totes_at(TotePlace::AtStow) + inbound.totes_at(TotePlace::Stowed);
}

Occasion Simulation::Impl::occasion_of(AreaRef area) const {
    const std::size_t below = links.sorts(area) ? links.below(area) : Links::kNone;
    return {.now = now_step,
            .steps_per_s = static_cast<double>(steps_per_second),
            .warm = at_warm_up.has_value(),
            .hours = (seconds(now_step) - loaded.scenario.warm_up_s) / 3600,
            .upstream = links.storage == area ? static_cast<std::int64_t>(packed.size()) : 0,
            .returned = below == Links::kNone ? 0 : returns[below].figures().returned};
}

// Sort floors stand before the models that sort.
void Simulation::Impl::add_models(Results& out) const {
    bool floors = false;
    for (std::size_t m = 0; m <= models.size(); ++m) {
        if (!floors && (m == models.size() || links.models[m].type->stage() >= kSortingStage)) {
            add_sorting(out);
            floors = true;
        }
        if (m == models.size()) break;
        const ModelLink& link = links.models[m];
        models[m]->check(true);
        Measure measure(*link.type->traits().sheet, link.name, occasion_of({AreaKind::Model, m}));
        models[m]->measure(measure);
        out.areas.push_back(std::move(measure).take());
        models[m]->add_to(link.name, out, now_step, static_cast<double>(steps_per_second));
    }
}

void Simulation::Impl::add_sorting(Results& out) const {
    for (std::size_t i = 0; i < sorters.size(); ++i) {
        const operations::SortFigures& figures = sorters[i]->figures();
        Measure measure(sort_floor_sheet(), loaded.scenario.sorting[i].name, occasion_of({AreaKind::Sorting, i}));
        measure_sorting(measure,
                        {.arrived = figures.arrived,
                         .sorted = figures.sorted,
                         .waiting = figures.before + figures.at_stations,
                         .held = figures.held,
                         .on_robots = figures.on_robots,
                         .missorted = figures.missorted,
                         .recirculated = figures.recirculated,
                         .sort_time_s = &figures.sort_time_s,
                         .sorted_at_warm_up = at_warm_up ? at_warm_up->sorted[i] : 0,
                         .times_at_warm_up = at_warm_up ? static_cast<std::int64_t>(sort_times_at_warm_up[i]) : 0},
                        sorters[i]->chute_field());
        out.areas.push_back(std::move(measure).take());
    }
}

}  // namespace dray::engine
