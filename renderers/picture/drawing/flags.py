"""Places labels above a line of points so that none covers another and no pole runs through a label.

Law: a flag's pole stands exactly at its point; rows are numbered from the line upwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

AIR = 8.0  # px kept free beside a label and between a label and a pole
INSET = 12.0  # px from a label's corner to its pole


@dataclass(frozen=True, slots=True)
class Placed:
    """A label ``left``..``right`` px in ``row``; ``index`` is its place in what was asked."""

    index: int
    left: float
    right: float
    pole: float
    row: int


def place_flags(flags: Sequence[tuple[float, float]], left: float, right: float) -> tuple[Placed, ...]:
    """Rows for labels given as (pole x, width), kept between ``left`` and ``right``.

    From right to left, each takes the lowest row where it fits; a label that cannot avoid a pole gets a row of
    its own above all others, its pole running behind them.
    """
    placed: list[Placed] = []
    for index in sorted(range(len(flags)), key=lambda index: -flags[index][0]):
        pole, wide = flags[index]
        spots = [_clamp(pole - shift, wide, left, right) for shift in (INSET, wide / 2, wide - INSET)]
        top = max((flag.row for flag in placed), default=-1) + 1
        choices = (Placed(index, x, x + wide, pole, row) for row in range(top) for x in spots)
        fallback = Placed(index, spots[0], spots[0] + wide, pole, top)
        free = (Placed(index, x, x + wide, pole, top) for x in spots)
        found = next((flag for flag in (*choices, *free) if _fits(flag, placed)), fallback)
        placed.append(found)
    return tuple(sorted(placed, key=lambda flag: flag.index))


def _fits(flag: Placed, others: Sequence[Placed]) -> bool:
    return not any(_clash(flag, other) for other in others)


def _clash(flag: Placed, other: Placed) -> bool:
    if flag.row == other.row:
        return flag.left < other.right + AIR and other.left < flag.right + AIR
    upper, lower = (flag, other) if flag.row > other.row else (other, flag)
    return lower.left - AIR < upper.pole < lower.right + AIR


def _clamp(x: float, wide: float, left: float, right: float) -> float:
    return max(left, min(x, right - wide))
