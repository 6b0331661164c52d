#!/usr/bin/env python3
"""Writes the order trace of a made-up small shop to standard output: one day, 400 orders, 150 SKUs.

    tools/make_trace.py > scenarios/traces/small-shop.csv

The output is always the same. Orders come around the clock with peaks at 10:00 and 15:30; most have one to three lines, a few
come from shops that buy a dozen articles, some by the case.
"""
import random
import sys
from datetime import datetime, timedelta

ORDERS = 400
DAY = datetime(2026, 3, 3)
FAMILIES = {"TEA": 40, "MUG": 30, "CARD": 35, "TOY": 25, "LAMP": 20}  # SKUs in each family, 150 in all
HOURLY = [1, 1, 1, 1, 1, 2, 4, 8, 16, 26, 30, 24, 16, 18, 24, 30, 26, 18, 12, 9, 8, 6, 3, 2]  # relative order rate
LINES = [(1, 40), (2, 25), (3, 14), (4, 8), (6, 5), (9, 4), (13, 3), (20, 1)]  # lines of an order: weight
UNITS = [(1, 62), (2, 20), (3, 7), (4, 4), (6, 4), (12, 2), (48, 1)]  # units of a line: weight


def draw(rng, weighted):
    """One of the values in proportion to its weight."""
    rest = rng.random() * sum(weight for _, weight in weighted)
    for value, weight in weighted:
        rest -= weight
        if rest < 0:
            return value
    return weighted[-1][0]


def catalogue(rng):
    """SKUs with their popularity: it falls with the rank, and the rank says nothing about the family."""
    skus = [f"{family}-{n:03}" for family, count in FAMILIES.items() for n in range(1, count + 1)]
    skus.sort(key=lambda _: rng.random())
    return [(sku, 1 / (rank + 8)) for rank, sku in enumerate(skus)]


def placed_at(rng):
    hour = draw(rng, list(enumerate(HOURLY)))
    return DAY + timedelta(hours=hour, seconds=int(rng.random() * 3600))


def main():
    # Only random() is used: Python promises that its numbers stay the same between versions.
    rng = random.Random(20260303)
    shelf = catalogue(rng)
    out = sys.stdout
    out.write("order_id,placed_at,sku,quantity\n")
    for number, time in enumerate(sorted(placed_at(rng) for _ in range(ORDERS)), start=1):
        chosen = []
        wanted = draw(rng, LINES)
        while len(chosen) < wanted:
            sku = draw(rng, shelf)
            if sku not in chosen:
                chosen.append(sku)
        for sku in chosen:
            out.write(f"W{number:04},{time.isoformat()},{sku},{draw(rng, UNITS)}\n")


if __name__ == "__main__":
    main()
