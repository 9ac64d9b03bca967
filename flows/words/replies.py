"""Understands typed words where buttons are offered: a number, a label, a face, a common word, a small typo.

Law: a guess is taken only when exactly one choice fits; otherwise None, and the person is asked kindly.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from reisleider.flows.effects import Choice
from reisleider.flows.words.cues import as_figures, without_accents, word_meanings

TYPO = 0.8  # similarity a misspelt label needs; "verveelnd" against "vervelend" is 0.89
TYPO_LEAST = 4  # shorter words are never corrected: "nee" and "mee" are both words
_EDGE = re.compile(r"^[\s\W_]+|[\s\W_]+$")
_SPACE = re.compile(r"\s+")


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Lower case, without accents, punctuation at the edges or double spaces; "" for only punctuation."""
    letters = without_accents(text)
    return _SPACE.sub(" ", _EDGE.sub("", letters))


@lru_cache(maxsize=4096)
def meanings(text: str) -> frozenset[str]:
    """What the whole text means (``yes``, ``back``, ...), in any language; nothing for most texts."""
    return word_meanings().get(_whole(text), frozenset())


def means(text: str, name: str) -> bool:
    """Whether the whole text has this meaning."""
    return name in meanings(text)


def _whole(text: str) -> str:
    return as_figures(text).strip().casefold() if not plain(text) else plain(text)


def choose(text: str, choices: Sequence[Choice], *, numbers: bool = True) -> Choice | None:
    """The one choice that the text means, or None where none or several fit. Numbers count from 1."""
    said = _whole(text)
    if not said:
        return None
    if numbers and said.isdecimal():
        place = int(said) if len(said) < 4 else 0
        return choices[place - 1] if 0 < place <= len(choices) else None
    return (
        _only(choice for choice in choices if said in labels(choice))
        or _only(choice for choice in choices if _by_word(text, choice))
        or _by_start(said, choices)
        or _by_typo(said, choices)
    )


@lru_cache(maxsize=4096)
def _labels(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(plain(text) for text in texts)


def labels(choice: Choice) -> tuple[str, ...]:
    """How a choice may be named, in plain form: its own words, or its label in every language."""
    texts = (*(choice.text or {}).values(), *((choice.words,) if choice.words else ()))
    return _labels(texts)


def _by_word(text: str, choice: Choice) -> bool:
    if choice.face is not None:
        return means(text, f"face{choice.face:+d}")
    return means(text, choice.id)


def _by_start(said: str, choices: Sequence[Choice]) -> Choice | None:
    if len(said) < TYPO_LEAST:
        return None
    return _only(choice for choice in choices if any(label.startswith(said) for label in labels(choice)))


def _by_typo(said: str, choices: Sequence[Choice]) -> Choice | None:
    if len(said) < TYPO_LEAST:
        return None
    scored = sorted(
        ((max(map(_likeness(said), labels(c)), default=0.0), n) for n, c in enumerate(choices)), reverse=True
    )
    if not scored or scored[0][0] < TYPO:
        return None
    if len(scored) > 1 and scored[1][0] > scored[0][0] - 0.05:
        return None
    return choices[scored[0][1]]


class _likeness:  # noqa: N801 - used as a function; a class only to keep the matcher's cached half
    def __init__(self, said: str) -> None:
        self.matcher = difflib.SequenceMatcher(autojunk=False)
        self.matcher.set_seq2(said)
        self.length = len(said)

    def __call__(self, label: str) -> float:
        if 2 * min(len(label), self.length) < TYPO * (len(label) + self.length):
            return 0.0  # too long or too short, whatever its letters
        self.matcher.set_seq1(label)
        return self.matcher.ratio() if self.matcher.quick_ratio() >= TYPO else 0.0


def _only(found: Iterable[Choice]) -> Choice | None:
    fitting = list(found)
    return fitting[0] if len(fitting) == 1 else None
