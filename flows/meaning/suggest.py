"""Which of a study's expected touchpoints somebody may mean, where their own words do not clearly tell.

Law: only a seed label is ever suggested, never another person's words; what is clear needs no question, and neither
does what is nothing like a label.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from reisleider.flows.journey import Label
from reisleider.flows.meaning.concepts import Concepts, product
from reisleider.flows.meaning.likeness import form, kind

CLOSE, CLEAR = 0.3, 0.75  # likeness between which a question is worth its while
MOST = 3  # labels suggested at once


def suggest(words: str, labels: Sequence[Label]) -> tuple[str, ...]:
    """The ids of the labels that a wording may mean, the likeliest first; none where that is clear."""
    return _suggest(words, tuple((one.id, (*one.words.values(), *one.aliases)) for one in labels))


@lru_cache(maxsize=8192)
def _suggest(words: str, labels: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[str, ...]:
    named = [(id, wording) for id, wordings in labels for wording in wordings]
    if any(form(wording) == form(words) for _, wording in named):
        return ()
    *known, told = Concepts().vectors([*(wording for _, wording in named), words])
    likest: dict[str, float] = {}
    for (id, wording), vector in zip(named, known, strict=True):
        if kind(wording) == kind(words):
            likest[id] = max(likest.get(id, 0.0), product(vector, told))
    found = sorted((-score, id) for id, score in likest.items() if score >= CLOSE)
    if not found or -found[0][0] >= CLEAR:
        return ()
    return tuple(id for _, id in found[:MOST])
