// The books of the site are compared every tick, and everything is counted anew from time to time.
#include <algorithm>

#include "base/check.hpp"
#include "operations/impl.hpp"

namespace dray::operations {

void Operations::Impl::check_ledger() const {
    site.ledger.check(site.storage.total_units());
    if (site.inbound) site.inbound->check();
}

void Operations::Impl::check_everything() const {
    DRAY_CHECK(site.storage.recount_units() == site.storage.total_units(), "pods hold {} units, booked are {}",
               site.storage.recount_units(), site.storage.total_units());
    site.book.check();

    // Units promised by visits are those that lines wait for and those that pods keep; bundles are what is on its way.
    std::vector<std::int64_t> promised_of_line(site.book.demand().lines.size(), 0);
    std::vector<std::int64_t> promised_of_pod(site.storage.pod_count(), 0), incoming(site.storage.sku_count(), 0);
    std::size_t live = 0;
    for (std::size_t v = 0; v < site.visits.capacity(); ++v) {
        const Visit& visit = site.visits[VisitId(v)];
        if (!visit.live) continue;
        ++live;
        const auto& listed = site.work[visit.station.index()].visits;
        DRAY_CHECK(std::count(listed.begin(), listed.end(), VisitId(v)) == 1, "visit {} is not listed at station {}", v,
                   visit.station.value);
        DRAY_CHECK(!visit.parts.empty() || !visit.bundles.empty(), "visit {} of pod {} has nothing to do", v, visit.pod.value);
        for (const Part& part : visit.parts) {
            promised_of_line[part.line.index()] += part.units;
            promised_of_pod[visit.pod.index()] += part.units;
        }
        for (const Bundle& bundle : visit.bundles)
            incoming[bundle.sku.index()] += bundle.units;
        const bool open = std::count(site.open_tasks.begin(), site.open_tasks.end(), VisitId(v)) == 1;
        DRAY_CHECK(open != site.pod_robot[visit.pod.index()].valid(), "visit {} is {}listed as open and its pod has {} robot", v,
                   open ? "" : "not ", open ? "a" : "no");
    }
    std::size_t listed = 0;
    for (const StationWork& work : site.work)
        listed += work.visits.size();
    DRAY_CHECK(listed == live, "{} visits are listed at stations, {} are alive", listed, live);
    for (std::size_t l = 0; l < promised_of_line.size(); ++l) {
        const LineRecord& rest = site.book.rest(LineId(l));
        DRAY_CHECK(promised_of_line[l] == rest.to_pick - rest.to_promise, "line {} is promised {} units, visits bring {}", l,
                   rest.to_pick - rest.to_promise, promised_of_line[l]);
    }
    for (std::size_t p = 0; p < promised_of_pod.size(); ++p) {
        std::int64_t promised = 0;
        for (const primitives::Stock& stock : site.storage.stock(PodId(p)))
            promised += stock.promised;
        DRAY_CHECK(promised == promised_of_pod[p], "pod {} keeps {} promised units, visits want {}", p, promised,
                   promised_of_pod[p]);
    }
    if (site.inbound) {
        check_receiving();
        incoming = units_coming();
    }
    for (std::size_t s = 0; s < incoming.size(); ++s)
        DRAY_CHECK(incoming[s] == replenishment.incoming(SkuId(s)), "SKU {}: {} units on their way, booked are {}", s,
                   incoming[s], replenishment.incoming(SkuId(s)));

    // Robots and pods agree on who has whom.
    std::vector<RobotId> robot_of(site.storage.pod_count());
    for (std::size_t r = 0; r < site.robots.size(); ++r) {
        const Robot& robot = site.robots[r];
        for (const PodId pod : {robot.pod, robot.next_pod}) {
            if (!pod.valid()) continue;
            DRAY_CHECK(!robot_of[pod.index()].valid(), "pod {} has robots {} and {}", pod.value, robot_of[pod.index()].value, r);
            robot_of[pod.index()] = RobotId(r);
        }
        const bool no_job = robot.phase == Phase::Idle || robot.phase == Phase::Charging;
        DRAY_CHECK(no_job != robot.pod.valid(), "robot {} in phase {} has pod {}", r, static_cast<int>(robot.phase),
                   robot.pod.value);
        const bool on_robot = robot.pod.valid() && site.storage.place(robot.pod) == primitives::PodPlace::OnRobot;
        DRAY_CHECK(on_robot == robot.carrying, "robot {} {} pod {} by its own account", r,
                   robot.carrying ? "carries" : "does not carry", robot.pod.value);
    }
    DRAY_CHECK(robot_of == site.pod_robot, "pods and robots disagree on who has whom");
}

}  // namespace dray::operations
