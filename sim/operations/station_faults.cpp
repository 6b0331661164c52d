#include "operations/station_faults.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/check.hpp"

namespace dray::operations {

namespace {

std::vector<std::string> names_of(const floor::Floor& floor) {
    std::vector<std::string> names;
    for (const floor::Lane& lane : floor.lanes())
        names.push_back(lane.name);
    return names;
}

}  // namespace

void check_station_faults(const FaultsConfig& config, const floor::Floor& floor, const config::Document& document,
                          const std::string& path, config::Diagnostics& faults) {
    const std::vector<std::string> names = names_of(floor);
    for (std::size_t i = 0; i < config.scheduled.size(); ++i) {
        const FaultConfig& fault = config.scheduled[i];
        if (fault.kind != "station" || std::ranges::find(names, fault.station) != names.end()) continue;
        const std::string field = fmt::format("{}.scheduled[{}].station", path, i);
        const std::string nearest = config::nearest_name(fault.station, names);
        faults.push_back(config::fault_at(document.place_of(field),
                                          fmt::format("{}: there is no station '{}'{}", field, fault.station,
                                                      nearest.empty() ? "" : fmt::format("; did you mean '{}'?", nearest))));
    }
}

StationFaults::StationFaults(const FaultsConfig& config, const floor::Floor& floor, const Clock& clock, std::uint64_t seed)
    : mtbf_s_(config.station_mtbf_h * 3600),
      mttr_s_(config.station_mttr_s),
      clock_(clock),
      faults_(floor.lanes().size(), 0),
      down_(floor.lanes().size(), 0),
      closed_(floor.lanes().size(), 0) {
    const std::vector<std::string> names = names_of(floor);
    for (const FaultConfig& fault : config.scheduled) {
        if (fault.kind != "station") continue;
        const auto found = std::ranges::find(names, fault.station);
        DRAY_CHECK(found != names.end(), "there is no station '{}'", fault.station);
        const auto lane = static_cast<std::uint32_t>(found - names.begin());
        push({clock.steps(fault.at_s), lane, 1, false});
        push({clock.steps(fault.at_s + fault.duration_s), lane, -1, false});
    }
    if (mtbf_s_ <= 0) return;
    for (std::size_t lane = 0; lane < names.size(); ++lane) {
        streams_.emplace_back(seed, "station_faults", lane);
        push({std::max<Step>(1, clock.steps(streams_.back().exponential(mtbf_s_))), static_cast<std::uint32_t>(lane), 1, true});
    }
}

bool StationFaults::later(const Event& a, const Event& b) {
    if (a.at != b.at) return a.at > b.at;
    return a.lane != b.lane ? a.lane > b.lane : a.faults > b.faults;
}

void StationFaults::push(const Event& event) {
    heap_.push_back(event);
    std::push_heap(heap_.begin(), heap_.end(), &StationFaults::later);
}

void StationFaults::close(LaneId lane, bool closed, Step now) {
    if (this->closed(lane) == closed) return;
    closed_[lane.index()] = closed ? 1 : 0;
    push({now, lane.value, closed ? 1 : -1, false});
}

std::span<const StationChange> StationFaults::due(Step now) {
    due_.clear();
    while (!heap_.empty() && heap_.front().at <= now) {
        const Event event = heap_.front();
        std::pop_heap(heap_.begin(), heap_.end(), &StationFaults::later);
        heap_.pop_back();
        faults_[event.lane] += event.faults;
        const auto told = std::ranges::find(due_, LaneId(event.lane), &StationChange::lane);
        if (told == due_.end())
            due_.push_back({LaneId(event.lane), faults_[event.lane] > 0});
        else
            told->down = faults_[event.lane] > 0;
        if (!event.by_chance) continue;
        const double mean_s = event.faults > 0 ? mttr_s_ : mtbf_s_;
        const Step lasts = std::max<Step>(1, clock_.steps(streams_[event.lane].exponential(mean_s)));
        push({event.at + lasts, event.lane, -event.faults, true});
    }
    std::erase_if(due_, [&](const StationChange& c) { return (down_[c.lane.index()] != 0) == c.down; });
    for (const StationChange& change : due_)
        down_[change.lane.index()] = change.down ? 1 : 0;
    return due_;
}

}  // namespace dray::operations
