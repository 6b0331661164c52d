#include "operations/faults.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "base/error.hpp"

namespace dray::operations {

FaultClock::FaultClock(const FaultsConfig& config, std::size_t robots, const Clock& clock, std::uint64_t seed)
    : mtbf_s_(config.mtbf_h * 3600), mttr_s_(config.mttr_s), clock_(clock) {
    std::vector<Diagnostic> faults;
    for (std::size_t i = 0; i < config.scheduled.size(); ++i) {
        const FaultConfig& fault = config.scheduled[i];
        if (fault.kind != "breakdown" && fault.kind != "brakes") continue;
        if (fault.robot < 0 || static_cast<std::size_t>(fault.robot) >= robots) {
            faults.push_back({.message = fmt::format("faults.scheduled[{}].robot: there is no robot {}; allowed are 0 to {}", i,
                                                     fault.robot, static_cast<std::int64_t>(robots) - 1)});
            continue;
        }
        push({clock.steps(fault.at_s), static_cast<std::uint32_t>(fault.robot),
              fault.kind == "brakes" ? Cause::Brakes : Cause::Scheduled, 0, clock.steps(fault.duration_s)});
    }
    if (!faults.empty()) throw InputError(std::move(faults));
    robots_.reserve(robots);
    for (std::size_t r = 0; r < robots; ++r) {
        robots_.push_back({.stream = Stream(seed, "breakdown", r)});
        if (mtbf_s_ > 0) arm(static_cast<std::uint32_t>(r), clock.steps(robots_[r].stream.exponential(mtbf_s_)));
    }
}

bool FaultClock::later(const Event& a, const Event& b) {
    return std::tie(a.at, a.robot, a.cause, a.version) > std::tie(b.at, b.robot, b.cause, b.version);
}

void FaultClock::push(const Event& event) {
    heap_.push_back(event);
    std::push_heap(heap_.begin(), heap_.end(), &FaultClock::later);
}

void FaultClock::arm(std::uint32_t robot, Step at) {
    robots_[robot].next_random = at;
    push({at, robot, Cause::Random, ++robots_[robot].random_version, 0});
}

void FaultClock::clear_at(std::uint32_t robot, Step at) {
    robots_[robot].clear_at = at;
    push({at, robot, Cause::Clear, ++robots_[robot].clear_version, 0});
}

std::span<const FaultEvent> FaultClock::due(Step now, std::span<const RobotId> flat) {
    due_.clear();
    while (!heap_.empty() && heap_.front().at <= now) {
        const Event event = heap_.front();
        std::pop_heap(heap_.begin(), heap_.end(), &FaultClock::later);
        heap_.pop_back();
        carry_out(event);
    }
    for (const RobotId robot : flat)
        if (!robots_[robot.index()].broken) due_.push_back({FaultEvent::Kind::FlatBattery, robot});
    return due_;
}

void FaultClock::carry_out(const Event& event) {
    RobotClock& r = robots_[event.robot];
    const RobotId id(event.robot);
    switch (event.cause) {
        case Cause::Clear:
            if (event.version == r.clear_version) due_.push_back({FaultEvent::Kind::Clear, id});
            break;
        case Cause::Random:
            if (event.version != r.random_version || r.broken) break;
            r.draw_new = true;
            due_.push_back({FaultEvent::Kind::Breakdown, id});
            clear_at(event.robot, event.at + std::max<Step>(1, clock_.steps(r.stream.exponential(mttr_s_))));
            break;
        case Cause::Scheduled:
            // A second fault of a broken robot only prolongs the first.
            if (!r.broken) due_.push_back({FaultEvent::Kind::Breakdown, id});
            clear_at(event.robot, r.broken ? std::max(r.clear_at, event.at + event.duration) : event.at + event.duration);
            break;
        case Cause::Brakes:
            if (r.broken) break;
            due_.push_back({FaultEvent::Kind::BrakesFail, id});
            clear_at(event.robot, event.at + event.duration);
            break;
    }
}

void FaultClock::broke(RobotId robot, Step now, bool unforeseen) {
    RobotClock& r = robots_[robot.index()];
    if (unforeseen) clear_at(robot.value, now + std::max<Step>(1, clock_.steps(mttr_s_)));
    if (r.broken) return;
    r.broken = true;
    r.running_left = std::max<Step>(1, r.next_random - now);
    ++r.random_version;
}

void FaultClock::cleared(RobotId robot, Step now) {
    RobotClock& r = robots_[robot.index()];
    r.broken = false;
    if (mtbf_s_ <= 0) return;
    const Step left = r.draw_new ? clock_.steps(r.stream.exponential(mtbf_s_)) : r.running_left;
    r.draw_new = false;
    arm(robot.value, now + left);
}

}  // namespace dray::operations
