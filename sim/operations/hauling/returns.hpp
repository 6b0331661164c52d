// Parcels that left a transport area by a truck of another route: away until somebody finds them where the truck is unloaded,
// then back at the sorting area that they came from, and by the right truck at last.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/hash.hpp"
#include "base/time.hpp"
#include "primitives/parcel.hpp"

namespace dray::operations {

/// Counts since the start of the run. Parcels shipped astray are not found yet, on their way back, or have returned; one that is
/// taken for something else once more is shipped astray once more.
struct ReturnFigures {
    std::int64_t shipped = 0;      ///< left by a truck of another route
    std::int64_t orders = 0;       ///< of them, with an order of the storage area
    std::int64_t by_road = 0;      ///< of them, to another site: a road has them until they are found
    std::int64_t unfound = 0;      ///< now
    std::int64_t on_way_back = 0;  ///< found at another site: now
    std::int64_t returned = 0;     ///< came back to the sorting area
    std::int64_t put_right = 0;    ///< left by a truck of their own route after that
    std::vector<double> away_s;    ///< from the wrong truck's departure to the sorting area, in order of return
    std::vector<double> delay_s;   ///< from the first wrong truck's departure to the right one's, in order of the latter
};

/// Those of one transport area. Deterministic; not for several threads at once.
class Returns {
  public:
    /// `after`: from a truck's departure to the return of what it took astray, where trucks leave the model.
    Returns(Step after, const Clock& clock) : after_(after), clock_(clock) {}

    /// It has left at `came` by a truck of another route, to nowhere in the model or over a road to another site.
    void ship(const primitives::Parcel& parcel);
    void ship_by_road(const primitives::Parcel& parcel);
    /// One of a road was found, and is back at the sorting area at `back`.
    void find(const primitives::Parcel& parcel, Step back);
    /// It has come back once, and has left at `came` by a truck of its own route.
    void put_right(const primitives::Parcel& parcel);

    /// Somebody is back by now.
    [[nodiscard]] bool ready(Step now) const { return !coming_.empty() && coming_.front().back <= now; }
    /// The one that has been back for longest, known for what it is; `came` is the time of its return. Needs one.
    primitives::Parcel take();

    [[nodiscard]] const ReturnFigures& figures() const { return figures_; }
    void check() const;  ///< nothing is lost; throws BugError
    void add_to(StateHash& hash) const;

  private:
    struct Coming {
        Step back = 0;
        bool found = false;  ///< at another site; else where the model ends, and nobody here knows until it is back
        primitives::Parcel parcel;
    };
    void book(const primitives::Parcel& parcel);
    void expect(const Coming& coming);

    Step after_;
    Clock clock_;
    std::vector<Coming> coming_;  ///< those with a time of return, the next one first
    std::int64_t on_roads_ = 0;   ///< not found yet
    ReturnFigures figures_;
};

}  // namespace dray::operations
