// One interface for every area without a floor of its own: put walls, people and arms, readers, loop sorters, conveyors and
// lifts.
//
// The run knows such areas only by this interface. Between its ticks it moves load units from each to the next: it lets the giver
// advance, asks the taker for room, which reserves it for the rest of this exchange, and hands over what is ready. Then the
// giver's books are checked. Once a second the bottleneck watch looks at each area; at the end each tells its figures.
//
//   model.advance(now);
//   for (std::size_t room = next.room(now); room > 0 && model.ready(); --room) next.put(model.take(now), now);
//   model.check(false);
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/check.hpp"
#include "base/hash.hpp"
#include "base/time.hpp"
#include "engine/figures.hpp"
#include "insight/bottlenecks.hpp"
#include "insight/resource.hpp"
#include "insight/state_books.hpp"
#include "operations/sorting/sorting_area.hpp"
#include "primitives/handling/put_wall.hpp"
#include "primitives/parcel.hpp"
#include "primitives/state_times.hpp"

namespace dray::engine {

struct Results;

/// All load units that came are inside or have gone on. Counts since the start of the run.
struct UnitBooks {
    std::int64_t arrived = 0, inside = 0, gone = 0;
};

/// A group of resources that do one job, such as the packers of a put wall.
struct GroupPlan {
    std::string name;  ///< "packers"; the area's name comes before it
    insight::GroupKind kind = insight::GroupKind::Worker;
    std::string resource;   ///< "packer-" for numbered ones, "belt" for a single one
    std::size_t count = 1;  ///< resources
};

/// Takes what the groups and resources of one area are doing in one moment. Groups count from 0 in the order of their plans; what
/// is not told stays as it was.
class Look {
  public:
    /// `first_of`: of each group its first resource, and behind the last group the number of all. `arrivals` has one of each, or
    /// nothing.
    struct Places {
        std::span<insight::GroupMoment> groups;
        std::span<insight::StateShares> resources;
        std::span<const std::size_t> first_of;
        std::span<insight::GroupMoment> arrivals;
        std::span<insight::StateShares> arrivals_resource;
    };
    Look(const Places& places, Step now, Step before, double dt_s) : at_(places), now_(now), before_(before), dt_s_(dt_s) {}

    [[nodiscard]] Step now() const { return now_; }
    [[nodiscard]] Step before() const { return before_; }  ///< of the last look, or 0
    [[nodiscard]] double dt_s() const { return dt_s_; }    ///< since then
    [[nodiscard]] insight::GroupMoment& group(std::size_t g) { return at_.groups[g]; }
    [[nodiscard]] insight::StateShares& resource(std::size_t g, std::size_t i) { return at_.resources[at_.first_of[g] + i]; }
    void state(std::size_t g, std::size_t i, primitives::StationState state);
    void state(std::size_t g, std::size_t i, insight::ResourceState state) { resource(g, i) = insight::all_in(state); }
    /// What waits before a group of which all resources are told: it is their mean.
    void waiting(std::size_t g, std::size_t units);
    /// A group of one resource.
    void whole(std::size_t g, const insight::StateShares& states, std::size_t units);
    /// The same, of what only limits the site or does not.
    void limits(std::size_t g, bool limiting, std::size_t units);
    /// What comes by itself limits the site, or what has come waits. Nothing where units come from elsewhere.
    void arrivals(bool limiting, std::size_t units);

  private:
    Places at_;
    Step now_, before_;
    double dt_s_;
};

/// Takes single units of goods for open orders, as a put wall does, and gives each order as a parcel when it is complete.
class TakesItems {
  public:
    virtual ~TakesItems() = default;
    [[nodiscard]] virtual std::size_t free_places() const = 0;  ///< orders that may be opened
    virtual void open(primitives::WallOrder order, Step now) = 0;
    /// Of an open order, picked at one of the storage area's stations.
    virtual void put_item(primitives::WallItem item, std::size_t station, Step now) = 0;
    [[nodiscard]] virtual std::int64_t units() const = 0;  ///< in it and on their way to it
};

/// Deterministic: equal seeds and load units give equal results. Time never goes back. Not for several threads at once.
class AreaModel {
  public:
    /// So many load units that the next area does not take are a pile: more than a tick of the one brings and the other takes.
    static constexpr std::size_t kPile = 20;

    virtual ~AreaModel() = default;
    AreaModel() = default;
    AreaModel(const AreaModel&) = delete;
    AreaModel& operator=(const AreaModel&) = delete;

    /// Lets everything happen that ends until `now`.
    virtual void advance(Step now) = 0;
    /// Parcels or totes that it takes at `now`; what that depends on happens first.
    [[nodiscard]] virtual std::size_t room(Step /*now*/) { return 0; }
    /// A load unit comes. Parcels that come back from a wrong truck come without asking for room.
    virtual void put(const primitives::Parcel& /*parcel*/, Step /*now*/) { DRAY_CHECK(false, "the area takes no parcels"); }
    [[nodiscard]] virtual bool ready() const { return false; }  ///< something can be taken
    /// The unit that has been ready longest leaves; needs one.
    virtual primitives::Parcel take(Step /*now*/) { DRAY_CHECK(false, "the area gives no parcels"); }
    [[nodiscard]] virtual TakesItems* items() { return nullptr; }                 ///< with a port for items
    [[nodiscard]] virtual operations::SortingArea* sorting() { return nullptr; }  ///< with a port for cages

    [[nodiscard]] virtual UnitBooks books() const = 0;
    virtual void check(bool full) const = 0;  ///< nothing is lost; `full` recounts everything. Throws BugError
    virtual void add_to(StateHash& hash) const = 0;
    virtual void end_warm_up() = 0;                    ///< rates and quantiles count from now on
    virtual void measure(Measure& measure) const = 0;  ///< tells its figures
    /// What it has beside figures, such as rows of stations or incidents. `name` is its own.
    virtual void add_to(const std::string& /*name*/, Results& /*out*/, Step /*now*/, double /*steps_per_s*/) const {}

    /// Its groups, the same at each call. Arrivals are no group of its own.
    [[nodiscard]] virtual std::vector<GroupPlan> groups() const = 0;
    virtual void look(Look& look) = 0;  ///< allocates nothing
    /// Parcels that wait in it before its work, for people who watch.
    [[nodiscard]] virtual std::int64_t parcels_waiting() const { return 0; }
    /// Load units before its work that add to a pile of the area before it.
    [[nodiscard]] virtual std::size_t queued() const { return 0; }
    [[nodiscard]] virtual bool piled_up() const { return false; }  ///< goods pile up before its work
    /// Load units at its end that the next area has not taken: with what is queued there more than kPile are a pile before that
    /// one. Nothing: it takes what comes. An outlet of few places is a pile as soon as anything stands there.
    [[nodiscard]] virtual std::optional<std::size_t> held() const { return ready() ? std::optional(kPile + 1) : std::nullopt; }
};

}  // namespace dray::engine
