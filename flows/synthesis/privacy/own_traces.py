"""Finds and takes out what one person alone said, in a map that was published and in what a lead decided.

Law: words that are theirs alone go at once; what somebody else of the study said too, or the lead expected, may stay.
Figures stay until the next version, for their change would tell what one person answered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from reisleider.flows.languages import core_texts
from reisleider.flows.meaning.likeness import form
from reisleider.flows.synthesis.privacy.redaction import MARK
from reisleider.flows.words.cues import content_words, normalise

Plain: TypeAlias = "str | int | float | bool | list[Plain] | dict[str, Plain] | None"
"""A map, or part of one, as it is kept: plain data."""

ERASED = core_texts("texts", "erased")
"""What a touchpoint is called on an old map once nobody who named it so is left."""


@dataclass(frozen=True)
class OwnWords:
    """What one person said and nobody else: their sentences as sets of words, and the wordings that may stay."""

    said: tuple[frozenset[str], ...]
    kept: frozenset[str]

    def __contains__(self, words: object) -> bool:
        """Whether words are this person's alone, also where a map shows only part of them."""
        left = str(words).replace(MARK, " ")
        told = frozenset(content_words(left))
        return bool(told) and normalise(left) not in self.kept and any(told <= one for one in self.said)


def own_words(said: Iterable[str], others: Iterable[str]) -> OwnWords:
    """One person's words, of all that was ``said`` by them; ``others``: said by somebody else, or expected."""
    sets = (frozenset(content_words(words)) for words in said)
    return OwnWords(tuple(one for one in sets if one), frozenset(map(normalise, others)))


def said_alone(said: Iterable[str], others: Iterable[str]) -> list[str]:
    """The wordings of ``said`` that nobody else used, by the form they are compared in."""
    kept = {form(words) for words in others}
    return [words for words in said if form(words) not in kept]


def take_out(node: Plain, own: OwnWords) -> Plain:
    """A part of a map without a person's own words: sentences go, a label becomes ERASED."""
    if isinstance(node, list):
        return [take_out(one, own) for one in node if not (isinstance(one, dict) and one.get("words", "") in own)]
    if not isinstance(node, dict):
        return node
    return {
        key: dict(ERASED)
        if key in ("label", "title") and any(words in own for words in texts_in(one))
        else take_out(one, own)
        for key, one in node.items()
    }


def texts_in(value: Plain) -> Iterator[str]:
    """Every text in plain data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for one in value.values() for text in texts_in(one))
    elif isinstance(value, list):
        yield from (text for one in value for text in texts_in(one))
