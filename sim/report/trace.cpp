#include "report/trace.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <nlohmann/json.hpp>

#include "primitives/handling/station.hpp"

namespace dray::report {

namespace {

constexpr double kCounterPeriod_s = 10;
constexpr double kMicroseconds = 1e6;

constexpr std::array<const char*, engine::kActivities> kActivities = {"idle",     "driving empty", "driving loaded", "waiting",
                                                                      "handling", "served",        "charging",       "broken"};
constexpr std::array<const char*, 4> kStates = {"working", "starved", "blocked", "down"};

// Each floor has a process for its robots and one for its stations.
std::size_t robots_of(std::size_t floor) {
    return 2 * floor + 1;
}
std::size_t stations_of(std::size_t floor) {
    return 2 * floor + 2;
}

std::string json_text(const std::string& text) {
    return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string state_of(const engine::RobotFrame& robot) {
    const char* activity = kActivities[static_cast<std::size_t>(robot.activity)];
    if (robot.activity != engine::Activity::Waiting || robot.cause < 0) return activity;
    return fmt::format("waiting: {}", insight::name_of(static_cast<insight::Cause>(robot.cause)));
}

}  // namespace

Trace::Trace(const engine::Simulation& run, std::filesystem::path path) : run_(run), scene_(run.scene()), file_(std::move(path)) {
    file_.write("{\"displayTimeUnit\":\"ms\",\"traceEvents\":[");
    frames_.resize(run.floor_count());
    for (std::size_t f = 0; f < frames_.size(); ++f) {
        run.capture(f, frames_[f]);
        robots_.emplace_back(frames_[f].robots.size());
        stations_.emplace_back(frames_[f].stations.size());
    }
    name_tracks();
    tick();
}

void Trace::event(std::string_view json) {
    file_.write(first_ ? "\n" : ",\n");
    file_.write(json);
    first_ = false;
}

void Trace::name_tracks() {
    const auto name = [this](const char* kind, std::size_t process, std::size_t thread, const std::string& text) {
        event(fmt::format(R"({{"ph":"M","name":"{}","pid":{},"tid":{},"args":{{"name":{}}}}})", kind, process, thread,
                          json_text(text)));
    };
    name("process_name", 0, 0, scene_.scenario);
    for (std::size_t f = 0; f < frames_.size(); ++f) {
        name("process_name", robots_of(f), 0, scene_.floors[f].name + " robots");
        for (std::size_t r = 0; r < robots_[f].size(); ++r)
            name("thread_name", robots_of(f), r, fmt::format("robot {}", r));
        if (stations_[f].empty()) continue;
        name("process_name", stations_of(f), 0, scene_.floors[f].name + " stations");
        for (std::size_t s = 0; s < stations_[f].size(); ++s)
            name("thread_name", stations_of(f), s, scene_.floors[f].floor->lanes()[s].name);
    }
}

void Trace::close(std::size_t process, std::size_t thread, const Track& track) {
    const double length_s = run_.time_s() - track.since_s;
    if (track.name.empty() || length_s <= 0) return;
    event(fmt::format(R"({{"ph":"X","name":"{}","pid":{},"tid":{},"ts":{:.0f},"dur":{:.0f}}})", track.name, process, thread,
                      kMicroseconds * track.since_s, kMicroseconds * length_s));
}

void Trace::enter(std::size_t process, std::size_t thread, Track& track, std::string name) {
    if (track.name == name) return;
    close(process, thread, track);
    track = {std::move(name), run_.time_s()};
}

void Trace::count(std::size_t process, std::string_view name, std::string_view values) {
    event(fmt::format(R"({{"ph":"C","name":"{}","pid":{},"tid":0,"ts":{:.0f},"args":{{{}}}}})", name, process,
                      kMicroseconds * run_.time_s(), values));
}

void Trace::tick() {
    const bool counts = run_.time_s() >= next_count_s_;
    for (std::size_t f = 0; f < frames_.size(); ++f) {
        engine::FloorFrame& frame = frames_[f];
        run_.capture(f, frame);
        for (std::size_t r = 0; r < frame.robots.size(); ++r)
            enter(robots_of(f), r, robots_[f][r], state_of(frame.robots[r]));
        for (std::size_t s = 0; s < frame.stations.size(); ++s) {
            enter(stations_of(f), s, stations_[f][s], kStates[static_cast<std::size_t>(frame.stations[s].state)]);
            if (counts)
                count(stations_of(f), "robots at " + scene_.floors[f].floor->lanes()[s].name,
                      fmt::format(R"("robots":{})", frame.stations[s].inbound));
        }
    }
    if (!counts) return;
    const engine::SiteFrame site = run_.capture_site();
    count(0, "open orders", fmt::format(R"("orders":{})", site.orders_open));
    if (site.parcels_arrived > 0)
        count(0, "parcels not yet sorted", fmt::format(R"("parcels":{})", site.parcels_arrived - site.parcels_sorted));
    next_count_s_ = run_.time_s() + kCounterPeriod_s;
}

void Trace::finish() {
    for (std::size_t f = 0; f < frames_.size(); ++f) {
        for (std::size_t r = 0; r < robots_[f].size(); ++r)
            close(robots_of(f), r, robots_[f][r]);
        for (std::size_t s = 0; s < stations_[f].size(); ++s)
            close(stations_of(f), s, stations_[f][s]);
    }
    file_.write("\n]}\n");
    file_.commit();
}

}  // namespace dray::report
