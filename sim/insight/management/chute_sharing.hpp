// Which chutes should serve another route: unused ones of a route with room, for a route most of whose chutes are full.
#pragma once

#include <span>
#include <vector>

#include "insight/management/floor_moment.hpp"
#include "operations/advice.hpp"

namespace dray::insight {

/// Not for several threads at once; allocates nothing after the first call.
class ChuteSharing {
  public:
    static constexpr double kMemory_s = 60;  ///< time constant of how full routes are
    static constexpr double kPeriod_s = 20;  ///< between two changes
    static constexpr double kFull = 0.5;     ///< share of full chutes from which a route gets one more
    static constexpr double kRoom = 0.2;     ///< and up to which one may give

    explicit ChuteSharing(std::size_t routes) : full_(routes, 0), chutes_(routes, 0), full_now_(routes, 0), unused_(routes, 0) {}

    void observe(std::span<const ChuteMoment> chutes, double dt_s);
    /// At most one at a time.
    [[nodiscard]] const std::vector<operations::ChuteMove>& moves() const { return moves_; }

  private:
    std::vector<double> full_;  // by route: share of full chutes, smoothed
    std::vector<std::uint32_t> chutes_, full_now_, unused_;
    std::vector<operations::ChuteMove> moves_;
    double since_move_s_ = 0;
};

}  // namespace dray::insight
