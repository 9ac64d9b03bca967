"""What a command is: one row, which a chat and the command line read alike.

Law: a row names, parses and does; what people read stands in the catalogues under its id: `name.` (its names),
`menu.` (a line), `help.` (how it is typed in a chat). What parsing cannot make sense of is Unclear, one sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, Literal, Protocol, TypeVar

from reisleider.bot.adapters.receipt import Receipt
from reisleider.bot.commands.request import Asked
from reisleider.bot.work import Work
from reisleider.flows.effects import Slot
from reisleider.flows.journey import Study
from reisleider.flows.messages import Message
from reisleider.flows.synthesis.progress import Progress, unheard
from reisleider.storage.store import Connection

P = TypeVar("P")
Who = Literal["anybody", "lead"]
"""Whom a command is for: anybody about themselves, or who leads the study it is about."""
Menu = Literal["nowhere", "private", "everywhere"]
"""Where a chat's own menu shows a command: nowhere, in private chats, or in groups too."""


class Press(Protocol):
    """What a button does; ``name`` is what it carries behind what it begins with."""

    def __call__(self, asked: Asked, name: str) -> Receipt: ...


class Unclear(Exception):
    """What was asked cannot be done so; ``key`` names the sentence that says what would help."""

    def __init__(self, key: str, **slots: Slot) -> None:
        super().__init__(key)
        self.key = key
        self.slots: Mapping[str, Slot] = slots


@dataclass(frozen=True)
class Option:
    """Words that a terminal also takes as ``--name`` (``flag``: without a value): they are read as if typed.

    ``before``: words put before the value; ``among``: the values there are, for who named another or wants to see
    them, given the study where it is known; ``told``: what a value is for, in a language.
    """

    name: str
    flag: bool = False
    before: tuple[str, ...] = ()
    among: Callable[[Study | None], Sequence[str]] | None = None
    told: Callable[[str, str], str] | None = None


@dataclass(frozen=True)
class Sure:
    """What is asked before something is erased: the sentence, the button that says yes, and what it carries."""

    question: str
    yes: str
    press: str


@dataclass(frozen=True)
class Look:
    """One look-up: who looks (an account), at which study, in which language, and what else may be looked at.

    ``progress`` hears how far it is; ``picture`` is the kind that is wanted, or None for words alone.
    """

    c: Connection
    about: Study | None
    account: tuple[str, str, str]
    language: str
    now: datetime
    progress: Progress = unheard
    may_read: Callable[[str], bool] = lambda _: False
    picture: Literal["png", "svg"] | None = "png"

    @property
    def study(self) -> Study:
        """The study that a lead's command is about."""
        assert self.about is not None
        return self.about


@dataclass(frozen=True)
class Command(Generic[P]):
    """A row. ``parse`` reads the words behind the name; ``act`` does it on the writer's connection and answers;
    ``find`` looks the same up where somebody waits for it (a terminal), reads only. Each raises Unclear where it
    cannot be.

    ``place`` orders help and menus. ``slow``: what it leaves to be found out beside the writer. ``buttons``: what a
    button under its messages does, by how what it carries begins; ``sealed``: those that need our seal. ``takes``:
    whether words must, may or cannot stand behind it, as a terminal asks for them. ``file``: whether its answer is a
    file, always or when one is asked for; ``own_words``: whether that file holds what people said, and so is for its
    owner's eyes alone. ``links``: whether it makes invitations. ``also``: of which studies (ids) it serves an
    account that does not lead them. ``told``: whether somebody must have told something.
    """

    id: str
    place: int
    who: Who
    parse: Callable[[Asked], P]
    act: Callable[[Asked, P], None]
    find: Callable[[Look, P], Message] | None = None
    menu: Menu = "private"
    slow: tuple[Work[Any], ...] = ()  # each takes its own job
    sure: Sure | None = None
    buttons: Mapping[str, Press] = field(default_factory=dict)
    sealed: frozenset[str] = frozenset()
    options: tuple[Option, ...] = ()
    takes: Literal["nothing", "words", "some words"] = "nothing"
    file: Literal["never", "asked", "always"] = "never"
    own_words: bool = False
    links: bool = False
    also: Callable[[Connection, tuple[str, str, str]], Sequence[str]] | None = None
    told: bool = False


Row = Command[Any]  # each is only ever given what its own ``parse`` made
"""A row of the table, whatever its words are parsed into."""


@dataclass(frozen=True)
class Nothing:
    """What a command is parsed into that reads no words."""


def read_nothing(_: Asked) -> Nothing:
    """The parser of a command that reads no words."""
    return Nothing()
