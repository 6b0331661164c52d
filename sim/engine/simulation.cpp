#include "engine/simulation.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "base/error.hpp"
#include "base/parallel.hpp"
#include "engine/simulation_impl.hpp"

namespace dray::engine {

namespace {

double slowest_lift_s(const std::vector<FleetConfig>& fleets) {
    double lift_s = 0;
    for (const FleetConfig& fleet : fleets)
        lift_s = std::max(lift_s, fleet.drive.lift_s);
    return lift_s;
}

// Of every robot of the floor, as its fleet has it.
operations::Charging charging_of(const Area& area, std::uint64_t seed) {
    std::vector<operations::BatteryConfig> batteries;
    for (const std::size_t fleet : area.setup.fleet_of)
        batteries.push_back(area.setup.fleets[fleet].battery);
    return {std::move(batteries), *area.setup.floor, *area.distances, area.setup.clock, seed};
}

std::unique_ptr<Area> prepared_area(FloorSetup setup, const operations::FaultsConfig& faults,
                                    const motion::PlannerConfig& planner) {
    auto area = std::make_unique<Area>();
    area->setup = std::move(setup);
    area->faults = faults;
    area->distances = std::make_unique<motion::Distances>(*area->setup.floor, area->setup.costs,
                                                          static_cast<std::size_t>(planner.table_budget_mb * 1e6));
    // Operations ask for estimates from the start.
    area->distances->prepare();
    return area;
}

}  // namespace

Simulation::Impl::Impl(LoadedScenario loaded_scenario, std::uint64_t run_seed, SimulationOptions run_options)
    : options(std::move(run_options)), seed(run_seed) {
    Site site = build_site(std::move(loaded_scenario), seed);
    loaded = std::move(site.loaded);
    links = std::move(site.links);
    if (site.storage) add_storage(std::move(*site.storage), std::move(site.demand));
    // Destinations of a sort floor: its inlet's, or the doors of the yard below.
    const auto routes_of = [&](std::size_t sorting, const primitives::InletConfig& inlet) {
        const std::size_t below = links.sorting_to_transport[sorting];
        return below == Links::kNone ? static_cast<std::size_t>(inlet.routes)
                                     : primitives::door_count(*site.transport[below].floor);
    };
    for (std::size_t i = 0; i < site.sorting.size(); ++i)
        add_sorting(std::move(site.sorting[i]), i, routes_of(i, loaded.scenario.sorting[i].inlet));
    for (std::size_t i = 0; i < site.transport.size(); ++i)
        add_transport(std::move(site.transport[i]), i);
    set_clock();
    add_models();
    for (std::size_t i = 0; i < links.roads.size(); ++i)
        add_road(i);
    start_runs();
    start_watch();
    exchange();
    failures.resize(areas.size());
    last_step = Clock{.steps_per_second = static_cast<int>(steps_per_second)}.steps(loaded.scenario.duration_s);
    timeline.push_back(moment());
    prepare_s = since_start.elapsed_ms() / 1000;
}

void Simulation::Impl::add_storage(FloorSetup setup, operations::Demand demand) {
    const Scenario& s = loaded.scenario;
    Area& area = *areas.emplace_back(prepared_area(std::move(setup), s.faults, s.planner));
    const operations::OperationsConfig config{
        .dispatch = s.dispatch, .faults = s.faults, .storage = s.storage, .stations = s.stations, .inbound = s.inbound};
    auto control = std::make_unique<operations::Operations>(config, *area.setup.floor, *area.distances, std::move(demand),
                                                            area.setup.clock, seed, area.setup.robot_count(),
                                                            slowest_lift_s(area.setup.fleets), charging_of(area, seed));
    orders = control.get();
    area.control = std::move(control);
}

void Simulation::Impl::add_sorting(FloorSetup setup, std::size_t i, std::size_t routes) {
    const Scenario& s = loaded.scenario;
    const SortAreaConfig& config = s.sorting[i];
    Area& area = *areas.emplace_back(prepared_area(std::move(setup), config.faults, s.planner));
    const operations::SortConfig sort{.induct = config.induct,
                                      .chutes = config.chutes,
                                      .inlet = config.inlet,
                                      .waves = config.waves,
                                      .trucks = trucks_below({AreaKind::Sorting, i}, routes, area.setup.clock),
                                      .routes = routes,
                                      .fed = links.feeds({AreaKind::Sorting, i}),
                                      .linked = links.sorting_to_transport[i] != Links::kNone,
                                      .faults = config.faults};
    auto control = std::make_unique<operations::SortControl>(sort, *area.setup.floor, *area.distances, area.setup.clock, seed,
                                                             area.setup.robot_count(), charging_of(area, seed));
    sorters.push_back(control.get());
    area.control = std::move(control);
}

void Simulation::Impl::add_transport(FloorSetup setup, std::size_t i) {
    const Scenario& s = loaded.scenario;
    const TransportAreaConfig& config = s.transport[i];
    Area& area = *areas.emplace_back(prepared_area(std::move(setup), config.faults, s.planner));
    auto control = std::make_unique<operations::HaulControl>(operations::HaulConfig{.cages = config.cages,
                                                                                    .docks = config.docks,
                                                                                    .source = config.source,
                                                                                    .fed = links.feeds({AreaKind::Transport, i}),
                                                                                    .faults = config.faults},
                                                             *area.setup.floor, *area.distances, area.setup.clock, seed,
                                                             area.setup.robot_count(), slowest_lift_s(area.setup.fleets),
                                                             charging_of(area, seed));
    returns.emplace_back(area.setup.clock.steps(config.docks.returned_after_s), area.setup.clock);
    haulers.push_back(control.get());
    area.control = std::move(control);
}

void Simulation::Impl::add_road(std::size_t i) {
    const Road& road = links.roads[i];
    const AreaRef sorting = links.sorting_behind(road.to);
    const std::vector<double> one_route = {1};
    roads.emplace_back(loaded.scenario.line_hauls[i], i,
                       sorting.valid() ? sorting_at(sorting).route_shares() : std::span<const double>(one_route),
                       articles_read(road.to), Clock{.steps_per_second = static_cast<int>(steps_per_second)}, seed);
    haulers[road.transport]->keep_departures(road.door);
}

// Without a floor nothing is finer than what people see.
void Simulation::Impl::set_clock() {
    steps_per_second = loaded.scenario.physics.steps_per_second;
    if (areas.empty()) window = steps_per_second;
    for (const auto& area : areas)
        window = std::max<Step>(window, area->setup.clock.steps_per_tick);
}

void Simulation::Impl::start_runs() {
    const Scenario& s = loaded.scenario;
    for (const auto& area : areas)
        area->run = std::make_unique<FloorRun>(area->setup, *area->distances, *area->control,
                                               FloorRunOptions{.physics = s.physics,
                                                               .planner = s.planner,
                                                               .faults = area->faults,
                                                               .seed = seed,
                                                               .full_checks = options.full_checks,
                                                               .context = {.command = options.repeat_command, .seed = seed}});
}

void Simulation::Impl::start_watch() {
    const WatchedSite site{.areas = areas,
                           .orders = orders,
                           .sorters = sorters,
                           .haulers = haulers,
                           .models = models,
                           .links = &links,
                           .packed = &packed,
                           .steps_per_second = steps_per_second,
                           .by_zone = loaded.scenario.management.on() || options.track_congestion};
    watch = std::make_unique<BottleneckWatch>(site);
    if (!site.by_zone) return;
    management = std::make_unique<Management>(loaded.scenario.management, site, *watch);
    if (options.track_congestion) management->track();
    if (loaded.scenario.management.predicts()) management->forecast(forecast_model(loaded));
}

// Floors meet only between these calls, so that each may run on a thread of its own.
void Simulation::Impl::tick_areas(Step end) {
    for_each_number(areas.size(), [&](std::size_t i) {
        try {
            while (areas[i]->run->now_step < end) {
                areas[i]->run->tick();
                for (const auto& watcher : floor_watchers)
                    if (watcher) watcher(i);
            }
        } catch (...) {
            failures[i] = std::current_exception();
        }
    });
}

// A floor sees only those whose time has come when the tick of the run begins, so that it does not matter when they were asked
// for.
void Simulation::Impl::pass_on_interventions() {
    const auto due =
        std::find_if(interventions.begin(), interventions.end(), [&](const Intervention& i) { return i.step > now_step; });
    for (auto i = interventions.begin(); i != due; ++i) {
        areas[i->floor]->run->asked.push_back(*i);
        done.push_back(*i);
    }
    interventions.erase(interventions.begin(), due);
}

void Simulation::Impl::tick() {
    pass_on_interventions();
    now_step += window;
    std::fill(failures.begin(), failures.end(), nullptr);
    tick_areas(now_step);
    for (const std::exception_ptr& failure : failures) {
        // A failed planner leaves a whole tick behind, and the books are closed over it; anything else ends the run here.
        if (!failure) continue;
        try {
            std::rethrow_exception(failure);
        } catch (const EnvironmentError&) {
            exchange();
            book_tick();
            throw;
        }
    }
    exchange();
    book_tick();
}

std::uint64_t Simulation::Impl::state_hash() const {
    StateHash digest;
    for (const auto& area : areas)
        digest.add(area->run->hash.digest());
    // Roads bring what readers read.
    const auto add_models = [&](bool reading) {
        for (std::size_t m = 0; m < models.size(); ++m)
            if ((links.models[m].type->stage() >= kIdentificationStage) == reading) models[m]->add_to(digest);
    };
    add_models(false);
    for (const operations::LineHaul& road : roads)
        road.add_to(digest);
    add_models(true);
    for (const operations::Returns& away : returns)
        away.add_to(digest);
    return digest.digest();
}

Simulation::Simulation(LoadedScenario loaded, std::uint64_t seed, SimulationOptions options)
    : impl_(std::make_unique<Impl>(std::move(loaded), seed, std::move(options))) {}
Simulation::~Simulation() = default;

void Simulation::tick() {
    impl_->tick();
}
bool Simulation::done() const {
    return impl_->now_step >= impl_->last_step;
}
double Simulation::time_s() const {
    return impl_->seconds(impl_->now_step);
}
double Simulation::duration_s() const {
    return impl_->seconds(impl_->last_step);
}
std::uint64_t Simulation::state_hash() const {
    return impl_->state_hash();
}
void Simulation::intervene(const Intervention& intervention) {
    DRAY_CHECK(exists(scene(), intervention), "\"{}\" on floor {} is for something that is not there", name_of(intervention.kind),
               intervention.floor);
    auto& all = impl_->interventions;
    const auto behind = std::upper_bound(all.begin(), all.end(), intervention.step,
                                         [](Step step, const Intervention& i) { return step < i.step; });
    all.insert(behind, intervention);
}
void Simulation::close_zone(std::size_t floor, const Zone& zone) {
    impl_->areas[floor]->run->close_zone(zone, kind_of_incident(zone));
}
bool Simulation::open_zone(std::size_t floor, const Zone& zone) {
    return impl_->areas[floor]->run->open_zone(zone);
}
std::span<const Zone> Simulation::zones(std::size_t floor) const {
    return impl_->areas[floor]->run->zones.now();
}
Results Simulation::results(bool interrupted, std::string failure) const {
    Results results = impl_->results(interrupted);
    results.failure = std::move(failure);
    return results;
}
TimePoint Simulation::moment() const {
    return impl_->moment();
}
std::size_t Simulation::floor_count() const {
    return impl_->areas.size();
}
std::string_view Simulation::floor_name(std::size_t i) const {
    return impl_->areas[i]->setup.name;
}
const floor::Floor& Simulation::floor(std::size_t i) const {
    return *impl_->areas[i]->setup.floor;
}
const operations::FleetControl& Simulation::control(std::size_t i) const {
    return *impl_->areas[i]->control;
}
const traffic::Traffic& Simulation::traffic(std::size_t i) const {
    return impl_->areas[i]->run->traffic;
}
std::span<const traffic::BodyView> Simulation::bodies(std::size_t i) const {
    return impl_->areas[i]->run->world.bodies();
}
const insight::Bottlenecks& Simulation::bottlenecks() const {
    return impl_->watch->bottlenecks();
}
const insight::CongestionTracker* Simulation::congestion() const {
    return impl_->management ? impl_->management->tracker() : nullptr;
}
const operations::Operations& Simulation::operations() const {
    DRAY_CHECK(impl_->orders != nullptr, "the site has no storage area");
    return *impl_->orders;
}

}  // namespace dray::engine
