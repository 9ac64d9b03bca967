"""How it felt, for a page: one field across all phases, of which every phase shows its own stretch.

Law: places across are shares that a browser may stretch, heights are px that it may not; the line itself comes from
``curve``, so that a page and a picture show the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reisleider.flows.journey_map import Faces, JourneyMap, MapTouchpoint
from reisleider.renderers.picture.drawing.curve import Spot, draw_guess, draw_line

STEP, EDGE = 40, 24  # px between two faces, and above the best and below the worst
HEIGHT = 4 * STEP + 2 * EDGE
LEAST, ROOM, SLOT = 104, 1074, 26  # px: the narrowest phase, what phases share on a usual screen, one touchpoint
BAR = 22  # px: the widest bar of the spread
ASIDE, BAND = 8, 34  # px: how far a band stays off its phase's edges, and how high it is


@dataclass(frozen=True, slots=True)
class Stretch:
    """One phase's part of the field: its left edge and width in px of the field."""

    x: float
    width: int


@dataclass(frozen=True, slots=True)
class Block:
    """A filled rectangle of the field, px."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Field:
    """The whole field: a stretch per phase, and what is drawn in it. ``line``: paths with their dash;
    ``bands``: phases told as a whole."""

    stretches: tuple[Stretch, ...]
    spread: tuple[Block, ...]
    waits: tuple[Block, ...]
    line: tuple[tuple[str, str | None], ...]
    guess: tuple[str, ...]
    bands: tuple[Block, ...] = ()

    @property
    def width(self) -> int:
        return sum(stretch.width for stretch in self.stretches)


def lay_field(journey_map: JourneyMap) -> Field:
    """Stretches as wide as their touchpoints need, and the line through all of them."""
    phases = [sorted(column.touchpoints, key=lambda one: one.position) for column in journey_map.columns]
    firsts = [0 if column.whole is None else 1 for column in journey_map.columns]
    stretches = tuple(_stretch([first + len(phase) for first, phase in zip(firsts, phases, strict=True)]))
    laid = [list(_slots(*one)) for one in zip(phases, stretches, firsts, strict=True)]
    slots = [slot for phase in laid for slot in phase]
    bands = [
        None if column.whole is None else _band(column.whole.faces, stretch)
        for column, stretch in zip(journey_map.columns, stretches, strict=True)
    ]
    felt = [
        spot
        for phase, band in zip(laid, bands, strict=True)
        for spot in (
            [Spot(x, _height(one.faces), one.wait, one.id) for one, x, _ in phase] if band is None else _through(band)
        )
    ]
    guessed = [Spot(x, _height(one.guess)) for one, x, _ in slots]
    return Field(
        stretches,
        tuple(bar for one, x, wide in slots for bar in _bars(one.faces, x, wide)),
        tuple(Block(x - (wide - 4) / 2, 0, wide - 4, HEIGHT) for one, x, wide in slots if one.wait),
        tuple(draw_line(felt, frozenset(journey_map.walked))),
        tuple(draw_guess(guessed)),
        tuple(band for band in bands if band is not None),
    )


def level(faces: Faces | None) -> int | None:
    """How many half steps a median lies below the best face, 0..8; None where there is no figure."""
    return None if faces is None else round((2 - faces.median) * 2)


def _height(faces: Faces | None) -> float | None:
    return None if faces is None else EDGE + (2 - faces.median) * STEP


def _stretch(counts: Sequence[int]) -> Iterator[Stretch]:
    shares = (max(1, ROOM // max(1, len(counts))) - shrink for shrink in range(0, ROOM, 4))
    base = next(
        (share for share in shares if share <= LEAST or sum(max(share, count * SLOT) for count in counts) <= ROOM),
        LEAST,
    )
    x = 0
    for count in counts:
        wide = max(LEAST, base, count * SLOT)
        yield Stretch(x, wide)
        x += wide


def _band(faces: Faces, stretch: Stretch) -> Block:
    middle = EDGE + (2 - faces.median) * STEP
    return Block(stretch.x + ASIDE, middle - BAND / 2, stretch.width - 2 * ASIDE, BAND)


def _through(band: Block) -> list[Spot]:
    """The two ends of a band, for the line to pass, dotted on both sides."""
    y = band.y + band.height / 2
    return [Spot(band.x, y, wait=True), Spot(band.x + band.width, y, wait=True)]


def _slots(
    phase: Sequence[MapTouchpoint], stretch: Stretch, first: int
) -> Iterator[tuple[MapTouchpoint, float, float]]:
    """Places of touchpoints; ``first`` 1 leaves the first place to the phase as a whole."""
    each = stretch.width / max(1, first + len(phase))
    for place, touchpoint in enumerate(phase, first):
        yield touchpoint, stretch.x + (place + 0.5) * each, min(each, 54)


def _bars(faces: Faces | None, x: float, wide: float) -> Iterator[Block]:
    if faces is None:
        return
    for score, count in zip((-2, -1, 0, 1, 2), faces.counts, strict=True):
        if count:
            bar = max(5.0, (wide - 4) * count / faces.n)
            yield Block(x - bar / 2, EDGE + (2 - score) * STEP - BAR / 2, bar, BAR)
