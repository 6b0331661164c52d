// Scenarios with a wrong field, with fields that contradict each other, and texts that are no YAML as Dray reads it.
#include "malformed_cases.hpp"

namespace dray::test {

// clang-format off
std::vector<MalformedCase> malformed_fields() {
    return {
        {"an unknown section",
         R"(flor: {}
fleets: [{count: 6}]
)",
         "in.yaml:1:1: unknown field 'flor'; did you mean 'floor'?\n"},
        {"an unknown field with a near name",
         R"(floor: {layuot: storage}
fleets: [{count: 6}]
)",
         "in.yaml:1:9: floor: unknown field 'layuot'; did you mean 'layout'?\n"},
        {"an unknown field of a fleet",
         "fleets: [{cuont: 6}]\n",
         "in.yaml:1:11: fleets[0]: unknown field 'cuont'; did you mean 'count'?\n"},
        {"an unknown field of a drive",
         R"(fleets:
  - count: 6
    drive: {top_speed: 1}
)",
         "in.yaml:3:13: fleets[0].drive: unknown field 'top_speed'; did you mean 'top_speed_mps'?\n"},
        {"an unknown field of demand",
         R"(demand: {order_per_h: 1}
fleets: [{count: 6}]
)",
         "in.yaml:1:10: demand: unknown field 'order_per_h'; did you mean 'orders_per_h'?\n"},
        {"an unknown field of a scheduled fault",
         R"(fleets: [{count: 6}]
faults: {scheduled: [{robot: 1, when: 5}]}
)",
         "in.yaml:2:33: faults.scheduled[0]: unknown field 'when'; the fields are: kind, robot, station, door, zone, speed_limit_mps, at_s, duration_s, every_h\n"},
        {"a field in the wrong section",
         R"(storage: {pick_line_s: 5}
fleets: [{count: 6}]
)",
         "in.yaml:1:11: storage: unknown field 'pick_line_s'; the fields are: fill, pod_capacity_units, initial_stock, pods_per_sku, pod_mass_kg, unit_mass_kg, pod_half_width_m, reorder_point\n"},
        {"a duration of zero",
         R"(duration_s: 0
fleets: [{count: 6}]
)",
         "in.yaml:1:1: duration_s: 0 is out of range; allowed 1 to 31536000 s\n"},
        {"a negative warm-up",
         R"(warm_up_s: -1
fleets: [{count: 6}]
)",
         "in.yaml:1:1: warm_up_s: -1 is out of range; allowed 0 to 31536000 s\n"},
        {"a duration beyond a year",
         R"(duration_s: 1e9
fleets: [{count: 6}]
)",
         "in.yaml:1:1: duration_s: 1e9 is out of range; allowed 1 to 31536000 s\n"},
        {"a duration that is not a number",
         R"(duration_s: .nan
fleets: [{count: 6}]
)",
         "in.yaml:1:1: duration_s: expected a number, found '.nan'; it must be finite\n"},
        {"an infinite rate",
         R"(demand: {orders_per_h: .inf}
fleets: [{count: 6}]
)",
         "in.yaml:1:10: demand.orders_per_h: expected a number, found '.inf'; it must be finite\n"},
        {"a number that no computer holds",
         R"(demand: {orders_per_h: 1e999}
fleets: [{count: 6}]
)",
         "in.yaml:1:10: demand.orders_per_h: expected a number, found '1e999'; a 64-bit floating-point number cannot hold it\n"},
        {"a seed beyond 64 bits",
         R"(seed: 99999999999999999999
fleets: [{count: 6}]
)",
         "in.yaml:1:1: seed: expected a whole number, found '99999999999999999999'; a 64-bit whole number cannot hold it\n"},
        {"a seed beyond what JSON holds exactly",
         R"(seed: 9007199254740992
fleets: [{count: 6}]
)",
         "in.yaml:1:1: seed: 9007199254740992 is out of range; allowed 0 to 9007199254740991\n"},
        {"a fraction of a robot",
         "fleets: [{count: 1.5}]\n",
         "in.yaml:1:11: fleets[0].count: expected a whole number, found '1.5'; write digits only, without point and exponent\n"},
        {"no robot",
         "fleets: [{count: 0}]\n",
         "in.yaml:1:11: fleets[0].count: 0 is out of range; allowed 1 to 20000 robots\n"},
        {"more robots than a fleet may have",
         "fleets: [{count: 20001}]\n",
         "in.yaml:1:11: fleets[0].count: 20001 is out of range; allowed 1 to 20000 robots\n"},
        {"a number with its unit",
         R"(duration_s: 1h
fleets: [{count: 6}]
)",
         "in.yaml:1:1: duration_s: expected a number, found '1h'; write one plain number, without a unit\n"},
        {"a clock time",
         R"(duration_s: 1:30:00
fleets: [{count: 6}]
)",
         "in.yaml:1:1: duration_s: expected a number, found '1:30:00'; write one plain number, without a unit\n"},
        {"an octal number",
         R"(seed: 010
fleets: [{count: 6}]
)",
         "in.yaml:1:1: seed: expected a whole number, found '010'; leave out the leading zeros\n"},
        {"a quoted number",
         R"(duration_s: "900"
fleets: [{count: 6}]
)",
         "in.yaml:1:1: duration_s: expected a number, found the quoted text '900'; leave out the quotes\n"},
        {"a word for a flag",
         R"(demand: {squeeze_nights: yes}
fleets: [{count: 6}]
)",
         "in.yaml:1:10: demand.squeeze_nights: expected true or false, found 'yes'; write true\n"},
        {"an unknown layout",
         R"(floor: {layout: drwan}
fleets: [{count: 6}]
)",
         "in.yaml:1:9: floor.layout: unknown choice 'drwan'; did you mean 'drawn'?\n"},
        {"an unknown policy",
         R"(dispatch: {robot_to_task: optimum}
fleets: [{count: 6}]
)",
         "in.yaml:1:12: dispatch.robot_to_task: unknown choice 'optimum'; did you mean 'optimal'?\n"},
        {"an unknown planner",
         R"(planner: {name: cbs}
fleets: [{count: 6}]
)",
         "in.yaml:1:11: planner.name: unknown choice 'cbs'; the choices are: fleet, external\n"},
        {"an unknown kind of fault",
         R"(fleets: [{count: 6}]
faults: {scheduled: [{kind: brake}]}
)",
         "in.yaml:2:23: faults.scheduled[0].kind: unknown choice 'brake'; did you mean 'brakes'?\n"},
        {"a list for a section",
         R"(floor: [storage]
fleets: [{count: 6}]
)",
         "in.yaml:1:1: floor: expected a map of fields, found a list\n"},
        {"a section that is empty",
         R"(floor:
fleets: [{count: 6}]
)",
         "in.yaml:1:1: floor: expected a map of fields, found nothing; write {} for the defaults\n"},
        {"a map for the list of fleets",
         "fleets: {count: 6}\n",
         "in.yaml:1:1: fleets: expected a list of maps, found a map\n"},
        {"a number for a list of weights",
         R"(demand: {lines_per_order: 2}
fleets: [{count: 6}]
)",
         "in.yaml:1:10: demand.lines_per_order: expected a list of numbers, found '2'\n"},
        {"weights with a negative one",
         R"(demand: {lines_per_order: [1, -1]}
fleets: [{count: 6}]
)",
         "in.yaml:1:31: demand.lines_per_order[1]: -1 is out of range; allowed 0 to 1000000\n"},
        {"no weights",
         R"(demand: {units_per_line: []}
fleets: [{count: 6}]
)",
         "in.yaml:1:10: demand.units_per_line: 0 entries are out of range; allowed 1 to 1000 entries\n"},
        {"a full floor",
         R"(storage: {fill: 1}
fleets: [{count: 6}]
)",
         "in.yaml:1:11: storage.fill: 1 is out of range; allowed 0.01 to 0.99\n"},
        {"a block of three rows",
         R"(floor: {storage: {block_rows: 3}}
fleets: [{count: 6}]
)",
         "in.yaml:1:19: floor.storage.block_rows: 3 is out of range; allowed 1 to 2 slots\n"},
        {"zero stations",
         R"(floor: {storage: {pick_stations: 0}}
fleets: [{count: 6}]
)",
         "in.yaml:1:19: floor.storage.pick_stations: 0 is out of range; allowed 1 to 10000 stations\n"},
        {"a cell smaller than any",
         R"(floor: {cell_m: 0.1}
fleets: [{count: 6}]
)",
         "in.yaml:1:9: floor.cell_m: 0.1 is out of range; allowed 0.2 to 10 m\n"},
        {"a zone without a name",
         R"(floor: {zones: [{row: 1}]}
fleets: [{count: 6}]
)",
         "in.yaml:1:17: floor.zones[0].name: missing; expected text\n"},
        {"physics too coarse",
         R"(physics: {steps_per_second: 5}
fleets: [{count: 6}]
)",
         "in.yaml:1:11: physics.steps_per_second: 5 is out of range; allowed 10 to 240 1/s\n"},
        {"a drive without speed",
         "fleets: [{drive: {top_speed_mps: 0}}]\n",
         "in.yaml:1:19: fleets[0].drive.top_speed_mps: 0 is out of range; allowed 0.1 to 5 m/s\n"},
        {"a drive faster than the physics can take",
         "fleets: [{drive: {top_speed_mps: 45}}]\n",
         "in.yaml:1:19: fleets[0].drive.top_speed_mps: 45 is out of range; allowed 0.1 to 5 m/s\n"},
        {"a duplicate key",
         R"(duration_s: 900
duration_s: 600
fleets: [{count: 6}]
)",
         "in.yaml:2:1: field 'duration_s' is given twice; first at line 1, column 1\n"},
        {"a duplicate key in a section",
         R"(floor: {cell_m: 1.2, cell_m: 1.3}
fleets: [{count: 6}]
)",
         "in.yaml:1:22: field 'cell_m' is given twice; first at line 1, column 9\n"},
        {"an anchor",
         R"(floor: &f {}
fleets: [{count: 6}]
)",
         "in.yaml:1:8: anchors (&) are not allowed; use 'extends'\n"},
        {"a tab",
         "floor:\n\tcell_m: 1\nfleets: [{count: 6}]\n",
         "in.yaml:2:1: the line is indented with a TAB; use spaces\n"},
        {"two documents",
         R"(fleets: [{count: 6}]
---
fleets: [{count: 6}]
)",
         "in.yaml:2:1: only one document is allowed in a file\n"},
        {"an open bracket",
         "fleets: [{count: 6}\n",
         "in.yaml:1:9: the bracket that opens here does not close\n"},
        {"an empty file",
         "",
         "in.yaml: the file holds no fields\n"},
        {"a list instead of a scenario",
         "- count: 6\n",
         "in.yaml:1:1: expected a map of fields, found a list\n"},
        {"every fault of a file at once, in its order",
         R"(duration_s: 0
warm_up_s: x
floor: {cell_m: 99, layout: cube}
fleets: [{count: 0}, {nmae: b}]
seed: -1
)",
         R"(in.yaml:1:1: duration_s: 0 is out of range; allowed 1 to 31536000 s
in.yaml:2:1: warm_up_s: expected a number, found 'x'
in.yaml:3:9: floor.cell_m: 99 is out of range; allowed 0.2 to 10 m
in.yaml:3:21: floor.layout: unknown choice 'cube'; the choices are: storage, sort, haul, drawn, map
in.yaml:4:11: fleets[0].count: 0 is out of range; allowed 1 to 20000 robots
in.yaml:4:23: fleets[1]: unknown field 'nmae'; did you mean 'name'?
in.yaml:5:1: seed: -1 is out of range; allowed 0 to 9007199254740991
)"},
        {"no fleet at all",
         "duration_s: 900\n",
         "in.yaml:1:1: fleets: there is no fleet; give at least one with its count\n"},
        {"an empty list of fleets",
         "fleets: []\n",
         "in.yaml:1:1: fleets: there is no fleet; give at least one with its count\n"},
        {"a warm-up longer than the run",
         R"(duration_s: 300
warm_up_s: 300
fleets: [{count: 6}]
)",
         "in.yaml:2:1: warm_up_s: the warm-up of 300 s leaves nothing of a run of 300 s\n"},
        {"two fleets of one name",
         R"(fleets:
  - {name: a, count: 1}
  - {name: a, count: 1}
)",
         "in.yaml:3:6: fleets[1].name: two fleets are called 'a'\n"},
        {"more robots than a site may have",
         "fleets: [{name: a, count: 20000}, {name: b, count: 1}]\n",
         "in.yaml:1:1: fleets: 20001 robots are too many; at most 20000 are possible\n"},
        {"a fault of a robot that does not exist",
         R"(fleets: [{count: 6}]
faults:
  scheduled:
    - {robot: 5}
    - {robot: 6}
)",
         "in.yaml:5:8: faults.scheduled[1].robot: there is no robot 6; the fleets have robots 0 to 5\n"},
        {"an external planner without a command",
         R"(planner: {name: external}
fleets: [{count: 6}]
)",
         "in.yaml:1:1: planner.command: the external planner needs the command that starts it\n"},
        {"a command without an external planner",
         R"(planner: {command: ./plan}
fleets: [{count: 6}]
)",
         "in.yaml:1:11: planner.command: only the external planner has a command; planner.name is fleet\n"},
        {"a name that leaves the run directory",
         R"(name: ../up
fleets: [{count: 6}]
)",
         "in.yaml:1:1: name: it names the run directory and must not contain '/'\n"},
        {"an empty name",
         R"(name: ' '
fleets: [{count: 6}]
)",
         "in.yaml:1:1: name: the name is empty\n"},
        {"a fleet's name over two lines",
         R"(fleets: [{name: "a\nb"}]
)",
         "in.yaml:1:11: fleets[0].name: the name contains a line end or another control character\n"},
        {"due times the wrong way round",
         R"(demand: {due_min_s: 600, due_max_s: 60}
fleets: [{count: 6}]
)",
         "in.yaml:1:26: demand.due_max_s: 60 is below due_min_s, which is 600\n"},
        {"a generator that makes nothing",
         R"(demand: {orders_per_h: 0}
fleets: [{count: 6}]
)",
         "in.yaml:1:10: demand.orders_per_h: the generator makes no order in this run\n"},
        {"a profile of nothing",
         R"(demand: {hourly_profile: [0, 0]}
fleets: [{count: 6}]
)",
         "in.yaml:1:1: demand.orders_per_h: the generator makes no order in this run\n"},
        {"weights of nothing",
         R"(demand: {lines_per_order: [0], units_per_line: [0, 0]}
fleets: [{count: 6}]
)",
         R"(in.yaml:1:10: demand.lines_per_order: the weights are all 0
in.yaml:1:32: demand.units_per_line: the weights are all 0
)"},
        {"more orders than a run may have",
         R"(duration_s: 31536000
demand: {orders_per_h: 1e6}
fleets: [{count: 6}]
)",
         "in.yaml:2:10: demand.orders_per_h: the generator makes 8760000000 orders in this run, at most 2000000 are possible\n"},
    };
}
// clang-format on

}  // namespace dray::test
