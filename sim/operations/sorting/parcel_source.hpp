// Parcels that come to a sort floor or a loop sorter by themselves: evenly, or in waves before the trucks leave.
#pragma once

#include <optional>
#include <vector>

#include "base/random.hpp"
#include "base/time.hpp"
#include "primitives/sortation/sortation.hpp"
#include "primitives/sortation/waves.hpp"

namespace dray::operations {

/// A Poisson stream of parcels whose routes are drawn by their shares. In waves the same parcels come as in the even stream, for
/// the same trucks, each the later the earlier before its truck it would have come: so variants share the demand. Not for several
/// threads at once.
class ParcelSource {
  public:
    struct Arrival {
        Step at = 0;
        primitives::RouteId route;
    };
    /// `silent`: nothing ever comes. `shares`: of the routes; they sum to 1. `first_s`: when the first one of the even stream
    /// does. An inlet with waves needs a plan that knows trucks.
    ParcelSource(const primitives::InletConfig& config, bool silent, std::vector<double> shares, primitives::TruckPlan plan,
                 const Clock& clock, Stream stream, double first_s);

    /// The next parcel that comes until `now`, in order of time.
    [[nodiscard]] std::optional<Arrival> next(Step now);
    [[nodiscard]] const std::vector<double>& shares() const { return shares_; }

  private:
    struct Later {
        Arrival arrival;
        std::uint64_t number = 0;  ///< in the even stream: orders those of one moment
    };
    [[nodiscard]] Arrival draw();
    [[nodiscard]] Step gathered(const Arrival& even) const;

    std::vector<double> shares_;
    primitives::TruckPlan plan_;
    Clock clock_;
    Stream stream_;
    double mean_gap_s_ = 0;  ///< 0: nothing comes
    double wave_s_ = 0;      ///< 0: evenly
    double next_s_ = 0;
    std::uint64_t drawn_ = 0;
    std::vector<Later> later_;  ///< a heap: those of the even stream that have not come yet
};

}  // namespace dray::operations
