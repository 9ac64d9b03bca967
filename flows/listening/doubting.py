"""What a second opinion makes of what the grammar heard: asked back where it was likely said to the bot, or told.

Law: pure. It never makes an answer; it is sure only of what does no harm where it is mistaken, and only where both its
shares say so. What it doubts is what can be asked back. How small or large a share must be was tried on replies that it
had not learnt from.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from reisleider.flows.listening.acts import (
    Act,
    Back,
    DontKnow,
    Finish,
    GoOn,
    Greeting,
    Heard,
    Help,
    NoneHere,
    Pause,
    QuestionToBot,
    RefuseToAnswer,
    Stop,
    Thanks,
    Topic,
)
from reisleider.flows.listening.learnt import likely
from reisleider.flows.listening.typed.tokens import Typed

LONGEST = 14  # words; a longer reply is told
SHORT = 4  # words; what is shorter is the grammar's alone to doubt
DOUBTED = 0.25
"""Told with a smaller share than this, it was likely said to the bot: some 60 of 111 such replies in which the grammar
heard none have so small a share, and 16 of 712 that were told."""
HARDLY = 0.02
PLAIN = 0.9
"""Told with less than the one share, and one act with more than the other: it is that act, where that does no harm."""
TOLD = 0.95
"""Told with a larger share than this, an act that the grammar is sure of is asked back."""
VEXED = 0.5
"""The same of an act that is a feeling too."""
ACTS: Mapping[str, Act] = {
    "stop": Stop(),
    "pause": Pause(),
    "back": Back(),
    "skip": RefuseToAnswer(),
    "help": Help(),
    "dont-know": DontKnow(),
    "none": NoneHere(),
    "finish": Finish(),
    "go-on": GoOn(),
    "greeting": Greeting(),
    "thanks": Thanks(),
    "language": QuestionToBot("other"),
}
"""The acts as the practice replies name them; every other name is a question's topic."""
_MILD = (GoOn, Greeting, Thanks)
"""Never asked back."""
HARMLESS = (QuestionToBot, Help, Pause, *_MILD)
"""Taken at its word without harm: the open question is put again after it."""


def said_likely(typed: Typed, below: float = DOUBTED) -> Heard | None:
    """What a reply, in which the grammar heard nothing said to the bot, was likely said to it; None where it was told.

    ``below``: how small a share "told" must have for it, 0..1.
    """
    if len(typed.words) > LONGEST:
        return None
    found = likely(typed)
    if found is None or found.told >= below:
        return None
    act = ACTS.get(found.act) or QuestionToBot(cast(Topic, found.act))
    if isinstance(act, HARMLESS) and found.told < HARDLY and found.share >= PLAIN:
        return Heard(act)
    return None if isinstance(act, _MILD) else Heard(act, False)


def doubted(heard: Heard, typed: Typed) -> Heard | None:
    """What was heard, to be asked back where such a reply is nearly always told; None where it is never asked back."""
    if not heard.sure or len(typed.words) < SHORT:
        return heard
    found = likely(typed)
    if found is None or found.told <= TOLD:
        return heard
    return None if isinstance(heard.act, _MILD) else Heard(heard.act, False)


def vexed(heard: Heard, typed: Typed) -> Heard:
    """What was heard beside a feeling, to be asked back where that may be all it says: "waste of time"."""
    found = likely(typed)
    return Heard(heard.act, False) if found is not None and found.told > VEXED else heard
