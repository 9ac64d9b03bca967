"""How sure the map may be: the level of a touchpoint, and how saturated the interviews are.

Law: a source and a strength, never one number for both.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from reisleider.flows.journey_map import Evidence

BASE, RUN, THRESHOLD = 4, 2, 0.05  # Guest, Namey and Chen (2020): base size, run length, new-information threshold
ORDERS = 50  # random orders averaged over; more changes the second decimal
CONFIRMED_LEAST, CONFIRMED_SHARE = 5, 1 / 3  # people, and share of the customers, that make a touchpoint confirmed


def level(named: int | None, counted: int, measured: bool) -> Evidence:
    """assumed: staff only; named: by the minimum group; confirmed: by at least five and a third; measured: a figure."""
    if measured and named is not None:
        return "measured"
    if named is None:
        return "assumed"
    return "confirmed" if named >= CONFIRMED_LEAST and named >= CONFIRMED_SHARE * counted else "named"


def strength(themes: Sequence[frozenset[str]]) -> float | None:
    """0..1: the share of orders in which the last run of interviews brought at most 5 % new touchpoints.

    After Guest, Namey and Chen (2020), "A simple method to assess and report thematic saturation in qualitative
    research": new themes in a run, over the themes of the base. None under base and run together.
    """
    if len(themes) < BASE + RUN:
        return None
    chance = random.Random(len(themes))  # noqa: S311 - repeatable orders, nothing secret
    met = 0
    ordered = sorted(themes, key=sorted)
    for _ in range(ORDERS):
        order = chance.sample(ordered, len(ordered))
        base = frozenset().union(*order[:BASE])
        before = frozenset().union(*order[:-RUN])
        new = frozenset().union(*order[-RUN:]) - before
        met += len(new) <= THRESHOLD * max(1, len(base))
    return met / ORDERS
