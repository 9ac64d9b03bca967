"""Whether leave was given: the grammar's yes or no beside what replies like it meant, and both must say so.

Law: pure. A yes is taken only where the grammar heard one, sure or not, nothing in it denies but what was reviewed,
and replies like it were a yes; a no only where it denies. Where the two differ it is asked back. What stops is never
taken here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from reisleider.flows.listening.acts import Act, Answer, Asked, Greeting, Heard, Pause, QuestionToBot
from reisleider.flows.listening.agreement import marked
from reisleider.flows.listening.learnt import likely_of
from reisleider.flows.listening.traits import act_name, chosen_traits, traits
from reisleider.flows.listening.typed.phrases import kinds
from reisleider.flows.listening.typed.tokens import Typed

ASKED_SO = ("consent", "quotes")
"""What was learnt of."""
YES, NO, PAUSE = "yes", "no", "pause"
AGREED = 0.9  # share of a yes or a no from which it is taken
LATER, LATER_ALONE = 0.75, 0.9  # share of a pause from which it is taken where the grammar heard it, and where not
QUESTION = 0.5  # share of a question from which it is sure that the bot is asked
DOUBTED = 0.25  # share below which a yes or a no that the grammar is sure of is asked back
OFFERED = 0.6  # share from which a yes or a no is put on the button
SHAPE = 6  # marks


def is_given(asked: Asked) -> bool:
    """Whether leave was asked for, in a question that was learnt of."""
    return asked.by == "one" and asked.saves in ASKED_SO


def leave(heard: Heard, typed: Typed, asked: Asked) -> Heard:
    """What was heard where leave was asked for, asked back where replies like it meant something else."""
    known_by = traits(typed) | given_traits(typed, heard, asked)
    shares = likely_of("given", known_by, frozenset(typed.words))
    return given(heard, typed, shares) if shares else heard


def given(heard: Heard, typed: Typed, shares: Mapping[str, float]) -> Heard:
    """``shares``: how likely it was a yes, a no, or something said to the bot."""
    act, best = heard.act, max(shares, key=lambda name: shares[name])
    if heard.sure and isinstance(act, Answer) and act.choice in (YES, NO):
        return heard if shares[act.choice] >= DOUBTED else Heard(act, False)
    if best == YES and shares[YES] >= AGREED and _may_agree(heard, typed):
        return Heard(Answer(YES), True, typed.raw)
    if best == NO and shares[NO] >= AGREED and _denies(typed) and not isinstance(act, Pause):
        return Heard(Answer(NO), True, typed.raw)
    if best == PAUSE and shares[PAUSE] >= (LATER if isinstance(act, Pause) else LATER_ALONE):
        return Heard(Pause())
    if best == "question" and isinstance(act, QuestionToBot) and shares[best] >= QUESTION:
        return Heard(act)
    offers = act is None or isinstance(act, Answer | Greeting | QuestionToBot)
    if offers and best in (YES, NO) and shares[best] >= OFFERED:
        return Heard(Answer(best), False)
    return heard


def _may_agree(heard: Heard, typed: Typed) -> bool:
    """Whether the grammar heard a yes in it, and nothing that denies: "tuurlijk, daar leer je van"."""
    marks = marked(typed)
    denied = not _DENYING.isdisjoint(marks)
    if isinstance(heard.act, Answer) and heard.act.choice == YES:
        return not denied and ("L" not in marks or not _negates(typed))
    return not denied and not _negates(typed) and not _AGREEING.isdisjoint(marks)


def _denies(typed: Typed) -> bool:
    return _negates(typed) or "N" in marked(typed)


def _negates(typed: Typed) -> bool:
    return not (kinds("negations") | kinds("noes")).isdisjoint(typed.words)


_AGREEING, _DENYING = frozenset("YA"), frozenset("NX")


def given_traits(typed: Typed, heard: Heard | None, asked: Asked) -> frozenset[str]:
    """What tells whether leave was given: how it begins and ends, what agrees and denies in it and in which order."""
    found = {*chosen_traits(typed, None, asked.saves), f"=@{asked.saves}", *_order(marked(typed))}
    found.update(f"{asked.saves}@{word}" for word in typed.words)
    if heard is not None:
        found.add(f"=={_name(heard.act, asked)}{'!' if heard.sure else '?'}")
    return frozenset(found)


def _order(marks: str) -> Iterator[str]:
    yield f"%={marks[:SHAPE]}"
    yield from (f"%={one}" for one in marks)
    yield from (f"%={one}{other}" for one, other in pairwise(f"^{marks}$"))


def _name(act: Act | None, asked: Asked) -> str:
    return f"{act.choice}" if isinstance(act, Answer) else act_name(act, asked)
