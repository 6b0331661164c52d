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
                     {"localisation", "the robot does not know where it is: it stands where it is until it is told"},
                     {"station", "nobody works at a station; what stands there waits"},
                     {"door", "nothing is loaded or unloaded at a dock door; the truck there waits, and leaves at its time"},
                     {"closed_aisle", "nobody drives into a zone; robots in it may finish there and drive out"},
                     {"people", "people are in a zone: robots in it drive slowly, or stand when speed_limit_mps is 0"}},
                    "What happens.")
            .integer("robot", &FaultConfig::robot, {0, 99999}, "", "Number of the robot, fleet by fleet from 0.")
            .text("station", &FaultConfig::station, "Name of the station, with kind station: pick-1, stow-2, induct-3.")
            .text("door", &FaultConfig::door,
                  "Name of the door, with kind door: door-2 of a transport area, or of the receiving doors of section inbound.")
            .text("zone", &FaultConfig::zone,
                  "Name of one of the floor's zones, with kinds closed_aisle and people. A zone may be there for its name alone.")
            .number("speed_limit_mps", &FaultConfig::speed_limit_mps, {0, 20}, "m/s",
                    "Highest speed in the zone, with kind people; 0: robots in it stand where they are and nobody enters.",
                    {"ISO 3691-4 takes 0.3 where there is no room to step aside", config::Grade::Assumed})
            .number("at_s", &FaultConfig::at_s, {0, 1e7}, "s", "When, in seconds of the run.")
            .number("duration_s", &FaultConfig::duration_s, {1, 1e7}, "s",
                    "Time until the robot is cleared or knows its place, people work at the station again, the door works, or "
                    "the zone "
                    "is free.",
                    {"as mttr_s", config::Grade::Assumed})
            .number("every_h", &FaultConfig::every_h, {0, 1e6}, "h",
                    "It comes again after so long, from beginning to beginning; 0: once. Not with kinds breakdown and brakes.")
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
        config::Describe<FaultsConfig>("faults", "Breakdowns of robots, stations and doors, lost robots and closed zones.")
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
            .number("door_mtbf_h", &FaultsConfig::door_mtbf_h, {0, 1e6}, "h",
                    "Mean time between faults of a dock door, or of a receiving door (exponential); 0: no random ones.",
                    {"off by default", config::Grade::Choice})
            .number("door_mttr_s", &FaultsConfig::door_mttr_s, {1, 1e6}, "s", "Mean time of a door's fault (exponential).",
                    {"as mttr_s", config::Grade::Assumed})
            .number("localisation_mtbf_h", &FaultsConfig::localisation_mtbf_h, {0, 1e6}, "h",
                    "Mean time between two losses of a robot's localisation (exponential); 0: no random ones.",
                    {"off by default", config::Grade::Choice})
            .number("localisation_mttr_s", &FaultsConfig::localisation_mttr_s, {1, 1e6}, "s",
                    "Mean time until a robot that does not know where it is has been told (exponential).",
                    {"somebody walks there and sets it right; nothing usable published", config::Grade::Assumed})
            .list("scheduled", &FaultsConfig::scheduled, fault_table(), {0, 1000}, "Faults that happen for certain.")
            .build();
    return table;
}

}  // namespace dray::operations
