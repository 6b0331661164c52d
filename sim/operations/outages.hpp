// When numbered things are out of order and when they are back: stations, zones of a floor, a robot's localisation.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/random.hpp"
#include "base/time.hpp"

namespace dray::operations {

/// A thing that goes out of order, or comes back.
struct OutageChange {
    std::uint32_t thing = 0;
    bool out = false;
};

/// Outages that are named, and random ones: exponential times in order and out of it, from a stream per thing, so that variants
/// of a site share them. A thing with two outages at once is out until the last one ends.
class Outages {
  public:
    Outages(std::size_t things, const Clock& clock);

    /// One that happens for certain, once or, with `every_s` above 0 and above `duration_s`, again and again.
    void schedule(std::uint32_t thing, double at_s, double duration_s, double every_s = 0);
    /// Random ones of every thing, unless `mtbf_s` is 0. `purpose` names the streams. Call it once at most.
    void draw(double mtbf_s, double mttr_s, std::string_view purpose, std::uint64_t seed);
    /// One that begins, or the end of one that began so; it falls due at `now`.
    void change(std::uint32_t thing, bool begins, Step now) { push({.at = now, .thing = thing, .outages = begins ? 1 : -1}); }

    /// Changes up to `now`, in order of time, then thing; at most one a thing. Valid until the next call.
    [[nodiscard]] std::span<const OutageChange> due(Step now);
    [[nodiscard]] bool out(std::uint32_t thing) const { return out_[thing] != 0; }

  private:
    struct Event {
        Step at = 0;
        std::uint32_t thing = 0;
        std::int32_t outages = 1;  ///< that begin with it; -1: one ends
        bool by_chance = false;
        Step length = 0, every = 0;  ///< of one that comes again
    };
    [[nodiscard]] static bool later(const Event& a, const Event& b);
    void push(const Event& event);
    void follow_up(const Event& event);

    Clock clock_;
    double mtbf_s_ = 0, mttr_s_ = 0;
    std::vector<Stream> streams_;        // by thing
    std::vector<std::int32_t> outages_;  // by thing: going on now
    std::vector<std::uint8_t> out_;      // by thing: as told
    std::vector<Event> heap_;            // earliest first
    std::vector<OutageChange> due_;
};

}  // namespace dray::operations
