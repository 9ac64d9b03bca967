"""Which items a loop goes over: those that qualify, in the loop's order, as many as it takes.

Law: what was chosen before stays chosen while it qualifies; chance is the study's seed, so that it can be repeated. Of
items that felt the same the one that most was told of stands out, else the last: what is remembered of what happened is
its peak and its end (Kahneman, Fredrickson, Schreiber and Redelmeier 1993).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from zlib import crc32

from reisleider.flows.journey import Givens, Value
from reisleider.flows.steps import Loop
from reisleider.flows.words.cues import normalise


def choose(
    loop: Loop,
    fit: Sequence[str],
    before: Sequence[str],
    givens: Givens,
    words: Callable[[str], str],
    score: Callable[[str, str], Value],
    told: Callable[[str], int],
    use: Callable[[str], float],
) -> tuple[str, ...]:
    """Item ids in the order they are asked about. ``fit``: those that qualify, in the order of the journey; ``before``:
    those chosen earlier; ``words`` of an item, the ``score`` that a step (first argument) has for an item, how many
    words were ``told`` of it, and of how much ``use`` it is to know which label it is."""
    chosen = [item for item in before if item in fit]
    rest = [item for item in _sorted(loop, fit, givens, words, score, told, use) if item not in chosen]
    return tuple((chosen + rest)[: loop.limit])


def _sorted(
    loop: Loop,
    items: Sequence[str],
    givens: Givens,
    words: Callable[[str], str],
    score: Callable[[str, str], Value],
    told: Callable[[str], int],
    use: Callable[[str], float],
) -> Sequence[str]:
    if loop.order == "useful":
        return sorted(items, key=lambda item: -use(item))
    if loop.order == "random":
        return sorted(items, key=lambda item: shuffled(givens.seed, loop.id, item))
    if loop.order == "thinnest":
        coverage: Mapping[str, int] = givens.coverage
        return sorted(items, key=lambda item: coverage.get(normalise(words(item)), 0))
    way, _, step = loop.order.partition(":")
    if way == "given":
        return items
    scores = {item: scored for item in items if isinstance(scored := score(step, item), int)}
    if way == "peaks":
        others = sorted(items, key=lambda item: shuffled(givens.seed, loop.id, item))
        return tuple(dict.fromkeys((*peaks(scores, told), *others)))
    return [*extremes(scores, told, -1 if way == "highest" else 1), *(item for item in items if item not in scores)]


def extremes(scores: Mapping[str, int], told: Callable[[str], int], sign: int) -> list[str]:
    """Items from the lowest score (``sign`` 1) or the highest (-1) on. ``scores``: by item, in the order of the
    journey; ``told``: how many words were said of an item."""
    places = {item: place for place, item in enumerate(scores)}
    return sorted(scores, key=lambda item: (sign * scores[item], -told(item), -places[item]))


def peaks(scores: Mapping[str, int], told: Callable[[str], int]) -> tuple[str, ...]:
    """The items with the lowest and the highest score; none where nothing was scored."""
    return (extremes(scores, told, 1)[0], extremes(scores, told, -1)[0]) if scores else ()


def shuffled(seed: int, *names: str) -> int:
    """A repeatable random rank for a name."""
    return crc32(":".join((str(seed), *names)).encode())
