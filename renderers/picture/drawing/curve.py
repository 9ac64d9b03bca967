"""The line of feeling: straight from touchpoint to touchpoint, never a value in between that nobody gave.

Law: the line passes exactly through the medians and bends nowhere else; where people waited, where too few answered, or
where too few walked from one end to the other, it is dotted, so that nobody reads a figure there.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

SOLID, DOTTED = None, "0.1 7"


@dataclass(frozen=True, slots=True)
class Spot:
    """One touchpoint's place: px, or None where it has no figure; ``wait`` where time passed; ``of`` its id."""

    x: float
    y: float | None
    wait: bool = False
    of: str = ""


Walked = Collection[tuple[str, str]]
"""Pairs of touchpoint ids at both of which enough people gave a face; None where it is one person's own line."""


def joined(one: str, other: str, walked: Walked | None) -> bool:
    """Whether a solid line may join two touchpoints."""
    return walked is None or (one, other) in walked or (other, one) in walked


def draw_line(spots: Sequence[Spot], walked: Walked | None = None) -> Iterator[tuple[str, str | None]]:
    """SVG paths with their dash: solid runs, and dotted bridges over waits, over spots without a figure and between
    spots that too few people felt both."""
    known = [(place, spot) for place, spot in enumerate(spots) if spot.y is not None]
    solid: list[Spot] = [known[0][1]] if known else []
    for (at, one), (to, other) in itertools.pairwise(known):
        if to == at + 1 and not (one.wait or other.wait) and joined(one.of, other.of, walked):
            solid.append(other)
            continue
        if len(solid) > 1:
            yield _path(solid), SOLID
        yield _path((one, other)), DOTTED
        solid = [other]
    if len(solid) > 1:
        yield _path(solid), SOLID


def draw_guess(spots: Sequence[Spot]) -> Iterator[str]:
    """SVG paths of what staff expect, from guess to guess in order."""
    known = [spot for spot in spots if spot.y is not None]
    if len(known) > 1:
        yield _path(known)


def diamond(x: float, y: float, radius: float) -> str:
    """The mark of a guess as a closed SVG path."""
    return f"M{x:.1f} {y - radius:.1f}L{x + radius:.1f} {y:.1f}L{x:.1f} {y + radius:.1f}L{x - radius:.1f} {y:.1f}Z"


def _path(spots: Sequence[Spot]) -> str:
    return "M" + "L".join(f"{spot.x:.1f} {spot.y:.1f}" for spot in spots)
