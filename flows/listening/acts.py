"""What somebody does by a reply: answer, finish, stop, ask something back, ...

Law: plain nouns. An act says what was meant, never what happens next; ``sure`` is False where it must be asked back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from reisleider.flows.effects import Choice
from reisleider.flows.journey import Language as Code
from reisleider.flows.journey import Value

Topic = Literal["why", "who", "how-long", "robot", "name", "delete", "what-happens", "reward", "other"]
Reading = Literal["one", "score", "time", "words", "item", "go-on"]
Need = Literal["danger", "grief", "anger", "complaint"]


@dataclass(frozen=True)
class Answer:
    """The question that stands open is answered: by a choice on offer (its id), or by a value of its own: words."""

    choice: str | None = None
    value: Value = None


@dataclass(frozen=True)
class Finish:
    """That was the last one: a list is complete."""


@dataclass(frozen=True)
class NoneHere:
    """There is nothing to tell here: "nee hoor", "alles was duidelijk"."""


@dataclass(frozen=True)
class DontKnow:
    """Does not know, or does not remember."""


@dataclass(frozen=True)
class RefuseToAnswer:
    """Would rather leave this question: "sla over", "dat gaat je niks aan"."""


@dataclass(frozen=True)
class Stop:
    """Wants to stop altogether."""


@dataclass(frozen=True)
class Pause:
    """Wants to go on later."""


@dataclass(frozen=True)
class Back:
    """Wants the question before."""


@dataclass(frozen=True)
class Correct:
    """Wants to change something said earlier."""


@dataclass(frozen=True)
class Language:
    """Wants to go on in another language."""

    code: Code


@dataclass(frozen=True)
class QuestionToBot:
    """Asks the bot something, told apart by what it is about."""

    topic: Topic


@dataclass(frozen=True)
class Help:
    """Does not see what is wanted, or what can be said."""


@dataclass(frozen=True)
class Greeting:
    """Says hello, or sorry for being away."""


@dataclass(frozen=True)
class Thanks:
    """Says thank you."""


@dataclass(frozen=True)
class InNeed:
    """Is in need, by kind."""

    kind: Need


@dataclass(frozen=True)
class GoOn:
    """Wants to go on with the question that stands open."""


@dataclass(frozen=True)
class Remark:
    """Says something beside the question, that answers nothing."""


Act = (
    Answer
    | Finish
    | NoneHere
    | DontKnow
    | RefuseToAnswer
    | Stop
    | Pause
    | Back
    | Correct
    | Language
    | QuestionToBot
    | Help
    | Greeting
    | Thanks
    | InNeed
    | GoOn
    | Remark
)


@dataclass(frozen=True)
class Heard:
    """What was heard. ``act`` is None where nothing was understood; where it is not ``sure`` it is the likely meaning,
    to be asked back. ``remark``: words said beside an answer."""

    act: Act | None
    sure: bool = True
    remark: str | None = None


@dataclass(frozen=True)
class Asked:
    """What stands open when a reply comes in.

    ``by``: how a reply is read: as one of the choices, a score, a time, words, an item of a list, or whether to go on;
    ``saves``: what its answer is kept as (words that mean one of its choices are listed by it); ``choices``: what
    is on offer; ``hidden``: what is understood besides, and never by number; ``numbers``: whether the choices are
    shown with numbers; ``days``: a time bucket's upper bound, by choice; ``today``: the day it is, for "in maart";
    ``listed``: how many items a list has.
    """

    by: Reading
    saves: str = ""
    choices: tuple[Choice, ...] = ()
    hidden: tuple[Choice, ...] = ()
    numbers: bool = False
    days: Mapping[str, int] = field(default_factory=dict)
    today: date | None = None
    listed: int = 0
