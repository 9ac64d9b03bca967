"""Where in somebody's words stands what could tell who somebody is.

Law: places in the words as they are, in order and apart; nothing is judged here but by names and by shapes.
"""

from __future__ import annotations

from reisleider.flows.hiding.patterns import shapes_in
from reisleider.flows.hiding.people_named import names_in
from reisleider.flows.hiding.seen_words import read


def telling(words: str) -> list[tuple[int, int]]:
    """From where to where something tells who somebody is, in order; places that touch are one, and the spaces around
    them stay."""
    places: list[tuple[int, int]] = []
    text = read(words)
    for begin, end in sorted((*names_in(text), *shapes_in(words, text.low))):
        if places and begin <= places[-1][1]:
            places[-1] = places[-1][0], max(end, places[-1][1])
        else:
            places.append((begin, end))
    return [_trimmed(words, begin, end) for begin, end in places]


def _trimmed(words: str, begin: int, end: int) -> tuple[int, int]:
    told = words[begin:end]
    return begin + len(told) - len(told.lstrip()), begin + len(told.rstrip())
