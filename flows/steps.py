"""The nouns of an interview script: steps, options, loops, blocks.

Law: plain data as written in the TOML file; what a question type does with it lives in ``flows.questions``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from reisleider.flows.effects import Choice
from reisleider.flows.journey import Texts, Track, Value

REVIEW = "review"
"""The state in which the whole interview is played back: the id of every script's last step."""
FACTS = frozenset({"channel-told", "phase-told", "task-like", "label-near"})
"""What the words of a touchpoint tell by themselves, yes or no; conditions may name these beside steps."""


HeldFor = Literal["respondent", "lead", "colleague", "planner"]
"""Whom a script is for: who takes part in a study, who leads it, colleagues who weigh what it found, or whoever plans
what is done about that."""


def is_item(value: object) -> bool:
    """Whether a value is the id of a listed item (i1, i2, ...) rather than an option's."""
    return isinstance(value, str) and value[:1] == "i" and value[1:].isdigit()


@dataclass(frozen=True)
class Condition:
    """One test on one answer; everything that is given must hold. ``among``: it is one of these; ``min`` and ``max``:
    a whole number within these bounds; ``words``: it is text; ``item``: it names a listed item; ``has``: a choice of
    several has this one. ``answered`` asks whether there is an answer at all, and is asked alone."""

    among: tuple[object, ...] | None = None
    min: float | None = None
    max: float | None = None
    answered: bool | None = None
    words: bool | None = None
    item: bool | None = None
    has: str | None = None

    def holds(self, value: Value) -> bool:
        """Whether it is met; no answer (None) meets nothing but ``answered = false``."""
        if self.answered is not None:
            return (value is not None) is self.answered
        if value is None or (self.among is not None and value not in self.among):
            return False
        if (self.min is not None or self.max is not None) and not self._within(value):
            return False
        if self.words is not None and isinstance(value, str) is not self.words:
            return False
        if self.item is not None and is_item(value) is not self.item:
            return False
        return self.has is None or (isinstance(value, list) and self.has in value)

    def _within(self, value: Value) -> bool:
        if not isinstance(value, int):
            return False
        return (self.min is None or value >= self.min) and (self.max is None or value <= self.max)


@dataclass(frozen=True)
class Option:
    """One fixed answer. ``ends`` declines the interview, ``later`` asks again in so many days, ``done`` closes
    a list or selection, ``hidden`` is understood when typed but not shown; ``days`` bounds a time bucket. ``tells`` is
    what is told when it is chosen, which answers nothing: the question is put again. ``own``: words that fit no option
    mean this one, and are kept."""

    id: str
    text: Texts
    face: int | None = None
    days: int | None = None
    later: int | None = None
    ends: str | None = None
    done: bool = False
    hidden: bool = False
    tells: Texts = field(default_factory=dict)
    own: bool = False

    @cached_property
    def choice(self) -> Choice:
        """This option as it is shown or heard."""
        return Choice(self.id, text=self.text, face=self.face)


@dataclass(frozen=True)
class Step:
    """One question. ``slots`` are the names its texts use; ``required`` cannot be skipped. ``spare``: it is asked only
    while at least so many replies may still be asked for; ``peaks``: the step whose lowest and highest are always in
    the sample."""

    id: str
    block: str
    kind: str
    text: Texts
    saves: str
    loop: str | None = None
    options: tuple[Option, ...] = ()
    source: str | None = None
    when: Mapping[str, Condition] = field(default_factory=dict)
    again: Texts = field(default_factory=dict)
    first: Texts = field(default_factory=dict)
    least: Texts = field(default_factory=dict)
    needs: int = 1
    sample: int | None = None
    optional: bool = False
    required: bool = False
    probe: str | None = None
    adds: str | None = None
    limit: int | None = None
    min: int = 1
    max: int = 5
    spare: int = 0
    peaks: str | None = None
    slots: frozenset[str] = frozenset()

    @cached_property
    def shown(self) -> tuple[Choice, ...]:
        """The own options that are offered as buttons."""
        return tuple(option.choice for option in self.options if not option.hidden)

    @cached_property
    def hidden(self) -> tuple[Choice, ...]:
        """The own options that are understood when typed, but not shown."""
        return tuple(option.choice for option in self.options if option.hidden)


@dataclass(frozen=True)
class Loop:
    """Steps asked once per item; ``of``: per item of that list alone, or per fact that this source names. ``order``:
    given, random, thinnest, useful, lowest:STEP, highest:STEP or peaks:STEP, which is the lowest, the highest and then
    at random. Useful: what brings most onto the map once it is known which label it is."""

    id: str
    each: Literal["touchpoint", "fact"]
    where: Mapping[str, Condition] = field(default_factory=dict)
    order: str = "given"
    limit: int | None = None
    of: str | None = None


@dataclass(frozen=True)
class Block:
    """Steps that a study switches on or off together. ``title`` begins a part of the progress shown; a block
    without belongs to the part before. ``b2b``: a study among businesses asks it too."""

    id: str
    title: Texts = field(default_factory=dict)
    rotating: bool = False
    default: bool = True
    b2b: bool = False


@dataclass(frozen=True)
class Outline:
    """A script as written: what ``scripts.read`` reads, ``scripts.check`` checks and ``scripts.script`` compiles.
    ``beyond``: so many replies it asks for beyond what its study says. ``held_for``: who is asked; what a lead says is
    what a study is set to, and no respondent's word. ``brings``: what its end brings about, by name."""

    id: str
    track: Track
    title: Texts
    blocks: tuple[Block, ...]
    loops: Mapping[str, Loop]
    steps: tuple[Step, ...]
    probes: Mapping[str, Texts] = field(default_factory=dict)
    beyond: int = 0
    held_for: HeldFor = "respondent"
    brings: str | None = None
