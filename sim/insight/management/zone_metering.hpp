// Into which zones few robots should be sent: those in which most stand in each other's way.
//
// A zone is jammed while half of its robots are held. As on the whole floor (robot_limit.hpp) its flow then is past its peak, so
// that as many may be in it as the peak has; more are sent in only when others have left.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "insight/management/floor_moment.hpp"

namespace dray::insight {

/// Not for several threads at once; allocates nothing after the first call.
class ZoneMetering {
  public:
    static constexpr double kMemory_s = 60;  ///< time constant of the counts
    static constexpr double kFewest = 4;     ///< robots below which a zone is never jammed
    static constexpr double kBegin = 0.5;    ///< share of held robots from which it is
    static constexpr double kEnd = 0.3;      ///< and below which it is not any longer

    explicit ZoneMetering(std::size_t zones) : live_(zones), entries_(zones, -1) {}

    /// `expected`: robots that will be held, by zone, in place of those that are; empty: those that are.
    void observe(std::span<const ZoneMoment> zones, std::span<const float> expected, double dt_s);
    [[nodiscard]] const std::vector<std::int32_t>& entries() const { return entries_; }  ///< as in operations::Advice
    [[nodiscard]] std::size_t jammed() const { return jammed_; }                         ///< zones

  private:
    struct Live {
        double working = 0, held = 0;
    };
    std::vector<Live> live_;
    std::vector<std::int32_t> entries_;
    std::size_t jammed_ = 0;
};

}  // namespace dray::insight
