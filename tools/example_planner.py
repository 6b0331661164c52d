#!/usr/bin/env python3
"""An external planner in its simplest form (protocol: sim/motion/PROTOCOL.md).

One robot after another, the greatest priority first, takes a step on a shortest way to its goal (breadth first, turns not
counted) if the cell ahead is free and nobody chose it before; else it waits.
"""
import collections, json, sys

hello = json.loads(sys.stdin.readline())
width, kinds = hello["width"], hello["cells"]
step = [1, width, -1, -width]  # east, south, west, north
exits = [int(digit, 16) for digit in hello["exits"]]
lane_of = {}
for number, lane in enumerate(hello["lanes"]):
    for cell in lane["queue"] + [lane["service"]]:
        lane_of[cell] = number
dead_end_of = {cell: n for n, end in enumerate(hello["dead_ends"]) for cell in end["cells"]}
closed, shut = set(), set()
fields = {}  # (goal, permit, loaded) -> cells still to drive, by cell


def may_enter(cell, before, goal, permit, loaded):
    if cell in closed or (cell in shut and before not in shut):
        return False
    if kinds[cell] == "L":
        return lane_of.get(cell) == permit
    return cell == goal or not (loaded and kinds[cell] in "SC")


def field(goal, permit, loaded):
    if (goal, permit, loaded) not in fields:
        distance, todo = {goal: 0}, collections.deque([goal])
        while todo:
            cell = todo.popleft()
            for heading in range(4):
                before = cell - step[heading]
                if 0 <= before < len(kinds) and exits[before] >> heading & 1 and before not in distance \
                        and may_enter(cell, before, goal, permit, loaded):
                    distance[before] = distance[cell] + 1
                    todo.append(before)
        fields[goal, permit, loaded] = distance
    return fields[goal, permit, loaded]


def choose(robot, taken, entered):
    cell, heading, goal, permit, _, loaded, fixed = robot
    if cell < 0 or fixed or goal < 0 or cell == goal:
        return "W"
    distance = field(goal, permit, loaded)
    ways = [(distance[cell + step[h]], (h - heading) % 4 % 3, h) for h in range(4)
            if exits[cell] >> h & 1 and cell + step[h] in distance and may_enter(cell + step[h], cell, goal, permit, loaded)]
    if not ways:
        return "W"
    _, _, h = min(ways)
    if h != heading:
        return "C" if (h - heading) % 4 == 3 else "R"
    ahead = cell + step[heading]
    end = dead_end_of.get(ahead)
    if ahead in taken or (end is not None and end != dead_end_of.get(cell) and end in entered):
        return "W"
    taken.add(ahead)
    entered.add(end)
    return "F"


print("ready", flush=True)
for line in sys.stdin:
    tick = json.loads(line)
    if "closed" in tick:
        closed, shut = set(tick["closed"]), set(tick["shut"])
        fields.clear()
    robots, taken = tick["robots"], {robot[0] for robot in tick["robots"]}
    entered = {dead_end_of[robot[0]] for robot in robots if robot[0] in dead_end_of}
    letters = ["W"] * len(robots)
    for number in sorted(range(len(robots)), key=lambda n: (-robots[n][4], n)):
        letters[number] = choose(robots[number], taken, entered)
    print("".join(letters), flush=True)
