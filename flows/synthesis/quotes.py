"""Chooses the quotes worth reading: concrete, about strong feelings, from different people.

Law: with consent, redacted, never reworded; nothing from a cell under the minimum group.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from flows.journey import Journey
from flows.journey_map import Quote
from flows.synthesis.privacy import redact
from flows.telling import content_words

PER_PHASE = 2
_CONCRETE = re.compile(r"\d|€|\b(?:uur|dag|dagen|weken|maanden|hours?|days?|weeks?|months?)\b")


def choose(said: Iterable[tuple[Journey, str, int | None]], most: int = PER_PHASE) -> tuple[Quote, ...]:
    """The best quotes among (journey, words, score); at most one per person."""
    rows = sorted(
        ((_worth(words, score), journey.interview, journey, words, score) for journey, words, score in said),
        key=lambda row: (-row[0], row[1], row[3]),
    )
    chosen: list[Quote] = []
    people: set[str] = set()
    for _, _, journey, words, score in rows:
        if journey.quotes_allowed and journey.participant not in people and len(chosen) < most:
            people.add(journey.participant)
            chosen.append(Quote(redact(words), score, journey.language))
    return tuple(chosen)


def _worth(words: str, score: int | None) -> float:
    content = len(content_words(words))
    length = min(content, 12) - max(0, content - 25)
    return length + (4 if _CONCRETE.search(words) else 0) + 2 * abs(score or 0)
