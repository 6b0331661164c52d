#include "operations/outages.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace dray::operations {

Outages::Outages(std::size_t things, const Clock& clock) : clock_(clock), outages_(things, 0), out_(things, 0) {}

void Outages::schedule(std::uint32_t thing, double at_s, double duration_s, double every_s) {
    DRAY_CHECK(thing < outages_.size(), "an outage of thing {} of {}", thing, outages_.size());
    DRAY_CHECK(every_s == 0 || every_s > duration_s, "an outage of {} s every {} s never ends", duration_s, every_s);
    const Step at = clock_.steps(at_s), end = clock_.steps(at_s + duration_s), every = clock_.steps(every_s);
    push({.at = at, .thing = thing, .length = end - at, .every = every});
    push({.at = end, .thing = thing, .outages = -1});
}

void Outages::draw(double mtbf_s, double mttr_s, std::string_view purpose, std::uint64_t seed) {
    DRAY_CHECK(streams_.empty(), "random outages are drawn twice");
    if (mtbf_s <= 0) return;
    mtbf_s_ = mtbf_s;
    mttr_s_ = mttr_s;
    for (std::size_t thing = 0; thing < outages_.size(); ++thing) {
        streams_.emplace_back(seed, purpose, thing);
        push({.at = std::max<Step>(1, clock_.steps(streams_.back().exponential(mtbf_s_))),
              .thing = static_cast<std::uint32_t>(thing),
              .by_chance = true});
    }
}

bool Outages::later(const Event& a, const Event& b) {
    if (a.at != b.at) return a.at > b.at;
    return a.thing != b.thing ? a.thing > b.thing : a.outages > b.outages;
}

void Outages::push(const Event& event) {
    heap_.push_back(event);
    std::push_heap(heap_.begin(), heap_.end(), &Outages::later);
}

void Outages::follow_up(const Event& event) {
    if (event.every > 0) {
        Event again = event;
        again.at += event.every;
        push(again);
        push({.at = again.at + event.length, .thing = event.thing, .outages = -1});
    }
    if (!event.by_chance) return;
    const double mean_s = event.outages > 0 ? mttr_s_ : mtbf_s_;
    const Step lasts = std::max<Step>(1, clock_.steps(streams_[event.thing].exponential(mean_s)));
    push({.at = event.at + lasts, .thing = event.thing, .outages = -event.outages, .by_chance = true});
}

std::span<const OutageChange> Outages::due(Step now) {
    due_.clear();
    while (!heap_.empty() && heap_.front().at <= now) {
        const Event event = heap_.front();
        std::pop_heap(heap_.begin(), heap_.end(), &Outages::later);
        heap_.pop_back();
        outages_[event.thing] += event.outages;
        const bool out = outages_[event.thing] > 0;
        const auto told = std::ranges::find(due_, event.thing, &OutageChange::thing);
        if (told == due_.end())
            due_.push_back({event.thing, out});
        else
            told->out = out;
        follow_up(event);
    }
    std::erase_if(due_, [&](const OutageChange& c) { return (out_[c.thing] != 0) == c.out; });
    for (const OutageChange& change : due_)
        out_[change.thing] = change.out ? 1 : 0;
    return due_;
}

}  // namespace dray::operations
