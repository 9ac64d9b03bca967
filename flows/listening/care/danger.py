"""Whether a life is in danger: told outright, or by cues that mean it only together.

Law: pure. A list of the words file is one cue and means nothing by itself; which of them mean danger together is
grammar and stands here. What may be meant otherwise is *unsure*: it counts, and is asked about more gently.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal

from reisleider.flows.listening.care.telltales import found, is_denied, places, says

Certainty = Literal["sure", "unsure"]
_LEAST_HINTS = 2  # one "I'm done" tells nothing of a life; two such things in one message do


@dataclass(frozen=True)
class _Rule:
    """A cue that means danger with another ``beside`` it, at most ``near`` characters away, either first.

    ``unless``: what takes it back, said in the same sentence; ``own``: it must be somebody's own life, or of one of
    their own people; ``denied``: whether a "not" before the last of them leaves it as it is."""

    cue: str
    beside: str = ""
    certainty: Certainty = "sure"
    near: int = 50
    unless: str = ""
    own: bool = True
    denied: bool = True


_RULES = (
    _Rule("unwilling", "life", near=40, unless="life-not"),
    _Rule("wish", "gone", unless="gone-not", denied=False),
    _Rule("better", "without-me", unless="hint-not"),
    _Rule("means", "ready", unless="means-not"),
    _Rule("thinks", "end", near=40, unless="gone-not", denied=False),
    _Rule("attacker", "attack", unless="attack-not", denied=False),
    _Rule("harms", unless="harms-not", own=False, denied=False),
    _Rule("emergency", unless="emergency-not", own=False),
    _Rule("burden", certainty="unsure", unless="hint-not"),
    _Rule("bleak", certainty="unsure", unless="hint-not", own=False),
    _Rule("farewell", certainty="unsure", unless="farewell-not", own=False),
)


def danger_in(said: Sequence[str]) -> Certainty | None:
    """How sure these sentences, in plain form, make it that a life is in danger; None where they tell of none."""
    certainties = {rule.certainty for one in said for rule in _RULES if _holds(rule, one)}
    if "sure" in certainties or any(_tells("danger", one) for one in said):
        return "sure"
    if certainties or any(_tells("despair", one) for one in said):
        return "unsure"
    return "unsure" if _hints(said) >= _LEAST_HINTS else None


def takes_back(sentence: str) -> bool:
    """Whether a word in it takes back some cue, whichever: it is likely no such thing."""
    unless = {rule.unless for rule in _RULES if rule.unless}
    told = any(says("need", f"{kind}-not", sentence) for kind in ("danger", "despair"))
    return told or any(says("danger", name, sentence) for name in (*sorted(unless), "hint-not"))


def _tells(kind: str, sentence: str) -> bool:
    return next(found("need", kind, sentence), None) is not None and not says("need", f"{kind}-not", sentence)


def _holds(rule: _Rule, sentence: str) -> bool:
    if not _is_told(rule, sentence) or says("danger", rule.unless, sentence):
        return False
    return not rule.own or _is_own(sentence)


def _is_told(rule: _Rule, sentence: str) -> bool:
    last = [
        one.span()
        for one in places("danger", rule.beside or rule.cue, sentence)
        if rule.denied or not is_denied(sentence, one.start())
    ]
    if not rule.beside or not last:
        return bool(last)
    first = [one.span() for one in places("danger", rule.cue, sentence)]
    return any(0 <= max(a[0], b[0]) - min(a[1], b[1]) <= rule.near for a, b in product(first, last))


def _is_own(sentence: str) -> bool:
    """Whether it is about the one who writes or somebody of theirs; who leaves out the subject means themselves."""
    return says("danger", "self", sentence) or not says("danger", "somebody-else", sentence)


def _hints(said: Sequence[str]) -> int:
    """How many different things were said that point the same way, each ambiguous by itself."""
    telling = [one for one in said if not says("danger", "hint-not", one)]
    return len({found[0] for one in telling for found in places("danger", "hint", one)})
