// Trucks between sites: what leaves through a door of one transport area arrives at another area after its travel time, is
// unloaded cage by cage, and goes on as parcels. A parcel of another route is found when its cage is broken up.
#pragma once

#include <cstdint>
#include <deque>
#include <span>
#include <vector>

#include "base/hash.hpp"
#include "base/random.hpp"
#include "base/time.hpp"
#include "primitives/parcel.hpp"
#include "primitives/transport/dock.hpp"

namespace dray::operations {

struct LineHaulTimes {
    double travel_s = 3600;     ///< on the road
    double unload_cage_s = 60;  ///< mean, for the one unloader at the other end
    double unload_cv = 0.2;     ///< coefficient of variation of that time (lognormal)
};

/// Counts since the start of the run. Parcels that were taken are on the road, in trucks that stand at the unloader, wait for
/// room in the area, were delivered to it, or were found to be astray and sent back.
struct LineHaulFigures {
    std::int64_t trucks = 0, trucks_arrived = 0;
    std::int64_t cages = 0, cages_unloaded = 0;
    std::int64_t taken = 0, on_road = 0, unloading = 0, waiting = 0, delivered = 0, sent_back = 0;
    std::int64_t astray = 0;  ///< taken, of another route
};

/// The road from one door to one area. Deterministic; not for several threads at once.
class LineHaul {
  public:
    /// A parcel of another route, and when it was found.
    struct Found {
        primitives::Parcel parcel;
        Step at = 0;
    };
    /// `number` tells the roads of a site apart. `shares`: weights of the routes at the other end; `articles`: what parcels may
    /// show there, 0: nothing.
    LineHaul(const LineHaulTimes& times, std::size_t number, std::span<const double> shares, std::int64_t articles,
             const Clock& clock, std::uint64_t seed);

    void take(const primitives::Departure& departure);
    /// Lets everything happen that ends until `now`. Time never goes back.
    void advance(Step now);
    [[nodiscard]] bool ready() const { return figures_.waiting > 0; }
    primitives::Parcel give();                      ///< the oldest that is unloaded; needs one
    [[nodiscard]] std::vector<Found> take_found();  ///< since the last call, in order of time
    [[nodiscard]] Step travel() const { return clock_.steps(times_.travel_s); }

    [[nodiscard]] const LineHaulFigures& figures() const { return figures_; }
    void check() const;  ///< nothing is lost; throws BugError
    void add_to(StateHash& hash) const;

  private:
    struct Truck {
        Step arrives = 0;
        std::vector<std::int64_t> cages;  ///< parcels in each
    };
    struct Astray {
        std::int64_t cage = 0;  ///< in the order in which cages set off, from 0
        primitives::Parcel parcel;
    };
    void begin_cage(Step now);
    void end_cage();

    LineHaulTimes times_;
    std::size_t number_;
    std::vector<double> shares_;
    std::int64_t articles_;
    Clock clock_;
    std::uint64_t seed_;
    std::deque<Truck> road_;
    std::deque<std::int64_t> ramp_;  ///< cages of trucks that have arrived, by parcels
    std::deque<Astray> astray_;      ///< taken and not found yet, by cage
    std::vector<Found> found_;
    bool busy_ = false;
    Step cage_ends_ = 0;
    Step free_since_ = 0;
    std::uint64_t given_ = 0;
    LineHaulFigures figures_;
};

}  // namespace dray::operations
