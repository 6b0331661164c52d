// The books of the flow on one floor: what its edges, zones and jams have seen. Internal to the room.
#pragma once

#include <span>

#include "engine/floor_setup.hpp"
#include "engine/frame.hpp"
#include "engine/results.hpp"
#include "insight/flow/edge_times.hpp"
#include "insight/flow/jam_tracker.hpp"
#include "insight/flow/zone_flow.hpp"

namespace dray::engine {

class FlowBooks {
  public:
    explicit FlowBooks(const FloorSetup& setup);

    /// The end of a tick, after `lost` has booked the same moments. Allocates nothing.
    void observe(std::span<const insight::RobotMoment> moments, const insight::LostTime& lost);

    [[nodiscard]] std::uint32_t jam_of(RobotId robot) const { return jams_.jam_of(robot); }
    void capture(std::vector<JamFrame>& out) const;
    /// Passages and their times by cell.
    void add_to(FloorResult& out) const;
    /// `ticks` were observed.
    void add_to(Results& out, const insight::LostTime& lost, Tick ticks) const;

  private:
    [[nodiscard]] FlowResult flow() const;
    void add_periods(FlowResult& out) const;
    void add_jams(JamsResult& out, const insight::LostTime& lost) const;

    const FloorSetup& setup_;
    insight::EdgeTimes edges_;
    insight::ZoneFlow zones_;
    insight::JamTracker jams_;
};

}  // namespace dray::engine
