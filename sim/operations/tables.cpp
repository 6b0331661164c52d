// Field tables of dispatch and faults.
#include "operations/policies/policies.hpp"

namespace dray::operations {

namespace {

template <class P>
std::vector<config::Option> options_of(const Policies<P>& policies) {
    std::vector<config::Option> options;
    for (const PolicyEntry<P>& policy : policies)
        options.push_back({policy.name, policy.doc});
    return options;
}

const config::Table& fault_table() {
    static const config::Table table =
        config::Describe<FaultConfig>("fault", "One fault that happens for certain.")
            .choice("kind", &FaultConfig::kind,
                    {{"breakdown", "the robot stops and stays until it is cleared"},
                     {"brakes", "its brakes fail; it drives on and hits what it cannot stop for"},
                     {"station", "nobody works at a station; what stands there waits"}},
                    "What happens.")
            .integer("robot", &FaultConfig::robot, {0, 99999}, "", "Number of the robot, fleet by fleet from 0.")
            .text("station", &FaultConfig::station, "Name of the station, with kind station: pick-1, stow-2, induct-3.")
            .number("at_s", &FaultConfig::at_s, {0, 1e7}, "s", "When, in seconds of the run.")
            .number("duration_s", &FaultConfig::duration_s, {1, 1e7}, "s",
                    "Time until the robot is cleared, or people work at the station again.",
                    {"as mttr_s", config::Grade::Assumed})
            .build();
    return table;
}

}  // namespace

const config::Table& dispatch_table() {
    static const config::Table table =
        config::Describe<DispatchConfig>("dispatch", "How the site decides, policy by policy.")
            .choice("order_to_station", &DispatchConfig::order_to_station, options_of(order_to_station_policies()),
                    "Which waiting order goes to which pick station.")
            .choice("pod_for_order", &DispatchConfig::pod_for_order, options_of(pod_for_order_policies()),
                    "Which pod is brought next to a station with waiting lines.")
            .choice("robot_to_task", &DispatchConfig::robot_to_task, options_of(robot_to_task_policies()),
                    "Which robot fetches which pod.")
            .choice("slot_for_pod", &DispatchConfig::slot_for_pod, options_of(slot_for_pod_policies()),
                    "To which slot a pod goes when its work is done.")
            .flag("reslot_when_idle", &DispatchConfig::reslot_when_idle,
                  "Robots without work carry pods with popular goods to free slots nearer to the pick stations and pods with "
                  "slow goods away from them.",
                  {"off by default", config::Grade::Choice})
            .build();
    return table;
}

const config::Table& faults_table() {
    static const config::Table table =
        config::Describe<FaultsConfig>("faults", "Breakdowns of robots and stations, random and scheduled.")
            .number("mtbf_h", &FaultsConfig::mtbf_h, {0, 1e6}, "h",
                    "Mean running time between breakdowns of a robot (exponential); 0: no random ones. Real fleets: about 200.",
                    {"off by default", config::Grade::Choice})
            .number("mttr_s", &FaultsConfig::mttr_s, {1, 1e6}, "s",
                    "Mean time until a robot that broke at random is cleared (exponential); after a collision, exactly.",
                    {"15 minutes; nothing usable published", config::Grade::Assumed})
            .number("station_mtbf_h", &FaultsConfig::station_mtbf_h, {0, 1e6}, "h",
                    "Mean time between faults of a station (exponential); 0: no random ones.",
                    {"off by default", config::Grade::Choice})
            .number("station_mttr_s", &FaultsConfig::station_mttr_s, {1, 1e6}, "s",
                    "Mean time of a station's fault (exponential).", {"", config::Grade::Assumed})
            .list("scheduled", &FaultsConfig::scheduled, fault_table(), {0, 1000}, "Faults that happen for certain.")
            .build();
    return table;
}

}  // namespace dray::operations
