"""What in a reply carries weight, and the short sentence that a person would say to it.

Law: pure: the same words at the same turn get the same sentence. At most every third turn, never praise, never a
judgement of the organisation; a wording takes up an amount in own words, and nothing that would have to be bent.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, get_args

from reisleider.flows.listening.care.telltales import found, says, sentences
from reisleider.flows.listening.times import days_back
from reisleider.flows.listening.typed.tokens import read
from reisleider.flows.words.cues import without_accents
from reisleider.flows.words.vocabulary import figures, one_of

Weight = Literal["loss", "illness", "anger", "money", "waiting", "relief", "joy"]
WEIGHTS: tuple[Weight, ...] = get_args(Weight)  # the heaviest first: relief after a long wait is told of as the wait
GLAD: tuple[Weight, ...] = ("relief", "joy")
VARIANTS = 3
"""How many wordings there are of each reaction, in every language."""
PACE = 3  # turns from one reaction to the next; more is chatter
LEAST = 3  # words; who says one word wants no reaction to it
LONG = 0.0139  # days: 20 minutes; a shorter wait carries no weight
_SUM = re.compile(r"(?:[€$£]\s?\d[\d.,]*|\d[\d.,]{0,20}\s?(?:euros?|eur|pounds?|dollars?)\b)")


@dataclass(frozen=True)
class Reaction:
    """A sentence to say: ``variant`` 1 to VARIANTS of its kind; ``own``: the amount in the person's own words that the
    wording takes up."""

    weight: Weight
    variant: int
    own: str | None = None


@lru_cache(maxsize=4096)
def weight_of(text: str) -> Weight | None:
    """The heaviest thing that the words tell of, or None."""
    said = sentences(text)
    return next((weight for weight in WEIGHTS if any(_tells(weight, one) for one in said)), None)


def reaction_to(text: str, seed: int, turn: int, reacted: Sequence[tuple[str, int]]) -> Reaction | None:
    """The reaction that a reply earns at this turn, or None. ``reacted``: what was reacted to so far, and when."""
    if len(text.split()) < LEAST or (reacted and turn - reacted[-1][1] < PACE):
        return None
    weight = weight_of(text)
    if weight is None:
        return None
    return Reaction(weight, (seed + turn) % VARIANTS + 1, _own(weight, text))


def _tells(weight: Weight, sentence: str) -> bool:
    if next(found("weight", weight, sentence, whole=weight != "money"), None) is None:
        return False
    if says("weight", f"{weight}-not", sentence):
        return False
    if weight == "waiting":
        lasted = days_back(read(sentence), None)
        return lasted is None or lasted[1] >= LONG
    return True


def _own(weight: Weight, text: str) -> str | None:
    pattern = _SUM if weight == "money" else _span() if weight == "waiting" else None
    said = pattern.search(without_accents(text)) if pattern is not None else None
    return said[0].strip(" .,") if said is not None else None


@cache
def _span() -> re.Pattern[str]:
    """A number and a unit of time: "drie weken", "45 minutes"."""
    numbers, units = (tuple(map(re.escape, figures("durations", name))) for name in ("numbers", "units"))
    longest = tuple(sorted(units, key=len, reverse=True))
    return re.compile(rf"\b(?:\d+(?:[.,]\d+)?|{one_of(numbers)})\s+{one_of(longest)}\b")
