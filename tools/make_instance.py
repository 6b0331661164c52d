#!/usr/bin/env python3
"""Makes a League of Robot Runners instance (edition 2024) of our own on a random map.

Usage: make_instance.py FOLDER NAME [ROBOTS [EDGE [WALLS_PERCENT [SEED]]]]

Writes NAME.json, NAME.map, NAME.agents and NAME.tasks. The map is one connected room with obstacles; tasks have one to four
errands, any free cell is as likely.
"""
import json
import os
import random
import sys


def connected(free, edge):
    start = next(iter(free))
    seen, todo = {start}, [start]
    while todo:
        cell = todo.pop()
        for step in (1, -1, edge, -edge):
            to = cell + step
            if to in free and to not in seen and not (abs(step) == 1 and to // edge != cell // edge):
                seen.add(to)
                todo.append(to)
    return seen


def main(folder, name, robots=100, edge=32, walls_percent=20, seed=1):
    dice = random.Random(seed)
    free = {c for c in range(edge * edge) if dice.randrange(100) >= walls_percent}
    free = sorted(connected(free, edge))
    cells = set(free)

    def write(ending, text):
        with open(os.path.join(folder, name + ending), "w") as f:
            f.write(text)

    rows = ["".join("." if r * edge + c in cells else "@" for c in range(edge)) for r in range(edge)]
    write(".map", f"type octile\nheight {edge}\nwidth {edge}\nmap\n" + "\n".join(rows) + "\n")
    write(".agents", f"{robots}\n" + "".join(f"{c}\n" for c in dice.sample(free, robots)))
    tasks = [",".join(str(dice.choice(free)) for _ in range(dice.randint(1, 4))) for _ in range(1000)]
    write(".tasks", f"{len(tasks)}\n" + "\n".join(tasks) + "\n")
    problem = dict(mapFile=name + ".map", agentFile=name + ".agents", teamSize=robots, taskFile=name + ".tasks",
                   numTasksReveal=1.5, version="2024 LoRR")
    write(".json", json.dumps(problem, indent=4) + "\n")


if __name__ == "__main__":
    if not 3 <= len(sys.argv) <= 7:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:]))
