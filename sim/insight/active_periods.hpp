// The active-period method: the resource that has been active longest without a break limits the others.
//
// Roser, Nakano, Tanaka, "Shifting bottleneck detection", Winter Simulation Conference 2002. A resource is active while it does
// not wait for others: it works, changes over, or is down. The bottleneck stays one until its active period ends; the next one
// is then whoever has been active longest by that moment. While the periods of the two overlap the bottleneck shifts from one to
// the other; the rest of the time it is the sole one. Found while running: nothing has to be known of the future.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace dray::insight {

/// Time is any whole number that never goes back. Not for several threads at once; observe() allocates nothing.
class ActivePeriods {
  public:
    static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

    explicit ActivePeriods(std::size_t resources);

    /// Whether a resource is active from `now` on. All changes of one moment come before advance() to it.
    void observe(std::size_t resource, bool active, std::int64_t now);
    /// All resources have been observed at `now`: finds the bottleneck from then on.
    void advance(std::int64_t now);

    /// The bottleneck now; kNone while nobody is active.
    [[nodiscard]] std::size_t momentary() const { return bottleneck_; }
    /// Time as the only bottleneck up to `now`, and time in which it took over or gave it away. What shifts is known when the
    /// next bottleneck is, so the running period counts as sole so far.
    [[nodiscard]] std::int64_t sole(std::size_t resource, std::int64_t now) const;
    [[nodiscard]] std::int64_t shifting(std::size_t resource) const;
    /// Mean length of the active periods up to `now`, the running one with its length so far; 0 without any.
    [[nodiscard]] double mean_period(std::size_t resource, std::int64_t now) const;

  private:
    struct Record {
        bool active = false;
        std::int64_t since = 0;  ///< start of the running period
        std::int64_t sole = 0, shifting = 0;
        std::int64_t total = 0, periods = 0;  ///< of the periods that have ended
    };

    [[nodiscard]] std::size_t longest_active() const;

    std::vector<Record> records_;
    std::size_t bottleneck_ = kNone;
    std::int64_t bottleneck_since_ = 0;  ///< start of the bottleneck's active period
    std::int64_t taken_over_ = 0;        ///< end of the period of the bottleneck before it; its own start without one
    bool ended_ = false;                 ///< its period has ended in this moment
};

}  // namespace dray::insight
