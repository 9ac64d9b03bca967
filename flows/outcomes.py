"""What a reply turns out to be, as a question type reads it.

Law: an outcome says what was understood, never what happens next.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from reisleider.flows.effects import Choice, Slot
from reisleider.flows.journey import Value


@dataclass(frozen=True)
class Offer:
    """What is on the table when a reply comes in: the choices shown, the half-given answer, the items listed.

    ``source``: choices from the interview or the study (touchpoints, phases, ...); ``draft``: what earlier
    replies to this same question already gave; ``listed``: how many items the list has, ``shown``: whether they are
    known to stand as they were told;
    ``today``: what "in maart" counts from; ``language``: the interview's, where that decides what a sign means.
    """

    source: tuple[Choice, ...] = ()
    draft: Value = None
    listed: int = 0
    shown: bool = False
    seed: int = 0
    today: date | None = None
    language: str | None = None


@dataclass(frozen=True)
class Taken:
    """The answer is complete. ``choice`` names it where one was chosen; ``remark`` is what was said beside it;
    ``own``: the words that fit no choice, and so stand for this one."""

    value: Value
    choice: Choice | None = None
    remark: str | None = None
    own: str | None = None


@dataclass(frozen=True)
class Partly:
    """Part of the answer: the question stays open with this draft. ``choice``: what was chosen, where that is told back
    because it is nowhere to be seen any more."""

    draft: Value
    choice: Choice | None = None


@dataclass(frozen=True)
class Added:
    """One or more items for a list, in own words; the question stays open. ``guessed``: their author did not set them
    apart, so that they are shown back; ``closes``: they said besides that it was all."""

    words: tuple[str, ...]
    guessed: bool = False
    closes: bool = False


@dataclass(frozen=True)
class Either:
    """It is one of these choices, likely: asked which."""

    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Refused:
    """Not an answer to this question: the catalogue key of a sentence that helps, and its slots."""

    key: str
    slots: Mapping[str, Slot] = field(default_factory=dict)


@dataclass(frozen=True)
class Unsure:
    """Likely this choice, which must be asked back before it counts."""

    choice: Choice


Outcome = Taken | Partly | Added | Refused | Unsure | Either
