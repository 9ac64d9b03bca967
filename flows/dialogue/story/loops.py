"""Which items a loop goes over: those that qualify, in the loop's order, as many as it takes.

Law: what was chosen before stays chosen while it qualifies; chance is the study's seed, so that it can be repeated.
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
) -> tuple[str, ...]:
    """Item ids in the order they are asked about. ``fit``: those that qualify; ``before``: those chosen earlier;
    ``words`` of an item, and the ``score`` that a step (first argument) has for an item."""
    chosen = [item for item in before if item in fit]
    rest = [item for item in _sorted(loop, fit, givens, words, score) if item not in chosen]
    return tuple((chosen + rest)[: loop.limit])


def _sorted(
    loop: Loop,
    items: Sequence[str],
    givens: Givens,
    words: Callable[[str], str],
    score: Callable[[str, str], Value],
) -> Sequence[str]:
    if loop.order == "random":
        return sorted(items, key=lambda item: shuffled(givens.seed, loop.id, item))
    if loop.order == "thinnest":
        coverage: Mapping[str, int] = givens.coverage
        return sorted(items, key=lambda item: coverage.get(normalise(words(item)), 0))
    way, _, step = loop.order.partition(":")
    if way == "given":
        return items
    if way == "peaks":
        others = sorted(items, key=lambda item: shuffled(givens.seed, loop.id, item))
        return tuple(dict.fromkeys((*peaks(others, lambda item: score(step, item)), *others)))
    sign = -1 if way == "highest" else 1
    scores = {item: score(step, item) for item in items}
    return sorted(items, key=lambda item: sign * scored if isinstance(scored := scores[item], int) else 99)


def peaks(items: Sequence[str], score: Callable[[str], Value]) -> tuple[str, ...]:
    """The items with the lowest and the highest score, the first of several; none where nothing was scored."""
    scores = {item: scored for item in items if isinstance(scored := score(item), int)}
    return (min(scores, key=scores.__getitem__), max(scores, key=scores.__getitem__)) if scores else ()


def shuffled(seed: int, *names: str) -> int:
    """A repeatable random rank for a name."""
    return crc32(":".join((str(seed), *names)).encode())
