// Which stations new work should avoid: those where a robot would wait much longer than at others that do the same.
#pragma once

#include <span>
#include <vector>

#include "insight/management/floor_moment.hpp"

namespace dray::insight {

/// Not for several threads at once; allocates nothing after the first call.
class StationSteering {
  public:
    static constexpr double kMemory_s = 600;       ///< time constant in which measured service times fade
    static constexpr double kLongest_s = 60;       ///< a wait up to this is none
    static constexpr double kBegin = 2;            ///< avoided from this multiple of the mean wait at stations of its kind
    static constexpr double kEnd = 1.3;            ///< and no longer below this one
    static constexpr double kFirstService_s = 15;  ///< assumed until robots have been served

    explicit StationSteering(std::size_t stations) : live_(stations), avoid_(stations, 0), wait_s_(stations, 0) {}

    /// `expected`: robots that will wait, by lane, in place of those that do; empty: those that do. `shut` stations are left out.
    void observe(std::span<const StationMoment> stations, std::span<const float> expected, std::span<const std::uint8_t> shut,
                 double dt_s);
    [[nodiscard]] const std::vector<std::uint8_t>& avoid() const { return avoid_; }  ///< by lane
    [[nodiscard]] double wait_s(std::size_t lane) const { return wait_s_[lane]; }    ///< of a robot that is sent there now

  private:
    struct Live {
        double busy_s = 0, served = 0;  // faded: time with somebody waiting, and robots served
        std::int64_t served_before = 0;
    };
    std::vector<Live> live_;
    std::vector<std::uint8_t> avoid_;
    std::vector<double> wait_s_;
};

}  // namespace dray::insight
