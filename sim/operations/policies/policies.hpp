// The four decisions of dispatch, each behind one small interface with several policies that are chosen by name.
//
// A policy decides from the site's state alone and changes nothing. Ties always go to the lower id or the older thing, so that a
// decision is a function of the state. One thread; scratch memory is kept between calls.
#pragma once

#include <fmt/format.h>

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "operations/site.hpp"

namespace dray::operations {

/// Which waiting order goes to which station.
class OrderToStation {
  public:
    virtual ~OrderToStation() = default;
    struct Choice {
        std::size_t order = 0;    ///< index into the window
        std::size_t station = 0;  ///< index into the free stations
    };
    /// `window`: the most urgent waiting orders, all lines in stock; `free`: stations with a free order slot, ascending. Neither
    /// is empty.
    [[nodiscard]] virtual Choice choose(const Site& site, std::span<const OrderId> window, std::span<const LaneId> free) = 0;
};

/// Which pod is brought next to a station that has waiting lines.
class PodForOrder {
  public:
    virtual ~PodForOrder() = default;
    /// Invalid when no pod holds anything for the station's waiting lines.
    [[nodiscard]] virtual PodId choose(const Site& site, LaneId station, Step now) = 0;
};

/// A robot that can take a job, and where it will be free.
struct FreeRobot {
    RobotId robot;
    CellId cell;
};
/// A pod that is to be fetched: its oldest visit.
struct OpenTask {
    VisitId visit;
    CellId cell;
    LaneId station;
    std::uint64_t number = 0;  ///< age: smaller is older
};
struct Match {
    std::size_t robot = 0;  ///< index into the free robots
    std::size_t task = 0;   ///< index into the open tasks
};

/// Which robot fetches which pod.
class RobotToTask {
  public:
    virtual ~RobotToTask() = default;
    /// Appends pairs; no robot and no task twice. Tasks are ordered by age, oldest first; robots ascending.
    virtual void match(const Site& site, std::span<const FreeRobot> robots, std::span<const OpenTask> tasks,
                       std::vector<Match>& matches) = 0;
};

/// To which slot a pod goes when its work is done.
class SlotForPod {
  public:
    virtual ~SlotForPod() = default;
    /// A usable slot; there always is one. `from`: where the pod is.
    [[nodiscard]] virtual SlotId choose(const Site& site, PodId pod, CellId from) = 0;
};

/// One policy by name, as the scenario and its documentation know it.
template <class P>
struct PolicyEntry {
    std::string name;
    std::string doc;
    std::unique_ptr<P> (*make)(const Site& site);
};
template <class P>
using Policies = std::vector<PolicyEntry<P>>;

[[nodiscard]] const Policies<OrderToStation>& order_to_station_policies();
[[nodiscard]] const Policies<PodForOrder>& pod_for_order_policies();
[[nodiscard]] const Policies<RobotToTask>& robot_to_task_policies();
[[nodiscard]] const Policies<SlotForPod>& slot_for_pod_policies();

/// Makes a policy; throws InputError that lists the names when there is none of that name.
template <class P>
[[nodiscard]] std::unique_ptr<P> make_policy(const Policies<P>& policies, std::string_view field, std::string_view name,
                                             const Site& site) {
    std::string names;
    for (const PolicyEntry<P>& entry : policies) {
        if (entry.name == name) return entry.make(site);
        names += (names.empty() ? "" : ", ") + entry.name;
    }
    throw InputError(fmt::format("dispatch.{}: there is no policy '{}'; there are {}", field, name, names));
}

/// The usual way to make a policy that needs nothing at its start.
template <class P, class Base>
[[nodiscard]] std::unique_ptr<Base> made(const Site&) {
    return std::make_unique<P>();
}

}  // namespace dray::operations
